//! `twin`: whether nearly the same text was judged before.
//!
//! Of every judged message the smallest hashes of its shingles (runs of three words, or of
//! five characters where no spaces are written) are kept. The share of them that two messages
//! have in common estimates how alike their texts are, whoever sent them; so one click
//! catches the next copy from another address, and lets the next copy of a wanted mail pass.

mod print;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use rustc_hash::FxHashMap;

use crate::judgement::{Clue, Label, Token, Vote, Voter};
use crate::voters::Opinion;

pub(crate) use print::Print;

/// Below this likeness two texts are not twins: forms of the same writer, quoted letters.
pub(crate) const LEAST_ALIKE: f64 = 0.5;
/// What an identical text is worth, in log-odds.
const IDENTICAL: f64 = 5.0;
/// What a wanted text is still worth when it comes from another domain: whoever got the same
/// newsletter can copy it.
const WANTED_FROM_ELSEWHERE: f64 = 0.3;
/// By how many of its smallest shingles a print is found. Two prints that are half alike
/// share none of six once in a hundred.
const INDEXED: usize = 6;
/// Looks at this many prints for one shingle: a phrase that many mails share tells no twin.
const MOST_FOUND: usize = 100;

/// Shingles are hashes already.
#[derive(Debug, Clone, Copy, Default)]
struct Hashed(u64);

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

/// A judged message.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judged {
    pub(crate) label: Label,
    pub(crate) print: Print,
}

/// The prints of all judged messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Twins {
    /// By the message's key and label, with how often it was taught.
    judged: FxHashMap<(u64, Label), (Judged, u32)>,
    /// Keys by shingle, ascending.
    index: HashMap<u32, Vec<(u64, Label)>, BuildHasherDefault<Hashed>>,
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
    pub(crate) fn learn(&mut self, key: u64, label: Label, print: &Print) {
        self.learn_times(key, label, print, 1);
    }

    /// As taught that many times.
    pub(crate) fn learn_times(&mut self, key: u64, label: Label, print: &Print, times: u32) {
        if print.is_empty() || times == 0 {
            return;
        }
        let judged = Judged { label, print: print.clone() };
        let entry = self.judged.entry((key, label)).or_insert((judged, 0));
        entry.1 = entry.1.saturating_add(times);
        for shingle in print.shingles.iter().take(INDEXED) {
            let keys = self.index.entry(*shingle).or_default();
            if let Err(place) = keys.binary_search(&(key, label)) {
                keys.insert(place, (key, label));
            }
        }
    }

    pub(crate) fn unlearn(&mut self, key: u64, label: Label) {
        let Some(entry) = self.judged.get_mut(&(key, label)) else { return };
        entry.1 -= 1;
        if entry.1 > 0 {
            return;
        }
        let Some((judged, _)) = self.judged.remove(&(key, label)) else { return };
        for shingle in judged.print.shingles.iter().take(INDEXED) {
            if let Some(keys) = self.index.get_mut(shingle) {
                keys.retain(|known| *known != (key, label));
                if keys.is_empty() {
                    self.index.remove(shingle);
                }
            }
        }
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
        let mut keys: Vec<(u64, Label)> = print
            .shingles
            .iter()
            .take(INDEXED)
            .filter_map(|shingle| self.index.get(shingle))
            .flat_map(|keys| keys.iter().take(MOST_FOUND).copied())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let judged = keys.iter().filter_map(|key| Some((key.0, &self.judged.get(key)?.0)));
        judged
            .map(|(key, judged)| Found {
                key,
                label: judged.label,
                alike: judged.print.alike(print),
                same_author: judged.print.author == print.author,
            })
            .filter(|found| found.alike >= LEAST_ALIKE)
            .collect()
    }

    /// Every print with how often it was taught, in the order of the keys.
    pub(crate) fn all(&self) -> impl ExactSizeIterator<Item = (u64, &Judged, u32)> {
        let mut all: Vec<_> = self.judged.iter().collect();
        all.sort_unstable_by_key(|(key, _)| **key);
        all.into_iter().map(|((key, _), (judged, times))| (*key, judged, *times))
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
