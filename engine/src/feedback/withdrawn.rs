//! The person's word taken back: the exact inverse of the word. What was learned by it is unlearned,
//! the sender's counts and the tags' record are as before, and what it swayed is judged again, at the
//! latest when that can be read.
//!
//! Nothing is ever held by this. What was held on the strength of the word goes back, the message itself
//! too where it is not judged spam; what had come back by it stays in view, but for what is still waiting
//! to be moved.

use std::collections::BTreeSet;

use classifier::{Digest, Facts, Label, Message, Sample, Verdict};
use rusqlite::Transaction;

use super::others::{By, Others, is_held_by_it, near};
use crate::account::AccountId;
use crate::engine::Engine;
use crate::journal::spoken;
use crate::judge::{self, count_for_sender, counts_as};
use crate::problem::{Problem, ProblemKind};
use crate::quarantine::Action;
use crate::quarantine::hold::judgement_of;
use crate::store::messages::{About, Along, Kept, Wanted};
use crate::store::words::{Spoken, Word};
use crate::store::{Step, accounts, journal, messages, swayed, tags, words};
use crate::training::Teaching;
use crate::view::{MessageId, TakenBack, Whereabouts};

impl Engine {
    /// Takes back what was learned from a message, and the person's word on it. Where it is known,
    /// this is the same as [`Engine::take_back`].
    pub async fn unlearn(&self, raw: &[u8]) -> Result<TakenBack, Problem> {
        if raw.is_empty() {
            return Err(Problem::new(ProblemKind::EmptyFile).with("path", "-"));
        }
        let raw = raw.to_vec();
        let changed = self
            .off_thread(move |engine| {
                let (message, digest) = (Message::parse(&raw), judge::digest(&raw));
                let text_digest = judge::text_digest(&message);
                let message_id = message.message_id.as_deref().unwrap_or_default();
                let from_address = crate::facts::sender(&message);
                let about = Spoken { digest, message_id, from_address, text_digest: &text_digest };
                engine.withdraw(about, || Some(Sample::of(&message, &Facts::default())))
            })
            .await?;
        self.taken_back(changed).await
    }

    /// Takes the person's word on a message back, and exactly what the word did. What was held by it, the
    /// message and others, is put back where it is not judged spam; what the word had brought back stays.
    pub async fn take_back(&self, id: MessageId) -> Result<TakenBack, Problem> {
        let kept = self.store().read(|connection| messages::one(connection, id))?;
        let account = kept.account.clone();
        let changed = {
            let withdraw =
                move |engine: &Self| engine.withdraw(spoken(&kept), || Sample::from_bytes(&kept.sample));
            self.off_thread(withdraw).await?
        };
        let done = self.taken_back(changed).await;
        self.changed(&account);
        let kept = self.store().read(|connection| messages::known(connection, id))?;
        let is_held = kept.is_some_and(|kept| kept.whereabouts == Whereabouts::Held);
        let is_held = is_held && !self.is_going_back(id)?;
        let is_left = self.is_left(id)?;
        Ok(TakenBack { is_held, is_left, ..done? })
    }

    /// Judges again what a word had swayed that is taken back now, and says what came of it.
    pub(crate) async fn taken_back(&self, changed: bool) -> Result<TakenBack, Problem> {
        let others = self.judge_withdrawn(None).await?;
        Ok(TakenBack {
            changed,
            also_changed: others.changed,
            also_moved: others.moved,
            first_moved: others.first_moved,
            going_back: others.going_back,
            left_waiting: others.left_waiting,
            is_held: false,
            is_left: false,
        })
    }

    /// Unsays and unlearns, in one transaction, and notes what is to be judged again for it. Says
    /// whether anything had been learned. A message that is in no list
    /// may have held others, too.
    fn withdraw(&self, about: Spoken<'_>, sample: impl Fn() -> Option<Sample>) -> Result<bool, Problem> {
        let near = self.store().read(|connection| {
            let first = messages::spoken_of(connection, about)?.into_iter().next();
            let unlisted = About { id: MessageId(0), account: "", from_address: about.from_address };
            near(connection, first.as_ref().map_or(unlisted, About::from), sample())
        })?;
        let near: Vec<MessageId> = near.iter().map(|kept| kept.id).collect();
        let sample = Sample::default();
        let (digest, now) = (about.digest, self.now());
        let teaching = Teaching { digest, sample: &sample, label: None, account: None, stood: None, now };
        let taught = self.training().teach(self.store(), &teaching, |tx| {
            if words::on(tx, about)? == Some(Word::Is(Label::Ham)) {
                undo_back_along(tx, digest)?;
            }
            words::unsay(tx, digest)?;
            let unsaid = unsay_of_all(tx, about)?;
            let concerned = [unsaid, near].concat();
            swayed::withdraw(tx, digest, &concerned)?;
            call_back(tx)
        });
        taught.map(|taught| taught.changed)
    }

    /// Judges again what a word had swayed that was taken back, and could not be judged again at
    /// once: its mailbox could not be reached, or the program ended.
    pub(crate) async fn judge_what_is_left(&self, account: &AccountId) -> Result<(), Problem> {
        self.judge_withdrawn(Some(account)).await.map(drop)
    }

