//! What a message's file name says: its key, its flags, and when it was delivered.
//!
//! `1700000000.M20P9Q1.host,S=4711:2,FS`: everything before `:2,` is the base name, which
//! never changes; the letters behind it are flags, which other programs change by renaming.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

/// System flags by their letter, in the order in which letters stand in a name.
const LETTERS: [(char, &str); 6] = [
    ('D', "\\Draft"),
    ('F', "\\Flagged"),
    ('P', "$Forwarded"),
    ('R', "\\Answered"),
    ('S', "\\Seen"),
    ('T', "\\Deleted"),
];

/// The base name as a key. A name that is no UTF-8 is kept apart by its bytes.
pub(super) fn key(name: &OsStr) -> String {
    let base = parts(name.as_bytes()).0;
    match std::str::from_utf8(base) {
        // A name that looks like the other form is written in it too, so that no two names share a key.
        Ok(text) if !text.starts_with("bytes=") => text.to_owned(),
        _ => base.iter().fold("bytes=".to_owned(), |key, byte| format!("{key}{byte:02x}")),
    }
}

/// The flags in a name. Lower-case letters are keywords, numbered in the folder's own list.
pub(super) fn flags(name: &OsStr, keywords: &Keywords) -> Vec<String> {
    let mut flags: Vec<String> = Vec::new();
    for letter in parts(name.as_bytes()).1.iter().map(|byte| char::from(*byte)) {
        let system = LETTERS.iter().find(|(known, _)| *known == letter).map(|(_, flag)| (*flag).to_owned());
        flags.extend(system.or_else(|| keywords.name(letter)));
    }
    flags.sort_unstable();
    flags.dedup();
    flags
}

/// The letters that stand for these flags, in order; what has no letter is left out.
pub(super) fn letters(flags: &[String], keywords: &Keywords) -> String {
    let has = |wanted: &str| flags.iter().any(|flag| flag.eq_ignore_ascii_case(wanted));
    let system = LETTERS.iter().filter(|(_, flag)| has(flag)).map(|(letter, _)| *letter);
    let own = keywords.0.iter().filter(|(_, name)| has(name)).map(|(letter, _)| *letter);
    let mut letters: Vec<char> = system.chain(own).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// When the name says the message was delivered, seconds since 1970.
pub(super) fn delivered(name: &OsStr) -> Option<i64> {
    let digits = name.as_bytes().split(|byte| *byte == b'.').next()?;
    let text = std::str::from_utf8(digits).ok()?;
    // Ten digits last until the year 2286; anything else is no time.
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// Base name and flag letters.
fn parts(name: &[u8]) -> (&[u8], &[u8]) {
    let mark = name.windows(3).rposition(|three| three == b":2," || three == b":1,");
    let Some(mark) = mark else { return (name, &[]) };
    let (base, info) = name.split_at(mark);
    let letters = if info.starts_with(b":2,") { info.get(3..).unwrap_or_default() } else { &[] };
    (base, letters)
}

/// Dovecot's names for the keyword letters of one folder (`dovecot-keywords`: `0 $Junk`).
#[derive(Debug, Default)]
pub(super) struct Keywords(Vec<(char, String)>);

impl Keywords {
    pub(super) fn read(text: &str) -> Self {
        let line = |line: &str| {
            let (number, name) = line.split_once(' ')?;
            let letter = char::from(b'a'.checked_add(number.parse::<u8>().ok()?)?);
            letter.is_ascii_lowercase().then(|| (letter, name.trim().to_owned()))
        };
        Self(text.lines().filter_map(line).collect())
    }

    fn name(&self, letter: char) -> Option<String> {
        self.0.iter().find(|(known, _)| *known == letter).map(|(_, name)| name.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn flags_may_change_and_the_key_stays() {
        let name = OsStr::new("1700000000.M20P9Q1.host,S=4711:2,FSa");
        assert_eq!(key(name), "1700000000.M20P9Q1.host,S=4711");
        assert_eq!(key(OsStr::new("1700000000.M20P9Q1.host,S=4711")), key(name));
        let keywords = Keywords::read("0 $Junk\n1 NonJunk\n26 beyond\nx y\n");
        assert_eq!(flags(name, &keywords), ["$Junk", "\\Flagged", "\\Seen"]);
        assert_eq!(letters(&flags(name, &keywords), &keywords), "FSa");
        assert_eq!(delivered(name), Some(1_700_000_000));
    }

    #[test]
    fn odd_names_still_have_a_key() {
        for (name, expected) in [
            (&b"plain"[..], "plain"),
            (b":2,S", ""),
            (b"a:2,S:2,F", "a:2,S"),
            (b"a:1,x", "a"),
            (b"\xff\xfe:2,S", "bytes=fffe"),
            (b"bytes=fffe", "bytes=62797465733d66666665"),
        ] {
            let name = OsString::from_vec(name.to_vec());
            assert_eq!(key(&name), expected);
            assert_eq!(delivered(&name), None);
        }
    }

    proptest! {
        #[test]
        fn two_base_names_never_share_a_key(one in prop::collection::vec(1_u8.., 0..12), two in prop::collection::vec(1_u8.., 0..12)) {
            let same = parts(&one).0 == parts(&two).0;
            prop_assert_eq!(key(&OsString::from_vec(one)) == key(&OsString::from_vec(two)), same);
        }

        #[test]
        fn no_name_makes_reading_panic(name in prop::collection::vec(any::<u8>(), 0..40), text in any::<String>()) {
            let name = OsString::from_vec(name);
            let keywords = Keywords::read(&text);
            let _ = (key(&name), flags(&name, &keywords), delivered(&name));
        }
    }
}
