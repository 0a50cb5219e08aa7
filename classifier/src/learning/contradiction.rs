//! Notices when a person's word goes against their own earlier words: a slip of the hand, or
//! a change of mind. Nothing is decided here; whoever asks shows it and offers to take it back.

use super::{Model, Sample};
use crate::judgement::Label;
use crate::voters::counting;

/// How sure of the opposite words and runs of characters must be, each by itself and together, in
/// log-odds, for that alone to be worth a question (`docs/experiments/noise.md`).
const LEAST: f64 = 1.5;
const SURE: f64 = 4.5;

/// What was taught before and speaks against a word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contradiction {
    /// Messages of nearly the same text that were taught as the opposite, nearest first: the
    /// first eight bytes of their digests. Empty where as many were taught as the word has it.
    pub near_copies: Vec<[u8; 8]>,
    /// Words and runs of characters of all that was taught, each by itself, speak strongly for the
    /// opposite.
    pub against_all_taught: bool,
}

impl Model {
    /// What speaks against this label for this sample; `None` where nothing does. To be asked
    /// before it is learned.
    pub fn contradiction(&self, sample: &Sample, label: Label) -> Option<Contradiction> {
        let opposite = match label {
            Label::Ham => Label::Spam,
            Label::Spam => Label::Ham,
        };
        let mut near_copies = self.twins.near_copies(&sample.print, opposite);
        if self.twins.near_copies(&sample.print, label).len() >= near_copies.len() {
            near_copies.clear();
        }
        let found = Contradiction {
            near_copies: near_copies.into_iter().map(u64::to_be_bytes).collect(),
            against_all_taught: self.is_sure_of(sample, opposite),
        };
        (found != Contradiction::default()).then_some(found)
    }

    fn is_sure_of(&self, sample: &Sample, label: Label) -> bool {
        let towards = match label {
            Label::Spam => 1.0,
            Label::Ham => -1.0,
        };
        let [words, runs] = self.tables.votes(&sample.hashes).map(|odds| odds * towards);
        counting::confidence(self.learned()) >= 1.0 && words.min(runs) >= LEAST && words + runs >= SURE
    }
}
