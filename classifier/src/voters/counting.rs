//! How counts become log-odds: shared by the voters that count features, `bayes` and `ngram`.
//!
//! Such a voter speaks from what this person taught and, the less that is the more, from what
//! the starter model knows of the same features.
//!
//! Every feature's log-odds is weighed by how sure its counts make it, and the sum is
//! divided by a scale that grows with the number of features that spoke, so that long and
//! short mail are comparable. The result is linear in the features: each one's share can be shown.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::judgement::{Clue, Label, Token, Vote, Voter};
use crate::starter::STEP;

/// How often something was counted, in lessons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) ham: u32,
    pub(crate) spam: u32,
}

impl Counts {
    pub(crate) fn of(&mut self, label: Label) -> &mut u32 {
        match label {
            Label::Ham => &mut self.ham,
            Label::Spam => &mut self.spam,
        }
    }
}

/// A feature unseen in one class is taken to have stood there this often.
const UNSEEN: f64 = 0.1;
/// Features whose log-odds is nearer to even than this say nothing.
const LEAST: f64 = 0.4;
/// Counts only what it would have got wrong, or right by less than this log-odds: training
/// on and near errors. Counting everything measured ten times worse
/// (`docs/experiments/bayes.md`).
const MARGIN: f64 = 4.0;
/// Brings the sum onto the scale of log-odds: chosen for the smallest calibration error.
const GAIN: f64 = 0.7;
/// Messages learned of each class before what was taught counts in full.
const FULL_CONFIDENCE_AT: f64 = 10.0;
/// How much of its weight what was taught leaves to the starter model as far as that is believed
/// (`docs/experiments/starter.md`).
const YIELDS: f64 = 0.8;
/// By what the starter model's log-odds are multiplied: with it, as little wanted mail is judged spam on
/// the first day as where all fields shared a table, and more spam is caught.
const KNOWN: f64 = 0.85;
/// Messages learned of each class when the starter model counts by half.
const STARTER_HALVED_AT: f64 = 60.0;

/// Turns counts into log-odds for as long as nothing is learned.
#[derive(Debug)]
pub(crate) struct LogOdds {
    ham: Rates,
    spam: Rates,
    half_believed: f64,
    /// Those of small counts, by ham and spam.
    small: Vec<[f64; SMALL]>,
}

/// Most features have counts below this.
const SMALL: usize = 32;

/// The logarithms of a class's rates.
#[derive(Debug)]
struct Rates {
    lessons: f64,
    /// Added to both rates alike, however unequal the classes are: a feature of the class
    /// that was taught more must not speak for the other because that one is small.
    unseen: f64,
}

impl Rates {
    fn logarithm(&self, count: u32) -> f64 {
        (f64::from(count) / self.lessons + self.unseen).ln()
    }
}

impl LogOdds {
    /// A feature seen as often as `half_believed` is believed by half.
    pub(crate) fn new(lessons: Counts, half_believed: f64) -> Self {
        let (ham, spam) = (f64::from(lessons.ham), f64::from(lessons.spam));
        let unseen = 2.0 * UNSEEN / (ham + spam);
        let (ham, spam) = (Rates { lessons: ham, unseen }, Rates { lessons: spam, unseen });
        let mut log_odds = Self { ham, spam, half_believed, small: Vec::new() };
        if log_odds.ham.lessons * log_odds.spam.lessons > 0.0 {
            log_odds.small = log_odds.of_small_counts();
        }
        log_odds
    }

    fn of_small_counts(&self) -> Vec<[f64; SMALL]> {
        let counts = || 0..SMALL as u32;
        let spam: Vec<f64> = counts().map(|spam| self.spam.logarithm(spam)).collect();
        let row = |ham: u32| {
            let rate = self.ham.logarithm(ham);
            let mut row = [0.0; SMALL];
            for ((spam, logarithm), place) in counts().zip(&spam).zip(&mut row) {
                *place = self.told(Counts { ham, spam }, logarithm - rate);
            }
            row
        };
        counts().map(row).collect()
    }

