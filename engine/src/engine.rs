//! The one door through which the shells use Mekiki.

mod accounts;
mod first_training;
mod lists;
mod messages;
mod moving;
mod opening;
mod passwords;
mod tags;
mod teaching;
#[cfg(test)]
mod tests;
mod unanswered;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, broadcast};

use crate::account::{AccountId, SecretPlace};
use crate::connect::{Connect, Real, Seat, Seats};
use crate::problem::{Problem, ProblemKind};
use crate::quarantine::junk::Junk;
use crate::secret::Secrets;
use crate::signatures::Signatures;
use crate::store::Store;
use crate::training::Training;
use crate::view::{Event, Salvaged};
pub use first_training::FolderReader;
use messages::Recent;
pub(crate) use messages::{BEGINNING, LARGEST_WHOLE};

/// So many events wait for a shell that is slow to take them; it lists again after missing some.
const EVENTS_WAITING: usize = 1024;

/// What an engine is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where a password is kept that is given to this engine. Each account remembers the place of
    /// its own; that an engine is opened with one changes nothing by itself.
    pub secrets: SecretPlace,
    /// The clock, seconds since 1970; tests bring their own.
    pub clock: fn() -> i64,
    /// Whether learning starts from the shipped model (else from an empty one).
    pub starter: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { secrets: SecretPlace::AsChosen, clock: || jiff::Timestamp::now().as_second(), starter: true }
    }
}

/// Mekiki at work on one data folder. Cheap to clone; all clones are the same engine.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Engine").field("data_dir", &self.inner.data_dir).finish_non_exhaustive()
    }
}

struct Inner {
    data_dir: PathBuf,
    clock: fn() -> i64,
    store: Store,
    junk: Junk,
    training: Training,
    signatures: Signatures,
    secrets: Arc<Secrets>,
    connector: Arc<dyn Connect>,
    seats: Seats,
    recent: Mutex<Recent>,
    events: broadcast::Sender<Event>,
    accounts_changed: Notify,
    #[cfg(test)]
    gate: Option<Gate>,
    notice: Mutex<Option<Salvaged>>,
    listed_again: AtomicU32,
    /// Last, so that it is let go when everything else is closed; `None` where only reading is done.
    lock: Option<File>,
}

/// Where a test stops the program: called with the name of each step.
#[cfg(test)]
pub(crate) type Gate = Arc<dyn Fn(&str) -> Result<(), Problem> + Send + Sync>;

impl Engine {
    /// Opens (or makes) the data folder, takes its lock and brings its store up to date.
    /// Moves that were interrupted are completed at the account's next connection.
    ///
    /// Fails with `AlreadyRunning`, `StoreTooNew`, `StoreCorrupt` (the damaged file is kept
    /// under the name that `path` gives; opening again begins a new one and finds what is
    /// held), `ReadOnly`, `PermissionDenied` or `DiskFull`.
    #[allow(clippy::needless_pass_by_value)]
    pub fn open(data_dir: &Path, options: Options) -> Result<Self, Problem> {
        Self::open_with(data_dir, &options, Arc::new(Real { data_dir: data_dir.to_owned() }))
    }

    /// Opens the data folder for reading, also while another Mekiki has it: whatever would
    /// change something fails with `AlreadyRunning`.
    ///
    /// When nobody has the folder it is made, brought up to date and its store repaired as by
    /// [`Engine::open`], but the lock is let go before this returns. When somebody has it,
    /// nothing at all is written, and this fails with `StoreTooNew` or `StoreTooOld` where
    /// that program is of another version.
    #[allow(clippy::needless_pass_by_value)]
    pub fn open_for_reading(data_dir: &Path, options: Options) -> Result<Self, Problem> {
        opening::open_for_reading(data_dir, &options, Arc::new(Real { data_dir: data_dir.to_owned() }))
    }

    /// The same with another way to mailboxes.
    pub fn open_with(
        data_dir: &Path,
        options: &Options,
        connector: Arc<dyn Connect>,
    ) -> Result<Self, Problem> {
        opening::open(data_dir, options, connector)
    }

