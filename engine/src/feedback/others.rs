//! What one word changes for other messages: near ones are judged again, and those few whose
//! place is wrong now are moved. One click never moves more than a handful into the junk folder.

use classifier::{Cutoffs, Label, Message, Sample, Verdict};
use rusqlite::Connection;

use crate::account::Mode;
use crate::codec;
use crate::engine::Engine;
use crate::facts;
use crate::judge::{counting, counts_as, odds};
use crate::problem::Problem;
use crate::quarantine::{self, Action};
use crate::store::journal::Kind;
use crate::store::messages::{Kept, Wanted};
use crate::store::{Step, accounts, journal, messages, senders};
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
    /// They are taken for spam now and stay where they are.
    pub(super) left_waiting: u32,
    /// They are held though Mekiki cannot tell of them now.
    pub(super) left_held: u32,
}

impl Engine {
    /// Judges messages again whose verdict may have changed by what was learned about one, and
    /// moves those few that stand in the wrong place now.
    pub(super) async fn judge_near_again(&self, id: MessageId, label: Label) -> Result<Others, Problem> {
        let (mut changed, mut to_hold, mut to_give_back) = (Vec::new(), Vec::new(), Vec::new());
        for kept in self.store().read(|connection| near(connection, id))? {
            // A message that cannot be read now is judged anew when it is opened or moved.
            let Ok(raw) = self.raw_of(&kept).await else { continue };
            let (id, before) = (kept.id, kept.verdict);
            let judged = self.off_thread(move |engine| engine.judge_again(kept, &raw)).await?;
            let Some((kept, action)) = judged else { continue };
            if kept.verdict != before {
                changed.push(id);
                match action {
                    Action::Hold => to_hold.push(id),
                    Action::Mark => self.try_to_carry_out(id).await,
                    Action::Leave => {}
                }
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
                others.moved += u32::from(self.is_moved_to(id, Whereabouts::Held).await?);
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
                to_give_back.extend(doubtful);
            }
        }
        for id in to_give_back {
            if self.want_back(id)? {
                others.moved += u32::from(self.is_moved_to(id, Whereabouts::Released).await?);
            }
        }
        for id in changed {
            let kept = self.store().read(|connection| messages::one(connection, id))?;
            self.emit(Event::Judged { row: row(&kept) });
        }
        Ok(others)
    }

    /// Moves a message as is wanted, and says whether it stands there now.
    async fn is_moved_to(&self, id: MessageId, whereabouts: Whereabouts) -> Result<bool, Problem> {
        self.try_to_carry_out(id).await;
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        self.changed(&kept.account);
        Ok(kept.whereabouts == whereabouts)
    }

    async fn try_to_carry_out(&self, id: MessageId) {
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
            }
            Ok(())
        })
    }

    /// Begins to put a held message back, without teaching. Mail of an account that was removed
    /// has nowhere to go.
    fn want_back(&self, id: MessageId) -> Result<bool, Problem> {
        let now = self.now();
        self.store().write(|tx| {
            let kept = messages::one(tx, id)?;
            let known = accounts::all(tx)?.iter().any(|account| account.id == kept.account);
            let wanted = known && kept.whereabouts == Whereabouts::Held && kept.corrected.is_none();
            if wanted {
                journal::begin(tx, &kept.account, id, Kind::Release, None, now)?;
            }
            Ok(wanted)
        })
    }

    /// Judges one message again. Gives it as it is kept now, and what its verdict asks for
    /// where it came. `None` when the person judged it meanwhile.
    fn judge_again(&self, mut kept: Kept, raw: &[u8]) -> Result<Option<(Kept, Action)>, Problem> {
        let account = self.account(&kept.account).ok();
        let (judgement, _) = self.judge_counted(account.as_ref(), &Message::parse(raw), kept.counted)?;
        let before = kept.verdict;
        kept.score = judgement.score.probability();
        kept.log_odds = judgement.log_odds;
        kept.verdict = judgement.verdict;
        kept.judgement = codec::encode(&judgement)?;
        kept.judged_at = self.now();
        let mut action = Action::Leave;
        if kept.whereabouts == Whereabouts::Inbox && kept.verdict != before {
            let mode = account.as_ref().map_or(Mode::Observe, |account| account.mode);
            action = quarantine::policy(&judgement, mode, None, kept.whole);
            // Whether it is held depends on how many would be: see `judge_near_again`.
            kept.wanted = if action == Action::Mark { Wanted::Mark } else { Wanted::Nothing };
        }
        let own = account.is_some_and(|account| account.addresses.contains(&kept.from_address));
        let domain = facts::domain_of(&kept.from_address);
        let replaced = self.store().write(|tx| {
            let replaced = messages::set_judgement(tx, &kept)?;
            if replaced && !own {
                senders::count(tx, counting(&kept, kept.id, &domain), counts_as(None, kept.verdict))?;
            }
            Ok(replaced)
        })?;
        if replaced && kept.verdict != Verdict::Ham {
            self.training().lapse(self.store(), kept.digest, kept.judged_at)?;
        }
        Ok(replaced.then_some((kept, action)))
    }
}

/// Messages whose verdict may have changed by what was learned about one.
fn near(connection: &Connection, id: MessageId) -> Step<Vec<Kept>> {
    let cutoffs = Cutoffs::default();
    let ends = [odds(cutoffs.ham), odds(cutoffs.spam)];
    let about = messages::one(connection, id)?;
    let mut near = near_copies(connection, &about)?;
    for kept in messages::near(connection, &about, ends, REACH, JUDGED_AGAIN)? {
        if near.iter().all(|known| known.id != kept.id) {
            near.push(kept);
        }
    }
    Ok(near)
}

/// Messages in view with nearly the same text.
fn near_copies(connection: &Connection, about: &Kept) -> Step<Vec<Kept>> {
    let Some(sample) = Sample::from_bytes(&about.sample) else { return Ok(Vec::new()) };
    let in_view = messages::samples_in_view(connection, about, COMPARED)?;
    let copies = in_view
        .into_iter()
        .filter(|(_, bytes)| Sample::from_bytes(bytes).is_some_and(|other| other.is_near_copy_of(&sample)));
    copies.take(JUDGED_AGAIN as usize).map(|(id, _)| messages::one(connection, id)).collect()
}
