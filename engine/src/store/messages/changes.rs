//! What happens to a kept message, one column or two at a time.

use classifier::{Label, Verdict};
use rusqlite::{Transaction, params};

use super::names::{
    along_name, count_name, label_name, verdict_by, verdict_name, wanted_name, whereabouts_name,
};
use super::{Along, Kept, Wanted};
use crate::account::AccountId;
use crate::mailbox::Place;
use crate::store::Step;
use crate::store::senders::Count;
use crate::view::{MessageId, Whereabouts};

/// Gives no number to a message from now on that is not above this one.
pub(crate) fn number_from(tx: &Transaction<'_>, last: MessageId) -> Step<()> {
    let raised = "UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = 'messages'";
    if tx.execute(raised, [last.0])? == 0 {
        tx.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('messages', ?1)", [last.0])?;
    }
    Ok(())
}

/// Notes where a message stands in the mailbox now.
pub(crate) fn set_place(tx: &Transaction<'_>, id: MessageId, place: Option<&Place>) -> Step<()> {
    tx.execute(
        "UPDATE messages SET place_folder = ?2, place_key = ?3 WHERE id = ?1",
        params![id.0, place.map_or("", |place| &place.folder), place.map_or("", |place| &place.key)],
    )?;
    Ok(())
}

/// Notes where a message is, in a person's terms; nothing is wanted of it any more, and what they answered
/// of where it was is answered.
pub(crate) fn set_whereabouts(tx: &Transaction<'_>, id: MessageId, whereabouts: Whereabouts) -> Step<()> {
    tx.execute(
        "UPDATE messages SET whereabouts = ?2, wanted = '', stays = 0 WHERE id = ?1",
        params![id.0, whereabouts_name(whereabouts)],
    )?;
    Ok(())
}

/// Notes that a message is held, and where its copy on the server stands.
pub(crate) fn set_held(tx: &Transaction<'_>, id: MessageId, place: Option<&Place>) -> Step<()> {
    set_place(tx, id, place)?;
    set_whereabouts(tx, id, Whereabouts::Held)
}

/// Shows a message as held, whose copy was found here. What is wanted of it stays, for when it is
/// known where it stands.
pub(crate) fn show_held(tx: &Transaction<'_>, id: MessageId) -> Step<()> {
    set_place(tx, id, None)?;
    tx.execute("UPDATE messages SET whereabouts = 'held' WHERE id = ?1", [id.0])?;
    Ok(())
}

/// Notes what is still to be done with a message.
pub(crate) fn set_wanted(tx: &Transaction<'_>, id: MessageId, wanted: Wanted) -> Step<()> {
    tx.execute("UPDATE messages SET wanted = ?2 WHERE id = ?1", params![id.0, wanted_name(wanted)])?;
    Ok(())
}

/// Notes the person's word. The verdict shown is theirs from now on.
pub(crate) fn set_corrected(tx: &Transaction<'_>, id: MessageId, label: Label) -> Step<()> {
    let verdict = verdict_by(label);
    tx.execute(
        "UPDATE messages SET corrected = ?2, verdict = ?3, along = '' WHERE id = ?1",
        params![id.0, label_name(Some(label)), verdict_name(verdict)],
    )?;
    Ok(())
}

/// Notes how a message counts in its sender's history.
pub(crate) fn set_counted(tx: &Transaction<'_>, id: MessageId, count: Option<Count>) -> Step<()> {
    tx.execute("UPDATE messages SET counted = ?2 WHERE id = ?1", params![id.0, count_name(count)])?;
    Ok(())
}

/// Replaces the judgement of a message that the person has not judged. That they let it stay where it is
/// was said of the verdict before.
pub(crate) fn set_judgement(tx: &Transaction<'_>, kept: &Kept) -> Step<bool> {
    let changed = tx.execute(
        "UPDATE messages SET score = ?2, log_odds = ?3, verdict = ?4, judgement = ?5, judged_at = ?6, wanted = ?7,
             stays = stays AND verdict = ?4
         WHERE id = ?1 AND corrected = ''",
        params![
            kept.id.0,
            kept.score,
            kept.log_odds,
            verdict_name(kept.verdict),
            kept.judgement,
            kept.judged_at,
            wanted_name(kept.wanted)
        ],
    )?;
    Ok(changed == 1)
}

/// A folder was rebuilt: the places in it mean nothing any more.
pub(crate) fn forget_places(tx: &Transaction<'_>, account: &AccountId, folder: &str) -> Step<()> {
    tx.execute(
        "UPDATE messages SET place_key = '' WHERE account = ?1 AND place_folder = ?2",
        params![account.0, folder],
    )?;
    Ok(())
}

/// Takes the person's word back: the committee's verdict is shown again, and what the word asked
/// for in the mailbox is not wanted any more.
pub(crate) fn uncorrect(tx: &Transaction<'_>, id: MessageId, verdict: Verdict) -> Step<()> {
    tx.execute(
        "UPDATE messages SET corrected = '', verdict = ?2, along = '',
             wanted = CASE wanted WHEN 'unmark' THEN wanted ELSE '' END
         WHERE id = ?1",
        params![id.0, verdict_name(verdict)],
    )?;
    Ok(())
}

/// Notes that a message may carry our keyword, or that it does not any more.
pub(crate) fn set_marked(tx: &Transaction<'_>, id: MessageId, marked: bool) -> Step<()> {
    tx.execute("UPDATE messages SET marked = ?2 WHERE id = ?1", params![id.0, marked])?;
    Ok(())
}

/// Notes that a message is moved by the person's word on another, or that this is so no longer.
pub(crate) fn set_along(tx: &Transaction<'_>, id: MessageId, along: Option<Along>) -> Step<()> {
    tx.execute("UPDATE messages SET along = ?2 WHERE id = ?1", params![id.0, along_name(along)])?;
    Ok(())
}

/// The person was asked of a message, and lets it stay where it is.
pub(crate) fn let_stay(tx: &Transaction<'_>, id: MessageId) -> Step<()> {
    tx.execute("UPDATE messages SET stays = 1 WHERE id = ?1", [id.0])?;
    Ok(())
}

/// Nothing is wanted of an account's messages any more, as its mode has changed. A mark that is to
/// come off does in any mode.
pub(crate) fn want_nothing(tx: &Transaction<'_>, account: &AccountId) -> Step<()> {
    tx.execute("UPDATE messages SET wanted = '' WHERE account = ?1 AND wanted <> 'unmark'", [&account.0])?;
    Ok(())
}
