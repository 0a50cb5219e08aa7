//! Passwords in the system's keyring, through the Secret Service of the session bus.
//!
//! An entry is named after the account and the data folder, so that two data folders with an
//! account of the same name (a trial beside the real one) do not overwrite each other.

use std::path::Path;
use std::sync::Arc;

use keyring_core::api::CredentialStoreApi as _;
use keyring_core::{Entry, Error};
use zbus_secret_service_keyring_store::Store;
use zeroize::Zeroizing;

use super::no_password;
use crate::account::AccountId;
use crate::problem::{Problem, ProblemKind};

const SERVICE: &str = "Mekiki";
/// An entry of no account, for asking whether the keyring works at all.
const PROBE: &str = "probe";

pub(super) struct Keyring {
    data_dir: String,
}

impl Keyring {
    pub(super) fn new(data_dir: &Path) -> Self {
        let absolute = std::path::absolute(data_dir).unwrap_or_else(|_| data_dir.to_owned());
        Self { data_dir: absolute.display().to_string() }
    }

    pub(super) fn store(&self, account: &AccountId, password: &Zeroizing<String>) -> Result<(), Problem> {
        let user = self.user(&account.0);
        apart(|| entry(&*open()?, &user)?.set_password(password).map_err(|error| problem(&error)))
    }

    pub(super) fn fetch(&self, account: &AccountId) -> Result<Zeroizing<String>, Problem> {
        let (user, probe) = (self.user(&account.0), self.user(PROBE));
        apart(|| {
            let store = open()?;
            match entry(&store, &user)?.get_password() {
                Ok(password) => Ok(Zeroizing::new(password)),
                Err(Error::NoEntry) => {
                    // A service without an unlocked collection also says "no entry": only a
                    // trial entry that can be written proves that the password is not there.
                    works(&store, &probe)?;
                    Err(no_password(account))
                }
                Err(error) => Err(problem(&error)),
            }
        })
    }

    pub(super) fn remove(&self, account: &AccountId) -> Result<(), Problem> {
        let user = self.user(&account.0);
        apart(|| match entry(&*open()?, &user)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(problem(&error)),
        })
    }

    /// What programs that show keyrings call the entry.
    pub(super) fn name_of(&self, account: &AccountId) -> String {
        format!("keyring:{}@{SERVICE}", self.user(&account.0))
    }

    fn user(&self, name: &str) -> String {
        format!("{name} ({})", self.data_dir)
    }
}

/// Runs on a thread without an async runtime; see the parent module.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, Problem> + Send) -> Result<T, Problem> {
    let ended = std::thread::scope(|scope| scope.spawn(work).join());
    ended.unwrap_or_else(|_| {
        Err(Problem::new(ProblemKind::Internal).with("detail", "the keyring call panicked"))
    })
}

fn open() -> Result<Arc<Store>, Problem> {
    // Whatever fails before there is a session with the service means that there is none.
    Store::new().map_err(|error| {
        tracing::debug!(%error, "there is no keyring");
        Problem::new(ProblemKind::NoKeyring)
    })
}

fn entry(store: &Store, user: &str) -> Result<Entry, Problem> {
    store.build(SERVICE, user, None).map_err(|error| problem(&error))
}

fn works(store: &Store, probe: &str) -> Result<(), Problem> {
    let trial = entry(store, probe)?;
    let cycle = || {
        trial.set_password(PROBE)?;
        trial.get_password()?;
        trial.delete_credential()
    };
    cycle().map_err(|error| problem(&error))
}

/// What the keyring's error means to a person.
///
/// Only texts of the bus and of the service go to the log; the variants of `Error` that carry
/// the stored bytes are named without them.
fn problem(error: &Error) -> Problem {
    let (detail, cause) = match error {
        Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) => ("locked", cause.to_string()),
        Error::NoEntry => ("locked", "the entry vanished".to_owned()),
        Error::Ambiguous(_) => ("entry", "several entries match".to_owned()),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => ("entry", "it is no password".to_owned()),
        _ => ("locked", "the keyring refused the entry".to_owned()),
    };
    tracing::debug!(cause, "the keyring did not answer as hoped");
    Problem::new(ProblemKind::KeyringLocked).with("detail", detail)
}
