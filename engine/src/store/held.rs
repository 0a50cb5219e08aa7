//! The index of the local junk folder: which file holds which message.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::Step;
use crate::view::MessageId;

pub(super) const SCHEMA_1: &str = "
CREATE TABLE held (
    message INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    since   INTEGER NOT NULL
) STRICT;";

/// Notes which file holds a message.
pub(crate) fn index(tx: &Transaction<'_>, message: MessageId, name: &str, now: i64) -> Step<()> {
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

/// The message that a file holds, or is about to.
pub(crate) fn message_of(connection: &Connection, name: &str) -> Step<Option<MessageId>> {
    Ok(connection
        .query_row(
            "SELECT message FROM held WHERE name = ?1
             UNION ALL SELECT message FROM journal WHERE local_name = ?1 AND closed = 0",
            [name],
            |row| row.get(0).map(MessageId),
        )
        .optional()?)
}

/// A message is held no more.
pub(crate) fn forget(tx: &Transaction<'_>, message: MessageId) -> Step<()> {
    tx.execute("DELETE FROM held WHERE message = ?1", [message.0])?;
    Ok(())
}
