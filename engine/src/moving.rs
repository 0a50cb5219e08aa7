//! Moving house: everything that was learned and said, as one file for another machine, and that
//! file merged into what is here.
//!
//! Never in it: passwords, accounts and what is known of their folders, and the text of a mail.
//! A file is written whole or not at all, and taken in whole or not at all.

pub(crate) mod archive;
pub(crate) mod merge;
pub(crate) mod record;

use crate::problem::{Problem, ProblemKind};

/// What is wrong with a file that was to be taken in, or written: `exists`, `foreign`, `newer`, `damaged`
/// or `huge`.
pub(crate) fn bad(path: &std::path::Path, detail: &str) -> Problem {
    Problem::new(ProblemKind::BadInput)
        .with("what", "export")
        .with("value", path.display())
        .with("detail", detail)
}

#[cfg(test)]
mod tests;
