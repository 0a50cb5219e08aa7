//! The store's files: the database and what `SQLite` keeps beside it, which takes over the
//! database's rights when it is made.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::disk;
use crate::problem::{Problem, ProblemKind};

/// The log and its index.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// Makes sure, before `SQLite` opens them for writing, that the files are there for us alone and
/// can be written: it would make the others with the rights of a database that is not.
///
/// Fails with `ReadOnly` where the database can be read but not written, and with what the disk
/// says of the very file that is in the way.
pub(super) fn prepare(path: &Path) -> Result<(), Problem> {
    disk::open_private(path).map_err(|error| not_opened(&error, path))?;
    for file in BESIDE.map(|suffix| with_suffix(path, suffix)) {
        if file.exists() {
            // Made beside a database that nobody might write; this one may be written.
            disk::make_writable_for_us_alone(&file);
            let opened = OpenOptions::new().write(true).open(&file);
            opened.map_err(|error| Problem::from_io(&error, &file))?;
        }
    }
    Ok(())
}

fn not_opened(error: &io::Error, path: &Path) -> Problem {
    if error.kind() == io::ErrorKind::PermissionDenied && File::open(path).is_ok() {
        return Problem::new(ProblemKind::ReadOnly).with("path", path.display());
    }
    disk::not_made(error, path)
}

/// Whether the log holds something that is not yet in the database.
pub(super) fn has_log(path: &Path) -> bool {
    fs::metadata(with_suffix(path, "-wal")).is_ok_and(|facts| facts.len() > 0)
}

/// Whether the log has its index, without which `SQLite` reads no log where it can write nothing.
pub(super) fn has_index(path: &Path) -> bool {
    with_suffix(path, "-shm").exists()
}

/// The name of a file that belongs to the database.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}
