//! A message as POP3 carries it (RFC 1939, 3): lines ended by CRLF, a dot before each that begins with
//! one, and a line of a single dot behind the last.
//!
//! Nothing but those dots is taken away, so that a message is the same however often it is fetched.
//! Only CRLF ends a line. A mail may hold a bare LF and, behind it, what looks like the end: taken for
//! it, the rest of the mail would be lost, and be read as what the server says. So such an end
//! counts only where the message is as long as the server said, or where the server itself ends
//! its own lines so.

/// How the server ends the lines that it says itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// As it should.
    CrLf,
    /// By LF alone, mail included.
    Lf,
}

/// Where in the message the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// At the beginning of a line.
    Start,
    /// Behind a dot that a line begins with.
    Dot,
    /// Behind such a dot and a CR.
    DotCr,
    /// In a line.
    Within,
    /// Behind a CR.
    Cr,
    /// Behind a bare LF.
    Lf,
    /// Behind a bare LF and a dot.
    LfDot,
    /// Behind a bare LF, a dot and a CR.
    LfDotCr,
}

/// A message as it comes in.
#[derive(Debug)]
pub(super) struct Body {
    ends: Ends,
    /// How long the server says it is; 0 where it does not.
    listed: u64,
    /// So many bytes are kept.
    keep: usize,
    at: At,
    raw: Vec<u8>,
    size: u64,
}

impl Body {
    pub(super) fn new(ends: Ends, listed: u64, keep: usize) -> Self {
        Self { ends, listed, keep, at: At::Start, raw: Vec::new(), size: 0 }
    }

    /// How many bytes there were so far.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// The message, or its beginning.
    pub(super) fn into_raw(self) -> Vec<u8> {
        self.raw
    }

