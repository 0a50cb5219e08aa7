//! The table of contents of a zip archive, read without unpacking anything.

use memchr::memmem;

/// One file of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    pub(super) name: &'a [u8],
    pub(super) locked: bool,
}

/// The most files that are looked at.
const ENTRIES: usize = 1_000;

/// The files that the central directory at the end names; where there is none to be found,
/// those whose own headers stand in the beginning.
pub(super) fn entries<'a>(start: &'a [u8], end: &'a [u8]) -> Vec<Entry<'a>> {
    let listed = central(end);
    if listed.is_empty() { local(start) } else { listed }
}

/// Reads the central directory (APPNOTE 4.3.12), as far as it lies within `end`.
fn central(end: &[u8]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let Some(tail) = memmem::rfind(end, b"PK\x05\x06") else { return entries };
    let size = number(end, tail + 12, 4).unwrap_or_default();
    let Some(mut at) = tail.checked_sub(size) else {
        // The beginning is out of sight: from the first whole entry on.
        return memmem::find(end, b"PK\x01\x02").map(|at| walk_central(end, at)).unwrap_or_default();
    };
    if end.get(at..at + 4) != Some(b"PK\x01\x02") {
        let Some(first) = memmem::find(end, b"PK\x01\x02") else { return entries };
        at = first;
    }
    entries.extend(walk_central(end, at));
    entries
}

fn walk_central(end: &[u8], mut at: usize) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    while entries.len() < ENTRIES && end.get(at..at + 4) == Some(b"PK\x01\x02") {
        let lengths = [28, 30, 32].map(|place| number(end, at + place, 2).unwrap_or_default());
        let [name, extra, comment] = lengths;
        let Some(bytes) = end.get(at + 46..at + 46 + name) else { break };
        let locked = number(end, at + 8, 2).unwrap_or_default() & 1 == 1;
        entries.push(Entry { name: bytes, locked });
        at += 46 + name + extra + comment;
    }
    entries
}

/// Reads the headers before the files (APPNOTE 4.3.7).
fn local(start: &[u8]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let mut at = 0;
    while entries.len() < ENTRIES && start.get(at..at + 4) == Some(b"PK\x03\x04") {
        let flags = number(start, at + 6, 2).unwrap_or_default();
        let size = number(start, at + 18, 4).unwrap_or_default();
        let [name, extra] = [26, 28].map(|place| number(start, at + place, 2).unwrap_or_default());
        let Some(bytes) = start.get(at + 30..at + 30 + name) else { break };
        entries.push(Entry { name: bytes, locked: flags & 1 == 1 });
        let body = at + 30 + name + extra;
        // Written as a stream, the size stands behind the file: the next header is searched.
        let streamed = flags & 8 != 0 && size == 0;
        let Some(next) = (if streamed {
            start.get(body..).and_then(|rest| memmem::find(rest, b"PK\x03\x04")).map(|found| body + found)
        } else {
            body.checked_add(size)
        }) else {
            break;
        };
        at = next;
    }
    entries
}

/// The name of the packed file (RFC 1952).
pub(super) fn gzip_name(start: &[u8]) -> Option<&[u8]> {
    let flags = *start.get(3)?;
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + number(start, at, 2)?;
    }
    if flags & 8 == 0 {
        return None;
    }
    start.get(at..)?.split(|&byte| byte == 0).next().filter(|name| name.len() <= 255)
}

/// A little-endian number of so many bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |value, &byte| value << 8 | usize::from(byte)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn header(mark: &[u8], flags: u8, name: &[u8]) -> Vec<u8> {
        let central = mark == b"PK\x01\x02";
        let mut bytes = mark.to_vec();
        bytes.resize(if central { 46 } else { 30 }, 0);
        *bytes.get_mut(if central { 8 } else { 6 }).unwrap() = flags;
        *bytes.get_mut(if central { 28 } else { 26 }).unwrap() = name.len() as u8;
        bytes.extend_from_slice(name);
        bytes
    }

    fn archive(names: &[(&[u8], u8)]) -> Vec<u8> {
        let mut bytes: Vec<u8> =
            names.iter().flat_map(|(name, flags)| header(b"PK\x03\x04", *flags, name)).collect();
        let directory: Vec<u8> =
            names.iter().flat_map(|(name, flags)| header(b"PK\x01\x02", *flags, name)).collect();
        bytes.extend_from_slice(&directory);
        bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0\0\0\0\0");
        bytes.extend_from_slice(&(directory.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&[0; 6]);
        bytes
    }

    #[test]
    fn files_are_listed_from_the_end_and_without_it_from_the_beginning() {
        let bytes = archive(&[(b"a.txt", 0), (b"b.exe", 1)]);
        let expected = [Entry { name: b"a.txt", locked: false }, Entry { name: b"b.exe", locked: true }];
        assert_eq!(entries(&bytes, &bytes), expected);
        let cut = bytes.get(..72).unwrap();
        assert_eq!(entries(cut, cut), expected);
        assert_eq!(entries(b"", b""), []);
    }

    #[test]
    fn any_cut_or_change_of_an_archive_is_read_to_an_end() {
        let bytes = archive(&[(b"a.txt", 0), (b"b.exe", 8), (b"c", 9)]);
        for at in 0..bytes.len() {
            let cut = bytes.get(at..).unwrap();
            assert!(entries(cut, cut).len() <= ENTRIES);
            let mut changed = bytes.clone();
            *changed.get_mut(at).unwrap() = 0xff;
            assert!(entries(&changed, &changed).len() <= ENTRIES);
        }
    }

    #[test]
    fn gzip_tells_the_name_of_its_file() {
        assert_eq!(gzip_name(b"\x1f\x8b\x08\x08\0\0\0\0\0\0a.js\0rest"), Some(&b"a.js"[..]));
        assert_eq!(gzip_name(b"\x1f\x8b\x08\x00\0\0\0\0\0\0a.js\0rest"), None);
        assert_eq!(gzip_name(b"\x1f\x8b"), None);
    }
}
