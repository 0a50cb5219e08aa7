//! Lists and provider's tags: what is believed, and what a sender could have written.
#![allow(clippy::unwrap_used, missing_docs)]

use classifier::facts::{ListEntry, ListKind, ListScope};
use classifier::judgement::Decision;
use classifier::server::{self, Opinion};
use classifier::{Cutoffs, Facts, Judgement, Message, Model, Verdict, classify};

const RECEIVED: &str = "Received: from out.example.com (out.example.com [192.0.2.7]) by mx.example.net; Mon, 2 Nov 2026 10:00:00 +0900\n";
const REST: &str = "From: Ann <ann@example.com>\nTo: me@example.net\nSubject: hello\n\nhello there\n";

fn judge(raw: &str, lists: &[ListEntry]) -> Judgement {
    let facts = Facts { lists: lists.to_vec(), ..Facts::default() };
    classify(&Message::parse(raw.as_bytes()), &facts, &Model::empty(), Cutoffs::default())
}

fn entry(kind: ListKind, scope: ListScope) -> ListEntry {
    ListEntry { kind, scope }
}

fn authenticated(result: &str) -> String {
    format!("Authentication-Results: mx.example.net; {result}\n{RECEIVED}{REST}")
}

#[test]
fn an_allow_entry_applies_only_to_a_proven_sender() {
    let allow = [entry(ListKind::Allow, ListScope::Address("ann@example.com".into()))];
    let proven = judge(&authenticated("dmarc=pass header.from=example.com"), &allow);
    assert_eq!(proven.decision, Decision::Allowed { entry: "ann@example.com".into() });
    assert_eq!(proven.verdict, Verdict::Ham);
    for doubtful in ["dmarc=fail header.from=example.com", "dkim=pass header.d=other.example", "spf=none"] {
        let judged = judge(&authenticated(doubtful), &allow);
        assert_eq!(judged.decision, Decision::Committee, "{doubtful}");
        assert_eq!(judged.unproven_allow.as_deref(), Some("ann@example.com"));
    }
}

#[test]
fn a_foreign_authentication_result_proves_nothing() {
    let allow = [entry(ListKind::Allow, ListScope::Domain("example.com".into()))];
    let foreign =
        format!("Authentication-Results: evil.example; dmarc=pass header.from=example.com\n{RECEIVED}{REST}");
    let below = format!(
        "{RECEIVED}Authentication-Results: mx.example.net; dmarc=pass header.from=example.com\n{REST}"
    );
    for raw in [foreign, below] {
        assert_eq!(judge(&raw, &allow).decision, Decision::Committee, "{raw}");
    }
}

#[test]
fn the_network_ham_came_from_before_proves_a_sender() {
    let facts = Facts {
        lists: vec![entry(ListKind::Allow, ListScope::Domain("example.com".into()))],
        sender: classifier::facts::SenderHistory {
            ham: 3,
            ham_networks: vec!["192.0.2.0".parse().unwrap()],
            ..Default::default()
        },
        ..Facts::default()
    };
    let raw = format!("{RECEIVED}{REST}");
    let judged = classify(&Message::parse(raw.as_bytes()), &facts, &Model::empty(), Cutoffs::default());
    assert_eq!(judged.verdict, Verdict::Ham);
}

#[test]
fn a_block_entry_applies_to_address_domain_below_and_network() {
    let raw = format!("{RECEIVED}{REST}");
    for scope in [
        ListScope::Address("ann@example.com".into()),
        ListScope::Domain("example.com".into()),
        ListScope::Domain("com".into()),
        ListScope::Network("192.0.2.0/24".into()),
        ListScope::Network("192.0.2.7".into()),
    ] {
        assert_eq!(judge(&raw, &[entry(ListKind::Block, scope.clone())]).verdict, Verdict::Spam, "{scope:?}");
    }
    for scope in [
        ListScope::Address("bob@example.com".into()),
        ListScope::Domain("ample.com".into()),
        ListScope::Network("198.51.100.0/24".into()),
        ListScope::Network("nonsense/99".into()),
    ] {
        assert_eq!(
            judge(&raw, &[entry(ListKind::Block, scope.clone())]).decision,
            Decision::Committee,
            "{scope:?}"
        );
    }
}

