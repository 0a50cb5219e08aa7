//! The person's word on messages: what they judged or released is never judged again, in
//! any folder of any account.

use classifier::{Digest, Label};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Step, messages};

pub(super) const SCHEMA_1: &str = "
CREATE TABLE words (
    digest       BLOB NOT NULL PRIMARY KEY,
    message_id   TEXT NOT NULL DEFAULT '',
    from_address TEXT NOT NULL DEFAULT '',
    text_digest  BLOB NOT NULL DEFAULT x'',
    word         TEXT NOT NULL,
    spoken_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX words_by_message_id ON words (message_id, from_address);";

/// A release is remembered beside a label: it stands again when the label is taken back.
pub(super) const SCHEMA_6: &str = "
ALTER TABLE words ADD COLUMN released INTEGER NOT NULL DEFAULT 0;
UPDATE words SET released = 1 WHERE word = 'released';";

/// What the person said of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// It is this.
    Is(Label),
    /// Give it back; no more was said.
    Released,
}

const RELEASED: &str = "released";

/// What a word is remembered by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spoken<'a> {
    pub(crate) digest: Digest,
    pub(crate) message_id: &'a str,
    pub(crate) from_address: &'a str,
    pub(crate) text_digest: &'a [u8],
}

/// Remembers a word; a later one replaces it, but a release does not unsay that it is wanted.
pub(crate) fn say(tx: &Transaction<'_>, about: Spoken<'_>, word: Word, now: i64) -> Step<()> {
    let (name, released) = match word {
        Word::Is(label) => (messages::label_name(Some(label)), false),
        Word::Released => (RELEASED, true),
    };
    tx.execute(
        "INSERT INTO words (digest, message_id, from_address, text_digest, word, spoken_at, released)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (digest) DO UPDATE SET
             word = CASE WHEN ?7 AND word = 'ham' THEN word ELSE excluded.word END,
             spoken_at = CASE WHEN ?7 AND word = 'ham' THEN spoken_at ELSE excluded.spoken_at END,
             released = max(released, ?7)",
        params![about.digest.0, about.message_id, about.from_address, about.text_digest, name, now, released],
    )?;
    Ok(())
}

/// Takes back what the person said a message is. That they gave it back they did say.
pub(crate) fn unsay(tx: &Transaction<'_>, digest: Digest) -> Step<()> {
    tx.execute("UPDATE words SET word = 'released' WHERE digest = ?1 AND released", [digest.0])?;
    tx.execute("DELETE FROM words WHERE digest = ?1 AND NOT released", [digest.0])?;
    Ok(())
}

/// Takes back that the person gave a message back, where they said no more of it.
pub(crate) fn unrelease(tx: &Transaction<'_>, digest: Digest) -> Step<()> {
    tx.execute("DELETE FROM words WHERE digest = ?1 AND word = 'released'", [digest.0])?;
    Ok(())
}

/// What was taken over from an older store says of a release by its word alone.
pub(super) fn know_releases(tx: &Transaction<'_>) -> Step<()> {
    tx.execute("UPDATE words SET released = 1 WHERE word = 'released'", [])?;
    Ok(())
}

/// What a word is remembered by, where there is one: its message's number, sender and text.
pub(crate) fn remembered_by(
    connection: &Connection,
    digest: Digest,
) -> Step<Option<(String, String, Vec<u8>)>> {
    Ok(connection
        .prepare_cached("SELECT message_id, from_address, text_digest FROM words WHERE digest = ?1")?
        .query_row([digest.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?)
}

/// What to call a message of whose digest only the beginning is known: its subject, else its
/// sender; empty when neither is.
pub(crate) fn name_by_start(connection: &Connection, start: [u8; 8]) -> Step<String> {
    let end = [start.as_slice(), &[0xff; 24]].concat();
    let named: Option<String> = connection
        .prepare_cached(
            "SELECT name FROM (
                 SELECT 1 AS place, subject AS name FROM messages WHERE digest BETWEEN ?1 AND ?2
                 UNION ALL
                 SELECT 2, from_address FROM words WHERE digest BETWEEN ?1 AND ?2
             ) WHERE name <> '' ORDER BY place LIMIT 1",
        )?
        .query_row(params![start.as_slice(), end], |row| row.get(0))
        .optional()?;
    Ok(named.unwrap_or_default())
}

/// The word that stands on a message: by its bytes, or by `Message-ID`, sender and text
/// together, as servers add header lines when mail is moved.
///
/// `Message-ID` and sender alone would not do: anyone who reads a mailing list could put
/// them on a mail of his own and be waved through.
pub(crate) fn on(connection: &Connection, about: Spoken<'_>) -> Step<Option<Word>> {
    let found: Option<String> = connection
        .prepare_cached(
            "SELECT word FROM words WHERE digest = ?1
             UNION ALL
             SELECT word FROM words
             WHERE ?2 <> '' AND message_id = ?2 AND from_address = ?3 AND text_digest = ?4 AND ?4 <> x''
             LIMIT 1",
        )?
        .query_row(params![about.digest.0, about.message_id, about.from_address, about.text_digest], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(found.map(|name| messages::label_of(&name).map_or(Word::Released, Word::Is)))
}
