#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod corrected;
mod unspoken;

use classifier::{Label, Lesson};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::judge::digest;
use crate::testing::{NOW, ham, spam};

struct Bench {
    dir: TempDir,
    store: Store,
}

impl Bench {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join("mekiki.db")).unwrap();
        Self { dir, store }
    }

    fn open(&self) -> Training {
        Training::open(self.dir.path(), &self.store, false).unwrap()
    }

    fn teach(&self, training: &Training, raw: &[u8], label: Option<Label>) -> bool {
        let sample = Sample::of(&Message::parse(raw), &Facts::default());
        let teaching =
            Teaching { digest: digest(raw), sample: &sample, label, account: None, stood: None, now: NOW };
        training.teach(&self.store, &teaching, |_| Ok(())).unwrap().changed
    }
}

fn model(training: &Training) -> Model {
    training.reading().model.clone()
}

#[test]
fn relabelling_leaves_the_model_as_if_it_had_been_right_at_once() {
    let (wrong, right) = (Bench::new(), Bench::new());
    let (first, second) = (wrong.open(), right.open());
    assert!(wrong.teach(&first, &spam(1), Some(Label::Ham)));
    assert!(wrong.teach(&first, &spam(1), Some(Label::Spam)));
    assert!(!wrong.teach(&first, &spam(1), Some(Label::Spam)));
    right.teach(&second, &spam(1), Some(Label::Spam));
    assert_eq!(model(&first), model(&second));
    assert_eq!(wrong.store.read(training::counts).unwrap(), (0, 1));
}

#[test]
fn a_failed_transaction_leaves_log_and_model_as_they_were() {
    let bench = Bench::new();
    let training = bench.open();
    bench.teach(&training, &spam(1), Some(Label::Ham));
    let before = model(&training);
    let sample = Sample::of(&Message::parse(&spam(1)), &Facts::default());
    let teaching = Teaching {
        digest: digest(&spam(1)),
        sample: &sample,
        label: Some(Label::Spam),
        account: None,
        stood: None,
        now: NOW,
    };
    let failed =
        training.teach(&bench.store, &teaching, |_| Err(Problem::new(crate::ProblemKind::Internal).into()));
    assert!(failed.is_err());
    assert_eq!(model(&training), before);
    assert_eq!(bench.store.read(training::counts).unwrap(), (1, 0));
}

#[test]
fn a_snapshot_gives_the_same_model_as_the_whole_log_and_a_damaged_one_is_not_taken() {
    let bench = Bench::new();
    let training = bench.open();
    for number in 0..70 {
        bench.teach(&training, &spam(number), Some(Label::Spam));
        bench.teach(&training, &ham(number), Some(Label::Ham));
    }
    // Behind the snapshot: one of each kind of event.
    bench.teach(&training, &spam(1), None);
    bench.teach(&training, &spam(2), Some(Label::Ham));
    let expected = model(&training);
    let snapshot = bench.dir.path().join("model.snapshot");
    assert!(read_snapshot(&snapshot, &training.reading().mark).is_some());
    assert_eq!(model(&bench.open()), expected);
    let mut bytes = std::fs::read(&snapshot).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&snapshot, &bytes).unwrap();
    assert_eq!(model(&bench.open()), expected);
    std::fs::remove_file(&snapshot).unwrap();
    assert_eq!(model(&bench.open()), expected);
}

#[test]
fn a_snapshot_of_another_store_is_not_taken() {
    let bench = Bench::new();
    let training = bench.open();
    for number in 0..120 {
        bench.teach(&training, &spam(number), Some(Label::Spam));
    }
    let Bench { dir, store } = bench;
    drop(store);
    std::fs::remove_file(dir.path().join("mekiki.db")).unwrap();
    let store = Store::open(&dir.path().join("mekiki.db")).unwrap();
    assert_eq!(model(&Training::open(dir.path(), &store, false).unwrap()), Model::empty());
}

