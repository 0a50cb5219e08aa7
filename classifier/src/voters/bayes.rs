//! `bayes`: how often each feature stood in ham and in spam.
//!
//! How counts become log-odds stands in [`super::counting`].

use super::counting;
use super::table::{Kind, Table};
use crate::judgement::Voter;
use crate::starter::Starter;
use crate::token::Tokens;
use crate::voters::Opinion;

/// Words and pairs. 2^21 places measured as good as a map without collisions
/// (`docs/experiments/bayes.md`).
pub(crate) const WORDS: Kind = Kind { hash_bits: 32, place_bits: 21, half_believed: 3.0 };

/// What `bayes` has learned.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bayes {
    pub(crate) words: Table,
}

/// Clues that are named one by one; the others are shown as one.
const SHOWN: usize = 60;

impl Default for Bayes {
    fn default() -> Self {
        Self { words: Table::new(&WORDS) }
    }
}

impl Bayes {
    /// Judges the features of a message. `learned`: how many messages the person's word stands
    /// behind, as (ham, spam).
    pub(crate) fn opinion(&self, tokens: &Tokens, starter: Option<&Starter>, learned: (u32, u32)) -> Opinion {
        let speech = self.words.listen(tokens.hashes(), starter.map(|starter| &starter.words), learned);
        let vote = counting::vote(Voter::Bayes, speech.log_odds(), learned, starter.is_some());
        let clues = speech.clues(Voter::Bayes, 1.0, SHOWN, |position| tokens.describe(position));
        Opinion { vote, clues }.summed()
    }
}
