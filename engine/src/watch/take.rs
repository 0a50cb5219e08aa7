//! Takes one seen message in: new ones are judged, known ones recognised where they now stand.

use classifier::{Label, Sample};

use crate::account::{Account, Mode};
use crate::engine::Engine;
use crate::engine::{BEGINNING, LARGEST_WHOLE};
use crate::judge::digest;
use crate::mailbox::{Mailbox, Seen};
use crate::problem::{Problem, ProblemKind};
use crate::quarantine::junk::{MayGo, Standing};
use crate::quarantine::{self, Action};
use crate::store::journal::Kind;
use crate::store::messages::{Kept, Wanted};
use crate::store::words::Word;
use crate::store::{Step, held, journal, messages, waiting, words};
use crate::view::{Event, Row, Whereabouts};

/// What to do with a seen message, by what is known of its bytes.
enum Known {
    /// It is a new one, or another copy.
    New,
    /// It is this one, at a new place.
    Moved(Box<Kept>),
    /// It is being moved by us: next time.
    UnderWay,
    /// It is this one, which was removed from a mailbox that keeps nothing we hold, and stands there again.
    BackThere(Box<Kept>),
}

impl Engine {
    /// Fetches and judges one message. `None`: it is gone again, or known.
    pub(super) async fn take(
        &self,
        account: &Account,
        mailbox: &mut dyn Mailbox,
        seen: &Seen,
        run: u32,
    ) -> Result<Option<Row>, Problem> {
        let whole = seen.size <= LARGEST_WHOLE;
        let fetched = if whole {
            mailbox.fetch(&seen.place).await
        } else {
            mailbox.fetch_start(&seen.place, BEGINNING).await
        };
        let raw = match fetched {
            Err(problem) if problem.kind == ProblemKind::MessageGone => {
                self.store().write(|tx| waiting::done(tx, &account.id, &seen.place))?;
                return Ok(None);
            }
            other => other?,
        };
        if whole {
            // Before it is our turn: nobody who clicks waits for an answer from outside.
            self.look_at_signatures(account, &raw).await?;
        }
        let seat = self.seat(&account.id);
        let _turn = seat.turn.lock().await;
        match self.recognise(account, mailbox, seen, &raw).await? {
            Known::UnderWay => Ok(None),
            Known::Moved(kept) => {
                self.take_up_again(account, mailbox, seen, &kept, Standing::just_read(&raw)).await?;
                Ok(None)
            }
            Known::BackThere(kept) => {
                self.remove_anew(account, seen, &kept)?;
                Ok(None)
            }
            Known::New => {
                let (account, seen) = (account.clone(), seen.clone());
                let taken =
                    self.off_thread(move |engine| engine.take_in(&account, &seen, &raw, whole, run)).await?;
                if let Some(row) = &taken {
                    self.emit(Event::Judged { row: row.clone() });
                }
                Ok(taken)
            }
        }
    }

    async fn recognise(
        &self,
        account: &Account,
        mailbox: &mut dyn Mailbox,
        seen: &Seen,
        raw: &[u8],
    ) -> Result<Known, Problem> {
        let same =
            self.store().read(|connection| messages::with_digest(connection, &account.id, digest(raw)))?;
        for kept in same {
            if kept.place.as_ref() == Some(&seen.place) && kept.whereabouts != Whereabouts::Deleted {
                return Ok(Known::Moved(Box::new(kept)));
            }
            if self.store().read(|connection| journal::open_for(connection, kept.id))?.is_some() {
                return Ok(Known::UnderWay);
            }
            if kept.whereabouts == Whereabouts::Held && mailbox.gives_back_to().is_some() {
                // No program of the person's can have put it there.
                if account.mode == Mode::Hold && !self.wants_back(&kept)? {
                    return Ok(Known::BackThere(Box::new(kept)));
                }
                continue;
            }
            if is_copy_of_held(&kept, seen) {
                return Ok(Known::Moved(Box::new(kept)));
            }
            if kept.whereabouts != Whereabouts::Deleted && !self.stands_elsewhere(mailbox, &kept).await? {
                return Ok(Known::Moved(Box::new(kept)));
            }
        }
        Ok(Known::New)
    }

    /// Whether a known message still stands where it was.
    async fn stands_elsewhere(&self, mailbox: &mut dyn Mailbox, kept: &Kept) -> Result<bool, Problem> {
        if kept.whereabouts == Whereabouts::Gone {
            return Ok(false);
        }
        match &kept.place {
            Some(place) => {
                let places = mailbox.locate(&place.folder, &kept.sought()).await?;
                Ok(places.contains(place))
            }
            None if kept.whereabouts == Whereabouts::Held => {
                Ok(!self.own_places(mailbox, kept).await?.is_empty())
            }
            None => Ok(false),
        }
    }

