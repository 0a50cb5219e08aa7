//! A stream that protects what reads it from a server that is silent, endless or hostile.
//!
//! It fails the read
//! - when nothing has come for longer than the patience allows, however long a whole response
//!   takes: a large message on a slow line is not a stalled server;
//! - when a whole answer is overdue, however much the server talks meanwhile; what carries mail
//!   gets more time as it comes;
//! - when a whole answer passes what any honest one needs: what is listed is kept until the list
//!   ends;
//! - where the [`Framing`] of the protocol says that no honest server goes on so.
//!
//! It changes no byte.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

use super::Patience;

/// Bytes of an answer that are not mail: the flags of half a million messages stay below it.
const LONGEST_TALK: u64 = 32 << 20;
/// Bytes of mail in a second that a line must carry to count as one: less than any modem.
const SLOWEST: u64 = 1024;

/// What a protocol's answers are made of, followed as they come in.
pub(in crate::mailbox) trait Framing {
    /// Follows some bytes. Fails where no honest server goes on so, and says why.
    fn follow(&mut self, bytes: &[u8]) -> Result<(), &'static str>;

    /// How many bytes so far were mail.
    fn mail(&self) -> u64;
}

/// The stream.
#[derive(Debug)]
pub(in crate::mailbox) struct Guard<S, F> {
    inner: S,
    patience: Option<Duration>,
    whole: Duration,
    /// When the answer that is waited for must be complete.
    due: Instant,
    /// Bytes of it so far that are not mail.
    talk: u64,
    alarm: Pin<Box<Sleep>>,
    framing: F,
}

impl<S, F> Guard<S, F> {
    pub(in crate::mailbox) fn new(inner: S, framing: F, patience: &Patience) -> Self {
        let Patience { answer, whole, .. } = *patience;
        let alarm = Box::pin(sleep(answer));
        let due = Instant::now() + whole;
        Self { inner, patience: Some(answer), whole, due, talk: 0, alarm, framing }
    }

    /// Sets how long an answer may take; `None`: for ever, for a server that is told to wait (IDLE).
    pub(in crate::mailbox) fn set_patience(&mut self, patience: Option<&Patience>) {
        self.patience = patience.map(|patience| patience.answer);
        self.whole = patience.map_or(self.whole, |patience| patience.whole);
        self.begin();
    }

    /// Something is asked anew: its answer is waited for from now on.
    pub(in crate::mailbox) fn begin(&mut self) {
        self.due = Instant::now() + self.whole;
        self.talk = 0;
        self.rewind();
    }

    /// What is known of the answer so far.
    pub(in crate::mailbox) fn framing(&mut self) -> &mut F {
        &mut self.framing
    }

    fn rewind(&mut self) {
        if let Some(patience) = self.patience {
            self.alarm.as_mut().reset(self.due.min(Instant::now() + patience));
        }
    }

    /// Mail was carried, in whichever direction: there may be more to come.
    fn carried(&mut self, bytes: u64) {
        self.due += Duration::from_millis(bytes * 1_000 / SLOWEST);
        self.rewind();
    }

    /// A server that was told to wait is answering nothing: it may talk for days.
    fn listened(&mut self, bytes: u64) -> Result<(), &'static str> {
        self.talk += if self.patience.is_some() { bytes } else { 0 };
        if self.talk > LONGEST_TALK { Err("an endless answer") } else { Ok(()) }
    }

    fn is_overdue(&self) -> bool {
        self.patience.is_some() && Instant::now() >= self.due
    }

    fn late(&self) -> io::Error {
        let seconds = if self.is_overdue() { Some(self.whole.as_secs()) } else { None };
        io::Error::new(io::ErrorKind::TimedOut, Late { seconds })
    }

    /// Fails when the patience has run out while an operation is pending.
    fn poll_alarm<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if self.patience.is_some() && self.alarm.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(self.late()));
        }
        Poll::Pending
    }
}

/// No answer came in time.
#[derive(Debug, thiserror::Error)]
#[error("no answer in time")]
pub(in crate::mailbox) struct Late {
    /// How long was waited for all of it; `None` where nothing at all came.
    pub(in crate::mailbox) seconds: Option<u64>,
}

