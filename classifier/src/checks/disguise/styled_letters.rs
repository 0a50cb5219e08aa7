//! # Words in ornamental letters
//!
//! ## What it looks for
//! Words written in mathematical, circled or squared letters, in the subject, the sender's
//! name, or three times in the text.
//!
//! ## Why it matters
//! They look like bold or script type and are other characters to a filter.
//!
//! ## When it is wrong
//! People who like the ornament, in names above all; formulas use single letters, which do
//! not count.
//!
//! ## Example
//! `𝗙𝗿𝗲𝗲 𝗚𝗶𝗳𝘁 𝗖𝗮𝗿𝗱`

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "styled-letters", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let names = message.from.iter().map(|from| from.name.as_str());
    let short = names.chain([message.subject.as_str()]).find_map(|text| styled(text, 1));
    let text = if reading.shapes.foreign.ornamental { message.text.as_str() } else { "" };
    short.or_else(|| styled(text, 3))
}

fn styled(text: &str, least: usize) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let is_word = |word: &&str| word.chars().filter(|&c| is_ornamental(c)).count() >= 4;
    let words: Vec<&str> = text.split_whitespace().filter(is_word).take(least).collect();
    (words.len() >= least).then(|| words.join(" "))
}

pub(in crate::checks) fn is_ornamental(c: char) -> bool {
    matches!(c, '\u{1d400}'..='\u{1d7ff}' | '\u{24b6}'..='\u{24e9}' | '\u{1f110}'..='\u{1f189}')
}
