//! # Wide and narrow letters in one word
//!
//! ## What it looks for
//! Words in which full-width and half-width forms of letters or kana change places twice or
//! more.
//!
//! ## Why it matters
//! To the eye it is the same word, to a filter that does not fold it is another.
//!
//! ## When it is wrong
//! Old systems write kana half-width; whole words in one width do not count.
//!
//! ## Example
//! `Ａmaｚon`, `ﾊﾟスﾜーﾄﾞ`

use crate::checks::Check;
use crate::checks::reading::{Reading, beginning, sender};

pub(crate) const CHECK: Check = Check { id: "mixed-widths", look };

/// Characters of the text that are searched.
const SEARCHED: usize = 8_000;
/// Changes of width within a word.
const CHANGES: usize = 2;

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let name = sender(message).map_or("", |from| from.name.as_str());
    let text = if reading.shapes.foreign.other_width { beginning(&message.text, SEARCHED) } else { "" };
    [message.subject.as_str(), name, text].into_iter().find_map(mixed_word)
}

/// Whether it is a letter in the width that is the rarer one: no word mixes widths without it.
pub(in crate::checks) fn is_of_other_width(letter: char) -> bool {
    matches!(Width::of(letter), Some(Width::WideLetter | Width::NarrowKana))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    NarrowLetter,
    WideLetter,
    NarrowKana,
    WideKana,
}

impl Width {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            'a'..='z' | 'A'..='Z' => Self::NarrowLetter,
            'ａ'..='ｚ' | 'Ａ'..='Ｚ' => Self::WideLetter,
            '\u{ff66}'..='\u{ff9f}' => Self::NarrowKana,
            '\u{30a1}'..='\u{30fa}' | 'ー' => Self::WideKana,
            _ => return None,
        })
    }

    fn is_other_form_of(self, other: Self) -> bool {
        use Width::{NarrowKana, NarrowLetter, WideKana, WideLetter};
        matches!(
            (self, other),
            (NarrowLetter, WideLetter)
                | (WideLetter, NarrowLetter)
                | (NarrowKana, WideKana)
                | (WideKana, NarrowKana)
        )
    }
}

fn mixed_word(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (mut last, mut changes) = (None::<Width>, 0);
    let mut word = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        let width = Width::of(c);
        match (last, width) {
            (Some(before), Some(now)) if now.is_other_form_of(before) => changes += 1,
            (Some(before), Some(now)) if now == before => {}
            // Another alphabet begins another word.
            _ if changes >= CHANGES => return Some(word),
            _ => {
                word.clear();
                changes = 0;
            }
        }
        if width.is_some() {
            word.push(c);
        }
        last = width;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::mixed_word;

    #[test]
    fn words_that_change_their_width_twice_are_found() {
        for mixed in ["Ａmaｚon", "おや、ﾊﾟスﾜーﾄﾞ です", "ａpplｅ"] {
            assert!(mixed_word(mixed).is_some(), "{mixed}");
        }
        for honest in
            ["ﾒｰﾙアドレス", "ＪＲeast", "ＡＢＣ abc ＡＢＣ", "ｶﾀｶﾅ カタカナ ｶﾀｶﾅ", "plain", "NTTドコモABC"]
        {
            assert_eq!(mixed_word(honest), None, "{honest}");
        }
    }
}
