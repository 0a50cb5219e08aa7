//! The bytes of samples and snapshots: a version, numbers as LEB128, a checksum for snapshots.

use std::collections::VecDeque;

use super::number::{Reader, write, write_ascending};
use super::{KEPT_SINGLY, Model, Sample, packed};
use crate::judgement::Label;
use crate::voters::checks::{ChecksVoter, Findings, Row};
use crate::voters::corrections::Corrections;
use crate::voters::counting::Counts;
use crate::voters::fields::{FIELDS, Hashes, Tables};
use crate::voters::table::{Kind, Table};
use crate::voters::twin::{Judged, Print, Twins};
use sha2::{Digest as _, Sha256};

const SAMPLE_VERSION: u8 = 5;
const MODEL_VERSION: u8 = 7;

pub(super) fn write_sample(sample: &Sample) -> Vec<u8> {
    let mut bytes = vec![SAMPLE_VERSION];
    bytes.extend(sample.key.to_be_bytes());
    bytes.extend(sample.findings.bits().to_be_bytes());
    for hashes in &sample.hashes {
        packed::write(&mut bytes, hashes);
    }
    bytes.extend(sample.print.author.to_be_bytes());
    packed::write(&mut bytes, &sample.print.shingles);
    bytes
}

pub(super) fn read_sample(bytes: &[u8]) -> Option<Sample> {
    let mut reader = Reader(bytes);
    // Before the fifth version the words of header and text were not told apart.
    if reader.byte()? != SAMPLE_VERSION {
        return None;
    }
    let key = u64::from_be_bytes(reader.array()?);
    let findings = Findings::from_bits(u128::from_be_bytes(reader.array()?));
    let mut hashes = Hashes::default();
    for list in &mut hashes {
        *list = packed::read(&mut reader)?;
    }
    let author = u32::from_be_bytes(reader.array()?);
    let print = Print { author, shingles: packed::read(&mut reader)? };
    reader.0.is_empty().then_some(Sample { key, hashes, findings, print })
}

pub(super) fn write_model(model: &Model, bytes: &mut Vec<u8>) {
    let start = bytes.len();
    bytes.extend([MODEL_VERSION, u8::from(model.has_starter)]);
    let Corrections { missed, doubted } = model.corrections;
    for count in [model.ham, model.spam, missed, doubted] {
        write(bytes, u64::from(count));
    }
    for table in &model.tables.0 {
        write_table(bytes, table);
    }
    let (given, faded, recent) = model.checks.parts();
    write_rows(bytes, given.iter());
    write(bytes, faded as u64);
    write_rows(bytes, recent.iter());
    write(bytes, model.twins.len() as u64);
    for judged in model.twins.all() {
        bytes.extend(judged.key.to_be_bytes());
        bytes.push(u8::from(judged.label == Label::Spam));
        bytes.extend(judged.author.to_be_bytes());
        write_ascending(bytes, judged.shingles());
    }
    let checksum: [u8; 32] = Sha256::digest(bytes.get(start..).unwrap_or_default()).into();
    bytes.extend(checksum);
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
    let corrections = Corrections { missed: reader.small()?, doubted: reader.small()? };
    let mut tables = Tables::default();
    for (table, field) in tables.0.iter_mut().zip(&FIELDS) {
        *table = read_table(&mut reader, &field.kind)?;
    }
    let given = read_rows(&mut reader)?;
    let faded = reader.number()? as usize;
    let recent = VecDeque::from(read_rows(&mut reader)?);
    let mut twins = Twins::default();
    let kept = reader.number()?;
    if kept > KEPT_SINGLY as u64 || recent.len() > KEPT_SINGLY {
        return None;
    }
    for _ in 0..kept {
        let key = u64::from_be_bytes(reader.array()?);
        let label = read_label(&mut reader)?;
        let author = u32::from_be_bytes(reader.array()?);
        twins.add(Judged::new(key, label, &Print { shingles: reader.ascending()?, author }));
    }
    reader.0.is_empty().then(|| Model {
        tables,
        checks: ChecksVoter::with(given, faded, recent),
        twins,
        has_starter,
        other_starter: None,
        corrections,
        ham,
        spam,
    })
}

fn write_rows<'a>(bytes: &mut Vec<u8>, rows: impl ExactSizeIterator<Item = &'a Row>) {
    write(bytes, rows.len() as u64);
    for row in rows {
        bytes.extend(row.key.to_be_bytes());
        bytes.extend(row.findings.bits().to_be_bytes());
        bytes.push(u8::from(row.label == Label::Spam));
    }
}

fn read_rows(reader: &mut Reader<'_>) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    for _ in 0..reader.number()? {
        let key = u64::from_be_bytes(reader.array()?);
        let findings = Findings::from_bits(u128::from_be_bytes(reader.array()?));
        rows.push(Row { key, findings, label: read_label(reader)? });
    }
    Some(rows)
}

/// The places in use: how far each lies behind the one before, and its counts. Most lie near
/// and are of few lessons: then all three share two bytes.
fn write_table(bytes: &mut Vec<u8>, table: &Table) {
    write(bytes, u64::from(table.lessons.ham));
    write(bytes, u64::from(table.lessons.spam));
    write(bytes, table.used().count() as u64);
    let mut previous = 0;
    for (place, Counts { ham, spam }) in table.used() {
        let ahead = place.wrapping_sub(previous);
        // The difference, and in its lowest bit whether both counts are in the next byte.
        let small = ham < 16 && spam < 16;
        write(bytes, u64::from(ahead) << 1 | u64::from(small));
        if small {
            bytes.push((ham << 4 | spam) as u8);
        } else {
            write(bytes, u64::from(ham));
            write(bytes, u64::from(spam));
        }
        previous = place;
    }
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
    let count = reader.number()?;
    let mut place = 0_u32;
    let used = (0..count).map(|_| {
        let told = reader.number()?;
        place = place.wrapping_add(u32::try_from(told >> 1).ok()?);
        let counts = if told & 1 == 1 {
            let both = u32::from(reader.byte()?);
            Counts { ham: both >> 4, spam: both & 15 }
        } else {
            Counts { ham: reader.small()?, spam: reader.small()? }
        };
        Some((place, counts))
    });
    Table::with(kind, lessons, used)
}
