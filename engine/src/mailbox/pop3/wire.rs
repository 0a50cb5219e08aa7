//! Commands and their answers. A command is done only when the server says `+OK`; everything else is
//! a [`Failure`]. Commands are never logged.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::body::{Body, Ends};
use super::failure::Failure;
use super::framing::Lines;
use crate::mailbox::server::Patience;
use crate::mailbox::server::guard::Guard;
use crate::mailbox::server::words::presentable;

/// The longest a command may take, whatever it carries. The guard bounds the rest.
const LONGEST_COMMAND: Duration = Duration::from_mins(70);

/// The largest message that is taken into memory whole.
const LARGEST: u64 = 256 << 20;

/// What the server says of a command that it carries out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The words behind `+OK`.
    pub(super) text: String,
    ends: Ends,
}

/// A conversation over a stream whose greeting has been read.
#[derive(Debug)]
pub(super) struct Wire<S> {
    stream: BufReader<Guard<S, Lines>>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub(super) fn new(stream: S, patience: &Patience) -> Self {
        Self { stream: BufReader::new(Guard::new(stream, Lines::default(), patience)) }
    }

    /// Runs a command whose answer is one line.
    pub(super) async fn order(&mut self, command: &str) -> Result<Said, Failure> {
        self.send(command).await?;
        self.answer().await
    }

    /// Runs a command whose answer is a list: its lines, without their ends.
    pub(super) async fn list(&mut self, command: &str) -> Result<Vec<Vec<u8>>, Failure> {
        self.order(command).await?;
        let mut lines = Vec::new();
        loop {
            let (mut line, _) = self.line().await?;
            if line.first() == Some(&b'.') {
                if line.len() == 1 {
                    return Ok(lines);
                }
                line.remove(0);
            }
            lines.push(line);
        }
    }

    /// Says something and reads one line that need be no `+OK`: an exchange of AUTH.
    pub(super) async fn exchange(&mut self, line: &str) -> Result<String, Failure> {
        self.send(line).await?;
        Ok(String::from_utf8_lossy(&self.line().await?.0).into_owned())
    }

    /// Sends several commands at once; their answers are read in the same order.
    pub(super) async fn send_all(&mut self, commands: &[String]) -> Result<(), Failure> {
        self.write(commands.join("\r\n").as_bytes()).await
    }

    /// Reads the message that answers a command which was sent. `listed`: how long the server says
    /// it is.
    pub(super) async fn message(&mut self, listed: u64) -> Result<Vec<u8>, Failure> {
        let said = self.answer().await?;
        match self.body(Body::new(said.ends, listed, usize::MAX), LARGEST).await? {
            (raw, true) => Ok(raw),
            (_, false) => Err(Failure::TooLarge),
        }
    }

    /// Reads the first `keep` bytes of such a message. Says whether it came to its end with them, or
    /// soon after; where not, it was left off in the middle and the conversation is over.
    pub(super) async fn beginning(&mut self, keep: usize) -> Result<(Vec<u8>, bool), Failure> {
        let said = self.answer().await?;
        self.body(Body::new(said.ends, 0, keep), 2 * keep as u64).await
    }

    /// Reads a message until its end, or until there were more bytes of it than `most`.
    async fn body(&mut self, mut body: Body, most: u64) -> Result<(Vec<u8>, bool), Failure> {
        self.stream.get_mut().framing().carry(true);
        let read = async {
            loop {
                let bytes = self.stream.fill_buf().await?;
                if bytes.is_empty() {
                    return Err(Failure::Closed);
                }
                let end = body.take(bytes);
                let count = end.unwrap_or(bytes.len());
                self.stream.consume(count);
                if end.is_some() || body.size() > most {
                    return Ok(end.is_some());
                }
            }
        };
        let ended = timeout(LONGEST_COMMAND, read).await.map_err(|_| late())??;
        self.stream.get_mut().framing().carry(false);
        Ok((body.into_raw(), ended))
    }

    async fn answer(&mut self) -> Result<Said, Failure> {
        let (line, ends) = self.line().await?;
        let line = String::from_utf8_lossy(&line).into_owned();
        let word = line.split([' ', '\t']).next().unwrap_or_default();
        let text = line.get(word.len()..).unwrap_or_default().trim();
        match word.to_ascii_uppercase().as_str() {
            "+OK" => Ok(Said { text: text.to_owned(), ends }),
            "-ERR" => Err(Failure::refusal(text)),
            _ => Err(Failure::Unexpected("neither +OK nor -ERR", presentable(&line))),
        }
    }

    /// A line without its end, and how it ended.
    async fn line(&mut self) -> Result<(Vec<u8>, Ends), Failure> {
        let mut line = Vec::new();
        let read = self.stream.read_until(b'\n', &mut line);
        timeout(LONGEST_COMMAND, read).await.map_err(|_| late())??;
        if line.pop() != Some(b'\n') {
            return Err(Failure::Closed);
        }
        if line.last() == Some(&b'\r') {
            line.pop();
            return Ok((line, Ends::CrLf));
        }
        Ok((line, Ends::Lf))
    }

    async fn send(&mut self, command: &str) -> Result<(), Failure> {
        if command.contains(['\r', '\n', '\0']) {
            return Err(Failure::Unspeakable);
        }
        self.write(command.as_bytes()).await
    }

    async fn write(&mut self, commands: &[u8]) -> Result<(), Failure> {
        self.stream.get_mut().begin();
        let whole = Zeroizing::new([commands, b"\r\n"].concat());
        self.stream.write_all(&whole).await?;
        Ok(self.stream.flush().await?)
    }
}

fn late() -> io::Error {
    io::ErrorKind::TimedOut.into()
}

#[cfg(test)]
mod tests;
