//! Release: the server's message goes back where it came from, byte for byte, with its flags
//! and its date. The local copy stays until the message was read back from there.

use classifier::Label;

use crate::account::Mode;
use crate::engine::Engine;
use crate::journal::spoken;
use crate::judge::digest;
use crate::mailbox::{Mailbox, Place};
use crate::problem::{Problem, ProblemKind};
use crate::quarantine::MARK;
use crate::quarantine::junk::{MayGo, Standing};
use crate::store::journal::Entry;
use crate::store::messages::{Kept, Wanted};
use crate::store::words::Word;
use crate::store::{Step, accounts, held, journal, messages, words};
use crate::view::Whereabouts;

/// Where every account has a folder.
const INBOX: &str = "INBOX";

impl Engine {
    /// Gives a held message back. `looking`: its places may be out of date, ask the server first.
    ///
    /// The caller has the account's turn. After an error the journal knows what to complete.
    pub(crate) async fn give_back(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
        looking: bool,
    ) -> Result<(), Problem> {
        self.step("release: intended")?;
        let place = match kept.place.as_ref().filter(|_| !looking) {
            _ if mailbox.gives_back_to().is_some() => {
                self.put_down_here(mailbox, kept, entry, looking).await?
            }
            Some(own) => match mailbox.release(own, &kept.folder).await {
                Err(problem) if may_look(&problem) => self.find_or_restore(mailbox, kept, entry).await?,
                other => other?,
            },
            None => self.find_or_restore(mailbox, kept, entry).await?,
        };
        self.step("release: moved")?;
        take_mark_off(mailbox, kept, &place).await?;
        self.store().write(|tx| journal::returned(tx, entry.id, &place))?;
        self.step("release: returned")?;
        self.confirm_returned(mailbox, kept, entry, place).await
    }

    /// Ends a release that the person called back. What has not come back yet stays held; what has,
    /// was released, and is held anew where their word is that it is spam.
    pub(crate) async fn call_back(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
    ) -> Result<(), Problem> {
        let back = mailbox.gives_back_to().unwrap_or(&kept.folder).to_owned();
        if !self.free_places(mailbox, kept, &back).await?.is_empty() {
            self.give_back(mailbox, kept, entry, true).await?;
            return self.store().write(|tx| hold_anew(tx, kept));
        }
        let own = self.own_places(mailbox, kept).await?;
        let now = self.now();
        self.store().write(|tx| {
            if let Some(place) = own.first() {
                messages::set_place(tx, kept.id, Some(place))?;
            }
            journal::close(tx, entry.id, now)
        })
    }

    /// Reads the message back from where it is now, and only then lets the local copy go.
    pub(crate) async fn confirm_returned(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
        place: Place,
    ) -> Result<(), Problem> {
        let (place, raw) = match mailbox.fetch(&place).await {
            Ok(raw) => (place, Ok(raw)),
            Err(problem) if problem.kind == ProblemKind::MessageGone => {
                match self.anywhere(mailbox, kept).await? {
                    Some(found) => {
                        let raw = mailbox.fetch(&found).await;
                        (found, raw)
                    }
                    None => (place, Err(problem)),
                }
            }
            Err(problem) => return Err(problem),
        };
        match raw {
            Ok(raw) if digest(&raw) == kept.digest => {
                self.remove_from_own(mailbox, kept).await?;
                self.finish_release(kept, entry, &place, Standing::just_read(&raw))
            }
            Ok(_) => self.keep_held(kept, entry, Problem::new(ProblemKind::CopyDiffers)),
            Err(problem) if problem.kind == ProblemKind::MessageGone => self.keep_held(kept, entry, problem),
            Err(problem) => Err(problem),
        }
    }

    pub(crate) fn finish_release(
        &self,
        kept: &Kept,
        entry: &Entry,
        place: &Place,
        there: Standing,
    ) -> Result<(), Problem> {
        if let Some(name) = self.store().read(|connection| held::name_of(connection, kept.id))? {
            self.junk().remove(&name, MayGo::Stands(there))?;
        }
        self.step("release: local copy removed")?;
        let now = self.now();
        self.store().write(|tx| {
            held::forget(tx, kept.id)?;
            messages::set_place(tx, kept.id, Some(place))?;
            messages::set_whereabouts(tx, kept.id, stands_as(tx, kept)?)?;
            messages::set_marked(tx, kept.id, false)?;
            journal::close(tx, entry.id, now)
        })?;
        self.step("release: finished")
    }

