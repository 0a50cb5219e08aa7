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

    /// The band of a whole judgement.
    pub fn of_judgement(judgement: &Judgement, corrected: Option<Label>) -> Self {
        let score = judgement.score.probability();
        Self::of_row(judgement.verdict, score, &judgement.decision, corrected)
    }

    /// The band of a list row. The person's word comes before everything, and their lists before the score.
    pub fn of_row(verdict: Verdict, score: f64, decision: &Decision, corrected: Option<Label>) -> Self {
        match (corrected, decision) {
            (Some(Label::Spam), _) => Self::YouSaidSpam,
            (Some(Label::Ham), _) => Self::YouSaidHam,
            (None, Decision::Blocked { .. }) => Self::Blocked,
            (None, Decision::Allowed { .. }) => Self::Allowed,
            (None, Decision::Committee) => Self::of_score(verdict, score),
        }
    }

    fn of_score(verdict: Verdict, score: f64) -> Self {
        match verdict {
            Verdict::Unsure => Self::CannotTell,
            Verdict::Spam if score >= ALMOST_CERTAIN => Self::AlmostCertainlySpam,
            Verdict::Spam if score >= VERY_PROBABLE => Self::VeryProbablySpam,
            Verdict::Spam => Self::ProbablySpam,
            Verdict::Ham if score <= 1.0 - ALMOST_CERTAIN => Self::AlmostCertainlyWanted,
            Verdict::Ham if score <= 1.0 - VERY_PROBABLE => Self::VeryProbablyWanted,
            Verdict::Ham => Self::ProbablyWanted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_follow_the_score() {
        let band = |verdict, score| Strength::of_row(verdict, score, &Decision::Committee, None);
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
        let blocked = Decision::Blocked { entry: "example.jp".to_owned() };
        let said = Strength::of_row(Verdict::Spam, 0.999, &blocked, Some(Label::Ham));
        assert_eq!(said, Strength::YouSaidHam);
    }

    #[test]
    fn what_a_list_decided_is_called_that_whatever_the_score() {
        let blocked = Decision::Blocked { entry: "example.jp".to_owned() };
        let allowed = Decision::Allowed { entry: "example.jp".to_owned() };
        for score in [0.001, 0.3, 0.7, 0.999] {
            assert_eq!(Strength::of_row(Verdict::Spam, score, &blocked, None), Strength::Blocked);
            assert_eq!(Strength::of_row(Verdict::Ham, score, &allowed, None), Strength::Allowed);
        }
    }
}
