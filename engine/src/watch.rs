//! Watches accounts: one task each, connect, run, wait, again.
//!
//! A task is stopped between steps. Only one that a server keeps waiting is cut off, as a broken
//! line would cut it off. A failing account says so and tries again later; it never stops the
//! others.

mod run;
mod sent;
mod take;

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::pin::pin;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::task::{self, JoinSet};

use crate::account::{Account, AccountId};
use crate::engine::Engine;
use crate::mailbox::{Mailbox, Woken};
use crate::problem::{Problem, ProblemKind};
use crate::view::Event;

/// How long a server is waited for before looking again: below the 10 minutes after which
/// some home routers forget a quiet connection.
const WAIT_SECONDS: u64 = 9 * 60;

/// The same where further folders must be looked at, of which the server tells nothing.
const WAIT_SECONDS_MANY: u64 = 60;

/// First pause after a failure; it doubles up to `LONGEST_PAUSE`.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_mins(10);

/// How long the tasks have to come to the end of a step when they are told to stop.
const LONGEST_STOPPING: Duration = Duration::from_secs(1);

/// The first pause where others have the mailbox, or the server wants to be left alone.
const FIRST_TURN: Duration = Duration::from_secs(20);

/// A mailbox that could not be looked at for so long is news, whoever has it.
const LONGEST_TURN: Duration = Duration::from_mins(30);

/// A connection that held so long was a good one: the pauses begin anew.
const GOOD_CONNECTION: Duration = Duration::from_mins(1);

/// What the shells were last told of an account.
#[derive(PartialEq)]
enum Told {
    Nothing,
    Well,
    Failing(Problem),
}

