//! One run over one account: complete what was interrupted, look, judge, act.

use std::collections::BTreeSet;

use classifier::Verdict;
use tokio::sync::watch;

use crate::account::{Account, AccountId, Mode};
use crate::engine::{Engine, LARGEST_WHOLE};
use crate::feedback::Carried;
use crate::mailbox::{Cursor, Mailbox, Place, Seen};
use crate::problem::{Problem, ProblemKind};
use crate::quarantine;
use crate::store::messages::Wanted;
use crate::store::{Step, accounts, journal, messages, waiting};
use crate::view::{MessageId, Row, RunFailure, RunReport, Stopped, Whereabouts};
use crate::watch::take::stands;

/// Messages taken from a folder at a time; all of them are judged before the first is moved.
const BATCH: usize = 200;

/// An account with so many messages judged in earlier runs has a history.
const VOUCHED_BY: u32 = 20;

/// So many failures of a run are told one by one.
const FAILURES_TOLD: usize = 100;

/// A server that refuses so many things in a row refuses all.
const REFUSED_IN_A_ROW: u32 = 10;

/// A run under way.
struct Run<'a> {
    account: &'a Account,
    number: u32,
    stop: Option<&'a watch::Receiver<bool>>,
    report: RunReport,
    /// Not tried again in this run.
    failed: BTreeSet<Place>,
    /// Known messages that could not be moved: tried once a run, whatever folders follow.
    unmoved: BTreeSet<MessageId>,
    /// What the server refused since it last did what was asked.
    refused: u32,
}

impl Run<'_> {
    fn stopping(&self) -> bool {
        self.stop.is_some_and(|stop| *stop.borrow())
    }

    /// Notes a problem that concerns one thing; one that concerns all ends the run.
    fn note(&mut self, folder: &str, message: Option<&str>, problem: Problem) -> Result<(), Problem> {
        if problem.kind == ProblemKind::Refused {
            self.refused += 1;
        }
        let of_one = problem.kind == ProblemKind::Refused && self.refused < REFUSED_IN_A_ROW;
        if !of_one && (problem.ends_connection() || ends_run(&problem)) {
            return Err(problem);
        }
        self.report.failed += 1;
        if self.report.failures.len() < FAILURES_TOLD {
            let problem = problem.with("account", &self.account.id.0);
            let (folder, message) = (folder.to_owned(), message.map(str::to_owned));
            self.report.failures.push(RunFailure { folder, message, problem });
        }
        Ok(())
    }
}

/// Where the store or the disk fails, every further message would meet the same.
fn ends_run(problem: &Problem) -> bool {
    use ProblemKind as Kind;
    let no_folder = problem.kind == Kind::NoSuchFile
        && problem.facts.get("detail").is_some_and(|detail| detail == "own-folder");
    no_folder
        || matches!(problem.kind, Kind::StoreCorrupt | Kind::DiskFull | Kind::ReadOnly | Kind::NoSuchAccount)
}

impl Engine {
    /// Looks once: completes interrupted moves, judges new mail and acts by the account's mode.
    ///
    /// A message or folder that fails does not keep the others from being done; the report
    /// says which did. The error is what ended the whole run.
    pub async fn run_once(&self, id: &AccountId) -> Result<RunReport, Problem> {
        let account = self.account(id)?;
        let mut mailbox = self.reach(&account).await?;
        self.run(&account, &mut *mailbox, None).await
    }

    pub(super) async fn run(
        &self,
        account: &Account,
        mailbox: &mut dyn Mailbox,
        stop: Option<&watch::Receiver<bool>>,
    ) -> Result<RunReport, Problem> {
        let seat = self.seat(&account.id);
        let _only_one = seat.run.lock().await;
        let number = self.store().write(|tx| accounts::begin_run(tx, account))?;
        let mut run = Run {
            account,
            number,
            stop,
            report: RunReport::default(),
            failed: BTreeSet::new(),
            unmoved: BTreeSet::new(),
            refused: 0,
        };
        let under_way = self.store().read(|connection| journal::holds_under_way(connection, &account.id))?;
        let problems = self.recover(account, mailbox).await.or_else(|problem| {
            // One that ends the run does; else the rest of it is done.
            run.note("", None, problem).map(|()| Vec::new())
        })?;
        for (message, problem) in problems {
            run.unmoved.insert(message);
            run.note("", None, problem)?;
        }
        let came_late = self.store().read(|connection| held_by_now(connection, &under_way))?;
        self.judge_what_is_left(&account.id).await?;
        // First, so that an answer among the new mail is known as one.
        let of_sent = self.read_all_sent(&mut run, mailbox).await?;
        for folder in account.watched().into_iter().filter(|folder| !of_sent.contains(folder)) {
            if let Err(problem) = self.run_folder(&mut run, mailbox, &folder).await {
                run.note(&folder, None, problem)?;
            }
        }
        if let Some(folder) = mailbox.gives_back_to().map(str::to_owned) {
            self.notice_others(&run, mailbox, &folder).await.map(drop)?;
        }
        mailbox.commit().await?;
        // Not before: whether a run holds unusually much is asked of its own mail.
        run.report.held += came_late;
        Ok(run.report)
    }

