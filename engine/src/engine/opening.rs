//! Opening a data folder: its lock, its store, its model.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, broadcast};

use super::{EVENTS_WAITING, Engine, Inner, Options, Recent, passwords};
use crate::account::SecretPlace;
use crate::connect::{Connect, Seats};
use crate::disk;
use crate::problem::{Problem, ProblemKind};
use crate::quarantine::junk::Junk;
use crate::secret::Secrets;
use crate::signatures::Signatures;
use crate::store::{Store, settings};
use crate::training::Training;

pub(super) fn open(
    data_dir: &Path,
    options: &Options,
    connector: Arc<dyn Connect>,
) -> Result<Engine, Problem> {
    open_within(PATIENCE, data_dir, options, connector)
}

fn open_within(
    patience: Duration,
    data_dir: &Path,
    options: &Options,
    connector: Arc<dyn Connect>,
) -> Result<Engine, Problem> {
    disk::make_private_folder(data_dir)?;
    let lock = take_lock(data_dir, patience)?;
    let store = Store::open(&store_path(data_dir))?;
    remember_place(&store, options.secrets)?;
    let junk = Junk::open(data_dir)?;
    junk.sweep()?;
    let still_locked = lock.try_clone();
    let engine = assembled(data_dir, options, connector, (store, junk, Some(lock)))?;
    match engine.list_what_is_here() {
        Err(damaged) if damaged.kind == ProblemKind::StoreCorrupt => {
            // Told as what it is at an opening: the file lies aside before anybody goes on with it.
            drop(engine);
            let aside = Store::open(&store_path(data_dir)).err();
            drop(still_locked);
            Err(aside.unwrap_or(damaged))
        }
        listed => listed.map(|()| engine),
    }
}

pub(super) fn open_for_reading(
    data_dir: &Path,
    options: &Options,
    connector: Arc<dyn Connect>,
) -> Result<Engine, Problem> {
    match open_within(Duration::ZERO, data_dir, options, Arc::clone(&connector)) {
        Ok(mut engine) => {
            // Nobody else has a handle yet. Who only reads keeps nobody from writing.
            if let Some(inner) = Arc::get_mut(&mut engine.inner) {
                inner.store.stop_writing();
                drop(inner.lock.take());
            }
            Ok(engine)
        }
        Err(problem) if problem.kind == ProblemKind::AlreadyRunning => {
            let store = Store::open_beside(&store_path(data_dir))?;
            assembled(data_dir, options, connector, (store, Junk::beside(data_dir), None))
        }
        // Nobody can write there, so there is nobody to lock out.
        Err(problem) if is_unwritable(&problem) && store_path(data_dir).exists() => {
            let path = store_path(data_dir);
            let store = match problem.kind {
                ProblemKind::DiskFull => Store::open_without_room(&path),
                _ => Store::open_unchanging(&path),
            }?;
            assembled(data_dir, options, connector, (store, Junk::beside(data_dir), None))
        }
        Err(problem) => Err(problem),
    }
}

/// Whether the disk takes nothing: it is read-only, or full.
fn is_unwritable(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::ReadOnly | ProblemKind::DiskFull)
}

fn store_path(data_dir: &Path) -> PathBuf {
    data_dir.join("mekiki.db")
}

fn assembled(
    data_dir: &Path,
    options: &Options,
    connector: Arc<dyn Connect>,
    (mut store, junk, lock): (Store, Junk, Option<File>),
) -> Result<Engine, Problem> {
    let notice = store.take_salvaged();
    let secrets = Secrets::open(place_of_secrets(&store, options.secrets)?, data_dir);
    if options.secrets == SecretPlace::AsChosen {
        for (id, place) in &passwords::homes(&store) {
            secrets.has_home(id, *place);
        }
    }
    let training = Training::open(data_dir, &store, options.starter)?;
    let (events, _) = broadcast::channel(EVENTS_WAITING);
    Ok(Engine {
        inner: Arc::new(Inner {
            data_dir: data_dir.to_owned(),
            clock: options.clock,
            store,
            junk,
            training,
            signatures: Signatures::default(),
            secrets: Arc::new(secrets),
            connector,
            seats: Seats::default(),
            recent: Mutex::new(Recent::default()),
            events,
            accounts_changed: Notify::new(),
            #[cfg(test)]
            gate: None,
            notice: Mutex::new(notice),
            listed_again: AtomicU32::new(0),
            lock,
        }),
    })
}

/// Who only reads has the lock for a moment while opening; whoever writes waits so long for it.
const PATIENCE: Duration = Duration::from_millis(400);
const PAUSE: Duration = Duration::from_millis(10);

/// The setting that remembers where this data folder's passwords are.
const SECRETS: &str = "secrets";
const IN_FILE: &str = "file";
const IN_KEYRING: &str = "keyring";

/// Remembers the place of passwords that was asked for, if it outlives the program.
fn remember_place(store: &Store, asked: SecretPlace) -> Result<(), Problem> {
    let remember = |place: &str| store.write(|tx| settings::set(tx, SECRETS, place));
    match asked {
        SecretPlace::Keyring => remember(IN_KEYRING),
        SecretPlace::File => remember(IN_FILE),
        SecretPlace::AsChosen | SecretPlace::MemoryOnly => Ok(()),
    }
}

/// Where the passwords are: the place asked for, else the one remembered.
fn place_of_secrets(store: &Store, asked: SecretPlace) -> Result<SecretPlace, Problem> {
    if asked != SecretPlace::AsChosen {
        return Ok(asked);
    }
    let chosen = store.read(|connection| settings::value(connection, SECRETS))?;
    Ok(if chosen.as_deref() == Some(IN_FILE) { SecretPlace::File } else { SecretPlace::Keyring })
}

fn take_lock(data_dir: &Path, patience: Duration) -> Result<File, Problem> {
    let path = data_dir.join("mekiki.lock");
    let file = disk::open_private(&path).map_err(|error| disk::not_made(&error, &path))?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {
                return Err(Problem::new(ProblemKind::AlreadyRunning).with("path", data_dir.display()));
            }
            Err(TryLockError::Error(error)) => return Err(Problem::from_io(&error, &path)),
        }
    }
}
