//! `twin`: whether nearly the same text was judged before.
//!
//! Of every judged message the smallest hashes of its shingles (runs of three words, or of
//! five characters where no spaces are written) are kept. The share of them that two messages
//! have in common estimates how alike their texts are, whoever sent them; so one click
//! catches the next copy from another address, and lets the next copy of a wanted mail pass.
//!
//! The prints of the newest lessons are kept, of as many as a person gives in years; older ones
//! fade. Whoever takes a lesson back makes room for the newest of those that have faded, and
//! can bring it back from the log ([`Twins::recall`]): so what is kept is a function of the log.

mod kept;
mod print;

use crate::judgement::{Clue, Label, Token, Vote, Voter};
use crate::learning::KEPT_SINGLY;
use crate::voters::Opinion;

pub(crate) use kept::Judged;
use kept::Kept;
pub(crate) use print::{NO_PRINT, Print};

/// Below this likeness two texts are not twins: forms of the same writer, quoted letters.
pub(crate) const LEAST_ALIKE: f64 = 0.5;
/// What an identical text is worth, in log-odds.
const IDENTICAL: f64 = 5.0;
/// What a wanted text is still worth when it comes from another domain: whoever got the same
/// newsletter can copy it.
const WANTED_FROM_ELSEWHERE: f64 = 0.3;
/// Looks at this many prints for one shingle, the newest: a phrase that many mails share tells
/// no twin.
const MOST_FOUND: usize = 100;

/// The prints of the judged messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Twins {
    kept: Kept,
}

/// What was found to be alike.
struct Found {
    key: u64,
    label: Label,
    alike: f64,
    /// Whether it came from the same domain.
    same_author: bool,
}

impl Twins {
    /// Every lesson takes its place, also one without a text, so that the newest lessons of the
    /// log are those that are kept.
    pub(crate) fn learn(&mut self, key: u64, label: Label, print: &Print) {
        self.add(Judged::new(key, label, print));
    }

    /// Adds a lesson as the newest.
    pub(crate) fn add(&mut self, judged: Judged) {
        if self.kept.len() >= KEPT_SINGLY {
            self.kept.forget_oldest();
        }
        self.kept.add_newest(judged);
    }

    /// Takes back the newest lesson of that message and label; one that has faded is gone already.
    pub(crate) fn unlearn(&mut self, key: u64, label: Label) {
        self.kept.remove(key, label);
    }

    /// Takes the newest of the faded lessons back. `false`, and nothing done, where it is kept.
    pub(crate) fn recall(&mut self, key: u64, label: Label, print: &Print) -> bool {
        let new = self.kept.len() < KEPT_SINGLY && !self.kept.has(key, label);
        if new {
            self.kept.add_oldest(Judged::new(key, label, print));
        }
        new
    }

    /// How many lessons are kept.
    pub(crate) fn len(&self) -> usize {
        self.kept.len()
    }

    /// The most alike of each label decide, the nearer the more; where both a spam and a ham
    /// are as near, it abstains.
    pub(crate) fn opinion(&self, print: &Print) -> Opinion {
        let found = self.alike(print);
        let best = |label| {
            found.iter().filter(|one| one.label == label).max_by(|a, b| a.worth().total_cmp(&b.worth()))
        };
        let (spam, ham) = (best(Label::Spam), best(Label::Ham));
        let count = |label| found.iter().filter(|one| one.label == label).count() as u32;
        let clue = |one: &Found, side: f64| Clue {
            voter: Voter::Twin,
            token: Token::Twin { label: one.label, alike: (one.alike * 100.0).round() as u32 },
            contribution: side * one.worth() * print.weight(),
            spam_seen: count(Label::Spam),
            ham_seen: count(Label::Ham),
        };
        let clues: Vec<Clue> =
            spam.map(|one| clue(one, 1.0)).into_iter().chain(ham.map(|one| clue(one, -1.0))).collect();
        let log_odds: f64 = clues.iter().map(|clue| clue.contribution).sum();
        let confidence = if clues.is_empty() { 0.0 } else { 1.0 };
        Opinion { vote: Vote { voter: Voter::Twin, log_odds, confidence, share: 0.0 }, clues }
    }

    /// The keys of judged messages with nearly the same text, nearest first. A text too short
    /// to count in full has none: "thank you, see you then" is everyone's.
    pub(crate) fn near_copies(&self, print: &Print, label: Label) -> Vec<u64> {
        if print.weight() < 1.0 {
            return Vec::new();
        }
        let mut found = self.alike(print);
        found.retain(|one| one.label == label);
        found.sort_by(|a, b| b.alike.total_cmp(&a.alike).then(a.key.cmp(&b.key)));
        found.into_iter().map(|one| one.key).collect()
    }

    fn alike(&self, print: &Print) -> Vec<Found> {
        let mut judged: Vec<&Judged> =
            print.indexed().iter().flat_map(|shingle| self.kept.with(*shingle).take(MOST_FOUND)).collect();
        judged.sort_unstable_by_key(|judged| (judged.key, judged.label));
        judged.dedup_by_key(|judged| (judged.key, judged.label));
        judged
            .into_iter()
            .map(|judged| Found {
                key: judged.key,
                label: judged.label,
                alike: print::alike(judged.shingles(), &print.shingles),
                same_author: judged.author == print.author,
            })
            .filter(|found| found.alike >= LEAST_ALIKE)
            .collect()
    }

    /// Every lesson that is kept, oldest first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Judged> {
        self.kept.oldest_first()
    }
}

impl Found {
    /// Log-odds, without their direction.
    fn worth(&self) -> f64 {
        let author = match self.label {
            Label::Ham if !self.same_author => WANTED_FROM_ELSEWHERE,
            _ => 1.0,
        };
        IDENTICAL * self.alike * author
    }
}

#[cfg(test)]
mod tests;
