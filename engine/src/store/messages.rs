//! Messages that were judged: what a list shows, where each stands, why it was judged so.

mod changes;
mod names;

use std::collections::BTreeSet;

use classifier::learning::SURELY_WANTED;
use classifier::{Digest, Label, Verdict};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::Step;
use super::senders::Count;
use super::words::Spoken;
use crate::account::AccountId;
use crate::mailbox::{Envelope, Place, Sought};
use crate::problem::{Problem, ProblemKind};
use crate::view::{MessageId, Whereabouts};
pub(crate) use changes::*;
pub(crate) use names::verdict_by;
use names::{
    along_name, along_of, verdict_name, verdict_of, wanted_name, wanted_of, whereabouts_name, whereabouts_of,
};
pub(super) use names::{count_name, count_of, label_name, label_of, words};

pub(super) const SCHEMA_1: &str = "
CREATE TABLE messages (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    account      TEXT NOT NULL,
    digest       BLOB NOT NULL,
    text_digest  BLOB NOT NULL DEFAULT x'',
    size         INTEGER NOT NULL,
    whole        INTEGER NOT NULL DEFAULT 1,
    message_id   TEXT NOT NULL DEFAULT '',
    from_name    TEXT NOT NULL DEFAULT '',
    from_address TEXT NOT NULL DEFAULT '',
    network      TEXT NOT NULL DEFAULT '',
    subject      TEXT NOT NULL DEFAULT '',
    received     INTEGER NOT NULL DEFAULT 0,
    dated        INTEGER NOT NULL DEFAULT 0,
    zone         INTEGER NOT NULL DEFAULT 0,
    flags        TEXT NOT NULL DEFAULT '',
    folder       TEXT NOT NULL,
    place_folder TEXT NOT NULL DEFAULT '',
    place_key    TEXT NOT NULL DEFAULT '',
    whereabouts  TEXT NOT NULL DEFAULT 'inbox',
    score        REAL NOT NULL,
    log_odds     REAL NOT NULL,
    verdict      TEXT NOT NULL,
    judgement    BLOB NOT NULL,
    sample       BLOB NOT NULL DEFAULT x'',
    judged_at    INTEGER NOT NULL,
    run          INTEGER NOT NULL DEFAULT 0,
    wanted       TEXT NOT NULL DEFAULT '',
    corrected    TEXT NOT NULL DEFAULT '',
    counted      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX messages_by_digest ON messages (account, digest);
CREATE INDEX messages_by_place ON messages (account, place_folder, place_key);
CREATE INDEX messages_by_time ON messages (whereabouts, received);
CREATE INDEX messages_wanted ON messages (account, id) WHERE wanted <> '';";

/// Which messages carry our keyword, and which were moved along with another. What was marked
/// before is not known: to take a keyword off that is not there does no harm.
pub(super) const SCHEMA_6: &str = "
ALTER TABLE messages ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN along TEXT NOT NULL DEFAULT '';
UPDATE messages SET marked = 1 WHERE verdict = 'spam' AND whereabouts IN ('inbox', 'held');";

/// Which messages the person was asked of, and lets stay where they are.
pub(super) const SCHEMA_8: &str = "ALTER TABLE messages ADD COLUMN stays INTEGER NOT NULL DEFAULT 0;";

/// What is still to be done with a message in the mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Nothing.
    Nothing,
    /// It is to be held.
    Hold,
    /// It is to be marked.
    Mark,
    /// The mark is to be taken off again.
    Unmark,
}

/// How a message came to where it is, when that was by the person's word on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Along {
    /// Another was called spam, and it was held.
    Held,
    /// Another was called wanted, and it came back.
    Back,
}

/// A message as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kept {
    pub(crate) id: MessageId,
    pub(crate) account: AccountId,
    pub(crate) digest: Digest,
    /// SHA-256 of what a reader sees; see [`crate::judge::text_digest`].
    pub(crate) text_digest: Vec<u8>,
    pub(crate) size: u64,
    /// Whether all its bytes were read when it was judged.
    pub(crate) whole: bool,
    pub(crate) message_id: String,
    pub(crate) from_name: String,
    pub(crate) from_address: String,
    /// The network that handed it to the provider; empty when unknown.
    pub(crate) network: String,
    pub(crate) subject: String,
    pub(crate) received: i64,
    pub(crate) envelope: Envelope,
    /// The folder where it came.
    pub(crate) folder: String,
    /// Where it stands in the mailbox; `None` when that is not known.
    pub(crate) place: Option<Place>,
    pub(crate) whereabouts: Whereabouts,
    pub(crate) score: f64,
    pub(crate) log_odds: f64,
    pub(crate) verdict: Verdict,
    pub(crate) judgement: Vec<u8>,
    pub(crate) sample: Vec<u8>,
    pub(crate) judged_at: i64,
    pub(crate) run: u32,
    pub(crate) wanted: Wanted,
    pub(crate) corrected: Option<Label>,
    /// How it counts in its sender's history.
    pub(crate) counted: Option<Count>,
    /// Whether it may carry our keyword.
    pub(crate) marked: bool,
    /// Whether it was moved by the person's word on another message.
    pub(crate) along: Option<Along>,
}

