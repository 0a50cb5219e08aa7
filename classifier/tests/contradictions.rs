//! A word against one's own earlier words is noticed, and taking it back leaves no trace.
#![allow(clippy::unwrap_used, missing_docs)]

use classifier::judgement::Label;
use classifier::learning::Contradiction;
use classifier::{Facts, Message, Model, Sample};
use proptest::prelude::*;

const HAM: Label = Label::Ham;
const SPAM: Label = Label::Spam;

fn sample(from: &str, text: &str) -> Sample {
    let raw = format!("From: {from}\nSubject: news\n\n{text}\n");
    Sample::of(&Message::parse(raw.as_bytes()), &Facts::default())
}

/// The number stands among the words, so that no two are the same bytes.
fn offer(number: u32) -> Sample {
    let text = "Buy our cheap watches today, all of them copies of the finest makers, shipped to your door at \
        night without a bill, without a question, and with a second one for your friend";
    sample("shop@one.example", &format!("{text} {number}"))
}

fn minutes(number: u32) -> Sample {
    let text = "The minutes of the last meeting are in the usual folder, together with the plan for the summer \
        and the list of those who promised to bring a cake for the children on Sunday";
    sample("ann@club.example", &format!("{text} {number}"))
}

fn key(sample: &Sample) -> [u8; 8] {
    let mut model = Model::empty();
    model.learn(sample, SPAM);
    let found = model.contradiction(&offer(999_999), HAM).unwrap();
    *found.near_copies.first().unwrap()
}

#[test]
fn the_opposite_of_near_copies_is_noticed_and_they_are_named() {
    let mut model = Model::empty();
    for number in 0..3 {
        model.learn(&offer(number), SPAM);
    }
    let found = model.contradiction(&offer(9), HAM).unwrap();
    assert_eq!(found.near_copies.len(), 3);
    for number in 0..3 {
        assert!(found.near_copies.contains(&key(&offer(number))));
    }
    assert_eq!(model.contradiction(&offer(9), SPAM), None);
    assert_eq!(model.contradiction(&minutes(9), HAM), None);
}

#[test]
fn who_has_said_both_as_often_is_not_asked_again() {
    let mut model = Model::empty();
    model.learn(&offer(1), SPAM);
    model.learn(&offer(2), HAM);
    assert_eq!(model.contradiction(&offer(3), HAM), None);
    assert_eq!(model.contradiction(&offer(3), SPAM), None);
}

#[test]
fn a_few_words_that_anybody_writes_are_no_near_copy() {
    let mut model = Model::empty();
    model.learn(&sample("a@one.example", "Thank you, see you then"), HAM);
    assert_eq!(model.contradiction(&sample("b@two.example", "Thank you, see you then"), SPAM), None);
}

#[test]
fn what_all_that_was_taught_speaks_against_is_noticed_without_a_copy() {
    let mut model = Model::empty();
    for number in 0..30 {
        let goods = ["watches", "pills", "diplomas", "casino chips", "loans"][number as usize % 5];
        let offer =
            format!("cheap {goods} shipped tonight number {number}, buy now and pay nothing {}", number * 31);
        model.learn(&sample(&format!("shop{number}@offers.example"), &offer), SPAM);
        let letter = format!("meeting {number} of the club is on Monday, the minutes follow {}", number * 17);
        model.learn(&sample("ann@club.example", &letter), HAM);
    }
    let like_the_offers = sample("shop99@offers.example", "buy now: cheap pills and loans shipped tonight");
    let found = model.contradiction(&like_the_offers, HAM).unwrap_or_default();
    assert_eq!(found, Contradiction { near_copies: Vec::new(), against_all_taught: true });
    assert_eq!(model.contradiction(&like_the_offers, SPAM), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn taking_a_contradiction_back_gives_the_very_model_before_it(
        before in proptest::collection::vec((0_u32..40, any::<bool>(), any::<bool>()), 0..30),
        slip in 40_u32..50,
    ) {
        let mut model = Model::starter();
        for (number, is_offer, is_spam) in before {
            let sample = if is_offer { offer(number) } else { minutes(number) };
            model.learn(&sample, if is_spam { SPAM } else { HAM });
        }
        for label in [HAM, SPAM] {
            let was = model.clone();
            let lesson = model.learn(&offer(slip), label);
            prop_assert_ne!(&model, &was);
            model.unlearn(&offer(slip), label, lesson);
            prop_assert_eq!(&model, &was);
        }
    }
}
