//! What the committee has learned: the log in the store is the truth, the model in memory
//! its function, a snapshot file a faster start.

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use classifier::learning::{Contradiction, Lesson};
use classifier::{Cutoffs, Digest, Facts, Judgement, Label, Message, Model, Sample};
use rusqlite::Transaction;
use sha2::Digest as _;

use crate::disk;
use crate::problem::Problem;
use crate::store::{Step, Store, settings, training};

/// A snapshot is written after so many changes.
const CHANGES_PER_SNAPSHOT: i64 = 100;

/// The model in memory and how much of the log it has seen.
pub(crate) struct Training {
    state: RwLock<State>,
    snapshot: PathBuf,
    /// What a snapshot must say of itself to be taken: format, program, start, store.
    mark: Vec<u8>,
}

struct State {
    model: Model,
    /// The newest event of the log that the model has seen.
    seen: i64,
    /// The newest event that the snapshot has.
    saved: i64,
}

impl Training {
    /// Brings the model up to the log.
    pub(crate) fn open(data_dir: &Path, store: &Store, starter: bool) -> Result<Self, Problem> {
        let store_id = store.read(settings::store_id)?;
        let start = if starter { "starter" } else { "empty" };
        let mark = format!("mekiki-model 1 {} {start} {store_id}\n", env!("CARGO_PKG_VERSION")).into_bytes();
        let snapshot = data_dir.join("model.snapshot");
        let newest = store.read(training::newest)?;
        let taken = read_snapshot(&snapshot, &mark).filter(|(seen, _)| *seen <= newest);
        let (saved, mut model) =
            taken.unwrap_or_else(|| (0, if starter { Model::starter() } else { Model::empty() }));
        store.read(|connection| {
            training::since(connection, saved, |entry, learned| replay(&mut model, entry, learned))?;
            recall(connection, &mut model)
        })?;
        Ok(Self { state: RwLock::new(State { model, seen: newest, saved }), snapshot, mark })
    }

    /// Judges with what has been learned so far.
    pub(crate) fn judge(&self, message: &Message, facts: &Facts, cutoffs: Cutoffs) -> Judgement {
        classifier::classify(message, facts, &self.reading().model, cutoffs)
    }

    /// The same, with what is kept of the message for learning.
    pub(crate) fn judge_with_sample(&self, message: &Message, facts: &Facts) -> (Judgement, Sample) {
        classifier::classify_with_sample(message, facts, &self.reading().model, Cutoffs::default())
    }

