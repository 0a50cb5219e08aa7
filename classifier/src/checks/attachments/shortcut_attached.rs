//! # A shortcut as an attachment
//!
//! ## What it looks for
//! Links of Windows, told by their content whatever they are called.
//!
//! ## Why it matters
//! A shortcut looks like a document and starts whatever its writer typed into it.
//!
//! ## When it is wrong
//! Somebody drags a bookmark into a mail.
//!
//! ## Example
//! `contract.pdf` that is a `.lnk`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::inside::Kind;

pub(crate) const CHECK: Check = Check { id: "shortcut-attached", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let shortcut = |part: &&crate::message::Part| part.inside.kind == Kind::Shortcut;
    reading.message.parts.iter().find(shortcut).map(|part| part.file_name.clone())
}
