#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::archive::{Reader, Writer};
use super::merge::{Entry, Merged, Moment, merge};
use super::record::{Bytes, Lesson, Record, Tag};

/// What a person did with a message: called it spam or wanted, or took that back.
type Deed = (u8, Option<bool>);

/// A log as a machine makes it: at each second one thing is done, by one of two machines.
fn log(deeds: &[(bool, Deed)], machine: bool) -> Vec<Entry> {
    let (mut log, mut number): (Vec<Entry>, i64) = (Vec::new(), 0);
    for (at, (_, (message, label))) in (1..).zip(deeds).filter(|(_, (one, _))| *one == machine) {
        let digest = [*message; 32];
        let standing = log.iter().position(|entry| entry.digest == digest && entry.back.is_none());
        if let Some(index) = standing {
            if Some(log[index].spam) == *label {
                continue;
            }
            number += 1;
            log[index].back = Some(Moment { at, number });
        }
        if let Some(spam) = *label {
            number += 1;
            let learned = Moment { at, number };
            log.push(Entry {
                id: number,
                digest,
                spam,
                counted: 1,
                learned,
                back: None,
                said_at: at,
                beside: None,
                is_unspoken: false,
            });
        }
    }
    log
}

/// The log that a merge gives, as the next one finds it.
fn after(here: &[Entry], there: &[Entry], merged: &Merged) -> Vec<Entry> {
    if merged.news.is_empty() {
        return here.to_vec();
    }
    let of = |entries: &[Entry], id| entries.iter().find(|entry| entry.id == id).unwrap().clone();
    merged
        .entries
        .iter()
        .map(|placed| {
            let before = of(if placed.is_new { there } else { here }, placed.id);
            let learned = Moment { number: placed.number, ..before.learned };
            let back = placed.back.map(|(at, number)| Moment { at, number });
            Entry { id: placed.number, learned, back, ..before }
        })
        .collect()
}

fn taken_in(here: &[Entry], there: &[Entry]) -> Vec<Entry> {
    after(here, there, &merge(here.to_vec(), there.to_vec()))
}

/// What stands of each message, in order of the log.
fn standing(log: &[Entry]) -> Vec<([u8; 32], bool)> {
    let mut standing: Vec<&Entry> = log.iter().filter(|entry| entry.back.is_none()).collect();
    standing.sort_by_key(|entry| entry.learned.number);
    standing.into_iter().map(|entry| (entry.digest, entry.spam)).collect()
}

fn deeds() -> impl Strategy<Value = Vec<(bool, Deed)>> {
    let label = prop_oneof![Just(None), Just(Some(true)), Just(Some(false))];
    proptest::collection::vec((any::<bool>(), (0_u8..5, label)), 0..40)
}

/// Reads a file of these bytes to its end.
fn read(bytes: &[u8]) -> Result<Vec<Record>, crate::Problem> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("house.mekiki");
    std::fs::write(&path, bytes).unwrap();
    let mut reader = Reader::open(&path)?;
    let mut records = Vec::new();
    while let Some(record) = reader.next()? {
        records.push(record);
    }
    Ok(records)
}

/// A file with some records, and they.
fn house() -> (Vec<u8>, Vec<Record>) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("house.mekiki");
    let lesson = Lesson {
        number: 1,
        digest: Bytes(vec![200; 32]),
        spam: true,
        counted: 255,
        sample: Bytes((0..=255).collect()),
        learned_at: 1_800_000_000,
        unlearned_at: 0,
        unlearned_number: 0,
        said_at: 1_800_000_000,
        beside: Bytes::default(),
    };
    let tag =
        Tag { header: "x-a".to_owned(), spam: None, ham: Some("no*".to_owned()), number_above: Some(-0.5) };
    let records = vec![
        Record::Lesson(lesson),
        Record::Sent("a@b.example".to_owned()),
        Record::Tag(tag),
        Record::Setting("language".to_owned(), "ja".to_owned()),
    ];
    let mut writer = Writer::create(&path).unwrap();
    records.iter().try_for_each(|record| writer.write(record)).unwrap();
    writer.finish().unwrap();
    (std::fs::read(&path).unwrap(), records)
}

