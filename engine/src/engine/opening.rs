//! Opening a data folder: its lock, its store, its model.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, PoisonError};
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
use crate::store::{Store, loss};
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
        listed => listed.and_then(|()| with_standing_notice(engine)),
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
            let parts = (store, Junk::beside(data_dir), None);
            assembled(data_dir, options, connector, parts).and_then(with_standing_notice)
        }
        // Nobody can write there, so there is nobody to lock out.
        Err(problem) if is_unwritable(&problem) && store_path(data_dir).exists() => {
            let path = store_path(data_dir);
            let store = match problem.kind {
                ProblemKind::DiskFull => Store::open_without_room(&path),
                _ => Store::open_unchanging(&path),
            }?;
            let parts = (store, Junk::beside(data_dir), None);
            assembled(data_dir, options, connector, parts).and_then(with_standing_notice)
        }
        Err(problem) => Err(problem),
    }
}

/// Whether nothing can be written: the disk is read-only or full, or the folder somebody else's.
fn is_unwritable(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::ReadOnly | ProblemKind::DiskFull | ProblemKind::PermissionDenied)
}

/// A loss is told at each opening until the person has answered.
fn with_standing_notice(engine: Engine) -> Result<Engine, Problem> {
    let loss = engine.store().read(loss::untold)?;
    let mut notice = engine.inner.notice.lock().unwrap_or_else(PoisonError::into_inner);
    if notice.is_none() {
        *notice = loss;
    }
    drop(notice);
    Ok(engine)
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
    let secrets = Secrets::open(options.secrets, data_dir);
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
