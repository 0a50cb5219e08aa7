//! Counts by a feature's hash, in a table of a fixed size: what `bayes` and `ngram` learn into.
//!
//! Rarely two features share a place, which costs less accuracy than it saves in memory and
//! time: a look-up is one read, and many of them go on at once.

use std::sync::OnceLock;

use super::counting::{self, Counts, LogOdds, Speech};
use crate::judgement::Label;
use crate::starter::Known;

/// What features a table is for.
#[derive(Debug, PartialEq)]
pub(crate) struct Kind {
    /// Bits of a feature's hash.
    pub(crate) hash_bits: u32,
    /// The upper bits of it that tell features apart.
    pub(crate) place_bits: u32,
    /// A feature seen as often as this is believed by half.
    pub(crate) half_believed: f64,
}

/// The counts of one kind of features.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    kind: &'static Kind,
    /// (ham, spam) by place; empty while nothing was counted.
    counts: Vec<(u16, u16)>,
    pub(crate) lessons: Counts,
    /// What the lessons make of counts.
    log_odds: Remembered<LogOdds>,
}

/// Something that follows from the rest of a table and is made when it is first asked for.
#[derive(Debug)]
struct Remembered<T>(OnceLock<T>);

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> Clone for Remembered<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Whether it was asked for already makes no difference.
impl<T> PartialEq for Remembered<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Table {
    pub(crate) fn new(kind: &'static Kind) -> Self {
        Self { kind, counts: Vec::new(), lessons: Counts::default(), log_odds: Remembered::default() }
    }

    /// What is said of a message's features. `learned`: how many messages the person's word
    /// stands behind, as (ham, spam); those that needed no counting count here.
    pub(crate) fn listen(
        &self,
        hashes: impl Iterator<Item = u32> + Clone,
        starter: Option<&Known>,
        learned: (u32, u32),
    ) -> Speech {
        // All reads first: none waits for another, and memory is what takes the time.
        let taught: Vec<Counts> = hashes.clone().map(|hash| self.at(hash)).collect();
        let known: Vec<i8> = match starter {
            Some(starter) => hashes.map(|hash| starter.steps_of(hash)).collect(),
            None => vec![0; taught.len()],
        };
        Speech::of(taught, &known, self.log_odds(), learned)
    }

    /// What the starter model is to say of each feature: its place and log-odds.
    pub(crate) fn known(&self) -> impl Iterator<Item = (u32, f64)> + '_ {
        let log_odds = self.log_odds();
        let odds = self.used().map(|(place, counts)| (place, log_odds.of(both(counts))));
        odds.filter(|(_, odds)| *odds != 0.0)
    }

    /// Whether features are to be counted: when they would be judged wrong or nearly so.
    pub(crate) fn needs(&self, hashes: &[u32], label: Label) -> bool {
        counting::is_to_be_counted(self.vote(hashes), label)
    }

    /// What was taught says of these features, in log-odds.
    pub(crate) fn vote(&self, hashes: &[u32]) -> f64 {
        let counts: Vec<Counts> = hashes.iter().map(|hash| self.at(*hash)).collect();
        let log_odds = self.log_odds();
        let odds = counts.into_iter().map(|counts| log_odds.of(counts));
        let (spoke, sum) =
            odds.fold((0, 0.0), |(spoke, sum), odds| (spoke + usize::from(odds != 0.0), sum + odds));
        sum * counting::scale(spoke)
    }

    pub(crate) fn count(&mut self, hashes: &[u32], label: Label) {
        if self.counts.is_empty() {
            self.counts = vec![(0, 0); self.kind.places()];
        }
        *self.lessons.of(label) += 1;
        self.log_odds = Remembered::default();
        self.change(hashes, label, |count| count.saturating_add(1));
    }

    pub(crate) fn uncount(&mut self, hashes: &[u32], label: Label) {
        let lessons = self.lessons.of(label);
        *lessons = lessons.saturating_sub(1);
        self.log_odds = Remembered::default();
        self.change(hashes, label, |count| count.saturating_sub(1));
        if self.lessons == Counts::default() {
            self.counts = Vec::new();
        }
    }

    fn change(&mut self, hashes: &[u32], label: Label, by: impl Fn(u16) -> u16) {
        for hash in hashes {
            let Some((ham, spam)) = self.counts.get_mut(self.kind.place(*hash)) else { continue };
            let count = match label {
                Label::Ham => ham,
                Label::Spam => spam,
            };
            *count = by(*count);
        }
    }

    fn at(&self, hash: u32) -> Counts {
        self.counts.get(self.kind.place(hash)).copied().map(both).unwrap_or_default()
    }

    fn log_odds(&self) -> &LogOdds {
        self.log_odds.0.get_or_init(|| LogOdds::new(self.lessons, self.kind.half_believed))
    }

    /// The places in use with their counts (ham, spam), ascending.
    pub(crate) fn used(&self) -> impl Iterator<Item = (u32, (u16, u16))> + '_ {
        (0..).zip(self.counts.iter().copied()).filter(|(_, counts)| *counts != (0, 0))
    }

    /// The table with these places in use; `None` where one is outside.
    pub(crate) fn with(kind: &'static Kind, lessons: Counts, used: &[(u32, (u16, u16))]) -> Option<Self> {
        let mut table = Self { lessons, ..Self::new(kind) };
        if lessons == Counts::default() {
            return used.is_empty().then_some(table);
        }
        table.counts = vec![(0, 0); kind.places()];
        for (place, counts) in used {
            *table.counts.get_mut(*place as usize)? = *counts;
        }
        Some(table)
    }
}

impl Kind {
    fn places(&self) -> usize {
        1 << self.place_bits
    }

    fn place(&self, hash: u32) -> usize {
        (hash >> (self.hash_bits - self.place_bits)) as usize
    }
}

fn both((ham, spam): (u16, u16)) -> Counts {
    Counts { ham: ham.into(), spam: spam.into() }
}
