//! A judgement in sentences.
//!
//! Only clues that were truly computed are told, strongest first; what was left out is
//! never claimed. The sentences name no cause that is not in the evidence.

use classifier::server::{self, Opinion};
use classifier::{Clue, Decision, Judgement, Label, Token, Verdict, Voter};
use serde::{Deserialize, Serialize};

use crate::bundle::Catalogue;
use crate::strength::Strength;

/// Why a message was judged so, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Explanation {
    /// The band.
    pub strength: Strength,
    /// The one sentence: how sure, and the strongest one or two clues.
    pub sentence: String,
    /// A sentence for each clue of the evidence, in its order.
    pub clues: Vec<String>,
    /// For each clue why it matters and when it is wrong; empty where there is no more to say.
    pub help: Vec<String>,
}

impl Catalogue {
    /// Puts a judgement into words; `corrected` is what the person said, if anything.
    pub fn explain(&self, judgement: &Judgement, corrected: Option<Label>) -> Explanation {
        let clues = &judgement.evidence.0;
        Explanation {
            strength: Strength::of_judgement(judgement, corrected),
            sentence: self.sentence(judgement, corrected),
            clues: clues.iter().map(|clue| self.clue(clue)).collect(),
            help: clues.iter().map(|clue| self.help(clue)).collect(),
        }
    }

    /// A clue for the one sentence, which leaves the passage that gave it away to the list.
    fn briefly(&self, clue: &Clue) -> String {
        match &clue.token {
            Token::Check { id, .. } => self.check(&id.0, ""),
            _ => self.clue(clue),
        }
    }

    /// Why a clue matters and when it is wrong; empty where the catalogue has nothing on it.
    fn help(&self, clue: &Clue) -> String {
        match &clue.token {
            Token::Check { id, .. } => self.text(&format!("check-{}-help", id.0), &[]),
            _ => String::new(),
        }
    }

    /// What one clue says, as a whole sentence.
    pub fn clue(&self, clue: &Clue) -> String {
        let seen = [("spam", clue.spam_seen.into()), ("ham", clue.ham_seen.into())];
        let counted = |id: &str, values: [(&str, &str); 2]| {
            if (clue.spam_seen, clue.ham_seen) == (0, 0) {
                return self.known(clue, values);
            }
            let values = values.map(|(name, value)| (name, value.into()));
            self.text(id, &[values, seen.clone()].concat())
        };
        match &clue.token {
            Token::Word { field, text } => counted("clue-word", [("field", field), ("text", text)]),
            Token::Pair { field, text } => counted("clue-pair", [("field", field), ("text", text)]),
            Token::Run { field, text } => counted("clue-run", [("field", field), ("text", text)]),
            Token::Header { name, text } if text.is_empty() => {
                counted("clue-header-line", [("name", name), ("text", name)])
            }
            Token::Header { name, text } => counted("clue-header", [("name", name), ("text", text)]),
            Token::Link { text } => counted("clue-link", [("text", text), ("field", "body")]),
            Token::Check { id, detail } => self.check(&id.0, detail),
            Token::Server { dialect, header, value, says, trusted } => {
                let id = match (trusted, server::taught_header(dialect)) {
                    (false, _) => "clue-server-untrusted",
                    (true, Some(_)) => "clue-server-taught",
                    (true, None) => "clue-server-trusted",
                };
                let values = [
                    ("filter", server::filter_name(dialect).unwrap_or("blank").into()),
                    ("header", header.as_str().into()),
                    ("value", value.as_str().into()),
                    ("says", opinion(*says).into()),
                ];
                self.text(id, &values)
            }
            Token::Sender { what, who, count } => self.sender(what, who, *count),
            Token::Twin { label, alike } => {
                let id = match label {
                    Label::Spam => "clue-twin-spam",
                    Label::Ham => "clue-twin-ham",
                };
                self.text(id, &[("alike", (*alike).into())])
            }
            Token::Prior { voter } => self.text("clue-prior", &[("voter", self.voter(*voter).into())]),
            Token::Rest { voter, count } => {
                self.text("clue-rest", &[("voter", self.voter(*voter).into()), ("count", (*count).into())])
            }
        }
    }

