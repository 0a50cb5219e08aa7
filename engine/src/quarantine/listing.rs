//! List and disk brought together at opening. The junk folder is the truth: what lies there and
//! is not in the list is listed again, whatever the database has forgotten.
//!
//! How much the database knows of such a copy's message does not say where that is now: it may
//! be of an earlier moment. So the journal gets an entry, and the next run asks the mailbox.

use std::collections::{BTreeMap, BTreeSet};

use classifier::{Cutoffs, Judgement, Message, Sample};

use crate::account::AccountId;
use crate::codec;
use crate::engine::Engine;
use crate::facts;
use crate::judge;
use crate::mailbox::Envelope;
use crate::problem::Problem;
use crate::quarantine::junk::{Junk, MayGo, Note};
use crate::quarantine::without_mark;
use crate::store::journal::Stage;
use crate::store::messages::{Kept, Wanted};
use crate::store::{Step, accounts, held, journal, loss, messages};
use crate::view::{MessageId, Whereabouts};

/// What became of a file that was in no list.
enum Became {
    /// It is in the list. What an interrupted move left is no news.
    Listed { is_news: bool },
    /// The person deleted it, or nobody knows what it is.
    NotListed,
}

/// What the list knows.
struct Known {
    /// Which file holds which message.
    files: BTreeMap<String, MessageId>,
    /// The messages that the list shows.
    shown: BTreeSet<MessageId>,
}

impl Known {
    fn read(connection: &rusqlite::Connection) -> Step<Self> {
        Ok(Self { files: held::all(connection)?, shown: messages::listed_as_held(connection)? })
    }

    fn lists(&self, name: &str) -> bool {
        self.files.get(name).is_some_and(|message| self.shown.contains(message))
    }
}

impl Engine {
    /// Lists what lies in the junk folder and is not in the list.
    pub(crate) fn list_what_is_here(&self) -> Result<(), Problem> {
        let names = self.junk().names()?;
        if names.is_empty() {
            return Ok(());
        }
        let known = self.store().read(Known::read)?;
        if names.iter().all(|name| known.lists(name)) {
            return Ok(());
        }
        // A number that the database has forgotten is not given again: the same mail would get a
        // name that is taken.
        let highest = names.iter().filter_map(|name| Junk::number_in(name)).max().unwrap_or_default();
        self.store().write(|tx| messages::number_from(tx, MessageId(highest)))?;
        let (mut again, mut listed) = (0, Vec::new());
        for name in names.iter().filter(|name| !known.lists(name)) {
            match self.list_again(name, known.files.get(name).copied(), &names)? {
                Became::Listed { is_news } => {
                    again += u32::from(is_news);
                    listed.push(name);
                }
                Became::NotListed => {}
            }
        }
        if !listed.is_empty() {
            let known = self.store().read(Known::read)?;
            if !listed.iter().all(|name| known.lists(name)) {
                // What was just written is not found: what the list is found by is damaged.
                return Err(self.store().damage_found());
            }
        }
        if again > 0 && !self.has_taken_over() {
            // What was released since is not known either, and would be held again.
            self.store().write(loss::note_older)?;
        }
        self.say_listed_again(again);
        Ok(())
    }

    /// How many files of the junk folder are in no list: they lost their note and nothing says
    /// whose mail they are, or they were altered. They are left alone.
    pub fn not_listed(&self) -> Result<u32, Problem> {
        let names = self.junk().names()?;
        self.store().read(|connection| {
            let known = Known::read(connection)?;
            let mut missing = 0;
            for name in names.iter().filter(|name| !known.lists(name)) {
                missing += u32::from(!is_being_held(connection, name)?);
            }
            Ok(missing)
        })
    }

    /// Lists one file, unless the person deleted it or nobody knows what it is.
    fn list_again(&self, name: &str, noted: Option<MessageId>, names: &[String]) -> Result<Became, Problem> {
        if self.store().read(|connection| journal::is_deleted(connection, name))? {
            self.junk().remove(name, MayGo::Deleted)?;
            return Ok(Became::NotListed);
        }
        let Some(note) = self.note_of(name)? else {
            tracing::warn!(name, "nothing says whose mail this is; it is left alone");
            return Ok(Became::NotListed);
        };
        if !self.junk().holds(name, note.digest)? {
            tracing::warn!(name, "a mail in the junk folder differs from its note and is left alone");
            return Ok(Became::NotListed);
        }
        let account = AccountId(note.account.clone());
        let row = self.store().read(|connection| {
            let same = messages::with_digest(connection, &account, note.digest)?;
            message_of(connection, same, name, (noted, names))
        })?;
        match &row {
            Some(row) if row.whereabouts == Whereabouts::Deleted => {
                self.junk().remove(name, MayGo::Deleted)?;
                Ok(Became::NotListed)
            }
            Some(row) if self.store().read(|connection| stands_where_it_stood(connection, row))? => {
                Ok(Became::NotListed)
            }
            Some(row) => self.show_again(name, row),
            None => {
                let kept = self.kept_anew(name, account, note)?;
                self.store().write(|tx| {
                    let id = messages::add(tx, &kept)?;
                    list(tx, &kept.account, id, name, self.now())
                })?;
                Ok(Became::Listed { is_news: true })
            }
        }
    }

