//! Merges the votes into one probability.

use crate::{Cutoffs, Facts, Judgement, Message, Model};

/// Judges a message. Cannot fail: what cannot be read counts as evidence or not at all.
pub fn classify(message: &Message, facts: &Facts, model: &Model, cutoffs: Cutoffs) -> Judgement {
    let _ = (message, facts, model, cutoffs);
    unimplemented!("under construction")
}
