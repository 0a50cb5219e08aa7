//! What is being done to mail on a server: written before, confirmed after.
//!
//! An entry that is not closed is an interrupted move; [`crate::journal`] completes it.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::Step;
use super::messages::Kept;
use crate::account::AccountId;
use crate::mailbox::Place;
use crate::view::MessageId;

pub(super) const SCHEMA_1: &str = "
CREATE TABLE journal (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    account       TEXT NOT NULL,
    message       INTEGER NOT NULL,
    run           INTEGER NOT NULL DEFAULT 0,
    kind          TEXT NOT NULL,
    step          TEXT NOT NULL DEFAULT 'intended',
    place_folder  TEXT NOT NULL DEFAULT '',
    place_key     TEXT NOT NULL DEFAULT '',
    local_name    TEXT NOT NULL DEFAULT '',
    begun         INTEGER NOT NULL,
    closed        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX journal_open ON journal (account, message) WHERE closed = 0;";

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A message goes from its folder into our own.
    Hold,
    /// A message goes back.
    Release,
    /// A held message's copy on the server is removed, on the person's word.
    Delete,
}

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing was changed yet.
    Intended,
    /// Hold: the local copy is complete; the server may have been asked.
    Copied,
    /// Hold: the local copy is complete, and the mailbox refused to move the message: it stands where
    /// it stood.
    Refused,
    /// Release: the server has it back at the entry's place; the local copy is still there.
    Returned,
    /// Release: not wanted any more before it was known to be done. What has not moved, stays.
    CalledBack,
}

/// An entry that is not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: i64,
    pub(crate) message: MessageId,
    pub(crate) kind: Kind,
    pub(crate) stage: Stage,
    /// Hold: where it came from. Release: where it came back to, once `Returned`.
    pub(crate) place: Option<Place>,
    /// The local copy's name; empty before there is one.
    pub(crate) local_name: String,
}

impl Entry {
    /// Whether it is about a copy that was found on disk. Nothing is known of how it came there:
    /// nothing on the server is removed for it.
    pub(crate) fn is_of_a_found_copy(&self) -> bool {
        self.keeps_local_copy() && self.place.is_none()
    }

    /// Whether it is a release that is not known to have moved anything.
    pub(crate) fn waits_to_go_back(&self) -> bool {
        self.kind == Kind::Release && matches!(self.stage, Stage::Intended | Stage::CalledBack)
    }

    /// Whether a complete local copy is certain to exist.
    pub(crate) fn keeps_local_copy(&self) -> bool {
        self.kind == Kind::Hold && matches!(self.stage, Stage::Copied | Stage::Refused)
    }
}

/// Begins an entry, unless the message has an open one; that one is given then.
pub(crate) fn begin(
    tx: &Transaction<'_>,
    account: &AccountId,
    message: MessageId,
    kind: Kind,
    place: Option<&Place>,
    now: i64,
) -> Step<Entry> {
    if let Some(entry) = open_for(tx, message)? {
        if entry.stage == Stage::CalledBack && kind == Kind::Release {
            tx.execute("UPDATE journal SET step = 'intended' WHERE id = ?1", [entry.id])?;
            return Ok(Entry { stage: Stage::Intended, ..entry });
        }
        return Ok(entry);
    }
    tx.execute(
        "INSERT INTO journal (account, message, run, kind, place_folder, place_key, begun)
         VALUES (?1, ?2, (SELECT run FROM messages WHERE id = ?2), ?3, ?4, ?5, ?6)",
        params![
            account.0,
            message.0,
            kind_name(kind),
            place.map_or("", |place| &place.folder),
            place.map_or("", |place| &place.key),
            now
        ],
    )?;
    let id = tx.last_insert_rowid();
    Ok(Entry { id, message, kind, stage: Stage::Intended, place: place.cloned(), local_name: String::new() })
}

/// Calls a release back that is not known to be done: the person has thought better of it.
pub(crate) fn call_back(tx: &Transaction<'_>, message: MessageId) -> Step<()> {
    tx.execute(
        "UPDATE journal SET step = 'called-back'
         WHERE message = ?1 AND closed = 0 AND kind = 'release' AND step = 'intended'",
        [message.0],
    )?;
    Ok(())
}

/// The local copy is complete.
pub(crate) fn copied(tx: &Transaction<'_>, id: i64, local_name: &str) -> Step<()> {
    tx.execute("UPDATE journal SET step = 'copied', local_name = ?2 WHERE id = ?1", params![id, local_name])?;
    Ok(())
}

/// The mailbox refused to move the message, which stands at this place.
pub(crate) fn refused(tx: &Transaction<'_>, id: i64, place: &Place) -> Step<()> {
    tx.execute(
        "UPDATE journal SET step = 'refused', place_folder = ?2, place_key = ?3 WHERE id = ?1",
        params![id, place.folder, place.key],
    )?;
    Ok(())
}

/// A complete local copy was found that the list did not know: the next run asks where its message
/// is. An entry that is open already goes on from there.
pub(crate) fn found(
    tx: &Transaction<'_>,
    account: &AccountId,
    message: MessageId,
    local_name: &str,
    now: i64,
) -> Step<()> {
    let entry = begin(tx, account, message, Kind::Hold, None, now)?;
    if entry.kind == Kind::Hold { copied(tx, entry.id, local_name) } else { Ok(()) }
}

