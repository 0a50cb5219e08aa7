//! Whose DKIM signature was verified on which message, so that judging it again asks nobody.

use classifier::Digest;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::Step;

pub(super) const SCHEMA_2: &str = "
CREATE TABLE signatures (
    digest      BLOB NOT NULL PRIMARY KEY,
    domain      TEXT NOT NULL,
    verified_at INTEGER NOT NULL
) STRICT;";

/// The domain that signed a message, where that was verified.
pub(crate) fn signer(connection: &Connection, digest: Digest) -> Step<Option<String>> {
    let mut query = connection.prepare_cached("SELECT domain FROM signatures WHERE digest = ?1")?;
    Ok(query.query_row([digest.0], |row| row.get(0)).optional()?)
}

/// Remembers who signed a message.
pub(crate) fn keep(tx: &Transaction<'_>, digest: Digest, domain: &str, now: i64) -> Step<()> {
    tx.execute(
        "INSERT OR REPLACE INTO signatures (digest, domain, verified_at) VALUES (?1, ?2, ?3)",
        params![digest.0, domain, now],
    )?;
    Ok(())
}
