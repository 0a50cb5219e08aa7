//! Header lines, as they stand in the bytes.

use std::borrow::Cow;

use super::encoded_word;

/// One header line before decoding.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawLine<'a> {
    pub(crate) name: &'a [u8],
    /// Everything after the colon, folded as it was.
    pub(crate) value: &'a [u8],
}

impl RawLine<'_> {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }

    /// The value on one line, trimmed.
    pub(crate) fn unfolded(&self) -> Cow<'_, [u8]> {
        let value = self.value.trim_ascii();
        if memchr::memchr2(b'\n', b'\r', value).is_none() {
            return Cow::Borrowed(value);
        }
        Cow::Owned(value.split(|byte| matches!(byte, b'\r' | b'\n')).collect::<Vec<_>>().concat())
    }

    /// The value on one line, decoded.
    pub(crate) fn decoded(&self) -> String {
        encoded_word::decode(&self.unfolded())
    }
}

/// A header block taken apart.
#[derive(Debug, Default)]
pub(crate) struct Block<'a> {
    pub(crate) lines: Vec<RawLine<'a>>,
    /// Where the body begins, in bytes from the start of the block.
    pub(crate) body: usize,
    /// There were more lines than are looked at.
    pub(crate) cut: bool,
}

impl<'a> Block<'a> {
    /// The first line of that name.
    pub(crate) fn first(&self, name: &str) -> Option<&RawLine<'a>> {
        self.lines.iter().find(|line| line.is(name))
    }
}

/// The most header lines that are looked at, the most bytes of them, and of one of them.
const LINES: usize = 2_000;
const BYTES: usize = 1024 * 1024;
const VALUE: usize = 64 * 1024;

/// Reads header lines up to the empty line that ends them. Lines that are none are skipped,
/// as mail programs do. `ends` tells of a line that belongs to what surrounds this block.
pub(crate) fn scan(bytes: &[u8], ends: impl Fn(&[u8]) -> bool) -> Block<'_> {
    let mut block = Block::default();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let first = line_length(rest);
        let line = rest.get(..first).unwrap_or_default();
        if matches!(line, b"\n" | b"\r\n") {
            block.body = at + first;
            return block;
        }
        if ends(line) {
            block.body = at;
            return block;
        }
        let length = first + folded_length(rest.get(first..).unwrap_or_default());
        if block.lines.len() >= LINES || at > BYTES {
            block.cut = true;
        } else if let Some(line) = raw_line(rest.get(..length.min(VALUE)).unwrap_or_default()) {
            block.lines.push(line);
            block.cut |= length > VALUE;
        }
        at += length;
    }
    block.body = bytes.len();
    block
}

fn raw_line(line: &[u8]) -> Option<RawLine<'_>> {
    let colon = memchr::memchr(b':', line)?;
    let name = line.get(..colon)?.trim_ascii_end();
    let well_formed = !name.is_empty() && name.iter().all(u8::is_ascii_graphic) && name.len() <= 200;
    well_formed.then_some(RawLine { name, value: line.get(colon + 1..)? })
}

fn line_length(bytes: &[u8]) -> usize {
    memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1)
}

/// The length of the continuation lines that `bytes` begins with.
fn folded_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(rest) = bytes.get(length..)
        && matches!(rest.first(), Some(b' ' | b'\t'))
    {
        length += line_length(rest);
    }
    length
}
