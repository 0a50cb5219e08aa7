//! The making of a starter model, from mails to bytes: shared with the test that measures it.

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

/// A mail with its label.
pub(crate) type Mail = (Label, Vec<u8>);
type Rows = BTreeMap<(&'static str, String), usize>;

/// What is shipped: rows of findings, and log-odds of hashed words and runs.
pub(crate) struct Made {
    pub(crate) rows: String,
    pub(crate) features: Vec<u8>,
}

/// Makes a starter model.
pub(crate) fn make(corpus: &[Mail], own: &[Mail]) -> io::Result<Made> {
    Ok(Made { rows: rows(corpus)?, features: features(corpus, own) })
}

/// The mails of an index, in the order of their paths.
pub(crate) fn corpus(index: &Path) -> io::Result<Vec<Mail>> {
    let root = index.parent().unwrap_or(Path::new("."));
    let text = fs::read_to_string(index)?;
    let mut lines: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once([' ', '\t'])).collect();
    lines.sort_unstable_by_key(|(_, path)| *path);
    lines.into_iter().map(|(label, path)| Ok((label_of(label), fs::read(root.join(path))?))).collect()
}

fn label_of(text: &str) -> Label {
    if text == "spam" { Label::Spam } else { Label::Ham }
}

/// A mail of the project's own.
pub(crate) struct Written {
    /// Its path below `tests`.
    pub(crate) name: String,
    pub(crate) mail: Mail,
}

/// The project's own mails, in the order of their names.
pub(crate) fn written() -> io::Result<Vec<Written>> {
    let tests = project().join("tests");
    let mut mails = Vec::new();
    for (folder, label) in [("wanted", Label::Ham), ("unwanted", Label::Spam)] {
        for language in ["en", "ja"] {
            for path in files(&tests.join(folder).join(language), "eml")? {
                let raw = demo::read(&fs::read_to_string(&path)?, NOW).raw;
                let name = path.strip_prefix(&tests).unwrap_or(&path).display().to_string();
                mails.push(Written { name, mail: (label, raw) });
            }
        }
    }
    Ok(mails)
}

/// Every second mail, and the others.
pub(crate) fn halves(mails: Vec<Written>) -> [Vec<Written>; 2] {
    let mut halves = [Vec::new(), Vec::new()];
    for (number, mail) in mails.into_iter().enumerate() {
        let [even, odd] = &mut halves;
        if number % 2 == 0 { even.push(mail) } else { odd.push(mail) }
    }
    halves
}

fn features(corpus: &[Mail], own: &[Mail]) -> Vec<u8> {
    let sample = |(label, raw): &Mail| (*label, Sample::of(&Message::parse(raw), &Facts::default()));
    let mut samples: Vec<(Label, Sample)> = corpus.iter().chain(own).map(sample).collect();
    shuffle(&mut samples, SEED);
    let mut model = Model::empty();
    for _ in 0..PASSES {
        for (label, sample) in &samples {
            model.learn(sample, *label);
        }
    }
    let samples: Vec<Sample> = samples.into_iter().map(|(_, sample)| sample).collect();
    starter::write(&model, &samples)
}

fn rows(corpus: &[Mail]) -> io::Result<String> {
    let mut counted = Rows::new();
    for (label, raw) in corpus {
        *counted.entry(row(*label, &Message::parse(raw), &Facts::default())).or_default() += 1;
    }
    let mut rows = Rows::new();
    for (row, count) in counted {
        let scaled = (count * CORPUS_ROWS + corpus.len() / 2) / corpus.len().max(1);
        // A pattern seen once is as likely a freak as a kind.
        rows.insert(row, scaled.max(usize::from(count > 1)));
    }
    for (label, facts, message) in cases()? {
        *rows.entry(row(label, &message, &facts)).or_default() += CASE_ROWS;
    }
    let lines = rows.into_iter().filter(|row| row.1 > 0);
    let lines: Vec<String> =
        lines.map(|((label, findings), count)| format!("{label}\t{count}\t{findings}\n")).collect();
    Ok(lines.concat())
}

fn row(label: Label, message: &Message, facts: &Facts) -> (&'static str, String) {
    let found = checks::findings(message, facts);
    let ids: Vec<String> = found.into_iter().map(|finding| finding.check.0).collect();
    (if label == Label::Spam { "spam" } else { "ham" }, ids.join(","))
}

/// The checks' cases: guilty ones are spam and innocent ones ham. What a check finds that speaks
/// for a message is ham; where such a one finds nothing, that says neither.
fn cases() -> io::Result<Vec<(Label, Facts, Message)>> {
    let mut cases = Vec::new();
    for check in files(&project().join("classifier/cases"), "")? {
        let id = check.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let speaks_for = checks::speaks_for(&id);
        for path in files(&check, "eml")? {
            let guilty = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("guilty"));
            let label = match (speaks_for, guilty) {
                (true, false) => continue,
                (false, true) => Label::Spam,
                (true, true) | (false, false) => Label::Ham,
            };
            let case = checks::case::read(&fs::read(&path)?);
            let (facts, message) =
                case.ok_or_else(|| io::Error::other(format!("no case: {}", path.display())))?;
            cases.push((label, facts, message));
        }
    }
    Ok(cases)
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