impl Kept {
    /// Whether it stands where the person's word on another message moved it.
    pub(crate) fn is_moved_along(&self) -> bool {
        matches!(
            (self.along, self.whereabouts),
            (Some(Along::Held), Whereabouts::Held) | (Some(Along::Back), Whereabouts::Inbox)
        )
    }

    /// How to find it when its place is lost.
    pub(crate) fn sought(&self) -> Sought {
        Sought {
            message_id: self.message_id.clone(),
            digest: self.digest,
            size: self.size,
            place: self.place.clone(),
        }
    }
}

const COLUMNS: &str = "id, account, digest, text_digest, size, whole, message_id, from_name, from_address, network, \
                       subject, received, dated, zone, flags, folder, place_folder, place_key, whereabouts, score, \
                       log_odds, verdict, judgement, sample, judged_at, run, wanted, corrected, counted, \
                       marked, along";

fn read(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let received: i64 = row.get("received")?;
    let dated: bool = row.get("dated")?;
    let (folder, key): (String, String) = (row.get("place_folder")?, row.get("place_key")?);
    Ok(Kept {
        id: MessageId(row.get("id")?),
        account: AccountId(row.get("account")?),
        digest: Digest(row.get("digest")?),
        text_digest: row.get("text_digest")?,
        size: row.get::<_, i64>("size")? as u64,
        whole: row.get("whole")?,
        message_id: row.get("message_id")?,
        from_name: row.get("from_name")?,
        from_address: row.get("from_address")?,
        network: row.get("network")?,
        subject: row.get("subject")?,
        received,
        envelope: Envelope {
            flags: words(&row.get::<_, String>("flags")?),
            received: if dated { Some((received, row.get("zone")?)) } else { None },
        },
        folder: row.get("folder")?,
        place: if key.is_empty() { None } else { Some(Place { folder, key }) },
        whereabouts: named(row, "whereabouts", whereabouts_of)?,
        score: row.get("score")?,
        log_odds: row.get("log_odds")?,
        verdict: named(row, "verdict", verdict_of)?,
        judgement: row.get("judgement")?,
        sample: row.get("sample")?,
        judged_at: row.get("judged_at")?,
        run: row.get("run")?,
        wanted: named(row, "wanted", wanted_of)?,
        corrected: label_of(&row.get::<_, String>("corrected")?),
        counted: count_of(&row.get::<_, String>("counted")?),
        marked: row.get("marked")?,
        along: along_of(&row.get::<_, String>("along")?),
    })
}

fn named<T>(row: &Row<'_>, column: &str, name: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    name(&text).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(
            0,
            Type::Text,
            format!("{column} cannot be {text:?}").into(),
        )
    })
}

/// Adds a message; its own `id` is not looked at. Gives the number it got.
pub(crate) fn add(tx: &Transaction<'_>, kept: &Kept) -> Step<MessageId> {
    let place = kept.place.as_ref();
    tx.prepare_cached(&format!(
        "INSERT INTO messages ({}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, \
         ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30)",
        COLUMNS.trim_start_matches("id, ")
    ))?
    .execute(params![
        kept.account.0,
        kept.digest.0,
        kept.text_digest,
        kept.size.cast_signed(),
        kept.whole,
        kept.message_id,
        kept.from_name,
        kept.from_address,
        kept.network,
        kept.subject,
        kept.received,
        kept.envelope.received.is_some(),
        kept.envelope.received.map_or(0, |(_, zone)| zone),
        kept.envelope.flags.join(" "),
        kept.folder,
        place.map_or("", |place| &place.folder),
        place.map_or("", |place| &place.key),
        whereabouts_name(kept.whereabouts),
        kept.score,
        kept.log_odds,
        verdict_name(kept.verdict),
        kept.judgement,
        kept.sample,
        kept.judged_at,
        kept.run,
        wanted_name(kept.wanted),
        label_name(kept.corrected),
        count_name(kept.counted),
        kept.marked,
        along_name(kept.along),
    ])?;
    Ok(MessageId(tx.last_insert_rowid() as u32))
}

