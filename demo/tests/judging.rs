//! The mails of the demonstration through the classifier: what it reads, believes and finds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use classifier::facts::Provider;
use classifier::{Facts, Message, server};
use demo::{DemoMessage, OWNER, SENT_MESSAGE_IDS, messages};

/// 22 November 2026, 09:00 in Japan.
const NOW: i64 = 1_795_305_600;

/// What Hanako's account would know of a first contact.
fn facts(message: &DemoMessage, parsed: &Message) -> Facts {
    let returned =
        parsed.returned.first().map(|returned| SENT_MESSAGE_IDS.contains(&returned.message_id.as_str()));
    Facts {
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
