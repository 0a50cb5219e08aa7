//! # Digits and signs in place of letters
//!
//! ## What it looks for
//! Words that become one of those spam hides when digits and signs are read as the letters
//! they resemble.
//!
//! ## Why it matters
//! `v1@gra` is read by people and unknown to word lists.
//!
//! ## When it is wrong
//! Passwords and product codes can hit by chance.
//!
//! ## Example
//! `v1agra`, `C!alis`, `m0rtgage`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::tables::drug_names::DISGUISED_WORDS;

pub(crate) const CHECK: Check = Check { id: "digits-for-letters", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let shapes = &reading.shapes;
    if shapes.foreign.any || !message.subject.is_ascii() {
        return message.folded.split_whitespace().find_map(disguised);
    }
    let mut words = message.subject.split_whitespace().chain(shapes.with_stand_ins.iter().copied());
    words.find_map(|word| disguised(&word.to_ascii_lowercase()))
}

/// The word without the marks around it, where it is a disguised one.
fn disguised(word: &str) -> Option<String> {
    let word = trimmed(word);
    is_disguised(word).then(|| word.to_owned())
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '?' | '"' | '\'' | '(' | ')' | '*'))
        .trim_end_matches('!')
}

fn is_disguised(word: &str) -> bool {
    if !(5..=16).contains(&word.len()) || !word.is_ascii() {
        return false;
    }
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters == word.len() || letters < 3 {
        return false;
    }
    let read: Option<String> =
        word.chars().filter(|c| !matches!(c, '.' | '-' | '_' | '*')).map(letter).collect();
    // A mark between letters alone (`e-mail`) is no disguise; a stand-in must be there.
    let stand_in = word.chars().any(|c| !c.is_ascii_alphabetic() && letter(c).is_some());
    stand_in && read.is_some_and(|read| DISGUISED_WORDS.contains(&read.as_str()))
}

fn letter(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' => c,
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        _ => return None,
    })
}
