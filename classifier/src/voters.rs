//! The committee's members. Each gives a vote and the clues that make it up.

pub mod bayes;
pub mod checks;
pub(crate) mod counting;
pub mod ngram;
pub mod sender;
pub mod server;
pub mod twin;

use crate::judgement::{Clue, Vote};

/// A vote with its clues; the clues' contributions add up to `vote.log_odds` until the
/// chairman scales both by the same factor.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// The vote.
    pub vote: Vote,
    /// What it is made of.
    pub clues: Vec<Clue>,
}
