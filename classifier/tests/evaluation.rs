//! The measures, by known answers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use classifier::Cutoffs;
use classifier::evaluate::{
    Evaluation, Feedback, Interval, Schedule, Scored, at_cutoffs, beginnings, bins, figures, intervals,
    shuffle, wilson, windows,
};
use classifier::judgement::{Label, Score, Verdict, Voter};
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
    // Nor is what stands at even odds called spam.
    near(figures.ham_misclassified, 0.0);
    near(figures.spam_misclassified, 50.0);
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
    assert!(run.outcomes.iter().all(|outcome| outcome.votes.len() == 7));
    assert!(run.voter_figures(Voter::Bayes).one_minus_roca < 50.0);
    assert_eq!(run.model().learned(), (40, 40));
}

#[test]
fn wilsons_interval_is_the_published_one() {
    // Newcombe (1998), table I: 81 of 263 and 0 of 20.
    let Interval(low, high) = wilson(81, 263);
    assert!((low - 25.53).abs() < 0.005 && (high - 36.62).abs() < 0.005, "{low} {high}");
    let Interval(low, high) = wilson(0, 20);
    near(low, 0.0);
    assert!((high - 16.11).abs() < 0.005, "{high}");
    assert_eq!(wilson(0, 0), Interval(0.0, 100.0));
}

/// Scores that overlap a little, the same on every run.
fn overlapping(count: u32) -> Vec<(Label, f64)> {
    let value = |number: u32| f64::from(number * 7_919 % 1_000) / 100.0;
    let ham = (0..count).map(|number| (HAM, value(number) - 9.0));
    ham.chain((0..count).map(|number| (SPAM, value(number + 3) - 1.0))).collect()
}

#[test]
fn every_interval_holds_its_figure_and_narrows_with_more_mail() {
    let width = |count| {
        let scored = overlapping(count);
        let figures = figures(&scored, Cutoffs::default());
        let told = intervals(&scored, &figures);
        let held = [
            (figures.one_minus_roca, told.one_minus_roca),
            (figures.ham_misclassified, told.ham_misclassified),
            (figures.spam_misclassified, told.spam_misclassified),
            (figures.lam, told.lam),
            (figures.ham_judged_spam, told.ham_judged_spam),
            (figures.spam_missed, told.spam_missed),
            (figures.lam_at_cutoff, told.lam_at_cutoff),
            (figures.spam_missed_at_tenth_percent, told.spam_missed_at_tenth_percent),
            (figures.ham_unsure, told.ham_unsure),
            (figures.spam_unsure, told.spam_unsure),
            (figures.spam_judged_ham, told.spam_judged_ham),
        ];
        for (figure, Interval(low, high)) in held {
            assert!(low <= figure && figure <= high && (0.0..=100.0).contains(&low), "{figure} {low} {high}");
        }
        assert!(figures.one_minus_roca > 0.0);
        let Interval(low, high) = told.one_minus_roca;
        high - low
    };
    assert!(width(2_000) < 0.5 * width(200));
}

#[test]
fn delongs_interval_is_by_known_answer() {
    // Of 4 ham and 5 spam one pair of twenty is misordered. Ham shares: 0, 0, 0, 0.2;
    // spam shares: 0.25, 0, 0, 0, 0.
    let scored = [-3.0, -2.0, -1.0, 1.0].map(|value| (HAM, value)).to_vec();
    let scored = [scored, [0.5, 2.0, 3.0, 4.0, 5.0].map(|value| (SPAM, value)).to_vec()].concat();
    let figures = figures(&scored, Cutoffs::default());
    near(figures.one_minus_roca, 5.0);
    let (ham, spam) = (0.01 / 4.0, 0.0125 / 5.0);
    let reach = 1.959_963_985 * f64::sqrt(ham + spam) / (0.05 * 0.95);
    let end = |shift: f64| 100.0 / (1.0 + (-((0.05_f64 / 0.95).ln() + shift)).exp());
    let Interval(low, high) = intervals(&scored, &figures).one_minus_roca;
    near(low, end(-reach));
    near(high, end(reach));
}

#[test]
fn nothing_misordered_is_not_told_as_certainty() {
    let scored: Vec<_> = (0..50).flat_map(|_| [(HAM, -4.0), (SPAM, 4.0)]).collect();
    let told = intervals(&scored, &figures(&scored, Cutoffs::default()));
    assert_eq!(told.one_minus_roca, wilson(0, 50));
    assert!(told.lam.1 > 0.5, "{:?}", told.lam);
}

#[test]
fn the_curve_is_cut_where_beginnings_end_and_misses_no_message() {
    let scored = overlapping(300);
    let windows = windows(&scored, Cutoffs::default());
    let ends: Vec<_> = windows.iter().map(|part| (part.from, part.to)).collect();
    assert_eq!(ends, [(1, 50), (51, 100), (101, 200), (201, 500), (501, 600)]);
    assert_eq!(windows.iter().map(|part| part.figures.ham + part.figures.spam).sum::<usize>(), 600);
    let beginnings = beginnings(&scored, Cutoffs::default());
    assert_eq!(beginnings.iter().map(|part| part.to).collect::<Vec<_>>(), [50, 100, 200, 500]);
    assert_eq!(beginnings[2].figures, figures(&scored[..200], Cutoffs::default()));
}

