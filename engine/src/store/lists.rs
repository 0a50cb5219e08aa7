//! Allow and block lists.

use classifier::facts::{ListEntry, ListKind, ListScope};
use rusqlite::{Connection, Row, Transaction, params};

use super::Step;
use crate::view::ListRow;

pub(super) const SCHEMA_1: &str = "
CREATE TABLE lists (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT NOT NULL,
    scope        TEXT NOT NULL,
    value        TEXT NOT NULL,
    added        INTEGER NOT NULL,
    enabled      INTEGER NOT NULL DEFAULT 1,
    last_applied INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, scope, value)
) STRICT;
CREATE INDEX lists_by_value ON lists (value);";

/// All entries, in the order they were added.
pub(crate) fn all(connection: &Connection) -> Step<Vec<ListRow>> {
    select(connection, "ORDER BY id", &[])
}

/// The enabled entries for one of `values`, and all enabled networks, in the order they were added.
pub(crate) fn candidates(connection: &Connection, values: &[String]) -> Step<Vec<ListRow>> {
    let marks = (1..=values.len()).map(|number| format!("?{number}")).collect::<Vec<_>>().join(", ");
    let rest = format!("WHERE enabled = 1 AND (scope = 'network' OR value IN ({marks})) ORDER BY id");
    let values: Vec<&dyn rusqlite::ToSql> =
        values.iter().map(|value| value as &dyn rusqlite::ToSql).collect();
    select(connection, &rest, &values)
}

/// Adds an entry, or gives the one that is there already.
pub(crate) fn add(tx: &Transaction<'_>, entry: &ListEntry, now: i64) -> Step<ListRow> {
    let (scope, value) = scope_parts(&entry.scope);
    tx.execute(
        "INSERT INTO lists (kind, scope, value, added) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET enabled = 1",
        params![kind_name(entry.kind), scope, value, now],
    )?;
    let rest = "WHERE kind = ?1 AND scope = ?2 AND value = ?3";
    let found = select(tx, rest, &[&kind_name(entry.kind), &scope, &value])?;
    Ok(found.into_iter().next().ok_or(rusqlite::Error::QueryReturnedNoRows)?)
}

/// Adds an entry as it stood on another machine. Says whether it was not here.
pub(crate) fn bring(tx: &Transaction<'_>, entry: &ListEntry, added: i64, enabled: bool) -> Step<bool> {
    let (scope, value) = scope_parts(&entry.scope);
    let count = tx.execute(
        "INSERT INTO lists (kind, scope, value, added, enabled) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
        params![kind_name(entry.kind), scope, value, added, enabled],
    )?;
    Ok(count > 0)
}

/// Takes an entry off. Says whether there was one.
pub(crate) fn remove(tx: &Transaction<'_>, id: u32) -> Step<bool> {
    Ok(tx.execute("DELETE FROM lists WHERE id = ?1", [id])? > 0)
}

/// Notes that an entry named the sender of a message.
pub(crate) fn applied(tx: &Transaction<'_>, id: u32, now: i64) -> Step<()> {
    tx.execute("UPDATE lists SET last_applied = ?2 WHERE id = ?1", params![id, now])?;
    Ok(())
}

fn select(connection: &Connection, rest: &str, values: &[&dyn rusqlite::ToSql]) -> Step<Vec<ListRow>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT id, kind, scope, value, added, enabled, last_applied FROM lists {rest}"
    ))?;
    let rows = query.query_map(values, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<ListRow> {
    let value: String = row.get(3)?;
    let scope = match row.get::<_, String>(2)?.as_str() {
        "address" => ListScope::Address(value),
        "domain" => ListScope::Domain(value),
        _ => ListScope::Network(value),
    };
    let kind = if row.get::<_, String>(1)? == "allow" { ListKind::Allow } else { ListKind::Block };
    let last_applied: i64 = row.get(6)?;
    Ok(ListRow {
        id: row.get(0)?,
        entry: ListEntry { kind, scope },
        added: row.get(4)?,
        enabled: row.get(5)?,
        last_applied: (last_applied > 0).then_some(last_applied),
    })
}

fn scope_parts(scope: &ListScope) -> (&'static str, &str) {
    match scope {
        ListScope::Address(value) => ("address", value),
        ListScope::Domain(value) => ("domain", value),
        ListScope::Network(value) => ("network", value),
    }
}

fn kind_name(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Allow => "allow",
        ListKind::Block => "block",
    }
}
