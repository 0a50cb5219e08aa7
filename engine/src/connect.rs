//! Connections to mailboxes: how they are made, and the one per account that answers a click.
//!
//! An account has at most two at a time: the watching one, which is a task's own, and the one
//! kept here for a minute after each use, so that a row of clicks signs in once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use tokio::sync::{MutexGuard, Notify};

use crate::account::{Account, AccountId, Source};
use crate::mailbox::{self, Mailbox};
use crate::problem::{Problem, ProblemKind};
use crate::secret::Secrets;

/// A server may hang up on a quiet connection; one that rested longer is not trusted.
const RESTS_FOR: Duration = Duration::from_mins(1);

/// How an account's mail is reached. Tests bring their own.
#[async_trait]
pub trait Connect: Send + Sync {
    /// Signs in, or finds the folder.
    async fn connect(&self, account: &Account, secrets: &Arc<Secrets>) -> Result<Box<dyn Mailbox>, Problem>;

    /// Looks for what must be on this machine before an account can work: the Maildir, the file
    /// of authorities. Talks to nobody.
    fn look_over(&self, _account: &Account) -> Result<(), Problem> {
        Ok(())
    }
}

/// The way to real mailboxes.
pub(crate) struct Real;

#[async_trait]
impl Connect for Real {
    async fn connect(&self, account: &Account, secrets: &Arc<Secrets>) -> Result<Box<dyn Mailbox>, Problem> {
        // What is to be done about a problem is done by the account's name.
        sign_in(account, secrets).await.map_err(|problem| problem.with("account", &account.id.0))
    }

    fn look_over(&self, account: &Account) -> Result<(), Problem> {
        mailbox::look_over(&account.source, &account.watched())
    }
}

async fn sign_in(account: &Account, secrets: &Arc<Secrets>) -> Result<Box<dyn Mailbox>, Problem> {
    let password = match account.source {
        Source::Maildir { .. } => None,
        Source::Imap { .. } => {
            let (secrets, id) = (Arc::clone(secrets), account.id.clone());
            // A locked keyring may ask the person first.
            let fetched = tokio::task::spawn_blocking(move || secrets.fetch(&id)).await;
            let fetched =
                fetched.map_err(|error| Problem::new(ProblemKind::Internal).with("detail", error))?;
            Some(fetched.map_err(|problem| match problem.kind {
                ProblemKind::NoKeyring => problem.with("detail", "fetch"),
                _ => problem,
            })?)
        }
    };
    mailbox::connect(&account.source, password.as_ref()).await
}

/// What one account's tasks share.
#[derive(Default)]
pub(crate) struct Seat {
    /// Held for one journalled step, so that nobody takes it for an interrupted one.
    pub(crate) turn: tokio::sync::Mutex<()>,
    /// Held for a whole run.
    pub(crate) run: tokio::sync::Mutex<()>,
    /// Wakes the watching task before its wait is over.
    pub(crate) poke: Notify,
    line: tokio::sync::Mutex<Option<Rested>>,
}

struct Rested {
    since: Instant,
    /// Where it leads: an account can be changed while its connection rests.
    source: Source,
    mailbox: Box<dyn Mailbox>,
}

/// A connection in use. Dropped, it is closed; after success it is put to rest.
pub(crate) struct Line<'a> {
    slot: MutexGuard<'a, Option<Rested>>,
    source: Source,
    pub(crate) mailbox: Box<dyn Mailbox>,
}

impl Line<'_> {
    /// Keeps the connection for the next click.
    pub(crate) fn rest(mut self) {
        *self.slot = Some(Rested { since: Instant::now(), source: self.source, mailbox: self.mailbox });
    }
}

impl Seat {
    /// The connection that answers clicks, new or rested.
    pub(crate) async fn line(
        &self,
        connect: &dyn Connect,
        account: &Account,
        secrets: &Arc<Secrets>,
    ) -> Result<Line<'_>, Problem> {
        let mut slot = self.line.lock().await;
        let good = |rested: &Rested| rested.since.elapsed() < RESTS_FOR && rested.source == account.source;
        let mailbox = match slot.take().filter(good) {
            Some(rested) => rested.mailbox,
            None => connect.connect(account, secrets).await?,
        };
        Ok(Line { slot, source: account.source.clone(), mailbox })
    }
}

/// The seats of all accounts.
#[derive(Default)]
pub(crate) struct Seats(Mutex<HashMap<AccountId, Arc<Seat>>>);

impl Seats {
    /// An account's seat.
    pub(crate) fn of(&self, id: &AccountId) -> Arc<Seat> {
        let mut seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(seats.entry(id.clone()).or_default())
    }

    /// Forgets an account's seat; tasks that still have it end with their account.
    pub(crate) fn forget(&self, id: &AccountId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }
}
