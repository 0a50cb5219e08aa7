//! What the person taught of headers that filters write.

use classifier::server::TaughtTag;
use rusqlite::{Connection, Transaction, params};

use super::Step;

pub(super) const SCHEMA_2: &str = "
CREATE TABLE taught_tags (
    header       TEXT NOT NULL PRIMARY KEY,
    spam         TEXT NOT NULL DEFAULT '',
    ham          TEXT NOT NULL DEFAULT '',
    has_number   INTEGER NOT NULL DEFAULT 0,
    number_above REAL NOT NULL DEFAULT 0
) STRICT;";

/// All of them, by header.
pub(crate) fn all(connection: &Connection) -> Step<Vec<TaughtTag>> {
    let mut query = connection.prepare_cached(
        "SELECT header, spam, ham, has_number, number_above FROM taught_tags ORDER BY header",
    )?;
    let rows = query.query_map([], |row| {
        let pattern = |text: String| (!text.is_empty()).then_some(text);
        Ok(TaughtTag {
            header: row.get(0)?,
            spam: pattern(row.get(1)?),
            ham: pattern(row.get(2)?),
            number_above: row.get::<_, bool>(3)?.then_some(row.get(4)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many there are.
pub(crate) fn count(connection: &Connection) -> Step<u32> {
    Ok(connection.query_row("SELECT count(*) FROM taught_tags", [], |row| row.get(0))?)
}

/// Keeps one, in place of what was taught of its header before.
pub(crate) fn keep(tx: &Transaction<'_>, tag: &TaughtTag) -> Step<()> {
    tx.execute(
        "INSERT OR REPLACE INTO taught_tags (header, spam, ham, has_number, number_above)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            tag.header,
            tag.spam.as_deref().unwrap_or_default(),
            tag.ham.as_deref().unwrap_or_default(),
            tag.number_above.is_some(),
            tag.number_above.unwrap_or_default(),
        ],
    )?;
    Ok(())
}

/// Forgets one. Says whether it was there.
pub(crate) fn forget(tx: &Transaction<'_>, header: &str) -> Step<bool> {
    Ok(tx.execute("DELETE FROM taught_tags WHERE header = ?1", [header])? > 0)
}