    fn note_of(&self, name: &str) -> Result<Option<Note>, Problem> {
        if let Some(note) = self.junk().note(name) {
            return Ok(Some(note));
        }
        match self.accounts()?.as_slice() {
            [only] => self.junk().write_note(name, &only.id.0),
            _ => Ok(None),
        }
    }

    /// Shows a message as held that the database knows.
    fn show_again(&self, name: &str, row: &Kept) -> Result<Became, Problem> {
        self.store().write(|tx| {
            let is_news = journal::open_for(tx, row.id)?.is_none();
            if row.whereabouts != Whereabouts::Held {
                messages::show_held(tx, row.id)?;
            }
            list(tx, &row.account, row.id, name, self.now())?;
            Ok(Became::Listed { is_news })
        })
    }

    /// A message that the database does not know, from its bytes and its note.
    fn kept_anew(&self, name: &str, account: AccountId, note: Note) -> Result<Kept, Problem> {
        let raw = self.junk().read(name)?;
        let message = Message::parse(&raw);
        let known =
            self.store().read(|connection| facts::assemble(connection, None, &message, self.now()))?;
        let judgement = codec::decode::<Judgement>(&note.judgement)
            .unwrap_or_else(|| self.training().judge(&message, &known.facts, Cutoffs::default()));
        let from = message.from.first().cloned().unwrap_or_default();
        let received = note.received.map(|(seconds, _)| seconds).or(message.date).unwrap_or_default();
        Ok(Kept {
            id: MessageId(0),
            account,
            digest: note.digest,
            text_digest: judge::text_digest(&message),
            size: raw.len() as u64,
            whole: true,
            message_id: message.message_id.clone().unwrap_or_default(),
            from_name: judge::shown(if from.name.is_empty() { &from.spec } else { &from.name }),
            from_address: judge::shown(&from.spec),
            network: String::new(),
            subject: judge::shown(&message.subject),
            received,
            envelope: without_mark(Envelope { flags: note.flags, received: note.received }).0,
            folder: note.folder,
            place: None,
            whereabouts: Whereabouts::Held,
            score: judgement.score.probability(),
            log_odds: judgement.log_odds,
            verdict: judgement.verdict,
            judgement: codec::encode(&judgement)?,
            sample: Sample::of(&message, &known.facts).to_bytes(),
            judged_at: judgement.judged_at,
            run: 0,
            wanted: Wanted::Nothing,
            corrected: None,
            counted: None,
            // What the server's copy carries is not known any more.
            marked: true,
            along: None,
        })
    }
}

/// The message that a file was kept for: the one that is noted, or has the number in its name; else
/// one with the same bytes that is held and has lost its file.
fn message_of(
    connection: &rusqlite::Connection,
    same: Vec<Kept>,
    name: &str,
    (noted, names): (Option<MessageId>, &[String]),
) -> Step<Option<Kept>> {
    let mut without_file = None;
    for row in same {
        if Some(row.id) == noted || Junk::name_for(&row) == name {
            return Ok(Some(row));
        }
        let file = held::name_of(connection, row.id)?;
        if row.whereabouts == Whereabouts::Held && !file.is_some_and(|file| names.contains(&file)) {
            without_file = without_file.or(Some(row));
        }
    }
    Ok(without_file)
}

/// Whether another program is just about to list a file: its message is on its way into the folder.
fn is_being_held(connection: &rusqlite::Connection, name: &str) -> Step<bool> {
    let Some(number) = Junk::number_in(name).map(MessageId) else { return Ok(false) };
    if journal::open_for(connection, number)?.is_none() {
        return Ok(false);
    }
    Ok(Junk::name_for(&messages::one(connection, number)?) == name)
}

/// Whether the mailbox refused to give a message up: it is in the list of its folder.
fn stands_where_it_stood(connection: &rusqlite::Connection, row: &Kept) -> Step<bool> {
    let refused = journal::open_for(connection, row.id)?.is_some_and(|entry| entry.stage == Stage::Refused);
    Ok(refused && row.whereabouts != Whereabouts::Held && accounts::is_there(connection, &row.account)?)
}

/// Puts a file into the list, and lets the next run ask where else its message is. Of an account
/// that was removed nobody asks.
fn list(
    tx: &rusqlite::Transaction<'_>,
    account: &AccountId,
    message: MessageId,
    name: &str,
    now: i64,
) -> Step<()> {
    held::index(tx, message, name, now)?;
    if accounts::is_there(tx, account)? {
        journal::found(tx, account, message, name, now)?;
    }
    Ok(())
}
