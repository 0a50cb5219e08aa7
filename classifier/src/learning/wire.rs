//! The bytes of samples and snapshots: a version, numbers as LEB128, a checksum for snapshots.

use super::number::{Reader, write, write_ascending};
use super::{Model, Sample};
use crate::judgement::Label;
use crate::voters::bayes::{Bayes, WORDS};
use crate::voters::checks::{ChecksVoter, Findings, Row};
use crate::voters::counting::Counts;
use crate::voters::ngram::{Ngram, RUNS};
use crate::voters::table::{Kind, Table};
use crate::voters::twin::{Print, Twins};
use sha2::{Digest as _, Sha256};

const SAMPLE_VERSION: u8 = 3;
const MODEL_VERSION: u8 = 4;

pub(super) fn write_sample(sample: &Sample) -> Vec<u8> {
    let mut bytes = vec![SAMPLE_VERSION];
    bytes.extend(sample.key.to_be_bytes());
    bytes.extend(sample.findings.0.to_be_bytes());
    write_ascending(&mut bytes, &sample.features);
    write_ascending(&mut bytes, &sample.header_runs);
    write_ascending(&mut bytes, &sample.body_runs);
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
    let print = if version == 1 { Print::default() } else { read_print(&mut reader)? };
    reader.0.is_empty().then_some(Sample { key, features, header_runs, body_runs, findings, print })
}

pub(super) fn write_model(model: &Model) -> Vec<u8> {
    let mut bytes = vec![MODEL_VERSION, u8::from(model.has_starter)];
    for count in [model.ham, model.spam] {
        write(&mut bytes, u64::from(count));
    }
    for table in [&model.bayes.words, &model.ngram.header, &model.ngram.body] {
        write_table(&mut bytes, table);
    }
    write(&mut bytes, model.checks.rows().len() as u64);
    for row in model.checks.rows() {
        bytes.extend(row.key.to_be_bytes());
        bytes.extend(row.findings.0.to_be_bytes());
        bytes.push(u8::from(row.label == Label::Spam));
    }
    write(&mut bytes, model.twins.all().len() as u64);
    for (key, judged, times) in model.twins.all() {
        bytes.extend(key.to_be_bytes());
        bytes.push(u8::from(judged.label == Label::Spam));
        write(&mut bytes, u64::from(times));
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
    let has_starter = reader.byte()? == 1;
    let (ham, spam) = (reader.small()?, reader.small()?);
    let bayes = Bayes { words: read_table(&mut reader, &WORDS)? };
    let ngram = Ngram { header: read_table(&mut reader, &RUNS)?, body: read_table(&mut reader, &RUNS)? };
    let mut rows = Vec::new();
    for _ in 0..reader.number()? {
        let key = u64::from_be_bytes(reader.array()?);
        let findings = Findings(u128::from_be_bytes(reader.array()?));
        rows.push(Row { key, findings, label: read_label(&mut reader)? });
    }
    let mut twins = Twins::default();
    for _ in 0..reader.number()? {
        let key = u64::from_be_bytes(reader.array()?);
        let (label, times, print) = (read_label(&mut reader)?, reader.small()?, read_print(&mut reader)?);
        twins.learn_times(key, label, &print, times);
    }
    reader.0.is_empty().then(|| Model {
        bayes,
        ngram,
        checks: ChecksVoter::from_rows(rows),
        twins,
        has_starter,
        other_starter: None,
        ham,
        spam,
    })
}

fn write_table(bytes: &mut Vec<u8>, table: &Table) {
    write(bytes, u64::from(table.lessons.ham));
    write(bytes, u64::from(table.lessons.spam));
    write(bytes, table.used().count() as u64);
    let mut previous = 0;
    for (hash, (ham, spam)) in table.used() {
        write(bytes, u64::from(hash.wrapping_sub(previous)));
        write(bytes, u64::from(ham));
        write(bytes, u64::from(spam));
        previous = hash;
    }
}

fn write_print(bytes: &mut Vec<u8>, print: &Print) {
    bytes.extend(print.author.to_be_bytes());
    write_ascending(bytes, &print.shingles);
}

fn read_label(reader: &mut Reader<'_>) -> Option<Label> {
    match reader.byte()? {
        0 => Some(Label::Ham),
        1 => Some(Label::Spam),
        _ => None,
    }
}

fn read_table(reader: &mut Reader<'_>, kind: &'static Kind) -> Option<Table> {
    let lessons = Counts { ham: reader.small()?, spam: reader.small()? };
    let mut used = Vec::new();
    let mut hash = 0_u32;
    for _ in 0..reader.number()? {
        hash = hash.wrapping_add(reader.small()?);
        let mut count = || u16::try_from(reader.small()?).ok();
        used.push((hash, (count()?, count()?)));
    }
    Table::with(kind, lessons, &used)
}

fn read_print(reader: &mut Reader<'_>) -> Option<Print> {
    let author = u32::from_be_bytes(reader.array()?);
    Some(Print { shingles: reader.ascending()?, author })
}
