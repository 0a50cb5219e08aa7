//! What is shown first of the evidence: lines that add up, the largest of which decided.
//!
//! What anybody can read stands for itself: a finding, a sender, a whole word. A run of characters, a pair
//! of letters or a part of a header line says nothing alone, and there are a hundred of them: those of one
//! voter and one direction are one line, with whole words as examples. So no line is outweighed by what is
//! not shown. The full list has every clue as it is.

use std::collections::BTreeMap;

use classifier::{Clue, Judgement, Token, Verdict, Voter};
use serde::{Deserialize, Serialize};

use crate::bundle::Catalogue;
use crate::explanation::voter_id;
use crate::quotable::{is_readable, quotable, whole_word_of};

/// How many clues stand for themselves, of the direction that decided and of the other.
const OF_THEMSELVES: (usize, usize) = (5, 3);
/// What is nearer to nothing would be shown as 0.00.
const LEAST: f64 = 0.005;
/// Words quoted for what is told together.
const EXAMPLES: usize = 2;

/// What is shown first. The contributions of all lines and of the rest add up to the judgement's log-odds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Lines {
    /// What speaks for spam, most first.
    pub spam: Vec<Line>,
    /// What speaks against it, most first.
    pub wanted: Vec<Line>,
    /// How many clues are in no line, as they come to nothing.
    pub rest: u32,
    /// What these contribute together.
    pub rest_contribution: f64,
}

/// A clue, or many together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Line {
    /// What it says.
    pub sentence: String,
    /// Why it matters and when it is wrong; empty where there is no more to say.
    pub help: String,
    /// What it adds to the log-odds: above 0 speaks for spam.
    pub contribution: f64,
}

/// A clue with its words.
struct Told<'a> {
    clue: &'a Clue,
    sentence: &'a str,
    help: &'a str,
}

pub(crate) fn lines(
    words: &Catalogue,
    judgement: &Judgement,
    places: &[&str],
    sentences: &[String],
    help: &[String],
) -> Lines {
    let all: Vec<Told<'_>> = judgement
        .evidence
        .0
        .iter()
        .zip(sentences.iter().zip(help))
        .map(|(clue, (sentence, help))| Told { clue, sentence, help })
        .collect();
    let mut rest = Rest::default();
    let (first, other) = OF_THEMSELVES;
    let wanted_decided = judgement.verdict == Verdict::Ham;
    let (of_spam, of_wanted) = if wanted_decided { (other, first) } else { (first, other) };
    let speaks_for_spam = |told: &&Told<'_>| told.clue.contribution > 0.0;
    let (for_spam, against): (Vec<&Told<'_>>, Vec<&Told<'_>>) = all.iter().partition(speaks_for_spam);
    let quotes = Quotes::of(&all, places);
    let spam = side(words, &for_spam, of_spam, &quotes, &mut rest);
    let wanted = side(words, &against, of_wanted, &quotes, &mut rest);
    Lines { spam, wanted, rest: rest.count, rest_contribution: rest.contribution }
}

/// The whole words that clues stand in, and for what each speaks with all that stands in it: a word is an
/// example of one direction only.
struct Quotes<'a> {
    places: &'a [&'a str],
    sums: BTreeMap<String, f64>,
}

