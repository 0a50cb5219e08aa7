//! `bayes`: how often each word, pair, header and link token stood in ham and in spam.
//!
//! Its fields stand in [`super::fields`]; how counts become log-odds in [`super::counting`].

use super::fields::Tables;
use crate::judgement::Voter;
use crate::starter::Starter;
use crate::token::Tokens;
use crate::voters::Opinion;

/// Judges the features of a message. `learned`: how many messages the person's word stands
/// behind, as (ham, spam).
pub(crate) fn opinion(
    tables: &Tables,
    tokens: &Tokens,
    starter: Option<&Starter>,
    learned: (u32, u32),
) -> Opinion {
    let hashes = |place| tokens.hashes(place).collect();
    tables
        .opinion(Voter::Bayes, (starter, learned), hashes, |place, position| tokens.describe(place, position))
}
