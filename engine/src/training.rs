//! What the committee has learned: the log in the store is the truth, the model in memory
//! its function, a snapshot file a faster start.

mod change;

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use classifier::{Cutoffs, Digest, Facts, Judgement, Message, Model, Sample};
use rusqlite::Transaction;
use sha2::Digest as _;

use crate::disk;
use crate::problem::Problem;
use crate::store::{Step, Store, settings, training};
use change::{Change, Undo};
pub(crate) use change::{Taught, Teaching};

/// A snapshot is written after so many changes.
const CHANGES_PER_SNAPSHOT: i64 = 100;

/// The model in memory and how much of the log it has seen.
pub(crate) struct Training {
    state: RwLock<State>,
    snapshot: PathBuf,
    /// Whether learning starts from the shipped model.
    starter: bool,
}

struct State {
    model: Model,
    /// The newest event of the log that the model has seen.
    seen: i64,
    /// The newest event that the snapshot has.
    saved: i64,
    /// What a snapshot must say of itself to be taken: format, program, start, store.
    mark: Vec<u8>,
}

impl Training {
    /// Brings the model up to the log.
    pub(crate) fn open(data_dir: &Path, store: &Store, starter: bool) -> Result<Self, Problem> {
        let snapshot = data_dir.join("model.snapshot");
        let mark = mark(store, starter)?;
        let newest = store.read(training::newest)?;
        let taken = read_snapshot(&snapshot, &mark).filter(|(seen, _)| *seen <= newest);
        let (saved, model) = taken.unwrap_or_else(|| (0, start(starter)));
        let model = replayed(store, model, saved)?;
        Ok(Self { state: RwLock::new(State { model, seen: newest, saved, mark }), snapshot, starter })
    }

    /// Runs a change that may write the log anew, and then brings the model up to it from the beginning.
    /// Nobody learns meanwhile.
    pub(crate) fn rewrite<T>(
        &self,
        store: &Store,
        change: impl FnOnce(&Transaction<'_>) -> Step<(T, bool)>,
    ) -> Result<T, Problem> {
        let mut state = self.writing();
        let (value, is_rewritten) = store.write(|tx| {
            let (value, is_rewritten) = change(tx)?;
            if is_rewritten {
                // A snapshot of before numbers the events otherwise.
                settings::rename_store(tx)?;
            }
            Ok((value, is_rewritten))
        })?;
        if is_rewritten {
            let newest = store.read(training::newest)?;
            let model = replayed(store, start(self.starter), 0)?;
            *state = State { model, seen: newest, saved: 0, mark: mark(store, self.starter)? };
            self.save_now_and_then(&mut state);
        }
        Ok(value)
    }

    /// Judges with what has been learned so far.
    pub(crate) fn judge(&self, message: &Message, facts: &Facts, cutoffs: Cutoffs) -> Judgement {
        classifier::classify(message, facts, &self.reading().model, cutoffs)
    }

    /// The same, with what is kept of the message for learning.
    pub(crate) fn judge_with_sample(&self, message: &Message, facts: &Facts) -> (Judgement, Sample) {
        classifier::classify_with_sample(message, facts, &self.reading().model, Cutoffs::default())
    }

    /// Lessons in the model, ham and spam: all of the log that could be read.
    pub(crate) fn learned(&self) -> (u32, u32) {
        self.reading().model.learned()
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
            let taught = Change { tx, model: &mut state.model, undo: &mut undo }.make(lesson)?;
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

    /// Takes back what was learned of a message though nobody said so.
    pub(crate) fn lapse(&self, store: &Store, digest: Digest, now: i64) -> Result<(), Problem> {
        let live = store.read(|connection| training::live(connection, digest))?;
        if live.is_some_and(|entry| entry.lesson.is_unspoken()) {
            let sample = Sample::default();
            self.teach(
                store,
                &Teaching { digest, sample: &sample, label: None, account: None, stood: None, now },
                |_| Ok(()),
            )?;
        }
        Ok(())
    }

    /// Writes a snapshot when enough has changed. One that cannot be written costs a slower
    /// start and nothing else: the log has it all.
    fn save_now_and_then(&self, state: &mut State) {
        if state.seen - state.saved < CHANGES_PER_SNAPSHOT {
            return;
        }
        match disk::replace(&self.snapshot, &snapshot_bytes(&state.mark, state.seen, &state.model)) {
            Ok(()) => state.saved = state.seen,
            Err(problem) => tracing::warn!(%problem, "the model's snapshot was not written"),
        }
    }

    #[cfg(test)]
    pub(crate) fn model(&self) -> Model {
        self.reading().model.clone()
    }

    fn reading(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn writing(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn start(starter: bool) -> Model {
    if starter { Model::starter() } else { Model::empty() }
}

fn mark(store: &Store, starter: bool) -> Result<Vec<u8>, Problem> {
    let store_id = store.read(settings::store_id)?;
    let start = if starter { "starter" } else { "empty" };
    Ok(format!("mekiki-model 1 {} {start} {store_id}\n", env!("CARGO_PKG_VERSION")).into_bytes())
}

/// The model with what the log holds after event `seen`.
fn replayed(store: &Store, mut model: Model, seen: i64) -> Result<Model, Problem> {
    store.read(|connection| {
        training::since(connection, seen, |entry, learned| replay(&mut model, entry, learned))?;
        recall(connection, &mut model)
    })?;
    Ok(model)
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
            model.recall(&sample, entry.label, entry.lesson);
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
mod tests;
