//! The beginning of a kept judgement: who decided, and by which cutoffs.
//!
//! A list of thousands needs no more of each, and does not wait until the evidence is read.

use std::fmt;

use classifier::{Cutoffs, Decision};
use serde::de::{IgnoredAny, MapAccess, Visitor};

use crate::codec;

/// What a row tells of a judgement besides score and verdict.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outset {
    pub(crate) cutoffs: Cutoffs,
    pub(crate) decision: Decision,
}

/// Reads it from the stored form of a judgement. Of one that another version of the program kept it is not
/// known: then it is as most are, the committee's by the usual cutoffs.
pub(crate) fn outset(judgement: &[u8]) -> Outset {
    let mut found = Found::default();
    codec::look_into(judgement, &mut found);
    match (found.cutoffs, found.decision) {
        (Some(cutoffs), Some(decision)) => Outset { cutoffs, decision },
        _ => Outset { cutoffs: Cutoffs::default(), decision: Decision::Committee },
    }
}

#[derive(Default)]
struct Found {
    cutoffs: Option<Cutoffs>,
    decision: Option<Decision>,
}

impl<'de> Visitor<'de> for &mut Found {
    type Value = ();

    fn expecting(&self, form: &mut fmt::Formatter<'_>) -> fmt::Result {
        form.write_str("a judgement")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        // The evidence comes behind these, and is not read.
        while self.cutoffs.is_none() || self.decision.is_none() {
            let Some(field) = map.next_key::<String>()? else { break };
            match field.as_str() {
                "cutoffs" => self.cutoffs = Some(map.next_value()?),
                "decision" => self.decision = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use classifier::judgement::{Evidence, Score, Token, Voter};
    use classifier::{Clue, Judgement, Verdict};

    use super::*;

    #[test]
    fn who_decided_is_read_without_the_evidence_behind_it() {
        let token = Token::Prior { voter: Voter::Checks };
        let clue = Clue { voter: Voter::Checks, token, contribution: 2.0, spam_seen: 0, ham_seen: 0 };
        let cutoffs = Cutoffs { ham: Score::new(0.1), spam: Score::new(0.8) };
        let decision = Decision::Blocked { entry: "offers@elsewhere.example".to_owned() };
        let judgement = Judgement {
            score: Score::new(0.7),
            log_odds: 0.85,
            verdict: Verdict::Spam,
            cutoffs,
            decision: decision.clone(),
            evidence: Evidence(vec![clue; 40]),
            votes: Vec::new(),
            findings: Vec::new(),
            unproven_allow: None,
            judged_at: 0,
        };
        let mut kept = codec::encode(&judgement).unwrap();
        assert_eq!(outset(&kept), Outset { cutoffs, decision: decision.clone() });
        // Half of the evidence is missing, and was not looked at.
        kept.truncate(kept.len() / 2);
        assert_eq!(outset(&kept), Outset { cutoffs, decision });
        assert_eq!(outset(b"of another version").decision, Decision::Committee);
    }
}
