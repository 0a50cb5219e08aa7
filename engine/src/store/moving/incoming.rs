//! Words, counts, lists, taught headers and settings of there among those of here.

use classifier::facts::{ListEntry, ListKind};
use classifier::{Digest, Label};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::moving::merge::{self, Merged};
use crate::moving::record::{Entry, Network, Record, Sender, Tag, Word};
use crate::store::{Step, lists, messages, settings, taught, training};
use crate::view::Imported;

/// Puts one record in, and counts it where that changes anything. Gives the digest of a word that is
/// new. The log has its own way.
pub(crate) fn note(
    tx: &Transaction<'_>,
    record: Record,
    came: &mut Imported,
) -> Step<Option<(Digest, Label)>> {
    match record {
        Record::Lesson(_) => {}
        Record::Word(word) => {
            let changed = say(tx, &word)?;
            came.words += u32::from(changed);
            let digest = merge::Digest::try_from(word.digest.0.as_slice()).map(Digest);
            return Ok(digest.ok().zip(messages::label_of(&word.says)).filter(|_| changed));
        }
        Record::Sender(sender) => came.senders += u32::from(count(tx, &sender)?),
        Record::Network(network) => count_network(tx, &network)?,
        Record::Sent(message_id) => {
            came.sent += u32::try_from(
                tx.prepare_cached("INSERT INTO sent (message_id) VALUES (?1) ON CONFLICT DO NOTHING")?
                    .execute([message_id])?,
            )
            .unwrap_or_default();
        }
        Record::Entry(entry) => came.entries += u32::from(list(tx, &entry)?),
        Record::Tag(tag) => teach(tx, tag, came)?,
        Record::Setting(name, value) => set(tx, &name, &value, came)?,
    }
    Ok(None)
}