    /// Where this system keeps a program's data; `None` when there is no home folder.
    pub fn default_data_dir() -> Option<PathBuf> {
        directories::ProjectDirs::from("", "", "mekiki").map(|dirs| dirs.data_dir().to_path_buf())
    }

    /// The folder that holds everything.
    pub fn data_dir(&self) -> &Path {
        &self.inner.data_dir
    }

    /// What the person should know of the opening: that the database was damaged, where it
    /// lies now, and what was taken over from it. Said by the opening that did it; and where not
    /// all was taken over, by each until the person has answered with [`Engine::go_on`].
    pub fn take_notice(&self) -> Option<Salvaged> {
        self.inner.notice.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Whether this opening took over what a damaged database held: what it lists again is in a new
    /// database and not in an older one, and what was lost was noted there.
    pub(crate) fn has_taken_over(&self) -> bool {
        self.inner.notice.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// How many held messages lay in the junk folder and were not in the list, which they are in
    /// again: the database had lost what was noted last, or an older copy of it was put back.
    /// The next look asks the mailbox where else they are. Said once, by the opening that did
    /// it; 0 after a damaged database was replaced, which [`Engine::take_notice`] tells.
    pub fn take_listed_again(&self) -> u32 {
        self.inner.listed_again.swap(0, Ordering::Relaxed)
    }

    pub(crate) fn say_listed_again(&self, count: u32) {
        let replaced = self.inner.notice.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        self.inner.listed_again.store(if replaced { 0 } else { count }, Ordering::Relaxed);
    }

    /// Follows what happens from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.inner.events.subscribe()
    }

    pub(crate) fn now(&self) -> i64 {
        (self.inner.clock)()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn junk(&self) -> &Junk {
        &self.inner.junk
    }

    pub(crate) fn training(&self) -> &Training {
        &self.inner.training
    }

    pub(crate) fn signatures(&self) -> &Signatures {
        &self.inner.signatures
    }

    pub(crate) fn secrets(&self) -> &Arc<Secrets> {
        &self.inner.secrets
    }

    pub(crate) fn connector(&self) -> &dyn Connect {
        &*self.inner.connector
    }

    pub(crate) fn seat(&self, id: &AccountId) -> Arc<Seat> {
        self.inner.seats.of(id)
    }

    pub(crate) fn accounts_changed(&self) -> &Notify {
        &self.inner.accounts_changed
    }

    /// Tells the shells; nobody listening is fine.
    pub(crate) fn emit(&self, event: Event) {
        let _ = self.inner.events.send(event);
    }

    pub(crate) fn changed(&self, account: &AccountId) {
        self.emit(Event::MessagesChanged { account: account.clone() });
    }

    /// Does what takes long or waits for the disk away from the tasks that talk to servers.
    pub(crate) async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let engine = self.clone();
        tokio::task::spawn_blocking(move || work(&engine))
            .await
            .map_err(|error| Problem::new(ProblemKind::Internal).with("detail", error))?
    }

    /// The same engine, which a test stops at its steps. Its only handle must be given.
    #[cfg(test)]
    #[allow(clippy::unwrap_used)]
    pub(crate) fn with_gate(mut self, gate: Gate) -> Self {
        Arc::get_mut(&mut self.inner).unwrap().gate = Some(gate);
        self
    }

    /// A step of a journalled move is done. Tests stop the program here.
    #[cfg(test)]
    pub(crate) fn step(&self, name: &str) -> Result<(), Problem> {
        self.inner.gate.as_ref().map_or(Ok(()), |gate| gate(name))
    }

    /// A step of a journalled move is done. Tests stop the program here.
    #[cfg(not(test))]
    #[allow(clippy::unnecessary_wraps, clippy::unused_self)]
    #[inline]
    pub(crate) fn step(&self, _name: &str) -> Result<(), Problem> {
        Ok(())
    }
}
