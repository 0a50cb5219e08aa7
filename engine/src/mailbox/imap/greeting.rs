//! The first lines of a conversation, read before anything else trusts the stream.
//!
//! Read by hand and not by the parser: what answers here may be no mail server at all, and
//! before STARTTLS whatever is said may come from anyone on the way.

use std::io;
use std::time::Duration;

use tokio::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _,
    BufStream,
};
use tokio::time::timeout;

use super::failure::presentable;
use super::{Patience, Server};
use crate::problem::{Problem, ProblemKind};

const LONGEST: u64 = 8192;

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
        Ok(None) => poke(stream, server, patience).await,
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

/// A web server waits for a request; any line makes it show what it is.
async fn poke<S>(stream: &mut S, server: &Server, patience: &Patience) -> Result<Greeting, Problem>
where
    S: AsyncBufRead + AsyncWrite + Unpin,
{
    let poked = async {
        stream.write_all(b"x NOOP\r\n\r\n").await?;
        stream.flush().await?;
        line(stream, patience.greeting).await
    };
    match timeout(patience.greeting * 2, poked).await {
        Ok(Ok(Some(text))) if text.starts_with("HTTP/") => Err(server.wrong_port()),
        Ok(Err(error)) => Err(failed(&error, server)),
        _ => Ok(Greeting::Silence),
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

/// Whether bytes have been read that nobody has asked for yet.
fn waiting<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufStream<S>) -> bool {
    use futures::FutureExt as _;
    matches!(stream.fill_buf().now_or_never(), Some(Ok(bytes)) if !bytes.is_empty())
}

/// One line without its end; empty at the end of the stream, `None` when nothing came in time.
async fn line<S: AsyncBufRead + Unpin>(stream: &mut S, patience: Duration) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let read = async { stream.take(LONGEST).read_until(b'\n', &mut bytes).await };
    match timeout(patience, read).await {
        Ok(read) => {
            read?;
            if bytes.len() as u64 == LONGEST && !bytes.ends_with(b"\n") {
                return Err(io::ErrorKind::InvalidData.into());
            }
            Ok(Some(String::from_utf8_lossy(&bytes).trim_end().to_owned()))
        }
        Err(_) => Ok(None),
    }
}

fn failed(error: &io::Error, server: &Server) -> Problem {
    match error.kind() {
        io::ErrorKind::TimedOut => server.about(ProblemKind::Stalled),
        // A line without an end: no mail server greets so.
        io::ErrorKind::InvalidData => server.wrong_port(),
        _ => server.about(ProblemKind::HungUp),
    }
}
