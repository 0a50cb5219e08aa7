//! How sure a judgement is, in words.

use classifier::{Decision, Judgement, Label, Verdict};
use serde::{Deserialize, Serialize};

/// At or above this a spam is "almost certainly", at or below one minus it a ham.
const ALMOST_CERTAIN: f64 = 0.99;
/// At or above this a spam is "very probably", at or below one minus it a ham.
const VERY_PROBABLE: f64 = 0.9;

/// The band a message falls into; one word or phrase for each is in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Spam from 0.99.
    AlmostCertainlySpam,
    /// Spam from 0.9.
    VeryProbablySpam,
    /// Spam below that, by a lower cutoff.
    ProbablySpam,
    /// Between the cutoffs.
    CannotTell,
    /// Ham above 0.1, by the cutoff.
    ProbablyWanted,
    /// Ham down to 0.01.
    VeryProbablyWanted,
    /// Ham below that.
    AlmostCertainlyWanted,
    /// The person's word.
    YouSaidSpam,
    /// The person's word.
    YouSaidHam,
    /// A block entry decided.
    Blocked,
    /// An allow entry decided.
    Allowed,
}

impl Strength {
    /// All bands.
    pub const ALL: [Self; 11] = [
        Self::AlmostCertainlySpam,
        Self::VeryProbablySpam,
        Self::ProbablySpam,
        Self::CannotTell,
        Self::ProbablyWanted,
        Self::VeryProbablyWanted,
        Self::AlmostCertainlyWanted,
        Self::YouSaidSpam,
        Self::YouSaidHam,
        Self::Blocked,
        Self::Allowed,
    ];

    /// The id of its phrase in the catalogue.
    pub fn id(self) -> &'static str {
        match self {
            Self::AlmostCertainlySpam => "strength-almost-certainly-spam",
            Self::VeryProbablySpam => "strength-very-probably-spam",
            Self::ProbablySpam => "strength-probably-spam",
            Self::CannotTell => "strength-cannot-tell",
            Self::ProbablyWanted => "strength-probably-wanted",
            Self::VeryProbablyWanted => "strength-very-probably-wanted",
            Self::AlmostCertainlyWanted => "strength-almost-certainly-wanted",
            Self::YouSaidSpam => "strength-you-said-spam",
            Self::YouSaidHam => "strength-you-said-ham",
            Self::Blocked => "strength-blocked",
            Self::Allowed => "strength-allowed",
        }
    }

    /// The band of a whole judgement; the person's word comes before everything.
    pub fn of_judgement(judgement: &Judgement, corrected: Option<Label>) -> Self {
        match (corrected, &judgement.decision) {
            (None, Decision::Blocked { .. }) => Self::Blocked,
            (None, Decision::Allowed { .. }) => Self::Allowed,
            _ => Self::of_row(judgement.verdict, judgement.score.probability(), corrected),
        }
    }

    /// The band of a list row, where no more is known than verdict and score. A verdict on
    /// the other side of one half than its score can only come from a list entry.
    pub fn of_row(verdict: Verdict, score: f64, corrected: Option<Label>) -> Self {
        match (corrected, verdict) {
            (Some(Label::Spam), _) => Self::YouSaidSpam,
            (Some(Label::Ham), _) => Self::YouSaidHam,
            (None, Verdict::Unsure) => Self::CannotTell,
            (None, Verdict::Spam) if score < 0.5 => Self::Blocked,
            (None, Verdict::Spam) if score >= ALMOST_CERTAIN => Self::AlmostCertainlySpam,
            (None, Verdict::Spam) if score >= VERY_PROBABLE => Self::VeryProbablySpam,
            (None, Verdict::Spam) => Self::ProbablySpam,
            (None, Verdict::Ham) if score > 0.5 => Self::Allowed,
            (None, Verdict::Ham) if score <= 1.0 - ALMOST_CERTAIN => Self::AlmostCertainlyWanted,
            (None, Verdict::Ham) if score <= 1.0 - VERY_PROBABLE => Self::VeryProbablyWanted,
            (None, Verdict::Ham) => Self::ProbablyWanted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_follow_the_score() {
        let band = |verdict, score| Strength::of_row(verdict, score, None);
        assert_eq!(band(Verdict::Spam, 0.995), Strength::AlmostCertainlySpam);
        assert_eq!(band(Verdict::Spam, 0.95), Strength::VeryProbablySpam);
        assert_eq!(band(Verdict::Spam, 0.7), Strength::ProbablySpam);
        assert_eq!(band(Verdict::Unsure, 0.7), Strength::CannotTell);
        assert_eq!(band(Verdict::Ham, 0.15), Strength::ProbablyWanted);
        assert_eq!(band(Verdict::Ham, 0.05), Strength::VeryProbablyWanted);
        assert_eq!(band(Verdict::Ham, 0.001), Strength::AlmostCertainlyWanted);
    }

    #[test]
    fn the_persons_word_comes_before_the_score() {
        let said = Strength::of_row(Verdict::Spam, 0.999, Some(Label::Ham));
        assert_eq!(said, Strength::YouSaidHam);
    }

    #[test]
    fn a_verdict_against_its_score_came_from_a_list() {
        assert_eq!(Strength::of_row(Verdict::Spam, 0.1, None), Strength::Blocked);
        assert_eq!(Strength::of_row(Verdict::Ham, 0.9, None), Strength::Allowed);
    }
}
