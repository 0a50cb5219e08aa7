//! `bayes`: how often each word, pair, header and link token stood in ham and in spam.
//!
//! Its fields stand in [`super::fields`]; how counts become log-odds in [`super::counting`].

use super::fields::{Basis, Tables};
use crate::judgement::Voter;
use crate::token::Tokens;
use crate::voters::Opinion;

/// Judges the features of a message.
pub(crate) fn opinion(tables: &Tables, tokens: &Tokens, basis: Basis<'_>) -> Opinion {
    let hashes = |place| tokens.hashes(place).collect();
    tables.opinion(Voter::Bayes, basis, hashes, |place, position| tokens.describe(place, position))
}
