//! Who wrote and who was written to: counts by address, their networks, what was sent, and
//! the hosts by which an account's provider receives.

use std::net::IpAddr;

use classifier::Label;
use classifier::facts::SenderHistory;
use classifier::history::PASSED_OFTEN;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Step, messages};
use crate::account::AccountId;
use crate::view::MessageId;

pub(super) const SCHEMA_1: &str = "
CREATE TABLE senders (
    address    TEXT NOT NULL PRIMARY KEY,
    domain     TEXT NOT NULL DEFAULT '',
    written_to INTEGER NOT NULL DEFAULT 0,
    ham        INTEGER NOT NULL DEFAULT 0,
    spam       INTEGER NOT NULL DEFAULT 0,
    first_ham  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX senders_by_domain ON senders (domain);
CREATE TABLE sender_networks (
    address TEXT NOT NULL,
    network TEXT NOT NULL,
    ham     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (address, network)
) STRICT;
CREATE TABLE provider_hosts (
    account TEXT NOT NULL,
    host    TEXT NOT NULL,
    seen    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, host)
) STRICT;
CREATE TABLE sent (
    message_id TEXT NOT NULL PRIMARY KEY
) STRICT;";

/// The person's word apart from what was only judged. What was counted before by a verdict is
/// counted anew: wanted mail has passed, and a guess of spam is forgotten.
pub(super) const SCHEMA_4: &str = "
ALTER TABLE senders ADD COLUMN passed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sender_networks ADD COLUMN passed INTEGER NOT NULL DEFAULT 0;
UPDATE messages SET counted = CASE counted WHEN 'ham' THEN 'passed' ELSE '' END WHERE corrected = '';
CREATE TEMP TABLE said AS
    SELECT from_address AS address, network, sum(counted = 'ham') AS ham, sum(counted = 'spam') AS spam
    FROM messages WHERE counted IN ('ham', 'spam') GROUP BY from_address, network;
CREATE INDEX temp.said_of ON said (address, network);
UPDATE senders SET passed = ham, ham = 0, spam = 0;
UPDATE senders SET
    ham = (SELECT coalesce(sum(ham), 0) FROM said WHERE said.address = senders.address),
    spam = (SELECT coalesce(sum(spam), 0) FROM said WHERE said.address = senders.address);
UPDATE senders SET passed = max(passed - ham, 0);
UPDATE sender_networks SET passed = ham, ham =
    (SELECT coalesce(sum(ham), 0) FROM said
     WHERE said.address = sender_networks.address AND said.network = sender_networks.network);
UPDATE sender_networks SET passed = max(passed - ham, 0);
DROP TABLE said;";

/// How a message counts for its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// By the person's word.
    Said(Label),
    /// It was judged wanted, and the person said nothing.
    Passed,
}

/// A message as it counts for its sender.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counting<'a> {
    pub(crate) message: MessageId,
    pub(crate) address: &'a str,
    pub(crate) domain: &'a str,
    pub(crate) network: &'a str,
    pub(crate) received: i64,
    /// How it counts now.
    pub(crate) before: Option<Count>,
}

/// Moves a message from how it counted to how it counts from now on.
pub(crate) fn count(tx: &Transaction<'_>, counting: Counting<'_>, after: Option<Count>) -> Step<()> {
    if counting.address.is_empty() || counting.before == after {
        return Ok(());
    }
    if let Some(before) = counting.before {
        add(tx, counting, before, -1)?;
    }
    if let Some(after) = after {
        add(tx, counting, after, 1)?;
    }
    if let Some(before) = counting.before {
        forget_what_counted(tx, counting, before)?;
    }
    messages::set_counted(tx, counting.message, after)
}

fn add(tx: &Transaction<'_>, counting: Counting<'_>, count: Count, change: i32) -> Step<()> {
    let (ham, spam, passed) = match count {
        Count::Said(Label::Ham) => (change, 0, 0),
        Count::Said(Label::Spam) => (0, change, 0),
        Count::Passed => (0, 0, change),
    };
    let first_ham = if ham > 0 { counting.received } else { 0 };
    tx.execute(
        "INSERT INTO senders (address, domain, ham, spam, first_ham, passed)
         VALUES (?1, ?2, max(?3, 0), max(?4, 0), ?5, max(?6, 0))
         ON CONFLICT (address) DO UPDATE SET
             ham = max(ham + ?3, 0), spam = max(spam + ?4, 0), passed = max(passed + ?6, 0),
             first_ham = CASE WHEN first_ham = 0 THEN ?5 WHEN ?5 = 0 THEN first_ham ELSE min(first_ham, ?5) END",
        params![counting.address, counting.domain, ham, spam, first_ham, passed],
    )?;
    if (ham, passed) != (0, 0) && !counting.network.is_empty() {
        tx.execute(
            "INSERT INTO sender_networks (address, network, ham, passed) VALUES (?1, ?2, max(?3, 0), max(?4, 0))
             ON CONFLICT (address, network) DO UPDATE SET
                 ham = max(ham + ?3, 0), passed = max(passed + ?4, 0)",
            params![counting.address, counting.network, ham, passed],
        )?;
    }
    Ok(())
}

