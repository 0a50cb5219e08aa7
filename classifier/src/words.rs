//! Text cut into words, in one pass over its bytes.
//!
//! Nearly every byte of mail is ASCII, so what belongs to a word is looked up in a table; only
//! what is not is read as a character. A word ends where the script changes between one with
//! and one without spaces; of the latter every character is a word of its own.

use crate::token::Hash;

/// Which characters belong to words.
pub(crate) struct Letters {
    /// What each byte of a text is.
    bytes: [Byte; 256],
    /// Marks beyond ASCII that belong to words as letters and digits do.
    marks: &'static [char],
}

/// What a byte of a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Letter,
    Digit,
    Apart,
    /// Of a character that must be read as a whole.
    Foreign,
}

impl Letters {
    /// Letters and digits of any script and these marks.
    pub(crate) const fn with(ascii: &[u8], marks: &'static [char]) -> Self {
        let mut bytes = [Byte::Foreign; 256];
        let mut byte = 0_u8;
        while byte.is_ascii() {
            let kind = if byte.is_ascii_digit() {
                Byte::Digit
            } else if byte.is_ascii_alphabetic() || contains(ascii, byte) {
                Byte::Letter
            } else {
                Byte::Apart
            };
            if let Some((place, _)) = bytes.split_at_mut(byte as usize).1.split_first_mut() {
                *place = kind;
            }
            byte += 1;
        }
        Self { bytes, marks }
    }

    fn of(&self, byte: u8) -> Byte {
        self.bytes.get(usize::from(byte)).copied().unwrap_or(Byte::Foreign)
    }

    fn hold(&self, letter: char) -> bool {
        letter.is_alphanumeric() || self.marks.contains(&letter)
    }
}

const fn contains(bytes: &[u8], byte: u8) -> bool {
    let mut rest = bytes;
    while let [first, others @ ..] = rest {
        if *first == byte {
            return true;
        }
        rest = others;
    }
    false
}

/// The words of texts.
pub(crate) static TEXT: Letters = Letters::with(b"$'-%!", &['¥', '€', '£']);
/// The words of header lines.
pub(crate) static HEADER: Letters = Letters::with(b".-_@+", &[]);
/// The words of links.
pub(crate) static LINK: Letters = Letters::with(b".-_%", &[]);

/// A word: where it stands, and what is to be known of it.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Of its text, after the hash that the words began with.
    pub(crate) hash: Hash,
    /// Its characters.
    pub(crate) letters: usize,
    /// Whether it is a character of a script without spaces.
    pub(crate) is_wide: bool,
    /// Whether an ASCII digit stands in it.
    pub(crate) has_digit: bool,
}

/// The words of a text, in order.
pub(crate) struct Words<'a> {
    text: &'a str,
    at: usize,
    letters: &'static Letters,
    start: Hash,
}

impl<'a> Words<'a> {
    /// The words of a text by what belongs to them; their hashes begin with `start`.
    pub(crate) fn of(text: &'a str, letters: &'static Letters, start: Hash) -> Self {
        Self { text, at: 0, letters, start }
    }

    /// The next byte, and what it is.
    fn byte(&self) -> Option<(u8, Byte)> {
        self.text.as_bytes().get(self.at).map(|byte| (*byte, self.letters.of(*byte)))
    }

    /// Puts ASCII letters and digits into a word, as far as they go.
    fn take_ascii(&mut self, word: &mut Word) {
        let start = self.at;
        let mut hash = word.hash;
        while let Some((byte, kind @ (Byte::Letter | Byte::Digit))) = self.byte() {
            hash.add(byte);
            word.has_digit |= kind == Byte::Digit;
            self.at += 1;
        }
        word.hash = hash;
        word.letters += self.at - start;
    }

    /// Puts the next character, which is not ASCII, into a word; whether it belongs there.
    fn take_foreign(&mut self, word: &mut Word) -> bool {
        let Some(letter) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) else {
            return false;
        };
        let belongs = self.letters.hold(letter);
        let is_wide = belongs && is_wide_letter(letter);
        if !belongs || is_wide && word.letters > 0 {
            return false;
        }
        letter.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| word.hash.add(byte));
        self.at += letter.len_utf8();
        word.letters += 1;
        word.is_wide = is_wide;
        !is_wide
    }

    /// Leaves out what belongs to no word.
    fn skip(&mut self) {
        while let Some((_, kind @ (Byte::Apart | Byte::Foreign))) = self.byte() {
            if kind == Byte::Apart {
                self.at += 1;
                continue;
            }
            let letter = self.text.get(self.at..).and_then(|rest| rest.chars().next());
            match letter.filter(|letter| !self.letters.hold(*letter)) {
                Some(letter) => self.at += letter.len_utf8(),
                None => break,
            }
        }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        self.skip();
        let (start, hash) = (self.at, self.start);
        let mut word = Word { start, end: start, hash, letters: 0, is_wide: false, has_digit: false };
        loop {
            self.take_ascii(&mut word);
            let goes_on = matches!(self.byte(), Some((_, Byte::Foreign))) && self.take_foreign(&mut word);
            if !goes_on {
                break;
            }
        }
        word.end = self.at;
        (word.letters > 0).then_some(word)
    }
}

/// Kana, kanji, Hangul: scripts whose words are not told apart by spaces.
pub(crate) fn is_wide_letter(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::hash;

    fn words<'a>(text: &'a str, letters: &'static Letters) -> Vec<&'a str> {
        let words = Words::of(text, letters, Hash::of(12));
        words.filter_map(|word| text.get(word.start..word.end)).collect()
    }

    #[test]
    fn words_end_at_marks_and_at_a_change_of_script() {
        assert_eq!(words("you're 100% right - ok?", &TEXT), ["you're", "100%", "right", "-", "ok"]);
        assert_eq!(words("iPhoneを買う€5—né", &TEXT), ["iPhone", "を", "買", "う", "€5", "né"]);
        assert_eq!(words("a.b_c@d+e=f %41", &HEADER), ["a.b_c@d+e", "f", "41"]);
        assert_eq!(words("http://a.example/%41?q", &LINK), ["http", "a.example", "%41", "q"]);
        assert_eq!(words(" ・、\u{300}…", &TEXT), [""; 0]);
        assert_eq!(words("", &TEXT), [""; 0]);
    }

    #[test]
    fn a_word_carries_its_hash_its_length_and_what_it_is_made_of() {
        let text = "né2 語 word";
        let found: Vec<Word> = Words::of(text, &TEXT, Hash::of(12)).collect();
        let told = |word: &Word| (word.letters, word.is_wide, word.has_digit);
        assert_eq!(
            found.iter().map(told).collect::<Vec<_>>(),
            [(3, false, true), (1, true, false), (4, false, false)]
        );
        for (word, expected) in found.iter().zip(["né2", "語", "word"]) {
            assert_eq!(word.hash.value(), hash(12, expected));
        }
    }
}
