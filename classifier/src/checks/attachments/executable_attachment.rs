//! # An attachment that runs
//!
//! ## What it looks for
//! Attachments whose name ends like a program's, script's or link's, or that begin like a
//! program for Windows.
//!
//! ## Why it matters
//! Opening it hands over the computer.
//!
//! ## When it is wrong
//! Programmers send each other scripts. Within lists it is common, and still worth a look.
//!
//! ## Example
//! `invoice.scr`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::tables::executables::{ending, is_executable};

pub(crate) const CHECK: Check = Check { id: "executable-attachment", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let runs = |part: &&crate::message::Part| {
        let text = part.content_type.starts_with("text/") && !part.attachment;
        let program =
            part.head.starts_with(b"MZ") && part.size > 1_000 && !part.content_type.starts_with("text/");
        // `com` ends names of programs and of companies; the content decides.
        let named = is_executable(&part.file_name) && ending(&part.file_name) != "com";
        (named || program) && !text
    };
    message.parts.iter().find(runs).map(|part| part.file_name.clone())
}
