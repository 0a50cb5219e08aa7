//! The committee's members. Each gives a vote and the clues that make it up.

pub mod bayes;
pub mod checks;
pub(crate) mod corrections;
pub(crate) mod counting;
pub(crate) mod fields;
pub mod ngram;
pub mod sender;
pub mod server;
pub(crate) mod table;
pub mod twin;

use crate::judgement::{Clue, Token, Vote};

/// A vote with its clues; the clues' contributions add up to `vote.log_odds` until the
/// chairman scales both by the same factor.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// The vote.
    pub vote: Vote,
    /// What it is made of.
    pub clues: Vec<Clue>,
}

impl Opinion {
    /// Whether it is made of nothing that was found in the message.
    pub(crate) fn says_nothing(&self) -> bool {
        self.clues.iter().all(|clue| matches!(clue.token, Token::Prior { .. }))
    }

    /// Takes it back.
    pub(crate) fn abstain(&mut self) {
        self.clues.clear();
        self.vote = Vote { log_odds: 0.0, confidence: 0.0, ..self.vote };
    }

    /// With a vote that is the sum of its clues to the last bit.
    fn summed(mut self) -> Self {
        let sum: f64 = self.clues.iter().map(|clue| clue.contribution).sum();
        if self.vote.confidence > 0.0 {
            self.vote.log_odds = sum / self.vote.confidence;
            self.clues.iter_mut().for_each(|clue| clue.contribution /= self.vote.confidence);
        }
        self
    }
}
