//! Makes `classifier/data/starter-rows.tsv`, the rows that weigh the checks on a person's first day:
//!
//! ```text
//! cargo run --release -p classifier --example starter_rows -- INDEX > classifier/data/starter-rows.tsv
//! ```
//!
//! INDEX lists a corpus that may be used so (`label TAB path`); the shipped rows come from the
//! 6,046 messages of the SpamAssassin public corpus, scaled to [`CORPUS_ROWS`], and from the
//! project's own cases, which stand for the tricks that mail of 2002 did not know yet. Only
//! the names of findings are kept, nothing of the mails. The result does not depend on the
//! order of the index.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use classifier::{Facts, Message, checks};

/// The corpus counts as this many rows, so that a person's own mail soon outweighs it.
const CORPUS_ROWS: usize = 1_000;
/// A case counts as this many.
const CASE_ROWS: usize = 5;

type Rows = BTreeMap<(String, String), usize>;

fn main() -> std::io::Result<()> {
    let index = std::env::args().nth(1).unwrap_or_default();
    let corpus = corpus(Path::new(&index))?;
    let all: usize = corpus.values().sum();
    let mut rows = Rows::new();
    for (row, count) in corpus {
        let scaled = (count * CORPUS_ROWS + all / 2) / all.max(1);
        // A pattern seen once is as likely a freak as a kind.
        rows.insert(row, scaled.max(usize::from(count > 1)));
    }
    for (row, count) in cases()? {
        *rows.entry(row).or_default() += count * CASE_ROWS;
    }
    for ((label, findings), count) in rows.into_iter().filter(|row| row.1 > 0) {
        println!("{label}\t{count}\t{findings}");
    }
    Ok(())
}

fn corpus(index: &Path) -> std::io::Result<Rows> {
    let root = index.parent().unwrap_or(Path::new("."));
    let mut rows = Rows::new();
    for line in std::fs::read_to_string(index)?.lines() {
        let Some((label, path)) = line.split_once('\t') else { continue };
        count(&mut rows, label, &std::fs::read(root.join(path))?);
    }
    Ok(rows)
}

/// Guilty cases are spam and innocent ones ham, but for the checks that speak of proper mail.
fn cases() -> std::io::Result<Rows> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut rows = Rows::new();
    for check in std::fs::read_dir(root)? {
        for case in std::fs::read_dir(check?.path())? {
            let path = case?.path();
            let guilty = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("guilty"));
            let text = std::fs::read(&path)?;
            let start = text.windows(2).position(|pair| pair == b"\n\n").map_or(0, |place| place + 2);
            let has_preface = text.starts_with(b"#");
            let mail = if has_preface { text.get(start..).unwrap_or_default() } else { text.as_slice() };
            count(&mut rows, if guilty { "spam" } else { "ham" }, mail);
        }
    }
    Ok(rows)
}

fn count(rows: &mut Rows, label: &str, raw: &[u8]) {
    let found = checks::findings(&Message::parse(raw), &Facts::default());
    let ids: Vec<String> = found.into_iter().map(|finding| finding.check.0).collect();
    *rows.entry((label.to_owned(), ids.join(","))).or_default() += 1;
}
