//! A damaged file: noticed, kept aside under another name, never overwritten.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::Step;
use super::files::with_suffix;
use crate::disk::{self, AtPath};
use crate::problem::{Problem, ProblemKind};

/// Above this size the check of every page would be felt at start-up (16 MiB take 0.03 s, 100 MiB
/// 0.2 s); damage then shows when a query meets it, and the mark makes the next opening look.
const CHECKED_AT_OPENING: u64 = 16 << 20;

/// The same where the last program did not end well.
const CHECKED_AFTER_A_CRASH: u64 = 128 << 20;

/// Whether every page can be read and every index finds its rows, for a file small enough to ask.
///
/// Not `quick_check`, which is hardly quicker: it leaves the indexes out, and a list that is read
/// by a damaged index is shorter than it should be, without a word.
pub(super) fn check(path: &Path, connection: &Connection, after_a_crash: bool) -> Step<()> {
    let size = fs::metadata(path).map_or(0, |meta| meta.len());
    if size > if after_a_crash { CHECKED_AFTER_A_CRASH } else { CHECKED_AT_OPENING } {
        return Ok(());
    }
    let answer: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer == "ok" {
        return Ok(());
    }
    Err(Problem::new(ProblemKind::StoreCorrupt).with("path", path.display()).with("detail", answer).into())
}

/// Moves a damaged file aside and says where it is now.
pub(super) fn set_aside_if_damaged<T>(path: &Path, opened: Result<T, Problem>) -> Result<T, Problem> {
    match opened {
        Err(problem) if problem.kind == ProblemKind::StoreCorrupt => Err(set_aside(path)?),
        other => other,
    }
}

/// Remembers, beside the file, that a query met damage.
pub(super) fn mark_if_damaged(path: &Path, problem: &Problem) {
    if problem.kind == ProblemKind::StoreCorrupt {
        // Where even this cannot be written, the next query says the same again.
        let _ = fs::write(mark(path), b"");
    }
}

/// Moves a file aside in which an earlier run met damage.
pub(super) fn set_aside_if_marked(path: &Path) -> Result<(), Problem> {
    let mark = mark(path);
    if !mark.exists() {
        return Ok(());
    }
    set_aside(path)?;
    fs::remove_file(&mark).at(&mark)
}

/// Refuses an empty file, after moving it aside: a store never is one, so something emptied it.
pub(super) fn refuse_if_empty(path: &Path) -> Result<(), Problem> {
    if fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() == 0) {
        return Err(set_aside(path)?);
    }
    Ok(())
}

/// Removes what is left of a store that could not be made, so that it is not taken for damage.
pub(super) fn remove_unmade(path: &Path) {
    if fs::metadata(path).is_ok_and(|meta| meta.len() == 0) {
        // What stays is told as damage at the next opening, which takes over nothing.
        let _ = fs::remove_file(path);
    }
}

fn set_aside(path: &Path) -> Result<Problem, Problem> {
    let aside = free_name(path);
    for suffix in ["-wal", "-shm", ""] {
        let (from, to) = (with_suffix(path, suffix), with_suffix(&aside, suffix));
        if from.exists() {
            disk::close_to_others(&from);
            fs::rename(&from, &to).at(&from)?;
        }
    }
    Ok(Problem::new(ProblemKind::StoreCorrupt).with("path", aside.display()))
}

fn free_name(path: &Path) -> PathBuf {
    (1_u32..1_000_000)
        .map(|number| with_suffix(path, &format!(".damaged-{number}")))
        .find(|candidate| !candidate.exists())
        .unwrap_or_else(|| with_suffix(path, ".damaged"))
}

/// The damaged file that was moved aside last.
pub(super) fn newest_aside(path: &Path) -> Option<PathBuf> {
    let name = |number: u32| with_suffix(path, &format!(".damaged-{number}"));
    (1..1_000_000).map(name).take_while(|aside| aside.exists()).last()
}

fn mark(path: &Path) -> PathBuf {
    with_suffix(path, ".damage-found")
}