#[test]
fn a_tag_above_the_providers_line_is_believed_and_below_it_is_not() {
    let above = format!("X-Spam-Flag: YES\n{RECEIVED}{REST}");
    let below = format!("{RECEIVED}X-Spam-Flag: YES\n{REST}");
    let read = |raw: &str| server::read(&Message::parse(raw.as_bytes()), &Facts::default());
    assert!(read(&above).first().is_some_and(|tag| tag.trusted && tag.opinion == Opinion::Spam));
    assert!(read(&below).first().is_some_and(|tag| !tag.trusted));
    assert!(judge(&above, &[]).score.probability() > 0.9);
    assert!(judge(&below, &[]).score.probability() < 0.7);
}

#[test]
fn a_forged_no_earns_nothing() {
    let plain = judge(&format!("{RECEIVED}{REST}"), &[]);
    let forged =
        judge(&format!("{RECEIVED}X-Spam-Status: No, score=-9.9 required=5.0\nX-Bogosity: Ham\n{REST}"), &[]);
    assert!(forged.log_odds >= plain.log_odds);
}

#[test]
fn a_forged_line_of_the_provider_moves_no_border() {
    let forged = "Received: from inner.example.net (localhost [127.0.0.1]) by mx.example.net; Mon, 2 Nov 2026 10:00:00 +0900\n";
    let raw = format!("{RECEIVED}X-Spam-Status: Yes, score=9\n{forged}{REST}");
    let tags = server::read(&Message::parse(raw.as_bytes()), &Facts::default());
    assert!(tags.iter().all(|tag| !tag.trusted));
}

#[test]
fn what_a_user_of_the_providers_machine_wrote_is_not_the_providers_word() {
    let submitted = "Received: by mx.example.net (Postfix, from userid 33); Mon, 2 Nov 2026 10:00:00 +0900\n";
    let forged = format!(
        "{submitted}Authentication-Results: mx.example.net; dmarc=pass header.from=example.com\nX-Spam-Flag: NO\n\
         Received: from x (x [192.0.2.9]) by mx.example.net; Mon, 2 Nov 2026 09:59:00 +0900\n{REST}"
    );
    let allow = [entry(ListKind::Allow, ListScope::Domain("example.com".into()))];
    assert_eq!(judge(&forged, &allow).decision, Decision::Committee);
}

#[test]
fn the_narrower_entry_decides_and_of_two_as_narrow_the_block() {
    let raw = authenticated("dmarc=pass header.from=example.com");
    let allow = |scope| entry(ListKind::Allow, scope);
    let block = |scope| entry(ListKind::Block, scope);
    let one = || ListScope::Network("192.0.2.7".into());
    let all = || ListScope::Network("192.0.2.0/24".into());
    let ann = || ListScope::Address("ann@example.com".into());
    let domain = || ListScope::Domain("example.com".into());
    assert_eq!(judge(&raw, &[block(all()), allow(one())]).verdict, Verdict::Ham);
    assert_eq!(judge(&raw, &[allow(all()), block(one())]).verdict, Verdict::Spam);
    assert_eq!(judge(&raw, &[block(domain()), allow(ann())]).verdict, Verdict::Ham);
    assert_eq!(judge(&raw, &[allow(domain()), block(ann())]).verdict, Verdict::Spam);
    assert_eq!(judge(&raw, &[allow(ann()), block(ann())]).verdict, Verdict::Spam);
    // Unproven, the exception does not hold.
    let unproven = judge(&format!("{RECEIVED}{REST}"), &[block(domain()), allow(ann())]);
    assert_eq!(unproven.verdict, Verdict::Spam);
    assert_eq!(unproven.unproven_allow.as_deref(), Some("ann@example.com"));
}
