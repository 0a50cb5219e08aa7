//! # Words split by what nobody sees
//!
//! ## What it looks for
//! Words into which an HTML comment, an empty or unknown element or hidden text was put.
//!
//! ## Why it matters
//! The mail program shows one word; a filter that reads the source sees two halves.
//!
//! ## When it is wrong
//! Editors leave an empty element in a word now and then. Two words are asked for, or one
//! that spam likes to hide.
//!
//! ## Example
//! `V<!--x-->iagra`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::tables::drug_names::DISGUISED_WORDS;

pub(crate) const CHECK: Check = Check { id: "split-words", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let words = &message.html.split_words;
    let known = words.iter().find(|word| DISGUISED_WORDS.contains(&word.to_lowercase().as_str()));
    match known {
        Some(word) => Some(word.clone()),
        None if words.len() >= 2 => Some(words.join(" ")),
        None => None,
    }
}
