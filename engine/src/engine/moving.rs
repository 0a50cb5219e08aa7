//! Moving house: everything learned and said leaves as a file, and comes in from one.

use std::path::Path;

use classifier::{Digest, Label};
use rusqlite::Transaction;

use super::Engine;
use crate::feedback::{said_of, unsay_of_all};
use crate::moving::archive::{Reader, Writer};
use crate::moving::bad;
use crate::moving::record::Record;
use crate::problem::Problem;
use crate::store::words::Spoken;
use crate::store::{Step, accounts, messages, moving, words};
use crate::view::{Exported, Imported};

impl Engine {
    /// Writes everything that was learned and said into one file, for this user alone: the training log,
    /// the person's words, what is counted of senders and correspondents, lists, taught headers and
    /// settings. Never passwords, accounts or the text of a mail.
    ///
    /// The file is whole or not there. One of that name is replaced where it is an earlier export; else
    /// fails with `BadInput`.
    pub fn export(&self, path: &Path) -> Result<Exported, Problem> {
        let mut writer = Writer::create(path)?;
        let mut counts = Exported::default();
        self.store().read(|connection| {
            moving::each(connection, |record| {
                count(&record, &mut counts);
                Ok(writer.write(&record)?)
            })
        })?;
        writer.finish()?;
        Ok(counts)
    }

    /// Merges what [`Engine::export`] wrote, here or elsewhere, into what is here, in one transaction:
    /// both training logs by message and time, the newer word where two say differently, and of counts
    /// the larger. Taking the same file in again changes nothing. No mail is moved.
    ///
    /// Fails with `BadInput` for a file that is damaged, foreign, huge or of a newer version; nothing
    /// is changed then.
    pub fn import(&self, path: &Path) -> Result<Imported, Problem> {
        let came = self.training().rewrite(self.store(), |tx| take_in(tx, path))?;
        for account in self.accounts()? {
            self.changed(&account.id);
        }
        Ok(came)
    }

    /// What [`Engine::import`] would change. Nothing is.
    pub fn rehearse_import(&self, path: &Path) -> Result<Imported, Problem> {
        self.store().rehearse(|tx| Ok(take_in(tx, path)?.0))
    }
}

fn count(record: &Record, counts: &mut Exported) {
    let place = match record {
        Record::Lesson(lesson) if lesson.unlearned_number == 0 => &mut counts.lessons,
        Record::Word(_) => &mut counts.words,
        Record::Sender(_) => &mut counts.senders,
        Record::Entry(_) => &mut counts.entries,
        Record::Tag(_) => &mut counts.headers,
        Record::Setting(..) => &mut counts.settings,
        Record::Lesson(_) | Record::Network(_) | Record::Sent(_) => return,
    };
    *place += 1;
}

/// Takes a file in; says what changed, and whether the log was written anew.
fn take_in(tx: &Transaction<'_>, path: &Path) -> Step<(Imported, bool)> {
    let mut came = Imported::default();
    // Twice, so that nothing of it has to be held in memory: words are read against the merged log.
    let (mut waiting, mut number) = (Vec::new(), 0);
    let sum = each(path, |record| {
        let Record::Lesson(lesson) = record else { return Ok(()) };
        number += 1;
        match moving::wait(tx, &lesson, number)? {
            Some(entry) => waiting.push(entry),
            None => came.unreadable += 1,
        }
        Ok(())
    })?;
    let merged = moving::merge(tx, waiting)?;
    (came.lessons, came.taken_back) = (merged.learned, merged.taken_back);
    for digest in moving::withdrawn(tx, &merged)? {
        unsay(tx, digest)?;
        came.words += 1;
    }
    let again = each(path, |record| {
        if let Some((digest, label)) = moving::note(tx, record, &mut came)? {
            say_of_copies(tx, digest, label)?;
        }
        Ok(())
    })?;
    if sum != again {
        return Err(bad(path, "damaged").into());
    }
    Ok((came, !merged.news.is_empty()))
}

/// Reads a file to its end, and gives the sum over all of it.
fn each(path: &Path, mut take: impl FnMut(Record) -> Step<()>) -> Step<[u8; 32]> {
    let mut reader = Reader::open(path)?;
    while let Some(record) = reader.next()? {
        take(record)?;
    }
    Ok(reader.sum())
}

/// A word that came in holds for the message where it is listed here, too.
fn say_of_copies(tx: &Transaction<'_>, digest: Digest, label: Label) -> Step<()> {
    let copies = messages::copies(tx, digest)?;
    if copies.is_empty() {
        return Ok(());
    }
    let known = accounts::all(tx)?;
    copies.iter().try_for_each(|copy| {
        let account = known.iter().find(|account| account.id == copy.account);
        said_of(tx, account, copy, label)
    })
}

fn unsay(tx: &Transaction<'_>, digest: Digest) -> Step<()> {
    let Some((message_id, from_address, text_digest)) = words::remembered_by(tx, digest)? else {
        return Ok(());
    };
    words::unsay(tx, digest)?;
    let about =
        Spoken { digest, message_id: &message_id, from_address: &from_address, text_digest: &text_digest };
    unsay_of_all(tx, about).map(drop)
}
