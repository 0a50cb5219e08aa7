//! What the program knows on a person's first day.
//!
//! Two files, both made by `cargo xtask starter` from the same corpora: rows of findings that
//! weigh the checks, and the log-odds of words and runs of characters. Neither holds any text.

use std::sync::LazyLock;

use crate::Model;
use crate::checks;
use crate::judgement::Label;
use crate::learning::number::{self, Reader};
use crate::voters::bayes::WORDS;
use crate::voters::checks::{Findings, Row};
use crate::voters::ngram::RUNS;
use crate::voters::table::Kind;

/// Made by [`write`]: of each table its bits, the places in use, and for each the difference
/// to the place before and the log-odds.
const FEATURES: &[u8] = include_bytes!("../data/starter.bin");
/// Log-odds are kept in steps of this size, within ±8.
pub(crate) const STEP: f64 = 1.0 / 16.0;

/// The log-odds that the starter model gives to the features of `bayes` and `ngram`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Starter {
    pub(crate) words: Known,
    pub(crate) header: Known,
    pub(crate) body: Known,
}

/// Log-odds by the upper bits of a hash, in [`STEP`]s; 0 says nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Known {
    steps: Vec<i8>,
    shift: u32,
}

/// The shipped starter model; read once.
pub(crate) fn shipped() -> &'static Starter {
    static SHIPPED: LazyLock<Starter> = LazyLock::new(|| read(FEATURES).unwrap_or_else(Starter::silent));
    &SHIPPED
}

impl Starter {
    /// One that says nothing.
    fn silent() -> Self {
        let silent = || Known { steps: Vec::new(), shift: 0 };
        Self { words: silent(), header: silent(), body: silent() }
    }
}

impl Known {
    /// A feature's log-odds in [`STEP`]s; 0 where nothing is known of it.
    pub(crate) fn steps_of(&self, hash: u32) -> i8 {
        self.steps.get((hash >> self.shift) as usize).copied().unwrap_or(0)
    }
}

/// Reads what [`write`] gave; `None` for anything else.
pub(crate) fn read(bytes: &[u8]) -> Option<Starter> {
    let mut reader = Reader(bytes);
    let starter = Starter {
        words: table(&mut reader, &WORDS)?,
        header: table(&mut reader, &RUNS)?,
        body: table(&mut reader, &RUNS)?,
    };
    reader.0.is_empty().then_some(starter)
}

fn table(reader: &mut Reader<'_>, kind: &Kind) -> Option<Known> {
    let bits = u32::from(reader.byte()?);
    let mut steps = vec![0; 1_usize.checked_shl(bits)?];
    let mut place = 0_u32;
    for _ in 0..reader.number()? {
        place = place.wrapping_add(reader.small()?);
        *steps.get_mut(place as usize)? = reader.byte()?.cast_signed();
    }
    Some(Known { steps, shift: kind.hash_bits.checked_sub(bits)? })
}

/// Turns what a model was taught into the shipped form.
pub fn write(taught: &Model) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_table(&mut bytes, WORDS.place_bits, taught.bayes.words.known());
    write_table(&mut bytes, RUNS.place_bits, taught.ngram.header.known());
    write_table(&mut bytes, RUNS.place_bits, taught.ngram.body.known());
    bytes
}

fn write_table(bytes: &mut Vec<u8>, bits: u32, features: impl Iterator<Item = (u32, f64)>) {
    let step = |odds: f64| (odds / STEP).round().clamp(-127.0, 127.0) as i8;
    let mut features: Vec<(u32, i8)> = features.map(|(place, odds)| (place, step(odds))).collect();
    features.sort_unstable_by_key(|feature| feature.0);
    bytes.push(bits as u8);
    number::write(bytes, features.len() as u64);
    let mut previous = 0;
    for (place, step) in features {
        number::write(bytes, u64::from(place - previous));
        bytes.push(step.cast_unsigned());
        previous = place;
    }
}

/// `label TAB count TAB findings`, made by `examples/starter_rows.rs`.
const ROWS: &str = include_str!("../data/starter-rows.tsv");

/// Rows of findings to weigh the checks by, both classes evenly mixed.
pub(crate) fn rows() -> Vec<Row> {
    rows_of(ROWS)
}

/// The rows that a text of that form lists, both classes evenly mixed.
pub(crate) fn rows_of(text: &str) -> Vec<Row> {
    let mut ham = Vec::new();
    let mut spam = Vec::new();
    for line in text.lines() {
        let mut fields = line.split('\t');
        let (Some(label), Some(count), Some(ids)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let label = if label == "spam" { Label::Spam } else { Label::Ham };
        let row = Row { key: 0, findings: findings(ids), label };
        let rows = if label == Label::Spam { &mut spam } else { &mut ham };
        rows.extend(std::iter::repeat_n(row, count.parse().unwrap_or(0)));
    }
    mixed(ham, spam)
}

fn findings(ids: &str) -> Findings {
    let place = |id: &str| checks::ALL.iter().position(|check| check.id == id);
    Findings::from_bits(ids.split(',').filter_map(place).fold(0, |bits, place| bits | 1_u128 << place))
}

/// Mixes the classes, so that rows falling out of the window leave both in proportion.
fn mixed(ham: Vec<Row>, spam: Vec<Row>) -> Vec<Row> {
    let (most, least) = if ham.len() >= spam.len() { (ham, spam) } else { (spam, ham) };
    let every = most.len() / least.len().max(1);
    let mut least = least.into_iter();
    let mut rows = Vec::new();
    for (place, row) in most.into_iter().enumerate() {
        rows.push(row);
        if place % every.max(1) == 0 {
            rows.extend(least.next());
        }
    }
    rows.extend(least);
    rows
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{Facts, Message, Sample};

    #[test]
    fn the_shipped_rows_hold_both_classes_and_name_only_checks_that_exist() {
        let rows = rows();
        assert!(rows.iter().filter(|row| row.label == Label::Spam).count() > 100);
        assert!(rows.iter().filter(|row| row.label == Label::Ham).count() > 100);
        for id in ROWS.lines().filter_map(|line| line.split('\t').nth(2)).flat_map(|ids| ids.split(',')) {
            assert!(id.is_empty() || checks::ALL.iter().any(|check| check.id == id), "{id}");
        }
    }

    #[test]
    fn the_shipped_features_are_whole_and_small() {
        assert!(FEATURES.len() < 4_000_000);
        let starter = read(FEATURES).unwrap();
        for table in [&starter.words, &starter.header, &starter.body] {
            assert!(table.steps.iter().filter(|step| **step > 0).count() > 1_000);
            assert!(table.steps.iter().filter(|step| **step < 0).count() > 1_000);
        }
    }

    #[test]
    fn what_is_written_is_read_and_damage_is_refused() {
        let mut model = Model::empty();
        for (text, label) in [("cheap pills", Label::Spam), ("the minutes", Label::Ham)] {
            let message = Message::parse(format!("Subject: {text}\n\n{text} of Monday").as_bytes());
            model.learn(&Sample::of(&message, &Facts::default()), label);
        }
        let bytes = write(&model);
        let starter = read(&bytes).unwrap();
        let known = model.bayes.words.known().filter(|(place, odds)| {
            let steps = starter.words.steps_of(place << (WORDS.hash_bits - WORDS.place_bits));
            steps != 0 && (f64::from(steps) * STEP - odds).abs() <= STEP
        });
        assert!(known.count() > 5);
        for end in 0..bytes.len() {
            assert!(read(bytes.get(..end).unwrap()).is_none(), "{end}");
        }
    }
}
