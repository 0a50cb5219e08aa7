//! Reads what the person sent: whom they wrote to, and by which numbers answers name it.
//!
//! Only a few header lines of it are read; it is never judged, moved or kept. What counts is
//! that it lies in a folder of sent mail: anyone can write the person's address after `From`.

use classifier::Message;
use rusqlite::Transaction;
use tokio::sync::watch;

use super::run::is_where_it_was;
use crate::account::Account;
use crate::engine::Engine;
use crate::facts;
use crate::judge;
use crate::mailbox::{Cursor, Mailbox};
use crate::problem::{Problem, ProblemKind};
use crate::store::{Step, accounts, senders};

/// Of a folder that was never read, so many of the newest are.
const NEWEST: usize = 2_000;

/// Messages taken at a time.
const BATCH: usize = 200;

/// Beyond so many addressees a mail was sent to a list, which is not to know each of them.
const MOST_ADDRESSEES: usize = 50;

impl Engine {
    /// Takes in what is new in a folder of sent mail.
    pub(super) async fn read_sent(
        &self,
        account: &Account,
        mailbox: &mut dyn Mailbox,
        folder: &str,
        stop: Option<&watch::Receiver<bool>>,
    ) -> Result<(), Problem> {
        let id = &account.id;
        loop {
            let cursor = self.store().read(|connection| accounts::sent_cursor(connection, id, folder))?;
            let cursor = cursor.map(Cursor);
            let look = match mailbox.look_at_headers(folder, cursor.as_ref(), NEWEST, BATCH).await {
                // The person deleted it since the folders were listed.
                Err(problem) if problem.kind == ProblemKind::NoSuchFolder => return Ok(()),
                other => other?,
            };
            self.store().write(|tx| {
                if is_where_it_was(tx, account)? {
                    let own = facts::all_own_addresses(tx)?;
                    look.headers.iter().try_for_each(|header| note(tx, header, &own))?;
                    accounts::set_sent_cursor(tx, id, folder, &look.cursor.0)?;
                }
                Ok(())
            })?;
            if !look.more || stop.is_some_and(|stop| *stop.borrow()) {
                return Ok(());
            }
        }
    }
}

/// Notes one sent mail, once: a folder may be set up anew, or the same mail lie in two.
fn note(tx: &Transaction<'_>, header: &[u8], own: &[String]) -> Step<()> {
    let message = Message::parse(header);
    if !senders::sent(tx, &number(&message, header))? || was_automatic(&message) {
        return Ok(());
    }
    let addressees = addressees(&message, own);
    if addressees.len() > MOST_ADDRESSEES {
        return Ok(());
    }
    addressees.iter().try_for_each(|address| senders::written_to(tx, address, &facts::domain_of(address)))
}

/// What a sent mail is remembered by: its `Message-ID`, which answers name, else what it says.
fn number(message: &Message, header: &[u8]) -> String {
    message.message_id.clone().unwrap_or_else(|| {
        let digest = judge::digest(header);
        digest.0.iter().fold("header:".to_owned(), |text, byte| format!("{text}{byte:02x}"))
    })
}

/// Whether a program answered in the person's name (RFC 3834): it answers spam, too.
fn was_automatic(message: &Message) -> bool {
    message.header("Auto-Submitted").any(|value| !value.trim().eq_ignore_ascii_case("no"))
}

/// Whom a mail was sent to, without the person.
fn addressees(message: &Message, own: &[String]) -> Vec<String> {
    let hidden =
        message.header("Bcc").map(|value| Message::parse(format!("To: {value}\r\n\r\n").as_bytes()).to);
    let all = message.to.iter().cloned().chain(message.cc.iter().cloned()).chain(hidden.flatten());
    let mut all: Vec<String> = all.map(|address| address.spec).filter(|spec| spec.contains('@')).collect();
    all.sort();
    all.dedup();
    // What they write from is theirs, whether or not the account names it.
    all.retain(|address| !own.contains(address) && message.from.iter().all(|from| from.spec != *address));
    all
}

#[cfg(test)]
mod tests;
