//! The bytes of samples and snapshots: a version, numbers as LEB128, a checksum for snapshots.

use super::{Model, Sample};
use crate::judgement::Label;
use crate::voters::bayes::Bayes;
use crate::voters::checks::{ChecksVoter, Findings, Row};
use crate::voters::counting::Counts;
use crate::voters::ngram::{Ngram, Table};
use crate::voters::twin::{Print, Twins};
use sha2::{Digest as _, Sha256};

const SAMPLE_VERSION: u8 = 3;
const MODEL_VERSION: u8 = 3;
/// A feature list longer than this is not one of ours.
const MOST_FEATURES: u64 = 10_000_000;

pub(super) fn write_sample(sample: &Sample) -> Vec<u8> {
    let mut bytes = vec![SAMPLE_VERSION];
    bytes.extend(sample.key.to_be_bytes());
    bytes.extend(sample.findings.0.to_be_bytes());
    ascending(&mut bytes, &sample.features);
    ascending(&mut bytes, &sample.header_runs);
    ascending(&mut bytes, &sample.body_runs);
    write_print(&mut bytes, &sample.print);
    bytes
}

pub(super) fn read_sample(bytes: &[u8]) -> Option<Sample> {
    let mut reader = Reader(bytes);
    let version = reader.byte()?;
    if !(1..=SAMPLE_VERSION).contains(&version) {
        return None;
    }
    let key = u64::from_be_bytes(reader.array()?);
    let findings = Findings(u128::from_be_bytes(reader.array()?));
    let features = reader.ascending()?;
    // The first version had no prints, the second no runs.
    let runs = |reader: &mut Reader<'_>| if version < 3 { Some(Vec::new()) } else { reader.ascending() };
    let (header_runs, body_runs) = (runs(&mut reader)?, runs(&mut reader)?);
    let print = if version == 1 { Print::default() } else { reader.print()? };
    reader.0.is_empty().then_some(Sample { key, features, header_runs, body_runs, findings, print })
}

pub(super) fn write_model(model: &Model) -> Vec<u8> {
    let mut bytes = vec![MODEL_VERSION];
    for count in [model.ham, model.spam, model.bayes.lessons.ham, model.bayes.lessons.spam] {
        number(&mut bytes, u64::from(count));
    }
    let mut features: Vec<(u32, Counts)> =
        model.bayes.features.iter().map(|(hash, counts)| (*hash, *counts)).collect();
    features.sort_unstable_by_key(|feature| feature.0);
    number(&mut bytes, features.len() as u64);
    let mut previous = 0;
    for (hash, counts) in features {
        number(&mut bytes, u64::from(hash.wrapping_sub(previous)));
        number(&mut bytes, u64::from(counts.ham));
        number(&mut bytes, u64::from(counts.spam));
        previous = hash;
    }
    for table in [&model.ngram.header, &model.ngram.body] {
        write_table(&mut bytes, table);
    }
    number(&mut bytes, model.checks.rows().len() as u64);
    for row in model.checks.rows() {
        bytes.extend(row.key.to_be_bytes());
        bytes.extend(row.findings.0.to_be_bytes());
        bytes.push(u8::from(row.label == Label::Spam));
    }
    number(&mut bytes, model.twins.all().len() as u64);
    for (key, judged, times) in model.twins.all() {
        bytes.extend(key.to_be_bytes());
        bytes.push(u8::from(judged.label == Label::Spam));
        number(&mut bytes, u64::from(times));
        write_print(&mut bytes, &judged.print);
    }
    let checksum: [u8; 32] = Sha256::digest(&bytes).into();
    bytes.extend(checksum);
    bytes
}

pub(super) fn read_model(bytes: &[u8]) -> Option<Model> {
    let (content, checksum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
    let expected: [u8; 32] = Sha256::digest(content).into();
    if checksum != expected {
        return None;
    }
    let mut reader = Reader(content);
    if reader.byte()? != MODEL_VERSION {
        return None;
    }
    let (ham, spam) = (reader.small()?, reader.small()?);
    let mut bayes =
        Bayes { lessons: Counts { ham: reader.small()?, spam: reader.small()? }, ..Bayes::default() };
    let mut hash = 0_u32;
    for _ in 0..reader.number()? {
        hash = hash.wrapping_add(reader.small()?);
        bayes.features.insert(hash, Counts { ham: reader.small()?, spam: reader.small()? });
    }
    let ngram = Ngram { header: reader.table()?, body: reader.table()? };
    let mut rows = Vec::new();
    for _ in 0..reader.number()? {
        let key = u64::from_be_bytes(reader.array()?);
        let findings = Findings(u128::from_be_bytes(reader.array()?));
        rows.push(Row { key, findings, label: reader.label()? });
    }
    let mut twins = Twins::default();
    for _ in 0..reader.number()? {
        let key = u64::from_be_bytes(reader.array()?);
        let (label, times, print) = (reader.label()?, reader.small()?, reader.print()?);
        twins.learn_times(key, label, &print, times);
    }
    reader.0.is_empty().then(|| Model {
        bayes,
        ngram,
        checks: ChecksVoter::from_rows(rows),
        twins,
        ham,
        spam,
    })
}

/// Numbers in ascending order, as their differences.
fn ascending(bytes: &mut Vec<u8>, numbers: &[u32]) {
    number(bytes, numbers.len() as u64);
    let mut previous = 0;
    for one in numbers {
        number(bytes, u64::from(one.wrapping_sub(previous)));
        previous = *one;
    }
}

fn write_table(bytes: &mut Vec<u8>, table: &Table) {
    number(bytes, u64::from(table.lessons.ham));
    number(bytes, u64::from(table.lessons.spam));
    number(bytes, table.used().count() as u64);
    let mut previous = 0;
    for (hash, (ham, spam)) in table.used() {
        number(bytes, u64::from(hash.wrapping_sub(previous)));
        number(bytes, u64::from(ham));
        number(bytes, u64::from(spam));
        previous = hash;
    }
}

fn write_print(bytes: &mut Vec<u8>, print: &Print) {
    bytes.extend(print.author.to_be_bytes());
    ascending(bytes, &print.shingles);
}

fn number(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    fn label(&mut self) -> Option<Label> {
        match self.byte()? {
            0 => Some(Label::Ham),
            1 => Some(Label::Spam),
            _ => None,
        }
    }

    fn table(&mut self) -> Option<Table> {
        let lessons = Counts { ham: self.small()?, spam: self.small()? };
        let mut used = Vec::new();
        let mut hash = 0_u32;
        for _ in 0..self.number()? {
            hash = hash.wrapping_add(self.small()?);
            let mut count = || u16::try_from(self.small()?).ok();
            used.push((hash, (count()?, count()?)));
        }
        Table::with(lessons, &used)
    }

    fn print(&mut self) -> Option<Print> {
        let author = u32::from_be_bytes(self.array()?);
        Some(Print { shingles: self.ascending()?, author })
    }

    fn ascending(&mut self) -> Option<Vec<u32>> {
        let count = self.number()?;
        if count > MOST_FEATURES {
            return None;
        }
        let mut previous = 0_u32;
        let mut features = Vec::with_capacity((count as usize).min(self.0.len()));
        for _ in 0..count {
            previous = previous.wrapping_add(self.small()?);
            features.push(previous);
        }
        Some(features)
    }
}
