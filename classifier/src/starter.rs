//! What the program knows on a person's first day.
//!
//! Two files, both made by `cargo xtask starter` from the same corpora: rows of findings that
//! weigh the checks, and the log-odds of words and runs of characters. Neither holds any text.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::checks;
use crate::evaluate::shuffle;
use crate::judgement::Label;
use crate::learning::number::{self, Reader};
use crate::voters::checks::{Findings, Row};
use crate::voters::fields::{COUNT, FIELDS};
use crate::voters::table::{Kind, Table};
use crate::{Model, Sample};

/// Made by [`write`]: of each kind of feature how many, and for each the difference to the hash
/// before and the log-odds.
const FEATURES: &[u8] = include_bytes!("../data/starter.bin");
/// Log-odds are kept in steps of this size, within ±8.
pub(crate) const STEP: f64 = 1.0 / 16.0;

/// The log-odds that the starter model gives to the features of `bayes` and `ngram`, by field.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Starter(pub(crate) [Known; COUNT]);

/// Log-odds by a feature's whole hash, in [`STEP`]s: what merely shares the upper bits with a
/// known feature, as a name that nobody ever wrote may, is not known.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// What is left of each hash below its block's number, in the order of the hashes.
    rests: Vec<u16>,
    steps: Vec<i8>,
    /// Where in `rests` those begin whose upper [`BLOCK_BITS`] are at least a number.
    blocks: Vec<u32>,
    shift: u32,
}

/// Leaves some ten hashes to look through.
const BLOCK_BITS: u32 = 16;

/// The shipped starter model; read once.
pub(crate) fn shipped() -> &'static Starter {
    static SHIPPED: LazyLock<Starter> = LazyLock::new(|| read(FEATURES).unwrap_or_else(Starter::silent));
    &SHIPPED
}

impl Starter {
    /// One that says nothing.
    fn silent() -> Self {
        Self(FIELDS.each_ref().map(|field| Known::of(&field.kind, &[], Vec::new())))
    }
}

impl Known {
    /// Of ascending hashes, each with its log-odds.
    fn of(kind: &Kind, hashes: &[u32], steps: Vec<i8>) -> Self {
        let shift = kind.hash_bits - BLOCK_BITS;
        let mut blocks = Vec::with_capacity((1 << BLOCK_BITS) + 1);
        let mut place = 0;
        for block in 0..=1_u64 << BLOCK_BITS {
            while hashes.get(place).is_some_and(|hash| u64::from(*hash) >> shift < block) {
                place += 1;
            }
            blocks.push(place as u32);
        }
        let rests = hashes.iter().map(|hash| rest(*hash, shift)).collect();
        Self { rests, steps, blocks, shift }
    }

    /// A feature's log-odds in [`STEP`]s; 0 where nothing is known of it.
    pub(crate) fn steps_of(&self, hash: u32) -> i8 {
        self.place_of(hash).and_then(|place| self.steps.get(place)).copied().unwrap_or(0)
    }

    fn place_of(&self, hash: u32) -> Option<usize> {
        let block = (hash >> self.shift) as usize;
        let start = *self.blocks.get(block)? as usize;
        let end = *self.blocks.get(block + 1)? as usize;
        let rest = rest(hash, self.shift);
        let place = self.rests.get(start..end)?.iter().position(|known| *known == rest)?;
        Some(start + place)
    }
}

/// A hash without its upper [`BLOCK_BITS`].
fn rest(hash: u32, shift: u32) -> u16 {
    (hash & ((1 << shift) - 1)) as u16
}

/// Reads what [`write`] gave; `None` for anything else.
pub(crate) fn read(bytes: &[u8]) -> Option<Starter> {
    let mut reader = Reader(bytes);
    let mut starter = Starter::silent();
    for (known, field) in starter.0.iter_mut().zip(&FIELDS) {
        *known = table(&mut reader, &field.kind)?;
    }
    reader.0.is_empty().then_some(starter)
}

