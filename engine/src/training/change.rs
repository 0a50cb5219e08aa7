//! One change of what is learned: in the log and in the model at once.
//!
//! Who only ever says "spam" teaches half of what there is to know. So when more spam than wanted
//! mail was learned, the newest mail that was surely wanted and has stood for a day without an
//! objection is learned beside their word. Such a lesson is nobody's word: it is counted nowhere
//! as one, their own replaces it, and it is taken back with the word beside which it was learned.

use classifier::learning::{Contradiction, Lesson};
use classifier::{Digest, Label, Model, Sample, Verdict};
use rusqlite::Transaction;

use crate::account::AccountId;
use crate::store::{Step, messages, training, unspoken};

/// A mail that has stood for so many seconds was there to be objected to.
const STOOD: i64 = 24 * 60 * 60;

/// At most so many unspoken lessons are learned beside one word: a click is answered at once.
const BESIDE_ONE: usize = 4;

/// Looks at so many mails for them, the newest.
const LOOKED_AT: u32 = 16;

/// What is to be learned of a message.
pub(crate) struct Teaching<'a> {
    pub(crate) digest: Digest,
    pub(crate) sample: &'a Sample,
    pub(crate) label: Option<Label>,
    /// Whose mail it is: what stood unobjected is learned of the same account only, since the mail
    /// of two is seldom alike. `None`: nobody's, and nothing is learned beside it.
    pub(crate) account: Option<&'a AccountId>,
    /// What the committee had judged of it when the person spoke. `None`: nobody was shown a judgement.
    pub(crate) stood: Option<Verdict>,
    pub(crate) now: i64,
}

/// What came of teaching.
#[derive(Debug, Default)]
pub(crate) struct Taught {
    /// Whether the log changed.
    pub(crate) changed: bool,
    /// What the person had said of this message before.
    pub(crate) before: Option<Label>,
    /// What was taught of other messages and speaks against it.
    pub(crate) against: Option<Contradiction>,
}

/// What was done to the model, newest last, so that a failed transaction leaves it as it was.
#[derive(Default)]
pub(super) struct Undo(Vec<(Sample, Label, Lesson, bool)>);

impl Undo {
    pub(super) fn run(self, model: &mut Model) {
        for (sample, label, lesson, learned) in self.0.into_iter().rev() {
            if learned {
                model.unlearn(&sample, label, lesson);
            } else {
                model.relearn(&sample, label, lesson);
            }
        }
    }
}

/// The log and the model as they change together.
pub(super) struct Change<'a> {
    pub(super) tx: &'a Transaction<'a>,
    pub(super) model: &'a mut Model,
    pub(super) undo: &'a mut Undo,
}

impl Change<'_> {
    /// Makes the label what is learned of the message.
    pub(super) fn make(&mut self, teaching: &Teaching<'_>) -> Step<Taught> {
        let live = training::live(self.tx, teaching.digest)?;
        let said = live.as_ref().filter(|entry| !entry.lesson.is_unspoken());
        let before = said.map(|entry| entry.label);
        // One that cannot be read any more counts nowhere: it is learned anew.
        let is_read = live.as_ref().is_none_or(|entry| Sample::from_bytes(&entry.sample).is_some());
        if before == teaching.label && said.is_some() == live.is_some() && is_read {
            return Ok(Taught { changed: false, before, against: None });
        }
        for digest in unspoken::beside(self.tx, teaching.digest)? {
            if let Some(entry) = training::live(self.tx, digest)? {
                self.take_back(&entry, teaching.now)?;
            }
            unspoken::forget(self.tx, digest)?;
        }
        // Who goes back to their earlier word takes the later one back: the earlier lesson stands
        // again as it was, not as the model of today would learn it. What was counted is then as
        // before; but the message is now the newest of the rows that `checks` is fitted to, so a
        // fit may cover other rows than before.
        let replaced = match said {
            Some(entry) => training::replaced_by(self.tx, teaching.digest, entry.seq)?,
            None => None,
        };
        let earlier =
            replaced.filter(|entry| Some(entry.label) == teaching.label && !entry.lesson.is_unspoken());
        if let Some(entry) = &live {
            self.take_back(entry, teaching.now)?;
            unspoken::forget(self.tx, teaching.digest)?;
        }
        // Of one that was learned before, today's judgement knows the earlier word already.
        let stood = said.map_or(teaching.stood, |entry| entry.lesson.stood());
        let mut against = None;
        if let Some(label) = teaching.label {
            if let Some((sample, lesson)) =
                earlier.and_then(|entry| Some((Sample::from_bytes(&entry.sample)?, entry.lesson)))
            {
                self.model.relearn(&sample, label, lesson);
                self.log(teaching.digest, sample, label, lesson, teaching.now)?;
            } else {
                against = self.model.contradiction(teaching.sample, label);
                let lesson = match stood {
                    Some(stood) => self.model.learn_judged(teaching.sample, label, stood),
                    None => self.model.learn(teaching.sample, label),
                };
                self.log(teaching.digest, teaching.sample.clone(), label, lesson, teaching.now)?;
            }
            self.learn_beside(teaching)?;
        }
        Ok(Taught { changed: true, before, against })
    }

    fn take_back(&mut self, entry: &training::Entry, now: i64) -> Step<()> {
        training::unlearned(self.tx, entry.seq, now)?;
        // One that cannot be read was not replayed either: there is nothing to take back.
        if let Some(sample) = Sample::from_bytes(&entry.sample) {
            self.model.unlearn(&sample, entry.label, entry.lesson);
            self.undo.0.push((sample, entry.label, entry.lesson, false));
        }
        Ok(())
    }

    /// Logs what the model has just learned.
    fn log(&mut self, digest: Digest, sample: Sample, label: Label, lesson: Lesson, now: i64) -> Step<()> {
        let bytes = sample.to_bytes();
        self.undo.0.push((sample, label, lesson, true));
        training::learned(self.tx, digest, label, lesson, &bytes, now)
    }

    /// Learns what stood unobjected, where wanted mail is lacking.
    fn learn_beside(&mut self, teaching: &Teaching<'_>) -> Step<()> {
        let Some(account) = teaching.account.filter(|_| self.model.lacks_wanted()) else { return Ok(()) };
        let before = teaching.now - STOOD;
        let mut left = BESIDE_ONE;
        for (digest, bytes) in messages::unobjected(self.tx, account, before, LOOKED_AT)? {
            if left == 0 || !self.model.lacks_wanted() {
                break;
            }
            let Some(sample) = Sample::from_bytes(&bytes) else { continue };
            // What looks like the message at hand is what the person just spoke against.
            if sample.is_near_copy_of(teaching.sample) || training::live(self.tx, digest)?.is_some() {
                continue;
            }
            let lesson = self.model.learn_unspoken(&sample);
            self.log(digest, sample, Label::Ham, lesson, teaching.now)?;
            unspoken::note(self.tx, digest, teaching.digest)?;
            left -= 1;
        }
        Ok(())
    }
}