    /// One feature's log-odds by its certainty; 0 where it says nothing, and for all
    /// features while one class was never taught.
    pub(crate) fn of(&self, counts: Counts) -> f64 {
        let row = self.small.get(counts.ham as usize);
        match row.and_then(|row| row.get(counts.spam as usize)) {
            Some(known) => *known,
            None if self.small.is_empty() => 0.0,
            None => self.told(counts, self.spam.logarithm(counts.spam) - self.ham.logarithm(counts.ham)),
        }
    }

    fn told(&self, counts: Counts, log_odds: f64) -> f64 {
        let sure = log_odds * certainty(counts, self.half_believed);
        if sure.abs() >= LEAST { sure } else { 0.0 }
    }
}

/// How far the counts of a feature are to be believed, in 0..1.
fn certainty(counts: Counts, half_believed: f64) -> f64 {
    let (ham, spam) = (f64::from(counts.ham), f64::from(counts.spam));
    let seen = ham + spam;
    let apart = (ham - spam) / seen;
    apart * apart * (seen / (seen + half_believed))
}

/// Divides the sum so that long and short mail are comparable.
pub(crate) fn scale(features: usize) -> f64 {
    GAIN / (features as f64).max(1.0).sqrt()
}

/// Whether a message judged so is to be counted.
pub(crate) fn is_to_be_counted(log_odds: f64, label: Label) -> bool {
    let towards = match label {
        Label::Spam => 1.0,
        Label::Ham => -1.0,
    };
    log_odds * towards < MARGIN
}

/// How far what this person taught is believed, in 0..=1. `learned`: the messages that their
/// word stands behind, as (ham, spam); those that needed no counting count here.
pub(crate) fn confidence(learned: (u32, u32)) -> f64 {
    (f64::from(learned.0.min(learned.1)) / FULL_CONFIDENCE_AT).min(1.0)
}

/// How far what was taught speaks, in 0..=1: beside the starter model the less, the more that is
/// still believed. Both mostly say the same, and saying it twice does not make it twice as sure.
fn beside_starter(learned: (u32, u32), has_starter: bool) -> f64 {
    let yielded = if has_starter { YIELDS * starter_confidence(learned) } else { 0.0 };
    confidence(learned) * (1.0 - yielded)
}

/// How far the starter model is believed, in 0..=1.
pub(crate) fn starter_confidence(learned: (u32, u32)) -> f64 {
    STARTER_HALVED_AT / (STARTER_HALVED_AT + f64::from(learned.0.min(learned.1)))
}

/// What the features of a message, or of a field of it, say.
pub(crate) struct Speech {
    /// Each one's share of the sum, by its position; 0 of those that say nothing.
    contributions: Vec<f64>,
    /// How many of them say something.
    spoke: usize,
    /// Counts behind what was taught, by position; none where they say nothing.
    counts: Vec<Counts>,
}

/// What is known of the features of a field, by their positions.
pub(crate) struct Heard {
    /// How often what was taught has each.
    pub(crate) taught: Vec<Counts>,
    /// The starter model's log-odds of each, in steps; 0 of those that it does not know.
    pub(crate) known: Vec<i8>,
}

impl Heard {
    /// Of how many features the starter model knows something.
    pub(crate) fn known_spoke(&self) -> usize {
        self.known.iter().filter(|known| **known != 0).count()
    }
}

/// By what each source's log-odds are multiplied.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scales {
    /// What was taught, beside how many features of it speak.
    pub(crate) taught: f64,
    /// What the starter model knows.
    pub(crate) known: f64,
}

impl Scales {
    /// `learned`: messages learned, as (ham, spam). `known_spoke`: of how many features the starter
    /// model knows something, in all fields of the voter. `is_copy`: the person judged nearly the same.
    pub(crate) fn of(learned: (u32, u32), known_spoke: usize, is_copy: bool) -> Self {
        let known = if is_copy { 1.0 - confidence(learned) } else { 1.0 };
        Self {
            taught: beside_starter(learned, known_spoke > 0 && !is_copy),
            known: scale(known_spoke) * starter_confidence(learned) * STEP * KNOWN * known,
        }
    }
}