    /// Reads the folders of sent mail, and says which they are: nothing in them is judged.
    async fn read_all_sent(
        &self,
        run: &mut Run<'_>,
        mailbox: &mut dyn Mailbox,
    ) -> Result<Vec<String>, Problem> {
        let folders = mailbox.sent_folders().await?;
        for folder in &folders {
            if run.stopping() {
                break;
            }
            if let Err(problem) = self.read_sent(run.account, mailbox, folder, run.stop).await {
                run.note(folder, None, problem)?;
            }
        }
        Ok(folders)
    }

    async fn run_folder(
        &self,
        run: &mut Run<'_>,
        mailbox: &mut dyn Mailbox,
        folder: &str,
    ) -> Result<(), Problem> {
        let id = &run.account.id;
        loop {
            let cursor =
                self.store().read(|connection| accounts::cursor(connection, id, folder))?.map(Cursor);
            let look = mailbox.look(folder, cursor.as_ref(), BATCH).await?;
            let kept = self.store().write(|tx| {
                let here = is_where_it_was(tx, run.account)?;
                if here {
                    waiting::keep(tx, id, folder, &look)?;
                }
                Ok(here)
            })?;
            if !kept {
                return Ok(());
            }
            self.judge_waiting(run, mailbox, folder).await?;
            self.act(run, mailbox).await?;
            if run.stopping() {
                return Ok(());
            }
            if !look.more {
                break;
            }
        }
        if self.notice_others(run, mailbox, folder).await? {
            self.judge_waiting(run, mailbox, folder).await?;
        }
        Ok(())
    }

    async fn judge_waiting(
        &self,
        run: &mut Run<'_>,
        mailbox: &mut dyn Mailbox,
        folder: &str,
    ) -> Result<(), Problem> {
        let id = &run.account.id;
        let mut came = false;
        for seen in self.store().read(|connection| waiting::in_folder(connection, id, folder))? {
            if run.stopping() {
                break;
            }
            if run.failed.contains(&seen.place) {
                continue;
            }
            match self.take(run.account, mailbox, &seen, run.number).await {
                Ok(Some(row)) => {
                    (came, run.refused) = (true, 0);
                    count(&mut run.report, &row);
                    let stays = run.account.mode == Mode::Hold && seen.size > LARGEST_WHOLE;
                    run.report.too_large += u32::from(stays && row.verdict == Verdict::Spam);
                }
                Ok(None) => came = true,
                Err(problem) => {
                    // The person is told to open the file for us and may take their time; what a
                    // server refuses today it may give tomorrow.
                    let counts =
                        !matches!(problem.kind, ProblemKind::PermissionDenied | ProblemKind::Refused);
                    run.note(folder, Some(&seen.place.key), problem)?;
                    if counts {
                        self.store().write(|tx| waiting::failed(tx, id, &seen.place))?;
                    }
                    run.failed.insert(seen.place);
                }
            }
        }
        if came {
            self.changed(id);
        }
        Ok(())
    }

    /// Does what the judgements ask for, unless the run must ask first.
    async fn act(&self, run: &mut Run<'_>, mailbox: &mut dyn Mailbox) -> Result<(), Problem> {
        let id = &run.account.id;
        let mut wanted = self.store().read(|connection| messages::wanted(connection, id))?;
        wanted.retain(|(message, _, _)| !run.unmoved.contains(message));
        if wanted.is_empty() || self.must_ask(run, &wanted)? {
            return Ok(());
        }
        let seat = self.seat(id);
        let mut turn = None;
        let mut acted = Ok(());
        for (message, asked, _) in wanted {
            if run.stopping() {
                break;
            }
            // From here on nothing may end this before what was promised is carried through.
            let mode = match self.account(id) {
                Ok(account) => account.mode,
                Err(problem) => {
                    acted = Err(problem);
                    break;
                }
            };
            if mode == Mode::Observe && asked != Wanted::Unmark {
                continue;
            }
            if turn.is_none() {
                turn = Some(seat.turn.lock().await);
            }
            let outcome = self.do_wanted(mailbox, message).await;
            // From a promise until it is kept, nobody else may think of where these messages are.
            if !mailbox.has_promised() {
                turn = None;
            }
            acted = self.note_outcome(run, message, outcome);
            if acted.is_err() {
                break;
            }
        }
        if mailbox.has_promised() {
            let held = self.carry_through(mailbox, id).await;
            run.report.held += held.as_ref().map_or(0, |held| held.len() as u32);
            acted = acted.and(held.map(drop));
        }
        drop(turn);
        self.changed(id);
        acted
    }

