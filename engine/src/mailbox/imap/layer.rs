//! Commands and their completion, over the framing and parsing of `async-imap`.
//!
//! Of `async-imap` only the stream of parsed responses is used. Its own commands take NO,
//! BAD and a closed connection for "nothing there", which a program that moves mail cannot
//! afford; here a command is done only when its own tag says OK, and everything else is a
//! [`Failure`]. Commands are written in one piece and never logged.

use std::fmt::Debug;
use std::io;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::time::Duration;

use async_imap::Client;
use async_imap::imap_proto::rfc4315::UidSetMember;
use async_imap::imap_proto::{MailboxDatum, Response, ResponseCode, Status};
use futures::FutureExt as _;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::failure::Failure;
use super::frame::Frame;
use crate::mailbox::server::Patience;
use crate::mailbox::server::guard::Guard;
use crate::mailbox::server::words::presentable;

/// The longest a command may take, whatever it carries. The guard bounds the rest: the silence
/// between two signs of life, and an answer as a whole by what it carries. The largest message
/// comes within this at half a megabit a second.
const LONGEST_COMMAND: Duration = Duration::from_mins(70);

/// An answer that is read beside the parser is a line or two.
const LONGEST_ASIDE: usize = 64 * 1024;

/// What the final OK of a command brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Done {
    /// `COPYUID`: the UIDVALIDITY of the target, the UIDs there were, the UIDs there are.
    pub(super) copied: Option<(u32, Vec<u32>, Vec<u32>)>,
    /// `APPENDUID`: the UIDVALIDITY of the target, the new UIDs.
    pub(super) appended: Option<(u32, Vec<u32>)>,
    /// `READ-ONLY`.
    pub(super) read_only: bool,
}

/// Why waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IdleEnd {
    /// The folder changed.
    Changed,
    /// The stop signal was given.
    Stopped,
    /// The time was over.
    TimedOut,
    /// The server ended it by itself.
    Ended,
}

/// A conversation with a server.
#[derive(Debug)]
pub(super) struct Layer<S: AsyncRead + AsyncWrite + Unpin + Debug> {
    client: Client<Guard<S, Frame>>,
    patience: Patience,
    tags: u32,
    /// Messages in the open folder, as the server last said.
    pub(super) exists: u32,
    /// Whether the open folder changed since this was last set to false.
    pub(super) changed: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Debug + Send> Layer<S> {
    /// Talks over a stream whose greeting has been read.
    pub(super) fn new(stream: S, patience: &Patience) -> Self {
        let client = Client::new(Guard::new(stream, Frame::default(), patience));
        Self { client, patience: *patience, tags: 0, exists: 0, changed: false }
    }

    /// Sets how long an answer may take.
    pub(super) fn set_patience(&mut self, patience: &Patience) {
        self.patience = *patience;
        self.client.get_mut().set_patience(Some(patience));
    }

    /// Runs a command. Every untagged response goes to `on`.
    pub(super) async fn run(
        &mut self,
        command: &str,
        mut on: impl FnMut(&Response<'_>) + Send,
    ) -> Result<Done, Failure> {
        let tag = self.send(command.as_bytes()).await?;
        self.finish(&tag, &mut on).await
    }

    /// Runs a command and looks at nothing but its completion.
    pub(super) async fn order(&mut self, command: &str) -> Result<Done, Failure> {
        self.run(command, |_| {}).await
    }

    /// Runs a command that carries literals: `command` ends with the first `{n}`, each literal
    /// is followed by the rest of its line (which ends with the next `{n}`, or is empty).
    ///
    /// With `at_once` the server is not waited for (LITERAL+: the sizes are `{n+}`).
    pub(super) async fn run_with_literals(
        &mut self,
        command: &str,
        literals: &[(&[u8], &str)],
        at_once: bool,
    ) -> Result<Done, Failure> {
        let tag = self.send(command.as_bytes()).await?;
        for (literal, rest) in literals {
            if !at_once {
                self.invitation(&tag).await?;
            }
            self.write(literal).await?;
            self.write(rest.as_bytes()).await?;
            self.end_line().await?;
        }
        self.finish(&tag, &mut |_| {}).await
    }

    /// Runs a command whose answer the parser does not know; the untagged lines of the answer, none
    /// where the server refused. Only while no folder is open: what a server says unasked of one
    /// would be missed.
    pub(super) async fn lines(&mut self, command: &str) -> Result<Vec<String>, Failure> {
        let tag = self.send(command.as_bytes()).await?;
        let completed = format!("{tag} ");
        let (mut lines, mut all) = (Vec::new(), 0);
        loop {
            let line = self.line_aside().await?;
            if let Some(outcome) = line.strip_prefix(&completed) {
                let done = outcome.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("OK"));
                return Ok(if done { lines } else { Vec::new() });
            }
            all += line.len();
            if all > LONGEST_ASIDE {
                return Err(Failure::Unexpected("an answer too long".to_owned()));
            }
            if line.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("* BYE")) {
                return Err(Failure::Bye(presentable(line.get(5..).unwrap_or_default())));
            }
            lines.push(line);
        }
    }

