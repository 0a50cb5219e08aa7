//! Where passwords live: the system's keyring, or what the person chose instead.
//!
//! Every function here may be called from anywhere, also from inside an async task: the
//! keyring speaks D-Bus through a runtime of its own, which must not be started inside
//! another, so each call runs on a thread of its own and is waited for. A locked keyring may
//! ask the person for its password meanwhile: in an async task use `spawn_blocking`.
//!
//! Architecture invariant: a secret leaves this module only as [`Zeroizing`], and is never
//! part of a [`Problem`], a `Debug` output or a log line.

mod file;
mod keyring;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use zeroize::Zeroizing;

use crate::account::{AccountId, SecretPlace};
use crate::problem::{Problem, ProblemKind};

use file::SecretFiles;
use keyring::Keyring;

/// The passwords of one data folder's accounts.
pub struct Secrets {
    place: Kept,
}

enum Kept {
    Keyring(Keyring),
    File(SecretFiles),
    Memory(Mutex<BTreeMap<AccountId, Zeroizing<String>>>),
}

impl Secrets {
    /// Opens the secrets that belong to `data_dir`. Touches nothing yet.
    pub fn open(place: SecretPlace, data_dir: &Path) -> Self {
        let place = match place {
            SecretPlace::AsChosen | SecretPlace::Keyring => Kept::Keyring(Keyring::new(data_dir)),
            SecretPlace::File => Kept::File(SecretFiles::new(data_dir)),
            SecretPlace::MemoryOnly => Kept::Memory(Mutex::default()),
        };
        Self { place }
    }

    /// Keeps a password, replacing an earlier one.
    ///
    /// Fails with `NoKeyring`, `KeyringLocked`, or what the disk says.
    pub fn store(&self, account: &AccountId, password: &Zeroizing<String>) -> Result<(), Problem> {
        match &self.place {
            Kept::Keyring(keyring) => keyring.store(account, password),
            Kept::File(files) => files.store(account, password),
            Kept::Memory(map) => {
                locked(map).insert(account.clone(), password.clone());
                Ok(())
            }
        }
    }

    /// The password of an account.
    ///
    /// Fails with `NoPassword` when there is none, which is told apart from a keyring that
    /// is absent (`NoKeyring`) or does not answer (`KeyringLocked`).
    pub fn fetch(&self, account: &AccountId) -> Result<Zeroizing<String>, Problem> {
        match &self.place {
            Kept::Keyring(keyring) => keyring.fetch(account),
            Kept::File(files) => files.fetch(account),
            Kept::Memory(map) => locked(map).get(account).cloned().ok_or_else(|| no_password(account)),
        }
    }

    /// Forgets the password of an account; there being none is no error.
    pub fn remove(&self, account: &AccountId) -> Result<(), Problem> {
        match &self.place {
            Kept::Keyring(keyring) => keyring.remove(account),
            Kept::File(files) => files.remove(account),
            Kept::Memory(map) => {
                locked(map).remove(account);
                Ok(())
            }
        }
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.place {
            Kept::Keyring(_) => "keyring",
            Kept::File(_) => "file",
            Kept::Memory(_) => "memory",
        };
        formatter.debug_struct("Secrets").field("place", &place).finish_non_exhaustive()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // A map of passwords is whole after any panic elsewhere: inserts do not tear.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn no_password(account: &AccountId) -> Problem {
    Problem::new(ProblemKind::NoPassword).with("account", &account.0)
}