/// Counts the found copies of other messages with the same bytes, whose places are not known yet.
pub(crate) fn found_copies(connection: &Connection, kept: &Kept) -> Step<usize> {
    let count: u32 = connection.query_row(
        "SELECT count(*) FROM journal JOIN messages ON messages.id = journal.message
         WHERE closed = 0 AND kind = 'hold' AND step = 'copied' AND journal.place_key = ''
           AND messages.account = ?1 AND digest = ?2 AND messages.id <> ?3",
        params![kept.account.0, kept.digest.0, kept.id.0],
        |row| row.get(0),
    )?;
    Ok(count as usize)
}

/// Notes the name of the local copy that the person deleted: one that is still there after a crash
/// is known by it.
pub(crate) fn name_deleted(tx: &Transaction<'_>, id: i64, local_name: &str) -> Step<()> {
    tx.execute("UPDATE journal SET local_name = ?2 WHERE id = ?1", params![id, local_name])?;
    Ok(())
}

/// Whether the person deleted the message that a local copy was kept for.
pub(crate) fn is_deleted(connection: &Connection, local_name: &str) -> Step<bool> {
    Ok(connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM journal WHERE kind = 'delete' AND local_name = ?1)",
        [local_name],
        |row| row.get(0),
    )?)
}

/// The server has the message back.
pub(crate) fn returned(tx: &Transaction<'_>, id: i64, place: &Place) -> Step<()> {
    tx.execute(
        "UPDATE journal SET step = 'returned', place_folder = ?2, place_key = ?3 WHERE id = ?1",
        params![id, place.folder, place.key],
    )?;
    Ok(())
}

/// The entry is finished, or nothing came of it.
pub(crate) fn close(tx: &Transaction<'_>, id: i64, now: i64) -> Step<()> {
    tx.execute("UPDATE journal SET closed = max(?2, 1) WHERE id = ?1", params![id, now])?;
    Ok(())
}

/// A release ended because there is no true copy of the message anywhere.
pub(crate) fn lose(tx: &Transaction<'_>, id: i64, now: i64) -> Step<()> {
    tx.execute("UPDATE journal SET step = 'lost', closed = max(?2, 1) WHERE id = ?1", params![id, now])?;
    Ok(())
}

/// The held messages of which there is no true copy any more, as their last release found.
pub(crate) fn lost(connection: &Connection) -> Step<Vec<MessageId>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT id FROM messages WHERE whereabouts = 'held' AND {LOST} ORDER BY id"
    ))?;
    let rows = query.query_map([], |row| row.get(0).map(MessageId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Of a row of `messages`: whether the newest entry about it says that its copies are lost.
pub(crate) const LOST: &str = "coalesce((SELECT step = 'lost' FROM journal \
                               WHERE message = messages.id ORDER BY journal.id DESC LIMIT 1), 0)";

/// When the person deleted a message, seconds since 1970.
pub(crate) fn deleted_at(connection: &Connection, message: MessageId) -> Step<Option<i64>> {
    Ok(connection.query_row(
        "SELECT max(begun) FROM journal WHERE message = ?1 AND kind = 'delete'",
        [message.0],
        |row| row.get(0),
    )?)
}

/// The messages of an account whose hold is not done, though the server was asked or may have been.
/// Those whose copy was found here are left out: nobody knows whether they were ever to be held.
pub(crate) fn holds_under_way(connection: &Connection, account: &AccountId) -> Step<Vec<MessageId>> {
    let open = open_of(connection, account)?.into_iter();
    let under_way = open.filter(|entry| entry.kind == Kind::Hold && entry.place.is_some());
    Ok(under_way.map(|entry| entry.message).collect())
}

/// An account's open entries, oldest first.
pub(crate) fn open_of(connection: &Connection, account: &AccountId) -> Step<Vec<Entry>> {
    let mut query = connection.prepare_cached(&format!("{SELECT} AND account = ?1 ORDER BY id"))?;
    let rows = query.query_map([&account.0], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A message's open entry.
pub(crate) fn open_for(connection: &Connection, message: MessageId) -> Step<Option<Entry>> {
    let mut query = connection.prepare_cached(&format!("{SELECT} AND message = ?1"))?;
    Ok(query.query_row([message.0], read).optional()?)
}

const SELECT: &str =
    "SELECT id, message, kind, step, place_folder, place_key, local_name FROM journal WHERE closed = 0";

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let key: String = row.get(5)?;
    Ok(Entry {
        id: row.get(0)?,
        message: MessageId(row.get(1)?),
        kind: match row.get::<_, String>(2)?.as_str() {
            "hold" => Kind::Hold,
            "release" => Kind::Release,
            _ => Kind::Delete,
        },
        stage: match row.get::<_, String>(3)?.as_str() {
            "copied" => Stage::Copied,
            "refused" => Stage::Refused,
            "returned" => Stage::Returned,
            "called-back" => Stage::CalledBack,
            _ => Stage::Intended,
        },
        place: if key.is_empty() { None } else { Some(Place { folder: row.get(4)?, key }) },
        local_name: row.get(6)?,
    })
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Hold => "hold",
        Kind::Release => "release",
        Kind::Delete => "delete",
    }
}
