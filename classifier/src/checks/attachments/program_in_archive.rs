//! # A program in an archive
//!
//! ## What it looks for
//! Archives that list a program, a script or a link among their files. The list is read;
//! nothing is unpacked.
//!
//! ## Why it matters
//! An archive hides the ending of the file from the mail program that would have warned of it.
//!
//! ## When it is wrong
//! Programmers send each other builds; what is posted to a discussion list does not count.
//!
//! ## Example
//! `invoice.zip` with `invoice.js` in it

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::tables::executables::{ending, is_executable};
use crate::message::inside::Kind;

pub(crate) const CHECK: Check = Check { id: "program-in-archive", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    if reading.is_posted() {
        return None;
    }
    let mut archives = reading
        .message
        .parts
        .iter()
        .filter(|part| matches!(part.inside.kind, Kind::Zip | Kind::Gzip | Kind::Tar));
    let runs = |name: &&String| is_executable(name) && ending(name) != "com";
    archives.find_map(|part| {
        part.inside.names.iter().find(runs).map(|name| format!("{} → {name}", part.file_name))
    })
}
