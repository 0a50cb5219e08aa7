//! What is promised of the demonstration mailbox, checked on every mail of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reserved;
mod wire;

use std::collections::BTreeSet;

use crate::{DemoMessage, Label, Language, SENT_MESSAGE_IDS, messages, table};

/// 22 November 2026, 09:00 in Japan.
const NOW: i64 = 1_795_305_600;

/// The tricks that the demonstration shows, each by at least one spam.
const TRICKS: &[&str] = &[
    "woven-letters",
    "comments-in-words",
    "invisible-text",
    "word-salad",
    "zero-width-characters",
    "look-alike-characters",
    "letters-set-apart",
    "link-text-mismatch",
    "raw-ip-host",
    "look-alike-host",
    "display-name-address",
    "display-name-brand",
    "reply-to-elsewhere",
    "sender-is-recipient",
    "authentication-failed",
    "executable-attachment",
    "backscatter",
    "unsolicited-ad-mark",
    "chatty-first-contact",
    "dynamic-host",
    "date-far-off",
    "missing-message-id",
    "forged-provider-tag",
    "provider-tag",
];

fn all() -> Vec<DemoMessage> {
    messages(NOW)
}

fn count(matches: impl Fn(&DemoMessage) -> bool) -> usize {
    all().iter().filter(|message| matches(message)).count()
}

#[test]
fn the_list_of_sources_is_the_folder_of_mails() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/mail");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let listed: BTreeSet<String> = table::SOURCES.iter().map(|(name, _)| format!("{name}.eml")).collect();
    assert_eq!(files, listed);
}

#[test]
fn every_preface_says_what_the_mail_is() {
    for (name, source) in table::SOURCES {
        for required in ["#label: ", "#kind: ", "#language: ", "#charset: ", "#transfer: ", "#age: "] {
            assert_eq!(
                source.lines().filter(|line| line.starts_with(required)).count(),
                1,
                "{name}: {required}"
            );
        }
        let label = source.lines().find_map(|line| line.strip_prefix("#label: ")).unwrap();
        assert!(["ham", "spam", "doubtful"].contains(&label), "{name}: {label}");
    }
}

#[test]
fn labels_and_languages_are_balanced() {
    let spam = count(|m| m.label == Label::Spam);
    let ham = count(|m| m.label == Label::Ham);
    let japanese = count(|m| m.language == Language::Japanese);
    let total = all().len();
    assert!((60..=70).contains(&total), "{total} mails");
    assert!(spam.abs_diff(ham) <= 4, "{spam} spam, {ham} ham");
    assert!((2..=3).contains(&(total - spam - ham)));
    assert!(japanese.abs_diff(total - japanese) <= 4, "{japanese} of {total} are Japanese");
    for label in [Label::Ham, Label::Spam] {
        let labelled = count(|m| m.label == label);
        let japanese = count(|m| m.label == label && m.language == Language::Japanese);
        assert!(
            japanese * 5 >= labelled * 2 && japanese * 5 <= labelled * 3,
            "{label:?}: {japanese} of {labelled}"
        );
    }
}

#[test]
fn every_trick_is_played_by_a_spam() {
    let played: BTreeSet<_> = all().iter().filter(|m| m.label == Label::Spam).map(|m| m.kind).collect();
    let missing: Vec<_> = TRICKS.iter().filter(|trick| !played.contains(*trick)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_chatty_series_comes_under_changing_names() {
    let series: Vec<_> = all().into_iter().filter(|m| m.name.starts_with("spam-ja-maki-")).collect();
    let senders: BTreeSet<_> =
        series.iter().map(|m| wire::parse(&m.raw).from().unwrap().first().unwrap().address.clone()).collect();
    assert!(series.len() >= 4);
    assert_eq!(senders.len(), series.len());
}

#[test]
fn the_same_moment_gives_the_same_bytes() {
    assert_eq!(all(), all());
    assert_ne!(all()[0].raw, messages(NOW + 86400)[0].raw);
}

#[test]
fn mails_come_oldest_first_and_none_from_the_future() {
    let received: Vec<_> = all().iter().map(|m| m.received).collect();
    assert!(received.is_sorted());
    assert!(received.iter().all(|at| *at < NOW));
}

#[test]
fn only_the_real_bounce_returns_a_mail_that_was_sent() {
    for message in all().iter().filter(|m| ["bounce", "backscatter"].contains(&m.kind)) {
        let raw = String::from_utf8_lossy(&message.raw).into_owned();
        let ours = SENT_MESSAGE_IDS.iter().any(|id| raw.contains(&format!("<{id}>")));
        assert_eq!(ours, message.kind == "bounce", "{}", message.name);
    }
}
