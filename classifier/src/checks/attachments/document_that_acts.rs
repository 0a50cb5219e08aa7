//! # A document that acts by itself
//!
//! ## What it looks for
//! PDF documents that start something or send what was typed, and Rich Text that loads an
//! object when opened.
//!
//! ## Why it matters
//! The document is read with a program that has holes; what acts by itself finds them.
//!
//! ## When it is wrong
//! Forms of public offices compute with such code.
//!
//! ## Example
//! A PDF with `/Launch`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_first_contact};

pub(crate) const CHECK: Check = Check { id: "document-that-acts", look };

const ACTS: &[&str] =
    &["/Launch", "/JavaScript", "/ImportData", "/GoToE", "\\objupdate", "\\objautlink", "equation.3"];

fn look(reading: &Reading<'_>) -> Option<String> {
    if !is_first_contact(reading.facts) {
        return None;
    }
    reading
        .message
        .parts
        .iter()
        .find_map(|part| part.inside.acts_by(ACTS).map(|act| format!("{}: {act}", part.file_name)))
}
