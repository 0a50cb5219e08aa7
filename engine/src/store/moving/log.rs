//! The training log of there among that of here. Entries wait under numbers that no log has until it is
//! known where they belong.

use classifier::Sample;
use rusqlite::{Connection, Transaction, params};

use crate::moving::merge::{self, Digest, Entry, Merged, Moment, Placed};
use crate::moving::record::Lesson;
use crate::store::{Step, training, unspoken};

/// Entries of there wait below this, those of here between it and 0.
const WAITING: i64 = -(1 << 60);
/// What stands for "not known yet" where the number is of taking back: no entry stands meanwhile.
const UNSETTLED: i64 = -1;

/// Lets an entry of there wait, the one with this number in the file. `None` where it makes no sense, or
/// its sample is of another version: then it would count nowhere.
pub(crate) fn wait(tx: &Transaction<'_>, lesson: &Lesson, number: i64) -> Step<Option<Entry>> {
    let Ok(digest) = Digest::try_from(lesson.digest.0.as_slice()) else { return Ok(None) };
    let times =
        [lesson.learned_at, lesson.unlearned_at, lesson.said_at, lesson.number, lesson.unlearned_number];
    let sensible = times.iter().all(|number| (0..1 << 50).contains(number));
    if !sensible || Sample::from_bytes(&lesson.sample.0).is_none() {
        return Ok(None);
    }
    let id = WAITING + number;
    let label = if lesson.spam { "spam" } else { "ham" };
    tx.prepare_cached(
        "INSERT INTO training (seq, digest, label, weight, sample, learned_at, unlearned_seq)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        id,
        digest,
        label,
        lesson.counted,
        lesson.sample.0,
        lesson.learned_at,
        UNSETTLED
    ])?;
    Ok(Some(Entry {
        id,
        digest,
        spam: lesson.spam,
        counted: lesson.counted,
        learned: Moment { at: lesson.learned_at, number: lesson.number },
        back: (lesson.unlearned_number > 0)
            .then_some(Moment { at: lesson.unlearned_at, number: lesson.unlearned_number }),
        said_at: lesson.said_at,
        beside: Digest::try_from(lesson.beside.0.as_slice()).ok(),
        is_unspoken: classifier::Lesson { counted: lesson.counted }.is_unspoken(),
    }))
}

/// Merges what waits into the log. Where nothing of it is new, the log is as it was.
pub(crate) fn merge(tx: &Transaction<'_>, there: Vec<Entry>) -> Step<Merged> {
    let merged = merge::merge(of_here(tx)?, there);
    if merged.news.is_empty() {
        tx.execute("DELETE FROM training WHERE seq <= ?1", [WAITING / 2])?;
        return Ok(merged);
    }
    let mut gone = tx.prepare("DELETE FROM training WHERE seq = ?1")?;
    for id in &merged.known_there {
        gone.execute([id])?;
    }
    tx.execute("UPDATE training SET seq = -seq, unlearned_seq = ?1 WHERE seq > 0", [UNSETTLED])?;
    let mut place =
        tx.prepare("UPDATE training SET seq = ?2, unlearned_at = ?3, unlearned_seq = ?4 WHERE seq = ?1")?;
    for entry in &merged.entries {
        let id = if entry.is_new { entry.id } else { -entry.id };
        let (at, number) = entry.back.unwrap_or_default();
        place.execute(params![id, entry.number, at, number])?;
    }
    merged.entries.iter().try_for_each(|entry| note_unspoken(tx, entry))?;
    Ok(merged)
}

/// Which lessons are nobody's word is noted of those that stand.
fn note_unspoken(tx: &Transaction<'_>, entry: &Placed) -> Step<()> {
    let digest = classifier::Digest(entry.digest);
    match (entry.is_unspoken, entry.back, entry.beside) {
        (true, None, Some(beside)) if entry.is_new => unspoken::note(tx, digest, classifier::Digest(beside)),
        (true, Some(_), _) if training::live(tx, digest)?.is_none_or(|live| !live.lesson.is_unspoken()) => {
            unspoken::forget(tx, digest)
        }
        (false, None, _) => unspoken::forget(tx, digest),
        _ => Ok(()),
    }
}

fn of_here(connection: &Connection) -> Step<Vec<Entry>> {
    let mut query = connection.prepare(
        "SELECT seq, training.digest, label, weight, learned_at, unlearned_at, unlearned_seq,
                CASE WHEN unlearned_seq = 0 AND words.word = label
                     THEN max(learned_at, spoken_at) ELSE learned_at END,
                beside
         FROM training LEFT JOIN words ON words.digest = training.digest
                       LEFT JOIN unspoken ON unspoken.digest = training.digest
         WHERE seq > 0 ORDER BY seq",
    )?;
    let rows = query.query_map([], |row| {
        let (id, counted, unlearned): (i64, u8, i64) = (row.get(0)?, row.get(3)?, row.get(6)?);
        Ok(Entry {
            id,
            digest: row.get(1)?,
            spam: row.get::<_, String>(2)? == "spam",
            counted,
            learned: Moment { at: row.get(4)?, number: id },
            back: (unlearned > 0).then_some(Moment { at: row.get(5)?, number: unlearned }),
            said_at: row.get(7)?,
            beside: row.get(8)?,
            is_unspoken: classifier::Lesson { counted }.is_unspoken(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
