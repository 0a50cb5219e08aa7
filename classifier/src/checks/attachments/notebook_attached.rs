//! # A notebook that can hold anything
//!
//! ## What it looks for
//! Notebooks of `OneNote`, told by their content.
//!
//! ## Why it matters
//! A notebook carries programs behind a picture that says "double-click to view".
//!
//! ## When it is wrong
//! Teams that share their notes as files.
//!
//! ## Example
//! `remittance.one`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::inside::Kind;

pub(crate) const CHECK: Check = Check { id: "notebook-attached", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let notebook = |part: &&crate::message::Part| part.inside.kind == Kind::Notebook;
    reading.message.parts.iter().find(notebook).map(|part| part.file_name.clone())
}