fn table(reader: &mut Reader<'_>, kind: &Kind) -> Option<Known> {
    let mut hashes = Vec::new();
    let mut steps = Vec::new();
    let mut hash = 0_u32;
    for _ in 0..reader.number()? {
        hash = hash.checked_add(reader.small()?)?;
        hashes.push(hash);
        steps.push(reader.byte()?.cast_signed());
    }
    Some(Known::of(kind, &hashes, steps))
}

/// Turns what a model was taught by these mails into the shipped form.
pub fn write(taught: &Model, mails: &[Sample]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (place, table) in taught.tables.0.iter().enumerate() {
        let features = mails.iter().filter_map(|mail| mail.hashes.get(place)).flatten();
        write_table(&mut bytes, table, features);
    }
    bytes
}

fn write_table<'a>(bytes: &mut Vec<u8>, table: &Table, features: impl Iterator<Item = &'a u32>) {
    let features: BTreeSet<u32> = features.copied().collect();
    let step = |odds: f64| (odds / STEP).round().clamp(-127.0, 127.0) as i8;
    let features: Vec<(u32, i8)> =
        table.known(features.into_iter()).map(|(hash, odds)| (hash, step(odds))).collect();
    number::write(bytes, features.len() as u64);
    let mut previous = 0;
    for (hash, step) in features {
        number::write(bytes, u64::from(hash - previous));
        bytes.push(step.cast_unsigned());
        previous = hash;
    }
}

/// `label TAB count TAB findings`, made by `cargo xtask starter` too.
const ROWS: &str = include_str!("../data/starter-rows.tsv");

/// Rows of findings to weigh the checks by, both classes evenly mixed.
pub(crate) fn rows() -> Vec<Row> {
    rows_of(ROWS)
}

/// The rows that a text of that form lists, both classes evenly mixed.
pub(crate) fn rows_of(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for line in text.lines() {
        let mut fields = line.split('\t');
        let (Some(label), Some(count), Some(ids)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let label = if label == "spam" { Label::Spam } else { Label::Ham };
        let row = Row { key: 0, findings: findings(ids), label };
        rows.extend(std::iter::repeat_n(row, count.parse().unwrap_or(0)));
    }
    // Mixed, so that those that fall out of the window leave all kinds in proportion.
    shuffle(&mut rows, 42);
    rows
}

fn findings(ids: &str) -> Findings {
    let place = |id: &str| checks::ALL.iter().position(|check| check.id == id);
    Findings::from_bits(ids.split(',').filter_map(place).fold(0, |bits, place| bits | 1_u128 << place))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

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
        for table in &starter.0 {
            assert_eq!(table.rests.len(), table.steps.len());
            assert!(table.steps.iter().filter(|step| **step > 0).count() > 1_000);
            assert!(table.steps.iter().filter(|step| **step < 0).count() > 1_000);
        }
    }

    #[test]
    fn what_is_written_is_read_and_damage_is_refused() {
        let mut model = Model::empty();
        let mut mails = Vec::new();
        for (text, label) in [("cheap pills", Label::Spam), ("the minutes", Label::Ham)] {
            let message = Message::parse(format!("Subject: {text}\n\n{text} of Monday").as_bytes());
            mails.push(Sample::of(&message, &Facts::default()));
            model.learn(mails.last().unwrap(), label);
        }
        let bytes = write(&model, &mails);
        let starter = read(&bytes).unwrap();
        let [_, names, ..] = &starter.0;
        let words = mails.iter().flat_map(|mail| mail.hashes[1].iter().copied());
        let known: Vec<(u32, f64)> = model.tables.0[1].known(words).collect();
        assert!(known.len() > 5);
        for (hash, odds) in known {
            assert!((f64::from(names.steps_of(hash)) * STEP - odds).abs() <= STEP);
            assert_eq!(names.steps_of(hash ^ 1), 0, "only the upper bits are the same");
        }
        for end in 0..bytes.len() {
            assert!(read(bytes.get(..end).unwrap()).is_none(), "{end}");
        }
    }
}