impl<S: AsyncRead + Unpin, F: Framing + Unpin> AsyncRead for Guard<S, F> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.inner).poll_read(context, buffer) {
            Poll::Pending => self.poll_alarm(context),
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Ready(Ok(())) => {
                let fresh = buffer.filled().get(before..).unwrap_or_default();
                let mail_before = self.framing.mail();
                let followed = self.framing.follow(fresh);
                let mail = self.framing.mail() - mail_before;
                let talk = (fresh.len() as u64).saturating_sub(mail);
                self.carried(mail);
                if self.is_overdue() {
                    return Poll::Ready(Err(self.late()));
                }
                let followed = followed.and_then(|()| self.listened(talk));
                Poll::Ready(followed.map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why)))
            }
        }
    }
}

impl<S: AsyncWrite + Unpin, F: Framing + Unpin> AsyncWrite for Guard<S, F> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.inner).poll_write(context, bytes) {
            Poll::Pending => self.poll_alarm(context),
            Poll::Ready(written) => {
                self.carried(*written.as_ref().unwrap_or(&0) as u64);
                Poll::Ready(written)
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.inner).poll_flush(context) {
            Poll::Pending => self.poll_alarm(context),
            ready @ Poll::Ready(_) => {
                self.rewind();
                ready
            }
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;
    use crate::mailbox::imap::frame::Frame;

    /// Reads lines of a server that never ends its answer, as fast as it can; the bytes that were read.
    async fn read_of_endless(told_to_wait: bool) -> u64 {
        const LINES: &[u8] = &[b'\n'; 1 << 20];
        let (mut far, near) = tokio::io::duplex(1 << 20);
        let mut guard = Guard::new(near, Frame::default(), &Patience::default());
        if told_to_wait {
            guard.set_patience(None);
        }
        tokio::spawn(async move { while far.write_all(LINES).await.is_ok() {} });
        let (mut read, mut some) = (0, vec![0; 1 << 20]);
        while read < 2 * LONGEST_TALK {
            match guard.read(&mut some).await {
                Ok(bytes) => read += bytes as u64,
                Err(error) => {
                    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
                    break;
                }
            }
        }
        read
    }

    #[tokio::test]
    async fn an_answer_that_never_ends_is_refused_but_not_news_without_end() {
        let read = read_of_endless(false).await;
        assert!((LONGEST_TALK - (1 << 20)..=LONGEST_TALK).contains(&read), "{read}");
        assert!(read_of_endless(true).await >= 2 * LONGEST_TALK);
    }

    #[tokio::test(start_paused = true)]
    async fn silence_ends_the_read_but_slowness_does_not() {
        let (mut far, near) = tokio::io::duplex(16);
        let answer = Duration::from_secs(10);
        let mut guard = Guard::new(near, Frame::default(), &Patience { answer, ..Patience::default() });
        let slow = tokio::spawn(async move {
            for _ in 0..5 {
                sleep(Duration::from_secs(9)).await;
                far.write_all(b"x").await.unwrap();
            }
            far
        });
        let mut five = [0; 5];
        guard.read_exact(&mut five).await.unwrap();
        let _far = slow.await.unwrap();
        let error = guard.read_u8().await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    /// Reads from a server that says a line every second, until the guard has enough of it; the
    /// lines that were read.
    async fn read_of(first: &'static [u8], line: &'static [u8]) -> usize {
        let (mut far, near) = tokio::io::duplex(4096);
        let whole = Duration::from_secs(30);
        let mut guard = Guard::new(near, Frame::default(), &Patience { whole, ..Patience::default() });
        tokio::spawn(async move {
            far.write_all(first).await.unwrap();
            while far.write_all(line).await.is_ok() {
                sleep(Duration::from_secs(1)).await;
            }
        });
        let mut read = vec![0; first.len()];
        guard.read_exact(&mut read).await.unwrap();
        let mut lines = vec![0; line.len()];
        for number in 0..10_000 {
            if let Err(error) = guard.read_exact(&mut lines).await {
                assert_eq!(error.kind(), io::ErrorKind::TimedOut);
                return number;
            }
        }
        10_000
    }

    #[tokio::test(start_paused = true)]
    async fn a_server_that_only_talks_does_not_get_more_time_and_mail_does() {
        assert_eq!(read_of(b"", b"* OK still here\r\n").await, 30);
        // A literal of 2 MB at 2 kB a second is a slow line; at 16 bytes a second it is none.
        assert_eq!(read_of(b"* 1 FETCH (BODY[] {20000000}\r\n", &[b'x'; 2000]).await, 10_000);
        assert_eq!(read_of(b"* 1 FETCH (BODY[] {20000000}\r\n", &[b'x'; 16]).await, 31);
    }
}