impl Engine {
    /// Watches all accounts, one task each, until `stop` turns true (or its sender is gone).
    /// Accounts that are added or removed meanwhile are taken up or let go.
    pub async fn watch(&self, mut stop: watch::Receiver<bool>) {
        let mut tasks: JoinSet<()> = JoinSet::new();
        let mut names: HashMap<task::Id, AccountId> = HashMap::new();
        let mut running: BTreeMap<AccountId, watch::Sender<bool>> = BTreeMap::new();
        while !*stop.borrow_and_update() {
            match self.accounts() {
                Ok(accounts) => self.take_up(&accounts, &mut tasks, &mut names, &mut running),
                Err(problem) => tracing::error!(%problem, "the accounts cannot be read"),
            }
            tokio::select! {
                changed = stop.changed() => if changed.is_err() { break },
                () = self.accounts_changed().notified() => {}
                Some(ended) = tasks.join_next_with_id() => {
                    let id = ended.as_ref().map_or_else(tokio::task::JoinError::id, |(id, ())| *id);
                    if let Some(name) = names.remove(&id) {
                        running.remove(&name);
                    }
                    if ended.is_err() {
                        // A defect of ours in one account: it is taken up again, after a pause.
                        tokio::time::sleep(FIRST_PAUSE).await;
                    }
                }
            }
        }
        for sender in running.values() {
            let _ = sender.send(true);
        }
        // One that waits for a server which does not answer is left where it is, as a line that
        // breaks would leave it: the journal completes it at the next start.
        let ended = async { while tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(LONGEST_STOPPING, ended).await.is_err() {
            tasks.shutdown().await;
        }
    }

    fn take_up(
        &self,
        accounts: &[Account],
        tasks: &mut JoinSet<()>,
        names: &mut HashMap<task::Id, AccountId>,
        running: &mut BTreeMap<AccountId, watch::Sender<bool>>,
    ) {
        for (id, sender) in running.iter() {
            if !accounts.iter().any(|account| account.id == *id) {
                let _ = sender.send(true);
            }
        }
        for account in accounts {
            if running.contains_key(&account.id) {
                continue;
            }
            let (sender, stop) = watch::channel(false);
            let (engine, id) = (self.clone(), account.id.clone());
            let handle = tasks.spawn(async move { engine.watch_account(&id, stop).await });
            names.insert(handle.id(), account.id.clone());
            running.insert(account.id.clone(), sender);
        }
    }

    async fn watch_account(&self, id: &AccountId, mut stop: watch::Receiver<bool>) {
        let mut pause = FIRST_PAUSE;
        let mut told = Told::Nothing;
        let mut waiting: Option<Instant> = None;
        while !*stop.borrow_and_update() {
            let account = match self.account(id) {
                Ok(account) => account,
                Err(problem) => {
                    // One that was removed is simply let go of; damage must not end in silence.
                    if problem.kind != ProblemKind::NoSuchAccount {
                        self.tell(id, Some(problem), &mut told);
                    }
                    return;
                }
            };
            let begun = Instant::now();
            let Err(problem) = self.stay(&account, &mut stop, &mut told).await else { return };
            pause = if begun.elapsed() > GOOD_CONNECTION { FIRST_PAUSE } else { pause };
            if problem.is_a_matter_of_turns() {
                let since = *waiting.filter(|_| begun.elapsed() <= GOOD_CONNECTION).get_or_insert(begun);
                waiting = Some(since);
                pause = pause.max(FIRST_TURN);
                if since.elapsed() > LONGEST_TURN {
                    self.tell(id, Some(problem), &mut told);
                }
            } else {
                waiting = None;
                self.tell(id, Some(problem), &mut told);
            }
            let seat = self.seat(id);
            tokio::select! {
                () = tokio::time::sleep(jittered(pause)) => {}
                _ = stop.changed() => {}
                () = seat.poke.notified() => {}
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// One connection, for as long as it lasts. Ends well only when told to stop.
    async fn stay(
        &self,
        account: &Account,
        stop: &mut watch::Receiver<bool>,
        told: &mut Told,
    ) -> Result<(), Problem> {
        let mut mailbox = self.reach(account).await?;
        let mut source = account.source.clone();
        loop {
            let account = match self.account(&account.id) {
                Err(problem) if problem.kind == ProblemKind::NoSuchAccount => return Ok(()),
                known => known?,
            };
            if account.source != source {
                mailbox = self.reach(&account).await?;
                source = account.source.clone();
            }
            match self.run(&account, &mut *mailbox, Some(stop)).await {
                // One folder or one message may have failed; the rest was done.
                Ok(report) => {
                    let first = report.failures.into_iter().next().map(|failure| failure.problem);
                    self.tell(&account.id, first, told);
                }
                Err(problem) if problem.ends_connection() => return Err(problem),
                // The disk, not the connection.
                Err(problem) => self.tell(&account.id, Some(problem), told),
            }
            if *stop.borrow_and_update() {
                return Ok(());
            }
            match self.wait_for_mail(&account, &mut *mailbox, stop).await? {
                Woken::Stopped if *stop.borrow() => return Ok(()),
                Woken::Stopped | Woken::Changed | Woken::TimedOut => {}
            }
        }
    }

    /// Waits for the server, for a click that needs this task, or for the stop signal.
    async fn wait_for_mail(
        &self,
        account: &Account,
        mailbox: &mut dyn Mailbox,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<Woken, Problem> {
        let folders = account.watched();
        let folder = folders.first().map_or("INBOX", String::as_str);
        let seconds = if folders.len() > 1 { WAIT_SECONDS_MANY } else { WAIT_SECONDS };
        let seat = self.seat(&account.id);
        let (interrupt, interrupted) = watch::channel(false);
        let mut wait = pin!(mailbox.wait(folder, seconds, interrupted));
        let mut open = true;
        loop {
            tokio::select! {
                woken = &mut wait => return woken,
                changed = stop.changed(), if open => {
                    open = changed.is_ok();
                    let _ = interrupt.send(true);
                }
                () = seat.poke.notified() => {
                    let _ = interrupt.send(true);
                }
            }
        }
    }

    /// Says how an account is, when that is news.
    fn tell(&self, id: &AccountId, problem: Option<Problem>, told: &mut Told) {
        let news = problem.clone().map_or(Told::Well, Told::Failing);
        if *told == news {
            return;
        }
        self.emit(Event::AccountState { account: id.clone(), problem });
        *told = news;
    }
}

/// Between half of a pause and all of it, so that many programs do not come back at once.
fn jittered(pause: Duration) -> Duration {
    let share = (RandomState::new().hash_one(0) % 512) as u32;
    pause / 2 + pause * share / 1024
}

#[cfg(test)]
mod tests;
