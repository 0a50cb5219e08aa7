//! `corrections`: how much more often the person found spam let through than wanted mail doubted.
//!
//! Whoever keeps finding spam that was let through has other mail, or another idea of spam, than the
//! cutoffs were made for. That shifts all judgements a little: the same for every message, so it
//! changes no order. Wanted mail that was doubted takes the shift back. It never goes the other way:
//! spam would then be doubted of a person who had hardly begun (`docs/experiments/corrections.md`).

use crate::judgement::{Clue, Label, Token, Verdict, Vote, Voter};
use crate::voters::Opinion;

/// Corrections of either kind that stand against each other before the first is made: the larger, the
/// slower the shift.
const EVEN: f64 = 5.0;

/// A wanted mail that was doubted counts as so many spams let through.
const WANTED_COUNTS: f64 = 3.0;

/// The shift toward spam is at most these log-odds. By itself it calls nothing spam.
pub(crate) const LARGEST: f64 = 1.5;

/// How often the person had to correct a judgement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Corrections {
    /// Spam that was not judged spam.
    pub(crate) missed: u32,
    /// Wanted mail that was not judged wanted.
    pub(crate) doubted: u32,
}

impl Corrections {
    /// The count that goes up with a message so judged and so labelled; none where it was judged right.
    pub(crate) fn count(&mut self, label: Label, stood: Option<Verdict>) -> Option<&mut u32> {
        match (label, stood?) {
            (Label::Ham, Verdict::Ham) | (Label::Spam, Verdict::Spam) => None,
            (Label::Spam, _) => Some(&mut self.missed),
            (Label::Ham, _) => Some(&mut self.doubted),
        }
    }

    /// Toward spam, as far as more spam was missed than wanted mail doubted.
    pub(crate) fn opinion(self) -> Opinion {
        let (missed, doubted) = (f64::from(self.missed), f64::from(self.doubted));
        let log_odds = ((missed + EVEN) / (WANTED_COUNTS * doubted + EVEN)).ln().clamp(0.0, LARGEST);
        let voter = Voter::Corrections;
        let (confidence, clues) = if log_odds == 0.0 {
            (0.0, Vec::new())
        } else {
            let clue = Clue {
                voter,
                token: Token::Prior { voter },
                contribution: log_odds,
                spam_seen: self.missed,
                ham_seen: self.doubted,
            };
            (1.0, vec![clue])
        };
        Opinion { vote: Vote { voter, log_odds, confidence, share: 0.0 }, clues }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift(missed: u32, doubted: u32) -> f64 {
        Corrections { missed, doubted }.opinion().vote.log_odds
    }

    #[test]
    fn missed_spam_shifts_toward_spam_and_doubted_mail_takes_it_back_thrice_as_fast() {
        assert!(shift(0, 0).abs() < 1e-9 && shift(3, 1).abs() < 1e-9);
        assert!(shift(5, 0) > 0.5 && shift(5, 1) < 0.3);
        assert!(shift(1000, 0) >= LARGEST && shift(0, 1000) <= 0.0);
    }

    #[test]
    fn what_was_judged_right_counts_nowhere() {
        let mut corrections = Corrections::default();
        for (label, stood, counts) in [
            (Label::Spam, Some(Verdict::Spam), false),
            (Label::Ham, Some(Verdict::Ham), false),
            (Label::Spam, None, false),
            (Label::Spam, Some(Verdict::Unsure), true),
            (Label::Spam, Some(Verdict::Ham), true),
            (Label::Ham, Some(Verdict::Unsure), true),
            (Label::Ham, Some(Verdict::Spam), true),
        ] {
            assert_eq!(corrections.count(label, stood).is_some(), counts, "{label:?} {stood:?}");
        }
    }
}
