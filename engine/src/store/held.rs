//! The index of the local junk folder: which file holds which message.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::Step;
use crate::view::MessageId;

pub(super) const SCHEMA_1: &str = "
CREATE TABLE held (
    message INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    since   INTEGER NOT NULL
) STRICT;";

/// Notes which file holds a message. No other message has that file then.
pub(crate) fn index(tx: &Transaction<'_>, message: MessageId, name: &str, now: i64) -> Step<()> {
    tx.execute("DELETE FROM held WHERE name = ?1 AND message <> ?2", params![name, message.0])?;
    tx.execute(
        "INSERT INTO held (message, name, since) VALUES (?1, ?2, ?3)
         ON CONFLICT (message) DO UPDATE SET name = excluded.name",
        params![message.0, name, now],
    )?;
    Ok(())
}

/// The file that holds a message.
pub(crate) fn name_of(connection: &Connection, message: MessageId) -> Step<Option<String>> {
    Ok(connection
        .query_row("SELECT name FROM held WHERE message = ?1", [message.0], |row| row.get(0))
        .optional()?)
}

/// Which file holds which message, as the table says itself: an index of it may be damaged.
pub(crate) fn all(connection: &Connection) -> Step<BTreeMap<String, MessageId>> {
    let mut query = connection.prepare("SELECT name, message FROM held NOT INDEXED")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, MessageId(row.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A message is held no more.
pub(crate) fn forget(tx: &Transaction<'_>, message: MessageId) -> Step<()> {
    tx.execute("DELETE FROM held WHERE message = ?1", [message.0])?;
    Ok(())
}