#[test]
fn a_file_gives_the_records_that_were_written_and_any_changed_byte_is_damage() {
    let (bytes, records) = house();
    assert_eq!(read(&bytes).unwrap(), records);
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x40;
        assert!(read(&damaged).is_err(), "byte {at}");
        assert!(read(&bytes[..at]).is_err(), "cut at {at}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read(&bytes).is_err());
        prop_assert!(read(&[b"mekiki-export 1\n", &bytes[..]].concat()).is_err());
    }

    #[test]
    fn two_logs_become_the_same_whichever_is_taken_into_which(deeds in deeds()) {
        let (here, there) = (log(&deeds, false), log(&deeds, true));
        prop_assert_eq!(standing(&taken_in(&here, &there)), standing(&taken_in(&there, &here)));
    }

    #[test]
    fn taking_the_same_log_in_again_changes_nothing(deeds in deeds()) {
        let (here, there) = (log(&deeds, false), log(&deeds, true));
        let both = taken_in(&here, &there);
        prop_assert!(merge(both.clone(), there).news.is_empty());
        prop_assert!(merge(both.clone(), here).news.is_empty());
        prop_assert!(merge(both.clone(), both).news.is_empty());
    }

    #[test]
    fn the_newer_word_stands_and_events_are_numbered_in_order_of_time(deeds in deeds()) {
        let (here, there) = (log(&deeds, false), log(&deeds, true));
        let both = taken_in(&here, &there);
        // The last word on each message, but for one taken back that was never said there.
        let mut last: BTreeMap<[u8; 32], bool> = BTreeMap::new();
        let mut said: BTreeMap<([u8; 32], bool), bool> = BTreeMap::new();
        for (machine, (message, label)) in &deeds {
            let key = ([*message; 32], *machine);
            match label {
                Some(spam) => {
                    // Saying the same again is no new lesson, but the newer word all the same.
                    said.insert(key, *spam);
                    last.insert(key.0, *spam);
                }
                None if said.remove(&key).is_some() => {
                    last.remove(&key.0);
                }
                None => {}
            }
        }
        let repeats = deeds.iter().any(|(machine, (message, label))| {
            let log = log(&deeds, *machine);
            let times = deeds.iter().filter(|one| one.0 == *machine && one.1 == (*message, *label)).count();
            label.is_some_and(|spam| {
                log.iter().filter(|entry| entry.digest == [*message; 32] && entry.spam == spam).count() < times
            })
        });
        if !repeats {
            let stands: BTreeMap<_, _> = standing(&both).into_iter().collect();
            prop_assert_eq!(stands, last);
        }
        let mut events: Vec<(i64, i64)> = both
            .iter()
            .flat_map(|entry| [Some(entry.learned), entry.back])
            .flatten()
            .map(|moment| (moment.number, moment.at))
            .collect();
        events.sort_unstable();
        prop_assert!(events.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 <= two[1].1));
        prop_assert!(both.iter().all(|entry| entry.back.is_none_or(|back| back.number > entry.learned.number)));
    }
}

/// One entry that stands.
fn said(id: i64, message: u8, spam: bool, at: i64) -> Entry {
    Entry {
        id,
        digest: [message; 32],
        spam,
        counted: 1,
        learned: Moment { at, number: id },
        back: None,
        said_at: at,
        beside: None,
        is_unspoken: false,
    }
}

#[test]
fn nobodys_word_gives_way_to_the_persons_and_goes_with_the_word_beside_it() {
    let unspoken = |id, message, beside: u8, at| Entry {
        beside: Some([beside; 32]),
        is_unspoken: true,
        counted: 8,
        ..said(id, message, false, at)
    };
    let here = vec![said(1, 1, true, 10), unspoken(2, 2, 1, 10), unspoken(3, 3, 1, 10)];
    // There, one of them is called spam, though long before.
    let both = taken_in(&here, &[said(1, 2, true, 5)]);
    assert_eq!(standing(&both), [([2; 32], true), ([1; 32], true), ([3; 32], false)]);
    // There, the word beside which they were learned became another one.
    let both = taken_in(&here, &[said(1, 1, false, 20)]);
    assert_eq!(standing(&both), [([1; 32], false)]);
}

#[test]
fn what_was_said_again_is_as_new_as_that() {
    let here = vec![Entry { said_at: 30, ..said(1, 1, true, 10) }];
    assert_eq!(standing(&taken_in(&here, &[said(1, 1, false, 20)])), [([1; 32], true)]);
    assert_eq!(standing(&taken_in(&[said(1, 1, false, 20)], &here)), [([1; 32], true)]);
}

#[test]
fn a_clock_that_was_put_back_takes_nothing_back_before_it_was_learned() {
    let here =
        vec![Entry { back: Some(Moment { at: 3, number: 2 }), ..said(1, 1, true, 10) }, said(3, 1, false, 3)];
    let both = taken_in(&here, &[said(1, 2, true, 5)]);
    assert!(both.iter().all(|entry| entry.back.is_none_or(|back| back.number > entry.learned.number)));
    assert_eq!(standing(&both), [([1; 32], false), ([2; 32], true)]);
}
