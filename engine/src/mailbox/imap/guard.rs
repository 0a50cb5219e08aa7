//! A stream that protects the parser above it from a server that is silent, endless or hostile.
//!
//! It follows responses only as far as their framing (lines, quoted strings, literals) and
//! fails the read
//! - when nothing has come for longer than the patience allows, however long a whole response
//!   takes: a large message on a slow line is not a stalled server;
//! - when a whole answer is overdue, however much the server talks meanwhile; what carries mail
//!   gets more time as it comes;
//! - when a line, a literal, the nesting of parentheses or a whole answer passes what any honest
//!   one needs: the parser keeps a response in memory and descends one level of the stack for
//!   every parenthesis, and what is listed is kept until the list ends;
//! - at the two malformed responses that imap-proto 0.17 is known to panic on: `INTERNALDATE NIL`,
//!   and a response code with a letter beyond ASCII right behind its bracket.
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

/// A `SEARCH` response over half a million messages stays below it.
const LONGEST_LINE: usize = 4 << 20;
/// The largest message that is taken into memory whole.
const LONGEST_LITERAL: u64 = 256 << 20;
/// Bytes of an answer that are not mail: the flags of half a million messages stay below it.
const LONGEST_TALK: u64 = 32 << 20;
/// Bytes of mail in a second that a line must carry to count as one: less than any modem.
const SLOWEST: u64 = 1024;
/// What we ask for nests three levels deep.
const DEEPEST: u32 = 24;

#[derive(Debug)]
pub(super) struct Guard<S> {
    inner: S,
    patience: Option<Duration>,
    whole: Duration,
    /// When the answer that is waited for must be complete.
    due: Instant,
    /// Bytes of it so far that are not mail.
    talk: u64,
    alarm: Pin<Box<Sleep>>,
    frame: Frame,
}

impl<S> Guard<S> {
    pub(super) fn new(inner: S, patience: &Patience) -> Self {
        let Patience { answer, whole, .. } = *patience;
        let alarm = Box::pin(sleep(answer));
        let due = Instant::now() + whole;
        Self { inner, patience: Some(answer), whole, due, talk: 0, alarm, frame: Frame::default() }
    }

    /// Sets how long an answer may take; `None`: for ever, for a server that is told to wait (IDLE).
    pub(super) fn set_patience(&mut self, patience: Option<&Patience>) {
        self.patience = patience.map(|patience| patience.answer);
        self.whole = patience.map_or(self.whole, |patience| patience.whole);
        self.begin();
    }

