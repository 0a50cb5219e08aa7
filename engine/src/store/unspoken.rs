//! Which lessons of the training log are nobody's word, and beside whose lesson each was learned.

use classifier::Digest;
use rusqlite::{Connection, Transaction, params};

use super::Step;

pub(super) const SCHEMA_5: &str = "
CREATE TABLE unspoken (
    digest BLOB NOT NULL PRIMARY KEY,
    beside BLOB NOT NULL
) STRICT;
CREATE INDEX unspoken_beside ON unspoken (beside);";

/// Notes that a message's lesson is nobody's word.
pub(crate) fn note(tx: &Transaction<'_>, digest: Digest, beside: Digest) -> Step<()> {
    tx.execute(
        "INSERT OR REPLACE INTO unspoken (digest, beside) VALUES (?1, ?2)",
        params![digest.0, beside.0],
    )?;
    Ok(())
}

/// The messages that were learned beside this one.
pub(crate) fn beside(connection: &Connection, digest: Digest) -> Step<Vec<Digest>> {
    let mut query =
        connection.prepare_cached("SELECT digest FROM unspoken WHERE beside = ?1 ORDER BY rowid DESC")?;
    let rows = query.query_map([digest.0], |row| row.get(0).map(Digest))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The lesson is taken back, or the person has spoken.
pub(crate) fn forget(tx: &Transaction<'_>, digest: Digest) -> Step<()> {
    tx.execute("DELETE FROM unspoken WHERE digest = ?1", [digest.0])?;
    Ok(())
}