    /// The message cannot be proven to be back: the local copy stays, and the person is told.
    fn keep_held(&self, kept: &Kept, entry: &Entry, problem: Problem) -> Result<(), Problem> {
        let now = self.now();
        self.store().write(|tx| {
            messages::set_held(tx, kept.id, None)?;
            journal::close(tx, entry.id, now)
        })?;
        Err(problem)
    }

    /// Finds out where the message is now and brings it back from there: from our own folder, or
    /// another that another program moved it to; not at all, when it is back already; from the
    /// local copy, when the server has none.
    ///
    /// What an earlier attempt marked in our own folder and did not remove is removed then.
    async fn find_or_restore(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
    ) -> Result<Place, Problem> {
        let place = self.found_or_restored(mailbox, kept, entry).await?;
        self.remove_leftovers(mailbox, kept).await?;
        Ok(place)
    }

    async fn found_or_restored(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
    ) -> Result<Place, Problem> {
        let own = self.own_places(mailbox, kept).await?;
        let back = self.free_places(mailbox, kept, &kept.folder).await?;
        match (own.into_iter().next(), back.into_iter().next()) {
            (Some(own), None) => release_somewhere(mailbox, &own, &kept.folder).await,
            (Some(own), Some(back)) => {
                mailbox.delete(&own).await?;
                Ok(back)
            }
            (None, Some(back)) => Ok(back),
            (None, None) => {
                if let Some(found) = self.anywhere(mailbox, kept).await? {
                    return self.taken_from_elsewhere(mailbox, kept, &found).await;
                }
                let raw = self.last_copy(kept, entry)?;
                restore_copy(mailbox, kept, &raw).await
            }
        }
    }

    /// Puts a message whose mailbox takes nothing back into the folder on this machine, unless an earlier
    /// attempt did. Only where nobody knows whether it was ever removed is the mailbox asked.
    async fn put_down_here(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        entry: &Entry,
        looking: bool,
    ) -> Result<Place, Problem> {
        let here = mailbox.gives_back_to().unwrap_or(INBOX).to_owned();
        if let Some(place) = self.free_places(mailbox, kept, &here).await?.into_iter().next() {
            return Ok(place);
        }
        if looking
            && let Some(place) = self.free_places(mailbox, kept, &kept.folder).await?.into_iter().next()
        {
            return Ok(place);
        }
        let raw = self.last_copy(kept, entry)?;
        mailbox.restore(&here, &raw, &kept.envelope).await
    }

    /// Another program moved the message out of our own folder, into Trash for one. That it lies
    /// there is not what the person asked for: it goes where it came from. Where it cannot be
    /// taken from its place, the copy here is put back and that place is left as it is.
    async fn taken_from_elsewhere(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        found: &Place,
    ) -> Result<Place, Problem> {
        match release_somewhere(mailbox, found, &kept.folder).await {
            Err(problem) if stays_where_it_is(&problem) => match self.held_raw(kept.id) {
                Ok(raw) if digest(&raw) == kept.digest => restore_copy(mailbox, kept, &raw).await,
                _ => Err(problem),
            },
            other => other,
        }
    }

    /// The bytes of a message that stands nowhere on the server. Where the copy here is gone or
    /// altered, it cannot be put back by trying again: nothing more is attempted until the
    /// person asks, and they are told what is known.
    fn last_copy(&self, kept: &Kept, entry: &Entry) -> Result<Vec<u8>, Problem> {
        let problem = match self.held_raw(kept.id) {
            Ok(raw) if digest(&raw) == kept.digest => return Ok(raw),
            Ok(_) => Problem::new(ProblemKind::CopyDiffers).with("detail", "only-copy"),
            Err(problem) if matches!(problem.kind, ProblemKind::MessageGone | ProblemKind::BadInput) => {
                Problem::new(ProblemKind::MessageGone).with("detail", "copy-lost")
            }
            Err(problem) => return Err(problem),
        };
        let now = self.now();
        self.store().write(|tx| {
            messages::set_held(tx, kept.id, None)?;
            journal::lose(tx, entry.id, now)
        })?;
        Err(problem
            .with("message", kept.id.0)
            .with("from", &kept.from_address)
            .with("subject", &kept.subject))
    }

