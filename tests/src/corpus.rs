//! The corpora that `cargo xtask setup test` fetches.

use std::path::{Path, PathBuf};

use classifier::Label;

/// The folder of the SpamAssassin corpus, with its `index`.
///
/// # Panics
/// When it is not there: a test that needs it must not pass without it.
pub fn spamassassin() -> PathBuf {
    let corpora = std::env::var_os("MEKIKI_CORPORA").expect("MEKIKI_CORPORA is set by .cargo/config.toml");
    let folder = PathBuf::from(corpora).join("spamassassin");
    assert!(folder.join("index").is_file(), "{} is missing: run `cargo xtask setup test`", folder.display());
    folder
}

/// The labelled mails of an index, in its order.
///
/// # Panics
/// When the index cannot be read or understood.
pub fn mails(folder: &Path) -> Vec<(Label, PathBuf)> {
    let index = std::fs::read_to_string(folder.join("index")).expect("the index can be read");
    index
        .lines()
        .map(|line| {
            let (label, path) = line.split_once('\t').expect("label TAB path");
            let label = match label {
                "spam" => Label::Spam,
                "ham" => Label::Ham,
                other => panic!("unknown label {other}"),
            };
            (label, folder.join(path))
        })
        .collect()
}
