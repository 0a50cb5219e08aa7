//! `ngram`: how often each run of characters stood in ham and in spam.
//!
//! Header lines and text are judged apart and have equal say; how counts become log-odds
//! stands in [`super::counting`].

use super::counting;
use super::table::{Kind, Table};
use crate::grams::{BITS, Grams, Runs};
use crate::judgement::{Clue, Token, Voter};
use crate::starter::Starter;
use crate::voters::Opinion;

/// Runs of characters.
pub(crate) const RUNS: Kind = Kind { hash_bits: BITS, place_bits: BITS, half_believed: 1.5 };
/// Runs that are named one by one, of each field; the others are shown as one.
const SHOWN: usize = 5;
/// The say of each field.
const SHARE: f64 = 0.5;

/// What `ngram` has learned.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ngram {
    pub(crate) header: Table,
    pub(crate) body: Table,
}

impl Default for Ngram {
    fn default() -> Self {
        Self { header: Table::new(&RUNS), body: Table::new(&RUNS) }
    }
}

impl Ngram {
    /// Judges the runs of a message. `learned`: as for `bayes`.
    pub(crate) fn opinion(&self, grams: &Grams, starter: Option<&Starter>, learned: (u32, u32)) -> Opinion {
        let header =
            self.header.listen(grams.header.hashes(), starter.map(|starter| &starter.header), learned);
        let body = self.body.listen(grams.body.hashes(), starter.map(|starter| &starter.body), learned);
        let log_odds = (header.log_odds() + body.log_odds()) * SHARE;
        let vote = counting::vote(Voter::Ngram, log_odds, learned, starter.is_some());
        let named = |field: &'static str, runs: &Runs, position| {
            let text = runs.describe(position)?.to_owned();
            Some(Token::Run { field: field.to_owned(), text })
        };
        let mut clues =
            header.clues(Voter::Ngram, SHARE, SHOWN, |position| named("header", &grams.header, position));
        clues.extend(body.clues(Voter::Ngram, SHARE, SHOWN, |position| named("body", &grams.body, position)));
        Opinion { vote, clues: with_one_rest(clues) }.summed()
    }
}

/// What is left of both fields, as one: by its name nobody could tell the one from the other.
fn with_one_rest(clues: Vec<Clue>) -> Vec<Clue> {
    let is_rest = |clue: &Clue| matches!(clue.token, Token::Rest { .. });
    let (rests, mut clues): (Vec<Clue>, Vec<Clue>) = clues.into_iter().partition(is_rest);
    let together = rests.into_iter().reduce(|mut one, other| {
        if let (Token::Rest { count, .. }, Token::Rest { count: more, .. }) = (&mut one.token, &other.token) {
            *count += more;
        }
        one.contribution += other.contribution;
        one
    });
    clues.extend(together);
    clues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cutoffs, Facts, Message, Model, classify};

    #[test]
    fn what_is_not_named_of_header_and_text_is_one_clue_and_the_sum_stays() {
        let raw =
            b"From: Lucky Winner <winner@casino.example>\r\nSubject: You have won the lottery, claim now\r\n\
            Message-ID: <1@casino.example>\r\n\r\nDear friend, you have won the great prize of our lottery. \
            Send us your bank details to claim the money today, free of charge.\r\n";
        let message = Message::parse(raw);
        let judgement = classify(&message, &Facts::default(), &Model::starter(), Cutoffs::default());
        let of_runs = || judgement.evidence.0.iter().filter(|clue| clue.voter == Voter::Ngram);
        let named = |wanted: &str| {
            of_runs().any(|clue| matches!(&clue.token, Token::Run { field, .. } if field == wanted))
        };
        assert!(named("header") && named("body"), "both fields have their say: {:?}", judgement.evidence);
        let rests = of_runs().filter(|clue| matches!(clue.token, Token::Rest { .. })).count();
        assert_eq!(rests, 1);
        assert!((judgement.evidence.total() - judgement.log_odds).abs() < 1e-9);
    }
}
