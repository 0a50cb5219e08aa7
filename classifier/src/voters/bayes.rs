//! `bayes`: how often each feature stood in ham and in spam.
//!
//! Every feature's log-odds is weighed by how sure its counts make it, and the sum is
//! divided by a scale that grows with the number of features that spoke, so that long and
//! short mail are comparable. The result is linear in the features: each one's share can be shown.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::judgement::{Clue, Label, Token, Vote, Voter};
use crate::token::Tokens;
use crate::voters::Opinion;

/// The counts of one feature, in lessons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) ham: u32,
    pub(crate) spam: u32,
}

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

/// A feature unseen in one class is taken to have stood there this often.
const UNSEEN: f64 = 0.1;
/// Features whose log-odds is nearer to even than this say nothing.
const LEAST: f64 = 0.4;
/// Counts only what it would have got wrong, or right by less than this log-odds: training
/// on and near errors. Counting everything measured ten times worse
/// (`docs/experiments/bayes.md`).
const MARGIN: f64 = 5.0;
/// A feature seen as often as this is believed by half.
const HALF_BELIEVED: f64 = 3.0;
/// Brings the sum onto the scale of log-odds: chosen for the smallest calibration error.
const GAIN: f64 = 0.7;
/// Messages learned of each class before it speaks with full confidence.
const FULL_CONFIDENCE_AT: f64 = 10.0;

impl Bayes {
    /// Judges the features of a message. `learned`: how many messages the person's word stands
    /// behind, as (ham, spam); those that needed no counting count here.
    pub(crate) fn opinion(&self, tokens: &Tokens, learned: (u32, u32)) -> Opinion {
        let mut clues: Vec<(usize, f64, Counts)> = Vec::new();
        for (position, hash) in tokens.hashes().enumerate() {
            if let Some((log_odds, counts)) = self.feature(hash) {
                clues.push((position, log_odds, counts));
            }
        }
        let scale = scale(clues.len());
        let log_odds: f64 = clues.iter().map(|clue| clue.1).sum::<f64>() * scale;
        let clues = named(tokens, clues, scale);
        Opinion { vote: vote(log_odds, learned), clues }
    }

    /// The log-odds alone, from a logged sample.
    pub(crate) fn log_odds(&self, hashes: impl Iterator<Item = u32>) -> f64 {
        let spoken: Vec<f64> = hashes.filter_map(|hash| Some(self.feature(hash)?.0)).collect();
        spoken.iter().sum::<f64>() * scale(spoken.len())
    }

    /// One feature's log-odds by its certainty; `None` where it says nothing, and for all
    /// features while one class was never taught.
    fn feature(&self, hash: u32) -> Option<(f64, Counts)> {
        let (ham, spam) = (f64::from(self.lessons.ham), f64::from(self.lessons.spam));
        if ham * spam == 0.0 {
            return None;
        }
        let counts = *self.features.get(&hash)?;
        // Added to both rates alike, however unequal the classes are: a feature of the class
        // that was taught more must not speak for the other because that one is small.
        let unseen = 2.0 * UNSEEN / (ham + spam);
        let (ham, spam) = (f64::from(counts.ham) / ham + unseen, f64::from(counts.spam) / spam + unseen);
        let log_odds = (spam / ham).ln() * certainty(counts);
        (log_odds.abs() >= LEAST).then_some((log_odds, counts))
    }

    /// How often a sample is to be counted: once when it would be judged wrong or nearly so.
    pub(crate) fn weight(&self, hashes: impl Iterator<Item = u32>, label: Label) -> u8 {
        let towards = match label {
            Label::Spam => 1.0,
            Label::Ham => -1.0,
        };
        u8::from(self.log_odds(hashes) * towards < MARGIN)
    }

    pub(crate) fn count(&mut self, hashes: impl Iterator<Item = u32>, label: Label, weight: u8) {
        let weight = u32::from(weight);
        if weight == 0 {
            return;
        }
        *self.lessons.of(label) += weight;
        for hash in hashes {
            *self.features.entry(hash).or_default().of(label) += weight;
        }
    }

    pub(crate) fn uncount(&mut self, hashes: impl Iterator<Item = u32>, label: Label, weight: u8) {
        let weight = u32::from(weight);
        if weight == 0 {
            return;
        }
        let lessons = self.lessons.of(label);
        *lessons = lessons.saturating_sub(weight);
        for hash in hashes {
            if let Some(counts) = self.features.get_mut(&hash) {
                let count = counts.of(label);
                *count = count.saturating_sub(weight);
                if *counts == Counts::default() {
                    self.features.remove(&hash);
                }
            }
        }
    }
}

fn vote(log_odds: f64, learned: (u32, u32)) -> Vote {
    let confidence = (f64::from(learned.0.min(learned.1)) / FULL_CONFIDENCE_AT).min(1.0);
    Vote { voter: Voter::Bayes, log_odds, confidence, share: 0.0 }
}

impl Counts {
    fn of(&mut self, label: Label) -> &mut u32 {
        match label {
            Label::Ham => &mut self.ham,
            Label::Spam => &mut self.spam,
        }
    }
}

/// How far the counts of a feature are to be believed, in 0..1.
fn certainty(counts: Counts) -> f64 {
    let (ham, spam) = (f64::from(counts.ham), f64::from(counts.spam));
    let seen = ham + spam;
    let apart = (ham - spam) / seen;
    apart * apart * (seen / (seen + HALF_BELIEVED))
}

/// Divides the sum so that long and short mail are comparable.
fn scale(features: usize) -> f64 {
    GAIN / (features as f64).max(1.0).sqrt()
}

fn named(tokens: &Tokens, mut clues: Vec<(usize, f64, Counts)>, scale: f64) -> Vec<Clue> {
    clues.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    let rest = clues.split_off(clues.len().min(SHOWN));
    let mut named: Vec<Clue> = clues
        .into_iter()
        .filter_map(|(position, log_odds, counts)| {
            let token = tokens.describe(position)?;
            Some(Clue {
                voter: Voter::Bayes,
                token,
                contribution: log_odds * scale,
                spam_seen: counts.spam,
                ham_seen: counts.ham,
            })
        })
        .collect();
    if !rest.is_empty() {
        named.push(Clue {
            voter: Voter::Bayes,
            token: Token::Rest { voter: Voter::Bayes, count: rest.len() as u32 },
            contribution: rest.iter().map(|clue| clue.1).sum::<f64>() * scale,
            spam_seen: 0,
            ham_seen: 0,
        });
    }
    named
}

/// Clues of this voter that are named one by one; the others are shown as one.
const SHOWN: usize = 60;
