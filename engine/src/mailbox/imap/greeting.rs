//! The first lines of a conversation, read before anything else trusts the stream.
//!
//! Read by hand and not by the parser: what answers here may be no mail server at all, and
//! before STARTTLS whatever is said may come from anyone on the way.

use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufStream};
use tokio::time::timeout;

use crate::mailbox::server::first::{failed, line, poke, waiting};
use crate::mailbox::server::words::presentable;
use crate::mailbox::server::{Patience, Server};
use crate::problem::{Problem, ProblemKind};

/// How a server greets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Greeting {
    /// `* OK`
    Hello,
    /// `* PREAUTH`: no need to sign in.
    SignedIn,
    /// Nothing came.
    Silence,
}

/// Reads the greeting.
pub(super) async fn read<S>(stream: &mut S, server: &Server, patience: &Patience) -> Result<Greeting, Problem>
where
    S: AsyncBufRead + AsyncWrite + Unpin,
{
    match line(stream, patience.greeting).await {
        Ok(Some(text)) => understood(&text, server),
        Ok(None) => poke(stream, server, patience, b"x NOOP\r\n\r\n").await.map(|()| Greeting::Silence),
        Err(error) => Err(failed(&error, server)),
    }
}

fn understood(text: &str, server: &Server) -> Result<Greeting, Problem> {
    let mut words = text.split_ascii_whitespace();
    let (star, word) = (words.next(), words.next().unwrap_or_default().to_ascii_uppercase());
    match (star, word.as_str()) {
        (Some("*"), "OK") => Ok(Greeting::Hello),
        (Some("*"), "PREAUTH") => Ok(Greeting::SignedIn),
        (Some("*"), "BYE") => {
            let why = words.collect::<Vec<_>>().join(" ");
            Err(server.about(ProblemKind::Refused).with("detail", presentable(&why)))
        }
        (None, _) => Err(server.about(ProblemKind::HungUp)),
        _ => Err(server.wrong_port()),
    }
}

/// Asks for STARTTLS and waits for the answer, which must be the last thing said in the clear.
pub(super) async fn ask_for_tls<S>(
    stream: &mut BufStream<S>,
    server: &Server,
    patience: &Patience,
) -> Result<(), Problem>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let sent = async {
        stream.write_all(b"s1 STARTTLS\r\n").await?;
        stream.flush().await
    };
    sent.await.map_err(|error| failed(&error, server))?;
    let answered = timeout(patience.answer, answer_to_starttls(stream, server, patience)).await;
    let answer = answered.unwrap_or_else(|_| Err(server.stalled(patience.answer)))?;
    let mut words = answer.split_ascii_whitespace();
    match (words.next(), words.next().map(str::to_ascii_uppercase).as_deref()) {
        (Some("s1"), Some("OK")) => {}
        (Some("s1"), Some("NO" | "BAD")) => return Err(server.about(ProblemKind::NoStartTls)),
        _ => return Err(server.about(ProblemKind::NotUnderstood).with("detail", presentable(&answer))),
    }
    if waiting(stream) {
        // CVE-2011-0411 and its kin: commands or answers slipped in before the encryption begins.
        let detail = "data was slipped in before the encryption began";
        return Err(server.about(ProblemKind::NotUnderstood).with("detail", detail));
    }
    Ok(())
}

/// The first line that is no remark.
async fn answer_to_starttls<S>(
    stream: &mut BufStream<S>,
    server: &Server,
    patience: &Patience,
) -> Result<String, Problem>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    loop {
        match line(stream, patience.answer).await {
            Ok(Some(text)) if text.starts_with("* BYE") || text.is_empty() => {
                return Err(server.about(ProblemKind::HungUp));
            }
            Ok(Some(text)) if text.starts_with("* ") => {}
            Ok(Some(text)) => return Ok(text),
            Ok(None) => return Err(server.stalled(patience.answer)),
            Err(error) => return Err(failed(&error, server)),
        }
    }
}
