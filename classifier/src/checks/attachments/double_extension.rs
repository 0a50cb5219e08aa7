//! # Two endings on one file
//!
//! ## What it looks for
//! A name that ends like a document and then like a program, or that pushes its true ending
//! out of sight with spaces.
//!
//! ## Why it matters
//! Windows hides the last ending: `photo.jpg.exe` is shown as `photo.jpg`.
//!
//! ## When it is wrong
//! Hardly ever.
//!
//! ## Example
//! `invoice.pdf.exe`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::tables::executables::{ending, is_executable};

pub(crate) const CHECK: Check = Check { id: "double-extension", look };

/// Endings of what people open without a thought.
const HARMLESS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "rtf", "jpg", "jpeg", "png", "gif", "bmp",
    "zip", "rar", "htm", "html", "csv", "mp3", "mp4", "avi", "mov", "wav", "eml", "xml",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    message
        .parts
        .iter()
        .map(|part| part.file_name.as_str())
        .find(|name| is_doubly_ended(name))
        .map(str::to_owned)
}

fn is_doubly_ended(name: &str) -> bool {
    let runs = is_executable(name) || matches!(ending(name).as_str(), "htm" | "html" | "shtml");
    let Some((before, _)) = name.rsplit_once('.') else { return false };
    let gap = before.ends_with("     ");
    let first = ending(before);
    let page = matches!(ending(name).as_str(), "htm" | "html" | "shtml");
    // A page saved from the web may be named after the document it shows.
    runs && (gap || (HARMLESS.contains(&first.as_str()) && first != "html" && (!page || first == "pdf")))
}
