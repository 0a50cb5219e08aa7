//! The fields of a message that are judged apart: its header lines, who writes about what, and its text.
//!
//! Each has a table of its own, learns from its own errors alone, and has a say of its own. Two
//! fields that are judged apart make different mistakes, which measured better than any single
//! larger table (`docs/experiments/bayes.md`, `docs/experiments/ngram.md`).

use super::Opinion;
use super::counting::{self, Heard, Scales};
use super::table::{Kind, Table};
use crate::grams;
use crate::judgement::{Clue, Label, Token, Voter};
use crate::starter::Starter;

/// How many there are, those of `bayes` first.
pub(crate) const COUNT: usize = BAYES + NGRAM;
/// Those of `bayes`: header lines; subject and names; text and links.
pub(crate) const BAYES: usize = 3;
/// Those of `ngram`: header lines; subject and text.
pub(crate) const NGRAM: usize = 2;

/// One field, as one voter looks at it.
pub(crate) struct Field {
    voter: Voter,
    pub(crate) kind: Kind,
    /// What stands for it in [`crate::Lesson::counted`].
    bit: u8,
    /// By what the log-odds of what was taught is multiplied in the vote.
    share: f64,
    /// Clues that are named one by one; the others are shown as one.
    shown: usize,
}

const fn words(bit: u8, place_bits: u32, shown: usize) -> Field {
    let kind = Kind { hash_bits: u32::BITS, place_bits, half_believed: 2.0 };
    Field { voter: Voter::Bayes, kind, bit, share: 0.4, shown }
}

const fn runs(bit: u8) -> Field {
    let kind = Kind { hash_bits: grams::BITS, place_bits: grams::BITS, half_believed: 1.5 };
    Field { voter: Voter::Ngram, kind, bit, share: 0.5, shown: 5 }
}

/// In the order of samples, snapshots and the starter model.
pub(crate) static FIELDS: [Field; COUNT] =
    [words(1, 20, 20), words(64, 19, 10), words(128, 21, 30), runs(2), runs(4)];

/// What the words of a message are judged by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Basis<'a> {
    /// What was known on the first day, where that speaks.
    pub(crate) starter: Option<&'a Starter>,
    /// How many messages the person's word stands behind, as (ham, spam).
    pub(crate) learned: (u32, u32),
    /// Whether the person judged nearly the same text: then what they taught has its full say, and the
    /// starter model speaks only as far as that is not believed yet.
    pub(crate) is_copy: bool,
}

/// The hashes of a message's features by field, ascending, each once.
pub(crate) type Hashes = [Vec<u32>; COUNT];

/// What was counted, by field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tables(pub(crate) [Table; COUNT]);

impl Default for Tables {
    fn default() -> Self {
        Self(FIELDS.each_ref().map(|field| Table::new(&field.kind)))
    }
}

impl Tables {
    /// Which fields have something to learn of a message, as bits.
    pub(crate) fn needed(&self, hashes: &Hashes, label: Label) -> u8 {
        let fields = FIELDS.iter().zip(&self.0).zip(hashes);
        fields.fold(0, |bits, ((field, table), hashes)| {
            let needed = !hashes.is_empty() && table.needs(hashes, label);
            if needed { bits | field.bit } else { bits }
        })
    }

    /// Counts the fields that `counted` names.
    pub(crate) fn count(&mut self, hashes: &Hashes, label: Label, counted: u8) {
        self.named(hashes, counted).for_each(|(table, hashes)| table.count(hashes, label));
    }

    /// Takes back what [`Tables::count`] counted.
    pub(crate) fn uncount(&mut self, hashes: &Hashes, label: Label, counted: u8) {
        self.named(hashes, counted).for_each(|(table, hashes)| table.uncount(hashes, label));
    }

    fn named<'a>(
        &'a mut self,
        hashes: &'a Hashes,
        counted: u8,
    ) -> impl Iterator<Item = (&'a mut Table, &'a [u32])> {
        let fields = FIELDS.iter().zip(&mut self.0).zip(hashes);
        fields
            .filter(move |((field, _), _)| counted & field.bit != 0)
            .map(|((_, table), hashes)| (table, hashes.as_slice()))
    }

    /// What was taught says of features, voter by voter, in log-odds.
    pub(crate) fn votes(&self, hashes: &Hashes) -> [f64; 2] {
        [Voter::Bayes, Voter::Ngram].map(|voter| {
            let fields = FIELDS.iter().zip(&self.0).zip(hashes);
            let own = fields.filter(|((field, _), _)| field.voter == voter);
            own.map(|((field, table), hashes)| table.vote(hashes) * field.share).sum()
        })
    }

    /// What the fields of one voter say together. `hashes` gives the features of a field by its place
    /// in [`FIELDS`], `name` what one of them is called.
    pub(crate) fn opinion(
        &self,
        voter: Voter,
        basis: Basis<'_>,
        hashes: impl Fn(usize) -> Vec<u32>,
        name: impl Fn(usize, usize) -> Option<Token>,
    ) -> Opinion {
        let Basis { starter, learned, is_copy } = basis;
        let fields = || FIELDS.iter().zip(&self.0).enumerate().filter(|(_, (field, _))| field.voter == voter);
        let heard: Vec<Heard> = fields()
            .map(|(place, (_, table))| {
                let known = starter.and_then(|starter| starter.0.get(place));
                table.hear(&hashes(place), known)
            })
            .collect();
        let scales = Scales::of(learned, heard.iter().map(Heard::known_spoke).sum(), is_copy);
        let (mut log_odds, mut clues) = (0.0, Vec::new());
        for ((place, (field, table)), heard) in fields().zip(heard) {
            let speech = table.speech(heard, Scales { taught: scales.taught * field.share, ..scales });
            log_odds += speech.log_odds();
            clues.extend(speech.clues(voter, field.shown, |position| name(place, position)));
        }
        let vote = counting::vote(voter, log_odds, learned, starter.is_some());
        Opinion { vote, clues: with_one_rest(clues) }.summed()
    }
}

/// What is left of all fields, as one: by its name nobody could tell the one from the other.
fn with_one_rest(clues: Vec<Clue>) -> Vec<Clue> {
    let is_rest = |clue: &Clue| matches!(clue.token, Token::Rest { .. });
    let (rests, mut clues): (Vec<Clue>, Vec<Clue>) = clues.into_iter().partition(is_rest);
    let together = rests.into_iter().reduce(|mut one, other| {
        if let (Token::Rest { count, .. }, Token::Rest { count: more, .. }) = (&mut one.token, &other.token) {
            *count += more;
        }
        one.contribution += other.contribution;
        one
    });
    clues.extend(together);
    clues
}
