//! Two filters that people could use instead, to be compared with on the same mail: how
//! `SpamBayes` 1.1 and Thunderbird judge, written anew after what they publish.
//!
//! Both count in how many messages of each class a token stood and combine the 150 most
//! telling ones by chi-square (Robinson and Fisher); that is done exactly. They differ in
//! their tokens and cutoffs. `docs/evaluation.md` says what of their tokens is not the same.
//!
//! Nothing of it takes part in any judgement of ours.

mod mail;
mod spambayes;
mod thunderbird;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::judgement::{Cutoffs, Label, Score};

/// A filter to be compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peer {
    /// `SpamBayes` 1.1 with its default options.
    SpamBayes,
    /// Thunderbird's adaptive junk mail controls with their default settings.
    Thunderbird,
}

impl Peer {
    /// Both.
    pub const ALL: [Self; 2] = [Self::SpamBayes, Self::Thunderbird];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::SpamBayes => "SpamBayes",
            Self::Thunderbird => "Thunderbird",
        }
    }

    /// Its own cutoffs. Thunderbird knows no "unsure".
    pub fn cutoffs(self) -> Cutoffs {
        let spam = Score::new(0.9);
        match self {
            Self::SpamBayes => Cutoffs { ham: Score::new(0.2), spam },
            Self::Thunderbird => Cutoffs { ham: spam, spam },
        }
    }

    fn tokens(self, raw: &[u8]) -> BTreeSet<String> {
        match self {
            Self::SpamBayes => spambayes::tokens(raw),
            Self::Thunderbird => thunderbird::tokens(raw),
        }
    }
}

/// Weight of the belief that an unknown token is as likely in either class.
const STRENGTH: f64 = 0.45;
/// Tokens nearer to even than this say nothing.
const LEAST: f64 = 0.1;
/// So many tokens are combined.
const MOST: usize = 150;

/// A peer and what it was taught.
#[derive(Debug)]
pub struct Taught {
    peer: Peer,
    /// Messages with the token: ham, spam.
    counts: FxHashMap<String, [u32; 2]>,
    /// Messages: ham, spam.
    learned: [u32; 2],
}

impl Taught {
    /// One that was taught nothing.
    pub fn new(peer: Peer) -> Self {
        Self { peer, counts: FxHashMap::default(), learned: [0, 0] }
    }

    /// Learns a message.
    pub fn learn(&mut self, raw: &[u8], label: Label) {
        let add = match label {
            Label::Ham => [1, 0],
            Label::Spam => [0, 1],
        };
        let plus = |counts: &mut [u32; 2]| *counts = [counts[0] + add[0], counts[1] + add[1]];
        for token in self.peer.tokens(raw) {
            plus(self.counts.entry(token).or_default());
        }
        plus(&mut self.learned);
    }

    /// The probability of spam.
    pub fn judge(&self, raw: &[u8]) -> Score {
        let tokens = self.peer.tokens(raw);
        let mut clues: Vec<f64> = tokens.iter().filter_map(|token| self.clue(token)).collect();
        // Ties are broken by the order of the tokens: the same on every run.
        clues.sort_by(|a, b| (b - 0.5).abs().total_cmp(&(a - 0.5).abs()));
        clues.truncate(MOST);
        Score::new(combined(&clues))
    }

    fn clue(&self, token: &str) -> Option<f64> {
        let [ham, spam] = self.counts.get(token)?.map(f64::from);
        let [hams, spams] = self.learned.map(|count| f64::from(count.max(1)));
        let (ham_rate, spam_rate) = (ham / hams, spam / spams);
        let rate = spam_rate / (ham_rate + spam_rate);
        let seen = ham + spam;
        let clue = (STRENGTH * 0.5 + seen * rate) / (STRENGTH + seen);
        ((clue - 0.5).abs() >= LEAST).then_some(clue)
    }
}

/// Fisher's combination of both sides, as Robinson has it.
fn combined(clues: &[f64]) -> f64 {
    if clues.is_empty() {
        return 0.5;
    }
    let against = -2.0 * clues.iter().map(|clue| (1.0 - clue).ln()).sum::<f64>();
    let towards = -2.0 * clues.iter().map(|clue| clue.ln()).sum::<f64>();
    let spam = 1.0 - chi_square(against, clues.len());
    let ham = 1.0 - chi_square(towards, clues.len());
    f64::midpoint(spam - ham, 1.0)
}

/// The chance of a chi-square of `2 * pairs` degrees of freedom to be at least `value`.
fn chi_square(value: f64, pairs: usize) -> f64 {
    let half = value / 2.0;
    let mut term = (-half).exp();
    let mut sum = term;
    for number in 1..pairs {
        term *= half / number as f64;
        sum += term;
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests;
