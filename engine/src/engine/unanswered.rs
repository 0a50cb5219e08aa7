//! What stays where it is until the person says: spam that was left in the inbox, and what is held in doubt.
//!
//! It is read from the messages themselves, so that it stands until it is answered or no longer true,
//! whatever the person does meanwhile, and after a restart.

use super::Engine;
use super::accounts::bad;
use crate::account::{AccountId, Mode};
use crate::journal::spoken;
use crate::problem::Problem;
use crate::quarantine;
use crate::store::journal::Kind;
use crate::store::messages::{Along, Wanted};
use crate::store::words::Word;
use crate::store::{Step, accounts, journal, messages, words};
use crate::view::{MessageId, Stopped, Unanswered, Which};

impl Engine {
    /// Counts what of an account waits for the person's answer.
    pub fn unanswered(&self, id: &AccountId) -> Result<Unanswered, Problem> {
        self.store().read(|connection| {
            let (spam, doubtful) =
                (spam_unanswered(connection, id)?, messages::held_in_doubt(connection, id)?);
            Ok(Unanswered { spam: spam.len() as u32, doubtful: doubtful.len() as u32 })
        })
    }

    /// Whether a message is judged spam and was left where it stands, in an account that holds spam.
    pub(crate) fn is_left(&self, id: MessageId) -> Result<bool, Problem> {
        self.store().read(|connection| {
            let Some(kept) = messages::known(connection, id)? else { return Ok(false) };
            Ok(spam_left(connection, &kept.account)?.contains(&id))
        })
    }

    /// Holds what [`Engine::unanswered`] counts as spam, as [`Engine::hold_earlier`] does. Says which they
    /// are: [`Engine::still_waiting`] tells when they have been moved.
    pub fn hold_unanswered(&self, id: &AccountId) -> Result<Vec<MessageId>, Problem> {
        self.hold_left(id, spam_unanswered)
    }

    /// Wants the messages that [`Engine::earlier_spam`] counts held: they are at the next run,
    /// each step of it journalled. Says how many they are.
    ///
    /// Where they are more than half of what lies there, and the person has vouched for
    /// nothing yet, the account is stopped first and [`Engine::go_on`] is waited for. Fails
    /// with `BadInput` for an account that does not hold spam.
    pub fn hold_earlier(&self, id: &AccountId) -> Result<u32, Problem> {
        Ok(self.hold_left(id, spam_left)?.len() as u32)
    }

    fn hold_left(
        &self,
        id: &AccountId,
        left: fn(&rusqlite::Connection, &AccountId) -> Step<Vec<MessageId>>,
    ) -> Result<Vec<MessageId>, Problem> {
        let earlier = self.store().write(|tx| {
            if accounts::one(tx, id)?.mode != Mode::Hold {
                return Err(bad("mode", &id.0, "not-hold").into());
            }
            let mut earlier = left(tx, id)?;
            for message in &earlier {
                messages::set_wanted(tx, *message, Wanted::Hold)?;
            }
            // Asked before, and kept from it: by a full disk, or by a server that was away.
            let waiting = messages::wanted(tx, id)?.into_iter();
            let to_hold = waiting.filter(|(_, wanted, _)| *wanted == Wanted::Hold);
            earlier.extend(to_hold.map(|(message, _, _)| message));
            earlier.sort_unstable();
            earlier.dedup();
            let standing = messages::standing(tx, id)?;
            let (_, corrected) = messages::history(tx, id, 0)?;
            let vouched = accounts::runs(tx, id)?.go_on || corrected > 0;
            if quarantine::must_ask(standing, earlier.len() as u32, vouched) {
                accounts::stop(tx, id, Stopped::UnusuallyMuch)?;
            }
            Ok(earlier)
        })?;
        self.changed(id);
        self.seat(id).poke.notify_one();
        Ok(earlier)
    }

    /// Begins to put back, without teaching, what is held though Mekiki could not tell of it
    /// now: the next run does it, each step of it journalled. Says which they are.
    pub fn give_back_doubtful(&self, id: &AccountId) -> Result<Vec<MessageId>, Problem> {
        let now = self.now();
        let doubtful = self.store().write(|tx| {
            // Mail of an account that was removed has nowhere to go.
            accounts::one(tx, id)?;
            let doubtful = messages::held_in_doubt(tx, id)?;
            for message in &doubtful {
                // They ask for it: it is their word that these go back, and are not held again, but for
                // when they take back the word by which these came to be in doubt.
                words::say(tx, spoken(&messages::one(tx, *message)?), Word::Released, now)?;
                messages::set_along(tx, *message, Some(Along::Back))?;
                journal::begin(tx, id, *message, Kind::Release, None, now)?;
            }
            Ok(doubtful)
        })?;
        self.changed(id);
        self.seat(id).poke.notify_one();
        Ok(doubtful)
    }

    /// The person's answer: what waits in one of the two places stays there, and is not asked of again
    /// while its verdict is what it is. Says how many they are.
    pub fn let_stay(&self, id: &AccountId, which: Which) -> Result<u32, Problem> {
        let staying = self.store().write(|tx| {
            let staying = match which {
                Which::Inbox => spam_unanswered(tx, id)?,
                Which::Junk => messages::held_in_doubt(tx, id)?,
            };
            staying.iter().try_for_each(|message| messages::let_stay(tx, *message))?;
            Ok(staying.len() as u32)
        })?;
        self.changed(id);
        Ok(staying)
    }
}

/// Messages that would be held had they come now, in an account that holds spam.
fn spam_left(connection: &rusqlite::Connection, id: &AccountId) -> Step<Vec<MessageId>> {
    if holds(connection, id)? { quarantine::earlier(connection, id, Mode::Hold) } else { Ok(Vec::new()) }
}

/// The same, of which the person has not answered yet.
fn spam_unanswered(connection: &rusqlite::Connection, id: &AccountId) -> Step<Vec<MessageId>> {
    if holds(connection, id)? { quarantine::earlier_unanswered(connection, id) } else { Ok(Vec::new()) }
}

fn holds(connection: &rusqlite::Connection, id: &AccountId) -> Step<bool> {
    Ok(accounts::all(connection)?.iter().any(|known| known.id == *id && known.mode == Mode::Hold))
}
