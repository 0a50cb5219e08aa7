//! Completes what was interrupted: for every open entry, asks the server where the message
//! stands and brings about exactly one copy and a true index. Doing it again changes nothing.

use crate::account::Account;
use crate::engine::Engine;
use crate::mailbox::{Mailbox, Place};
use crate::problem::{Problem, ProblemKind};
use crate::quarantine::junk::Junk;
use crate::store::journal::{Entry, Kind, Stage};
use crate::store::messages::{Kept, Wanted};
use crate::store::words::{Spoken, Word};
use crate::store::{held, journal, messages, words};
use crate::view::{MessageId, Whereabouts};

impl Engine {
    /// Completes an account's open entries. An entry that fails for a reason of its own does
    /// not keep the others waiting, and its problem is given with it; a connection that ends does.
    pub(crate) async fn recover(
        &self,
        account: &Account,
        mailbox: &mut dyn Mailbox,
    ) -> Result<Vec<(MessageId, Problem)>, Problem> {
        let seat = self.seat(&account.id);
        let open = self.store().read(|connection| {
            let mut open: Vec<MessageId> =
                journal::open_of(connection, &account.id)?.iter().map(|entry| entry.message).collect();
            open.extend(messages::held_against_word(connection, &account.id)?);
            Ok(open)
        })?;
        let mut problems = Vec::new();
        let mut turn = None;
        let mut completed = Ok(());
        for message in open {
            if turn.is_none() {
                turn = Some(seat.turn.lock().await);
            }
            match self.settle(mailbox, message, true).await {
                Err(problem) if problem.ends_connection() && problem.kind != ProblemKind::Refused => {
                    completed = Err(problem);
                    break;
                }
                Err(problem) => problems.push((message, problem)),
                Ok(()) => self.changed(&account.id),
            }
            if !mailbox.has_promised() {
                turn = None;
            }
        }
        if mailbox.has_promised() {
            completed = completed.and(self.carry_through(mailbox, &account.id).await.map(drop));
            self.changed(&account.id);
        }
        drop(turn);
        completed.map(|()| problems)
    }

    /// Completes what is open for one message, and what the person's word then still asks for.
    ///
    /// `looking`: an earlier attempt may have reached the server. The caller has the turn.
    pub(crate) async fn settle(
        &self,
        mailbox: &mut dyn Mailbox,
        id: MessageId,
        looking: bool,
    ) -> Result<(), Problem> {
        self.complete(mailbox, id, looking).await?;
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        if kept.whereabouts != Whereabouts::Held || !self.wants_back(&kept)? {
            return Ok(());
        }
        // The person spoke while the message was on its way into the junk folder.
        let now = self.now();
        self.store().write(|tx| journal::begin(tx, &kept.account, id, Kind::Release, None, now))?;
        self.complete(mailbox, id, false).await
    }

    async fn complete(&self, mailbox: &mut dyn Mailbox, id: MessageId, looking: bool) -> Result<(), Problem> {
        let (entry, kept) = self
            .store()
            .read(|connection| Ok((journal::open_for(connection, id)?, messages::one(connection, id)?)))?;
        let Some(entry) = entry else { return Ok(()) };
        match (entry.kind, entry.stage, entry.place.clone()) {
            (Kind::Hold, Stage::Copied | Stage::Refused, _) => {
                self.settle_hold(mailbox, &kept, &entry).await.map(drop)
            }
            (Kind::Hold, _, Some(place)) if kept.wanted == Wanted::Hold && !self.wants_back(&kept)? => {
                self.copy_and_move(mailbox, &kept, &entry, &place).await.map(drop)
            }
            (Kind::Hold, ..) if self.settles_by_copy(&kept, &entry)? => {
                let entry = Entry { local_name: Junk::name_for(&kept), ..entry };
                self.settle_hold(mailbox, &kept, &entry).await.map(drop)
            }
            (Kind::Hold, ..) => self.give_up_hold(&kept, &entry, kept.whereabouts),
            (Kind::Release, Stage::Returned, Some(place)) => {
                self.confirm_returned(mailbox, &kept, &entry, place).await
            }
            (Kind::Release, Stage::CalledBack, _) => self.call_back(mailbox, &kept, &entry).await,
            (Kind::Release, ..) => {
                self.give_back(mailbox, &kept, &entry, looking).await.map_err(Problem::of_giving_back)
            }
            (Kind::Delete, ..) => self.delete_on_server(mailbox, &kept, &entry).await,
        }
    }

    /// Whether the person said that this message is wanted, or gave it back.
    pub(crate) fn wants_back(&self, kept: &Kept) -> Result<bool, Problem> {
        let word = self.store().read(|connection| words::on(connection, spoken(kept)))?;
        Ok(matches!(word, Some(Word::Released | Word::Is(classifier::Label::Ham))))
    }

    /// The local copy is complete and the server was asked, or not: looks, and completes.
    /// Says whether the message is held now.
    pub(crate) async fn settle_hold(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
    ) -> Result<bool, Problem> {
        let own = self.own_places(mailbox, kept).await?;
        let came_from = entry.place.as_ref().map_or(kept.folder.as_str(), |place| place.folder.as_str());
        let source = self.free_places(mailbox, kept, came_from).await?;
        // Where several stand in the folder it came from, the journalled one is meant.
        let source =
            source.iter().find(|place| Some(*place) == entry.place.as_ref()).or(source.first()).cloned();
        if entry.is_of_a_found_copy() {
            return match (own.first(), source) {
                (None, Some(source)) => self.begin_again(mailbox, kept, entry, source).await,
                (None, None) => self.nowhere(kept, entry),
                (own, _) => self.finish_hold(kept, entry, own).map(|()| true),
            };
        }
        match (source, own.split_first()) {
            (None, Some((first, others))) => {
                delete_all(mailbox, self.surplus(kept, others)?).await?;
                self.remove_original(mailbox, kept, entry, came_from).await?;
                self.remove_leftovers(mailbox, kept).await?;
                self.finish_hold(kept, entry, Some(first))?;
                Ok(true)
            }
            (Some(source), _) => {
                delete_all(mailbox, self.surplus(kept, &own)?).await?;
                self.remove_leftovers(mailbox, kept).await?;
                self.begin_again(mailbox, kept, entry, source).await
            }
            (None, None) => self.nowhere(kept, entry),
        }
    }

