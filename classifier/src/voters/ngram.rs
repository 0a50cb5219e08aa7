//! `ngram`: how often each run of characters stood in ham and in spam.
//!
//! Its fields stand in [`super::fields`]; how counts become log-odds in [`super::counting`].

use super::fields::{BAYES, Basis, Tables};
use crate::grams::Grams;
use crate::judgement::{Token, Voter};
use crate::voters::Opinion;

/// Judges the runs of a message.
pub(crate) fn opinion(tables: &Tables, grams: &Grams, basis: Basis<'_>) -> Opinion {
    let runs = |place: usize| if place == BAYES { ("header", &grams.header) } else { ("body", &grams.body) };
    let name = |place: usize, position: usize| {
        let (field, runs) = runs(place);
        let text = runs.describe(position)?.to_owned();
        Some(Token::Run { field: field.to_owned(), text })
    };
    tables.opinion(Voter::Ngram, basis, |place| runs(place).1.hashes().collect(), name)
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
