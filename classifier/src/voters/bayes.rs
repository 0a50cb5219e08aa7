//! `bayes`: how often each feature stood in ham and in spam.
//!
//! How counts become log-odds stands in [`super::counting`].

use super::counting;
use super::table::{Kind, Table};
use crate::judgement::{Clue, Token, Voter};
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

/// Where it starts from on the first day. The starter model knows more of wanted mail than of
/// today's spam; measured on mail that it was not made from (`docs/experiments/starter.md`).
const START: f64 = 1.5;
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
        let start = starter.map_or(0.0, |_| START * counting::starter_confidence(learned));
        let log_odds = speech.log_odds() + start;
        let vote = counting::vote(Voter::Bayes, log_odds, learned, starter.is_some());
        let mut clues = speech.clues(Voter::Bayes, 1.0, SHOWN, |position| tokens.describe(position));
        clues.extend(starter.map(|_| Clue {
            voter: Voter::Bayes,
            token: Token::Prior { voter: Voter::Bayes },
            contribution: start,
            spam_seen: 0,
            ham_seen: 0,
        }));
        Opinion { vote, clues }.summed()
    }
}