    async fn judge_withdrawn(&self, only: Option<&AccountId>) -> Result<Others, Problem> {
        let (mut others, mut changed, mut to_give_back) = (Others::default(), Vec::new(), Vec::new());
        let mut out_of_reach = BTreeSet::new();
        for (id, is_own) in self.store().read(swayed::to_judge_again)? {
            let Some(kept) = self.to_judge(id)? else { continue };
            if only.is_some_and(|account| *account != kept.account) || out_of_reach.contains(&kept.account) {
                continue;
            }
            let raw = match self.raw_of(&kept).await {
                Ok(raw) => raw,
                Err(problem) if problem.kind == ProblemKind::MessageGone => {
                    self.store().write(|tx| swayed::judged_again(tx, id))?;
                    continue;
                }
                Err(problem) => {
                    tracing::info!(%problem, message = id.0, "judged again later");
                    if problem.ends_connection() {
                        out_of_reach.insert(kept.account.clone());
                    }
                    continue;
                }
            };
            let before = kept.verdict;
            let judged = self
                .off_thread(move |engine| engine.judge_again(kept, &raw, By::Withdrawn { is_own }))
                .await?;
            self.step("withdrawn: judged again")?;
            let Some((kept, action)) = judged else { continue };
            if kept.verdict != before {
                changed.push(id);
                others.changed += u32::from(!is_own);
                others.left_waiting += u32::from(!is_own && action == Action::Hold);
            }
            if matches!(kept.wanted, Wanted::Mark | Wanted::Unmark) {
                self.try_to_carry_out(id).await;
            }
            match is_held_by_it(&kept, before, is_own) {
                true if is_own => {
                    self.try_to_carry_out(id).await;
                    others.going_back += u32::from(self.is_going_back(id)?);
                }
                true => to_give_back.push(id),
                false => {}
            }
        }
        self.give_back_along(&to_give_back, None, &mut others).await?;
        self.tell_judged(&changed)?;
        Ok(others)
    }

    /// A message that is still to be judged again; what the person spoke of meanwhile, or is not
    /// there any more, is not.
    fn to_judge(&self, id: MessageId) -> Result<Option<Kept>, Problem> {
        let kept = match self.store().read(|connection| messages::one(connection, id)) {
            Err(problem) if problem.kind == ProblemKind::NoSuchMessage => None,
            other => Some(other?),
        };
        let in_view = |kept: &Kept| !matches!(kept.whereabouts, Whereabouts::Deleted | Whereabouts::Gone);
        let kept = kept.filter(|kept| kept.corrected.is_none() && in_view(kept));
        if kept.is_none() {
            self.store().write(|tx| swayed::judged_again(tx, id))?;
        }
        Ok(kept)
    }
}

/// What came back only along with a word that is taken back is no release of the person's: where it is
/// judged spam without the word, they are asked again.
fn undo_back_along(tx: &Transaction<'_>, word: Digest) -> Step<()> {
    for id in swayed::by(tx, word)? {
        let Some(kept) = messages::known(tx, id)? else { continue };
        if kept.along != Some(Along::Back) || swayed::is_by_another_wanted(tx, word, id)? {
            continue;
        }
        messages::set_along(tx, id, None)?;
        if words::on(tx, spoken(&kept))? == Some(Word::Released) {
            words::unrelease(tx, kept.digest)?;
            if kept.whereabouts == Whereabouts::Released {
                messages::set_whereabouts(tx, id, Whereabouts::Inbox)?;
            }
        }
    }
    Ok(())
}

/// Calls back what waits to be put back, of all that is to be judged again, but for what the person put
/// back themselves.
fn call_back(tx: &Transaction<'_>) -> Step<()> {
    for (id, _) in swayed::to_judge_again(tx)? {
        let Some(kept) = messages::known(tx, id)? else { continue };
        if words::on(tx, spoken(&kept))?.is_none() {
            journal::call_back(tx, id)?;
        }
    }
    Ok(())
}

/// Takes a word from all messages that it was taken to speak of, and gives them. One on which another
/// word stands keeps that.
pub(crate) fn unsay_of_all(tx: &Transaction<'_>, about: Spoken<'_>) -> Step<Vec<MessageId>> {
    let known = accounts::all(tx)?;
    let mut unsaid = Vec::new();
    for kept in messages::spoken_of(tx, about)? {
        let word = words::on(tx, spoken(&kept))?;
        if matches!(word, Some(Word::Is(_))) {
            continue;
        }
        let verdict = judgement_of(&kept).map_or(Verdict::Unsure, |judgement| judgement.verdict);
        let account = known.iter().find(|account| account.id == kept.account);
        count_for_sender(tx, account, kept.id, &kept, counts_as(None, verdict))?;
        tags::relabel(tx, &kept.account, kept.id, kept.corrected, None)?;
        messages::uncorrect(tx, kept.id, verdict)?;
        if kept.whereabouts == Whereabouts::Released && word.is_none() {
            // It was the word that had released it: now it is mail in the inbox like any.
            messages::set_whereabouts(tx, kept.id, Whereabouts::Inbox)?;
        }
        unsaid.push(kept.id);
    }
    Ok(unsaid)
}
