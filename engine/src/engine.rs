//! The one door through which the shells use Mekiki.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use classifier::facts::ListKind;
use classifier::{Judgement, Label};
use tokio::sync::broadcast;
use zeroize::Zeroizing;

use crate::account::{Account, AccountId, Mode, SecretPlace};
use crate::problem::{Problem, ProblemKind};
use crate::view;
use crate::view::MessageId;

/// What an engine is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where passwords are kept.
    pub secrets: SecretPlace,
    /// The clock, seconds since 1970; tests bring their own.
    pub clock: fn() -> i64,
    /// Whether learning starts from the shipped model (else from an empty one).
    pub starter: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { secrets: SecretPlace::Keyring, clock: || jiff::Timestamp::now().as_second(), starter: true }
    }
}

/// Mekiki at work on one data folder. Cheap to clone; all clones are the same engine.
#[derive(Debug, Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    events: broadcast::Sender<view::Event>,
}

fn not_yet() -> Problem {
    Problem::new(ProblemKind::Internal).with("detail", "not there yet")
}

#[allow(unused_variables, clippy::unused_async)]
impl Engine {
    /// Opens (or makes) the data folder, takes its lock and brings its store up to date.
    /// Moves that were interrupted are completed at the account's next connection.
    pub fn open(data_dir: &Path, options: Options) -> Result<Self, Problem> {
        let (events, _) = broadcast::channel(1024);
        Ok(Self { inner: Arc::new(Inner { events }) })
    }

    /// Where this system keeps a program's data; `None` when there is no home folder.
    pub fn default_data_dir() -> Option<PathBuf> {
        directories::ProjectDirs::from("", "", "mekiki").map(|dirs| dirs.data_dir().to_path_buf())
    }

    /// Follows what happens from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<view::Event> {
        self.inner.events.subscribe()
    }

    /// The accounts, by name.
    pub fn accounts(&self) -> Result<Vec<Account>, Problem> {
        Err(not_yet())
    }

    /// Adds an account and keeps its password as a secret.
    pub fn add_account(&self, account: Account, password: Option<Zeroizing<String>>) -> Result<(), Problem> {
        Err(not_yet())
    }

    /// Forgets an account and its password. Never touches mail: what is held stays in the
    /// local junk folder.
    pub fn remove_account(&self, id: &AccountId) -> Result<(), Problem> {
        Err(not_yet())
    }

    /// Sets what is done with a judgement from now on.
    pub fn set_mode(&self, id: &AccountId, mode: Mode) -> Result<(), Problem> {
        Err(not_yet())
    }

    /// Connects, signs in and lists folders; changes nothing.
    pub async fn test_account(&self, id: &AccountId) -> Result<view::AccountTest, Problem> {
        Err(not_yet())
    }

    /// Answers a stopped run: what it wanted to hold is held at the next run, and the
    /// account is not asked about again.
    pub fn go_on(&self, id: &AccountId) -> Result<(), Problem> {
        Err(not_yet())
    }

    /// Looks once: completes interrupted moves, judges new mail and acts by the account's mode.
    pub async fn run_once(&self, id: &AccountId) -> Result<view::RunReport, Problem> {
        Err(not_yet())
    }

    /// Watches all accounts, one task each, until `stop` turns true. A failing account
    /// reports itself as an event and never stops the others.
    pub async fn watch(&self, stop: tokio::sync::watch::Receiver<bool>) {}

    /// The rows of a view.
    pub fn list(&self, which: view::Which) -> Result<Vec<view::Row>, Problem> {
        Err(not_yet())
    }

    /// Opens a message: from the junk folder or memory, else fetched.
    pub async fn open_message(&self, id: MessageId) -> Result<view::Opened, Problem> {
        Err(not_yet())
    }

    /// Takes the person's word: teaches, sticks, holds or releases as fits, and judges near
    /// messages again.
    pub async fn correct(&self, id: MessageId, label: Label) -> Result<view::Corrected, Problem> {
        Err(not_yet())
    }

    /// Puts a held message back byte for byte, without teaching. It is never held again.
    pub async fn release(&self, id: MessageId) -> Result<view::Row, Problem> {
        Err(not_yet())
    }

    /// Deletes a held message on the person's word: the local copy now, the server's copy
    /// in our own folder at the next connection.
    pub fn delete(&self, id: MessageId) -> Result<(), Problem> {
        Err(not_yet())
    }

    /// The bytes of a held message, from the local junk folder.
    pub fn held_raw(&self, id: MessageId) -> Result<Vec<u8>, Problem> {
        Err(not_yet())
    }

    /// Judges bytes that belong to no account.
    pub fn check(&self, raw: &[u8]) -> Result<Judgement, Problem> {
        Err(not_yet())
    }

    /// Learns a message. `false` when it was learned so before; relabels exactly when it
    /// was learned otherwise.
    pub fn learn(&self, raw: &[u8], label: Label) -> Result<bool, Problem> {
        Err(not_yet())
    }

    /// Takes back what was learned from a message. `false` when nothing was.
    pub fn unlearn(&self, raw: &[u8]) -> Result<bool, Problem> {
        Err(not_yet())
    }

    /// Messages learned from this person: ham, spam.
    pub fn learned(&self) -> (u32, u32) {
        (0, 0)
    }

    /// The allow and block lists, in the order the entries were added.
    pub fn lists(&self) -> Result<Vec<view::ListRow>, Problem> {
        Err(not_yet())
    }

    /// Adds an address, a domain, an IP address or a network in CIDR form.
    pub fn add_to_list(&self, kind: ListKind, value: &str) -> Result<view::ListRow, Problem> {
        Err(not_yet())
    }

    /// Takes an entry off its list.
    pub fn remove_from_list(&self, id: u32) -> Result<(), Problem> {
        Err(not_yet())
    }

    /// A setting of the shells, such as `language`.
    pub fn setting(&self, name: &str) -> Result<Option<String>, Problem> {
        Err(not_yet())
    }

    /// Keeps a setting.
    pub fn set_setting(&self, name: &str, value: &str) -> Result<(), Problem> {
        Err(not_yet())
    }
}