/// The newer word stands. One that was taken back here, or that the log of both knows otherwise, is not
/// said again.
fn say(tx: &Transaction<'_>, word: &Word) -> Step<bool> {
    let Ok(digest) = merge::Digest::try_from(word.digest.0.as_slice()).map(Digest) else {
        return Ok(false);
    };
    let label = messages::label_of(&word.says);
    if (label.is_none() && word.says != "released") || !agrees(tx, digest, label, word.spoken_at)? {
        return Ok(false);
    }
    let here: Option<(String, i64, bool)> = tx
        .prepare_cached("SELECT word, spoken_at, released FROM words WHERE digest = ?1")?
        .query_row([digest.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let (is_newer, released) = match &here {
        Some((said, at, released)) => {
            ((word.spoken_at, &word.says) > (*at, said), *released || word.released)
        }
        None => (true, word.released),
    };
    if here.as_ref().is_some_and(|(_, _, before)| !is_newer && *before == released) {
        return Ok(false);
    }
    tx.prepare_cached(
        "INSERT INTO words (digest, message_id, from_address, text_digest, word, spoken_at, released)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (digest) DO UPDATE SET
             word = CASE WHEN ?8 THEN excluded.word ELSE word END,
             spoken_at = CASE WHEN ?8 THEN excluded.spoken_at ELSE spoken_at END,
             released = excluded.released",
    )?
    .execute(params![
        digest.0,
        word.message_id,
        word.from_address,
        word.text_digest.0,
        word.says,
        word.spoken_at,
        released,
        is_newer
    ])?;
    Ok(true)
}

/// Whether a word goes with what stands in the log.
fn agrees(tx: &Transaction<'_>, digest: Digest, label: Option<Label>, spoken_at: i64) -> Step<bool> {
    let Some(label) = label else { return Ok(true) };
    let spoken = training::live(tx, digest)?.filter(|live| !live.lesson.is_unspoken());
    if let Some(live) = spoken {
        return Ok(live.label == label);
    }
    let last_back: i64 = tx
        .prepare_cached(
            "SELECT coalesce(max(unlearned_at), -1) FROM training
             WHERE digest = ?1 AND unlearned_seq > 0 AND weight & 8 = 0",
        )?
        .query_row([digest.0], |row| row.get(0))?;
    Ok(spoken_at > last_back)
}

/// The messages on which a word of here stands no longer, as the other log took it back.
pub(crate) fn withdrawn(tx: &Transaction<'_>, merged: &Merged) -> Step<Vec<Digest>> {
    let mut fell = Vec::new();
    for digest in merged.news.iter().copied().map(Digest) {
        let said: Option<(String, i64)> = tx
            .prepare_cached("SELECT word, spoken_at FROM words WHERE digest = ?1")?
            .query_row([digest.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((word, at)) = said else { continue };
        if !agrees(tx, digest, messages::label_of(&word), at)? {
            fell.push(digest);
        }
    }
    Ok(fell)
}

/// Both may have counted the same mail, so the larger count stands: what is taken in twice counts once.
fn count(tx: &Transaction<'_>, sender: &Sender) -> Step<bool> {
    let changed = tx
        .prepare_cached(
            "INSERT INTO senders (address, domain, written_to, ham, spam, first_ham, passed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (address) DO UPDATE SET
                 written_to = max(written_to, ?3), ham = max(ham, ?4), spam = max(spam, ?5),
                 passed = max(passed, ?7),
                 first_ham = CASE WHEN first_ham = 0 THEN ?6 WHEN ?6 = 0 THEN first_ham
                                  ELSE min(first_ham, ?6) END
             WHERE written_to < ?3 OR ham < ?4 OR spam < ?5 OR passed < ?7
                OR (?6 > 0 AND (first_ham = 0 OR first_ham > ?6))",
        )?
        .execute(params![
            sender.address,
            sender.domain,
            sender.written_to,
            sender.ham,
            sender.spam,
            sender.first_ham,
            sender.passed
        ])?;
    Ok(changed > 0)
}

fn count_network(tx: &Transaction<'_>, network: &Network) -> Step<()> {
    tx.prepare_cached(
        "INSERT INTO sender_networks (address, network, ham, passed) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (address, network) DO UPDATE SET ham = max(ham, ?3), passed = max(passed, ?4)",
    )?
    .execute(params![network.address, network.from, network.ham, network.passed])?;
    Ok(())
}

fn list(tx: &Transaction<'_>, entry: &Entry) -> Step<bool> {
    let kind = if entry.allow { ListKind::Allow } else { ListKind::Block };
    // As strict as with one that is typed.
    let Ok(scope) = crate::lists::parse(kind, &entry.value) else { return Ok(false) };
    lists::bring(tx, &ListEntry { kind, scope }, entry.added, entry.enabled)
}

/// When a header was taught is not known: what is here stays, and it is told where that differs.
fn teach(tx: &Transaction<'_>, tag: Tag, came: &mut Imported) -> Step<()> {
    let Tag { header, spam, ham, number_above } = tag;
    let tag = classifier::server::TaughtTag { header, spam, ham, number_above };
    // As strict as with one that is typed: the limits are what keeps reading headers quick.
    let Ok(tag) = crate::tags::parse(&tag) else { return Ok(()) };
    match taught::all(tx)?.into_iter().find(|here| here.header == tag.header) {
        Some(here) if here == tag => {}
        Some(_) => came.kept_as_here += 1,
        None if taught::count(tx)? >= crate::tags::MOST => {}
        None => {
            taught::keep(tx, &tag)?;
            came.headers += 1;
        }
    }
    Ok(())
}

fn set(tx: &Transaction<'_>, name: &str, value: &str, came: &mut Imported) -> Step<()> {
    if !settings::is_the_persons(name) {
        return Ok(());
    }
    match settings::value(tx, name)? {
        Some(here) if here == value => {}
        Some(_) => came.kept_as_here += 1,
        None => {
            settings::set(tx, name, value)?;
            came.settings += 1;
        }
    }
    Ok(())
}
