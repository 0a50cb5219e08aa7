//! The schema's versions, oldest first. A migration that was released is never edited.

use std::cmp::Ordering;

use rusqlite::{Connection, TransactionBehavior};

use super::{
    Step, accounts, held, journal, lists, loss, messages, senders, settings, signatures, swayed, tags,
    taught, trained, training, unspoken, waiting, words,
};
use crate::problem::{Problem, ProblemKind};

/// One entry a version; within it, what each table family does.
pub(super) const MIGRATIONS: &[&[&str]] = &[
    &[
        accounts::SCHEMA_1,
        messages::SCHEMA_1,
        waiting::SCHEMA_1,
        journal::SCHEMA_1,
        held::SCHEMA_1,
        lists::SCHEMA_1,
        training::SCHEMA_1,
        words::SCHEMA_1,
        senders::SCHEMA_1,
        tags::SCHEMA_1,
        settings::SCHEMA_1,
    ],
    &[taught::SCHEMA_2, signatures::SCHEMA_2],
    &[accounts::SCHEMA_3],
    &[senders::SCHEMA_4],
    &[unspoken::SCHEMA_5],
    &[messages::SCHEMA_6, words::SCHEMA_6, swayed::SCHEMA_6],
    &[accounts::SCHEMA_7, loss::SCHEMA_7, settings::SCHEMA_7],
    &[messages::SCHEMA_8],
    &[trained::SCHEMA_9],
];

/// Brings a store to the newest version; each version is one transaction.
pub(super) fn migrate(connection: &mut Connection) -> Step<()> {
    migrate_to(connection, MIGRATIONS.len())
}

/// Refuses a store of another version than this program's, which only its writer may change.
pub(super) fn is_current(connection: &Connection) -> Step<()> {
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let kind = match (version as usize).cmp(&MIGRATIONS.len()) {
        Ordering::Equal => return Ok(()),
        Ordering::Less => ProblemKind::StoreTooOld,
        Ordering::Greater => ProblemKind::StoreTooNew,
    };
    Err(Problem::new(kind).with("path", connection.path().unwrap_or_default()).into())
}

/// Brings a store to a version; tests make old stores with it.
pub(super) fn migrate_to(connection: &mut Connection, target: usize) -> Step<()> {
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let version = version as usize;
    if version > MIGRATIONS.len() {
        return Err(Problem::new(ProblemKind::StoreTooNew)
            .with("path", connection.path().unwrap_or_default())
            .into());
    }
    for (index, steps) in MIGRATIONS.iter().enumerate().take(target).skip(version) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for step in *steps {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "user_version", index as u32 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}