#[test]
fn going_back_to_the_earlier_word_teaches_by_the_earlier_lesson() {
    let bench = Bench::new();
    let training = bench.open();
    for number in 0..12 {
        bench.teach(&training, &spam(number), Some(Label::Spam));
        bench.teach(&training, &ham(number), Some(Label::Ham));
    }
    let lesson = || bench.store.read(|connection| training::live(connection, digest(&spam(0)))).unwrap();
    let before = lesson().unwrap();
    bench.teach(&training, &spam(0), Some(Label::Ham));
    bench.teach(&training, &spam(0), Some(Label::Spam));
    let after = lesson().unwrap();
    assert_eq!((after.label, after.lesson, after.sample), (before.label, before.lesson, before.sample));
    assert!(model(&bench.open()) == model(&training));
    assert_eq!(bench.store.read(training::counts).unwrap(), (12, 12));
}

#[test]
fn a_lesson_that_faded_comes_back_from_the_log_when_another_is_taken_back() {
    let bench = Bench::new();
    let kept = classifier::learning::KEPT_SINGLY;
    // Long enough for its near-copies to be known.
    let letter = Sample::of(
        &Message::parse(
            b"From: a@b.example\n\nGood evening, I saw your profile and would be glad of a letter from \
              you: I like long walks by the river, old films, and cooking for friends at the weekend.",
        ),
        &Facts::default(),
    );
    let blank = Sample::of(&Message::parse(b""), &Facts::default()).to_bytes();
    bench
        .store
        .write(|tx| {
            for number in 0..kept as u32 + 2 {
                let digest = digest(&number.to_be_bytes());
                let lesson = Lesson { counted: 0 };
                let sample = if number == 1 {
                    letter.to_bytes()
                } else {
                    // Each its own key, as the log has it.
                    let mut sample = blank.clone();
                    sample[1..9].copy_from_slice(&digest.0[..8]);
                    sample
                };
                training::learned(tx, digest, Label::Spam, lesson, &sample, NOW)?;
            }
            Ok(())
        })
        .unwrap();
    let training = bench.open();
    let near = || model(&training).contradiction(&letter, Label::Ham).is_some();
    assert!(!near(), "the second oldest has faded");
    let take_back = |number: u32| {
        let unread = Sample::default();
        let teaching = Teaching {
            digest: digest(&number.to_be_bytes()),
            sample: &unread,
            label: None,
            account: None,
            stood: None,
            now: NOW,
        };
        assert!(training.teach(&bench.store, &teaching, |_| Ok(())).unwrap().changed);
    };
    take_back(kept as u32);
    assert!(near(), "there is room for it again");
    assert!(model(&bench.open()) == model(&training));
    take_back(0);
    assert!(model(&bench.open()) == model(&training), "one that has faded is taken back too");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_slip_on_a_message_never_taught_is_taken_back_without_a_trace(
        events in proptest::collection::vec((0_u32..6, prop_oneof![
            Just(None), Just(Some(Label::Ham)), Just(Some(Label::Spam))
        ]), 0..30),
        slip in 6_u32..9,
        label in prop_oneof![Just(Label::Ham), Just(Label::Spam)],
    ) {
        let bench = Bench::new();
        let training = bench.open();
        for (number, label) in &events {
            bench.teach(&training, &spam(*number), *label);
        }
        let before = model(&training);
        bench.teach(&training, &spam(slip), Some(label));
        bench.teach(&training, &spam(slip), None);
        // Without the values: two models printed are a hundred megabytes.
        prop_assert!(model(&training) == before);
        prop_assert!(model(&bench.open()) == before);
    }

    #[test]
    fn the_model_is_a_function_of_what_stands_in_the_log(
        events in proptest::collection::vec((0_u32..6, prop_oneof![
            Just(None), Just(Some(Label::Ham)), Just(Some(Label::Spam))
        ]), 0..40)
    ) {
        let bench = Bench::new();
        let training = bench.open();
        for (number, label) in &events {
            bench.teach(&training, &spam(*number), *label);
        }
        prop_assert_eq!(model(&bench.open()), model(&training));
        for number in 0..6 {
            bench.teach(&training, &spam(number), None);
        }
        prop_assert_eq!(model(&training), Model::empty());
        prop_assert_eq!(bench.store.read(training::counts).unwrap(), (0, 0));
    }
}
