//! The mails of the demonstration through the classifier: what it reads, believes and finds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use classifier::checks;
use classifier::facts::{Provider, SenderHistory};
use classifier::{Facts, Message, server};
use demo::{CORRESPONDENTS, DemoMessage, Label, OWNER, SENT_MESSAGE_IDS, messages};

/// 22 November 2026, 09:00 in Japan.
const NOW: i64 = 1_795_305_600;

/// The check that each trick was made for. `provider-tag` is not among them: what the
/// provider says is a vote of its own.
const CHECKS: &[(&str, &str)] = &[
    ("woven-letters", "woven-letters"),
    ("comments-in-words", "split-words"),
    ("invisible-text", "hidden-text"),
    ("word-salad", "word-salad"),
    ("zero-width-characters", "zero-width-characters"),
    ("look-alike-characters", "lookalike-letters"),
    ("letters-set-apart", "spaced-letters"),
    ("link-text-mismatch", "link-text-mismatch"),
    ("raw-ip-host", "raw-ip-link"),
    ("look-alike-host", "lookalike-host"),
    ("display-name-address", "address-in-name"),
    ("display-name-brand", "brand-in-name"),
    ("reply-to-elsewhere", "reply-to-elsewhere"),
    ("sender-is-recipient", "recipient-as-sender"),
    ("authentication-failed", "authentication-failed"),
    ("executable-attachment", "executable-attachment"),
    ("executable-attachment", "double-extension"),
    ("backscatter", "unsent-mail-returned"),
    ("unsolicited-ad-mark", "unsolicited-advert-mark"),
    ("chatty-first-contact", "chatty-first-contact"),
    ("dynamic-host", "dynamic-line-host"),
    ("date-far-off", "date-far-off"),
    ("missing-message-id", "missing-message-id"),
    ("forged-provider-tag", "forged-tag"),
];

/// What Hanako's account would know of a mail.
fn facts(message: &DemoMessage, parsed: &Message) -> Facts {
    let returned =
        parsed.returned.first().map(|returned| SENT_MESSAGE_IDS.contains(&returned.message_id.as_str()));
    let known = parsed.from.first().is_some_and(|from| CORRESPONDENTS.contains(&from.spec.as_str()));
    Facts {
        sender: SenderHistory { written_to: u32::from(known), ..SenderHistory::default() },
        now: message.received,
        own_addresses: vec![OWNER.to_owned()],
        provider: Provider {
            receiving_hosts: vec!["mail.example".to_owned()],
            authserv_ids: vec!["mail.example".to_owned()],
        },
        returned_is_ours: returned,
        ..Facts::default()
    }
}

fn named(name: &str) -> (Message, Facts) {
    let message = messages(NOW).into_iter().find(|message| message.name == name).unwrap();
    let parsed = Message::parse(&message.raw);
    let facts = facts(&message, &parsed);
    (parsed, facts)
}

#[test]
fn no_mail_has_a_character_that_cannot_be_read() {
    for message in messages(NOW) {
        let parsed = Message::parse(&message.raw);
        assert!(!parsed.subject.is_empty(), "{}", message.name);
        assert!(!parsed.subject.contains('\u{fffd}'), "{}: {}", message.name, parsed.subject);
        assert!(!parsed.text.contains('\u{fffd}'), "{}: {}", message.name, parsed.text);
        assert_eq!(parsed.defects, [], "{}", message.name);
    }
}

#[test]
fn the_providers_own_tag_is_believed() {
    let (message, facts) = named("spam-ja-provider-tag");
    let tags = server::read(&message, &facts);
    assert!(tags.iter().any(|tag| tag.trusted && tag.opinion == server::Opinion::Spam), "{tags:?}");
}

#[test]
fn a_tag_forged_below_the_providers_own_line_is_not_believed() {
    let (message, facts) = named("spam-en-forged-tag");
    let tags = server::read(&message, &facts);
    assert!(!tags.is_empty());
    assert!(tags.iter().all(|tag| !tag.trusted), "{tags:?}");
}

fn found(message: &DemoMessage) -> BTreeSet<String> {
    let parsed = Message::parse(&message.raw);
    checks::findings(&parsed, &facts(message, &parsed)).into_iter().map(|finding| finding.check.0).collect()
}

#[test]
fn each_trick_is_seen_by_the_check_that_was_made_for_it() {
    let messages = messages(NOW);
    let mut missed = Vec::new();
    for (trick, check) in CHECKS {
        let players: Vec<_> =
            messages.iter().filter(|m| m.label == Label::Spam && m.kind == *trick).collect();
        assert!(!players.is_empty(), "nobody plays {trick}");
        missed.extend(
            players
                .iter()
                .filter(|m| !found(m).contains(*check))
                .map(|m| format!("{} not by {check}", m.name)),
        );
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// Honest mail may do what spam does; in this mailbox none of it does, although much of it
/// comes close. A finding here is a check to look at, or a mail whose author should say why.
#[test]
fn no_check_finds_anything_in_wanted_mail() {
    let suspected: Vec<_> = messages(NOW)
        .iter()
        .filter(|message| message.label == Label::Ham)
        .map(|message| {
            let mut found = found(message);
            found.retain(|check| !checks::speaks_for(check));
            (message.name, found)
        })
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(suspected.is_empty(), "{suspected:#?}");
}
