//! Messages that were seen in a mailbox and are not judged yet: the first line of the journal.
//!
//! They are written together with the folder's cursor, so that a crash between looking and
//! judging forgets none of them.

use rusqlite::{Connection, Transaction, params};

use super::{Step, accounts, messages};
use crate::account::AccountId;
use crate::mailbox::{Envelope, Look, Place, Seen};

pub(super) const SCHEMA_1: &str = "
CREATE TABLE waiting (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    account  TEXT NOT NULL,
    folder   TEXT NOT NULL,
    key      TEXT NOT NULL,
    flags    TEXT NOT NULL DEFAULT '',
    received INTEGER NOT NULL DEFAULT 0,
    dated    INTEGER NOT NULL DEFAULT 0,
    zone     INTEGER NOT NULL DEFAULT 0,
    size     INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account, folder, key)
) STRICT;";

/// After so many failures a message is left alone: it stays in the mailbox, unjudged.
const ATTEMPTS: u32 = 5;

/// Keeps one look: its messages and how far it came.
pub(crate) fn keep(tx: &Transaction<'_>, account: &AccountId, folder: &str, look: &Look) -> Step<()> {
    if look.rebuilt {
        messages::forget_places(tx, account, folder)?;
        tx.execute("DELETE FROM waiting WHERE account = ?1 AND folder = ?2", params![account.0, folder])?;
    }
    for seen in &look.new {
        if messages::at_place(tx, account, &seen.place)?.is_none() {
            wait(tx, account, seen)?;
        }
    }
    accounts::set_cursor(tx, account, folder, &look.cursor.0)
}

/// Lets one message wait to be taken up.
pub(crate) fn wait(tx: &Transaction<'_>, account: &AccountId, seen: &Seen) -> Step<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO waiting (account, folder, key, flags, received, dated, zone, size)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
    )?;
    insert.execute(params![
        account.0,
        seen.place.folder,
        seen.place.key,
        seen.envelope.flags.join(" "),
        seen.envelope.received.map_or(0, |(seconds, _)| seconds),
        seen.envelope.received.is_some(),
        seen.envelope.received.map_or(0, |(_, zone)| zone),
        seen.size.cast_signed(),
    ])?;
    Ok(())
}

/// What waits in a folder, oldest first.
pub(crate) fn in_folder(connection: &Connection, account: &AccountId, folder: &str) -> Step<Vec<Seen>> {
    let mut query = connection.prepare_cached(
        "SELECT folder, key, flags, received, dated, zone, size FROM waiting
         WHERE account = ?1 AND folder = ?2 AND attempts < ?3 ORDER BY seq",
    )?;
    let rows = query.query_map(params![account.0, folder, ATTEMPTS], |row| {
        let dated: bool = row.get(4)?;
        Ok(Seen {
            place: Place { folder: row.get(0)?, key: row.get(1)? },
            envelope: Envelope {
                flags: messages::words(&row.get::<_, String>(2)?),
                received: if dated { Some((row.get(3)?, row.get(5)?)) } else { None },
            },
            size: row.get::<_, i64>(6)? as u64,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A message needs no judging any more. Says whether it still did.
pub(crate) fn done(tx: &Transaction<'_>, account: &AccountId, place: &Place) -> Step<bool> {
    let removed = tx.execute(
        "DELETE FROM waiting WHERE account = ?1 AND folder = ?2 AND key = ?3",
        params![account.0, place.folder, place.key],
    )?;
    Ok(removed > 0)
}

/// A message could not be read this time.
pub(crate) fn failed(tx: &Transaction<'_>, account: &AccountId, place: &Place) -> Step<()> {
    tx.execute(
        "UPDATE waiting SET attempts = attempts + 1 WHERE account = ?1 AND folder = ?2 AND key = ?3",
        params![account.0, place.folder, place.key],
    )?;
    Ok(())
}
