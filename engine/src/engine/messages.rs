//! Messages: listed, opened, released, deleted.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use classifier::Message;
use classifier::message::Defect;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use unicode_segmentation::UnicodeSegmentation as _;

use super::Engine;
use crate::account::Source;
use crate::journal::spoken;
use crate::judge::digest;
use crate::problem::{Problem, ProblemKind};
use crate::quarantine::hold::judgement_of;
use crate::quarantine::junk::MayGo;
use crate::store::journal::{Entry, Kind, Stage};
use crate::store::messages::Kept;
use crate::store::words::Word;
use crate::store::{Step, accounts, held, journal, messages, words};
use crate::view::{Attachment, MessageId, Opened, Row, Whereabouts, Which, lies_here, row};

/// Bytes of mail kept in memory for the next click.
const RECENT_BYTES: usize = 8 << 20;

/// Characters of text that a view is given.
const TEXT_SHOWN: usize = 200_000;
/// Code points of one letter that are shown: more marks than a script puts on one. Whoever draws a letter
/// with tens of thousands of them draws for minutes.
const OF_A_LETTER: usize = 16;

/// Characters that a view is given of the recipients, and of a file's name.
const RECIPIENTS_SHOWN: usize = 4_000;
const NAME_SHOWN: usize = 300;

/// A message larger than this is read by its beginning only, and never moved.
pub(crate) const LARGEST_WHOLE: u64 = 50 << 20;

/// So much of a larger one is read.
pub(crate) const BEGINNING: usize = 1 << 20;

/// The mails that were read last.
#[derive(Default)]
pub(super) struct Recent {
    mails: VecDeque<(MessageId, Arc<[u8]>)>,
    bytes: usize,
}

impl Recent {
    fn find(&self, id: MessageId) -> Option<Arc<[u8]>> {
        self.mails.iter().find(|(known, _)| *known == id).map(|(_, raw)| Arc::clone(raw))
    }

    fn keep(&mut self, id: MessageId, raw: Arc<[u8]>) {
        if raw.len() > RECENT_BYTES / 2 || self.find(id).is_some() {
            return;
        }
        self.bytes += raw.len();
        self.mails.push_back((id, raw));
        while self.bytes > RECENT_BYTES
            && let Some((_, oldest)) = self.mails.pop_front()
        {
            self.bytes -= oldest.len();
        }
    }
}

impl Engine {
    /// The rows of a view.
    pub fn list(&self, which: Which) -> Result<Vec<Row>, Problem> {
        let listed = self.store().read(|connection| messages::listed(connection, which == Which::Junk))?;
        Ok(listed.iter().map(row).collect())
    }

    /// How many held messages the person has called wanted since: each goes back at the next look.
    pub fn held_and_wanted(&self) -> Result<u32, Problem> {
        self.store().read(|connection| {
            let of_each = accounts::all(connection)?.into_iter();
            of_each
                .map(|account| Ok(messages::held_against_word(connection, &account.id)?.len() as u32))
                .sum::<Step<u32>>()
        })
    }

    /// The held messages that cannot be put back: their local copy is gone or altered, and the
    /// server has none, as the last attempt found.
    pub fn copies_lost(&self) -> Result<Vec<MessageId>, Problem> {
        self.store().read(journal::lost)
    }

    /// One message's row, whatever became of it.
    pub fn message(&self, id: MessageId) -> Result<Row, Problem> {
        Ok(row(&self.store().read(|connection| messages::one(connection, id))?))
    }

    /// Opens a message: from the junk folder or memory, else fetched. Fails with
    /// `MessageDeleted` for one that the person deleted, also while its copy on the server is
    /// still there.
    pub async fn open_message(&self, id: MessageId) -> Result<Opened, Problem> {
        let kept = self.store().read(|connection| {
            let kept = messages::one(connection, id)?;
            not_deleted(connection, &kept)?;
            Ok(kept)
        })?;
        let raw = self.raw_of(&kept).await?;
        self.off_thread(move |engine| engine.opened(&kept, &raw)).await
    }

    fn opened(&self, kept: &Kept, raw: &[u8]) -> Result<Opened, Problem> {
        let message = &Message::parse(raw);
        let judgement = match judgement_of(kept) {
            Some(judgement) => judgement,
            // Kept by another version of the program: judged anew for showing.
            None => self.judge_counted(self.account(&kept.account).ok().as_ref(), message, kept.counted)?.0,
        };
        let text = if message.plain.trim().is_empty() { &message.text } else { &message.plain };
        let files = message.parts.iter().filter(|part| part.attachment || !part.file_name.is_empty());
        Ok(Opened {
            row: row(kept),
            folder_here: self.folder_here(kept).map(|folder| folder.display().to_string()),
            to: message.header("To").collect::<Vec<_>>().join(", ").chars().take(RECIPIENTS_SHOWN).collect(),
            text: without_heaps_of_marks(text).take(TEXT_SHOWN).collect(),
            text_cut: kept.size > LARGEST_WHOLE || without_heaps_of_marks(text).nth(TEXT_SHOWN).is_some(),
            too_large: kept.size > LARGEST_WHOLE,
            copy_altered: kept.whereabouts == Whereabouts::Held && digest(raw) != kept.digest,
            judgement,
            attachments: files
                .map(|part| Attachment {
                    name: part.file_name.chars().take(NAME_SHOWN).collect(),
                    content_type: part.content_type.chars().take(NAME_SHOWN).collect(),
                    size: u32::try_from(part.size).unwrap_or(u32::MAX),
                })
                .collect(),
            attachments_cut: message.defects.contains(&Defect::TooDeep),
        })
    }

