//! What was taken over from a damaged store, where that was not all, until the person has answered;
//! and that a store is older than the junk folder, which says nothing of what else is missing.
//!
//! What was lost may be the very word that kept a mail where it is. So nothing is held meanwhile:
//! not by the accounts that were taken over, nor by one that is added in their place.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Step, accounts};
use crate::account::{Account, Mode};
use crate::view::{Salvaged, Stopped};

pub(super) const SCHEMA_7: &str = "
CREATE TABLE loss (
    path     TEXT NOT NULL,
    accounts INTEGER NOT NULL DEFAULT 0,
    entries  INTEGER NOT NULL DEFAULT 0,
    lessons  INTEGER NOT NULL DEFAULT 0,
    words    INTEGER NOT NULL DEFAULT 0
) STRICT;";

/// Notes a loss, in the place of an earlier one. No account holds anything until the person has
/// looked and says go on.
pub(super) fn note(tx: &Transaction<'_>, salvaged: &Salvaged) -> Step<()> {
    settle(tx)?;
    tx.execute(
        "INSERT INTO loss (path, accounts, entries, lessons, words) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![salvaged.path, salvaged.accounts, salvaged.entries, salvaged.lessons, salvaged.words],
    )?;
    Ok(())
}

/// Notes that the store is older than what lies in the junk folder, and lets no account that holds
/// spam move anything until the person has looked and says go on.
pub(crate) fn note_older(tx: &Transaction<'_>) -> Step<()> {
    tx.execute("INSERT INTO loss (path) SELECT '' WHERE NOT EXISTS (SELECT 1 FROM loss)", [])?;
    stop_all(tx)
}

/// Lets no account move anything while a loss is open.
pub(super) fn stop_all(tx: &Transaction<'_>) -> Step<()> {
    accounts::all(tx)?.iter().try_for_each(|account| stop(tx, account))
}

/// Lets an account that holds spam move nothing while a loss is open.
pub(super) fn stop(tx: &Transaction<'_>, account: &Account) -> Step<()> {
    let Some(lost) = noted(tx)?.filter(|_| account.mode == Mode::Hold) else { return Ok(()) };
    let why = if is_of_a_damaged_store(&lost) { Stopped::NotAllTakenOver } else { Stopped::DatabaseIsOlder };
    accounts::stop(tx, &account.id, why)
}

/// The person has answered.
pub(super) fn settle(tx: &Transaction<'_>) -> Step<()> {
    tx.execute("DELETE FROM loss", [])?;
    Ok(())
}

/// The loss that the person has still to be told of: accounts wait for the answer, or there is none
/// left at all.
pub(crate) fn untold(connection: &Connection) -> Step<Option<Salvaged>> {
    let Some(lost) = noted(connection)?.filter(is_of_a_damaged_store) else { return Ok(None) };
    let stands = accounts::all(connection)?.is_empty() || accounts::waits_after_a_loss(connection)?;
    Ok(stands.then_some(lost))
}

/// Of a store that is older nothing was kept aside.
fn is_of_a_damaged_store(lost: &Salvaged) -> bool {
    !lost.path.is_empty()
}

fn noted(connection: &Connection) -> Step<Option<Salvaged>> {
    let noted = connection.query_row("SELECT path, accounts, entries, lessons, words FROM loss", [], |row| {
        Ok(Salvaged {
            path: row.get(0)?,
            whole: false,
            accounts: row.get(1)?,
            entries: row.get(2)?,
            lessons: row.get(3)?,
            words: row.get(4)?,
        })
    });
    Ok(noted.optional()?)
}