    fn note_outcome(
        &self,
        run: &mut Run<'_>,
        message: MessageId,
        outcome: Result<Carried, Problem>,
    ) -> Result<(), Problem> {
        match outcome {
            Ok(carried) => {
                run.report.held += u32::from(carried == Carried::Held);
                run.report.marked += u32::from(carried == Carried::Marked);
                run.refused = 0;
                if carried == Carried::NotMarked {
                    self.note_message(run, message, Problem::new(ProblemKind::NoMarks))?;
                }
                Ok(())
            }
            Err(problem) => {
                run.unmoved.insert(message);
                self.note_message(run, message, problem)
            }
        }
    }

    /// Notes what went wrong with a known message, by the place that it is known at.
    fn note_message(&self, run: &mut Run<'_>, id: MessageId, problem: Problem) -> Result<(), Problem> {
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        run.note(&kept.folder, kept.place.as_ref().map(|place| place.key.as_str()), problem)
    }

    fn must_ask(&self, run: &mut Run<'_>, wanted: &[(MessageId, Wanted, u32)]) -> Result<bool, Problem> {
        let id = &run.account.id;
        let (runs, (earlier, corrected)) = self.store().read(|connection| {
            Ok((accounts::runs(connection, id)?, messages::history(connection, id, run.number)?))
        })?;
        let now =
            wanted.iter().filter(|(_, wanted, number)| *wanted == Wanted::Hold && *number == run.number);
        let to_hold = run.report.held + now.count() as u32;
        let vouched = runs.go_on || corrected > 0 || earlier >= VOUCHED_BY;
        if runs.stopped.is_some() || quarantine::must_ask(run.report.judged, to_hold, vouched) {
            self.store().write(|tx| accounts::stop(tx, id, Stopped::UnusuallyMuch))?;
            run.report.stopped = true;
            self.changed(id);
        }
        Ok(run.report.stopped)
    }

    /// Notices what other programs moved or deleted, and what stands where it did again: what the person took
    /// back, or a listing had missed while the file was being renamed. Says whether a held message was brought back
    /// that no look can tell from before, and that now waits to be taken up.
    async fn notice_others(
        &self,
        run: &Run<'_>,
        mailbox: &mut dyn Mailbox,
        folder: &str,
    ) -> Result<bool, Problem> {
        let id = &run.account.id;
        let keys_stay = mailbox.keys_stay();
        if !keys_stay && !self.store().read(|connection| messages::knows_of(connection, id, folder))? {
            return Ok(false);
        }
        // Nothing may be moved by a click between the question and the answer's use.
        let seat = self.seat(id);
        let _turn = seat.turn.lock().await;
        let present: BTreeSet<String> =
            mailbox.present(folder).await?.into_iter().map(|place| place.key).collect();
        let (noticed, brought_back) = self.store().write(|tx| {
            if !is_where_it_was(tx, run.account)? {
                return Ok((0, false));
            }
            let standing = messages::standing_in(tx, id, folder)?;
            let gone = standing.iter().filter(|(_, key)| !present.contains(key));
            let gone: Vec<MessageId> = gone.map(|(message, _)| *message).collect();
            for message in &gone {
                messages::set_whereabouts(tx, *message, Whereabouts::Gone)?;
            }
            let known: BTreeSet<&str> = standing.iter().map(|(_, key)| key.as_str()).collect();
            let (mut back, mut brought_back) = (0, false);
            for key in present.iter().filter(|key| !known.contains(key.as_str())) {
                for kept in messages::gone_from(tx, id, folder, key)? {
                    stands(tx, run.account, &kept)?;
                    back += 1;
                }
                if keys_stay && let Some(held) = messages::held_elsewhere(tx, id, folder, key)? {
                    let place = Place { folder: folder.to_owned(), key: key.clone() };
                    waiting::wait(tx, id, &Seen { place, envelope: held.envelope, size: held.size })?;
                    brought_back = true;
                }
            }
            Ok((gone.len() + back, brought_back))
        })?;
        if noticed > 0 {
            self.changed(id);
        }
        Ok(brought_back)
    }
}

/// How many of the messages are held now, with nothing left to do.
fn held_by_now(connection: &rusqlite::Connection, under_way: &[MessageId]) -> Step<u32> {
    let mut held = 0;
    for &message in under_way {
        let done = journal::open_for(connection, message)?.is_none();
        held += u32::from(done && messages::one(connection, message)?.whereabouts == Whereabouts::Held);
    }
    Ok(held)
}

/// Whether the account's mail is still where this run looks: the person may have changed that
/// meanwhile, and what one mailbox says is not true of the other.
pub(super) fn is_where_it_was(connection: &rusqlite::Connection, account: &Account) -> Step<bool> {
    Ok(accounts::one(connection, &account.id)?.source == account.source)
}

/// What the person gave back is wanted, whatever the committee thinks of it.
fn count(report: &mut RunReport, row: &Row) {
    let given_back = row.whereabouts == Whereabouts::Released;
    report.judged += 1;
    match if given_back { Verdict::Ham } else { row.verdict } {
        Verdict::Ham => report.ham += 1,
        Verdict::Unsure => report.unsure += 1,
        Verdict::Spam => report.spam += 1,
    }
}