    /// What the starter model alone knows of a feature: nobody here was ever asked about it.
    fn known(&self, clue: &Clue, values: [(&str, &str); 2]) -> String {
        let text = values.iter().find(|(name, _)| *name == "text").map_or("", |(_, text)| text);
        let id = if clue.contribution > 0.0 { "clue-known-spam" } else { "clue-known-ham" };
        self.text(id, &[("text", text.into())])
    }

    /// The name of a voter.
    pub fn voter(&self, voter: Voter) -> String {
        let id = match voter {
            Voter::Bayes => "voter-bayes",
            Voter::Ngram => "voter-ngram",
            Voter::Checks => "voter-checks",
            Voter::Server => "voter-server",
            Voter::Sender => "voter-sender",
            Voter::Twin => "voter-twin",
        };
        self.text(id, &[])
    }

    fn check(&self, id: &str, detail: &str) -> String {
        let text = self.text(&format!("check-{id}"), &[("detail", detail.into())]);
        // Some checks weave the passage into their sentence, the others have it put behind.
        if detail.is_empty() || text.contains(detail) {
            return text;
        }
        self.text("clue-check-detail", &[("text", text.into()), ("detail", detail.into())])
    }

    fn sender(&self, what: &str, who: &str, count: u32) -> String {
        let own = format!("clue-sender-{what}");
        let id = if self.has(&own) { own.as_str() } else { "clue-sender-other" };
        self.text(id, &[("what", what.into()), ("who", who.into()), ("count", count.into())])
    }

    fn sentence(&self, judgement: &Judgement, corrected: Option<Label>) -> String {
        let first = match (corrected, &judgement.decision) {
            (Some(Label::Spam), _) => self.text("sentence-you-said-spam", &[]),
            (Some(Label::Ham), _) => self.text("sentence-you-said-ham", &[]),
            (None, Decision::Blocked { entry }) => {
                self.text("sentence-blocked", &[("entry", entry.as_str().into())])
            }
            (None, Decision::Allowed { entry }) => {
                self.text("sentence-allowed", &[("entry", entry.as_str().into())])
            }
            (None, Decision::Committee) => self.committee(judgement),
        };
        match &judgement.unproven_allow {
            Some(entry) if corrected.is_none() => {
                format!("{first} {}", self.text("sentence-unproven", &[("entry", entry.as_str().into())]))
            }
            _ => first,
        }
    }

    fn committee(&self, judgement: &Judgement) -> String {
        let strength = Strength::of_judgement(judgement, None);
        if strength == Strength::CannotTell {
            return self.unsure(judgement);
        }
        let side = if judgement.verdict == Verdict::Spam { 1.0 } else { -1.0 };
        let mut clues = telling(judgement, side).map(|clue| self.briefly(clue));
        let verdict = self.text(strength.id(), &[]).into();
        match (clues.next(), clues.next()) {
            (Some(first), Some(second)) => self.text(
                "sentence-two",
                &[("verdict", verdict), ("first", first.into()), ("second", second.into())],
            ),
            (Some(first), None) => {
                self.text("sentence-one", &[("verdict", verdict), ("first", first.into())])
            }
            (None, _) => self.text("sentence-bare", &[("verdict", verdict)]),
        }
    }

    fn unsure(&self, judgement: &Judgement) -> String {
        let strongest = |side| telling(judgement, side).next().map(|clue| self.briefly(clue));
        match (strongest(1.0), strongest(-1.0)) {
            (Some(spam), Some(ham)) => {
                self.text("sentence-unsure-two", &[("for", spam.into()), ("against", ham.into())])
            }
            (Some(only), None) | (None, Some(only)) => {
                self.text("sentence-unsure-one", &[("first", only.into())])
            }
            (None, None) => self.text("sentence-unsure-bare", &[]),
        }
    }
}

/// The name by which a sentence chooses what a filter said.
fn opinion(says: Option<Opinion>) -> &'static str {
    match says {
        Some(Opinion::Spam) => "spam",
        Some(Opinion::Unsure) => "unsure",
        Some(Opinion::Ham) => "ham",
        None => "blank",
    }
}

/// The clues on one side, strongest first, without those that say nothing of this message.
fn telling(judgement: &Judgement, side: f64) -> impl Iterator<Item = &Clue> {
    judgement.evidence.0.iter().filter(move |clue| {
        clue.contribution * side > 0.0 && !matches!(clue.token, Token::Prior { .. } | Token::Rest { .. })
    })
}
