//! All that leaves for another machine, row by row, and what came from one put among what is here.

mod incoming;
mod log;

use classifier::facts::ListKind;
use rusqlite::Connection;

pub(crate) use incoming::{note, withdrawn};
pub(crate) use log::{merge, wait};

use super::{Step, lists, settings, taught};
use crate::moving::record::{Bytes, Entry, Lesson, Network, Record, Sender, Tag, Word};

/// Hands over all that is to leave, as one moment of the store has it: the log first, in order.
pub(crate) fn each(connection: &Connection, mut write: impl FnMut(Record) -> Step<()>) -> Step<()> {
    // One transaction, so that nothing changes between the tables.
    let tx = connection.unchecked_transaction()?;
    lessons(&tx, &mut write)?;
    words(&tx, &mut write)?;
    senders(&tx, &mut write)?;
    for row in lists::all(&tx)? {
        let allow = row.entry.kind == ListKind::Allow;
        let value = row.entry.scope.written().into_owned();
        write(Record::Entry(Entry { allow, value, added: row.added, enabled: row.enabled }))?;
    }
    for tag in taught::all(&tx)? {
        let (header, number_above) = (tag.header, tag.number_above);
        write(Record::Tag(Tag { header, spam: tag.spam, ham: tag.ham, number_above }))?;
    }
    settings::the_persons(&tx)?.into_iter().try_for_each(|(name, value)| write(Record::Setting(name, value)))
}

fn lessons(connection: &Connection, write: &mut impl FnMut(Record) -> Step<()>) -> Step<()> {
    let mut query = connection.prepare(
        "SELECT seq, training.digest, label, weight, sample, learned_at, unlearned_at, unlearned_seq,
                CASE WHEN unlearned_seq = 0 AND words.word = label
                     THEN max(learned_at, spoken_at) ELSE learned_at END,
                CASE WHEN unlearned_seq = 0 THEN coalesce(beside, x'') ELSE x'' END
         FROM training LEFT JOIN words ON words.digest = training.digest
                       LEFT JOIN unspoken ON unspoken.digest = training.digest
         ORDER BY seq",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        write(Record::Lesson(Lesson {
            number: row.get(0)?,
            digest: Bytes(row.get(1)?),
            spam: row.get::<_, String>(2)? == "spam",
            counted: row.get(3)?,
            sample: Bytes(row.get(4)?),
            learned_at: row.get(5)?,
            unlearned_at: row.get(6)?,
            unlearned_number: row.get(7)?,
            said_at: row.get(8)?,
            beside: Bytes(row.get(9)?),
        }))?;
    }
    Ok(())
}

fn words(connection: &Connection, write: &mut impl FnMut(Record) -> Step<()>) -> Step<()> {
    let mut query = connection.prepare(
        "SELECT digest, message_id, from_address, text_digest, word, spoken_at, released FROM words
         ORDER BY spoken_at, digest",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        write(Record::Word(Word {
            digest: Bytes(row.get(0)?),
            message_id: row.get(1)?,
            from_address: row.get(2)?,
            text_digest: Bytes(row.get(3)?),
            says: row.get(4)?,
            spoken_at: row.get(5)?,
            released: row.get(6)?,
        }))?;
    }
    Ok(())
}

fn senders(connection: &Connection, write: &mut impl FnMut(Record) -> Step<()>) -> Step<()> {
    let mut query = connection.prepare(
        "SELECT address, domain, written_to, ham, spam, first_ham, passed FROM senders ORDER BY address",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        write(Record::Sender(Sender {
            address: row.get(0)?,
            domain: row.get(1)?,
            written_to: row.get(2)?,
            ham: row.get(3)?,
            spam: row.get(4)?,
            first_ham: row.get(5)?,
            passed: row.get(6)?,
        }))?;
    }
    let mut query = connection
        .prepare("SELECT address, network, ham, passed FROM sender_networks ORDER BY address, network")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (address, from) = (row.get(0)?, row.get(1)?);
        write(Record::Network(Network { address, from, ham: row.get(2)?, passed: row.get(3)? }))?;
    }
    let mut query = connection.prepare("SELECT message_id FROM sent ORDER BY message_id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        write(Record::Sent(row.get(0)?))?;
    }
    Ok(())
}
