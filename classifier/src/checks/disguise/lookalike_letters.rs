//! # Letters borrowed from another alphabet
//!
//! ## What it looks for
//! Words that mix Latin letters with Cyrillic, Greek or other letters that look the same.
//!
//! ## Why it matters
//! `раураl` with Cyrillic letters is the payment company to the eye and nothing to a filter.
//!
//! ## When it is wrong
//! Science writes Greek letters beside Latin ones; single ones such as µ do not count.
//!
//! ## Example
//! `Vеrify your аccount` with Cyrillic `е` and `а`

use crate::checks::Check;
use crate::checks::reading::Reading;
use unicode_script::{Script, UnicodeScript};
use unicode_security::skeleton;

pub(crate) const CHECK: Check = Check { id: "lookalike-letters", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let names = message.from.iter().map(|from| from.name.as_str());
    let text = if reading.shapes.foreign.like_latin { message.text.as_str() } else { "" };
    let texts = names.chain([message.subject.as_str(), text]);
    let words =
        texts.filter(|text| !text.is_ascii()).flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.into_iter().find(|word| is_mixed(word)).map(str::to_owned)
}

fn is_mixed(word: &str) -> bool {
    if word.is_ascii() || word.len() > 200 {
        return false;
    }
    let (mut latin, mut borrowed) = (0, 0);
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        match c.script() {
            Script::Latin => latin += 1,
            _ if is_borrowed(c) => borrowed += 1,
            _ => return false,
        }
    }
    latin >= 2 && borrowed >= 1 && latin + borrowed >= 4 && skeleton(word).all(|c| c.is_ascii())
}

/// Whether a letter is of an alphabet that holds what looks like Latin.
pub(in crate::checks) fn is_borrowed(letter: char) -> bool {
    matches!(
        letter.script(),
        Script::Cyrillic
            | Script::Greek
            | Script::Armenian
            | Script::Cherokee
            | Script::Lisu
            | Script::Coptic
    )
}
