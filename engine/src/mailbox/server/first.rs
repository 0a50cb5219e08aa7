//! The first lines of a conversation, read by hand: what answers here may be no mail server at all, and
//! before encryption whatever is said may come from anyone on the way.

use std::io;
use std::time::Duration;

use tokio::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _,
    BufStream,
};
use tokio::time::timeout;

use super::{Patience, Server};
use crate::problem::{Problem, ProblemKind};

const LONGEST: u64 = 8192;

/// A web server waits for a request; any line makes it show what it is.
/// Fails with what it then is; a port that stays silent is no failure yet.
pub(in crate::mailbox) async fn poke<S>(
    stream: &mut S,
    server: &Server,
    patience: &Patience,
    words: &[u8],
) -> Result<(), Problem>
where
    S: AsyncBufRead + AsyncWrite + Unpin,
{
    let poked = async {
        stream.write_all(words).await?;
        stream.flush().await?;
        line(stream, patience.greeting).await
    };
    match timeout(patience.greeting * 2, poked).await {
        Ok(Ok(Some(text))) if text.starts_with("HTTP/") => Err(server.wrong_port()),
        Ok(Err(error)) => Err(failed(&error, server)),
        _ => Ok(()),
    }
}

/// Whether bytes have been read that nobody has asked for yet.
pub(in crate::mailbox) fn waiting<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufStream<S>) -> bool {
    use futures::FutureExt as _;
    matches!(stream.fill_buf().now_or_never(), Some(Ok(bytes)) if !bytes.is_empty())
}

/// One line without its end; empty at the end of the stream, `None` when nothing came in time.
pub(in crate::mailbox) async fn line<S: AsyncBufRead + Unpin>(
    stream: &mut S,
    patience: Duration,
) -> io::Result<Option<String>> {
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

/// What it means that the first lines cannot be read.
pub(in crate::mailbox) fn failed(error: &io::Error, server: &Server) -> Problem {
    match error.kind() {
        io::ErrorKind::TimedOut => server.about(ProblemKind::Stalled),
        // A line without an end: no mail server greets so.
        io::ErrorKind::InvalidData => server.wrong_port(),
        _ => server.about(ProblemKind::HungUp),
    }
}
