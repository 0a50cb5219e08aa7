//! The person's word: it teaches, it sticks, it moves the message as fits, and it changes
//! what is thought of others at once.

mod others;
mod withdrawn;

use classifier::{Label, Message, Sample, Verdict};

use crate::account::{Account, Mode};
use crate::engine::Engine;
use crate::journal::spoken;
use crate::judge::{count_for_sender, left_alone};
use crate::mailbox::{Mailbox, Place};
use crate::problem::{Problem, ProblemKind};
use crate::quarantine::MARK;
use crate::quarantine::hold::judgement_of;
use crate::store::journal::Kind;
use crate::store::messages::{Kept, Wanted};
use crate::store::senders::Count;
use crate::store::words::Word;
use crate::store::{Step, accounts, journal, messages, tags, words};
use crate::training::{Taught, Teaching};
use crate::view::{Corrected, MessageId, Opposite, Whereabouts, row};

pub(crate) use others::By;
pub(crate) use withdrawn::unsay_of_all;

/// What was done with a message in the mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carried {
    /// It is held.
    Held,
    /// It is marked.
    Marked,
    /// It should be marked, and the server keeps no marks.
    NotMarked,
    /// Nothing of that.
    Nothing,
}

impl Engine {
    /// Takes the person's word: teaches, sticks, holds or releases as fits, and judges near
    /// messages again.
    ///
    /// What is learned and said is on disk when this returns, also where the mailbox cannot
    /// be reached: the move is then `pending` and made at the next connection.
    pub async fn correct(&self, id: MessageId, label: Label) -> Result<Corrected, Problem> {
        let (kept, moving) = self.store().read(|connection| {
            Ok((messages::one(connection, id)?, journal::open_for(connection, id)?.is_some()))
        })?;
        let sample = self.sample_of(&kept).await?;
        let account = self.account(&kept.account).ok();
        let taught =
            self.off_thread(move |engine| engine.speak(&kept, &sample, account.as_ref(), label)).await?;
        let pending = self.carry_out(id, moving).await.err();
        let others = self.judge_near_again(id, label).await?;
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        let (learned_ham, learned_spam) = self.learned();
        self.changed(&kept.account);
        Ok(Corrected {
            row: row(&kept),
            also_changed: others.changed,
            also_moved: others.moved,
            first_moved: others.first_moved,
            left_waiting: others.left_waiting,
            left_held: others.left_held,
            learned_ham,
            learned_spam,
            pending,
            opposite: self.opposite(taught)?,
        })
    }

    /// What a shell is told of a contradiction.
    pub(crate) fn opposite(&self, taught: Taught) -> Result<Option<Opposite>, Problem> {
        let Some(found) = taught.against else { return Ok(None) };
        let nearest = found.near_copies.first().copied();
        let example = match nearest {
            Some(start) => self.store().read(|connection| words::name_by_start(connection, start))?,
            None => String::new(),
        };
        Ok(Some(Opposite {
            near_copies: found.near_copies.len() as u32,
            example,
            against_all_taught: found.against_all_taught,
            before: taught.before,
        }))
    }

    async fn sample_of(&self, kept: &Kept) -> Result<Sample, Problem> {
        if let Some(sample) = Sample::from_bytes(&kept.sample) {
            return Ok(sample);
        }
        // Another version of the program kept it: the features are taken from the mail again.
        let raw = self.raw_of(kept).await?;
        let (account, counted) = (self.account(&kept.account).ok(), kept.counted);
        self.off_thread(move |engine| {
            let message = Message::parse(&raw);
            let known = engine.known(account.as_ref(), &message, counted)?;
            Ok(Sample::of(&message, &known.facts))
        })
        .await
    }

    /// Writes down everything that the word means, in one transaction.
    pub(crate) fn speak(
        &self,
        kept: &Kept,
        sample: &Sample,
        account: Option<&Account>,
        label: Label,
    ) -> Result<Taught, Problem> {
        self.speak_and(kept, sample, account, label, |_| Ok(()))
    }

    /// The same, and in the same transaction what else has happened.
    pub(crate) fn speak_and(
        &self,
        kept: &Kept,
        sample: &Sample,
        account: Option<&Account>,
        label: Label,
        and: impl FnOnce(&rusqlite::Transaction<'_>) -> Step<()>,
    ) -> Result<Taught, Problem> {
        let now = self.now();
        let teaching = Teaching {
            digest: kept.digest,
            sample,
            label: Some(label),
            account: Some(&kept.account),
            stood: stood(kept),
            now,
        };
        let teach = |tx: &rusqlite::Transaction<'_>| -> Step<()> {
            // What was read before the transaction may be old: another task may just have moved it.
            let kept = &messages::one(tx, kept.id)?;
            words::say(tx, spoken(kept), Word::Is(label), now)?;
            said_of(tx, account, kept, label)?;
            let mode = account.map_or(Mode::Observe, |account| account.mode);
            want(tx, kept, mode, label, now)?;
            and(tx)
        };
        self.training().teach(self.store(), &teaching, teach)
    }

