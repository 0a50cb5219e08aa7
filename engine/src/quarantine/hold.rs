//! Hold: a complete local copy first, then the server's message goes into our own folder.

use classifier::{Label, Verdict};

use crate::account::{Account, AccountId};
use crate::codec;
use crate::engine::Engine;
use crate::feedback::By;
use crate::journal::spoken;
use crate::judge::digest;
use crate::mailbox::{Mailbox, Place};
use crate::problem::{Problem, ProblemKind};
use crate::quarantine::junk::{Junk, MayGo, Note, Standing};
use crate::store::journal::{Entry, Kind, Stage};
use crate::store::messages::{Kept, Wanted};
use crate::store::words::Word;
use crate::store::{held, journal, messages, words};
use crate::view::{Event, MessageId, Whereabouts, row};

impl Engine {
    /// Holds a message of which that is wanted. Says whether it is held now.
    ///
    /// The caller has the account's turn. After an error the journal knows what to complete.
    pub(crate) async fn hold(&self, mailbox: &mut dyn Mailbox, id: MessageId) -> Result<bool, Problem> {
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        let waiting = kept.wanted == Wanted::Hold && kept.whereabouts != Whereabouts::Held;
        let Some(place) = kept.place.clone().filter(|_| waiting) else { return Ok(false) };
        let now = self.now();
        let entry =
            self.store().write(|tx| journal::begin(tx, &kept.account, id, Kind::Hold, Some(&place), now))?;
        self.step("hold: intended")?;
        self.copy_and_move(mailbox, &kept, &entry, &place).await
    }

    /// Makes the local copy and moves the server's message.
    pub(crate) async fn copy_and_move(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
        place: &Place,
    ) -> Result<bool, Problem> {
        let (name, fetched) = (Junk::name_for(kept), mailbox.fetch(place).await);
        let gone = fetched.as_ref().is_err_and(|problem| problem.kind == ProblemKind::MessageGone);
        let differs = fetched.as_ref().is_ok_and(|raw| digest(raw) != kept.digest);
        if gone || differs {
            if self.settles_by_copy(kept, entry)? {
                let entry = Entry { local_name: name, ..entry.clone() };
                return self.settle_hold(mailbox, kept, &entry).await;
            }
            self.give_up_hold(kept, entry, if gone { Whereabouts::Gone } else { kept.whereabouts })?;
            return if gone { Ok(false) } else { Err(Problem::new(ProblemKind::CopyDiffers)) };
        }
        let raw = fetched?;
        let Some(kept) = &self.still_to_hold(kept, &raw).await? else {
            self.give_up_hold(kept, entry, kept.whereabouts)?;
            return Ok(false);
        };
        self.keep_copy(name.clone(), raw, note(kept, &self.account(&kept.account)?)).await?;
        self.step("hold: kept")?;
        self.store().write(|tx| journal::copied(tx, entry.id, &name))?;
        self.step("hold: copied")?;
        let entry = Entry { local_name: name, ..entry.clone() };
        self.move_to_own(mailbox, kept, &entry, place).await
    }

    /// The message as it is judged now, where it is to be held still: since it was judged, the person may have
    /// changed their lists or taught something, and the provider may have become known. Their word on the
    /// message itself needs no judgement.
    async fn still_to_hold(&self, kept: &Kept, raw: &[u8]) -> Result<Option<Kept>, Problem> {
        // Their word may stand on a message like this one, or on its file.
        match self.store().read(|connection| words::on(connection, spoken(kept)))? {
            Some(Word::Is(Label::Spam)) => return Ok(Some(kept.clone())),
            Some(Word::Is(Label::Ham) | Word::Released) => return Ok(None),
            None => {}
        }
        let (before, raw) = (kept.clone(), raw.to_vec());
        let judged = self.off_thread(move |engine| engine.judge_again(before, &raw, By::Turn)).await?;
        let now = match judged {
            Some((now, _)) => now,
            // The person spoke meanwhile.
            None => self.store().read(|connection| messages::one(connection, kept.id))?,
        };
        if now.verdict != kept.verdict {
            self.emit(Event::Judged { row: row(&now) });
        }
        Ok(Some(now).filter(|now| now.verdict == Verdict::Spam))
    }

    async fn keep_copy(&self, name: String, raw: Vec<u8>, note: Note) -> Result<(), Problem> {
        self.off_thread(move |engine| engine.junk().keep(&name, &raw, &note)).await
    }

    /// Moves the server's message, of which there is a local copy.
    pub(crate) async fn move_to_own(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
        place: &Place,
    ) -> Result<bool, Problem> {
        match self.ask_to_hold(mailbox, kept, entry, place).await {
            Ok(Some(new)) => {
                self.step("hold: moved")?;
                self.finish_hold(kept, entry, Some(&new))?;
                Ok(true)
            }
            // It is held when that is carried through.
            Ok(None) => Ok(false),
            // Another program was faster, or the move happened and was not confirmed.
            Err(problem) if problem.kind == ProblemKind::MessageGone => {
                self.settle_hold(mailbox, kept, entry).await
            }
            Err(problem) => Err(problem),
        }
    }

