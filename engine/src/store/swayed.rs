//! Which messages were judged again by the person's word on another: when the word is taken back,
//! they are judged once more, at the latest when they can be read again.

use classifier::Digest;
use rusqlite::{Connection, Transaction, params};

use super::Step;
use crate::view::MessageId;

pub(super) const SCHEMA_6: &str = "
CREATE TABLE swayed (
    word      BLOB NOT NULL,
    message   INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (word, message)
) STRICT;
CREATE INDEX swayed_withdrawn ON swayed (message) WHERE withdrawn;";

/// Notes that a message was judged again by the word on the one with this digest.
pub(crate) fn note(tx: &Transaction<'_>, word: Digest, message: MessageId) -> Step<()> {
    tx.execute(
        "INSERT INTO swayed (word, message) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET withdrawn = 0",
        params![word.0, message.0],
    )?;
    Ok(())
}

/// The messages that were judged again by the word on the one with this digest, or came back along with it.
pub(crate) fn by(connection: &Connection, word: Digest) -> Step<Vec<MessageId>> {
    let mut query =
        connection.prepare_cached("SELECT message FROM swayed WHERE word = ?1 ORDER BY message")?;
    let rows = query.query_map([word.0], |row| row.get(0).map(MessageId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether another word than this one swayed a message that stands, and says of its own that it is wanted.
pub(crate) fn is_by_another_wanted(connection: &Connection, word: Digest, message: MessageId) -> Step<bool> {
    let found = "SELECT EXISTS (SELECT 1 FROM swayed JOIN words ON words.digest = swayed.word
         WHERE message = ?1 AND swayed.word <> ?2 AND NOT withdrawn AND words.word = 'ham')";
    Ok(connection.prepare_cached(found)?.query_row(params![message.0, word.0], |row| row.get(0))?)
}

/// The word is taken back: what it swayed is to be judged again, and these messages too.
pub(crate) fn withdraw(tx: &Transaction<'_>, word: Digest, also: &[MessageId]) -> Step<()> {
    tx.execute("UPDATE swayed SET withdrawn = 1 WHERE word = ?1", [word.0])?;
    for message in also {
        tx.execute(
            "INSERT INTO swayed (word, message, withdrawn) VALUES (?1, ?2, 1)
             ON CONFLICT DO UPDATE SET withdrawn = 1",
            params![word.0, message.0],
        )?;
    }
    Ok(())
}

/// The messages that are to be judged again, as a word was taken back: with whether the word was on
/// the message itself.
pub(crate) fn to_judge_again(connection: &Connection) -> Step<Vec<(MessageId, bool)>> {
    let mut query = connection.prepare_cached(
        "SELECT message, max(coalesce(word = digest, 0))
         FROM swayed LEFT JOIN messages ON messages.id = swayed.message
         WHERE withdrawn GROUP BY message ORDER BY message",
    )?;
    let rows = query.query_map([], |row| Ok((MessageId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A message was judged without the words that were taken back.
pub(crate) fn judged_again(tx: &Transaction<'_>, message: MessageId) -> Step<()> {
    tx.execute("DELETE FROM swayed WHERE message = ?1 AND withdrawn", [message.0])?;
    Ok(())
}
