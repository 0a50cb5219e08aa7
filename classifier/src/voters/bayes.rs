//! `bayes`: how often each feature stood in ham and in spam.
//!
//! How counts become log-odds stands in [`super::counting`].

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::counting::{self, Counts, LogOdds, Speech};
use crate::judgement::{Clue, Label, Token, Voter};
use crate::starter::Starter;
use crate::token::Tokens;
use crate::voters::Opinion;

/// Features are hashes already.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u32(&mut self, value: u32) {
        self.0 = u64::from(value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// What `bayes` has learned.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bayes {
    pub(crate) features: HashMap<u32, Counts, BuildHasherDefault<Hashed>>,
    pub(crate) lessons: Counts,
}

/// A feature seen as often as this is believed by half.
const HALF_BELIEVED: f64 = 3.0;
/// Where it starts from on the first day. The starter model knows more of wanted mail than of
/// today's spam; measured on mail that it was not made from (`docs/experiments/starter.md`).
const START: f64 = 1.5;
/// Clues that are named one by one; the others are shown as one.
const SHOWN: usize = 60;

impl Bayes {
    /// Judges the features of a message. `learned`: how many messages the person's word stands
    /// behind, as (ham, spam); those that needed no counting count here.
    pub(crate) fn opinion(&self, tokens: &Tokens, starter: Option<&Starter>, learned: (u32, u32)) -> Opinion {
        let mut log_odds = LogOdds::new(self.lessons, HALF_BELIEVED);
        let speech = Speech::of(
            tokens.hashes(),
            |hash| {
                let counts = *self.features.get(&hash)?;
                Some((log_odds.of(counts)?, counts))
            },
            |hash| starter?.words.log_odds(hash),
            learned,
        );
        let start = starter.map_or(0.0, |_| START * counting::starter_confidence(learned));
        let log_odds = speech.log_odds() + start;
        let vote = counting::vote(Voter::Bayes, log_odds, learned, starter.is_some());
        let mut clues = speech.clues(Voter::Bayes, 1.0, SHOWN, |position| tokens.describe(position));
        clues.extend(starter.map(|_| Clue {
            voter: Voter::Bayes,
            token: Token::Prior { voter: Voter::Bayes },
            contribution: start,
            spam_seen: 0,
            ham_seen: 0,
        }));
        Opinion { vote, clues }.summed()
    }

    /// What the starter model is to say of each feature.
    pub(crate) fn known(&self) -> impl Iterator<Item = (u32, f64)> + '_ {
        let mut log_odds = LogOdds::new(self.lessons, HALF_BELIEVED);
        self.features.iter().filter_map(move |(hash, counts)| Some((*hash, log_odds.of(*counts)?)))
    }

    /// The log-odds alone, from a logged sample.
    fn log_odds(&self, hashes: impl Iterator<Item = u32>) -> f64 {
        let mut log_odds = LogOdds::new(self.lessons, HALF_BELIEVED);
        let odds = |hash| log_odds.of(*self.features.get(&hash)?);
        let spoken: Vec<f64> = hashes.filter_map(odds).collect();
        spoken.iter().sum::<f64>() * counting::scale(spoken.len())
    }

    /// Whether a sample is to be counted: when it would be judged wrong or nearly so.
    pub(crate) fn needs(&self, hashes: impl Iterator<Item = u32>, label: Label) -> bool {
        counting::is_to_be_counted(self.log_odds(hashes), label)
    }

    pub(crate) fn count(&mut self, hashes: impl Iterator<Item = u32>, label: Label) {
        *self.lessons.of(label) += 1;
        for hash in hashes {
            *self.features.entry(hash).or_default().of(label) += 1;
        }
    }

    pub(crate) fn uncount(&mut self, hashes: impl Iterator<Item = u32>, label: Label) {
        let lessons = self.lessons.of(label);
        *lessons = lessons.saturating_sub(1);
        for hash in hashes {
            if let Some(counts) = self.features.get_mut(&hash) {
                let count = counts.of(label);
                *count = count.saturating_sub(1);
                if *counts == Counts::default() {
                    self.features.remove(&hash);
                }
            }
        }
    }
}
