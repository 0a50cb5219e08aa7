//! Counts by a feature's hash, in a table of a fixed size: what `bayes` and `ngram` learn into.
//!
//! Rarely two features share a place, which costs less accuracy than it saves in memory and
//! time: a look-up is one read, and many of them go on at once.
//!
//! A place holds two bytes. Few counts outgrow theirs; what does not fit stands beside the
//! table, so that every count is exact and can be taken back.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::counting::{self, Counts, Heard, LogOdds, Scales, Speech};
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
    /// [ham, spam] by place; empty while nothing was counted. [`FULL`] means: and more beside.
    counts: Vec<[u8; 2]>,
    /// What goes beyond [`FULL`], by place and label; never 0.
    beyond: BTreeMap<(u32, Label), u32>,
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

/// The largest count that a place holds itself.
const FULL: u8 = u8::MAX;

impl Table {
    pub(crate) fn new(kind: &'static Kind) -> Self {
        Self {
            kind,
            counts: Vec::new(),
            beyond: BTreeMap::new(),
            lessons: Counts::default(),
            log_odds: Remembered::default(),
        }
    }

    /// What is known of the features of a field.
    pub(crate) fn hear(&self, hashes: &[u32], starter: Option<&Known>) -> Heard {
        // All reads first: none waits for another, and memory is what takes the time.
        let taught: Vec<Counts> = hashes.iter().map(|hash| self.at(*hash)).collect();
        let known: Vec<i8> = match starter {
            Some(starter) => hashes.iter().map(|hash| starter.steps_of(*hash)).collect(),
            None => vec![0; taught.len()],
        };
        Heard { taught, known }
    }

    /// What is said of it.
    pub(crate) fn speech(&self, heard: Heard, scales: Scales) -> Speech {
        Speech::of(heard, self.log_odds(), scales)
    }

    /// What the starter model is to say of features: their log-odds, where they have any.
    pub(crate) fn known(&self, hashes: impl Iterator<Item = u32>) -> impl Iterator<Item = (u32, f64)> {
        let log_odds = self.log_odds();
        hashes.map(move |hash| (hash, log_odds.of(self.at(hash)))).filter(|(_, odds)| *odds != 0.0)
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
            self.counts = vec![[0; 2]; self.kind.places()];
        }
        *self.lessons.of(label) += 1;
        self.log_odds = Remembered::default();
        for hash in hashes {
            let place = self.kind.place(*hash);
            let Some(count) = self.counts.get_mut(place).and_then(|pair| pair.get_mut(side(label))) else {
                continue;
            };
            if *count == FULL {
                *self.beyond.entry((place as u32, label)).or_default() += 1;
            } else {
                *count += 1;
            }
        }
    }

    pub(crate) fn uncount(&mut self, hashes: &[u32], label: Label) {
        let lessons = self.lessons.of(label);
        *lessons = lessons.saturating_sub(1);
        self.log_odds = Remembered::default();
        for hash in hashes {
            let place = self.kind.place(*hash);
            let Some(count) = self.counts.get_mut(place).and_then(|pair| pair.get_mut(side(label))) else {
                continue;
            };
            let more = if *count == FULL { self.beyond.get_mut(&(place as u32, label)) } else { None };
            match more {
                Some(1) => drop(self.beyond.remove(&(place as u32, label))),
                Some(more) => *more -= 1,
                None => *count = count.saturating_sub(1),
            }
        }
        if self.lessons == Counts::default() {
            self.counts = Vec::new();
            self.beyond.clear();
        }
    }

    fn at(&self, hash: u32) -> Counts {
        let place = self.kind.place(hash);
        self.counts.get(place).map(|pair| self.whole(place as u32, *pair)).unwrap_or_default()
    }

    /// What a place holds, with what stands beside the table.
    fn whole(&self, place: u32, [ham, spam]: [u8; 2]) -> Counts {
        let count = |held: u8, label| {
            let more = if held == FULL { self.beyond.get(&(place, label)).copied() } else { None };
            u32::from(held) + more.unwrap_or(0)
        };
        Counts { ham: count(ham, Label::Ham), spam: count(spam, Label::Spam) }
    }

    fn log_odds(&self) -> &LogOdds {
        self.log_odds.0.get_or_init(|| LogOdds::new(self.lessons, self.kind.half_believed))
    }

    /// The places in use with their counts, ascending.
    pub(crate) fn used(&self) -> impl Iterator<Item = (u32, Counts)> + '_ {
        let used = (0..).zip(&self.counts).filter(|(_, pair)| **pair != [0; 2]);
        used.map(|(place, pair)| (place, self.whole(place, *pair)))
    }

    /// The table of so many lessons with these places in use; `None` where one of them is none
    /// or outside.
    pub(crate) fn with(
        kind: &'static Kind,
        lessons: Counts,
        used: impl Iterator<Item = Option<(u32, Counts)>>,
    ) -> Option<Self> {
        let mut table = Self { lessons, ..Self::new(kind) };
        if lessons != Counts::default() {
            table.counts = vec![[0; 2]; kind.places()];
        }
        for one in used {
            let (place, counts) = one?;
            let pair = table.counts.get_mut(place as usize)?;
            for (label, count) in [(Label::Ham, counts.ham), (Label::Spam, counts.spam)] {
                let held = u8::try_from(count).unwrap_or(FULL);
                *pair.get_mut(side(label))? = held;
                let more = count - u32::from(held);
                if more > 0 {
                    table.beyond.insert((place, label), more);
                }
            }
        }
        Some(table)
    }
}

/// Where a label's count stands in a place.
fn side(label: Label) -> usize {
    match label {
        Label::Ham => 0,
        Label::Spam => 1,
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

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Kind = Kind { hash_bits: 8, place_bits: 4, half_believed: 1.0 };

    #[test]
    fn counts_that_outgrow_a_byte_are_exact_and_taken_back_exactly() {
        let mut table = Table::new(&SMALL);
        table.count(&[0x10, 0x20], Label::Ham);
        let before = table.clone();
        for _ in 0..700 {
            table.count(&[0x10], Label::Spam);
        }
        assert_eq!(table.at(0x10), Counts { ham: 1, spam: 700 });
        let used: Vec<(u32, Counts)> = table.used().collect();
        let again = Table::with(&SMALL, table.lessons, used.iter().copied().map(Some));
        assert_eq!(again.as_ref(), Some(&table));
        for _ in 0..700 {
            table.uncount(&[0x10], Label::Spam);
        }
        assert_eq!(table, before);
    }

    #[test]
    fn a_place_outside_the_table_is_refused() {
        let lessons = Counts { ham: 1, spam: 0 };
        assert!(Table::with(&SMALL, lessons, [Some((16, lessons))].into_iter()).is_none());
        assert!(Table::with(&SMALL, lessons, [None].into_iter()).is_none());
        assert!(Table::with(&SMALL, Counts::default(), [Some((1, lessons))].into_iter()).is_none());
    }
}