impl Speech {
    /// Listens to the features of a field.
    pub(crate) fn of(heard: Heard, log_odds: &LogOdds, scales: Scales) -> Self {
        let Heard { taught: mut counts, known } = heard;
        let mut contributions: Vec<f64> = counts.iter().map(|counts| log_odds.of(*counts)).collect();
        for (counts, odds) in counts.iter_mut().zip(&contributions) {
            if *odds == 0.0 {
                *counts = Counts::default();
            }
        }
        let both = contributions.iter().zip(&known).filter(|(taught, known)| **taught != 0.0 || **known != 0);
        let spoke = both.count();
        let taught_spoke = contributions.iter().filter(|taught| **taught != 0.0).count();
        let taught_scale = scale(taught_spoke) * scales.taught;
        for (contribution, known) in contributions.iter_mut().zip(&known) {
            *contribution = *contribution * taught_scale + f64::from(*known) * scales.known;
        }
        Self { contributions, spoke, counts }
    }

    /// The log-odds, by how far each source is believed.
    pub(crate) fn log_odds(&self) -> f64 {
        self.contributions.iter().sum()
    }

    /// The clues: the `shown` strongest by name, the others as one.
    pub(crate) fn clues(
        &self,
        voter: Voter,
        shown: usize,
        describe: impl Fn(usize) -> Option<Token>,
    ) -> Vec<Clue> {
        let mut named = 0.0;
        let mut clues = Vec::with_capacity(shown + 1);
        for position in self.strongest(shown) {
            let contribution = self.contributions.get(position).copied().unwrap_or_default();
            let Counts { ham, spam } = self.counts.get(position).copied().unwrap_or_default();
            let Some(token) = describe(position) else { continue };
            named += contribution;
            clues.push(Clue { voter, token, contribution, spam_seen: spam, ham_seen: ham });
        }
        if self.spoke > clues.len() {
            let token = Token::Rest { voter, count: (self.spoke - clues.len()) as u32 };
            let contribution = self.log_odds() - named;
            clues.push(Clue { voter, token, contribution, spam_seen: 0, ham_seen: 0 });
        }
        clues
    }

    /// The positions of the strongest features, strongest first; of equals the earlier.
    fn strongest(&self, most: usize) -> Vec<usize> {
        // Of numbers above 0 the larger has the larger bits. On top is the weakest of those kept.
        let mut kept: BinaryHeap<Reverse<(u64, Reverse<usize>)>> = BinaryHeap::with_capacity(most + 1);
        let mut least = 0;
        for (position, contribution) in self.contributions.iter().enumerate() {
            let strength = contribution.abs().to_bits();
            if strength > least {
                kept.push(Reverse((strength, Reverse(position))));
                if kept.len() > most {
                    kept.pop();
                }
                if kept.len() == most {
                    least = kept.peek().map_or(0, |weakest| weakest.0.0);
                }
            }
        }
        kept.into_sorted_vec().into_iter().map(|Reverse((_, Reverse(position)))| position).collect()
    }
}

/// The vote of log-odds in which each source is already weighed. It is shown as the log-odds
/// of a voter that is believed as far as the better believed of its sources.
pub(crate) fn vote(voter: Voter, log_odds: f64, learned: (u32, u32), has_starter: bool) -> Vote {
    let starter = if has_starter { starter_confidence(learned) } else { 0.0 };
    let confidence = confidence(learned).max(starter);
    if log_odds == 0.0 || confidence == 0.0 {
        return Vote { voter, log_odds: 0.0, confidence: 0.0, share: 0.0 };
    }
    Vote { voter, log_odds: log_odds / confidence, confidence, share: 0.0 }
}