    /// Takes some bytes in. Where the message ends among them, says how many of them are its own.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut rest = bytes;
        loop {
            if self.at == At::Within {
                // Most bytes are within lines.
                let line = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
                let (plain, after) = rest.split_at(line);
                self.put(plain);
                rest = after;
            }
            let (byte, after) = rest.split_first()?;
            rest = after;
            if self.follow(*byte) {
                return Some(bytes.len() - rest.len());
            }
        }
    }

    /// Follows one byte; says whether it was the last.
    fn follow(&mut self, byte: u8) -> bool {
        let before = self.at;
        match (before, byte) {
            (At::Start, b'.') => self.at = At::Dot,
            (At::Lf, b'.') => self.at = At::LfDot,
            (At::Dot, b'\r') => self.at = At::DotCr,
            (At::LfDot, b'\r') => self.at = At::LfDotCr,
            (At::DotCr, b'\n') => return true,
            (At::Dot, b'\n') if self.ends == Ends::Lf => return true,
            (At::LfDotCr, b'\n') if self.is_as_long_as_listed() => return true,
            _ => {
                // What was waited with is no end: a dot that was put before a line goes, any other stays.
                match before {
                    At::DotCr => self.put(b"\r"),
                    At::LfDot => self.put(b"."),
                    At::LfDotCr => self.put(b".\r"),
                    _ => {}
                }
                let behind_cr = matches!(before, At::Cr | At::DotCr | At::LfDotCr);
                self.put(&[byte]);
                self.at = match byte {
                    b'\r' => At::Cr,
                    b'\n' if behind_cr || self.ends == Ends::Lf => At::Start,
                    b'\n' => At::Lf,
                    _ => At::Within,
                };
            }
        }
        false
    }

    fn is_as_long_as_listed(&self) -> bool {
        self.listed > 0 && self.size >= self.listed
    }

    fn put(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        let room = self.keep.saturating_sub(self.raw.len()).min(bytes.len());
        self.raw.extend_from_slice(bytes.get(..room).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is read of these bytes, and how many are left over; the same however they come in.
    fn read(ends: Ends, listed: u64, bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
        let readings: Vec<_> = [1, 2, 3, 7, usize::MAX]
            .into_iter()
            .map(|portion| {
                let (mut body, mut taken) = (Body::new(ends, listed, usize::MAX), 0);
                for some in bytes.chunks(portion) {
                    if let Some(own) = body.take(some) {
                        return Some((body.into_raw(), bytes.len() - taken - own));
                    }
                    taken += some.len();
                }
                None
            })
            .collect();
        assert!(readings.iter().all(|reading| *reading == readings[0]), "{readings:?}");
        readings[0].clone()
    }

    /// As a server sends a message.
    fn sent(raw: &[u8]) -> Vec<u8> {
        let mut sent = Vec::new();
        let mut line_begins = true;
        for (place, byte) in raw.iter().enumerate() {
            if line_begins && *byte == b'.' {
                sent.push(b'.');
            }
            sent.push(*byte);
            line_begins = raw[..=place].ends_with(b"\r\n");
        }
        sent.extend_from_slice(if raw.is_empty() || raw.ends_with(b"\r\n") {
            b".\r\n"
        } else {
            b"\r\n.\r\n"
        });
        sent
    }

    proptest! {
        #[test]
        fn what_a_server_sends_comes_out_as_it_went_in(parts in prop::collection::vec("[a.\r\n]{0,6}|\r\n|\\.\r\n|\n\\.\r", 0..12)) {
            let mut raw = parts.concat().into_bytes();
            raw.extend_from_slice(b"\r\n");
            let size = raw.len() as u64;
            prop_assert_eq!(read(Ends::CrLf, size + 1, &[&sent(&raw)[..], b"+OK"].concat()), Some((raw, 3)));
        }

        #[test]
        fn no_bytes_make_reading_panic(bytes: Vec<u8>, listed: u64) {
            read(Ends::CrLf, listed, &bytes);
            read(Ends::Lf, listed, &bytes);
        }
    }

    #[test]
    fn dots_that_were_put_before_lines_go_and_others_stay() {
        for (came, raw) in [
            (&b".\r\n"[..], &b""[..]),
            (b"a\r\n.\r\n", b"a\r\n"),
            (b"..\r\n...\r\n.\r\n", b".\r\n..\r\n"),
            (b"..a\r\n a.\r\n.b\r\n.\r\n", b".a\r\n a.\r\nb\r\n"),
            (b"a\r\n.\r\r\n.\r\n", b"a\r\n\r\r\n"),
            (b"a\r.\n.\r\n\r\n.\r\n", b"a\r.\n.\r\n\r\n"),
        ] {
            assert_eq!(read(Ends::CrLf, 1_000, came), Some((raw.to_vec(), 0)), "{}", came.escape_ascii());
        }
    }

    #[test]
    fn what_looks_like_the_end_behind_a_bare_lf_is_the_mails_own() {
        let came = b"a\n.\r\n+OK 2 octets\r\nb\n.\n\r\n.\r\n";
        let raw = b"a\n.\r\n+OK 2 octets\r\nb\n.\n\r\n";
        assert_eq!(read(Ends::CrLf, 100, came), Some((raw.to_vec(), 0)));
    }

    #[test]
    fn a_server_that_sends_its_files_as_they_lie_is_understood_by_their_size() {
        assert_eq!(read(Ends::CrLf, 4, b"a\nb\n.\r\n"), Some((b"a\nb\n".to_vec(), 0)));
        assert_eq!(read(Ends::CrLf, 5, b"a\nb\n.\r\n"), None, "there is more to come");
    }

    #[test]
    fn a_server_that_ends_all_lines_by_lf_alone_is_understood() {
        assert_eq!(read(Ends::Lf, 0, b"a\n..b\n.\n+OK"), Some((b"a\n.b\n".to_vec(), 3)));
        assert_eq!(read(Ends::Lf, 0, b"a\r\n.\r\n"), Some((b"a\r\n".to_vec(), 0)));
    }

    #[test]
    fn only_so_much_is_kept_and_all_is_counted() {
        let mut body = Body::new(Ends::CrLf, 0, 3);
        assert_eq!(body.take(b"abcdef\r\n.\r\n"), Some(11));
        assert_eq!(body.size(), 8);
        assert_eq!(body.into_raw(), b"abc");
    }
}
