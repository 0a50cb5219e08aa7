//! # A file announced as something else
//!
//! ## What it looks for
//! Parts that are announced as a picture, sound, text or PDF and are a program, an archive, a
//! page or a shortcut by their content.
//!
//! ## Why it matters
//! What is announced decides what filters look at; the content decides what happens.
//!
//! ## When it is wrong
//! Badly made mail programs announce everything alike; `application/octet-stream` says nothing
//! and does not count.
//!
//! ## Example
//! `Content-Type: image/jpeg`, and the content begins with `PK`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::Part;
use crate::message::inside::Kind;

pub(crate) const CHECK: Check = Check { id: "type-mismatch", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    reading
        .message
        .parts
        .iter()
        .find(|part| is_mismatched(part))
        .map(|part| format!("{} ({})", part.file_name, part.content_type))
}

fn is_mismatched(part: &Part) -> bool {
    let dangerous = matches!(
        part.inside.kind,
        Kind::Program | Kind::Zip | Kind::Archive | Kind::Shortcut | Kind::Disk | Kind::Notebook | Kind::Gzip
    );
    let family = part.content_type.split('/').next().unwrap_or_default();
    match family {
        "image" | "audio" | "video" => dangerous || part.inside.kind == Kind::Page,
        "text" => dangerous || part.inside.kind == Kind::Ole,
        _ => part.content_type == "application/pdf" && (dangerous || part.inside.kind == Kind::Page),
    }
}
