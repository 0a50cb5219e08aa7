//! Everything that Mekiki remembers, in one `SQLite` file.
//!
//! One writer connection, readers apart, write-ahead log, every commit flushed. Beside another
//! program that has the writer, a store can be opened for reading alone. Each table family has
//! a file of its own below. Never holds the text of a message, nor a secret.
//! Architecture invariant: knows nothing of mailboxes, protocols or the junk folder.

pub(crate) mod accounts;
mod damage;
mod fault;
mod files;
pub(crate) mod held;
pub(crate) mod journal;
pub(crate) mod lists;
pub(crate) mod loss;
pub(crate) mod messages;
pub(crate) mod moving;
mod salvage;
mod schema;
pub(crate) mod senders;
pub(crate) mod settings;
pub(crate) mod signatures;
pub(crate) mod swayed;
pub(crate) mod tags;
pub(crate) mod taught;
pub(crate) mod trained;
pub(crate) mod training;
pub(crate) mod unspoken;
pub(crate) mod waiting;
pub(crate) mod words;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::problem::{Problem, ProblemKind};
use crate::view::Salvaged;
pub(crate) use fault::{Fault, Step};

/// The open store.
pub(crate) struct Store {
    path: PathBuf,
    // Before the writer: the connection that closes last writes the log back into the file,
    // which a reader may not.
    readers: Mutex<Vec<Connection>>,
    writer: Option<Mutex<Connection>>,
    /// Whether changes are taken. Without a writer they never are.
    writable: bool,
    /// Whether it lies on a disk that nobody can write.
    unchanging: bool,
    /// What a change is refused with where none is taken.
    refusal: ProblemKind,
    /// What was taken over from a damaged file when this one was made in its place.
    salvaged: Option<Salvaged>,
}

impl Store {
    /// Opens the file, or makes it, and brings it up to date.
    ///
    /// A damaged file is moved aside, never overwritten; `StoreCorrupt` says where it is
    /// now, and the next opening starts a new one with what can still be read of it. Damage that was
    /// met at work was told then, and is what the person starts again for: this opening does it.
    pub(crate) fn open(path: &Path) -> Result<Self, Problem> {
        damage::set_aside_if_marked(path)?;
        damage::refuse_if_empty(path)?;
        let is_new = !path.exists();
        let opened = Self::connect_writer(path).and_then(|mut writer| {
            let take_over = |writer| salvage::take_over(path, writer).map_err(|fault| fault.at(path));
            let salvaged = if is_new { take_over(&mut writer)? } else { None };
            Ok((writer, salvaged))
        });
        if is_new && opened.is_err() {
            damage::remove_unmade(path);
        }
        damage::set_aside_if_damaged(path, opened).map(|(writer, salvaged)| Self {
            path: path.to_owned(),
            writer: Some(Mutex::new(writer)),
            writable: true,
            unchanging: false,
            refusal: ProblemKind::AlreadyRunning,
            readers: Mutex::new(Vec::new()),
            salvaged,
        })
    }

    /// Opens the file for reading, beside the program that has it open. Nothing is made,
    /// brought up to date, repaired or moved aside.
    ///
    /// Fails with `StoreTooNew` or `StoreTooOld` when that program is of another version.
    pub(crate) fn open_beside(path: &Path) -> Result<Self, Problem> {
        let store = Self::without_writer(path, false);
        if !path.exists() {
            // The other program is just making it.
            return Err(store.not_writable());
        }
        store.read(schema::is_current)?;
        Ok(store)
    }

    /// Opens the file for reading on a disk that is read-only, where `SQLite` can make nothing
    /// beside it. What an interrupted program left in the log is seen where its index is there,
    /// too.
    ///
    /// Fails with `ReadOnly` where nothing sensible can be read: without what is in the log a
    /// sound database may look damaged, and nobody could mend it there if it were.
    pub(crate) fn open_unchanging(path: &Path) -> Result<Self, Problem> {
        let store = Self::without_writer(path, true);
        match store.read(schema::is_current) {
            Err(_) if files::has_log(path) => Err(store.not_writable()),
            other => other.map(|()| store),
        }
    }

    /// Opens the file for reading on a disk that is full. What the log holds beside the file is
    /// seen where there is room yet for the index of it that all readers share.
    pub(crate) fn open_without_room(path: &Path) -> Result<Self, Problem> {
        let mut store = Self::open_beside(path).or_else(|_| Self::open_unchanging(path))?;
        store.refusal = ProblemKind::DiskFull;
        Ok(store)
    }

    fn without_writer(path: &Path, unchanging: bool) -> Self {
        Self {
            path: path.to_owned(),
            writer: None,
            writable: false,
            unchanging,
            refusal: if unchanging { ProblemKind::ReadOnly } else { ProblemKind::AlreadyRunning },
            readers: Mutex::new(Vec::new()),
            salvaged: None,
        }
    }