    /// A line of an answer, without its end. The parser has read nothing ahead: all that was
    /// answered before is complete.
    async fn line_aside(&mut self) -> Result<String, Failure> {
        let mut line = Vec::new();
        while line.len() <= LONGEST_ASIDE {
            match self.client.get_mut().read_u8().await? {
                b'\n' => {
                    let line = line.strip_suffix(b"\r").unwrap_or(&line);
                    return Ok(String::from_utf8_lossy(line).into_owned());
                }
                byte => line.push(byte),
            }
        }
        Err(Failure::Unexpected("an answer too long".to_owned()))
    }

    /// Runs a command that the server answers with `+` and then wants one line for.
    pub(super) async fn run_with_answer(&mut self, command: &str, answer: &[u8]) -> Result<Done, Failure> {
        self.run_with_literals(command, &[(answer, "")], false).await
    }

    /// Waits for a change of the open folder. The session is usable afterwards, or it failed.
    pub(super) async fn idle(
        &mut self,
        longest: Duration,
        stop: impl Future<Output = ()> + Send,
    ) -> Result<IdleEnd, Failure> {
        if self.changed {
            return Ok(IdleEnd::Changed);
        }
        let tag = self.send(b"IDLE").await?;
        self.invitation(&tag).await?;
        self.client.get_mut().set_patience(None);
        let end = self.idle_until(&tag, longest, stop).await;
        self.client.get_mut().set_patience(Some(&self.patience));
        let end = end?;
        if end != IdleEnd::Ended {
            self.write(b"DONE").await?;
            self.end_line().await?;
            self.finish(&tag, &mut |_| {}).await?;
        }
        Ok(end)
    }

    async fn idle_until(
        &mut self,
        tag: &str,
        longest: Duration,
        stop: impl Future<Output = ()> + Send,
    ) -> Result<IdleEnd, Failure> {
        let mut deadline = pin!(tokio::time::sleep(longest));
        let mut stop = pin!(stop);
        while !self.changed {
            tokio::select! {
                () = &mut stop => return Ok(IdleEnd::Stopped),
                () = &mut deadline => return Ok(IdleEnd::TimedOut),
                ended = self.next(|response| turn(response, tag)) => {
                    if let Some(end) = ended?? {
                        return Ok(end);
                    }
                }
            }
        }
        Ok(IdleEnd::Changed)
    }

