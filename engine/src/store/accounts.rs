//! Accounts as configured, and how far the person trusts their runs. No secret is in here.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Step, held, journal, loss, messages};
use crate::account::{Account, AccountId, Mode};
use crate::codec;
use crate::problem::{Problem, ProblemKind};
use crate::view::Stopped;

pub(super) const SCHEMA_1: &str = "
CREATE TABLE accounts (
    id      TEXT NOT NULL PRIMARY KEY,
    body    BLOB NOT NULL,
    go_on   INTEGER NOT NULL DEFAULT 0,
    stopped INTEGER NOT NULL DEFAULT 0,
    runs    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE cursors (
    account TEXT NOT NULL,
    folder  TEXT NOT NULL,
    cursor  TEXT NOT NULL,
    PRIMARY KEY (account, folder)
) STRICT;";

pub(super) const SCHEMA_3: &str = "
CREATE TABLE sent_cursors (
    account TEXT NOT NULL,
    folder  TEXT NOT NULL,
    cursor  TEXT NOT NULL,
    PRIMARY KEY (account, folder)
) STRICT;";

pub(super) const SCHEMA_7: &str = "ALTER TABLE accounts ADD COLUMN reached TEXT NOT NULL DEFAULT '';";

/// All accounts, by name.
pub(crate) fn all(connection: &Connection) -> Step<Vec<Account>> {
    let mut query = connection.prepare_cached("SELECT body FROM accounts ORDER BY id")?;
    let bodies = query.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    bodies.map(|body| read(&body?)).collect()
}

/// One account.
pub(crate) fn one(connection: &Connection, id: &AccountId) -> Step<Account> {
    let body: Option<Vec<u8>> = connection
        .query_row("SELECT body FROM accounts WHERE id = ?1", [&id.0], |row| row.get(0))
        .optional()?;
    read(&body.ok_or_else(|| no_such(id))?)
}

/// Whether there is an account of that name.
pub(crate) fn is_there(connection: &Connection, id: &AccountId) -> Step<bool> {
    let found = "SELECT EXISTS (SELECT 1 FROM accounts WHERE id = ?1)";
    Ok(connection.query_row(found, [&id.0], |row| row.get(0))?)
}

fn read(body: &[u8]) -> Step<Account> {
    let damaged = || Problem::new(ProblemKind::Internal).with("detail", "an account cannot be read");
    Ok(codec::decode(body).ok_or_else(damaged)?)
}

fn no_such(id: &AccountId) -> Problem {
    Problem::new(ProblemKind::NoSuchAccount).with("account", &id.0)
}

/// Adds an account; one of that name may not exist.
pub(crate) fn add(tx: &Transaction<'_>, account: &Account) -> Step<()> {
    let added = tx.execute(
        "INSERT INTO accounts (id, body) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        params![account.id.0, codec::encode(account)?],
    )?;
    if added == 0 {
        return Err(Problem::new(ProblemKind::AccountExists).with("account", &account.id.0).into());
    }
    loss::stop(tx, account)
}

/// Changes an account that exists. Where it begins to hold spam, what was lost is thought of.
pub(crate) fn change(tx: &Transaction<'_>, account: &Account) -> Step<()> {
    if one(tx, &account.id)?.mode != Mode::Hold {
        loss::stop(tx, account)?;
    }
    let changed = tx.execute(
        "UPDATE accounts SET body = ?2 WHERE id = ?1",
        params![account.id.0, codec::encode(account)?],
    )?;
    if changed == 0 { Err(no_such(&account.id).into()) } else { Ok(()) }
}

/// Forgets an account. What it holds stays held; moves under way end where the local copy is.
pub(crate) fn remove(tx: &Transaction<'_>, id: &AccountId, now: i64) -> Step<()> {
    if tx.execute("DELETE FROM accounts WHERE id = ?1", [&id.0])? == 0 {
        return Err(no_such(id).into());
    }
    for entry in journal::open_of(tx, id)? {
        if entry.keeps_local_copy() {
            held::index(tx, entry.message, &entry.local_name, now)?;
            messages::set_held(tx, entry.message, None)?;
        }
        journal::close(tx, entry.id, now)?;
    }
    for table in ["cursors", "sent_cursors", "waiting", "provider_hosts", "tag_records"] {
        tx.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [&id.0])?;
    }
    tx.execute("DELETE FROM messages WHERE account = ?1 AND whereabouts <> 'held'", [&id.0])?;
    Ok(())
}

/// What is known of an account's runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Runs {
    /// The person has looked at a stopped run and said: go on.
    pub(crate) go_on: bool,
    /// Nothing is moved until somebody has answered, and why.
    pub(crate) stopped: Option<Stopped>,
    /// The number of the newest run.
    pub(crate) latest: u32,
}

/// What is known of an account's runs.
pub(crate) fn runs(connection: &Connection, id: &AccountId) -> Step<Runs> {
    let found = connection
        .query_row("SELECT go_on, stopped, runs FROM accounts WHERE id = ?1", [&id.0], |row| {
            Ok(Runs { go_on: row.get(0)?, stopped: stopped_of(row.get(1)?), latest: row.get(2)? })
        })
        .optional()?;
    Ok(found.ok_or_else(|| no_such(id))?)
}

