//! Everything that the voters look at in one message, taken once for judging and for learning.

use crate::checks;
use crate::checks::Finding;
use crate::grams::Grams;
use crate::learning::Sample;
use crate::token::Tokens;
use crate::voters::checks::Findings;
use crate::voters::twin::Print;
use crate::{Facts, Message};

/// What the voters look at.
#[derive(Debug)]
pub struct Features {
    pub(crate) tokens: Tokens,
    pub(crate) grams: Grams,
    pub(crate) findings: Vec<Finding>,
    pub(crate) print: Print,
    key: u64,
}

impl Features {
    /// Takes the features of a message.
    pub fn of(message: &Message, facts: &Facts) -> Self {
        Self {
            tokens: Tokens::of(message),
            grams: Grams::of(message),
            findings: checks::findings(message, facts),
            print: Print::of(message),
            key: message.digest.0.iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte)),
        }
    }

    /// What is kept of them for learning.
    pub fn sample(&self) -> Sample {
        Sample {
            key: self.key,
            features: self.tokens.hashes().collect(),
            header_runs: self.grams.header.sorted(),
            body_runs: self.grams.body.sorted(),
            findings: Findings::of(&self.findings),
            print: self.print.clone(),
        }
    }
}