    /// Sends a command under a new tag.
    async fn send(&mut self, command: &[u8]) -> Result<String, Failure> {
        if command.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
            return Err(Failure::Unspeakable);
        }
        self.client.get_mut().begin();
        self.tags += 1;
        let tag = format!("m{}", self.tags);
        let mut line = Zeroizing::new(Vec::with_capacity(tag.len() + command.len() + 3));
        line.extend_from_slice(tag.as_bytes());
        line.push(b' ');
        line.extend_from_slice(command);
        self.write(&line).await?;
        self.end_line().await?;
        Ok(tag)
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.client.get_mut().write_all(bytes).await?)
    }

    async fn end_line(&mut self) -> Result<(), Failure> {
        self.write(b"\r\n").await?;
        Ok(self.client.get_mut().flush().await?)
    }

    /// Waits for `+`. The command being completed before is a failure.
    async fn invitation(&mut self, tag: &str) -> Result<(), Failure> {
        let mut done = Done::default();
        loop {
            let invited = self.next(|response| match response {
                Response::Continue(_) => Ok(Some(true)),
                other => completion(other, tag, &mut done).map(|complete| complete.then_some(false)),
            });
            match invited.await?? {
                Some(true) => return Ok(()),
                Some(false) => return Err(Failure::Unexpected("done before it was begun".to_owned())),
                None => {}
            }
        }
    }

    /// Reads until the command is complete.
    async fn finish(
        &mut self,
        tag: &str,
        on: &mut (dyn FnMut(&Response<'_>) + Send),
    ) -> Result<Done, Failure> {
        let mut done = Done::default();
        let completed = timeout(LONGEST_COMMAND, async {
            loop {
                let complete = self.next(|response| {
                    let complete = completion(response, tag, &mut done)?;
                    if !complete {
                        on(response);
                    }
                    Ok::<bool, Failure>(complete)
                });
                if complete.await?? {
                    return Ok::<(), Failure>(());
                }
            }
        });
        completed.await.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into()))?;
        Ok(done)
    }

    /// Reads one response. May be dropped while waiting; nothing is lost.
    async fn next<T>(&mut self, look: impl FnOnce(&Response<'_>) -> T + Send) -> Result<T, Failure> {
        // The guard keeps from the parser what it is known to panic on. Should there be more, a
        // server must still not be able to end the program.
        let read = AssertUnwindSafe(self.client.read_response()).catch_unwind().await;
        let Ok(read) = read else {
            return Err(Failure::Unexpected("a malformed response".to_owned()));
        };
        let response = read?.ok_or(Failure::Closed)?;
        let response = response.parsed();
        note_change(response, &mut self.exists, &mut self.changed);
        Ok(look(response))
    }
}

/// What a response means while waiting. Flags that another program set are a change, too.
fn turn(response: &Response<'_>, tag: &str) -> Result<Option<IdleEnd>, Failure> {
    let ended = completion(response, tag, &mut Done::default())?;
    let flags = matches!(response, Response::Fetch(..));
    Ok(if ended { Some(IdleEnd::Ended) } else { flags.then_some(IdleEnd::Changed) })
}

/// Whether a response completes the command; notes the codes that come on the way.
fn completion(response: &Response<'_>, tag: &str, done: &mut Done) -> Result<bool, Failure> {
    match response {
        Response::Done { tag: other, .. } if other.0 != tag => {
            Err(Failure::Unexpected(format!("an answer to {}, which was not asked", presentable(&other.0))))
        }
        Response::Done { status: Status::Ok, outcome, .. } => {
            note_code(outcome.code.as_ref(), done);
            Ok(true)
        }
        Response::Done { status, outcome, .. } => Err(Failure::refusal(status, outcome)),
        Response::Data { status: Status::Bye, outcome } => Err(Failure::refusal(&Status::Bye, outcome)),
        Response::Data { outcome, .. } => {
            note_code(outcome.code.as_ref(), done);
            Ok(false)
        }
        _ => Ok(false),
    }
}

fn note_code(code: Option<&ResponseCode<'_>>, done: &mut Done) {
    match code {
        Some(ResponseCode::CopyUid(validity, from, to)) => {
            done.copied = Some((*validity, expand(from), expand(to)));
        }
        Some(ResponseCode::AppendUid(validity, uids)) => done.appended = Some((*validity, expand(uids))),
        Some(ResponseCode::ReadOnly) => done.read_only = true,
        _ => {}
    }
}

fn note_change(response: &Response<'_>, exists: &mut u32, changed: &mut bool) {
    match response {
        Response::MailboxData(MailboxDatum::Exists(now)) => {
            *changed |= now != exists;
            *exists = *now;
        }
        Response::Expunge(_) => {
            *exists = exists.saturating_sub(1);
            *changed = true;
        }
        Response::Vanished { earlier: false, .. } => *changed = true,
        _ => {}
    }
}

/// The UIDs of a set, in its order. We only ever move one message, so a set of more than a
/// few is no answer to us; what is beyond is left out rather than written out.
fn expand(set: &[UidSetMember]) -> Vec<u32> {
    let each = set.iter().flat_map(|member| match member {
        UidSetMember::Uid(uid) => *uid..=*uid,
        UidSetMember::UidRange(range) => range.clone(),
    });
    each.take(16).collect()
}

#[cfg(test)]
mod tests;