    /// Makes `label` what is learned of a message (`None`: nothing), in one transaction with
    /// what `also` does. Says whether anything changed, and what taught before speaks against it.
    pub(crate) fn teach(
        &self,
        store: &Store,
        lesson: &Teaching<'_>,
        also: impl FnOnce(&Transaction<'_>) -> Step<()>,
    ) -> Result<Taught, Problem> {
        let mut state = self.writing();
        let mut undo = Undo::default();
        let written = store.write(|tx| {
            let taught = change(tx, &mut state.model, lesson, &mut undo)?;
            also(tx)?;
            Ok((taught, training::newest(tx)?))
        });
        match written {
            Ok((taught, newest)) => {
                state.seen = newest;
                if let Err(problem) = store.read(|connection| recall(connection, &mut state.model)) {
                    tracing::warn!(%problem, "lessons that faded from the model were not brought back");
                }
                self.save_now_and_then(&mut state);
                Ok(taught)
            }
            Err(problem) => {
                undo.run(&mut state.model);
                Err(problem)
            }
        }
    }

    /// Writes a snapshot when enough has changed. One that cannot be written costs a slower
    /// start and nothing else: the log has it all.
    fn save_now_and_then(&self, state: &mut State) {
        if state.seen - state.saved < CHANGES_PER_SNAPSHOT {
            return;
        }
        match disk::replace(&self.snapshot, &snapshot_bytes(&self.mark, state.seen, &state.model)) {
            Ok(()) => state.saved = state.seen,
            Err(problem) => tracing::warn!(%problem, "the model's snapshot was not written"),
        }
    }

    fn reading(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn writing(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is to be learned of a message.
pub(crate) struct Teaching<'a> {
    pub(crate) digest: Digest,
    pub(crate) sample: &'a Sample,
    pub(crate) label: Option<Label>,
    pub(crate) now: i64,
}

/// What came of teaching.
#[derive(Debug, Default)]
pub(crate) struct Taught {
    /// Whether the log changed.
    pub(crate) changed: bool,
    /// What stood in the log of this message before.
    pub(crate) before: Option<Label>,
    /// What was taught of other messages and speaks against it.
    pub(crate) against: Option<Contradiction>,
}

/// What was done to the model, newest last, so that a failed transaction leaves it as it was.
#[derive(Default)]
struct Undo(Vec<(Sample, Label, Lesson, bool)>);

impl Undo {
    fn run(self, model: &mut Model) {
        for (sample, label, lesson, learned) in self.0.into_iter().rev() {
            if learned {
                model.unlearn(&sample, label, lesson);
            } else {
                model.relearn(&sample, label, lesson);
            }
        }
    }
}

fn change(tx: &Transaction<'_>, model: &mut Model, teaching: &Teaching<'_>, undo: &mut Undo) -> Step<Taught> {
    let live = training::live(tx, teaching.digest)?;
    let before = live.as_ref().map(|entry| entry.label);
    if before == teaching.label {
        return Ok(Taught { changed: false, before, against: None });
    }
    // Who goes back to their earlier word takes the later one back: the earlier lesson stands
    // again as it was, not as the model of today would learn it. What was counted is then as
    // before; but the message is now the newest of the rows that `checks` is fitted to, so a
    // fit may cover other rows than before.
    let replaced = match &live {
        Some(entry) => training::replaced_by(tx, teaching.digest, entry.seq)?,
        None => None,
    };
    let earlier = replaced.filter(|entry| Some(entry.label) == teaching.label);
    let earlier = earlier.and_then(|entry| Some((Sample::from_bytes(&entry.sample)?, entry.lesson)));
    if let Some(entry) = live {
        training::unlearned(tx, entry.seq, teaching.now)?;
        // One that cannot be read was not replayed either: there is nothing to take back.
        if let Some(sample) = Sample::from_bytes(&entry.sample) {
            model.unlearn(&sample, entry.label, entry.lesson);
            undo.0.push((sample, entry.label, entry.lesson, false));
        }
    }
    let mut against = None;
    if let Some(label) = teaching.label {
        let (sample, lesson) = if let Some((sample, lesson)) = earlier {
            model.relearn(&sample, label, lesson);
            (sample, lesson)
        } else {
            against = model.contradiction(teaching.sample, label);
            (teaching.sample.clone(), model.learn(teaching.sample, label))
        };
        training::learned(tx, teaching.digest, label, lesson, &sample.to_bytes(), teaching.now)?;
        undo.0.push((sample, label, lesson, true));
    }
    Ok(Taught { changed: true, before, against })
}

fn replay(model: &mut Model, entry: &training::Entry, learned: bool) {
    match Sample::from_bytes(&entry.sample) {
        Some(sample) if learned => model.relearn(&sample, entry.label, entry.lesson),
        Some(sample) => model.unlearn(&sample, entry.label, entry.lesson),
        None => tracing::warn!(seq = entry.seq, "an entry of the training log cannot be read"),
    }
}

/// Brings back the lessons for which taking others back has made room in the model.
fn recall(connection: &rusqlite::Connection, model: &mut Model) -> Step<()> {
    let mut back = model.wants().unwrap_or(0);
    while model.wants().is_some() {
        let Some(entry) = training::standing(connection, back)? else { break };
        if let Some(sample) = Sample::from_bytes(&entry.sample) {
            model.recall(&sample, entry.label);
        }
        back += 1;
    }
    Ok(())
}

fn snapshot_bytes(mark: &[u8], seen: i64, model: &Model) -> Vec<u8> {
    let mut bytes = mark.to_vec();
    bytes.extend_from_slice(&seen.to_le_bytes());
    // In one piece of memory, since it is as large as the model: the sum is filled in after.
    let (sum, body) = (bytes.len(), bytes.len() + 32);
    bytes.resize(body, 0);
    model.write_to(&mut bytes);
    let digest = sha2::Sha256::digest(bytes.get(body..).unwrap_or_default());
    if let Some(place) = bytes.get_mut(sum..body) {
        place.copy_from_slice(&digest);
    }
    bytes
}

fn read_snapshot(path: &Path, mark: &[u8]) -> Option<(i64, Model)> {
    let bytes = std::fs::read(path).ok()?;
    let rest = bytes.strip_prefix(mark)?;
    let (seen, rest) = rest.split_first_chunk::<8>()?;
    let (sum, body) = rest.split_first_chunk::<32>()?;
    if sha2::Sha256::digest(body).as_slice() != sum {
        return None;
    }
    Some((i64::from_le_bytes(*seen), Model::from_bytes(body)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

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
            let teaching = Teaching { digest: digest(raw), sample: &sample, label, now: NOW };
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
        let teaching =
            Teaching { digest: digest(&spam(1)), sample: &sample, label: Some(Label::Spam), now: NOW };
        let failed = training
            .teach(&bench.store, &teaching, |_| Err(Problem::new(crate::ProblemKind::Internal).into()));
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
        assert!(read_snapshot(&snapshot, &training.mark).is_some());
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
            let teaching =
                Teaching { digest: digest(&number.to_be_bytes()), sample: &unread, label: None, now: NOW };
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
}
