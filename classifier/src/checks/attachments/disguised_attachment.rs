//! # A file that is not what its name says
//!
//! ## What it looks for
//! Files named as pictures or documents that begin like a program or like an archive of
//! another kind, and pages named as something else.
//!
//! ## Why it matters
//! The name is chosen by the sender; the first bytes decide what opens it.
//!
//! ## When it is wrong
//! Wrongly named files of careless senders; the common confusions among pictures do not count.
//!
//! ## Example
//! `photo.jpg` that begins with `MZ`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::tables::executables::ending;
use crate::message::Part;

pub(crate) const CHECK: Check = Check { id: "disguised-attachment", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    message.parts.iter().find(|part| is_disguised(part)).map(|part| part.file_name.clone())
}

fn is_disguised(part: &Part) -> bool {
    let head = part.head.as_slice();
    let ending = ending(&part.file_name);
    let picture = matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "gif" | "bmp" | "webp");
    let document = matches!(
        ending.as_str(),
        "pdf" | "txt" | "csv" | "doc" | "xls" | "ppt" | "docx" | "xlsx" | "pptx" | "rtf"
    );
    if !(picture || document) {
        return false;
    }
    let program = head.starts_with(b"MZ") && part.size > 1_000 || head.starts_with(b"\x7fELF");
    let zip = head.starts_with(b"PK\x03\x04");
    let rar = head.starts_with(b"Rar!") || head.starts_with(b"7z\xbc\xaf");
    let zipped =
        zip && !matches!(ending.as_str(), "docx" | "xlsx" | "pptx" | "doc" | "xls" | "ppt" | "txt" | "csv");
    let start = head.trim_ascii_start().to_ascii_lowercase();
    let page = (start.starts_with(b"<html")
        || start.starts_with(b"<!doctype html")
        || start.starts_with(b"<script"))
        && !matches!(ending.as_str(), "txt" | "xls" | "doc" | "csv");
    program || rar || zipped || page
}
