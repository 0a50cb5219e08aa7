//! Connections to mailboxes: how they are made, and the one per account that answers a click.
//!
//! An account has at most two at a time: the watching one, which is a task's own, and the one
//! kept here for a minute after each use, so that a row of clicks signs in once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use tokio::sync::{MutexGuard, Notify};

use crate::account::{Account, AccountId, Source};
use crate::engine::Engine;
use crate::mailbox::{self, Mailbox, pop3};
use crate::problem::{Problem, ProblemKind};
use crate::secret::Secrets;
use crate::store::accounts;

/// A server may hang up on a quiet connection; one that rested longer is not trusted.
const RESTS_FOR: Duration = Duration::from_mins(1);

/// A server that was waited for in vain is not waited for again by what is asked for right after:
/// of a row of messages only the first costs a time-out, the others are pending at once.
const AWAY_FOR: Duration = Duration::from_secs(10);

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
pub(crate) struct Real {
    /// Where folders on this machine are made.
    pub(crate) data_dir: PathBuf,
}

#[async_trait]
impl Connect for Real {
    async fn connect(&self, account: &Account, secrets: &Arc<Secrets>) -> Result<Box<dyn Mailbox>, Problem> {
        // What is to be done about a problem is done by the account's name.
        let connected = sign_in(account, secrets, &self.data_dir).await;
        connected.map_err(|problem| problem.with("account", &account.id.0))
    }

    fn look_over(&self, account: &Account) -> Result<(), Problem> {
        mailbox::look_over(&account.source, &account.watched())
    }
}

impl Engine {
    /// Connects to an account's mail.
    pub(crate) async fn reach(&self, account: &Account) -> Result<Box<dyn Mailbox>, Problem> {
        let reached = async {
            let mut mailbox = self.connector().connect(account, self.secrets()).await?;
            mailbox.begin().await.map_err(|problem| problem.with("account", &account.id.0))?;
            Ok(mailbox)
        };
        let reached = reached.await;
        if reached.is_ok() {
            self.seat(&account.id).is_back();
        }
        reached.map_err(|problem| self.as_of_one_that_worked(account, problem))
    }

    /// A server that let us in before is only away: nobody is to look for a mistake in what they
    /// typed.
    pub(crate) fn as_of_one_that_worked(&self, account: &Account, problem: Problem) -> Problem {
        let is_away = matches!(problem.kind, ProblemKind::ConnectionRefused | ProblemKind::UnknownHost);
        let worked = || self.store().read(|connection| accounts::was_reached(connection, account));
        if is_away && worked().unwrap_or_default() {
            problem.with("detail", "worked-before")
        } else {
            problem
        }
    }
}

async fn sign_in(
    account: &Account,
    secrets: &Arc<Secrets>,
    data_dir: &Path,
) -> Result<Box<dyn Mailbox>, Problem> {
    let password = match account.source {
        Source::Maildir { .. } => None,
        Source::Imap { .. } | Source::Pop3 { .. } => {
            let (secrets, id) = (Arc::clone(secrets), account.id.clone());
            // A locked keyring may ask the person first.
            let fetched = tokio::task::spawn_blocking(move || secrets.fetch(&id)).await;
            let fetched =
                fetched.map_err(|error| Problem::new(ProblemKind::Internal).with("detail", error))?;
            Some(fetched.map_err(|problem| match problem.kind {
                ProblemKind::NoKeyring => problem.with("detail", "fetch"),
                ProblemKind::KeyringLocked
                    if problem.facts.get("detail").is_some_and(|detail| detail == "locked") =>
                {
                    problem.with("detail", "fetch")
                }
                _ => problem,
            })?)
        }
    };
    let released = pop3::released_path(data_dir, &account.id.0);
    mailbox::connect(&account.source, password.as_ref(), released).await
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
    away: Mutex<Option<Away>>,
}

/// A server that gave no answer.
struct Away {
    since: Instant,
    source: Source,
    problem: Problem,
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
    /// Keeps the connection for the next click; a mailbox that others cannot use meanwhile is let go.
    pub(crate) async fn rest(mut self) {
        if self.mailbox.commit().await.is_err() {
            return;
        }
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
        if let Some(problem) = self.is_away(&account.source) {
            return Err(problem);
        }
        let good = |rested: &Rested| rested.since.elapsed() < RESTS_FOR && rested.source == account.source;
        let mailbox = if let Some(rested) = slot.take().filter(good) {
            rested.mailbox
        } else {
            let connected = connect.connect(account, secrets).await;
            connected.inspect_err(|problem| self.ended(&account.source, problem))?
        };
        Ok(Line { slot, source: account.source.clone(), mailbox })
    }
}

impl Seat {
    /// Notes how the use of a line ended. One that broke may be made anew at once, as the server
    /// may only have hung up on a quiet one; what counts is a server that keeps us waiting.
    pub(crate) fn ended(&self, source: &Source, problem: &Problem) {
        use ProblemKind as Kind;
        if matches!(problem.kind, Kind::Stalled | Kind::ConnectionRefused | Kind::UnknownHost) {
            let away = Away { since: Instant::now(), source: source.clone(), problem: problem.clone() };
            *self.away() = Some(away);
        }
    }

    fn is_away(&self, source: &Source) -> Option<Problem> {
        let away = self.away();
        let known = away.as_ref().filter(|away| away.since.elapsed() < AWAY_FOR && away.source == *source);
        known.map(|away| away.problem.clone())
    }

    /// The server was reached by the watching task.
    fn is_back(&self) {
        *self.away() = None;
    }

    fn away(&self) -> std::sync::MutexGuard<'_, Option<Away>> {
        self.away.lock().unwrap_or_else(PoisonError::into_inner)
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
