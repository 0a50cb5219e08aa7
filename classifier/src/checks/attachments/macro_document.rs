//! # A document with macros
//!
//! ## What it looks for
//! Office documents that bring programs of their own, told by their content and not by their
//! name.
//!
//! ## Why it matters
//! A macro runs with the rights of whoever opens the document and allows it.
//!
//! ## When it is wrong
//! Accountants and engineers work with such sheets. From people one has written to it does not
//! count.
//!
//! ## Example
//! `report.docx` that holds `word/vbaProject.bin`

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "macro-document", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    if reading.facts.sender.written_to > 0 {
        return None;
    }
    reading.message.parts.iter().find(|part| part.inside.macros).map(|part| part.file_name.clone())
}
