//! What each account has seen of the provider's tags, and how often they were right.

use std::collections::BTreeMap;

use classifier::Label;
use classifier::facts::TagRecord;
use rusqlite::{Connection, Transaction, params};

use super::Step;
use crate::account::AccountId;
use crate::view::MessageId;

pub(super) const SCHEMA_1: &str = "
CREATE TABLE tag_records (
    account           TEXT NOT NULL,
    dialect           TEXT NOT NULL,
    carried           INTEGER NOT NULL DEFAULT 0,
    spam_confirmed    INTEGER NOT NULL DEFAULT 0,
    spam_contradicted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, dialect)
) STRICT;
CREATE TABLE message_tags (
    message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    dialect TEXT NOT NULL,
    spam    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (message, dialect)
) STRICT;";

/// Notes a tag that a message carried in trusted position, and whether it said spam.
pub(crate) fn carried(
    tx: &Transaction<'_>,
    account: &AccountId,
    message: MessageId,
    dialect: &str,
    spam: bool,
) -> Step<()> {
    let added = tx.execute(
        "INSERT INTO message_tags (message, dialect, spam) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![message.0, dialect, spam],
    )?;
    if added == 0 {
        return Ok(());
    }
    tx.execute(
        "INSERT INTO tag_records (account, dialect, carried) VALUES (?1, ?2, 1)
         ON CONFLICT DO UPDATE SET carried = carried + 1",
        params![account.0, dialect],
    )?;
    Ok(())
}

/// Moves the record of a message's spam tags from one label to another.
pub(crate) fn relabel(
    tx: &Transaction<'_>,
    account: &AccountId,
    message: MessageId,
    before: Option<Label>,
    after: Option<Label>,
) -> Step<()> {
    for (label, change) in [(before, -1), (after, 1)] {
        let column = match label {
            None => continue,
            Some(Label::Spam) => "spam_confirmed",
            Some(Label::Ham) => "spam_contradicted",
        };
        tx.execute(
            &format!(
                "UPDATE tag_records SET {column} = max({column} + ?3, 0)
                 WHERE account = ?1 AND dialect IN
                     (SELECT dialect FROM message_tags WHERE message = ?2 AND spam = 1)"
            ),
            params![account.0, message.0, change],
        )?;
    }
    Ok(())
}

/// An account's records, by dialect.
pub(crate) fn records(connection: &Connection, account: &AccountId) -> Step<BTreeMap<String, TagRecord>> {
    let mut query = connection.prepare_cached(
        "SELECT dialect, carried, (SELECT count(*) FROM messages WHERE account = ?1), spam_confirmed, spam_contradicted
         FROM tag_records WHERE account = ?1",
    )?;
    let rows = query.query_map([&account.0], |row| {
        let record = TagRecord {
            carried: row.get(1)?,
            of: row.get(2)?,
            spam_confirmed: row.get(3)?,
            spam_contradicted: row.get(4)?,
        };
        Ok((row.get(0)?, record))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