    /// Something is asked anew: its answer is waited for from now on.
    pub(super) fn begin(&mut self) {
        self.due = Instant::now() + self.whole;
        self.talk = 0;
        self.rewind();
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
pub(super) struct Late {
    /// How long was waited for all of it; `None` where nothing at all came.
    pub(super) seconds: Option<u64>,
}

impl<S: AsyncRead + Unpin> AsyncRead for Guard<S> {
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
                let mail_before = self.frame.mail;
                let followed = self.frame.follow_all(fresh);
                let mail = self.frame.mail - mail_before;
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

impl<S: AsyncWrite + Unpin> AsyncWrite for Guard<S> {
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

/// Where in a response the stream stands.
#[derive(Debug, Default)]
struct Frame {
    line: usize,
    depth: u32,
    at: At,
    code: Code,
    /// Bytes of literals so far.
    mail: u64,
    /// How much of [`NO_DATE`] the last bytes are.
    no_date: usize,
}

const NO_DATE: &[u8] = b"INTERNALDATE NIL";

/// Where in `* OK [CODE] text` a line stands.
#[derive(Debug, PartialEq, Eq)]
enum Code {
    /// Before the third word; the number of spaces so far.
    Before(u32),
    /// Between the brackets.
    Within,
    /// Right behind the closing bracket.
    Behind,
    /// There is none, or it is over.
    Over,
}

impl Default for Code {
    fn default() -> Self {
        Self::Before(0)
    }
}

#[derive(Debug, Default)]
enum At {
    #[default]
    Text,
    Quoted,
    /// After a backslash in a quoted string.
    Escape,
    /// Within `{…}`; the number so far.
    Size(u64),
    /// After `{n}`; a line end starts the literal.
    Sized(u64),
    /// Bytes of a literal still to come.
    Literal(u64),
}

impl Frame {
    fn follow_all(&mut self, mut bytes: &[u8]) -> Result<(), &'static str> {
        loop {
            // Most bytes are mail, and mail is not looked at.
            if let At::Literal(left) = self.at {
                let skipped = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                let left = left - skipped as u64;
                self.mail += skipped as u64;
                self.at = if left > 0 { At::Literal(left) } else { At::Text };
                bytes = bytes.get(skipped..).unwrap_or_default();
            }
            let Some((byte, rest)) = bytes.split_first() else { return Ok(()) };
            self.follow(*byte)?;
            bytes = rest;
        }
    }

    /// Follows a byte outside of literals.
    fn follow(&mut self, byte: u8) -> Result<(), &'static str> {
        self.line += 1;
        if self.line > LONGEST_LINE {
            return Err("an endless line");
        }
        if byte == b'\n' {
            return self.end_of_line();
        }
        self.at = match (&self.at, byte) {
            (At::Quoted, b'\\') => At::Escape,
            (At::Quoted, b'"') => At::Text,
            (At::Quoted | At::Escape, _) | (At::Text, b'"') => At::Quoted,
            (At::Text | At::Sized(_), b'{') => At::Size(0),
            (At::Size(size), digit @ b'0'..=b'9') => {
                At::Size(size.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
            }
            (At::Size(size), b'+') => At::Size(*size),
            (At::Size(size), b'}') | (At::Sized(size), b'\r') => At::Sized(*size),
            _ => At::Text,
        };
        self.follow_words(byte)?;
        self.nest(byte)
    }

    fn follow_words(&mut self, byte: u8) -> Result<(), &'static str> {
        self.code = match (&self.code, byte) {
            (Code::Before(2), b'[') => Code::Within,
            (Code::Before(spaces), b' ') if *spaces < 2 => Code::Before(spaces + 1),
            (Code::Before(spaces), _) if *spaces < 2 => Code::Before(*spaces),
            (Code::Within, b']') => Code::Behind,
            (Code::Within, _) => Code::Within,
            (Code::Behind, 0x80..) => return Err("a response code that runs into its text"),
            _ => Code::Over,
        };
        let goes_on = NO_DATE.get(self.no_date).is_some_and(|next| next.eq_ignore_ascii_case(&byte));
        // No start of the phrase occurs in it again, so that a broken one begins anew at most here.
        let begins = NO_DATE.first().is_some_and(|first| first.eq_ignore_ascii_case(&byte));
        self.no_date = if goes_on { self.no_date + 1 } else { usize::from(begins) };
        if self.no_date == NO_DATE.len() && matches!(self.at, At::Text) {
            Err("a date that is none")
        } else {
            Ok(())
        }
    }

    fn nest(&mut self, byte: u8) -> Result<(), &'static str> {
        match (&self.at, byte) {
            (At::Text, b'(') => self.depth += 1,
            (At::Text, b')') => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth > DEEPEST { Err("a response nested too deeply") } else { Ok(()) }
    }

    fn end_of_line(&mut self) -> Result<(), &'static str> {
        match self.at {
            At::Sized(size) if size > LONGEST_LITERAL => return Err("a literal too large to take in"),
            At::Sized(size) if size > 0 => self.at = At::Literal(size),
            // An empty literal: the response goes on in the next line.
            At::Sized(_) => self.at = At::Text,
            _ => *self = Self { mail: self.mail, ..Self::default() },
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    /// The answer must not depend on how the bytes come in.
    fn follow(bytes: &[u8]) -> Result<(), &'static str> {
        let answers: Vec<_> = [1, 7, usize::MAX]
            .into_iter()
            .map(|portion| {
                let mut frame = Frame::default();
                bytes.chunks(portion).try_for_each(|some| frame.follow_all(some))
            })
            .collect();
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        answers[0]
    }

    #[test]
    fn honest_responses_pass() {
        let honest: [&[u8]; 6] = [
            "* OK [ALERT] – text\r\n* OK see [this]日本\r\nm1 OK [READ-ONLY] done\r\n".as_bytes(),
            b"* 1 FETCH (INTERNALDATE \"22-Nov-2026\" BODY[] \"INTERNALDATE NIL\")\r\n",
            b"* OK (((((((((( smile :-(\r\n* OK ((((((((((((((((((\r\na1 OK\r\n",
            b"* 1 FETCH (UID 7 BODY[] {30}\r\n((((((((((((((((((((((((((((((  FLAGS ())\r\n",
            b"* LIST () \"/\" \"((((((((((((((((((((((((((((((((((((\\\"((((\"\r\n",
            b"* 1 FETCH (BODY[] {0}\r\n UID 7)\r\n",
        ];
        for bytes in honest {
            assert_eq!(follow(bytes), Ok(()));
        }
    }

    #[test]
    fn what_would_exhaust_stack_or_memory_is_refused() {
        let nested = format!("* 1 FETCH (BODYSTRUCTURE {}", "(".repeat(100_000));
        assert_eq!(follow(nested.as_bytes()), Err("a response nested too deeply"));
        assert_eq!(
            follow(b"* 1 FETCH (BODY[] {99999999999999999999999}\r\n"),
            Err("a literal too large to take in")
        );
        let endless = vec![b'x'; LONGEST_LINE + 1];
        assert_eq!(follow(&endless), Err("an endless line"));
    }

    #[test]
    fn what_the_parser_panics_on_is_refused() {
        assert_eq!(follow(b"* 1 FETCH (UID 7 internaldate nil)\r\n"), Err("a date that is none"));
        assert_eq!(follow("* OK [ALERT]–\r\n".as_bytes()), Err("a response code that runs into its text"));
        assert_eq!(follow(b"m1 NO [ALERT]\xff\r\n"), Err("a response code that runs into its text"));
    }

    /// Reads lines of a server that never ends its answer, as fast as it can; the bytes that were read.
    async fn read_of_endless(told_to_wait: bool) -> u64 {
        const LINES: &[u8] = &[b'\n'; 1 << 20];
        let (mut far, near) = tokio::io::duplex(1 << 20);
        let mut guard = Guard::new(near, &Patience::default());
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
        let mut guard = Guard::new(near, &Patience { answer, ..Patience::default() });
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
        let mut guard = Guard::new(near, &Patience { whole, ..Patience::default() });
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