    /// A place in any folder where the message stands and that belongs to no other.
    pub(crate) async fn anywhere(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
    ) -> Result<Option<Place>, Problem> {
        for folder in mailbox.folders().await? {
            if let Some(place) = self.free_places(mailbox, kept, &folder).await?.into_iter().next() {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// The places in our own folder where these bytes stand and that belong to no other message; none
    /// where there is no such folder.
    pub(crate) async fn own_places(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
    ) -> Result<Vec<Place>, Problem> {
        match mailbox.own_folder().map(str::to_owned) {
            Some(own_folder) => self.free_places(mailbox, kept, &own_folder).await,
            None => Ok(Vec::new()),
        }
    }

    /// The places in a folder where these bytes stand and that belong to no other message.
    pub(crate) async fn free_places(
        &self,
        mailbox: &mut dyn Mailbox,
        kept: &Kept,
        folder: &str,
    ) -> Result<Vec<Place>, Problem> {
        let mut places = match mailbox.locate(folder, &kept.sought()).await {
            Err(problem) if problem.kind == ProblemKind::NoSuchFolder => Vec::new(),
            other => other?,
        };
        self.keep_free(kept, folder, &mut places)?;
        Ok(places)
    }

    /// Leaves out the places that belong to another message.
    pub(crate) fn keep_free(
        &self,
        kept: &Kept,
        folder: &str,
        places: &mut Vec<Place>,
    ) -> Result<(), Problem> {
        let taken = self
            .store()
            .read(|connection| messages::taken_by_others(connection, &kept.account, folder, kept.id))?;
        places.retain(|place| !taken.contains(&place.key));
        Ok(())
    }
}

/// Wants a message held again that came back though the person calls it spam now.
fn hold_anew(tx: &rusqlite::Transaction<'_>, kept: &Kept) -> Step<()> {
    let account = accounts::all(tx)?.into_iter().find(|account| account.id == kept.account);
    let holds = account.is_some_and(|account| account.mode == Mode::Hold);
    if holds && kept.corrected == Some(Label::Spam) && kept.whole {
        messages::set_wanted(tx, kept.id, Wanted::Hold)?;
    }
    Ok(())
}

/// Released is what the person gave back. What came back otherwise is mail in the inbox like any.
fn stands_as(connection: &rusqlite::Connection, kept: &Kept) -> Step<Whereabouts> {
    let word = words::on(connection, spoken(kept))?;
    let by_the_person = matches!(word, Some(Word::Released | Word::Is(Label::Ham)));
    Ok(if by_the_person { Whereabouts::Released } else { Whereabouts::Inbox })
}

/// A message is given back just as it came: without our keyword.
async fn take_mark_off(mailbox: &mut dyn Mailbox, kept: &Kept, place: &Place) -> Result<(), Problem> {
    if !kept.marked {
        return Ok(());
    }
    match mailbox.mark(place, &[], &[MARK]).await {
        Err(problem) if problem.kind != ProblemKind::MessageGone => Err(problem),
        _ => Ok(()),
    }
}

/// Whether a release that failed so may be looked into on the same connection.
fn may_look(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::MessageGone | ProblemKind::NoSuchFolder)
}

/// Whether a move failed for a reason of the message's place, and the connection is usable.
fn stays_where_it_is(problem: &Problem) -> bool {
    use ProblemKind as Kind;
    matches!(problem.kind, Kind::MessageGone | Kind::PermissionDenied | Kind::ReadOnly | Kind::Refused)
}

async fn release_somewhere(mailbox: &mut dyn Mailbox, place: &Place, folder: &str) -> Result<Place, Problem> {
    match mailbox.release(place, folder).await {
        Err(problem) if problem.kind == ProblemKind::NoSuchFolder && place.folder == INBOX => {
            Ok(place.clone())
        }
        Err(problem) if problem.kind == ProblemKind::NoSuchFolder && folder != INBOX => {
            mailbox.release(place, INBOX).await
        }
        other => other,
    }
}

async fn restore_copy(mailbox: &mut dyn Mailbox, kept: &Kept, raw: &[u8]) -> Result<Place, Problem> {
    match mailbox.restore(&kept.folder, raw, &kept.envelope).await {
        Err(problem) if problem.kind == ProblemKind::NoSuchFolder && kept.folder != INBOX => {
            mailbox.restore(INBOX, raw, &kept.envelope).await
        }
        other => other,
    }
}
