//! What can still be read of a damaged store is taken over into the new one: accounts,
//! lists, settings, what was learned and what the person said.
//!
//! Judgements are not: mail that is still there is judged anew, and what is held is found in
//! the junk folder. The damaged file itself is only read.

use std::path::Path;

use classifier::Sample;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Row, Transaction, params_from_iter};

use super::{Step, damage, schema};
use crate::account::Account;
use crate::codec;

/// A table, the columns that are taken over, and whether a row makes sense.
struct Salvaged {
    table: &'static str,
    columns: &'static str,
    makes_sense: fn(&[Value]) -> bool,
}

const TABLES: &[Salvaged] = &[
    Salvaged { table: "accounts", columns: "id, body, go_on", makes_sense: is_account },
    Salvaged { table: "lists", columns: "kind, scope, value, added, enabled", makes_sense: any },
    Salvaged {
        table: "training",
        columns: "seq, digest, label, weight, sample, learned_at, unlearned_at, unlearned_seq",
        makes_sense: is_lesson,
    },
    Salvaged {
        table: "words",
        columns: "digest, message_id, from_address, text_digest, word, spoken_at",
        makes_sense: any,
    },
    Salvaged { table: "senders", columns: "address, domain, written_to", makes_sense: any },
    Salvaged { table: "sent", columns: "message_id", makes_sense: any },
    Salvaged { table: "settings", columns: "name, value", makes_sense: is_not_the_stores_own },
];

/// Takes over what can be read of the newest damaged file beside a store that was just made.
/// Rows that cannot be read are left; so is everything, when the file is beyond reading.
pub(super) fn take_over(path: &Path, store: &mut Connection) -> Step<()> {
    let Some(damaged) = damage::newest_aside(path).and_then(|aside| open(&aside)) else { return Ok(()) };
    let transaction = store.transaction()?;
    let mut rows = 0;
    for salvaged in TABLES {
        // From both ends, so that one bad page in the middle costs only itself.
        rows += copy(&damaged, &transaction, salvaged, "ASC")?;
        rows += copy(&damaged, &transaction, salvaged, "DESC")?;
    }
    transaction.commit()?;
    tracing::info!(rows, "taken over from the damaged store");
    Ok(())
}

/// Only a file of this very schema can be read by its column names.
fn open(aside: &Path) -> Option<Connection> {
    let damaged = Connection::open_with_flags(aside, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    let version: u32 = damaged.pragma_query_value(None, "user_version", |row| row.get(0)).ok()?;
    (version as usize == schema::MIGRATIONS.len()).then_some(damaged)
}

fn copy(damaged: &Connection, tx: &Transaction<'_>, salvaged: &Salvaged, order: &str) -> Step<usize> {
    let Salvaged { table, columns, makes_sense } = salvaged;
    let width = columns.split(", ").count();
    let marks = vec!["?"; width].join(", ");
    let mut insert = tx.prepare(&format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"))?;
    let mut copied = 0;
    let select = format!("SELECT {columns} FROM {table} ORDER BY rowid {order}");
    let Ok(mut query) = damaged.prepare(&select) else { return Ok(0) };
    let Ok(rows) = query.query_map([], |row| values(row, width)) else { return Ok(0) };
    for values in rows.map_while(Result::ok).filter(|values| makes_sense(values)) {
        // A value of the wrong type is damage too: the table refuses it.
        copied += insert.execute(params_from_iter(values)).unwrap_or(0);
    }
    Ok(copied)
}

fn values(row: &Row<'_>, width: usize) -> rusqlite::Result<Vec<Value>> {
    (0..width).map(|column| row.get(column)).collect()
}

fn any(_: &[Value]) -> bool {
    true
}

fn is_account(values: &[Value]) -> bool {
    matches!(values, [Value::Text(id), Value::Blob(body), ..]
        if codec::decode::<Account>(body).is_some_and(|account| account.id.0 == *id))
}

fn is_lesson(values: &[Value]) -> bool {
    matches!(values, [_, Value::Blob(digest), Value::Text(label), Value::Integer(0..=255), Value::Blob(sample), ..]
        if digest.len() == 32 && ["ham", "spam"].contains(&label.as_str()) && Sample::from_bytes(sample).is_some())
}

fn is_not_the_stores_own(values: &[Value]) -> bool {
    !matches!(values, [Value::Text(name), ..] if name == "store-id")
}
