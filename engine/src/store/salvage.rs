//! What can still be read of a damaged store is taken over into the new one: accounts,
//! lists, settings, what was learned and what the person said.
//!
//! Judgements are not: mail that is still there is judged anew, and what is held is found in
//! the junk folder. The damaged file itself is only read.

use std::path::Path;

use classifier::Sample;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Row, Transaction, params_from_iter};

use super::{Step, damage, loss, schema, settings, words};
use crate::account::Account;
use crate::codec;
use crate::view::Salvaged;

/// A table, the columns that are taken over, and whether a row makes sense.
struct Table {
    name: &'static str,
    /// The version of the schema that brought it.
    since: usize,
    columns: &'static str,
    makes_sense: fn(&[Value]) -> bool,
}

const TABLES: &[Table] = &[
    Table { name: "accounts", since: 1, columns: "id, body, go_on", makes_sense: is_account },
    Table { name: "lists", since: 1, columns: "kind, scope, value, added, enabled", makes_sense: any },
    Table {
        name: "training",
        since: 1,
        columns: "seq, digest, label, weight, sample, learned_at, unlearned_at, unlearned_seq",
        makes_sense: is_lesson,
    },
    Table {
        name: "words",
        since: 1,
        columns: "digest, message_id, from_address, text_digest, word, spoken_at",
        makes_sense: any,
    },
    Table { name: "senders", since: 1, columns: "address, domain, written_to", makes_sense: any },
    Table { name: "sent", since: 1, columns: "message_id", makes_sense: any },
    // The new store's own name is there already, so the old one's is not taken.
    Table { name: "settings", since: 1, columns: "name, value", makes_sense: any },
    Table {
        name: "taught_tags",
        since: 2,
        columns: "header, spam, ham, has_number, number_above",
        makes_sense: any,
    },
    Table { name: "loss", since: 7, columns: "path, accounts, entries, lessons, words", makes_sense: any },
    Table { name: "unspoken", since: 5, columns: "digest, beside", makes_sense: any },
    Table { name: "trained", since: 9, columns: "digest, training, label, said_at", makes_sense: any },
    Table { name: "signatures", since: 2, columns: "digest, domain, verified_at", makes_sense: is_signature },
];

/// Takes over what can be read of the newest damaged file beside a store that was just made.
/// Rows that cannot be read are left; so is everything, when the file is beyond reading.
/// Says what came of it; `None` when there is no such file.
pub(super) fn take_over(path: &Path, store: &mut Connection) -> Step<Option<Salvaged>> {
    let Some(aside) = damage::newest_aside(path) else { return Ok(None) };
    let mut salvaged = Salvaged { path: aside.display().to_string(), ..Salvaged::default() };
    let transaction = store.transaction()?;
    if let Some((damaged, version)) = open(&aside) {
        salvaged.whole = true;
        for table in TABLES.iter().filter(|table| table.since <= version) {
            let (rows, whole) = copy(&damaged, &transaction, table)?;
            salvaged.whole &= whole;
            count(&mut salvaged, table.name, rows);
        }
        // Settings of an older version come as it wrote them.
        transaction.execute_batch(settings::SCHEMA_7)?;
    }
    words::know_releases(&transaction)?;
    if !salvaged.whole {
        loss::note(&transaction, &salvaged)?;
    }
    // One of before may have been taken over.
    loss::stop_all(&transaction)?;
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

/// The file and its version. One of a newer schema cannot be read by its column names.
fn open(aside: &Path) -> Option<(Connection, usize)> {
    let damaged = Connection::open_with_flags(aside, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    // Without this a file that is shorter than it says, or has one bad page in its schema, is
    // refused as a whole. Nothing can be written through this connection.
    damaged.pragma_update(None, "writable_schema", true).ok()?;
    let version: u32 = damaged.pragma_query_value(None, "user_version", |row| row.get(0)).ok()?;
    let version = version as usize;
    (1..=schema::MIGRATIONS.len()).contains(&version).then_some((damaged, version))
}

/// At most so many pieces of a table are asked for around its bad pages.
const PIECES: u32 = 4_000;

/// Copies the rows that can be read. Says how many, and whether none was left out.
///
/// Where a page is bad, the rows behind it are asked for in ever smaller pieces, so that it
/// costs only itself.
fn copy(damaged: &Connection, tx: &Transaction<'_>, table: &Table) -> Step<(u32, bool)> {
    let Table { name: table, columns, makes_sense, .. } = table;
    let width = columns.split(", ").count();
    let marks = vec!["?"; width].join(", ");
    let mut insert = tx.prepare(&format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"))?;
    let select = format!("SELECT {columns}, rowid FROM {table} WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid");
    let Ok(mut query) = damaged.prepare(&select) else { return Ok((0, false)) };
    let (mut copied, mut whole, mut asked) = (0, true, 0);
    let mut pieces = vec![(0_i64, i64::MAX)];
    while let Some((first, last)) = pieces.pop() {
        let mut next = first;
        let Ok(rows) = query.query_map([first, last], |row| Ok((values(row, width)?, row.get(width)?)))
        else {
            return Ok((copied, false));
        };
        let mut broken = false;
        for row in rows {
            let Ok((values, number)) = row else {
                broken = true;
                break;
            };
            let number: i64 = number;
            next = number.saturating_add(1);
            // A value of the wrong type is damage too: the table refuses it.
            let inserted =
                if makes_sense(&values) { insert.execute(params_from_iter(values)).ok() } else { None };
            whole &= inserted.is_some();
            copied += u32::from(inserted == Some(1));
        }
        if broken {
            whole = false;
            asked += 1;
            if next < last && asked < PIECES {
                let middle = next + (last - next) / 2;
                // The lower first: beyond the last row there is nothing to be found.
                pieces.extend([(middle + 1, last), (next, middle)]);
            }
        }
    }
    Ok((copied, whole))
}

fn values(row: &Row<'_>, width: usize) -> rusqlite::Result<Vec<Value>> {
    (0..width).map(|column| row.get(column)).collect()
}

fn any(_: &[Value]) -> bool {
    true
}

fn is_signature(values: &[Value]) -> bool {
    matches!(values, [Value::Blob(digest), ..] if digest.len() == 32)
}

fn is_account(values: &[Value]) -> bool {
    matches!(values, [Value::Text(id), Value::Blob(body), ..]
        if codec::decode::<Account>(body).is_some_and(|account| account.id.0 == *id))
}

fn is_lesson(values: &[Value]) -> bool {
    matches!(values, [_, Value::Blob(digest), Value::Text(label), Value::Integer(0..=255), Value::Blob(sample), ..]
        if digest.len() == 32 && ["ham", "spam"].contains(&label.as_str()) && Sample::from_bytes(sample).is_some())
}