    /// A known message stands at a new place. One that was held was moved back by the person
    /// in another program: that is their word.
    async fn take_up_again(
        &self,
        account: &Account,
        mailbox: &mut dyn Mailbox,
        seen: &Seen,
        kept: &Kept,
        there: Standing,
    ) -> Result<(), Problem> {
        if kept.whereabouts == Whereabouts::Held {
            return self.moved_back(account, mailbox, seen, kept, there).await;
        }
        self.let_copy_go(kept, there)?;
        self.store().write(|tx| {
            waiting::done(tx, &account.id, &seen.place)?;
            messages::set_place(tx, kept.id, Some(&seen.place))?;
            stands(tx, account, kept)
        })
    }

    /// A server brought back what it had removed, as one does that is set back to an earlier day. The copy
    /// here is proven once more, and the message removed, at the next run.
    fn remove_anew(&self, account: &Account, seen: &Seen, kept: &Kept) -> Result<(), Problem> {
        let now = self.now();
        self.store().write(|tx| {
            waiting::done(tx, &account.id, &seen.place)?;
            let Some(name) = held::name_of(tx, kept.id)? else { return Ok(()) };
            messages::set_place(tx, kept.id, Some(&seen.place))?;
            messages::set_wanted(tx, kept.id, Wanted::Hold)?;
            let entry = journal::begin(tx, &account.id, kept.id, Kind::Hold, Some(&seen.place), now)?;
            journal::copied(tx, entry.id, &name)
        })
    }

    /// The word and where the message is now are written down together: whatever ends Mekiki behind that, the
    /// journal knows that it was given back, and by whom.
    async fn moved_back(
        &self,
        account: &Account,
        mailbox: &mut dyn Mailbox,
        seen: &Seen,
        kept: &Kept,
        there: Standing,
    ) -> Result<(), Problem> {
        let now = self.now();
        let is_back = |tx: &rusqlite::Transaction<'_>| {
            waiting::done(tx, &account.id, &seen.place)?;
            let entry = journal::begin(tx, &kept.account, kept.id, Kind::Release, None, now)?;
            journal::returned(tx, entry.id, &seen.place)
        };
        if let Some(sample) = Sample::from_bytes(&kept.sample) {
            self.speak_and(kept, &sample, Some(account), Label::Ham, is_back)?;
        } else {
            // Another version of the program kept it, and nothing can be learned of it.
            self.store().write(|tx| {
                words::say(tx, crate::journal::spoken(kept), Word::Released, now)?;
                is_back(tx)
            })?;
        }
        self.step("moved back: said")?;
        match self.store().read(|connection| journal::open_for(connection, kept.id))? {
            Some(entry) => {
                self.remove_from_own(mailbox, kept).await?;
                self.finish_release(kept, &entry, &seen.place, there)
            }
            None => Ok(()),
        }
    }

    /// Removes the local copy of a message that stands in the mailbox, where there still is one.
    fn let_copy_go(&self, kept: &Kept, there: Standing) -> Result<(), Problem> {
        let Some(name) = self.store().read(|connection| held::name_of(connection, kept.id))? else {
            return Ok(());
        };
        self.junk().remove(&name, MayGo::Stands(there))?;
        self.store().write(|tx| held::forget(tx, kept.id))
    }
}

/// Whether what was seen was copied out of our own folder, where the held message stands still: some programs move
/// by copying first. Bytes and the server's own date are those of the held one; a second delivery has its own date.
fn is_copy_of_held(kept: &Kept, seen: &Seen) -> bool {
    let dated = seen.envelope.received.is_some();
    kept.whereabouts == Whereabouts::Held && dated && kept.envelope.received == seen.envelope.received
}

/// Notes that a known message stands in its mailbox, after another program had moved it there or taken it away
/// for a while, and what is wanted of it there.
pub(super) fn stands(tx: &rusqlite::Transaction<'_>, account: &Account, kept: &Kept) -> Step<()> {
    let word = words::on(tx, crate::journal::spoken(kept))?;
    let action = match quarantine::hold::judgement_of(kept) {
        Some(judgement) if kept.whereabouts != Whereabouts::Released => {
            quarantine::policy(&judgement, account.mode, word, kept.whole)
        }
        _ => Action::Leave,
    };
    if kept.whereabouts == Whereabouts::Gone {
        let given_back = matches!(word, Some(Word::Released));
        let whereabouts = if given_back { Whereabouts::Released } else { Whereabouts::Inbox };
        messages::set_whereabouts(tx, kept.id, whereabouts)?;
    }
    // What came back from elsewhere may carry a mark that the person's word had taken off.
    if kept.marked && action == Action::Leave && word.is_some() {
        messages::set_wanted(tx, kept.id, Wanted::Unmark)?;
    }
    let held_before = kept.wanted == Wanted::Hold || kept.whereabouts == Whereabouts::Gone;
    if action == Action::Hold && held_before {
        messages::set_wanted(tx, kept.id, Wanted::Hold)?;
    }
    Ok(())
}
