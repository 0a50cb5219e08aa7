//! What one word changes for other messages: near ones are judged again, and those few whose
//! place is wrong now are moved. One click never moves more than a handful into the junk folder.

use classifier::{Cutoffs, Digest, Label, Message, Sample, Verdict};
use rusqlite::Connection;

use crate::account::Mode;
use crate::codec;
use crate::engine::Engine;
use crate::judge::{count_for_sender, counts_as, odds};
use crate::problem::Problem;
use crate::quarantine::{self, Action};
use crate::store::journal::Kind;
use crate::store::messages::{About, Along, Kept, Wanted};
use crate::store::{Step, accounts, journal, messages, swayed};
use crate::view::{Event, MessageId, Whereabouts, row};

/// How far from a cutoff, in log-odds, a message may stand for its verdict to be looked at again.
const REACH: f64 = 3.0;

/// At most so many messages are judged again after one word: a click is answered at once.
const JUDGED_AGAIN: u32 = 40;

/// Near-copies are looked for among so many messages, the newest.
const COMPARED: u32 = 3_000;

/// At most so many other messages are held by one click, or put back though Mekiki cannot tell
/// of them. More than that are seldom what the person meant: they stay where they are, and the
/// person is asked.
const HANDFUL: usize = 5;

/// What became of other messages.
#[derive(Debug, Default)]
pub(super) struct Others {
    /// Their verdict changed.
    pub(super) changed: u32,
    /// They were held, or put back.
    pub(super) moved: u32,
    /// What to call the first of those.
    pub(super) first_moved: String,
    /// They are put back as soon as their mailbox can be reached.
    pub(super) going_back: u32,
    /// They are taken for spam now and stay where they are.
    pub(super) left_waiting: u32,
    /// They are held though Mekiki cannot tell of them now.
    pub(super) left_held: u32,
}

/// By which word a message is judged again.
#[derive(Debug, Clone, Copy)]
pub(crate) enum By {
    /// The one on the message with this digest.
    Word(Digest),
    /// One that was taken back; whether it was on the very message.
    Withdrawn { is_own: bool },
    /// None: its turn to be held has come.
    Turn,
}

impl Engine {
    /// Judges messages again whose verdict may have changed by what was learned about one, and
    /// moves those few that stand in the wrong place now.
    pub(super) async fn judge_near_again(&self, id: MessageId, label: Label) -> Result<Others, Problem> {
        let (mut changed, mut to_hold, mut to_give_back) = (Vec::new(), Vec::new(), Vec::new());
        let (word, near) = self.store().read(|connection| {
            let kept = messages::one(connection, id)?;
            Ok((kept.digest, near(connection, About::from(&kept), Sample::from_bytes(&kept.sample))?))
        })?;
        for kept in near {
            // A message that cannot be read now is judged anew when it is opened or moved.
            let Ok(raw) = self.raw_of(&kept).await else { continue };
            let (id, before) = (kept.id, kept.verdict);
            let judged =
                self.off_thread(move |engine| engine.judge_again(kept, &raw, By::Word(word))).await?;
            let Some((kept, action)) = judged else { continue };
            if kept.verdict != before {
                changed.push(id);
                if action == Action::Hold {
                    to_hold.push(id);
                }
            }
            if matches!(kept.wanted, Wanted::Mark | Wanted::Unmark) {
                self.try_to_carry_out(id).await;
            }
            let mistaken = kept.whereabouts == Whereabouts::Held && kept.verdict == Verdict::Ham;
            if label == Label::Ham && mistaken {
                to_give_back.push(id);
            }
        }
        let mut others = Others { changed: changed.len() as u32, ..Others::default() };
        if to_hold.len() > HANDFUL {
            others.left_waiting = to_hold.len() as u32;
        } else {
            for id in to_hold {
                self.want_held(id)?;
                self.move_along(id, Whereabouts::Held, &mut others).await?;
            }
        }
        if label == Label::Ham {
            // They would be in the inbox had they come now.
            let doubtful = self.store().read(|connection| {
                messages::held_in_doubt(connection, &messages::one(connection, id)?.account)
            })?;
            if doubtful.len() > HANDFUL {
                others.left_held = doubtful.len() as u32;
            } else {
                // When the word is taken back, they are judged without it.
                self.store().write(|tx| doubtful.iter().try_for_each(|id| swayed::note(tx, word, *id)))?;
                to_give_back.extend(doubtful);
            }
        }
        self.give_back_along(&to_give_back, Some(Along::Back), &mut others).await?;
        self.tell_judged(&changed)?;
        Ok(others)
    }