    /// Does in the mailbox what is wanted of one message. `moving`: an earlier attempt may
    /// have reached the server.
    pub(crate) async fn carry_out(&self, id: MessageId, moving: bool) -> Result<(), Problem> {
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        let seat = self.seat(&kept.account);
        {
            let _turn = seat.turn.lock().await;
            if !self.store().read(|connection| asks_for_mailbox(connection, id))? {
                return Ok(());
            }
        }
        let account = self.account(&kept.account)?;
        let line = seat.line(self.connector(), &account, self.secrets()).await;
        let mut line = line.map_err(|problem| self.as_of_one_that_worked(&account, problem))?;
        let _turn = seat.turn.lock().await;
        let moved = async {
            self.settle(&mut *line.mailbox, id, moving).await?;
            self.do_wanted(&mut *line.mailbox, id).await
        };
        let moved = moved.await;
        // What was promised is carried out in any case, or nobody would know of it.
        let carried = self.carry_through(&mut *line.mailbox, &kept.account).await;
        moved.map(drop).and(carried.map(drop)).inspect_err(|problem| seat.ended(&account.source, problem))?;
        line.rest().await;
        Ok(())
    }

    /// Holds or marks a message where that is wanted, or takes the mark off. The caller has the
    /// account's turn.
    pub(crate) async fn do_wanted(
        &self,
        mailbox: &mut dyn Mailbox,
        id: MessageId,
    ) -> Result<Carried, Problem> {
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        match (kept.wanted, &kept.place) {
            (Wanted::Hold, _) => {
                Ok(if self.hold(mailbox, id).await? { Carried::Held } else { Carried::Nothing })
            }
            (Wanted::Mark, Some(place)) => {
                // Before the server is asked: an answer that is lost must not leave a mark that
                // nobody knows of.
                self.store().write(|tx| messages::set_marked(tx, id, true))?;
                Ok(match self.set_mark(mailbox, id, place, true).await? {
                    Some(true) => Carried::Marked,
                    Some(false) => Carried::NotMarked,
                    None => Carried::Nothing,
                })
            }
            (Wanted::Unmark, Some(place)) => {
                self.set_mark(mailbox, id, place, false).await.map(|_| Carried::Nothing)
            }
            _ => Ok(Carried::Nothing),
        }
    }

    /// Puts our keyword on a message or takes it off. Says whether it has it now, unless it is gone.
    async fn set_mark(
        &self,
        mailbox: &mut dyn Mailbox,
        id: MessageId,
        place: &Place,
        on: bool,
    ) -> Result<Option<bool>, Problem> {
        let answer = if on {
            mailbox.mark(place, &[MARK], &[]).await
        } else {
            mailbox.mark(place, &[], &[MARK]).await
        };
        let has_mark = match answer {
            Ok(done) => Some(on && done),
            // Whatever it carries, it carries elsewhere now.
            Err(problem) if problem.kind == ProblemKind::MessageGone => None,
            Err(problem) => return Err(problem),
        };
        self.store().write(|tx| {
            has_mark.map_or(Ok(()), |marked| messages::set_marked(tx, id, marked))?;
            messages::set_wanted(tx, id, Wanted::Nothing)
        })?;
        Ok(has_mark)
    }

    /// An account as configured.
    pub(crate) fn account(&self, id: &crate::account::AccountId) -> Result<Account, Problem> {
        self.store().read(|connection| accounts::one(connection, id))
    }
}

/// Notes what the person said of a kept message: the verdict shown is theirs, it counts for its sender
/// by their word, and its tags were right or wrong.
pub(crate) fn said_of(
    tx: &rusqlite::Transaction<'_>,
    account: Option<&Account>,
    kept: &Kept,
    label: Label,
) -> Step<()> {
    messages::set_corrected(tx, kept.id, label)?;
    count_for_sender(tx, account, kept.id, kept, Some(Count::Said(label)))?;
    tags::relabel(tx, &kept.account, kept.id, kept.corrected, Some(label))
}

/// What the committee had judged of a message; not its verdict, which an entry of the lists may have
/// decided.
pub(crate) fn stood(kept: &Kept) -> Option<Verdict> {
    judgement_of(kept).map(|judgement| judgement.cutoffs.verdict(judgement.score))
}

/// Notes what the word asks for in the mailbox.
fn want(tx: &rusqlite::Transaction<'_>, kept: &Kept, mode: Mode, label: Label, now: i64) -> Step<()> {
    match (label, kept.whereabouts) {
        (Label::Ham, Whereabouts::Held) => {
            journal::begin(tx, &kept.account, kept.id, Kind::Release, None, now)?;
        }
        (Label::Ham, Whereabouts::Inbox | Whereabouts::Released) => {
            messages::set_wanted(tx, kept.id, left_alone(kept))?;
        }
        (Label::Ham, _) => messages::set_wanted(tx, kept.id, Wanted::Nothing)?,
        (Label::Spam, Whereabouts::Inbox | Whereabouts::Released) if kept.place.is_some() => {
            let wanted = match mode {
                Mode::Hold if kept.whole => Wanted::Hold,
                Mode::Mark => Wanted::Mark,
                Mode::Hold | Mode::Observe => Wanted::Nothing,
            };
            messages::set_wanted(tx, kept.id, wanted)?;
        }
        (Label::Spam, Whereabouts::Held) => journal::call_back(tx, kept.id)?,
        (Label::Spam, _) => {}
    }
    Ok(())
}

/// Whether something is still to be done in the mailbox with a message; not with one that is known no more.
pub(crate) fn asks_for_mailbox(connection: &rusqlite::Connection, id: MessageId) -> Step<bool> {
    let Some(kept) = messages::known(connection, id)? else { return Ok(false) };
    // The last is the dearest: it looks through all that is held.
    if kept.wanted != Wanted::Nothing || journal::open_for(connection, id)?.is_some() {
        return Ok(true);
    }
    Ok(messages::held_against_word(connection, &kept.account)?.contains(&id))
}
