//! The measures, by known answers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use classifier::Cutoffs;
use classifier::evaluate::{Evaluation, figures, shuffle};
use classifier::judgement::{Label, Voter};
use classifier::{Facts, Message, Model, RegistrableDomain, Sample, classify};

const HAM: Label = Label::Ham;
const SPAM: Label = Label::Spam;

fn near(left: f64, right: f64) {
    assert!((left - right).abs() < 1e-9, "{left} is not {right}");
}

#[test]
fn a_perfect_order_has_no_area_missing_and_a_reversed_one_has_all() {
    near(figures(&[(HAM, -2.0), (HAM, -1.0), (SPAM, 1.0)], Cutoffs::default()).one_minus_roca, 0.0);
    near(figures(&[(HAM, 2.0), (SPAM, -1.0)], Cutoffs::default()).one_minus_roca, 100.0);
}

#[test]
fn ties_count_half() {
    near(figures(&[(HAM, 0.0), (SPAM, 0.0)], Cutoffs::default()).one_minus_roca, 50.0);
    // Of six pairs one is misordered and one is tied.
    let scored = [(HAM, -1.0), (HAM, 0.5), (HAM, 1.0), (SPAM, 1.0), (SPAM, 0.7)];
    near(figures(&scored, Cutoffs::default()).one_minus_roca, 100.0 * 1.5 / 6.0);
}

#[test]
fn error_rates_and_their_logistic_mean() {
    // 1 of 4 ham and 1 of 2 spam on the wrong side of even odds.
    let scored = [(HAM, -3.0), (HAM, -2.0), (HAM, -1.0), (HAM, 1.0), (SPAM, 2.0), (SPAM, -1.0)];
    let figures = figures(&scored, Cutoffs::default());
    near(figures.ham_misclassified, 25.0);
    near(figures.spam_misclassified, 50.0);
    let mean = f64::midpoint((0.25_f64 / 0.75).ln(), 0.0);
    near(figures.lam, 100.0 / (1.0 + (-mean).exp()));
}

#[test]
fn unsure_is_neither_lost_nor_caught() {
    let scored = [(HAM, 0.0), (SPAM, 0.0), (SPAM, 5.0), (HAM, -5.0)];
    let figures = figures(&scored, Cutoffs::default());
    near(figures.ham_judged_spam, 0.0);
    near(figures.spam_missed, 50.0);
    near(figures.ham_unsure, 50.0);
    near(figures.spam_unsure, 50.0);
}

#[test]
fn a_run_without_any_message_has_figures_too() {
    let figures = Evaluation::new(Model::empty(), Cutoffs::default()).figures(usize::MAX);
    assert_eq!((figures.ham, figures.spam), (0, 0));
    near(figures.one_minus_roca, 0.0);
}

#[test]
fn the_order_depends_on_the_seed_alone() {
    let shuffled = |seed| {
        let mut items: Vec<u32> = (0..50).collect();
        shuffle(&mut items, seed);
        items
    };
    assert_eq!(shuffled(42), shuffled(42));
    assert_ne!(shuffled(42), shuffled(43));
    let mut sorted = shuffled(42);
    sorted.sort_unstable();
    assert_eq!(sorted, (0..50).collect::<Vec<u32>>());
}

#[test]
fn judging_then_learning_gets_better_and_every_voter_is_recorded() {
    let mut run = Evaluation::new(Model::empty(), Cutoffs::default());
    for number in 0..40 {
        run.step(format!("Subject: minutes {number}\n\nthe minutes of meeting {number}").as_bytes(), HAM);
        run.step(format!("Subject: pills {number}\n\ncheap pills, number {number}").as_bytes(), SPAM);
    }
    let late: Vec<_> =
        run.outcomes.iter().skip(40).map(|outcome| (outcome.label, outcome.log_odds)).collect();
    near(figures(&late, Cutoffs::default()).one_minus_roca, 0.0);
    assert!(run.outcomes.iter().all(|outcome| outcome.votes.len() == 6));
    assert!(run.voter_figures(Voter::Bayes).one_minus_roca < 50.0);
    assert_eq!(run.model().learned(), (40, 40));
}

#[test]
fn registrable_domains_are_a_public_suffix_and_one_label() {
    let of = |host| RegistrableDomain::of(host).map(|domain| domain.as_str().to_owned());
    assert_eq!(of("mail.shop.example.co.jp").as_deref(), Some("example.co.jp"));
    assert_eq!(of("WWW.Example.COM.").as_deref(), Some("example.com"));
    assert_eq!(of("co.jp"), None);
    assert_eq!(of("192.0.2.1"), None);
    assert_eq!(of(""), None);
}

#[test]
fn one_class_taught_at_length_before_the_other_is_no_hindrance() {
    let spam =
        |number: u32| format!("Subject: offer {number}\n\ncheap pills number {number} lot{}", number * 7);
    let ham = |number: u32| {
        format!("Subject: minutes {number}\n\nthe minutes of meeting {number} ref{}", number * 5)
    };
    for spam_first in [true, false] {
        let mut model = Model::empty();
        let mut teach = |raw: String, label| {
            model.learn(&Sample::of(&Message::parse(raw.as_bytes()), &Facts::default()), label);
        };
        for round in 0..2 {
            for number in 0..400 {
                if (round == 0) == spam_first { teach(spam(number), SPAM) } else { teach(ham(number), HAM) }
            }
        }
        let vote = |raw: String| {
            let message = Message::parse(raw.as_bytes());
            classify(&message, &Facts::default(), &model, Cutoffs::default()).votes[0].share
        };
        assert!(vote(spam(1000)) > 2.0, "spam first: {spam_first}");
        assert!(vote(ham(1000)) < -2.0, "spam first: {spam_first}");
    }
}
