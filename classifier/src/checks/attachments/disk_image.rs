//! # A disk as an attachment
//!
//! ## What it looks for
//! Images of disks, told by their content: ISO and UDF discs, virtual disks.
//!
//! ## Why it matters
//! Opened, it becomes a drive, and files on it carry no warning that they came from outside.
//!
//! ## When it is wrong
//! People who maintain computers send boot disks, though seldom by mail.
//!
//! ## Example
//! `statement.iso`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::inside::Kind;

pub(crate) const CHECK: Check = Check { id: "disk-image", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let disk = |part: &&crate::message::Part| part.attachment && part.inside.kind == Kind::Disk;
    reading.message.parts.iter().find(disk).map(|part| part.file_name.clone())
}
