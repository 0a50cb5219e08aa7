//! What comes over the line, as far as it tells mail from talk: the reader says which is due.

use crate::mailbox::server::guard::Framing;

/// A line that is not mail: what RFC 1939 and 2449 allow is a few hundred bytes.
const LONGEST_LINE: usize = 64 * 1024;

/// Lines of talk, and mail between them.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The bytes that come now are a message's.
    carrying: bool,
    line: usize,
    mail: u64,
}

impl Lines {
    /// Says whether what comes next is a message.
    pub(super) fn carry(&mut self, carrying: bool) {
        self.carrying = carrying;
        self.line = 0;
    }
}

impl Framing for Lines {
    fn follow(&mut self, bytes: &[u8]) -> Result<(), &'static str> {
        if self.carrying {
            self.mail += bytes.len() as u64;
            return Ok(());
        }
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line += part.len();
            if self.line > LONGEST_LINE {
                return Err("an endless line");
            }
            if part.ends_with(b"\n") {
                self.line = 0;
            }
        }
        Ok(())
    }

    fn mail(&self) -> u64 {
        self.mail
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_line_of_talk_is_refused_and_one_of_mail_is_not() {
        let mut lines = Lines::default();
        for _ in 0..10_000 {
            assert_eq!(lines.follow(b"7 a-unique-id-of-some-length\r\n"), Ok(()));
        }
        assert_eq!(lines.follow(&vec![b'x'; LONGEST_LINE + 1]), Err("an endless line"));
        lines.carry(true);
        assert_eq!(lines.follow(&vec![b'x'; 2 * LONGEST_LINE]), Ok(()));
        assert_eq!(lines.mail(), 2 * LONGEST_LINE as u64);
    }
}
