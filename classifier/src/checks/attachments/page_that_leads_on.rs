//! # A page that leads elsewhere by itself
//!
//! ## What it looks for
//! Attached web pages that go to another address, or unwrap their text, as soon as they are
//! opened.
//!
//! ## Why it matters
//! The link that a filter would look at is built on the reader's own computer.
//!
//! ## When it is wrong
//! Pages saved from the web bring such code along; encrypted mail of some offices works this
//! way.
//!
//! ## Example
//! `Invoice.html` with `window.location = atob(…)`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::inside::Kind;

pub(crate) const CHECK: Check = Check { id: "page-that-leads-on", look };

const ACTS: &[&str] = &[
    "http-equiv=\"refresh\"",
    "http-equiv='refresh'",
    "http-equiv=refresh",
    "location.replace",
    "location.assign",
    "location.href",
    "window.location",
    "document.location",
    "atob(",
    "unescape(",
    "fromcharcode",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let mut pages =
        reading.message.parts.iter().filter(|part| part.attachment && part.inside.kind == Kind::Page);
    pages.find_map(|part| part.inside.acts_by(ACTS).map(|act| format!("{}: {act}", part.file_name)))
}