    /// Of the places in our own folder that a cut move may have left over, those that are not
    /// needed for messages of the same bytes whose places are not known again yet.
    fn surplus<'a>(&self, kept: &Kept, places: &'a [Place]) -> Result<&'a [Place], Problem> {
        let needed = self.store().read(|connection| journal::found_copies(connection, kept))?;
        Ok(places.get(needed..).unwrap_or_default())
    }

    async fn begin_again(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
        source: Place,
    ) -> Result<bool, Problem> {
        let wants_back = self.wants_back(kept)?;
        if wants_back || kept.wanted != Wanted::Hold {
            let now_is = match kept.whereabouts {
                Whereabouts::Held if wants_back => Whereabouts::Released,
                Whereabouts::Held => Whereabouts::Inbox,
                other => other,
            };
            return self.leave_there(mailbox, kept, entry, &source, now_is).await;
        }
        if !self.junk().holds(&entry.local_name, kept.digest)? {
            // Another program took the copy: it is made anew at the next turn.
            self.store().write(|tx| {
                messages::set_place(tx, kept.id, Some(&source))?;
                held::forget(tx, kept.id)?;
                messages::set_whereabouts(tx, kept.id, Whereabouts::Inbox)?;
                messages::set_wanted(tx, kept.id, Wanted::Hold)?;
                journal::close(tx, entry.id, self.now())
            })?;
            return Ok(false);
        }
        self.store().write(|tx| messages::set_place(tx, kept.id, Some(&source)))?;
        let Some(new) = self.ask_to_hold(mailbox, kept, entry, &source).await? else { return Ok(false) };
        self.step("hold: moved")?;
        self.finish_hold(kept, entry, Some(&new))?;
        Ok(true)
    }

    /// The message is in neither folder: another program moved it, into Trash for one, or it is
    /// deleted. The local copy may soon be the last one; it stays, and is in the list. Without
    /// one there is nothing to list.
    fn nowhere(&self, kept: &Kept, entry: &Entry) -> Result<bool, Problem> {
        let is_here = self.junk().holds(&entry.local_name, kept.digest)?;
        if is_here {
            self.finish_hold(kept, entry, None)?;
        } else {
            self.store().write(|tx| held::forget(tx, kept.id))?;
            self.give_up_hold(kept, entry, Whereabouts::Gone)?;
        }
        Ok(is_here)
    }

    /// Removes the original that a cut move marked as deleted and did not remove. Its copy in
    /// our own folder is proven. Only the very message that we were moving is meant: another
    /// with the same bytes was marked by the person's own program.
    async fn remove_original(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
        folder: &str,
    ) -> Result<(), Problem> {
        let mut marked = mailbox.leftovers(folder, &kept.sought()).await?;
        marked.retain(|place| [&entry.place, &kept.place].into_iter().flatten().any(|ours| ours == place));
        remove_all(mailbox, &marked).await
    }

    /// Removes what cut moves of one message left in our own folder, marked as deleted. The
    /// message is proven to stand elsewhere, or is not wanted any more.
    pub(crate) async fn remove_leftovers(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
    ) -> Result<(), Problem> {
        let Some(own_folder) = mailbox.own_folder().map(str::to_owned) else { return Ok(()) };
        let mut marked = mailbox.leftovers(&own_folder, &kept.sought()).await?;
        self.keep_free(kept, &own_folder, &mut marked)?;
        remove_all(mailbox, &marked).await
    }

    /// Removes what stands in our own folder of a message that stands where it came from again, as was just read.
    pub(crate) async fn remove_from_own(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
    ) -> Result<(), Problem> {
        let Some(own_folder) = mailbox.own_folder().map(str::to_owned) else { return Ok(()) };
        let places = self.free_places(mailbox, kept, &own_folder).await?;
        remove_all(mailbox, self.surplus(kept, &places)?).await?;
        self.remove_leftovers(mailbox, kept).await
    }

    async fn delete_on_server(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
    ) -> Result<(), Problem> {
        let places = self.own_places(mailbox, kept).await?;
        remove_all(mailbox, self.surplus(kept, &places)?).await?;
        self.remove_leftovers(mailbox, kept).await?;
        let now = self.now();
        self.store().write(|tx| {
            messages::set_place(tx, kept.id, None)?;
            journal::close(tx, entry.id, now)
        })
    }
}

async fn delete_all(mailbox: &mut dyn Mailbox, places: &[Place]) -> Result<(), Problem> {
    for place in places {
        mailbox.delete(place).await?;
    }
    Ok(())
}

/// The same where another program may have been faster.
async fn remove_all(mailbox: &mut dyn Mailbox, places: &[Place]) -> Result<(), Problem> {
    for place in places {
        match mailbox.delete(place).await {
            Err(problem) if problem.kind != ProblemKind::MessageGone => return Err(problem),
            _ => {}
        }
    }
    Ok(())
}

/// What the person's word on a kept message is remembered by.
pub(crate) fn spoken(kept: &Kept) -> Spoken<'_> {
    Spoken {
        digest: kept.digest,
        message_id: &kept.message_id,
        from_address: &kept.from_address,
        text_digest: &kept.text_digest,
    }
}
