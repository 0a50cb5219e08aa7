//! Small things the shells want remembered, by name.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::Step;

pub(super) const SCHEMA_1: &str = "
CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
INSERT INTO settings (name, value) VALUES ('store-id', lower(hex(randomblob(16))));";

/// The place of passwords was one of the whole data folder once; now each account has its own.
/// Harmless when it is done again.
pub(super) const SCHEMA_7: &str = "
INSERT OR IGNORE INTO settings (name, value)
    SELECT 'password-of/' || accounts.id, place.value FROM accounts, settings AS place
    WHERE place.name = 'secrets' AND place.value IN ('file', 'keyring');
DELETE FROM settings WHERE name = 'secrets';";

/// A setting.
pub(crate) fn value(connection: &Connection, name: &str) -> Step<Option<String>> {
    Ok(connection
        .query_row("SELECT value FROM settings WHERE name = ?1", [name], |row| row.get(0))
        .optional()?)
}

/// Keeps a setting.
pub(crate) fn set(tx: &Transaction<'_>, name: &str, value: &str) -> Step<()> {
    tx.execute(
        "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
        [name, value],
    )?;
    Ok(())
}

/// Forgets a setting.
pub(crate) fn remove(tx: &Transaction<'_>, name: &str) -> Step<()> {
    tx.execute("DELETE FROM settings WHERE name = ?1", [name])?;
    Ok(())
}

/// The settings that are the person's, and not of this machine, its accounts or its shells' memory. Whether anybody
/// is asked over the network is said on each machine anew.
const THE_PERSONS: [&str; 2] = ["language", "letter-keys"];

/// The person's own settings that are set: name and value.
pub(crate) fn the_persons(connection: &Connection) -> Step<Vec<(String, String)>> {
    let mut found = Vec::new();
    for name in THE_PERSONS {
        found.extend(value(connection, name)?.map(|value| (name.to_owned(), value)));
    }
    Ok(found)
}

/// Whether a setting is the person's own.
pub(crate) fn is_the_persons(name: &str) -> bool {
    THE_PERSONS.contains(&name)
}

/// Gives the store another name: what a snapshot says of its log is true no more.
pub(crate) fn rename_store(tx: &Transaction<'_>) -> Step<()> {
    tx.execute("UPDATE settings SET value = lower(hex(randomblob(16))) WHERE name = 'store-id'", [])?;
    Ok(())
}

/// What tells this store from one made anew: a model's snapshot belongs to one store.
pub(crate) fn store_id(connection: &Connection) -> Step<String> {
    Ok(value(connection, "store-id")?.unwrap_or_default())
}