    /// Puts held messages back of which nobody said a word; `along` is how they come to be in the
    /// inbox.
    pub(super) async fn give_back_along(
        &self,
        held: &[MessageId],
        along: Option<Along>,
        others: &mut Others,
    ) -> Result<(), Problem> {
        for id in held {
            if self.want_back(*id, along)? {
                self.move_along(*id, Whereabouts::Inbox, others).await?;
            }
        }
        Ok(())
    }

    /// Tells the shells of messages that were judged again.
    pub(super) fn tell_judged(&self, changed: &[MessageId]) -> Result<(), Problem> {
        for id in changed {
            let kept = self.store().read(|connection| messages::one(connection, *id))?;
            self.emit(Event::Judged { row: row(&kept) });
        }
        Ok(())
    }

    /// Moves a message as is wanted, and counts it where it stands there now.
    async fn move_along(
        &self,
        id: MessageId,
        whereabouts: Whereabouts,
        others: &mut Others,
    ) -> Result<(), Problem> {
        self.try_to_carry_out(id).await;
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        self.changed(&kept.account);
        if kept.whereabouts == whereabouts {
            if others.moved == 0 {
                others.first_moved =
                    if kept.subject.trim().is_empty() { kept.from_address } else { kept.subject };
            }
            others.moved += 1;
        }
        others.going_back += u32::from(self.is_going_back(id)?);
        Ok(())
    }

    pub(super) async fn try_to_carry_out(&self, id: MessageId) {
        if let Err(problem) = self.carry_out(id, false).await {
            tracing::info!(%problem, message = id.0, "not moved yet");
        }
    }

    fn want_held(&self, id: MessageId) -> Result<(), Problem> {
        self.store().write(|tx| {
            let kept = messages::one(tx, id)?;
            // The person may have spoken about this one meanwhile.
            if kept.whereabouts == Whereabouts::Inbox && kept.corrected.is_none() {
                messages::set_wanted(tx, id, Wanted::Hold)?;
                messages::set_along(tx, id, Some(Along::Held))?;
            }
            Ok(())
        })
    }

    /// Begins to put a held message back, without teaching. Mail of an account that was removed
    /// has nowhere to go.
    fn want_back(&self, id: MessageId, along: Option<Along>) -> Result<bool, Problem> {
        let now = self.now();
        self.store().write(|tx| {
            let kept = messages::one(tx, id)?;
            let known = accounts::all(tx)?.iter().any(|account| account.id == kept.account);
            let wanted = known && kept.whereabouts == Whereabouts::Held && kept.corrected.is_none();
            if wanted {
                messages::set_along(tx, id, along)?;
                journal::begin(tx, &kept.account, id, Kind::Release, None, now)?;
            }
            Ok(wanted)
        })
    }