    /// The bytes of a message (the beginning of one that is too large): from the junk folder,
    /// from memory, or from where it stands.
    pub(crate) async fn raw_of(&self, kept: &Kept) -> Result<Arc<[u8]>, Problem> {
        if kept.whereabouts == Whereabouts::Held
            && let Ok(raw) = self.held_raw(kept.id)
        {
            return Ok(raw.into());
        }
        let recent = || self.inner.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(raw) = recent().find(kept.id) {
            return Ok(raw);
        }
        let raw: Arc<[u8]> = self.fetch(kept).await?.into();
        recent().keep(kept.id, Arc::clone(&raw));
        Ok(raw)
    }

    async fn fetch(&self, kept: &Kept) -> Result<Vec<u8>, Problem> {
        let place = kept.place.as_ref().ok_or_else(|| no_copy(kept))?;
        let account = self.account(&kept.account)?;
        let seat = self.seat(&kept.account);
        let line = seat.line(self.connector(), &account, self.secrets()).await;
        let mut line = line.map_err(|problem| self.as_of_one_that_worked(&account, problem))?;
        let fetched = if kept.size > LARGEST_WHOLE {
            line.mailbox.fetch_start(place, BEGINNING).await
        } else {
            line.mailbox.fetch(place).await
        };
        if fetched.as_ref().is_ok() || fetched.as_ref().is_err_and(|problem| !problem.ends_connection()) {
            line.rest().await;
        }
        if let Err(problem) = &fetched {
            seat.ended(&account.source, problem);
        }
        if fetched.as_ref().is_err_and(|problem| problem.kind == ProblemKind::MessageGone) {
            seat.poke.notify_one();
            return Err(no_copy(kept));
        }
        fetched
    }

    /// Puts a held message back byte for byte, without teaching. It is never held again.
    ///
    /// Where the mailbox cannot be reached this fails, and the message is put back at the
    /// next connection.
    pub async fn release(&self, id: MessageId) -> Result<Row, Problem> {
        let now = self.now();
        let moving = self.store().write(|tx| {
            let kept = messages::one(tx, id)?;
            let open = journal::open_for(tx, id)?;
            let moving = open.is_some();
            if kept.whereabouts == Whereabouts::Held {
                accounts::one(tx, &kept.account)?;
                words::say(tx, spoken(&kept), Word::Released, now)?;
                messages::set_along(tx, id, None)?;
                journal::begin(tx, &kept.account, id, Kind::Release, None, now)?;
            } else if kept.whereabouts != Whereabouts::Released {
                not_deleted(tx, &kept)?;
                return Err(not_held_yet(&kept, open.as_ref()).into());
            }
            Ok(moving)
        })?;
        self.carry_out(id, moving).await?;
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        self.changed(&kept.account);
        Ok(row(&kept))
    }

    /// Where a message was put back that could not go where it came from: that folder, and the
    /// one it stands in now.
    pub fn put_back_elsewhere(&self, id: MessageId) -> Result<Option<(String, String)>, Problem> {
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        let now = kept.place.filter(|_| kept.whereabouts == Whereabouts::Released);
        Ok(now.filter(|place| place.folder != kept.folder).map(|place| (kept.folder, place.folder)))
    }

    /// The folder on this machine in which a message lies that was given back, where its server takes
    /// nothing back.
    pub fn released_to(&self, id: MessageId) -> Result<Option<PathBuf>, Problem> {
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        Ok(self.folder_here(&kept))
    }

    fn folder_here(&self, kept: &Kept) -> Option<PathBuf> {
        lies_here(kept).then(|| self.released_folder(&kept.account))
    }

    /// Whether a held message is to be put back, and only the mailbox could not be reached yet.
    pub fn is_going_back(&self, id: MessageId) -> Result<bool, Problem> {
        let (kept, entry) = self
            .store()
            .read(|connection| Ok((messages::one(connection, id)?, journal::open_for(connection, id)?)))?;
        match entry.map(|entry| (entry.kind, entry.stage)) {
            Some((Kind::Release, stage)) => Ok(stage != Stage::CalledBack),
            Some((Kind::Hold, _)) => Ok(kept.whereabouts == Whereabouts::Held && self.wants_back(&kept)?),
            Some((Kind::Delete, _)) | None => Ok(false),
        }
    }

