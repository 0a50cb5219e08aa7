//! # Letters woven into words
//!
//! ## What it looks for
//! Words whose capital letters spell one thing while small letters are strewn between them:
//! three such words, or one whose capitals spell a word that spam likes to hide.
//!
//! ## Why it matters
//! A person reads the capitals; a filter reads a word it has never seen.
//!
//! ## When it is wrong
//! Names of programs and products in odd capitals (`LaTeXiT`). One or two alone are not enough.
//!
//! ## Example
//! `VAqLIUvM and XAxNApX from 1.21`

use crate::checks::Check;
use crate::checks::reading::{Reading, words};
use crate::checks::tables::drug_names::DISGUISED_WORDS;

pub(crate) const CHECK: Check = Check { id: "woven-letters", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let mut woven: Vec<&str> = Vec::new();
    let text = if reading.shapes.has_woven { message.text.as_str() } else { "" };
    for word in words(&message.subject).chain(words(text)) {
        let Some(Woven { capitals, together }) = woven_into(word) else { continue };
        if DISGUISED_WORDS.contains(&capitals.to_ascii_lowercase().as_str()) {
            return Some(word.to_owned());
        }
        if together && !woven.contains(&word) {
            woven.push(word);
        }
        if woven.len() >= 3 {
            return Some(woven.join(" "));
        }
    }
    None
}

/// What is woven into a word.
struct Woven {
    capitals: String,
    /// Whether at least two of them stand together: strictly alternating capitals are a way of
    /// writing (`HeLlO`), unless they spell what spam likes to hide.
    together: bool,
}

/// The capitals of a word in which small letters stand singly or in pairs between capitals
/// at two places or more.
fn woven_into(word: &str) -> Option<Woven> {
    let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !letters || !(6..=20).contains(&word.len()) {
        return None;
    }
    let inner = word.trim_matches(|c: char| c.is_ascii_lowercase());
    let islands = inner.split(|c: char| c.is_ascii_uppercase()).filter(|island| !island.is_empty());
    let lengths: Vec<usize> = islands.map(str::len).collect();
    let capitals: String = inner.chars().filter(char::is_ascii_uppercase).collect();
    let together = inner.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase));
    let woven = lengths.len() >= 2 && lengths.iter().all(|&length| length <= 2) && capitals.len() >= 4;
    woven.then_some(Woven { capitals, together })
}
