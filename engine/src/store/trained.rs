//! What a training taught, so that it can be taken back as a whole.

use classifier::{Digest, Label};
use rusqlite::{Connection, Transaction, params};

use super::{Step, messages};

pub(super) const SCHEMA_9: &str = "
CREATE TABLE trained (
    digest   BLOB NOT NULL PRIMARY KEY,
    training INTEGER NOT NULL,
    label    TEXT NOT NULL,
    said_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX trained_by ON trained (training);";

/// The number of the newest training; 0 before the first.
pub(crate) fn newest(connection: &Connection) -> Step<u32> {
    Ok(connection.query_row("SELECT coalesce(max(training), 0) FROM trained", [], |row| row.get(0))?)
}

/// Notes what a training taught of a message.
pub(crate) fn note(
    tx: &Transaction<'_>,
    training: u32,
    digest: Digest,
    label: Label,
    said_at: i64,
) -> Step<()> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO trained (digest, training, label, said_at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![digest.0, training, messages::label_name(Some(label)), said_at])?;
    Ok(())
}

/// The messages that a training taught, each with whether what it taught is still the last that was said.
pub(crate) fn of(connection: &Connection, training: u32) -> Step<Vec<(Digest, bool)>> {
    let mut query = connection.prepare(
        "SELECT trained.digest, coalesce(words.word = trained.label AND words.spoken_at = trained.said_at, 0)
         FROM trained LEFT JOIN words ON words.digest = trained.digest
         WHERE training = ?1 ORDER BY said_at DESC, trained.digest",
    )?;
    let rows = query.query_map([training], |row| Ok((Digest(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets that a training taught a message.
pub(crate) fn forget(tx: &Transaction<'_>, digest: Digest) -> Step<()> {
    tx.prepare_cached("DELETE FROM trained WHERE digest = ?1")?.execute([digest.0])?;
    Ok(())
}
