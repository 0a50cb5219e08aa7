//! The named checks: each looks for one thing that a person could be shown.
//!
//! One check, one file, under one of the headings below; each with a guilty and an
//! innocent mail in `classifier/cases/<id>/`. A check says *that* something is there,
//! never how much it weighs: the weights come from data ([`crate::voters::checks`]).

use serde::{Deserialize, Serialize};

use crate::{Facts, Message};

/// The name of a check, in kebab case: `link-text-mismatch`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(transparent)]
pub struct CheckId(pub String);

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Finding {
    /// Which check.
    pub check: CheckId,
    /// The passage that gave it away, at most 120 characters, control characters removed.
    pub detail: String,
}

/// A named test of a message.
pub struct Check {
    /// Its id, unique and never reused: training logs refer to it.
    pub id: &'static str,
    /// Returns the passage that gave it away, or `None`. Never panics, linear time.
    pub look: fn(&Message, &Facts) -> Option<String>,
}

/// All checks, in the order that rows of findings use.
pub const ALL: &[Check] = &[];

/// Runs every check over a message.
pub fn findings(message: &Message, facts: &Facts) -> Vec<Finding> {
    ALL.iter()
        .filter_map(|check| {
            (check.look)(message, facts)
                .map(|detail| Finding { check: CheckId(check.id.to_owned()), detail })
        })
        .collect()
}
