//! `ngram`: how often each run of characters stood in ham and in spam.
//!
//! Header lines and text are judged apart and have equal say; how counts become log-odds
//! stands in [`super::counting`]. The counts lie in tables of a fixed size: rarely two runs
//! share a place, which costs less accuracy than it saves in memory.

use super::counting::{self, Counts, LogOdds, Speech};
use crate::grams::{BITS, Grams, Runs};
use crate::judgement::{Label, Token, Voter};
use crate::starter::{Known, Starter};
use crate::voters::Opinion;

/// A run seen as often as this is believed by half.
const HALF_BELIEVED: f64 = 1.5;
/// Runs that are named one by one, of each field; the others are shown as one.
const SHOWN: usize = 5;
/// The say of each field.
const SHARE: f64 = 0.5;

/// What `ngram` has learned.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Ngram {
    pub(crate) header: Table,
    pub(crate) body: Table,
}

/// The counts of one field's runs.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    /// (ham, spam) by a run's hash; empty while nothing was counted.
    counts: Vec<(u16, u16)>,
    pub(crate) lessons: Counts,
}

impl Ngram {
    /// Judges the runs of a message. `learned`: as for `bayes`.
    pub(crate) fn opinion(&self, grams: &Grams, starter: Option<&Starter>, learned: (u32, u32)) -> Opinion {
        let header = self.header.listen(&grams.header, starter.map(|starter| &starter.header), learned);
        let body = self.body.listen(&grams.body, starter.map(|starter| &starter.body), learned);
        let log_odds = (header.log_odds() + body.log_odds()) * SHARE;
        let vote = counting::vote(Voter::Ngram, log_odds, learned, starter.is_some());
        let named = |field: &'static str, runs: &Runs, position| {
            let text = runs.describe(position)?.to_owned();
            Some(Token::Run { field: field.to_owned(), text })
        };
        let mut clues =
            header.clues(Voter::Ngram, SHARE, SHOWN, |position| named("header", &grams.header, position));
        clues.extend(body.clues(Voter::Ngram, SHARE, SHOWN, |position| named("body", &grams.body, position)));
        Opinion { vote, clues }.summed()
    }
}

impl Table {
    fn listen(&self, runs: &Runs, starter: Option<&Known>, learned: (u32, u32)) -> Speech {
        let mut log_odds = LogOdds::new(self.lessons, HALF_BELIEVED);
        Speech::of(
            runs.hashes(),
            |hash| {
                let counts = self.counts(hash)?;
                Some((log_odds.of(counts)?, counts))
            },
            |hash| starter?.log_odds(hash),
            learned,
        )
    }

    /// What the starter model is to say of each run.
    pub(crate) fn known(&self) -> impl Iterator<Item = (u32, f64)> + '_ {
        let mut log_odds = LogOdds::new(self.lessons, HALF_BELIEVED);
        self.used().filter_map(move |(hash, (ham, spam))| {
            let counts = Counts { ham: ham.into(), spam: spam.into() };
            Some((hash, log_odds.of(counts)?))
        })
    }

    fn log_odds(&self, hashes: &[u32]) -> f64 {
        let mut log_odds = LogOdds::new(self.lessons, HALF_BELIEVED);
        let odds = |hash: &u32| log_odds.of(self.counts(*hash)?);
        let (count, sum) =
            hashes.iter().filter_map(odds).fold((0, 0.0), |(n, sum), odds| (n + 1, sum + odds));
        sum * counting::scale(count)
    }

    fn counts(&self, hash: u32) -> Option<Counts> {
        let (ham, spam) = *self.counts.get(hash as usize)?;
        (ham | spam != 0).then(|| Counts { ham: ham.into(), spam: spam.into() })
    }

    /// Whether a sample is to be counted.
    pub(crate) fn needs(&self, hashes: &[u32], label: Label) -> bool {
        counting::is_to_be_counted(self.log_odds(hashes), label)
    }

    pub(crate) fn count(&mut self, hashes: &[u32], label: Label) {
        self.counts.resize(1 << BITS, (0, 0));
        *self.lessons.of(label) += 1;
        self.change(hashes, label, |count| count.saturating_add(1));
    }

    pub(crate) fn uncount(&mut self, hashes: &[u32], label: Label) {
        let lessons = self.lessons.of(label);
        *lessons = lessons.saturating_sub(1);
        self.change(hashes, label, |count| count.saturating_sub(1));
        if self.lessons == Counts::default() {
            self.counts = Vec::new();
        }
    }

    fn change(&mut self, hashes: &[u32], label: Label, by: impl Fn(u16) -> u16) {
        for hash in hashes {
            let Some((ham, spam)) = self.counts.get_mut(*hash as usize) else { continue };
            let count = match label {
                Label::Ham => ham,
                Label::Spam => spam,
            };
            *count = by(*count);
        }
    }

    /// The places in use with their counts (ham, spam), ascending.
    pub(crate) fn used(&self) -> impl Iterator<Item = (u32, (u16, u16))> + '_ {
        (0..).zip(self.counts.iter().copied()).filter(|(_, counts)| *counts != (0, 0))
    }

    /// The table with these places in use; `None` where one is outside.
    pub(crate) fn with(lessons: Counts, used: &[(u32, (u16, u16))]) -> Option<Self> {
        if lessons == Counts::default() {
            return used.is_empty().then(Self::default);
        }
        let mut counts = vec![(0, 0); 1 << BITS];
        for (hash, both) in used {
            *counts.get_mut(*hash as usize)? = *both;
        }
        Some(Self { counts, lessons })
    }
}