    /// Which of these messages still wait for their mailbox: to be moved, marked or put back.
    pub fn still_waiting(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Problem> {
        self.store().read(|connection| {
            let mut waiting = Vec::new();
            for &id in messages {
                if crate::feedback::asks_for_mailbox(connection, id)? {
                    waiting.push(id);
                }
            }
            Ok(waiting)
        })
    }

    /// Deletes a held message on the person's word: the local copy now, the server's copy
    /// in our own folder at the next connection.
    ///
    /// Fails with `BadInput` for a message that is not held or is being moved, and with `DiskFull`,
    /// detail `deleting`: were the copy removed before that is noted, a crash would leave a mail in
    /// the list that is gone.
    pub fn delete(&self, id: MessageId) -> Result<(), Problem> {
        let now = self.now();
        let account = self.store().read(|connection| messages::one(connection, id))?.account;
        // Whoever has the account's turn may be putting this very message back.
        let seat = self.seat(&account);
        let turn = seat.turn.try_lock();
        let noted = self.store().write(|tx| {
            let kept = messages::one(tx, id)?;
            not_deleted(tx, &kept)?;
            // A copy that was found here is the person's to delete before anybody knows where else
            // the message is; so is one that only waits for its mailbox to go back.
            let open = journal::open_for(tx, id)?;
            let waits = |entry: &Entry| turn.is_ok() && entry.waits_to_go_back();
            let is_moving = open.as_ref().is_some_and(|entry| !entry.is_of_a_found_copy() && !waits(entry));
            if kept.whereabouts != Whereabouts::Held || is_moving {
                return Err(not_held_yet(&kept, open.as_ref()).into());
            }
            if let Some(earlier) = open {
                journal::close(tx, earlier.id, now)?;
            }
            let name = held::name_of(tx, id)?;
            let entry = journal::begin(tx, &kept.account, id, Kind::Delete, None, now)?;
            journal::name_deleted(tx, entry.id, name.as_deref().unwrap_or_default())?;
            held::forget(tx, id)?;
            messages::set_whereabouts(tx, id, Whereabouts::Deleted)?;
            if keeps_nothing_held(tx, &kept)? {
                journal::close(tx, entry.id, now)?;
            }
            Ok((kept, name))
        });
        let (kept, name) = noted.map_err(Problem::of_deleting)?;
        if let Some(name) = name {
            self.junk().remove(&name, MayGo::Deleted)?;
        }
        drop(turn);
        self.changed(&kept.account);
        self.seat(&kept.account).poke.notify_one();
        Ok(())
    }

    /// The bytes of a held message, from the local junk folder.
    pub fn held_raw(&self, id: MessageId) -> Result<Vec<u8>, Problem> {
        let (name, kept) = self.store().read(|connection| {
            let kept = messages::one(connection, id)?;
            not_deleted(connection, &kept)?;
            Ok((held::name_of(connection, id)?.ok_or_else(|| not_held(&kept))?, kept))
        })?;
        self.junk().read(&name).map_err(|problem| match problem.kind {
            ProblemKind::MessageGone => no_copy(&kept),
            _ => problem,
        })
    }
}

/// Whether a message's mailbox has no copy of what is held: here, nothing is left to be deleted there.
fn keeps_nothing_held(connection: &rusqlite::Connection, kept: &Kept) -> Step<bool> {
    let account = accounts::all(connection)?.into_iter().find(|account| account.id == kept.account);
    Ok(account.is_some_and(|account| matches!(account.source, Source::Pop3 { .. })))
}

/// Refuses a message that the person deleted, and says when they did.
fn not_deleted(connection: &rusqlite::Connection, kept: &Kept) -> Step<()> {
    if kept.whereabouts != Whereabouts::Deleted {
        return Ok(());
    }
    let when = journal::deleted_at(connection, kept.id)?.and_then(|when| Timestamp::from_second(when).ok());
    let when = when.map(|when| when.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string());
    Err(Problem::new(ProblemKind::MessageDeleted)
        .with("message", kept.id.0)
        .with("when", when.unwrap_or_default())
        .into())
}

/// A message stands no longer where it was known. Of one that is held that does not pass by
/// itself: its list is what lies here, and nothing of it does.
fn no_copy(kept: &Kept) -> Problem {
    let problem = Problem::new(ProblemKind::MessageGone);
    if kept.whereabouts != Whereabouts::Held {
        return problem;
    }
    problem
        .with("detail", "no-copy-here")
        .with("message", kept.id.0)
        .with("from", &kept.from_address)
        .with("subject", &kept.subject)
}

/// The same, of one that may be on its way there: where its mailbox keeps it so far, that is said.
fn not_held_yet(kept: &Kept, open: Option<&Entry>) -> Problem {
    let waits = open.is_some_and(|entry| entry.stage == Stage::Refused);
    if waits && kept.whereabouts != Whereabouts::Held {
        not_held(kept).with("detail", "waits")
    } else {
        not_held(kept)
    }
}

fn not_held(kept: &Kept) -> Problem {
    Problem::new(ProblemKind::BadInput)
        .with("what", "held-message")
        .with("value", kept.id.0)
        .with("detail", "not-held")
}

fn without_heaps_of_marks(text: &str) -> impl Iterator<Item = char> {
    text.graphemes(true).flat_map(|letter| letter.chars().take(OF_A_LETTER))
}
