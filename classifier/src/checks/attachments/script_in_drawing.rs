//! # A picture that runs
//!
//! ## What it looks for
//! Pictures in SVG that hold a script or a page.
//!
//! ## Why it matters
//! To the eye it is a picture, to the browser a page with everything a page can do.
//!
//! ## When it is wrong
//! Interactive diagrams of programmers.
//!
//! ## Example
//! `voicemail.svg` with `<script>`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::inside::Kind;

pub(crate) const CHECK: Check = Check { id: "script-in-drawing", look };

const ACTS: &[&str] = &[
    "<script",
    "onload=",
    "onerror=",
    "javascript:",
    "<foreignobject",
    "location.href",
    "window.location",
    "atob(",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    reading
        .message
        .parts
        .iter()
        .filter(|part| part.inside.kind == Kind::Drawing)
        .find_map(|part| part.inside.acts_by(ACTS).map(|act| format!("{}: {act}", part.file_name)))
}
