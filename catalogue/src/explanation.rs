//! A judgement in sentences.
//!
//! Only what was truly computed is told; what was left out is never claimed. The sentences name no
//! cause that is not in the evidence. A finding tells more than a word: a single word weighs little
//! among hundreds, so words are told together, with examples.

use classifier::server::{self, Opinion};
use classifier::{Clue, Decision, Judgement, Label, Token, Verdict, Voter};
use serde::{Deserialize, Serialize};

use crate::bundle::Catalogue;
use crate::language::Language;
use crate::lines::{Lines, lines};
use crate::quotable::quotable;
use crate::strength::Strength;

/// Why a message was judged so, in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// What is shown first of all that.
    pub lines: Lines,
}

impl Catalogue {
    /// Puts a judgement into words; `corrected` is what the person said, if anything. `places`: what a
    /// reader sees of the mail (subject, sender's name, text), from which whole words are quoted.
    pub fn explain(&self, judgement: &Judgement, corrected: Option<Label>, places: &[&str]) -> Explanation {
        let evidence = &judgement.evidence.0;
        let clues: Vec<String> = evidence.iter().map(|clue| self.clue(clue)).collect();
        let help: Vec<String> = evidence.iter().map(|clue| self.help(clue)).collect();
        Explanation {
            strength: Strength::of_judgement(judgement, corrected),
            sentence: self.sentence(judgement, corrected, places),
            lines: lines(self, judgement, places, &clues, &help),
            clues,
            help,
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
        let counted = |id: &str, place: &str, name: &str, text: &str| {
            let text = self.with_long_words_named(text);
            let values = [("text", text.into()), ("field", place.into()), ("name", name.into())];
            let seen = [("spam", clue.spam_seen.into()), ("ham", clue.ham_seen.into())];
            let id = if speaks_from_the_start(clue) { known_id(clue) } else { id };
            self.text(id, &[&values[..], &seen[..]].concat())
        };
        match &clue.token {
            Token::Word { field, text } => counted("clue-word", field, "", text),
            // Two letters of a script without spaces are no word, and are not called one.
            Token::Pair { field, text } if field == "body" && !text.contains(' ') => {
                counted("clue-run", run_field(clue, field), "", text)
            }
            Token::Pair { field, text } => counted("clue-pair", field, "", text),
            Token::Run { field, text } => counted("clue-run", run_field(clue, field), "", text),
            Token::Header { name, text } if text.is_empty() => {
                counted("clue-header-line", "line", name, name)
            }
            Token::Header { name, text } => counted("clue-header", "header", name, text),
            Token::Link { text } => counted("clue-link", "link", "", text),
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
            Token::Prior { voter: Voter::Corrections } => self
                .text("clue-corrections", &[("spam", clue.spam_seen.into()), ("ham", clue.ham_seen.into())]),
            Token::Prior { voter } => self.text("clue-prior", &[("voter", self.voter(*voter).into())]),
            Token::Rest { voter, count } => self.text(
                "clue-rest",
                &[
                    ("which", voter_id(*voter).into()),
                    ("voter", self.voter(*voter).into()),
                    ("count", (*count).into()),
                ],
            ),
        }
    }

    /// A word that counts by its length only is called that: the bare number that stands for it
    /// would look like a word of the mail's.
    fn with_long_words_named(&self, text: &str) -> String {
        let named = |part: &str| match part.strip_suffix('…').map(str::parse::<u32>) {
            Some(Ok(length)) => self.text("clue-long-word", &[("count", length.into())]),
            _ => part.to_owned(),
        };
        text.split(' ').map(named).collect::<Vec<_>>().join(" ")
    }

    /// Two sentences one after the other.
    fn joined(&self, first: &str, second: &str) -> String {
        let between = if self.language() == Language::Japanese { "" } else { " " };
        format!("{first}{between}{second}")
    }

    /// The name of a voter.
    pub fn voter(&self, voter: Voter) -> String {
        self.text(&format!("voter-{}", voter_id(voter)), &[])
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

    fn sentence(&self, judgement: &Judgement, corrected: Option<Label>, places: &[&str]) -> String {
        let first = match (corrected, &judgement.decision) {
            (Some(Label::Spam), _) => self.text("sentence-you-said-spam", &[]),
            (Some(Label::Ham), _) => self.text("sentence-you-said-ham", &[]),
            (None, Decision::Blocked { entry }) => {
                self.text("sentence-blocked", &[("entry", entry.as_str().into())])
            }
            (None, Decision::Allowed { entry }) => {
                self.text("sentence-allowed", &[("entry", entry.as_str().into())])
            }
            (None, Decision::Committee) => self.committee(judgement, places),
        };
        match &judgement.unproven_allow {
            Some(entry) if corrected.is_none() => {
                let unproven = self.text("sentence-unproven", &[("entry", entry.as_str().into())]);
                self.joined(&first, &unproven)
            }
            _ => first,
        }
    }

    fn committee(&self, judgement: &Judgement, places: &[&str]) -> String {
        let strength = Strength::of_judgement(judgement, None);
        if strength == Strength::CannotTell {
            return self.unsure(judgement, places);
        }
        let side = if judgement.verdict == Verdict::Spam { 1.0 } else { -1.0 };
        let mut grounds = self.grounds(judgement, side, places).into_iter();
        let verdict = self.text(strength.id(), &[]).into();
        let told = match (grounds.next(), grounds.next()) {
            (Some(first), Some(second)) => self.text(
                "sentence-two",
                &[("verdict", verdict), ("first", first.into()), ("second", second.into())],
            ),
            (Some(first), None) => {
                self.text("sentence-one", &[("verdict", verdict), ("first", first.into())])
            }
            (None, _) => self.text("sentence-bare", &[("verdict", verdict)]),
        };
        match contrary_filter(judgement, side) {
            Some(says) => {
                self.joined(&told, &self.text("sentence-filter-otherwise", &[("says", says.into())]))
            }
            None => told,
        }
    }

    fn unsure(&self, judgement: &Judgement, places: &[&str]) -> String {
        let strongest = |side| self.grounds(judgement, side, places).into_iter().next();
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

    /// What speaks for a side, what tells most first: findings of weight, the words taken together, that
    /// nothing was found, and then what weighs little.
    fn grounds(&self, judgement: &Judgement, side: f64, places: &[&str]) -> Vec<String> {
        let (weighty, light): (Vec<&Clue>, Vec<&Clue>) =
            findings(judgement, side).partition(|clue| clue.contribution.abs() >= WEIGHTY);
        let words = words_speak_for(judgement, side).then(|| self.words_together(judgement, side, places));
        let nothing =
            (side < 0.0 && nothing_was_found(judgement)).then(|| self.text("clue-nothing-found", &[]));
        let told = |clues: Vec<&Clue>| clues.into_iter().map(|clue| self.briefly(clue)).collect::<Vec<_>>();
        told(weighty).into_iter().chain(words).chain(nothing).chain(told(light)).collect()
    }

    /// That the words taken together speak for a side, with the strongest that mean something alone.
    fn words_together(&self, judgement: &Judgement, side: f64, places: &[&str]) -> String {
        let mut examples: Vec<String> = Vec::new();
        for clue in &judgement.evidence.0 {
            let (Token::Word { field, text } | Token::Pair { field, text }) = &clue.token else { continue };
            // A name is no word, and what is hidden is not to be seen by whoever looks for it.
            let is_read = ["body", "subject"].contains(&field.as_str());
            if !is_read || clue.contribution * side < LEAST_EXAMPLE || examples.len() == EXAMPLES {
                continue;
            }
            let known = |word: &String| examples.iter().all(|other| !other.contains(word.as_str()));
            examples.extend(quotable(text, places).filter(known));
        }
        let mut examples = examples.into_iter();
        let (text, value) = (examples.next(), examples.next());
        let values = [
            ("side", if side > 0.0 { "spam" } else { "ham" }.into()),
            ("count", (u32::from(text.is_some()) + u32::from(value.is_some())).into()),
            ("text", text.unwrap_or_default().into()),
            ("value", value.unwrap_or_default().into()),
        ];
        self.text("clue-words-together", &values)
    }
}

/// The name by which a sentence chooses a voter.
pub(crate) fn voter_id(voter: Voter) -> &'static str {
    match voter {
        Voter::Bayes => "bayes",
        Voter::Ngram => "ngram",
        Voter::Checks => "checks",
        Voter::Server => "server",
        Voter::Sender => "sender",
        Voter::Twin => "twin",
        Voter::Corrections => "corrections",
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

/// A finding that weighs as much comes before the words in the one sentence.
const WEIGHTY: f64 = 0.5;

/// Words quoted as examples in the one sentence.
const EXAMPLES: usize = 2;

/// A word that weighs less is no example.
const LEAST_EXAMPLE: f64 = 0.1;

/// What was found or is known on one side, strongest first: it says something by itself, as a single
/// word does not.
fn findings(judgement: &Judgement, side: f64) -> impl Iterator<Item = &Clue> {
    judgement.evidence.0.iter().filter(move |clue| {
        let tells = matches!(
            &clue.token,
            Token::Check { .. } | Token::Server { .. } | Token::Sender { .. } | Token::Twin { .. }
        );
        tells && clue.contribution * side > 0.0
    })
}

/// Whether the words, by themselves and by their letters, speak for a side.
fn words_speak_for(judgement: &Judgement, side: f64) -> bool {
    let of_words = judgement.votes.iter().filter(|vote| matches!(vote.voter, Voter::Bayes | Voter::Ngram));
    of_words.map(|vote| vote.share).sum::<f64>() * side > 0.0
}

/// Whether the checks speak for wanted mail because they found nothing.
fn nothing_was_found(judgement: &Judgement) -> bool {
    let of_checks = |clue: &&Clue| clue.voter == Voter::Checks;
    let mut checks = judgement.evidence.0.iter().filter(of_checks).peekable();
    checks.peek().is_some() && checks.all(|clue| clue.contribution < 0.0)
}

/// Whether what the program knew from the start outweighs what was counted here.
fn speaks_from_the_start(clue: &Clue) -> bool {
    let own = if clue.contribution > 0.0 { clue.spam_seen } else { clue.ham_seen };
    own == 0
}

fn known_id(clue: &Clue) -> &'static str {
    match (clue.contribution > 0.0, (clue.spam_seen, clue.ham_seen) == (0, 0)) {
        (true, true) => "clue-known-spam",
        (true, false) => "clue-known-spam-still",
        (false, true) => "clue-known-ham",
        (false, false) => "clue-known-ham-still",
    }
}

/// The field of a run of characters, as the sentences tell it apart from a word's.
fn run_field<'a>(clue: &Clue, field: &'a str) -> &'a str {
    if speaks_from_the_start(clue) { "characters" } else { field }
}

/// What the provider's filter says with weight, where that is not what came out.
fn contrary_filter(judgement: &Judgement, side: f64) -> Option<&'static str> {
    judgement.evidence.0.iter().find_map(|clue| match &clue.token {
        Token::Server { says: says @ Some(Opinion::Spam | Opinion::Ham), trusted: true, .. }
            if clue.contribution * side <= -1.0 =>
        {
            Some(opinion(*says))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_counts_by_its_length_only_is_called_that() {
        for (language, named) in [
            (crate::Language::English, "“(a word of some 3000 letters) shop” in the name of the sender"),
            (crate::Language::Japanese, "差出人名かファイル名の「（約3000文字の語） shop」"),
        ] {
            let token = Token::Pair { field: "name".to_owned(), text: "3000… shop".to_owned() };
            let clue = Clue { voter: Voter::Bayes, token, contribution: 0.4, spam_seen: 2, ham_seen: 1 };
            let said = Catalogue::for_language(language).clue(&clue);
            assert!(said.starts_with(named), "{said}");
        }
    }

    #[test]
    fn two_letters_of_a_script_without_spaces_are_called_letters() {
        let words = Catalogue::for_language(crate::Language::Japanese);
        let token = Token::Pair { field: "body".to_owned(), text: "て思".to_owned() };
        let clue = |spam_seen| Clue {
            voter: Voter::Bayes,
            token: token.clone(),
            contribution: 0.4,
            spam_seen,
            ham_seen: 0,
        };
        assert_eq!(words.clue(&clue(0)), "文字の並び「て思」は、迷惑メールに多く見られます（初期知識）。");
        assert!(words.clue(&clue(2)).starts_with("本文の文字の並び「て思」は"));
    }

    #[test]
    fn between_japanese_sentences_there_is_no_blank() {
        let judgement = Judgement {
            score: classifier::judgement::Score::new(0.02),
            log_odds: -3.9,
            verdict: Verdict::Ham,
            cutoffs: classifier::Cutoffs::default(),
            decision: Decision::Committee,
            evidence: classifier::judgement::Evidence(vec![Clue {
                voter: Voter::Server,
                token: Token::Server {
                    dialect: "rspamd".to_owned(),
                    header: "X-Spam".to_owned(),
                    value: "Yes".to_owned(),
                    says: Some(Opinion::Spam),
                    trusted: true,
                },
                contribution: 1.5,
                spam_seen: 0,
                ham_seen: 0,
            }]),
            votes: Vec::new(),
            findings: Vec::new(),
            unproven_allow: Some("a@b.example".to_owned()),
            judged_at: 0,
        };
        let told = |language| Catalogue::for_language(language).explain(&judgement, None, &[]).sentence;
        let japanese = told(Language::Japanese);
        assert!(japanese.contains("判定しています。許可リストの"), "{japanese}");
        let english = told(Language::English);
        assert!(english.contains("took it for spam. It looks like"), "{english}");
    }

    #[test]
    fn a_clue_that_speaks_against_its_own_counts_says_where_that_comes_from() {
        let words = Catalogue::for_language(crate::Language::English);
        let token = Token::Word { field: "subject".to_owned(), text: "nov".to_owned() };
        let clue = |contribution, spam_seen, ham_seen| Clue {
            voter: Voter::Bayes,
            token: token.clone(),
            contribution,
            spam_seen,
            ham_seen,
        };
        let counted = words.clue(&clue(0.4, 2, 1));
        assert_eq!(counted, "The word “nov” in the subject stood in 2 spam and 1 wanted message.");
        let against = words.clue(&clue(0.4, 0, 1));
        assert!(against.contains("commoner in spam, as Mekiki knew from the start"), "{against}");
        assert!(against.contains("has it in no spam and 1 wanted message."), "{against}");
        let unknown = words.clue(&clue(-0.4, 0, 0));
        assert_eq!(
            unknown,
            "“nov” in the subject is commoner in wanted mail, as Mekiki knew from the start."
        );
    }
}
