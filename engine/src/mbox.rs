//! An mbox file, message by message, however large it is (RFC 4155, and what programs really write).
//!
//! A line `From …` at the beginning, or behind an empty line and before a header, begins a message.
//! Where `Content-Length` is true (mboxcl, mboxcl2: right behind so many bytes the next message begins,
//! or the file ends) the body is taken as it stands. Else one `>` goes from lines such as `>From …`
//! (mboxrd; of mboxo the same, as nobody can tell any more which had one of their own).
//!
//! Any bytes are read without an error but the disk's, and of one message no more than a limit is held.

mod length;

use std::io::{self, BufRead, Read as _, Seek, SeekFrom};

/// What begins a message.
const START: &[u8] = b"From ";
/// A line is looked at in pieces of so many bytes.
const PIECE: u64 = 64 << 10;

/// Whether a file that begins so is an mbox.
pub fn is_mbox(beginning: &[u8]) -> bool {
    beginning.starts_with(START)
}

/// The messages of an mbox, in order. A message larger than the limit is given as its beginning.
#[derive(Debug)]
pub struct Messages<R> {
    file: R,
    /// Of one message no more than this is held, and a little.
    limit: usize,
    /// Whether the line that begins the next message was read already.
    begun: bool,
    failed: bool,
}

/// A line, or a piece of one that is very long.
#[derive(Default)]
struct Piece {
    bytes: Vec<u8>,
    begins_line: bool,
}

impl<R: BufRead + Seek> Messages<R> {
    /// Reads from where the file stands.
    pub fn new(file: R, limit: usize) -> Self {
        Self { file, limit, begun: false, failed: false }
    }

    fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        if !self.begun && !self.find_first()? {
            return Ok(None);
        }
        self.begun = false;
        let mut message = Vec::new();
        self.header(&mut message)?;
        if !self.begun && !self.body_of_true_length(&mut message)? {
            self.body(&mut message)?;
        }
        Ok(Some(message))
    }

    /// Skips to the first message. What stands before it is none.
    fn find_first(&mut self) -> io::Result<bool> {
        let mut begins_line = true;
        loop {
            let piece = self.piece(begins_line)?;
            if piece.bytes.is_empty() {
                return Ok(false);
            }
            if piece.begins_line && piece.bytes.starts_with(START) {
                return self.end_of_line(&piece).map(|()| true);
            }
            begins_line = piece.bytes.ends_with(b"\n");
        }
    }

    /// Reads up to the empty line behind the header, with it.
    fn header(&mut self, message: &mut Vec<u8>) -> io::Result<()> {
        let mut begins_line = true;
        loop {
            let piece = self.piece(begins_line)?;
            if piece.bytes.is_empty() {
                return Ok(());
            }
            begins_line = piece.bytes.ends_with(b"\n");
            self.keep(message, &piece.bytes);
            if piece.begins_line && is_empty_line(&piece.bytes) {
                return Ok(());
            }
        }
    }

    /// Takes the body by the length that the header tells. `false`, and nothing read, where that is not true.
    fn body_of_true_length(&mut self, message: &mut Vec<u8>) -> io::Result<bool> {
        let Some(length) = length::told(message).filter(|length| *length <= self.limit as u64) else {
            return Ok(false);
        };
        let start = self.file.stream_position()?;
        let Some(end) = start.checked_add(length) else { return Ok(false) };
        let file_ends = self.file.seek(SeekFrom::End(0))?;
        let is_true = end <= file_ends && {
            self.file.seek(SeekFrom::Start(end))?;
            self.stands_between_messages()?
        };
        self.file.seek(SeekFrom::Start(start))?;
        if !is_true {
            return Ok(false);
        }
        let mut body = Vec::new();
        self.file.by_ref().take(length).read_to_end(&mut body)?;
        self.keep(message, &body);
        Ok(true)
    }

    /// Whether only line ends stand before the next message or the end.
    fn stands_between_messages(&mut self) -> io::Result<bool> {
        // Two at the most: what ends the last line, and the empty one.
        for _ in 0..3 {
            let piece = self.piece(true)?;
            if piece.bytes.is_empty() || piece.bytes.starts_with(START) {
                return Ok(true);
            }
            if !is_empty_line(&piece.bytes) {
                return Ok(false);
            }
        }
        Ok(false)
    }

    /// Reads the body up to the next message.
    fn body(&mut self, message: &mut Vec<u8>) -> io::Result<()> {
        let (mut begins_line, mut behind_empty) = (true, true);
        // An empty line belongs to the body when more of it follows.
        let mut empty = Vec::new();
        loop {
            let piece = self.piece(begins_line)?;
            if piece.bytes.is_empty() {
                return Ok(());
            }
            begins_line = piece.bytes.ends_with(b"\n");
            if piece.begins_line
                && behind_empty
                && piece.bytes.starts_with(START)
                && self.header_follows(&piece)?
            {
                self.begun = true;
                return Ok(());
            }
            self.keep(message, &empty);
            empty.clear();
            if piece.begins_line && is_empty_line(&piece.bytes) {
                behind_empty = true;
                empty = piece.bytes;
                continue;
            }
            behind_empty = false;
            let quoted = piece.begins_line && is_quoted(&piece.bytes);
            self.keep(message, piece.bytes.get(usize::from(quoted)..).unwrap_or_default());
        }
    }

    /// Whether a header stands behind a line `From …`; a sentence may begin so, too. The line is read to
    /// its end where one does; else the file stands behind the piece as before.
    fn header_follows(&mut self, from: &Piece) -> io::Result<bool> {
        let back = self.file.stream_position()?;
        self.end_of_line(from)?;
        let behind = self.file.stream_position()?;
        let next = self.piece(true)?;
        let follows = next.bytes.is_empty() || is_header_line(&next.bytes) || is_quoted(&next.bytes);
        self.file.seek(SeekFrom::Start(if follows { behind } else { back }))?;
        Ok(follows)
    }

    fn end_of_line(&mut self, piece: &Piece) -> io::Result<()> {
        let mut ended = piece.bytes.ends_with(b"\n");
        while !ended {
            let rest = self.piece(false)?;
            ended = rest.bytes.is_empty() || rest.bytes.ends_with(b"\n");
        }
        Ok(())
    }

    fn piece(&mut self, begins_line: bool) -> io::Result<Piece> {
        let mut bytes = Vec::new();
        self.file.by_ref().take(PIECE).read_until(b'\n', &mut bytes)?;
        Ok(Piece { bytes, begins_line })
    }

    /// Keeps what the limit leaves room for, and one byte more, by which it is known as too large.
    fn keep(&self, message: &mut Vec<u8>, bytes: &[u8]) {
        let room = self.limit.saturating_add(1).saturating_sub(message.len());
        message.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }
}

impl<R: BufRead + Seek> Iterator for Messages<R> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let read = self.read();
        self.failed = read.is_err();
        read.transpose()
    }
}

fn is_empty_line(line: &[u8]) -> bool {
    matches!(line, b"\n" | b"\r\n")
}

/// Whether a line is `>From …`, with one mark or more.
fn is_quoted(line: &[u8]) -> bool {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    marks > 0 && line.get(marks..).is_some_and(|rest| rest.starts_with(START))
}

/// Whether a line is `Name: value`.
fn is_header_line(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    !name.is_empty() && name.len() < line.len() && name.iter().all(u8::is_ascii_graphic)
}

#[cfg(test)]
mod tests;
