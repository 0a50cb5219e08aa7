//! The training log: what was learned and what was taken back, in order. It is the truth;
//! the model is its function.
//!
//! Learning and taking back are numbered by one counter, so that a snapshot of the model
//! can say how much of the log it has seen.

use classifier::learning::Lesson;
use classifier::{Digest, Label};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::{Step, messages};

pub(super) const SCHEMA_1: &str = "
CREATE TABLE training (
    seq           INTEGER PRIMARY KEY,
    digest        BLOB NOT NULL,
    label         TEXT NOT NULL,
    weight        INTEGER NOT NULL,
    sample        BLOB NOT NULL,
    learned_at    INTEGER NOT NULL,
    unlearned_at  INTEGER NOT NULL DEFAULT 0,
    unlearned_seq INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX training_live ON training (digest) WHERE unlearned_seq = 0;
CREATE INDEX training_unlearned ON training (unlearned_seq) WHERE unlearned_seq > 0;";

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) seq: i64,
    pub(crate) label: Label,
    pub(crate) lesson: Lesson,
    pub(crate) sample: Vec<u8>,
    /// 0 while the entry stands.
    pub(crate) unlearned_seq: i64,
}

const COLUMNS: &str = "seq, label, weight, sample, unlearned_seq";

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        seq: row.get(0)?,
        label: messages::label_of(&row.get::<_, String>(1)?).unwrap_or(Label::Ham),
        lesson: Lesson { counted: row.get(2)? },
        sample: row.get(3)?,
        unlearned_seq: row.get(4)?,
    })
}

/// The number of the newest event; 0 for an empty log. Both by an index: to look through the log
/// itself is to read all its samples.
pub(crate) fn newest(connection: &Connection) -> Step<i64> {
    Ok(connection.query_row(
        "SELECT max(coalesce((SELECT max(seq) FROM training), 0),
                    coalesce((SELECT max(unlearned_seq) FROM training WHERE unlearned_seq > 0), 0))",
        [],
        |row| row.get(0),
    )?)
}

/// The entry that stands for a message.
pub(crate) fn live(connection: &Connection, digest: Digest) -> Step<Option<Entry>> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM training WHERE digest = ?1 AND unlearned_seq = 0"))?
        .query_row([digest.0], read)
        .optional()?)
}

/// The entry that the one numbered `seq` replaced: what stood before the person changed their
/// word. Taking back and learning anew are neighbours in the log.
pub(crate) fn replaced_by(connection: &Connection, digest: Digest, seq: i64) -> Step<Option<Entry>> {
    Ok(connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM training WHERE digest = ?1 AND unlearned_seq > 0 AND unlearned_seq = ?2 - 1"
        ))?
        .query_row(params![digest.0, seq], read)
        .optional()?)
}

/// The standing entry so many back from the newest (0: the newest).
pub(crate) fn standing(connection: &Connection, back: usize) -> Step<Option<Entry>> {
    Ok(connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM training WHERE unlearned_seq = 0 ORDER BY seq DESC LIMIT 1 OFFSET ?1"
        ))?
        .query_row([i64::try_from(back).unwrap_or(i64::MAX)], read)
        .optional()?)
}

/// Logs a lesson.
pub(crate) fn learned(
    tx: &Transaction<'_>,
    digest: Digest,
    label: Label,
    lesson: Lesson,
    sample: &[u8],
    now: i64,
) -> Step<()> {
    tx.execute(
        "INSERT INTO training (seq, digest, label, weight, sample, learned_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![newest(tx)? + 1, digest.0, messages::label_name(Some(label)), lesson.counted, sample, now],
    )?;
    Ok(())
}

/// Logs that a lesson was taken back.
pub(crate) fn unlearned(tx: &Transaction<'_>, seq: i64, now: i64) -> Step<()> {
    tx.execute(
        "UPDATE training SET unlearned_seq = ?2, unlearned_at = ?3 WHERE seq = ?1",
        params![seq, newest(tx)? + 1, now],
    )?;
    Ok(())
}

/// Standing lessons of the person by label: ham, spam.
pub(crate) fn counts(connection: &Connection) -> Step<(u32, u32)> {
    Ok(connection.query_row(
        "SELECT count(*) FILTER (WHERE label = 'ham'), count(*) FILTER (WHERE label = 'spam')
         FROM training WHERE unlearned_seq = 0 AND digest NOT IN (SELECT digest FROM unspoken)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// All standing lessons by label: ham, spam.
pub(crate) fn standing_by_label(connection: &Connection) -> Step<(u32, u32)> {
    Ok(connection.query_row(
        "SELECT count(*) FILTER (WHERE label = 'ham'), count(*) FILTER (WHERE label = 'spam')
         FROM training WHERE unlearned_seq = 0",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// What happened to the model after event `seen`, in order: each entry with whether it was
/// learned (else taken back). Lessons learned and taken back after `seen` are left out, as
/// one is the exact inverse of the other.
pub(crate) fn since(connection: &Connection, seen: i64, mut each: impl FnMut(&Entry, bool)) -> Step<()> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, seq AS event FROM training WHERE seq > ?1 AND unlearned_seq = 0
         UNION ALL
         SELECT {COLUMNS}, unlearned_seq AS event FROM training WHERE unlearned_seq > ?1 AND seq <= ?1
         ORDER BY event"
    ))?;
    let mut rows = query.query([seen])?;
    while let Some(row) = rows.next()? {
        let entry = read(row)?;
        let learned = entry.unlearned_seq == 0;
        each(&entry, learned);
    }
    Ok(())
}
