//! What the words of a text are made of, found in one pass over its bytes.
//!
//! Several checks look for words that hardly any mail has. Here they are told cheaply that a
//! text has none; where it may have some, each looks for itself. So everything here may say
//! too much, and must never say too little.

/// What a byte is, as bits.
const SPACE: u8 = 1;
const SMALL: u8 = 2;
const CAPITAL: u8 = 4;
const DIGIT: u8 = 8;
/// A digit or sign that can be read as a letter.
const STAND_IN: u8 = 16;
/// A sign that can be put between letters.
const MARK: u8 = 32;
/// A byte of a character beyond ASCII.
const FOREIGN: u8 = 64;

const KINDS: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut rest = kinds.as_mut_slice();
    let mut byte = 0_u8;
    while let Some((kind, others)) = rest.split_first_mut() {
        *kind = match byte {
            b'\t'..=b'\r' | b' ' => SPACE,
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            b'0' | b'1' | b'3' | b'4' | b'5' | b'7' => DIGIT | STAND_IN,
            b'0'..=b'9' => DIGIT,
            b'!' | b'@' | b'$' => STAND_IN,
            b'|' | b'+' => STAND_IN | MARK,
            b'.' | b'-' | b'_' | b'*' | b'/' | b'~' => MARK,
            0x80.. => FOREIGN,
            _ => 0,
        };
        byte = byte.wrapping_add(1);
        rest = others;
    }
    kinds
}

/// The most letters of a word that digits may stand in for.
const MOST_LETTERS: usize = 16;
/// Fewer single letters in a row, or letters with marks between them, spell nothing.
const SPELLED: usize = 4;

/// What the words of a text are made of.
#[derive(Debug, Default)]
pub(super) struct Shapes<'a> {
    /// The most words of three to eighteen small letters in a row.
    pub(super) small_words: usize,
    /// The longest run of ASCII letters and digits.
    pub(super) longest_run: usize,
    /// Whether some word has small letters between capitals at two places.
    pub(super) has_woven: bool,
    /// Whether some letters stand apart in a row, or with marks between them.
    pub(super) has_spelled: bool,
    /// Words of three letters or more with a digit or sign that can be read as one.
    pub(super) with_stand_ins: Vec<&'a str>,
    /// Whether all of it is ASCII.
    pub(super) is_ascii: bool,
}

impl<'a> Shapes<'a> {
    /// Reads a text.
    pub(super) fn of(text: &'a str) -> Self {
        let is_ascii = text.is_ascii();
        let mut reader =
            Reader { shapes: Self { is_ascii, ..Self::default() }, text, last: SPACE, ..Reader::default() };
        if is_ascii {
            text.bytes().enumerate().for_each(|(at, byte)| reader.take(at, kind_of(byte)));
        } else {
            text.char_indices().for_each(|(at, letter)| reader.take(at, kind_of_letter(letter)));
        }
        reader.take(text.len(), SPACE);
        reader.shapes
    }
}

fn kind_of(byte: u8) -> u8 {
    KINDS.get(usize::from(byte)).copied().unwrap_or(FOREIGN)
}

fn kind_of_letter(letter: char) -> u8 {
    match u8::try_from(letter) {
        Ok(byte) if byte.is_ascii() => kind_of(byte),
        _ if letter.is_whitespace() => SPACE,
        _ => FOREIGN,
    }
}

/// Reads a text character by character.
#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    shapes: Shapes<'a>,
    word: Word,
    last: u8,
    /// ASCII letters and digits in a row up to here.
    run: usize,
    /// Words of small letters in a row up to here, and single letters.
    small_words: usize,
    single: usize,
}

/// The word being read.
#[derive(Default)]
struct Word {
    start: usize,
    kinds: u8,
    letters: usize,
    marks: usize,
    /// Capitals right behind small letters.
    rises: usize,
}

impl Reader<'_> {
    fn take(&mut self, at: usize, kind: u8) {
        self.run = if kind & (SMALL | CAPITAL | DIGIT) == 0 { 0 } else { self.run + 1 };
        self.shapes.longest_run = self.shapes.longest_run.max(self.run);
        if kind == SPACE {
            if self.last != SPACE {
                self.end_word(at);
            }
        } else {
            if self.last == SPACE {
                self.word = Word { start: at, ..Word::default() };
            }
            self.word.kinds |= kind;
            self.word.letters += usize::from(kind & (SMALL | CAPITAL) != 0);
            self.word.marks += usize::from(kind & MARK != 0);
            self.word.rises += usize::from(self.last == SMALL && kind == CAPITAL);
        }
        self.last = kind;
    }

    fn end_word(&mut self, end: usize) {
        let Self { shapes, word, text, .. } = self;
        let length = end - word.start;
        let is_small = word.kinds == SMALL && (3..=18).contains(&length);
        self.small_words = if is_small { self.small_words + 1 } else { 0 };
        self.single = if length <= 2 && word.letters == 1 { self.single + 1 } else { 0 };
        let is_dotted = word.letters >= SPELLED && word.letters <= word.marks + 1;
        shapes.small_words = shapes.small_words.max(self.small_words);
        shapes.has_spelled |= is_dotted || self.single >= SPELLED;
        shapes.has_woven |= word.rises >= 2;
        if word.kinds & STAND_IN != 0 && (3..=MOST_LETTERS).contains(&word.letters) {
            shapes.with_stand_ins.extend(text.get(word.start..end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_have_no_shape_that_a_check_looks_for() {
        let shapes = Shapes::of("Dear Ann, see you at 10 on Monday, i.e. in the U.S. office. PhD\nBob");
        assert!(!shapes.has_woven && !shapes.has_spelled && shapes.is_ascii);
        assert_eq!(shapes.with_stand_ins, [""; 0]);
        assert_eq!((shapes.small_words, shapes.longest_run), (1, 6));
    }

    #[test]
    fn disguised_words_have_their_shapes() {
        assert!(Shapes::of("buy VAqLIUvM now").has_woven);
        for spelled in
            ["V I A G R A", "V. I. A. G. R. A", "S.O.M.A", "(V-I-A-G-R-A)!", "x\nV\tI A\u{a0}G R A"]
        {
            assert!(Shapes::of(spelled).has_spelled, "{spelled}");
        }
        let shapes = Shapes::of("v1agra, m0rtgage\u{a0}C!alis 日本1abc 2nd a@1 12345");
        assert_eq!(shapes.with_stand_ins, ["v1agra,", "m0rtgage", "C!alis", "日本1abc"]);
        assert!(!shapes.is_ascii);
    }

    #[test]
    fn rows_of_small_words_end_at_marks_and_at_capitals_and_go_on_behind_any_space() {
        for (text, row) in [
            ("lantern meadow\u{a0}copper\u{3000}drift\nharbour", 5),
            ("lantern meadow, copper", 1),
            ("lantern Meadow copper drift", 2),
            ("of an", 0),
            ("日本 lantern", 1),
            ("", 0),
        ] {
            assert_eq!(Shapes::of(text).small_words, row, "{text}");
        }
    }
}