/// One message.
pub(crate) fn one(connection: &Connection, id: MessageId) -> Step<Kept> {
    let found = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM messages WHERE id = ?1"))?
        .query_row([id.0], read)
        .optional()?;
    Ok(found.ok_or_else(|| Problem::new(ProblemKind::NoSuchMessage).with("message", id.0))?)
}

/// One message, where there is one.
pub(crate) fn known(connection: &Connection, id: MessageId) -> Step<Option<Kept>> {
    Ok(many(connection, "WHERE id = ?1", &[&id.0])?.pop())
}

fn many(connection: &Connection, rest: &str, values: &[&dyn rusqlite::ToSql]) -> Step<Vec<Kept>> {
    let mut query = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM messages {rest}"))?;
    let rows = query.query_map(values, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a view needs of a message: of the judgement's own bytes the beginning, which says who decided.
pub(crate) fn listed(connection: &Connection, held: bool) -> Step<Vec<Kept>> {
    let light =
        COLUMNS.replace(" judgement, sample,", " substr(judgement, 1, 1024) AS judgement, x'' AS sample,");
    let rest = if held {
        "whereabouts = 'held' ORDER BY score, received DESC, id"
    } else {
        "whereabouts IN ('inbox', 'released') ORDER BY received DESC, id DESC"
    };
    let mut query = connection.prepare_cached(&format!("SELECT {light} FROM messages WHERE {rest}"))?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The message that stands at a place.
pub(crate) fn at_place(connection: &Connection, account: &AccountId, place: &Place) -> Step<Option<Kept>> {
    let rest = "WHERE account = ?1 AND place_folder = ?2 AND place_key = ?3";
    Ok(many(connection, rest, &[&account.0, &place.folder, &place.key])?.into_iter().next())
}

/// All messages of an account with these bytes, oldest first.
pub(crate) fn with_digest(connection: &Connection, account: &AccountId, digest: Digest) -> Step<Vec<Kept>> {
    many(connection, "WHERE account = ?1 AND digest = ?2 ORDER BY id", &[&account.0, &digest.0])
}

/// All messages with these bytes, of any account.
pub(crate) fn copies(connection: &Connection, digest: Digest) -> Step<Vec<Kept>> {
    many(connection, "WHERE digest = ?1 ORDER BY id", &[&digest.0])
}

/// All messages, of any account, of which the person's word about this one was taken to speak: with
/// its bytes, or its `Message-ID`, sender and text.
pub(crate) fn spoken_of(connection: &Connection, about: Spoken<'_>) -> Step<Vec<Kept>> {
    // The digest first: the columns behind a row's judgement are slow to come to.
    let rest = "WHERE (digest = ?1 OR (message_id = ?2 AND ?2 <> '' AND from_address = ?3
            AND text_digest = ?4 AND ?4 <> x'')) AND corrected <> '' ORDER BY id";
    many(connection, rest, &[&about.digest.0, &about.message_id, &about.from_address, &about.text_digest])
}

/// Messages of an account for which something is still to be done in the mailbox, oldest first.
pub(crate) fn wanted(connection: &Connection, account: &AccountId) -> Step<Vec<(MessageId, Wanted, u32)>> {
    let mut query = connection.prepare_cached(
        "SELECT id, wanted, run FROM messages WHERE account = ?1 AND wanted <> '' ORDER BY id",
    )?;
    let rows = query.query_map([&account.0], |row| {
        Ok((MessageId(row.get(0)?), named(row, "wanted", wanted_of)?, row.get(2)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The message that near ones are looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About<'a> {
    /// Its number; 0 where it is in no list.
    pub id: MessageId,
    /// Whose mail in the inbox is looked at, beside all that is held; empty for nobody's.
    pub account: &'a str,
    pub from_address: &'a str,
}

impl<'a> From<&'a Kept> for About<'a> {
    fn from(kept: &'a Kept) -> Self {
        Self { id: kept.id, account: &kept.account.0, from_address: &kept.from_address }
    }
}

/// The newest messages in view that the person has not judged, with what is kept of them for
/// learning.
pub(crate) fn samples_in_view(
    connection: &Connection,
    about: About<'_>,
    limit: u32,
) -> Step<Vec<(MessageId, Vec<u8>)>> {
    let mut query = connection.prepare_cached(
        "SELECT id, sample FROM messages
         WHERE whereabouts IN ('inbox', 'held') AND corrected = '' AND whole = 1 AND id <> ?1
           AND (whereabouts = 'held' OR account = ?2)
         ORDER BY id DESC LIMIT ?3",
    )?;
    let rows = query.query_map(params![about.id.0, about.account, limit], |row| {
        Ok((MessageId(row.get(0)?), row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Messages of an account that were surely wanted and have stood since before a moment without the
/// person's word, the newest first: their digests, and what is kept of them for learning.
pub(crate) fn unobjected(
    connection: &Connection,
    account: &AccountId,
    before: i64,
    limit: u32,
) -> Step<Vec<(Digest, Vec<u8>)>> {
    let mut query = connection.prepare_cached(
        "SELECT digest, sample FROM messages
         WHERE whereabouts = 'inbox' AND verdict = 'ham' AND corrected = '' AND whole = 1
           AND account = ?1 AND log_odds < ?2 AND received <= ?3
           AND digest NOT IN (SELECT digest FROM unspoken)
         ORDER BY received DESC, id DESC LIMIT ?4",
    )?;
    let rows = query.query_map(params![account.0, SURELY_WANTED, before, limit], |row| {
        Ok((Digest(row.get(0)?), row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Messages in view that the person has not judged and whose verdict may change: from this
/// sender, or with log-odds near a cutoff. The likeliest first.
pub(crate) fn near(
    connection: &Connection,
    about: About<'_>,
    odds: [f64; 2],
    reach: f64,
    limit: u32,
) -> Step<Vec<Kept>> {
    let rest = "WHERE whereabouts IN ('inbox', 'held') AND corrected = '' AND whole = 1 AND id <> ?6
          AND (whereabouts = 'held' OR account = ?7)
          AND (from_address = ?5 OR log_odds BETWEEN ?1 - ?3 AND ?2 + ?3)
        ORDER BY from_address = ?5 DESC, min(abs(log_odds - ?1), abs(log_odds - ?2)), id DESC LIMIT ?4";
    many(
        connection,
        rest,
        &[&odds[0], &odds[1], &reach, &limit, &about.from_address, &about.id.0, &about.account],
    )
}

/// Counts an account's messages of earlier runs, and those among all that the person judged.
pub(crate) fn history(connection: &Connection, account: &AccountId, run: u32) -> Step<(u32, u32)> {
    Ok(connection.query_row(
        "SELECT count(*) FILTER (WHERE run < ?2), count(*) FILTER (WHERE corrected <> '')
         FROM messages WHERE account = ?1",
        params![account.0, run],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// Messages that should stand in a folder, with their places there.
pub(crate) fn standing_in(
    connection: &Connection,
    account: &AccountId,
    folder: &str,
) -> Step<Vec<(MessageId, String)>> {
    let mut query = connection.prepare_cached(
        "SELECT id, place_key FROM messages
         WHERE account = ?1 AND place_folder = ?2 AND whereabouts IN ('inbox', 'released')",
    )?;
    let rows =
        query.query_map(params![account.0, folder], |row| Ok((MessageId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether any message is known that should stand in a folder, or stood there and is gone.
pub(crate) fn knows_of(connection: &Connection, account: &AccountId, folder: &str) -> Step<bool> {
    let mut query = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM messages
         WHERE account = ?1 AND place_folder = ?2 AND whereabouts IN ('inbox', 'released', 'gone'))",
    )?;
    Ok(query.query_row(params![account.0, folder], |row| row.get(0))?)
}

/// The messages that stood at a place and are gone from there.
pub(crate) fn gone_from(
    connection: &Connection,
    account: &AccountId,
    folder: &str,
    key: &str,
) -> Step<Vec<Kept>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM messages
         WHERE account = ?1 AND place_folder = ?2 AND place_key = ?3 AND whereabouts = 'gone'"
    ))?;
    let rows = query.query_map(params![account.0, folder, key], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The held message that is known by this key in another folder.
pub(crate) fn held_elsewhere(
    connection: &Connection,
    account: &AccountId,
    folder: &str,
    key: &str,
) -> Step<Option<Kept>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM messages
         WHERE account = ?1 AND place_folder <> ?2 AND place_key = ?3 AND whereabouts = 'held'"
    ))?;
    Ok(query.query_row(params![account.0, folder, key], read).optional()?)
}

/// By what an account's messages are known where they stand.
pub(crate) fn standing_keys(connection: &Connection, account: &AccountId) -> Step<BTreeSet<String>> {
    let mut query = connection.prepare_cached(
        "SELECT place_key FROM messages
         WHERE account = ?1 AND whereabouts IN ('inbox', 'released') AND place_key <> ''",
    )?;
    let rows = query.query_map([&account.0], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Counts an account's messages that stand in a watched folder.
pub(crate) fn standing(connection: &Connection, account: &AccountId) -> Step<u32> {
    Ok(connection.query_row(
        "SELECT count(*) FROM messages WHERE account = ?1 AND whereabouts IN ('inbox', 'released')",
        [&account.0],
        |row| row.get(0),
    )?)
}

/// Messages taken for spam that stand where they came and that nothing is wanted of yet.
pub(crate) fn spam_left(connection: &Connection, account: &AccountId) -> Step<Vec<Kept>> {
    let rest = "WHERE account = ?1 AND whereabouts = 'inbox' AND verdict = 'spam' AND whole = 1
          AND place_key <> '' AND wanted <> 'hold' ORDER BY id";
    many(connection, rest, &[&account.0])
}

/// The same, of which the person has not said that they may stay there.
pub(crate) fn spam_unanswered(connection: &Connection, account: &AccountId) -> Step<Vec<Kept>> {
    let rest = "WHERE account = ?1 AND whereabouts = 'inbox' AND verdict = 'spam' AND whole = 1
          AND place_key <> '' AND wanted <> 'hold' AND NOT stays ORDER BY id";
    many(connection, rest, &[&account.0])
}

/// Counts the messages taken for spam that stand where they came because they are too large.
pub(crate) fn too_large_left(connection: &Connection, account: &AccountId) -> Step<u32> {
    let rest = "WHERE account = ?1 AND whereabouts = 'inbox' AND verdict = 'spam' AND whole = 0
          AND place_key <> ''";
    Ok(connection
        .query_row(&format!("SELECT count(*) FROM messages {rest}"), [&account.0], |row| row.get(0))?)
}

/// Messages that are held though nobody could tell whether they are spam, and of which the person
/// said nothing, not even that they may stay, and nothing is under way. Not those of which there is no copy to give back.
pub(crate) fn held_in_doubt(connection: &Connection, account: &AccountId) -> Step<Vec<MessageId>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT id FROM messages
         WHERE account = ?1 AND whereabouts = 'held' AND verdict = 'unsure' AND corrected = '' AND NOT stays
           AND id NOT IN (SELECT message FROM journal WHERE closed = 0)
           AND NOT {} ORDER BY id",
        super::journal::LOST
    ))?;
    let rows = query.query_map([&account.0], |row| row.get(0).map(MessageId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The places in a folder that belong to other messages than this one.
pub(crate) fn taken_by_others(
    connection: &Connection,
    account: &AccountId,
    folder: &str,
    id: MessageId,
) -> Step<BTreeSet<String>> {
    let mut query = connection.prepare_cached(
        "SELECT place_key FROM messages
         WHERE account = ?1 AND place_folder = ?2 AND place_key <> '' AND id <> ?3
           AND whereabouts NOT IN ('gone', 'deleted')",
    )?;
    let rows = query.query_map(params![account.0, folder, id.0], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Messages that are held although the person wants them back, and of which nothing is under
/// way: they spoke in the middle of a hold. Not those of which there is no copy to give back.
pub(crate) fn held_against_word(connection: &Connection, account: &AccountId) -> Step<Vec<MessageId>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT messages.id FROM messages JOIN words USING (digest)
         WHERE account = ?1 AND whereabouts = 'held' AND word IN ('ham', 'released')
           AND messages.id NOT IN (SELECT message FROM journal WHERE closed = 0)
           AND NOT {} ORDER BY messages.id",
        super::journal::LOST
    ))?;
    let rows = query.query_map([&account.0], |row| row.get(0).map(MessageId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether anything of an account is held.
pub(crate) fn is_held(connection: &Connection, account: &AccountId) -> Step<bool> {
    let held = "SELECT EXISTS (SELECT 1 FROM messages WHERE account = ?1 AND whereabouts = 'held')";
    Ok(connection.query_row(held, [&account.0], |row| row.get(0))?)
}

/// The messages that the list of what is held shows, found the way the list finds them.
pub(crate) fn listed_as_held(connection: &Connection) -> Step<BTreeSet<MessageId>> {
    let mut query = connection
        .prepare("SELECT id FROM messages INDEXED BY messages_by_time WHERE whereabouts = 'held'")?;
    let rows = query.query_map([], |row| row.get(0).map(MessageId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