#[test]
fn calibration_compares_scores_with_what_came_true() {
    // 0.75 was said four times and came true three times; 0.25 twice and once.
    let odds = 3.0_f64.ln();
    let scored = [(SPAM, odds), (SPAM, odds), (SPAM, odds), (HAM, odds), (HAM, -odds), (SPAM, -odds)];
    let bins = bins(&scored);
    assert_eq!(bins.len(), 10);
    assert_eq!((bins[7].messages, bins[7].spam, bins[2].messages, bins[2].spam), (4, 3, 2, 1));
    near(bins[7].observed, bins[7].expected);
    near(bins[2].observed - bins[2].expected, 25.0);
    near(figures(&scored, Cutoffs::default()).calibration_error, 25.0 * 2.0 / 6.0);
}

#[test]
fn cutoffs_show_both_errors_and_who_changes_sides() {
    let scored: Vec<Scored<&str>> = [
        ("letter", HAM, 0.1),
        ("newsletter", HAM, 0.85),
        ("invoice", HAM, 0.92),
        ("pills", SPAM, 0.99),
        ("chat", SPAM, 0.8),
    ]
    .map(|(id, label, score)| Scored { id, label, score: Score::new(score) })
    .to_vec();
    let [low, same, high] = [0.8, 0.9, 0.95].map(Score::new);
    let table = at_cutoffs(&scored, &[low, same, high], same);
    assert_eq!((table[0].ham_lost, table[0].spam_missed), (2, 0));
    assert_eq!(table[0].become_spam, ["newsletter", "chat"]);
    assert_eq!((table[1].ham_lost, table[1].spam_missed), (1, 1));
    assert!(table[1].become_spam.is_empty() && table[1].become_not_spam.is_empty());
    near(table[1].ham_lost_percent, 100.0 / 3.0);
    assert_eq!((table[2].ham_lost, table[2].spam_missed), (0, 1));
    assert_eq!(table[2].become_not_spam, ["invoice"]);
}

#[test]
fn each_feedback_teaches_what_it_says() {
    let taught = |feedback, judged: &[(Label, Verdict)]| {
        let mut schedule = Schedule::new(feedback);
        let after = |(number, (label, verdict)): (usize, &(Label, Verdict))| {
            schedule.after(number, *label, *verdict).map(|taught| taught.0)
        };
        judged.iter().enumerate().map(after).collect::<Vec<_>>()
    };
    let judged = [
        (HAM, Verdict::Ham),
        (HAM, Verdict::Unsure),
        (SPAM, Verdict::Spam),
        (SPAM, Verdict::Ham),
        (HAM, Verdict::Spam),
        (SPAM, Verdict::Unsure),
    ];
    let all = [Some(0), Some(1), Some(2), Some(3), Some(4), Some(5)];
    assert_eq!(taught(Feedback::Immediate, &judged), all);
    assert_eq!(taught(Feedback::Delayed(0), &judged), all);
    assert_eq!(taught(Feedback::Delayed(4), &judged), [None, None, None, None, Some(0), Some(1)]);
    let corrected = [None, Some(1), None, Some(3), Some(4), Some(5)];
    assert_eq!(taught(Feedback::CorrectionsOnly { noticed: 100 }, &judged), corrected);
    let half = [None, None, None, Some(3), None, Some(5)];
    assert_eq!(taught(Feedback::CorrectionsOnly { noticed: 50 }, &judged), half);
    assert_eq!(taught(Feedback::Never, &judged), [None; 6]);
}

#[test]
fn a_run_learns_by_its_feedback_and_a_late_label_is_learned_exactly() {
    let run = |feedback| {
        let mut run = Evaluation::new(Model::empty(), Cutoffs::default()).with_feedback(feedback);
        for number in 0..30 {
            run.step(format!("Subject: minutes {number}\n\nminutes of meeting {number}").as_bytes(), HAM);
            run.step(format!("Subject: pills {number}\n\ncheap pills, number {number}").as_bytes(), SPAM);
        }
        run
    };
    assert_eq!(run(Feedback::Never).model(), &Model::empty());
    assert_eq!(run(Feedback::Delayed(10)).model().learned(), (25, 25));
    assert_eq!(run(Feedback::Delayed(0)).outcomes, run(Feedback::Immediate).outcomes);
    assert_eq!(run(Feedback::Delayed(0)).model(), run(Feedback::Immediate).model());
    let (ham, spam) = run(Feedback::CorrectionsOnly { noticed: 100 }).model().learned();
    assert!((1..30).contains(&ham) && (1..30).contains(&spam), "{ham} {spam}");
}

#[test]
fn who_only_corrects_has_unobjected_mail_learned_beside_their_spam() {
    let mut model = Model::empty();
    let mut number = 0;
    let mut mail = |kind: &str| {
        number += 1;
        format!("Subject: {kind} {number}\n\nabout {kind}, number {number}, and all that belongs to {kind}")
            .into_bytes()
    };
    for _ in 0..20 {
        for (kind, label) in [("garden", HAM), ("pills", SPAM)] {
            model.learn(&Sample::of(&Message::parse(&mail(kind)), &Facts::default()), label);
        }
    }
    let mut run = Evaluation::new(model.clone(), Cutoffs::default())
        .with_feedback(Feedback::CorrectionsOnly { noticed: 100 });
    for _ in 0..30 {
        run.step(&mail("garden"), HAM);
    }
    assert_eq!(run.taught(), ((20, 20), 0), "all were judged right");
    // The model takes it for wanted, and the person objects.
    run.step(&mail("garden"), SPAM);
    assert_eq!(run.taught(), ((20, 21), 1));
    let mut immediate = Evaluation::new(model, Cutoffs::default());
    immediate.step(&mail("garden"), SPAM);
    assert_eq!(immediate.taught(), ((20, 21), 0), "the person says everything there");
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