    /// Lets a mailbox carry out what it only promised so far, and let go of what others wait for. The
    /// messages that it removed are held now: says which. After an error the journal knows what to ask.
    ///
    /// The caller has had the account's turn since the first promise.
    pub(crate) async fn carry_through(
        &self,
        mailbox: &mut dyn Mailbox,
        account: &AccountId,
    ) -> Result<Vec<MessageId>, Problem> {
        let empty = mailbox.commit().await?;
        let mut held = Vec::new();
        if empty.is_empty() {
            return Ok(held);
        }
        self.step("hold: removed")?;
        for entry in self.store().read(|connection| journal::open_of(connection, account))? {
            let kept = self.store().read(|connection| messages::one(connection, entry.message))?;
            let is_empty = |place: &Option<Place>| place.as_ref().is_some_and(|place| empty.contains(place));
            let removed = is_empty(&kept.place) || (kept.place.is_none() && is_empty(&entry.place));
            if entry.kind == Kind::Hold && entry.stage == Stage::Copied && removed {
                self.finish_hold(&kept, &entry, None)?;
                held.push(kept.id);
            }
        }
        Ok(held)
    }

    /// Asks the mailbox to move the message, of which there is a local copy, into our own folder; `None`
    /// where it has none, and will remove it.
    ///
    /// Where it refuses, the message stands where it stood: the journal says so, and the list of
    /// the junk folder does not claim that it is there.
    pub(crate) async fn ask_to_hold(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
        place: &Place,
    ) -> Result<Option<Place>, Problem> {
        if entry.stage == Stage::Refused {
            // From here on nobody knows, until the answer has come.
            self.store().write(|tx| journal::copied(tx, entry.id, &entry.local_name))?;
        }
        let moved = mailbox.hold(place).await;
        if moved.as_ref().is_err_and(leaves_it_there) {
            self.store().write(|tx| {
                journal::refused(tx, entry.id, place)?;
                if messages::one(tx, kept.id)?.whereabouts == Whereabouts::Held {
                    held::forget(tx, kept.id)?;
                    messages::set_place(tx, kept.id, Some(place))?;
                    messages::set_whereabouts(tx, kept.id, Whereabouts::Inbox)?;
                    messages::set_wanted(tx, kept.id, Wanted::Hold)?;
                }
                Ok(())
            })?;
        }
        moved
    }

    /// The message is held: index and journal say so together.
    pub(crate) fn finish_hold(
        &self,
        kept: &Kept,
        entry: &Entry,
        place: Option<&Place>,
    ) -> Result<(), Problem> {
        let now = self.now();
        self.store().write(|tx| {
            held::index(tx, kept.id, &entry.local_name, now)?;
            messages::set_held(tx, kept.id, place)?;
            journal::close(tx, entry.id, now)
        })?;
        self.step("hold: finished")
    }

    /// Whether an earlier attempt made a complete copy already, which the journal then says: how
    /// far that attempt came may have been forgotten, with the last words of a database that was
    /// cut off or put back to an earlier day.
    pub(crate) fn settles_by_copy(&self, kept: &Kept, entry: &Entry) -> Result<bool, Problem> {
        let name = Junk::name_for(kept);
        if !self.junk().holds(&name, kept.digest)? {
            return Ok(false);
        }
        self.store().write(|tx| journal::copied(tx, entry.id, &name))?;
        Ok(true)
    }

    /// Nothing comes of a hold, and there is no copy here.
    pub(crate) fn give_up_hold(
        &self,
        kept: &Kept,
        entry: &Entry,
        now_is: Whereabouts,
    ) -> Result<(), Problem> {
        let now = self.now();
        self.store().write(|tx| {
            messages::set_whereabouts(tx, kept.id, now_is)?;
            journal::close(tx, entry.id, now)
        })
    }

    /// Nothing comes of a hold: the message stays where it stands in the mailbox, and the copy
    /// here goes once it was read there. Where it cannot be read, the copy stays, and is held.
    pub(crate) async fn leave_there(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
        place: &Place,
        now_is: Whereabouts,
    ) -> Result<bool, Problem> {
        let raw = match mailbox.fetch(place).await {
            Ok(raw) if digest(&raw) == kept.digest => raw,
            Err(problem) if problem.kind != ProblemKind::MessageGone => return Err(problem),
            _ => {
                self.finish_hold(kept, entry, None)?;
                return Ok(true);
            }
        };
        self.junk().remove(&entry.local_name, MayGo::Stands(Standing::just_read(&raw)))?;
        self.step("hold: given up")?;
        let now = self.now();
        self.store().write(|tx| {
            held::forget(tx, kept.id)?;
            messages::set_place(tx, kept.id, Some(place))?;
            messages::set_whereabouts(tx, kept.id, now_is)?;
            journal::close(tx, entry.id, now)
        })?;
        Ok(false)
    }
}

/// Whether a move failed in a way that says that nothing was moved.
fn leaves_it_there(problem: &Problem) -> bool {
    use ProblemKind as Kind;
    matches!(problem.kind, Kind::PermissionDenied | Kind::ReadOnly | Kind::DiskFull | Kind::Refused)
}

fn note(kept: &Kept, account: &Account) -> Note {
    Note {
        account: kept.account.0.clone(),
        mailbox: account.source.mailbox(),
        digest: kept.digest,
        folder: kept.folder.clone(),
        flags: kept.envelope.flags.clone(),
        received: kept.envelope.received,
        score: kept.score,
        judgement: kept.judgement.clone(),
    }
}

/// Reads a judgement as it is kept.
pub(crate) fn judgement_of(kept: &Kept) -> Option<classifier::Judgement> {
    codec::decode(&kept.judgement)
}
