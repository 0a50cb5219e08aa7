//! Makes the starter model: what the program knows on a person's first day.
//!
//! ```text
//! cargo run --release -p demo --example starter -- OUT INDEX
//! ```
//!
//! INDEX lists a corpus that may be used so (`label PATH`): the 6,046 messages of the
//! SpamAssassin public corpus. To it come the project's own mails, `tests/wanted` and
//! `tests/unwanted`, for what mail of 2002 did not know yet, and the checks' cases. OUT
//! receives `starter-rows.tsv` (which findings go together, to weigh the checks by) and
//! `starter.bin` (log-odds of hashed words and runs of characters): nothing of any mail can
//! be read from either. The same input gives the same bytes; the order of INDEX does not matter.
//!
//! With `--half FILE` every second of the project's own mails is left out, and their bytes
//! are written below FILE's folder with an index FILE: to measure on mail not learned.
#![allow(clippy::print_stderr)]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use classifier::evaluate::shuffle;
use classifier::{Facts, Label, Message, Model, Sample, checks, starter};

/// The corpus counts as this many rows, so that a person's own mail soon outweighs it.
const CORPUS_ROWS: usize = 1_000;
/// A case counts as this many.
const CASE_ROWS: usize = 5;
/// How often all mails are learned, so that those judged wrong at first are counted.
const PASSES: usize = 2;
const SEED: u64 = 42;
/// The day on which the project's own mails are set: 22 November 2026.
const NOW: i64 = 1_795_305_600;

type Mails = Vec<(Label, Vec<u8>)>;
type Rows = BTreeMap<(&'static str, String), usize>;

fn main() -> io::Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (out, index, half) = match arguments.as_slice() {
        [out, index] => (out, index, None),
        [out, index, option, half] if option.as_os_str() == "--half" => (out, index, Some(half)),
        _ => return Err(io::Error::other("usage: starter OUT INDEX [--half FILE]")),
    };
    let corpus = corpus(index)?;
    let mut own = written()?;
    if let Some(half) = half {
        own = leave_out(own, half)?;
    }
    fs::write(out.join("starter-rows.tsv"), rows(&corpus)?)?;
    let features = starter::write(&taught(corpus, own));
    eprintln!("starter.bin: {} bytes", features.len());
    fs::write(out.join("starter.bin"), features)
}

/// The mails of an index, in the order of their paths.
fn corpus(index: &Path) -> io::Result<Mails> {
    let root = index.parent().unwrap_or(Path::new("."));
    let text = fs::read_to_string(index)?;
    let mut lines: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once([' ', '\t'])).collect();
    lines.sort_unstable_by_key(|(_, path)| *path);
    lines.into_iter().map(|(label, path)| Ok((label_of(label), fs::read(root.join(path))?))).collect()
}

fn label_of(text: &str) -> Label {
    if text == "spam" { Label::Spam } else { Label::Ham }
}

/// The project's own mails, in the order of their names.
fn written() -> io::Result<Mails> {
    let tests = project().join("tests");
    let mut mails = Vec::new();
    for (folder, label) in [("wanted", Label::Ham), ("unwanted", Label::Spam)] {
        for language in ["en", "ja"] {
            for path in files(&tests.join(folder).join(language), "eml")? {
                mails.push((label, demo::read(&fs::read_to_string(path)?, NOW).raw));
            }
        }
    }
    Ok(mails)
}

/// Takes every second mail out and writes it down for measuring.
fn leave_out(mails: Mails, index: &Path) -> io::Result<Mails> {
    let folder = index.parent().unwrap_or(Path::new("."));
    let (mut kept, mut lines) = (Vec::new(), Vec::new());
    for (number, (label, raw)) in mails.into_iter().enumerate() {
        if number % 2 == 0 {
            kept.push((label, raw));
            continue;
        }
        let (name, label) = (format!("{number}.eml"), if label == Label::Spam { "spam" } else { "ham" });
        fs::write(folder.join(&name), raw)?;
        lines.push(format!("{label} {name}\n"));
    }
    fs::write(index, lines.concat())?;
    Ok(kept)
}

fn taught(corpus: Mails, own: Mails) -> Model {
    let sample =
        |(label, raw): (Label, Vec<u8>)| (label, Sample::of(&Message::parse(&raw), &Facts::default()));
    let mut samples: Vec<(Label, Sample)> = corpus.into_iter().chain(own).map(sample).collect();
    shuffle(&mut samples, SEED);
    let mut model = Model::empty();
    for _ in 0..PASSES {
        for (label, sample) in &samples {
            model.learn(sample, *label);
        }
    }
    model
}

fn rows(corpus: &Mails) -> io::Result<String> {
    let mut counted = Rows::new();
    for (label, raw) in corpus {
        *counted.entry(row(*label, raw)).or_default() += 1;
    }
    let mut rows = Rows::new();
    for (row, count) in counted {
        let scaled = (count * CORPUS_ROWS + corpus.len() / 2) / corpus.len().max(1);
        // A pattern seen once is as likely a freak as a kind.
        rows.insert(row, scaled.max(usize::from(count > 1)));
    }
    for (label, raw) in cases()? {
        *rows.entry(row(label, &raw)).or_default() += CASE_ROWS;
    }
    let lines = rows.into_iter().filter(|row| row.1 > 0);
    let lines: Vec<String> =
        lines.map(|((label, findings), count)| format!("{label}\t{count}\t{findings}\n")).collect();
    Ok(lines.concat())
}

fn row(label: Label, raw: &[u8]) -> (&'static str, String) {
    let found = checks::findings(&Message::parse(raw), &Facts::default());
    let ids: Vec<String> = found.into_iter().map(|finding| finding.check.0).collect();
    (if label == Label::Spam { "spam" } else { "ham" }, ids.join(","))
}

/// The checks' cases: guilty ones are spam and innocent ones ham.
fn cases() -> io::Result<Mails> {
    let mut mails = Vec::new();
    for check in files(&project().join("classifier/cases"), "")? {
        for path in files(&check, "eml")? {
            let guilty = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("guilty"));
            let text = fs::read(&path)?;
            let start = text.windows(2).position(|pair| pair == b"\n\n").map_or(0, |place| place + 2);
            let start = if text.starts_with(b"#") { start } else { 0 };
            let label = if guilty { Label::Spam } else { Label::Ham };
            mails.push((label, text.get(start..).unwrap_or_default().to_vec()));
        }
    }
    Ok(mails)
}

/// What lies in a folder and ends so, by name.
fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let paths: io::Result<Vec<PathBuf>> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    let ends = |path: &PathBuf| path.extension().unwrap_or_default().to_string_lossy() == extension;
    let mut paths: Vec<PathBuf> = paths?.into_iter().filter(ends).collect();
    paths.sort_unstable();
    Ok(paths)
}

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}
