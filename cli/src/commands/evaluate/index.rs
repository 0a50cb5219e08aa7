//! The index of a labelled corpus.

use std::path::{Path, PathBuf};

use engine::classifier::Label;

use crate::arguments::Evaluate;
use crate::failure::{Done, bad_input};
use crate::input;
use crate::output::Output;

/// A labelled mail.
pub(super) struct Mail {
    pub(super) label: Label,
    pub(super) path: PathBuf,
}

/// Reads the index: a label, then a path relative to the corpus root (the index's own folder
/// unless told otherwise); the TREC corpora have a space between, ours a tab.
pub(super) fn read(asked: &Evaluate, output: &Output) -> Done<Vec<Mail>> {
    let text = input::message(&asked.index)?;
    let text = String::from_utf8_lossy(&text);
    let own = asked.index.parent().unwrap_or(Path::new("."));
    let root = asked.corpus_root.as_deref().unwrap_or(own);
    let mut mails = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mail = line.split_once(char::is_whitespace).and_then(|(label, path)| {
            let label = match label.to_ascii_lowercase().as_str() {
                "spam" => Label::Spam,
                "ham" => Label::Ham,
                _ => return None,
            };
            Some(Mail { label, path: root.join(path.trim()) })
        });
        let Some(mail) = mail else {
            let what = output.text("terminal-index-line", &[("number", (number + 1).into())]);
            let detail = output.text("terminal-index-form", &[]);
            return Err(bad_input(&what, line, &detail));
        };
        mails.push(mail);
    }
    Ok(mails)
}