impl<'a> Quotes<'a> {
    fn of(all: &[Told<'_>], places: &'a [&'a str]) -> Self {
        let mut sums: BTreeMap<String, f64> = BTreeMap::new();
        for told in all {
            if let Some(word) = quoted(&told.clue.token, places) {
                *sums.entry(word).or_default() += told.clue.contribution;
            }
        }
        Self { places, sums }
    }

    /// Words that what is told together stands in, of the same direction.
    fn examples(&self, group: &[&Told<'_>]) -> Vec<String> {
        let mut examples: Vec<String> = Vec::new();
        for told in group {
            let known = |word: &String| !examples.iter().any(|other| other.contains(word.as_str()));
            let agrees =
                |word: &String| self.sums.get(word).is_some_and(|sum| sum * told.clue.contribution > 0.0);
            let found = quoted(&told.clue.token, self.places).filter(known).filter(agrees);
            examples.extend(found);
            if examples.len() == EXAMPLES {
                break;
            }
        }
        examples
    }
}

/// Clues that come to nothing.
#[derive(Default)]
struct Rest {
    count: u32,
    contribution: f64,
}

/// The lines of one direction, of which `limit` clues may stand for themselves.
fn side(
    words: &Catalogue,
    clues: &[&Told<'_>],
    limit: usize,
    quotes: &Quotes<'_>,
    rest: &mut Rest,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut together: BTreeMap<Voter, Vec<&Told<'_>>> = BTreeMap::new();
    for told in clues {
        let tells = told.clue.contribution.abs() >= LEAST && lines.len() < limit;
        if tells && stands_for_itself(&told.clue.token, quotes.places) {
            lines.push(alone(told));
        } else {
            together.entry(told.clue.voter).or_default().push(told);
        }
    }
    for (voter, group) in together {
        let contribution: f64 = group.iter().map(|told| told.clue.contribution).sum();
        if contribution.abs() < LEAST {
            rest.count += count_of(&group);
            rest.contribution += contribution;
        } else {
            lines.push(as_one(words, voter, &group, contribution, quotes));
        }
    }
    lines.sort_by(|one, other| other.contribution.abs().total_cmp(&one.contribution.abs()));
    lines
}

fn alone(told: &Told<'_>) -> Line {
    Line {
        sentence: told.sentence.to_owned(),
        help: told.help.to_owned(),
        contribution: told.clue.contribution,
    }
}

/// Clues of one voter and one direction as one line.
fn as_one(
    words: &Catalogue,
    voter: Voter,
    group: &[&Told<'_>],
    contribution: f64,
    quotes: &Quotes<'_>,
) -> Line {
    if let [only] = group
        && stands_for_itself(&only.clue.token, quotes.places)
    {
        return alone(only);
    }
    let (text, value, examples) = match quotes.examples(group).as_slice() {
        [] => (String::new(), String::new(), 0),
        [one] => (one.clone(), String::new(), 1),
        [one, other, ..] => (one.clone(), other.clone(), 2),
    };
    let values = [
        ("which", voter_id(voter).into()),
        ("voter", words.voter(voter).into()),
        ("side", if contribution > 0.0 { "spam" } else { "ham" }.into()),
        ("count", count_of(group).into()),
        ("examples", examples.into()),
        ("text", text.into()),
        ("value", value.into()),
    ];
    let help = words.text("clue-together-help", &[]);
    Line { sentence: words.text("clue-together", &values), help, contribution }
}

fn count_of(group: &[&Told<'_>]) -> u32 {
    let counts = group.iter().map(|told| match told.clue.token {
        Token::Rest { count, .. } => count,
        _ => 1,
    });
    counts.fold(0, u32::saturating_add)
}

/// Whether anybody can read from a clue alone what it is about.
fn stands_for_itself(token: &Token, places: &[&str]) -> bool {
    match token {
        Token::Word { text, .. } | Token::Pair { text, .. } => is_readable(text, places),
        Token::Link { text } => is_host(text),
        Token::Run { .. } | Token::Header { .. } | Token::Rest { .. } => false,
        Token::Check { .. }
        | Token::Server { .. }
        | Token::Sender { .. }
        | Token::Twin { .. }
        | Token::Prior { .. } => true,
    }
}

/// Whether a part of a link is a name of the net, and not a piece of a path or a bare address.
fn is_host(text: &str) -> bool {
    let of_a_host = |letter: char| letter.is_alphanumeric() || ['.', '-'].contains(&letter);
    let end = text.rsplit('.').next().unwrap_or_default();
    text.contains('.') && text.chars().all(of_a_host) && end.len() > 1 && end.chars().all(char::is_alphabetic)
}

/// The whole word that a clue stands in. Header lines have none: an identifier is no example.
fn quoted(token: &Token, places: &[&str]) -> Option<String> {
    match token {
        Token::Word { field, text } | Token::Pair { field, text } if is_read(field) => quotable(text, places),
        Token::Run { field, text } if is_read(field) => whole_word_of(text, places),
        _ => None,
    }
}

/// What is hidden is not to be seen by whoever looks for it, and a name is no word.
fn is_read(field: &str) -> bool {
    ["body", "subject"].contains(&field)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use classifier::judgement::{Cutoffs, Evidence, Score};
    use classifier::{CheckId, Decision};

    use super::*;
    use crate::language::Language;

    fn clue(voter: Voter, token: Token, contribution: f64) -> Clue {
        Clue { voter, token, contribution, spam_seen: 0, ham_seen: 0 }
    }

    fn word(text: &str, contribution: f64) -> Clue {
        clue(Voter::Bayes, Token::Word { field: "body".to_owned(), text: text.to_owned() }, contribution)
    }

    fn run(field: &str, text: &str, contribution: f64) -> Clue {
        clue(Voter::Ngram, Token::Run { field: field.to_owned(), text: text.to_owned() }, contribution)
    }

    fn header(name: &str, text: &str, contribution: f64) -> Clue {
        let token = Token::Header { name: name.to_owned(), text: text.to_owned() };
        clue(Voter::Bayes, token, contribution)
    }

    fn told(clues: Vec<Clue>, verdict: Verdict, language: Language) -> Lines {
        let log_odds = clues.iter().map(|clue| clue.contribution).sum();
        let judgement = Judgement {
            score: Score::new(0.5),
            log_odds,
            verdict,
            cutoffs: Cutoffs::default(),
            decision: Decision::Committee,
            evidence: Evidence(clues),
            votes: Vec::new(),
            findings: Vec::new(),
            unproven_allow: None,
            judged_at: 0,
        };
        let places = ["Your piano", "The piano looks well. 口座の変更のお知らせ"];
        let lines = Catalogue::for_language(language).explain(&judgement, None, &places).lines;
        let all = lines.spam.iter().chain(&lines.wanted).map(|line| line.contribution);
        assert!((all.sum::<f64>() + lines.rest_contribution - log_odds).abs() < 1e-9, "{lines:?}");
        lines
    }

    #[test]
    fn a_word_is_an_example_of_one_direction_only() {
        let clues = vec![run("body", "pian", -0.5), run("body", "iano", 0.2), run("body", "looks", 0.3)];
        let lines = told(clues, Verdict::Ham, Language::English);
        let says = |lines: &[Line], word: &str| lines.iter().any(|line| line.sentence.contains(word));
        assert!(says(&lines.wanted, "piano") && !says(&lines.spam, "piano"), "{lines:?}");
        assert!(says(&lines.spam, "looks"), "{lines:?}");
    }

    fn like_a_mail() -> Vec<Clue> {
        let rest = Token::Rest { voter: Voter::Ngram, count: 119 };
        vec![
            clue(Voter::Ngram, rest, -2.17),
            clue(Voter::Checks, Token::Prior { voter: Voter::Checks }, -1.47),
            word("piano", -0.18),
            run("header", "arset:", 0.18),
            run("body", "pian", -0.16),
            header("received", "198.51.100.31", -0.12),
            header("message-id", "deadbeef", -0.12),
            word("192", -0.11),
            run("body", "it loo", -0.1),
            word("com da", 0.1),
        ]
    }

    #[test]
    fn what_nobody_can_read_alone_is_one_line_a_voter_and_direction_and_the_largest_comes_first() {
        let lines = told(like_a_mail(), Verdict::Ham, Language::English);
        let wanted: Vec<&str> = lines.wanted.iter().map(|line| line.sentence.as_str()).collect();
        assert_eq!(
            wanted,
            [
                "121 short runs of characters speak for wanted mail, such as in “piano”.",
                "Checks: those that found nothing, taken together.",
                "3 words and small pieces (letters, parts of header lines) speak for wanted mail.",
                "“piano” is commoner in wanted mail, as Mekiki knew from the start.",
            ]
        );
        assert!((lines.wanted[0].contribution + 2.43).abs() < 1e-9);
        assert_eq!(lines.spam[0].sentence, "One short run of characters speaks for spam.");
        assert_eq!(lines.spam.len(), 2);
        assert_eq!(lines.rest, 0);
    }

    #[test]
    fn no_identifier_of_a_header_line_is_ever_an_example() {
        for language in Language::ALL {
            let lines = told(like_a_mail(), Verdict::Ham, language);
            for line in lines.spam.iter().chain(&lines.wanted) {
                for torn in ["198", "deadbeef", "192", "arset", "it loo", "com da"] {
                    assert!(!line.sentence.contains(torn), "{}", line.sentence);
                }
            }
        }
    }

    #[test]
    fn readable_words_that_find_no_room_are_told_together_and_quoted() {
        let clues = ["piano", "looks", "well", "your", "変更", "口座", "知"].map(|text| word(text, 0.5));
        let lines = told(clues.to_vec(), Verdict::Spam, Language::Japanese);
        assert_eq!(lines.spam.len(), 6);
        assert_eq!(
            lines.spam[0].sentence,
            "迷惑メールに多い言葉や細かな手がかり（文字の組、ヘッダーの一部など）が2件あります（「口座」など）。"
        );
    }

    #[test]
    fn what_comes_to_nothing_is_in_no_line_and_one_that_stands_for_itself_stays_so() {
        let check = |contribution| {
            let token = Token::Check { id: CheckId("no-date".to_owned()), detail: String::new() };
            clue(Voter::Checks, token, contribution)
        };
        let lines = told(vec![check(0.001), check(-2.0)], Verdict::Ham, Language::English);
        assert_eq!((lines.spam.len(), lines.wanted.len(), lines.rest), (0, 1, 1));
        let mut many: Vec<Clue> = (0..6).map(|_| check(1.0)).collect();
        many.push(clue(Voter::Twin, Token::Twin { label: classifier::Label::Spam, alike: 97 }, 0.9));
        let lines = told(many, Verdict::Spam, Language::English);
        let sentences: Vec<&str> = lines.spam.iter().map(|line| line.sentence.as_str()).collect();
        assert!(sentences.last().unwrap().contains("the text is about 97%"), "{sentences:?}");
    }
}
