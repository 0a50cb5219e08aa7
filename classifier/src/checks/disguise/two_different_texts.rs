//! # Two texts that have nothing in common
//!
//! ## What it looks for
//! A message that offers itself as plain text and as HTML, where fewer than a tenth of the
//! words of the plain text are in the HTML.
//!
//! ## Why it matters
//! Both should say the same. Here one is for the reader and one for the filter.
//!
//! ## When it is wrong
//! Newsletters whose plain part only says that HTML is needed; short ones do not count.
//!
//! ## Example
//! Plain: a page out of a novel. HTML: an advertisement for pills.

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "two-different-texts", look };

/// Words the plain text must have before it is compared.
const WORDS: u32 = 40;

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let (shared, only) = (message.html.shared_words, message.html.plain_only_words);
    let latin = message.plain.chars().filter(|c| c.is_alphabetic()).take(500).all(|c| u32::from(c) < 0x2e80);
    if !latin || shared + only < WORDS || shared * 10 >= shared + only {
        return None;
    }
    message.plain.lines().map(str::trim).find(|line| line.len() > 20).map(str::to_owned)
}