    /// Judges one message again. Gives it as it is kept now, and what its verdict asks for
    /// where it came. `None` when the person judged it meanwhile.
    pub(crate) fn judge_again(
        &self,
        mut kept: Kept,
        raw: &[u8],
        by: By,
    ) -> Result<Option<(Kept, Action)>, Problem> {
        let account = self.account(&kept.account).ok();
        let (judgement, _) = self.judge_counted(account.as_ref(), &Message::parse(raw), kept.counted)?;
        let before = kept.verdict;
        kept.score = judgement.score.probability();
        kept.log_odds = judgement.log_odds;
        kept.verdict = judgement.verdict;
        kept.judgement = codec::encode(&judgement)?;
        kept.judged_at = self.now();
        let mode = account.as_ref().map_or(Mode::Observe, |account| account.mode);
        let asked = quarantine::policy(&judgement, mode, None, kept.whole);
        let action = want_again(&mut kept, before, asked, by);
        let replaced = self.store().write(|tx| {
            let replaced = messages::set_judgement(tx, &kept)?;
            if replaced {
                let count = counts_as(None, kept.verdict);
                count_for_sender(tx, account.as_ref(), kept.id, &kept, count)?;
                match by {
                    By::Turn => {}
                    By::Word(word) => swayed::note(tx, word, kept.id)?,
                    By::Withdrawn { is_own } => {
                        swayed::judged_again(tx, kept.id)?;
                        if account.is_some() && is_held_by_it(&kept, before, is_own) {
                            // In one step: nobody would know of it after a crash.
                            messages::set_along(tx, kept.id, None)?;
                            journal::begin(tx, &kept.account, kept.id, Kind::Release, None, kept.judged_at)?;
                        }
                    }
                }
            }
            Ok(replaced)
        })?;
        if replaced && kept.verdict != Verdict::Ham {
            self.training().lapse(self.store(), kept.digest, kept.judged_at)?;
        }
        Ok(replaced.then_some((kept, action)))
    }
}

/// Whether a held message is held on the strength of a word that stands no more. `is_own`: the word was
/// on the message itself.
pub(super) fn is_held_by_it(kept: &Kept, before: Verdict, is_own: bool) -> bool {
    let by_it = is_own || before == Verdict::Spam || kept.along == Some(Along::Held);
    kept.whereabouts == Whereabouts::Held && kept.verdict != Verdict::Spam && by_it
}

/// Notes what is wanted of a message that was judged again. Gives what its new verdict asks for.
fn want_again(kept: &mut Kept, before: Verdict, asked: Action, by: By) -> Action {
    let mut action = Action::Leave;
    let in_inbox = kept.whereabouts == Whereabouts::Inbox;
    if in_inbox && kept.verdict != before {
        action = asked;
        // Whether it is held depends on how many would be: see `judge_near_again`.
        kept.wanted = Wanted::Nothing;
    }
    // A mark that only the withdrawn word took off is set again.
    let is_news = kept.verdict != before || matches!(by, By::Withdrawn { .. });
    if in_inbox && asked == Action::Mark && is_news && !kept.marked {
        kept.wanted = Wanted::Mark;
    }
    let in_view = in_inbox || kept.whereabouts == Whereabouts::Released;
    if in_view && kept.marked && kept.verdict != Verdict::Spam {
        kept.wanted = Wanted::Unmark;
    }
    action
}

/// Messages whose verdict may have changed by what was learned about one.
pub(super) fn near(connection: &Connection, about: About<'_>, sample: Option<Sample>) -> Step<Vec<Kept>> {
    let cutoffs = Cutoffs::default();
    let ends = [odds(cutoffs.ham), odds(cutoffs.spam)];
    let mut near = sample.map_or(Ok(Vec::new()), |sample| near_copies(connection, about, &sample))?;
    for kept in messages::near(connection, about, ends, REACH, JUDGED_AGAIN)? {
        if near.iter().all(|known| known.id != kept.id) {
            near.push(kept);
        }
    }
    Ok(near)
}

/// Messages in view with nearly the same text.
fn near_copies(connection: &Connection, about: About<'_>, sample: &Sample) -> Step<Vec<Kept>> {
    let in_view = messages::samples_in_view(connection, about, COMPARED)?;
    let copies = in_view
        .into_iter()
        .filter(|(_, bytes)| Sample::from_bytes(bytes).is_some_and(|other| other.is_near_copy_of(sample)));
    copies.take(JUDGED_AGAIN as usize).map(|(id, _)| messages::one(connection, id)).collect()
}
