//! The framing of IMAP responses (lines, quoted strings, literals), followed as far as it tells mail
//! from talk, and an honest response from one that would exhaust or break the parser.
//!
//! It refuses
//! - a line, a literal or a nesting of parentheses beyond what any honest response needs: the parser
//!   keeps a response in memory and descends one level of the stack for every parenthesis;
//! - the two malformed responses that imap-proto 0.17 is known to panic on: `INTERNALDATE NIL`,
//!   and a response code with a letter beyond ASCII right behind its bracket.

use crate::mailbox::server::guard::Framing;

/// A `SEARCH` response over half a million messages stays below it.
const LONGEST_LINE: usize = 4 << 20;
/// The largest message that is taken into memory whole.
const LONGEST_LITERAL: u64 = 256 << 20;
/// What we ask for nests three levels deep.
const DEEPEST: u32 = 24;

/// Where in a response the stream stands.
#[derive(Debug, Default)]
pub(in crate::mailbox) struct Frame {
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

impl Framing for Frame {
    fn follow(&mut self, mut bytes: &[u8]) -> Result<(), &'static str> {
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
            self.follow_byte(*byte)?;
            bytes = rest;
        }
    }

    fn mail(&self) -> u64 {
        self.mail
    }
}

impl Frame {
    /// Follows a byte outside of literals.
    fn follow_byte(&mut self, byte: u8) -> Result<(), &'static str> {
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
    use super::*;

    /// The answer must not depend on how the bytes come in.
    fn follow(bytes: &[u8]) -> Result<(), &'static str> {
        let answers: Vec<_> = [1, 7, usize::MAX]
            .into_iter()
            .map(|portion| {
                let mut frame = Frame::default();
                bytes.chunks(portion).try_for_each(|some| frame.follow(some))
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
}
