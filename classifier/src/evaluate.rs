//! Measures accuracy the way the TREC spam track did, and how sure each figure is.
//!
//! Messages come in order of arrival: each is judged, and what [`Schedule`] says is learned
//! then. `hm%` ham judged spam, `sm%` spam not judged spam, `lam%` their logistic mean,
//! `1-ROCA%` one hundred minus the area under the ROC curve in percent (ties count half).
//!
//! Nothing here reads a file: the command line feeds it an index, the window a person's mail.

mod calibration;
mod curve;
mod cutoffs;
mod figures;
mod intervals;
pub mod peers;
mod schedule;

pub use calibration::{Bin, bins};
pub use curve::{Stretch, beginnings, windows};
pub use cutoffs::{AtCutoff, Scored, at_cutoffs};
pub use figures::{Figures, figures};
pub use intervals::{Interval, Intervals, intervals, wilson};
pub use schedule::{Feedback, Schedule};

use std::collections::{BTreeMap, VecDeque};

use crate::history::History;
use crate::judgement::{Cutoffs, Judgement, Label, Verdict, Voter};
use crate::learning::SURELY_WANTED;
use crate::{Facts, Features, Message, Model, Sample, judge};

/// So many messages that were surely wanted are remembered, the newest.
const REMEMBERED: usize = 300;

/// One that stood while so many of them came after it stood unobjected: the engine waits a day.
const STOOD: usize = 20;

/// What one message got.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The truth.
    pub label: Label,
    /// The chairman's log-odds.
    pub log_odds: f64,
    /// Each voter's log-odds, `None` where it abstained.
    pub votes: Vec<(Voter, Option<f64>)>,
}

/// A run over messages in order: each is judged, and taught as the feedback has it.
#[derive(Debug, Default)]
pub struct Evaluation {
    model: Model,
    history: History,
    cutoffs: Cutoffs,
    schedule: Schedule,
    /// Messages judged and not taught yet, by number: they may still be.
    waiting: BTreeMap<usize, (Message, Sample, Verdict)>,
    /// Messages that were surely wanted and of which nothing was said, newest last.
    surely_wanted: VecDeque<Sample>,
    /// How many of them were learned.
    unspoken: u32,
    /// Every message's outcome, in order.
    pub outcomes: Vec<Outcome>,
}

impl Evaluation {
    /// Starts from a model, with immediate feedback.
    pub fn new(model: Model, cutoffs: Cutoffs) -> Self {
        Self { model, cutoffs, ..Self::default() }
    }

    /// The same with other feedback.
    #[must_use]
    pub fn with_feedback(self, feedback: Feedback) -> Self {
        Self { schedule: Schedule::new(feedback), ..self }
    }

    /// Judges a message, then learns what is to be learned now.
    pub fn step(&mut self, raw: &[u8], label: Label) {
        let message = Message::parse(raw);
        let facts = Facts { sender: self.history.of(&message), ..Facts::default() };
        let features = Features::of(&message, &facts);
        let judgement = judge(&message, &facts, &features, &self.model, self.cutoffs);
        let votes = judgement
            .votes
            .iter()
            .map(|vote| (vote.voter, (vote.confidence > 0.0).then_some(vote.log_odds)))
            .collect();
        let number = self.outcomes.len();
        self.outcomes.push(Outcome { label, log_odds: judgement.log_odds, votes });
        let taught = self.schedule.after(number, label, judgement.verdict);
        if self.schedule.feedback().may_teach_later() {
            self.waiting.insert(number, (message, features.sample(), judgement.verdict));
        } else if taught.is_some() {
            self.teach(&message, &features.sample(), label, judgement.verdict);
        } else if self.schedule.feedback() != Feedback::Never {
            self.take_as_judged(&message, &features, &judgement);
        }
        if let Some((number, label)) = taught
            && let Some((message, sample, stood)) = self.waiting.remove(&number)
        {
            self.teach(&message, &sample, label, stood);
        }
    }

    fn teach(&mut self, message: &Message, sample: &Sample, label: Label, stood: Verdict) {
        self.model.learn_judged(sample, label, stood);
        self.history.note(message, label);
        // Only `take_as_judged` fills it: where the person says everything, nothing is unspoken.
        while self.model.lacks_wanted()
            && let Some(newest) = self.surely_wanted.len().checked_sub(STOOD + 1)
            && let Some(wanted) = self.surely_wanted.remove(newest)
        {
            self.model.learn_unspoken(&wanted);
            self.unspoken += 1;
        }
    }

    /// As the engine does with mail on which the person said nothing: what was judged wanted
    /// speaks a little for its sender, and may be learned as wanted when they say "spam" of
    /// another.
    fn take_as_judged(&mut self, message: &Message, features: &Features, judgement: &Judgement) {
        if judgement.verdict == Verdict::Ham {
            self.history.note_passed(message);
        }
        if judgement.log_odds < SURELY_WANTED {
            if self.surely_wanted.len() == REMEMBERED {
                self.surely_wanted.pop_front();
            }
            self.surely_wanted.push_back(features.sample());
        }
    }

    /// The chairman's log-odds with the truth, in order.
    pub fn scored(&self) -> Vec<(Label, f64)> {
        self.outcomes.iter().map(|outcome| (outcome.label, outcome.log_odds)).collect()
    }

    /// One voter's log-odds with the truth, in order; where it abstained it counts as even.
    pub fn voter_scored(&self, voter: Voter) -> Vec<(Label, f64)> {
        let vote = |outcome: &Outcome| outcome.votes.iter().find(|vote| vote.0 == voter)?.1;
        self.outcomes.iter().map(|outcome| (outcome.label, vote(outcome).unwrap_or(0.0))).collect()
    }

    /// Figures of the chairman over the first `count` messages.
    pub fn figures(&self, count: usize) -> Figures {
        let scored: Vec<(Label, f64)> = self.scored().into_iter().take(count).collect();
        figures(&scored, self.cutoffs)
    }

    /// Figures of one voter over all messages; where it abstained it counts as even.
    pub fn voter_figures(&self, voter: Voter) -> Figures {
        figures(&self.voter_scored(voter), self.cutoffs)
    }

    /// How many messages the truth was told of (ham, spam), and how many were learned as wanted
    /// though nobody said so.
    pub fn taught(&self) -> ((u32, u32), u32) {
        let (ham, spam) = self.model.learned();
        ((ham - self.unspoken, spam), self.unspoken)
    }

    /// The model as it stands after the messages so far.
    pub fn model(&self) -> &Model {
        &self.model
    }
}

/// Puts a list into an order that depends on the seed alone (Fisher–Yates over `SplitMix64`).
pub fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut draw = Draw(seed);
    for last in (1..items.len()).rev() {
        items.swap(last, draw.below(last + 1));
    }
}

/// Numbers that look random and depend on the seed alone (`SplitMix64`).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut drawn = self.0;
        drawn = (drawn ^ (drawn >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        drawn ^= drawn >> 31;
        (drawn % (end as u64).max(1)) as usize
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

fn log_odds(probability: f64) -> f64 {
    (probability / (1.0 - probability)).ln()
}

fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
