//! The voter `sender` and the history behind it.
#![allow(clippy::unwrap_used, missing_docs)]

use classifier::facts::SenderHistory;
use classifier::history::History;
use classifier::judgement::{Label, Verdict, Voter};
use classifier::{Cutoffs, Facts, Judgement, Message, Model, classify};

fn mail(from: &str, address: &str) -> Message {
    Message::parse(
        format!(
            "Received: from out.example.com (out.example.com [{address}]) by mx.example.net; Mon, 2 Nov 2026 10:00:00 +0900\n\
             From: {from}\nTo: me@example.net\nSubject: hello\n\nhello\n"
        )
        .as_bytes(),
    )
}

fn judge(history: &History, message: &Message) -> Judgement {
    let facts = Facts { sender: history.of(message), ..Facts::default() };
    classify(message, &facts, &Model::empty(), Cutoffs::default())
}

fn share(judgement: &Judgement) -> f64 {
    judgement.votes.iter().find(|vote| vote.voter == Voter::Sender).map(|vote| vote.share).unwrap()
}

#[test]
fn nobody_knows_a_first_contact() {
    assert!(share(&judge(&History::default(), &mail("ann@example.com", "192.0.2.7"))).abs() < 1e-12);
}

#[test]
fn earlier_ham_speaks_for_a_sender_from_the_same_network_only() {
    let mut history = History::default();
    history.note(&mail("ann@example.com", "192.0.2.7"), Label::Ham);
    assert!(share(&judge(&history, &mail("ann@example.com", "192.0.2.99"))) < -0.5);
    assert!(share(&judge(&history, &mail("ann@example.com", "198.51.100.1"))).abs() < 1e-12);
}

#[test]
fn earlier_spam_speaks_against_a_sender_from_anywhere() {
    let mut history = History::default();
    history.note(&mail("bob@example.com", "192.0.2.7"), Label::Spam);
    assert!(share(&judge(&history, &mail("bob@example.com", "198.51.100.1"))) > 0.5);
}

#[test]
fn more_of_the_same_says_more_but_never_everything() {
    let mut history = History::default();
    let mut last = 0.0;
    for _ in 0..50 {
        history.note(&mail("ann@example.com", "192.0.2.7"), Label::Ham);
        let now = share(&judge(&history, &mail("ann@example.com", "192.0.2.7")));
        assert!(now <= last);
        last = now;
    }
    assert!(last > -5.0);
}

#[test]
fn a_message_without_a_sender_has_no_history() {
    let mut history = History::default();
    let nobody = Message::parse(b"Subject: x\n\nhello");
    history.note(&nobody, Label::Spam);
    assert_eq!(history.of(&nobody), SenderHistory::default());
}

#[test]
fn where_nobody_has_anything_to_say_nothing_is_said() {
    for raw in [&b"\n\n"[..], b"", &[0xff, 0, 0x80, 0x1b, 0xfe, 0x03]] {
        let judgement =
            classify(&Message::parse(raw), &Facts::default(), &Model::starter(), Cutoffs::default());
        assert_eq!((judgement.verdict, judgement.evidence.0), (Verdict::Unsure, vec![]));
        assert!(judgement.log_odds == 0.0 && judgement.log_odds.is_sign_positive());
    }
}
