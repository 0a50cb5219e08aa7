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
    /// Where passwords go of which nothing else is known.
    place: SecretPlace,
    /// Whether nobody asked for a place: each account keeps to its own then.
    as_chosen: bool,
    /// Where single accounts keep theirs, when that is somewhere else.
    homes: Mutex<BTreeMap<AccountId, SecretPlace>>,
    keyring: Keyring,
    files: SecretFiles,
    memory: Mutex<BTreeMap<AccountId, Zeroizing<String>>>,
}

impl Secrets {
    /// Opens the secrets that belong to `data_dir`. Touches nothing yet.
    pub fn open(place: SecretPlace, data_dir: &Path) -> Self {
        let as_chosen = place == SecretPlace::AsChosen;
        Self {
            place: if as_chosen { SecretPlace::Keyring } else { place },
            as_chosen,
            homes: Mutex::default(),
            keyring: Keyring::new(data_dir),
            files: SecretFiles::new(data_dir),
            memory: Mutex::default(),
        }
    }

    /// Where the password of an account is kept; never `AsChosen`.
    ///
    /// A database that was lost took what was noted of that with it. A file is only ever there
    /// because the person asked for it on that very account, so it is where its password is.
    pub(crate) fn place_of(&self, account: &AccountId) -> SecretPlace {
        let noted = locked(&self.homes).get(account).copied();
        noted.unwrap_or_else(|| {
            if self.as_chosen && self.files.has(account) { SecretPlace::File } else { self.place }
        })
    }

    /// Notes that an account keeps its password somewhere else than new ones do.
    pub(crate) fn has_home(&self, account: &AccountId, place: SecretPlace) {
        locked(&self.homes).insert(account.clone(), place);
    }

    /// Whether a password that is kept nowhere has still to be given.
    pub(crate) fn must_be_given(&self, account: &AccountId) -> bool {
        self.place_of(account) == SecretPlace::MemoryOnly && !locked(&self.memory).contains_key(account)
    }

    /// Keeps a password, replacing an earlier one.
    ///
    /// Fails with `NoKeyring`, `KeyringLocked`, or what the disk says.
    pub fn store(&self, account: &AccountId, password: &Zeroizing<String>) -> Result<(), Problem> {
        match self.place_of(account) {
            SecretPlace::AsChosen | SecretPlace::Keyring => self.keyring.store(account, password),
            SecretPlace::File => self.files.store(account, password),
            SecretPlace::MemoryOnly => {
                locked(&self.memory).insert(account.clone(), password.clone());
                Ok(())
            }
        }
    }

    /// The password of an account.
    ///
    /// Fails with `NoPassword` when there is none, which is told apart from a keyring that
    /// is absent (`NoKeyring`) or does not answer (`KeyringLocked`).
    pub fn fetch(&self, account: &AccountId) -> Result<Zeroizing<String>, Problem> {
        match self.place_of(account) {
            SecretPlace::AsChosen | SecretPlace::Keyring => self.keyring.fetch(account),
            SecretPlace::File => self.files.fetch(account),
            SecretPlace::MemoryOnly => {
                let known = locked(&self.memory).get(account).cloned();
                known.ok_or_else(|| no_password(account).with("detail", "memory"))
            }
        }
    }

    /// Forgets the password of an account; there being none is no error.
    pub fn remove(&self, account: &AccountId) -> Result<(), Problem> {
        self.remove_from(self.place_of(account), account)
    }

    /// The same at a place where passwords were kept before.
    pub(crate) fn remove_from(&self, place: SecretPlace, account: &AccountId) -> Result<(), Problem> {
        match place {
            SecretPlace::AsChosen | SecretPlace::Keyring => self.keyring.remove(account),
            SecretPlace::File => self.files.remove(account),
            SecretPlace::MemoryOnly => {
                locked(&self.memory).remove(account);
                Ok(())
            }
        }
    }

    /// What the entry of an account is called at a place, for a person who looks for it there.
    pub(crate) fn entry_at(&self, place: SecretPlace, account: &AccountId) -> String {
        match place {
            SecretPlace::AsChosen | SecretPlace::Keyring => self.keyring.name_of(account),
            SecretPlace::File => self.files.path(account).display().to_string(),
            SecretPlace::MemoryOnly => account.0.clone(),
        }
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Secrets").field("place", &self.place).finish_non_exhaustive()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // A map of passwords is whole after any panic elsewhere: inserts do not tear.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn no_password(account: &AccountId) -> Problem {
    Problem::new(ProblemKind::NoPassword).with("account", &account.0)
}
