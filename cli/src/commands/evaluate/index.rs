//! The index of a labelled corpus.

use std::io;
use std::path::{Path, PathBuf};

use engine::ProblemKind;
use engine::classifier::Label;

use crate::arguments::Evaluate;
use crate::failure::{Done, Failure, bad_input, of_file};
use crate::input;
use crate::output::Output;

/// A labelled mail.
pub(super) struct Mail {
    pub(super) label: Label,
    pub(super) path: PathBuf,
    /// The line of the index that names it, from 1 on.
    line: u32,
}

/// So much of a line that cannot be read is quoted, in characters.
const QUOTED: usize = 60;

/// Reads the index: a label, then a path relative to the corpus root (the index's own folder
/// unless told otherwise); the TREC corpora have a space between, ours a tab.
pub(super) fn read(asked: &Evaluate, output: &Output) -> Done<Vec<Mail>> {
    let of_index = |detail: &str| {
        let what = output.text("terminal-index", &[]);
        bad_input(&what, &asked.index.display().to_string(), &output.text(detail, &[]))
    };
    let text = match input::message(&asked.index) {
        Err(Failure::Problem(problem)) if problem.kind == ProblemKind::EmptyFile => Vec::new(),
        Err(Failure::Problem(problem)) if problem.kind == ProblemKind::IsFolder => {
            return Err(of_index("terminal-index-folder"));
        }
        other => other?,
    };
    let text = String::from_utf8_lossy(&text);
    let own = asked.index.parent().unwrap_or(Path::new("."));
    let root = asked.corpus_root.as_deref().unwrap_or(own);
    let mut mails = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let mail = line.split_once(char::is_whitespace).and_then(|(label, path)| {
            let label = match label.to_ascii_lowercase().as_str() {
                "spam" => Label::Spam,
                "ham" => Label::Ham,
                _ => return None,
            };
            Some(Mail { label, path: root.join(path.trim()), line: number })
        });
        let Some(mail) = mail else {
            let what = output.text("terminal-index-line", &[("number", number.into())]);
            let detail = output.text("terminal-index-form", &[]);
            // What is no index may be anything, in one line of a megabyte.
            let beginning: String = line.chars().filter(|letter| !letter.is_control()).take(QUOTED).collect();
            return Err(bad_input(&what, &beginning, &detail));
        };
        mails.push(mail);
    }
    if mails.is_empty() {
        return Err(of_index("terminal-index-empty"));
    }
    Ok(mails)
}

/// Why a mail of the index could not be read, and which line names it.
pub(super) fn not_read(mail: &Mail, error: &io::Error, output: &Output) -> Failure {
    if error.kind() != io::ErrorKind::NotFound {
        return of_file(&mail.path, error);
    }
    let what = output.text("terminal-index-line", &[("number", mail.line.into())]);
    bad_input(&what, &mail.path.display().to_string(), &output.text("terminal-index-no-file", &[]))
}
