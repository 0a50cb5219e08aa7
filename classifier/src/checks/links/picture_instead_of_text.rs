//! # A picture in the place of words
//!
//! ## What it looks for
//! A stranger's message with an attached picture or PDF and hardly any words.
//!
//! ## Why it matters
//! Words in a picture cannot be searched, and the number or address in it still works.
//!
//! ## When it is wrong
//! Photographs that somebody sends from a new telephone.
//!
//! ## Example
//! An empty text, and `offer.png`

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "picture-instead-of-text", look };

/// Letters below which a text says nothing.
const LETTERS: usize = 30;

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    if !reading.is_unasked() || reading.is_proven() || message.html.remote_images > 0 {
        return None;
    }
    let letters = message.text.chars().filter(|c| c.is_alphabetic()).take(LETTERS).count();
    let picture = |part: &&crate::message::Part| {
        (part.content_type.starts_with("image/") || part.content_type == "application/pdf")
            && part.size > 2_000
    };
    let alone = letters < LETTERS && message.parts.iter().filter(|part| part.attachment).count() <= 2;
    message
        .parts
        .iter()
        .find(picture)
        .filter(|_| alone)
        .map(|part| format!("{} ({})", part.file_name, part.content_type))
}