    /// Takes no changes any more. The writer stays, as it is the one that tidies up at the end.
    pub(crate) fn stop_writing(&mut self) {
        self.writable = false;
    }

    /// What was taken over from a damaged file; said once.
    pub(crate) fn take_salvaged(&mut self) -> Option<Salvaged> {
        self.salvaged.take()
    }

    fn not_writable(&self) -> Problem {
        let folder = self.path.parent().unwrap_or(&self.path);
        Problem::new(self.refusal).with("path", folder.display())
    }

    fn connect_writer(path: &Path) -> Result<Connection, Problem> {
        // A program that ends well leaves no log behind.
        let after_a_crash = files::has_log(path);
        files::prepare(path)?;
        let connect = || -> Step<Connection> {
            let mut connection = Connection::open(path)?;
            connection.busy_timeout(Duration::from_secs(10))?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "foreign_keys", true)?;
            damage::check(path, &connection, after_a_crash)?;
            schema::migrate(&mut connection)?;
            Ok(connection)
        };
        connect().map_err(|fault| fault.at(path))
    }

    /// Runs one change: all of it or nothing, on disk when this returns. Fails with
    /// `AlreadyRunning` where the store was opened for reading alone.
    pub(crate) fn write<T>(&self, change: impl FnOnce(&Transaction<'_>) -> Step<T>) -> Result<T, Problem> {
        let Some(writer) = self.writer.as_ref().filter(|_| self.writable) else {
            return Err(self.not_writable());
        };
        let mut writer = held(writer);
        let run = || -> Step<T> {
            let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = change(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        run().map_err(|fault| self.problem(fault))
    }

    /// Runs a change to see what would come of it, and takes all of it back.
    pub(crate) fn rehearse<T>(&self, change: impl FnOnce(&Transaction<'_>) -> Step<T>) -> Result<T, Problem> {
        let mut came = None;
        let rolled_back = self.write(|tx| -> Step<()> {
            came = Some(change(tx)?);
            Err(Problem::new(ProblemKind::Internal).with("detail", "rehearsed").into())
        });
        match (came, rolled_back) {
            (Some(value), _) => Ok(value),
            (None, Err(problem)) => Err(problem),
            (None, Ok(())) => Err(Problem::new(ProblemKind::Internal).with("detail", "not rehearsed")),
        }
    }

    /// Reads, beside the writer.
    pub(crate) fn read<T>(&self, query: impl FnOnce(&Connection) -> Step<T>) -> Result<T, Problem> {
        let reader = held(&self.readers).pop();
        let reader = match reader {
            Some(reader) => reader,
            None => self.connect_reader().map_err(|fault| self.problem(fault))?,
        };
        let value = query(&reader).map_err(|fault| self.problem(fault));
        held(&self.readers).push(reader);
        value
    }

    fn connect_reader(&self) -> Step<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reads_log = files::has_log(&self.path) && files::has_index(&self.path);
        let reader = if self.unchanging && !reads_log {
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(unchanging_uri(&self.path), flags)?
        } else {
            Connection::open_with_flags(&self.path, flags)?
        };
        reader.busy_timeout(Duration::from_secs(10))?;
        Ok(reader)
    }

    /// What was written is not found again: the next opening acts upon it.
    pub(crate) fn damage_found(&self) -> Problem {
        self.problem(Problem::new(ProblemKind::StoreCorrupt).with("path", self.path.display()).into())
    }

    fn problem(&self, fault: Fault) -> Problem {
        let problem = fault.at(&self.path);
        if self.unchanging && problem.kind == ProblemKind::StoreCorrupt {
            return self.not_writable();
        }
        if self.writable {
            damage::mark_if_damaged(&self.path, &problem);
        }
        if problem.kind == ProblemKind::StoreCorrupt {
            tracing::warn!(%problem, "the database is damaged");
            return problem.with("detail", MET);
        }
        problem
    }
}

/// The detail of damage that was met at work: nothing was moved aside yet.
const MET: &str = "met";

/// The file's name as `SQLite` takes options with it. Only what means something in a URI is escaped.
fn unchanging_uri(path: &Path) -> PathBuf {
    let mut name = Vec::from(b"file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'%' | b'?' | b'#' => name.extend(format!("%{byte:02x}").bytes()),
            byte => name.push(*byte),
        }
    }
    name.extend(b"?immutable=1");
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        PathBuf::from(std::ffi::OsString::from_vec(name))
    }
    #[cfg(not(unix))]
    {
        PathBuf::from(String::from_utf8_lossy(&name).into_owned())
    }
}

/// Locks; a panic elsewhere left a connection that is still sound, as transactions roll back.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