/// Begins a run over an account whose mail was reached, and gives its number.
pub(crate) fn begin_run(tx: &Transaction<'_>, account: &Account) -> Step<u32> {
    tx.execute(
        "UPDATE accounts SET runs = runs + 1, reached = ?2 WHERE id = ?1",
        params![account.id.0, account.source.door()],
    )?;
    Ok(runs(tx, &account.id)?.latest)
}

/// Whether an account's mail was reached before where it is said to be now.
pub(crate) fn was_reached(connection: &Connection, account: &Account) -> Step<bool> {
    let reached: Option<String> = connection
        .query_row("SELECT reached FROM accounts WHERE id = ?1", [&account.id.0], |row| row.get(0))
        .optional()?;
    Ok(reached == Some(account.source.door()))
}

/// The numbers under which the column `stopped` keeps the cause.
const UNUSUALLY_MUCH: i64 = 1;
const NOT_ALL_TAKEN_OVER: i64 = 2;
const DATABASE_IS_OLDER: i64 = 3;

fn stopped_of(number: i64) -> Option<Stopped> {
    match number {
        0 => None,
        NOT_ALL_TAKEN_OVER => Some(Stopped::NotAllTakenOver),
        DATABASE_IS_OLDER => Some(Stopped::DatabaseIsOlder),
        _ => Some(Stopped::UnusuallyMuch),
    }
}

/// Lets nothing be moved until the person has answered. The first cause stands until then.
pub(crate) fn stop(tx: &Transaction<'_>, id: &AccountId, why: Stopped) -> Step<()> {
    let number = match why {
        Stopped::UnusuallyMuch => UNUSUALLY_MUCH,
        Stopped::NotAllTakenOver => NOT_ALL_TAKEN_OVER,
        Stopped::DatabaseIsOlder => DATABASE_IS_OLDER,
    };
    tx.execute("UPDATE accounts SET stopped = ?2 WHERE id = ?1 AND stopped = 0", params![id.0, number])?;
    Ok(())
}

/// Notes the person's answer to a stopped run. When nobody else waits for one, a loss is settled.
pub(crate) fn go_on(tx: &Transaction<'_>, id: &AccountId) -> Step<()> {
    let changed = tx.execute("UPDATE accounts SET stopped = 0, go_on = 1 WHERE id = ?1", [&id.0])?;
    if changed == 0 {
        return Err(no_such(id).into());
    }
    if waits_after_a_loss(tx)? { Ok(()) } else { loss::settle(tx) }
}

/// Whether an account moves nothing because something was lost.
pub(crate) fn waits_after_a_loss(connection: &Connection) -> Step<bool> {
    let waits = "SELECT EXISTS (SELECT 1 FROM accounts WHERE stopped IN (?1, ?2))";
    Ok(connection.query_row(waits, [NOT_ALL_TAKEN_OVER, DATABASE_IS_OLDER], |row| row.get(0))?)
}

/// The account's mail is somewhere else now: what is known of places means nothing any more,
/// and every folder is looked at from its beginning.
pub(crate) fn look_again(tx: &Transaction<'_>, id: &AccountId) -> Step<()> {
    tx.execute("UPDATE messages SET place_key = '' WHERE account = ?1", [&id.0])?;
    for table in ["cursors", "sent_cursors", "waiting"] {
        tx.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [&id.0])?;
    }
    Ok(())
}

/// How far a folder has been looked at.
pub(crate) fn cursor(connection: &Connection, id: &AccountId, folder: &str) -> Step<Option<String>> {
    Ok(connection
        .query_row(
            "SELECT cursor FROM cursors WHERE account = ?1 AND folder = ?2",
            params![id.0, folder],
            |row| row.get(0),
        )
        .optional()?)
}

/// Notes how far a folder has been looked at.
pub(crate) fn set_cursor(tx: &Transaction<'_>, id: &AccountId, folder: &str, cursor: &str) -> Step<()> {
    tx.execute(
        "INSERT INTO cursors (account, folder, cursor) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET cursor = excluded.cursor",
        params![id.0, folder, cursor],
    )?;
    Ok(())
}

/// How far a folder of sent mail has been read.
pub(crate) fn sent_cursor(connection: &Connection, id: &AccountId, folder: &str) -> Step<Option<String>> {
    Ok(connection
        .query_row(
            "SELECT cursor FROM sent_cursors WHERE account = ?1 AND folder = ?2",
            params![id.0, folder],
            |row| row.get(0),
        )
        .optional()?)
}

/// Notes how far a folder of sent mail has been read.
pub(crate) fn set_sent_cursor(tx: &Transaction<'_>, id: &AccountId, folder: &str, cursor: &str) -> Step<()> {
    tx.execute(
        "INSERT INTO sent_cursors (account, folder, cursor) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET cursor = excluded.cursor",
        params![id.0, folder, cursor],
    )?;
    Ok(())
}
