//! What having learned much leaves of the checks' findings.

#![allow(clippy::expect_used, missing_docs)]

use std::path::Path;

use classifier::judgement::Label;
use classifier::{Cutoffs, Facts, Judgement, Message, Model, Sample, Token, classify};

fn case(check: &str) -> Message {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(check).join("guilty-1.eml");
    let text = std::fs::read_to_string(path).expect("the case can be read");
    // The facts stand in a preface, up to the first empty line.
    Message::parse(text.split_once("\n\n").expect("a preface").1.as_bytes())
}

fn weight(judgement: &Judgement, check: &str) -> f64 {
    let of_check = |token: &Token| matches!(token, Token::Check { id, .. } if id.0 == check);
    judgement.evidence.0.iter().find(|clue| of_check(&clue.token)).expect("it is found").contribution
}

/// What is left of a finding, as a share of what it weighs on the first day.
fn left_after_learning(check: &str) -> f64 {
    let found = case(check);
    let mut model = Model::starter();
    let judge = |model: &Model| classify(&found, &Facts::default(), model, Cutoffs::default());
    let before = weight(&judge(&model), check);
    for number in 0..12 {
        for (label, text) in [(Label::Ham, "minutes of the garden club"), (Label::Spam, "cheap pills")] {
            let raw =
                format!("From: a{number}@{number}.example\r\nSubject: {text}\r\n\r\n{text}, {number}\r\n");
            model.learn(&Sample::of(&Message::parse(raw.as_bytes()), &Facts::default()), label);
        }
    }
    weight(&judge(&model), check) / before
}

#[test]
fn a_grave_finding_keeps_its_weight_and_another_yields_to_the_words() {
    let grave = left_after_learning("changed-bank-details");
    assert!((0.9..1.1).contains(&grave), "{grave}");
    let other = left_after_learning("unsolicited-advert-mark");
    assert!((0.3..0.5).contains(&other), "{other}");
}
