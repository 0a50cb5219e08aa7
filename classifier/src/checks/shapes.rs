//! What the words of a text are made of, found in one pass over its bytes.
//!
//! Several checks look for words that hardly any mail has. Here they are told cheaply that a
//! text has none; where it may have some, each looks for itself. So everything here may say
//! too much, and must never say too little.

use super::disguise::styled_letters::is_ornamental;
use super::disguise::zero_width_characters::is_unseen;
use super::japanese::mixed_widths::is_of_other_width;

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
const OTHER: u8 = 128;

const KINDS: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut kinds = [OTHER; 256];
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
            _ => OTHER,
        };
        byte = byte.wrapping_add(1);
        rest = others;
    }
    kinds
}

/// The most letters of a word that digits may stand in for, and of one that is woven.
const MOST_LETTERS: usize = 20;
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
    /// What stands in it beyond ASCII.
    pub(super) foreign: Foreign,
}

/// What characters beyond ASCII there are.
#[allow(clippy::struct_excessive_bools, reason = "each is a kind of character, seen or not")]
#[derive(Debug, Default)]
pub(super) struct Foreign {
    pub(super) any: bool,
    pub(super) unseen: bool,
    pub(super) ornamental: bool,
    /// Letters in the other width.
    pub(super) other_width: bool,
    /// Letters of alphabets that look like Latin.
    pub(super) like_latin: bool,
}

impl<'a> Shapes<'a> {
    /// Reads a text.
    pub(super) fn of(text: &'a str) -> Self {
        let mut reader = Reader::default();
        if text.is_ascii() {
            let words = text.as_bytes().split(|byte| kind_of(*byte) == SPACE);
            words.filter(|word| !word.is_empty()).for_each(|word| reader.read(word));
        } else {
            text.split_whitespace().for_each(|word| reader.read(word.as_bytes()));
            reader.shapes.foreign = Foreign::of(text);
        }
        reader.shapes
    }
}

impl Foreign {
    fn of(text: &str) -> Self {
        let mut foreign = Self { any: true, ..Self::default() };
        for letter in text.chars().filter(|letter| !letter.is_ascii()) {
            foreign.unseen |= is_unseen(letter);
            foreign.ornamental |= is_ornamental(letter);
            foreign.other_width |= is_of_other_width(letter);
            foreign.like_latin |= may_look_latin(letter);
        }
        foreign
    }
}

fn kind_of(byte: u8) -> u8 {
    KINDS.get(usize::from(byte)).copied().unwrap_or(FOREIGN)
}

/// Reads a text word by word.
#[derive(Default)]
struct Reader<'a> {
    shapes: Shapes<'a>,
    /// Words of small letters in a row up to here, and single letters.
    small_words: usize,
    single: usize,
}

impl<'a> Reader<'a> {
    fn read(&mut self, word: &'a [u8]) {
        let kinds = word.iter().fold(0, |kinds, byte| kinds | kind_of(*byte));
        let is_small = kinds == SMALL && (3..=18).contains(&word.len());
        self.small_words = if is_small { self.small_words + 1 } else { 0 };
        let letters = || count(word, SMALL | CAPITAL);
        self.single = if word.len() <= 2 && letters() == 1 { self.single + 1 } else { 0 };
        let Self { shapes, small_words, single } = self;
        shapes.small_words = shapes.small_words.max(*small_words);
        if word.len() > shapes.longest_run {
            let runs = word.split(|byte| kind_of(*byte) & (SMALL | CAPITAL | DIGIT) == 0);
            shapes.longest_run = runs.map(<[u8]>::len).fold(shapes.longest_run, usize::max);
        }
        shapes.has_spelled |= *single >= SPELLED;
        if kinds & MARK != 0 && (SPELLED..=count(word, MARK) + 1).contains(&letters()) {
            shapes.has_spelled = true;
        }
        if kinds & (SMALL | CAPITAL | DIGIT) == SMALL | CAPITAL && letters() <= MOST_LETTERS {
            let rises =
                |pair: &&[u8]| matches!(**pair, [a, b] if kind_of(a) == SMALL && kind_of(b) == CAPITAL);
            shapes.has_woven |= word.windows(2).filter(rises).count() >= 2;
        }
        if kinds & STAND_IN != 0 && (3..=MOST_LETTERS).contains(&letters()) {
            shapes.with_stand_ins.extend(std::str::from_utf8(word));
        }
    }
}

fn count(word: &[u8], kinds: u8) -> usize {
    word.iter().filter(|byte| kind_of(**byte) & kinds != 0).count()
}

/// Letters of the scripts that hold what looks like Latin; others may be among them.
fn may_look_latin(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}' | '\u{1c80}'..='\u{2c7f}'
        | '\u{2c80}'..='\u{2dff}' | '\u{a4d0}'..='\u{a6ff}' | '\u{ab30}'..='\u{abbf}'
        | '\u{fb00}'..='\u{fb4f}' | '\u{fe00}'..='\u{fe2f}' | '\u{10000}'..='\u{1ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::disguise::lookalike_letters::is_borrowed;

    #[test]
    fn plain_words_have_no_shape_that_a_check_looks_for() {
        let shapes = Shapes::of("Dear Ann, see you at 10 on Monday, i.e. in the U.S. office. PhD\nBob");
        assert!(!shapes.has_woven && !shapes.has_spelled && !shapes.foreign.any);
        assert_eq!(shapes.with_stand_ins, [""; 0]);
        assert_eq!((shapes.small_words, shapes.longest_run), (2, 6));
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
        assert!(shapes.foreign.any && !shapes.foreign.unseen);
    }

    #[test]
    fn every_letter_that_a_check_looks_for_is_among_those_told_of() {
        let missed = (char::MIN..=char::MAX).find(|letter| is_borrowed(*letter) && !may_look_latin(*letter));
        assert_eq!(missed, None);
        let foreign = Foreign::of("v\u{200b}i Ａ 𝐀 а");
        assert!(foreign.unseen && foreign.other_width && foreign.ornamental && foreign.like_latin);
        let foreign = Foreign::of("日本語とé");
        assert!(!(foreign.unseen || foreign.other_width || foreign.ornamental || foreign.like_latin));
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
