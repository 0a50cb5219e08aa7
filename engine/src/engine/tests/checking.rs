//! A message that is handed in is judged as the account that it came to judges it.

use classifier::Token;

use super::*;

/// A mail that passed two hosts of the provider, who proved its sender at the first.
fn proven_at_the_second_hop(from: &str, to: &str) -> Vec<u8> {
    format!(
        "Received: from mx.home.example by imap.home.example with LMTP; Sun, 22 Nov 2026 01:02:04 +0900\r\n\
         Authentication-Results: mx.home.example; dmarc=pass header.from={from}\r\n\
         Received: from out.{from} (out.{from} [192.0.2.7]) by mx.home.example; Sun, 22 Nov 2026 01:02:03 +0900\r\n\
         From: offers@{from}\r\nTo: {to}\r\nSubject: winner\r\nMessage-ID: <w@{from}>\r\n\r\nYou won.\r\n"
    )
    .into_bytes()
}

fn of_home() -> Account {
    Account { provider_hosts: vec!["home.example".to_owned()], ..account(Mode::Observe) }
}

#[tokio::test]
async fn a_file_is_judged_as_its_account_judges_it_and_not_by_itself() {
    let (_dir, server, engine) = ready(Mode::Observe);
    engine.change_account(of_home(), None).unwrap();
    let raw = proven_at_the_second_hop("spam.example", "hanako@home.example");
    server.deliver(&raw);
    engine.run_once(&id()).await.unwrap();
    let kept = row(&engine, "winner");
    let by_watch = engine.open_message(kept.id).await.unwrap().judgement;
    for by_check in [engine.check(&raw).unwrap(), engine.check_signed(&raw).await.unwrap()] {
        assert_eq!(by_check, by_watch);
        let of_sender = |clue: &classifier::Clue| matches!(clue.token, Token::Sender { .. });
        assert!(!by_check.evidence.0.iter().any(of_sender), "it is its sender's only mail");
    }
}

#[tokio::test]
async fn of_several_accounts_a_file_is_judged_by_the_one_it_names() {
    let (_dir, _server, engine) = ready(Mode::Observe);
    engine.change_account(of_home(), None).unwrap();
    let other = Account {
        addresses: vec!["me@far.example".to_owned()],
        provider_hosts: vec!["far.example".to_owned()],
        ..crate::testing::another_account("other", Mode::Observe)
    };
    engine.add_account(other, None).unwrap();
    engine.add_to_list(classifier::facts::ListKind::Allow, "pal.example").unwrap();
    let allowed = |to: &str| {
        let decision = engine.check(&proven_at_the_second_hop("pal.example", to)).unwrap().decision;
        matches!(decision, classifier::Decision::Allowed { .. })
    };
    assert!(allowed("Hanako@home.example"), "its provider proved the sender");
    assert!(!allowed("me@far.example"), "another's word proves nothing");
    assert!(!allowed("who@ever.example"), "nobody knows whose word counts");
}
