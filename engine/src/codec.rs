//! Structures as bytes in the store: one version byte, then `MessagePack` with named fields.
//!
//! Named, because the shared types are tagged enums that a positional form cannot read
//! back, and because a field may be added with a default. Never shown to a person.

use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserializer as _, Serialize};

use crate::problem::{Problem, ProblemKind};

const VERSION: u8 = 1;

/// The stored form.
pub(crate) fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, Problem> {
    let mut bytes = vec![VERSION];
    rmp_serde::encode::write_named(&mut bytes, value)
        .map_err(|error| Problem::new(ProblemKind::Internal).with("detail", error))?;
    Ok(bytes)
}

/// Reads the stored form; `None` for another version or damaged bytes.
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    match bytes.split_first() {
        Some((&VERSION, body)) => rmp_serde::from_slice(body).ok(),
        _ => None,
    }
}

/// Shows the named fields of a stored structure to a visitor, which notes what it wants and may stop
/// before the end. What stops it, damage too, is no error here: it has what it has noted.
pub(crate) fn look_into<'de>(bytes: &'de [u8], visitor: impl Visitor<'de, Value = ()>) {
    if let Some((&VERSION, body)) = bytes.split_first() {
        // The library calls it an error, too, when not all of a map was asked for.
        let _ = rmp_serde::Deserializer::from_read_ref(body).deserialize_map(visitor);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use classifier::facts::{ListEntry, ListKind, ListScope};
    use classifier::judgement::{
        Clue, Cutoffs, Decision, Evidence, Judgement, Label, Score, Token, Verdict, Vote, Voter,
    };
    use classifier::{CheckId, Finding};

    use super::*;

    #[test]
    fn a_judgement_with_every_kind_of_token_comes_back_the_same() {
        let field = || "body".to_owned();
        let text = || "当選".to_owned();
        let id = || CheckId("woven-letters".to_owned());
        let tokens = vec![
            Token::Word { field: field(), text: text() },
            Token::Pair { field: field(), text: text() },
            Token::Run { field: field(), text: text() },
            Token::Header { name: field(), text: text() },
            Token::Link { text: text() },
            Token::Check { id: id(), detail: text() },
            Token::Server {
                dialect: field(),
                header: field(),
                value: text(),
                says: Some(classifier::server::Opinion::Unsure),
                trusted: true,
            },
            Token::Sender { what: field(), who: text(), count: 3 },
            Token::Twin { label: Label::Ham, alike: 87 },
            Token::Prior { voter: Voter::Bayes },
            Token::Rest { voter: Voter::Sender, count: 9 },
        ];
        let clue =
            |token| Clue { voter: Voter::Bayes, token, contribution: 0.1 + 0.2, spam_seen: 1, ham_seen: 2 };
        let judgement = Judgement {
            score: Score::new(0.123_456_789_012_345_67),
            log_odds: -1.96,
            verdict: Verdict::Unsure,
            cutoffs: Cutoffs::default(),
            decision: Decision::Blocked { entry: "example.jp".to_owned() },
            evidence: Evidence(tokens.into_iter().map(clue).collect()),
            votes: vec![Vote { voter: Voter::Checks, log_odds: 1.0, confidence: 0.5, share: 0.25 }],
            findings: vec![Finding { check: id(), detail: text() }],
            unproven_allow: Some("a@example.jp".to_owned()),
            judged_at: 1_795_000_000,
        };
        let bytes = encode(&judgement).unwrap();
        assert_eq!(decode::<Judgement>(&bytes), Some(judgement));
    }

    #[test]
    fn damaged_or_newer_bytes_are_refused_without_a_panic() {
        let entry = ListEntry { kind: ListKind::Allow, scope: ListScope::Domain("example.jp".to_owned()) };
        let bytes = encode(&entry).unwrap();
        assert_eq!(decode::<ListEntry>(&bytes), Some(entry));
        for end in 0..bytes.len() {
            assert_eq!(decode::<ListEntry>(bytes.get(..end).unwrap()), None);
        }
        let mut newer = bytes;
        newer[0] = 2;
        assert_eq!(decode::<ListEntry>(&newer), None);
    }
}
