//! What must hold for every message, every model and every order of lessons.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use classifier::judgement::Label;
use classifier::{Cutoffs, Facts, Lesson, Message, Model, Sample, Verdict, classify};
use proptest::prelude::*;

/// A mail made of a few words, so that mails share features.
fn mail() -> impl Strategy<Value = Vec<u8>> {
    let word = prop::sample::select(vec![
        "meeting",
        "invoice",
        "viagra",
        "free",
        "日本",
        "当選",
        "V<!--x-->iagra",
        "http://203.0.113.9/x",
        "hello",
        "報告書",
        "[SPAM]",
        "click",
        "=?x?=",
        "\u{200b}",
    ]);
    (prop::collection::vec(word.clone(), 0..6), prop::collection::vec(word, 0..40), 0..4_u8).prop_map(
        |(subject, body, sender)| {
            format!(
                "Received: from a.example (a.example [192.0.2.{sender}]) by mx.example.net; Mon, 2 Nov 2026 10:00:00 +0900\r\n\
                 X-Spam-Flag: YES\r\nFrom: sender{sender}@example.com\r\nTo: me@example.net\r\nSubject: {}\r\n\
                 Content-Type: text/html; charset=utf-8\r\n\r\n<p>{}</p>",
                subject.join(" "),
                body.join(" ")
            )
            .into_bytes()
        },
    )
}

fn label() -> impl Strategy<Value = Label> {
    prop::bool::ANY.prop_map(|spam| if spam { Label::Spam } else { Label::Ham })
}

fn sample(raw: &[u8]) -> Sample {
    Sample::of(&Message::parse(raw), &Facts::default())
}

/// What may have been judged of a mail before the person spoke.
fn stood(raw: &[u8]) -> Verdict {
    match raw.len() % 3 {
        0 => Verdict::Ham,
        1 => Verdict::Unsure,
        _ => Verdict::Spam,
    }
}

fn learned(lessons: &[(Vec<u8>, Label)]) -> (Model, Vec<(Sample, Label, Lesson)>) {
    let mut model = Model::empty();
    let log = lessons
        .iter()
        .map(|(raw, label)| {
            let sample = sample(raw);
            let lesson = model.learn_judged(&sample, *label, stood(raw));
            (sample, *label, lesson)
        })
        .collect();
    (model, log)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_contributions_add_up_to_the_score(
        lessons in prop::collection::vec((mail(), label()), 0..40), raw in mail(), starter in prop::bool::ANY,
    ) {
        let (mut model, log) = learned(&lessons);
        if starter {
            model = Model::starter();
            for (sample, label, _) in &log {
                model.learn(sample, *label);
            }
        }
        let judgement = classify(&Message::parse(&raw), &Facts::default(), &model, Cutoffs::default());
        let total: f64 = judgement.evidence.0.iter().map(|clue| clue.contribution).sum();
        prop_assert!((total - judgement.log_odds).abs() < 1e-9);
        let score = 1.0 / (1.0 + (-total).exp());
        prop_assert!((score - judgement.score.probability()).abs() < 1e-9);
        let votes: f64 = judgement.votes.iter().map(|vote| vote.share).sum();
        prop_assert!((votes - judgement.log_odds).abs() < 1e-9);
        for vote in &judgement.votes {
            let own: f64 = judgement.evidence.0.iter().filter(|clue| clue.voter == vote.voter)
                .map(|clue| clue.contribution).sum();
            prop_assert!((own - vote.share).abs() < 1e-9, "{vote:?} but its clues make {own}");
        }
    }

    #[test]
    fn unlearning_the_last_lesson_is_its_exact_inverse(
        lessons in prop::collection::vec((mail(), label()), 0..60), extra in mail(), extra_label in label(),
    ) {
        let (model, _) = learned(&lessons);
        let mut after = model.clone();
        let lesson = after.learn_judged(&sample(&extra), extra_label, stood(&extra));
        after.unlearn(&sample(&extra), extra_label, lesson);
        prop_assert_eq!(after, model);
    }

    #[test]
    fn unlearning_any_lesson_equals_a_replay_without_it(
        lessons in prop::collection::vec((mail(), label()), 1..60), which in any::<prop::sample::Index>(),
    ) {
        let (mut model, log) = learned(&lessons);
        let gone = which.index(log.len());
        let (sample, label, lesson) = &log[gone];
        model.unlearn(sample, *label, *lesson);
        let mut replayed = Model::empty();
        for (place, (sample, label, lesson)) in log.iter().enumerate() {
            if place != gone {
                replayed.relearn(sample, *label, *lesson);
            }
        }
        prop_assert_eq!(model, replayed);
    }

    #[test]
    fn a_snapshot_gives_the_same_model(lessons in prop::collection::vec((mail(), label()), 0..40)) {
        let (model, log) = learned(&lessons);
        let snapshot = model.to_bytes();
        prop_assert_eq!(Model::from_bytes(&snapshot), Some(model));
        for (sample, _, _) in &log {
            prop_assert_eq!(Sample::from_bytes(&sample.to_bytes()), Some(sample.clone()));
        }
    }

    #[test]
    fn damaged_bytes_are_refused_and_never_panic(noise in prop::collection::vec(any::<u8>(), 0..400), at in 0..2000_usize) {
        let _ = Sample::from_bytes(&noise);
        prop_assert_eq!(Model::from_bytes(&noise), None);
        let lessons = [(b"Subject: a\n\nhello world".to_vec(), Label::Ham)];
        let (model, _) = learned(&lessons);
        let mut snapshot = model.to_bytes();
        let at = at % snapshot.len();
        snapshot[at] ^= 1;
        prop_assert_eq!(Model::from_bytes(&snapshot), None);
    }

    #[test]
    fn any_bytes_are_judged(raw in prop::collection::vec(any::<u8>(), 0..3000)) {
        let judgement = classify(&Message::parse(&raw), &Facts::default(), &Model::starter(), Cutoffs::default());
        prop_assert!((0.0..=1.0).contains(&judgement.score.probability()));
    }
}

#[test]
fn a_lesson_has_a_visible_effect() {
    let mut model = Model::empty();
    let spam = b"From: a@example.com\nSubject: cheap watches\n\nbuy cheap watches now".as_slice();
    let ham = b"From: b@example.net\nSubject: minutes\n\nthe minutes of our meeting".as_slice();
    for _ in 0..10 {
        model.learn(&sample(spam), Label::Spam);
        model.learn(&sample(ham), Label::Ham);
    }
    let judge = |raw| classify(&Message::parse(raw), &Facts::default(), &model, Cutoffs::default()).score;
    assert!(judge(spam).probability() > 0.5);
    assert!(judge(ham).probability() < 0.5);
}
