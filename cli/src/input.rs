//! Reads the messages that a person names.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use engine::{Problem, ProblemKind};

use crate::failure::{Done, of_file};

/// More than this is not looked at: a message is judged by its beginning, and no mail
/// server takes one as large.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Reads a message from a file, or from standard input for `-`.
pub(crate) fn message(path: &Path) -> Done<Vec<u8>> {
    let mut raw = Vec::new();
    let outcome = if is_stdin(path) {
        io::stdin().lock().take(LARGEST).read_to_end(&mut raw)
    } else {
        File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut raw))
    };
    outcome.map_err(|error| of_file(path, &error))?;
    if raw.is_empty() {
        let problem = Problem::new(ProblemKind::EmptyFile).with("path", path.display());
        return Err((if is_stdin(path) { problem.with("detail", "stdin") } else { problem }).into());
    }
    Ok(raw)
}

/// The messages under a path: itself, or for a folder the files in it, and in its `cur` and
/// `new` when it is a Maildir; sorted by name. Fails with `BadInput` where there are none: folders
/// in it are not looked into.
pub(crate) fn messages(path: &Path) -> Done<Vec<PathBuf>> {
    if is_stdin(path) || !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let maildir = ["cur", "new"].map(|name| path.join(name));
    let folders = if maildir.iter().all(|folder| folder.is_dir()) {
        maildir.to_vec()
    } else {
        vec![path.to_path_buf()]
    };
    let mut found = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(&folder).map_err(|error| of_file(&folder, &error))? {
            let entry = entry.map_err(|error| of_file(&folder, &error))?.path();
            if entry.is_file() {
                found.push(entry);
            }
        }
    }
    if found.is_empty() {
        let problem = Problem::new(ProblemKind::BadInput).with("what", "message-folder");
        return Err(problem.with("value", path.display()).into());
    }
    found.sort();
    Ok(found)
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}
