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
use crate::view::Salvaged;

/// A table, the columns that are taken over, and whether a row makes sense.
struct Table {
    name: &'static str,
    columns: &'static str,
    makes_sense: fn(&[Value]) -> bool,
}

const TABLES: &[Table] = &[
    Table { name: "accounts", columns: "id, body, go_on", makes_sense: is_account },
    Table { name: "lists", columns: "kind, scope, value, added, enabled", makes_sense: any },
    Table {
        name: "training",
        columns: "seq, digest, label, weight, sample, learned_at, unlearned_at, unlearned_seq",
        makes_sense: is_lesson,
    },
    Table {
        name: "words",
        columns: "digest, message_id, from_address, text_digest, word, spoken_at",
        makes_sense: any,
    },
    Table { name: "senders", columns: "address, domain, written_to", makes_sense: any },
    Table { name: "sent", columns: "message_id", makes_sense: any },
    // The new store's own name is there already, so the old one's is not taken.
    Table { name: "settings", columns: "name, value", makes_sense: any },
];

/// Takes over what can be read of the newest damaged file beside a store that was just made.
/// Rows that cannot be read are left; so is everything, when the file is beyond reading.
/// Says what came of it; `None` when there is no such file.
pub(super) fn take_over(path: &Path, store: &mut Connection) -> Step<Option<Salvaged>> {
    let Some(aside) = damage::newest_aside(path) else { return Ok(None) };
    let mut salvaged = Salvaged { path: aside.display().to_string(), ..Salvaged::default() };
    let Some(damaged) = open(&aside) else { return Ok(Some(salvaged)) };
    let transaction = store.transaction()?;
    salvaged.whole = true;
    for table in TABLES {
        // From both ends, so that one bad page in the middle costs only itself.
        let (first, whole) = copy(&damaged, &transaction, table, "ASC")?;
        let (others, _) = copy(&damaged, &transaction, table, "DESC")?;
        salvaged.whole &= whole;
        count(&mut salvaged, table.name, first + others);
    }
    transaction.commit()?;
    tracing::info!(?salvaged, "taken over from the damaged store");
    Ok(Some(salvaged))
}

/// Counts what a person knows by a name.
fn count(salvaged: &mut Salvaged, table: &str, rows: u32) {
    match table {
        "accounts" => salvaged.accounts = rows,
        "lists" => salvaged.entries = rows,
        "training" => salvaged.lessons = rows,
        "words" => salvaged.words = rows,
        _ => {}
    }
}

/// Only a file of this very schema can be read by its column names.
fn open(aside: &Path) -> Option<Connection> {
    let damaged = Connection::open_with_flags(aside, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    let version: u32 = damaged.pragma_query_value(None, "user_version", |row| row.get(0)).ok()?;
    (version as usize == schema::MIGRATIONS.len()).then_some(damaged)
}

/// Copies the rows that can be read, from one end. Says how many were new, and whether the
/// other end was reached with no row left out.
fn copy(damaged: &Connection, tx: &Transaction<'_>, table: &Table, order: &str) -> Step<(u32, bool)> {
    let Table { name: table, columns, makes_sense } = table;
    let width = columns.split(", ").count();
    let marks = vec!["?"; width].join(", ");
    let mut insert = tx.prepare(&format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"))?;
    let (mut copied, mut whole) = (0, true);
    let select = format!("SELECT {columns} FROM {table} ORDER BY rowid {order}");
    let Ok(mut query) = damaged.prepare(&select) else { return Ok((0, false)) };
    let Ok(rows) = query.query_map([], |row| values(row, width)) else { return Ok((0, false)) };
    for values in rows {
        let Ok(values) = values else { return Ok((copied, false)) };
        // A value of the wrong type is damage too: the table refuses it.
        let inserted =
            if makes_sense(&values) { insert.execute(params_from_iter(values)).ok() } else { None };
        whole &= inserted.is_some();
        copied += u32::from(inserted == Some(1));
    }
    Ok((copied, whole))
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