/// Leaves what is known of a sender as it was before a message counted so: when the first wanted mail
/// came, and nothing at all where nothing counts any more.
fn forget_what_counted(tx: &Transaction<'_>, counting: Counting<'_>, before: Count) -> Step<()> {
    if before == Count::Said(Label::Ham) {
        tx.execute(
            "UPDATE senders SET first_ham = CASE WHEN ham = 0 THEN 0 ELSE coalesce(
                 (SELECT min(received) FROM messages WHERE from_address = ?1 AND counted = 'ham' AND id <> ?3),
                 first_ham) END
             WHERE address = ?1 AND (ham = 0 OR first_ham = ?2)",
            params![counting.address, counting.received, counting.message.0],
        )?;
    }
    tx.execute(
        "DELETE FROM senders WHERE address = ?1 AND written_to = 0 AND ham = 0 AND spam = 0 AND passed = 0",
        [counting.address],
    )?;
    tx.execute(
        "DELETE FROM sender_networks WHERE address = ?1 AND network = ?2 AND ham = 0 AND passed = 0",
        [counting.address, counting.network],
    )?;
    Ok(())
}

/// Notes that the person wrote to an address.
pub(crate) fn written_to(tx: &Transaction<'_>, address: &str, domain: &str) -> Step<()> {
    tx.execute(
        "INSERT INTO senders (address, domain, written_to) VALUES (?1, ?2, 1)
         ON CONFLICT (address) DO UPDATE SET written_to = written_to + 1",
        params![address, domain],
    )?;
    Ok(())
}

/// Notes the `Message-ID` of a mail that the person sent. Says whether it was not known yet.
pub(crate) fn sent(tx: &Transaction<'_>, message_id: &str) -> Step<bool> {
    let added = tx
        .prepare_cached("INSERT INTO sent (message_id) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([message_id])?;
    Ok(added > 0)
}

/// Whether the person sent one of these; `None` while nothing is known of what they sent.
pub(crate) fn is_ours(connection: &Connection, message_ids: &[&str]) -> Step<Option<bool>> {
    let any: bool = connection.query_row("SELECT EXISTS (SELECT 1 FROM sent)", [], |row| row.get(0))?;
    if !any {
        return Ok(None);
    }
    let mut query = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM sent WHERE message_id = ?1)")?;
    for message_id in message_ids {
        if query.query_row([message_id], |row| row.get(0))? {
            return Ok(Some(true));
        }
    }
    Ok(Some(false))
}

/// What earlier mail says of a sender.
pub(crate) fn history(connection: &Connection, address: &str, domain: &str) -> Step<SenderHistory> {
    let mut history = connection
        .prepare_cached("SELECT written_to, ham, spam, first_ham, passed FROM senders WHERE address = ?1")?
        .query_row([address], |row| {
            let (ham, first_ham): (u32, i64) = (row.get(1)?, row.get(3)?);
            Ok(SenderHistory {
                written_to: row.get(0)?,
                ham,
                spam: row.get(2)?,
                passed: row.get(4)?,
                first_ham: (ham > 0).then_some(first_ham),
                ..SenderHistory::default()
            })
        })
        .optional()?
        .unwrap_or_default();
    (history.domain_ham, history.domain_spam) = if domain.is_empty() {
        (history.ham, history.spam)
    } else {
        connection
            .prepare_cached(
                "SELECT coalesce(sum(ham), 0), coalesce(sum(spam), 0) FROM senders WHERE domain = ?1",
            )?
            .query_row([domain], |row| Ok((row.get(0)?, row.get(1)?)))?
    };
    history.ham_networks = networks(connection, address)?;
    Ok(history)
}

fn networks(connection: &Connection, address: &str) -> Step<Vec<IpAddr>> {
    let mut query = connection.prepare_cached(
        "SELECT network FROM sender_networks WHERE address = ?1 AND (ham > 0 OR passed >= ?2) ORDER BY network",
    )?;
    let rows = query.query_map(params![address, PASSED_OFTEN], |row| row.get::<_, String>(0))?;
    let names = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
}

/// Notes the host that the topmost `Received` line of a message carries after `by`.
pub(crate) fn received_by(tx: &Transaction<'_>, account: &AccountId, host: &str) -> Step<()> {
    tx.execute(
        "INSERT INTO provider_hosts (account, host, seen) VALUES (?1, ?2, 1)
         ON CONFLICT DO UPDATE SET seen = seen + 1",
        params![account.0, host],
    )?;
    Ok(())
}

/// The hosts that received an account's mail, commonest first, with how often.
pub(crate) fn receivers(connection: &Connection, account: &AccountId) -> Step<Vec<(String, u32)>> {
    let mut query = connection.prepare_cached(
        "SELECT host, seen FROM provider_hosts WHERE account = ?1 ORDER BY seen DESC, host LIMIT 100",
    )?;
    let rows = query.query_map([&account.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
