//! What stands in the maildrop, as the server lists it: `UIDL` and `LIST`.
//!
//! A message is known by its unique id (RFC 1939, 7), which outlives the session; its number does not.

use std::collections::{BTreeMap, BTreeSet};

use super::failure::Failure;
use crate::mailbox::server::words::presentable;

/// A message in the maildrop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// By what it is known in this session alone.
    pub(super) number: u32,
    /// By what it is known for good.
    pub(super) key: String,
    /// Its size as the server counts it; 0 where it does not say.
    pub(super) size: u64,
}

/// The maildrop as a session finds it: nothing comes or goes in it but by our own doing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Listing {
    /// In the server's order, the oldest first.
    pub(super) entries: Vec<Entry>,
    /// Where among them each key is.
    places: BTreeMap<String, usize>,
}

impl Listing {
    /// Reads the lines of both answers.
    pub(super) fn read(uidl: &[Vec<u8>], list: &[Vec<u8>]) -> Result<Self, Failure> {
        let sizes: BTreeMap<u32, u64> = list.iter().filter_map(|line| size(line)).collect();
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        let mut entries = Vec::with_capacity(uidl.len());
        for line in uidl {
            let (number, id) = numbered(line).ok_or_else(|| odd(line))?;
            let key = key(id);
            let times = seen.entry(key.clone()).or_default();
            *times += 1;
            // Identical messages may share an id. No id has a space in it, so none looks like this.
            let key = if *times == 1 { key } else { format!("{key} {times}") };
            entries.push(Entry { number, key, size: sizes.get(&number).copied().unwrap_or_default() });
        }
        Ok(Self::of(entries))
    }

    fn of(entries: Vec<Entry>) -> Self {
        let places = entries.iter().enumerate().map(|(place, entry)| (entry.key.clone(), place)).collect();
        Self { entries, places }
    }

    /// What stands there without these messages.
    pub(super) fn without(self, removed: &BTreeSet<&str>) -> Self {
        Self::of(self.entries.into_iter().filter(|entry| !removed.contains(entry.key.as_str())).collect())
    }

    /// The message of that key.
    pub(super) fn find(&self, key: &str) -> Option<&Entry> {
        self.places.get(key).and_then(|place| self.entries.get(*place))
    }
}

/// `7 an-id`. An id has 1 to 70 visible characters; others are taken as they come.
fn numbered(line: &[u8]) -> Option<(u32, &[u8])> {
    let line = line.trim_ascii();
    let space = line.iter().position(|byte| matches!(byte, b' ' | b'\t'))?;
    let (number, id) = line.split_at(space);
    let number: u32 = std::str::from_utf8(number).ok()?.parse().ok()?;
    let id = id.trim_ascii();
    (number > 0 && !id.is_empty()).then_some((number, id))
}

fn size(line: &[u8]) -> Option<(u32, u64)> {
    let mut words = std::str::from_utf8(line).ok()?.split_ascii_whitespace();
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

/// An id as a key: itself, or its bytes where it is no plain word.
fn key(id: &[u8]) -> String {
    match std::str::from_utf8(id) {
        Ok(text) if text.chars().all(|letter| letter.is_ascii_graphic()) && !text.starts_with("bytes=") => {
            text.to_owned()
        }
        _ => id.iter().fold("bytes=".to_owned(), |key, byte| format!("{key}{byte:02x}")),
    }
}

fn odd(line: &[u8]) -> Failure {
    Failure::Unexpected("a message without a unique id", presentable(&String::from_utf8_lossy(line)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &[&[u8]]) -> Vec<Vec<u8>> {
        text.iter().map(|line| line.to_vec()).collect()
    }

    #[test]
    fn odd_ids_are_told_apart() {
        let uidl: [&[u8]; 7] = [
            b"1 abc",
            b"2  ~!@#$%^&*()_+{}|:\"<>?",
            b"3 \xe6\x97\xa5\xff",
            b"4 bytes=61",
            b"5\tabc",
            b"6 a b",
            b"7 GmailId18c0ffee ",
        ];
        let listing = Listing::read(&lines(&uidl), &lines(&[b"1 120", b"2 x", b"3 4294967296"])).unwrap();
        let keys: Vec<&str> = listing.entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(
            keys,
            [
                "abc",
                "~!@#$%^&*()_+{}|:\"<>?",
                "bytes=e697a5ff",
                "bytes=62797465733d3631",
                "abc 2",
                "bytes=612062",
                "GmailId18c0ffee",
            ]
        );
        let sizes: Vec<u64> = listing.entries.iter().map(|entry| entry.size).collect();
        assert_eq!(sizes, [120, 0, 4_294_967_296, 0, 0, 0, 0]);
        assert_eq!(listing.find("abc 2").map(|entry| entry.number), Some(5));
    }

    #[test]
    fn a_message_without_an_id_is_not_passed_over() {
        for line in ["1", "1 ", "x abc", "0 abc", ""] {
            let failure = Listing::read(&[line.as_bytes().to_vec()], &[]).unwrap_err();
            assert!(matches!(failure, Failure::Unexpected("a message without a unique id", _)), "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_answer_makes_reading_panic(uidl: Vec<Vec<u8>>, list: Vec<Vec<u8>>, near in "[0-9]{0,3}[ \t]{0,2}[a ]{0,3}") {
            let _ = Listing::read(&uidl, &list);
            let _ = Listing::read(&[near.clone().into_bytes()], &[near.into_bytes()]);
        }
    }
}
