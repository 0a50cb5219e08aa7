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
    if holds_several(&raw) {
        let problem = Problem::new(ProblemKind::BadInput).with("what", "several-messages");
        return Err(problem.with("value", path.display()).into());
    }
    Ok(raw)
}

/// Whether these are several messages in one file, as an mbox has them (RFC 4155): each begins with a
/// line `From …`, which but for the first stands behind an empty one and before a header. Taken for
/// one message, all but the first would be judged and learned as its text.
fn holds_several(raw: &[u8]) -> bool {
    const START: &[u8] = b"From ";
    if !raw.starts_with(START) {
        return false;
    }
    let mut lines = raw.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let mut empty_before = false;
    while let Some(line) = lines.next() {
        let begins = empty_before && line.starts_with(START);
        if begins && lines.next().is_some_and(is_header_line) {
            return true;
        }
        empty_before = line.is_empty();
    }
    false
}

/// Whether a line is `Name: value`.
fn is_header_line(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    let printed = name.iter().all(u8::is_ascii_graphic);
    !name.is_empty() && name.len() < line.len() && printed
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_messages_in_one_file_are_known_by_the_lines_between_them() {
        let message = "From: a@b.example\nSubject: x\n\ntext\n\n";
        let between = "From a@b.example Sun Nov 22 10:00:00 2026\n";
        let mbox = format!("{between}{message}{between}{message}");
        assert!(holds_several(mbox.as_bytes()));
        assert!(holds_several(mbox.replace('\n', "\r\n").as_bytes()));
        for one in [
            format!("{between}{message}"),
            message.to_owned(),
            // A sentence that begins so, in a message that was taken out of an mbox.
            format!("{between}{message}From here on it rains.\nSee you.\n"),
            format!("{between}{message}>{between}{message}"),
            format!("{message}{between}{message}"),
            "From ".to_owned(),
        ] {
            assert!(!holds_several(one.as_bytes()), "{one}");
        }
    }
}
