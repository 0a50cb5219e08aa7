#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod name_server;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use classifier::facts::ListKind;
use classifier::{Cutoffs, Decision};
use mail_auth::common::crypto::{Ed25519Key, RsaKey, Sha256, SigningKey};
use mail_auth::common::headers::HeaderWriter;
use mail_auth::dkim::DkimSigner;
use rustls_pki_types::PrivatePkcs1KeyDer;

use super::*;
use crate::account::Mode;
use crate::testing::{NOW, id, ready};
use name_server::NameServer;

/// Keys that were made for these tests and are used nowhere else.
const ED25519: &str = "MC4CAQAwBQYDK2VwBCIEIM/KGRiaIy57oOHdnFHjiJqwaA6JTEiNLxJaHU15cjl1";
const RSA_1024: &str = "MIICXQIBAAKBgQCw+lmS4VZHEGNhdXm6Yo0IhpSn2714eWgc+OlvWMD8eWS2BpDbUYB3IOwKkpLiM3VUyhv4VF81JGUbbl9Zb4DA\
     nHbGKYN00QBsMoftbJewQLwReSWVJqkV59pLOQ05ngyCR3Jh7RQ2C9lrzaV6NbvR+dz4m8HQbgYi9ZDpiT4nHwIDAQABAoGAZlPK\
     WN/LZ/l0zNQE1xzGWOifqVKngbII3b+aEVRq+VAjSBARz42XTsoNUKuhHAMO00Cs3W/DQNHTWAIARZDwCvgA4A25zlgkbP0Z0ocF\
     YgNgAKBTcDZXfrnTzrIyq+WDJUBd8+vLIrAwX5mkb33A76cWEgfxniqyxeVX66zcqukCQQDYExdSjR4BarMUmB8LOYAewrWZSSD+\
     BM/6PId28wHTNVeTPALjJgknMEYdqIP0CSp1aeArv8Ag9dcWSQ+7E5yTAkEA0a3h2x45qprUZMDEgRuKipTu1SOfhrErbfQuos6I\
     BhUXuSgDWZMrrMoQLvUmuNB8Sw91i/kT32xSHSN73dLuxQJBAJsqgooWquCLlhSI9WojHb15R93PJTEllZD23LTv53ScDsq9wrkK\
     PHJ2+TMdK70Yw/PTV1czeS5yPMZVK0XF3J8CQFTkl7sFg8eFJFUejvDO28q7/e6hm6cG+FRuNquH/x6nT5GRl7mekmJE9URt0R2m\
     m4wwWCEx2U/uJVjS0wW+rxkCQQDItgElcpKNS8OVBw9BBkEsyFMZfxXtLzOfOhNOaAEuNq1Z0i1dN/ExnuK7KAOUet/nGh176cmT\
     RumSFCzz9jvK";
const RSA_512: &str = "MIIBOwIBAAJBALJi07JGanr0IX/GRlWNVcJJ9HENSSu3HWRr0DL+xIvsXtzPdmje1h/qS/DmSKbsQMA0YI+BGJagYQLxkfh/1MkC\
     AwEAAQJAMqFcJohX5ofuDh8PjW6s/ZUR/RhhQTga7oqvMBohXPkDZvuzOhRo6NAAAlRJVmoQZ6geraMleOPpT8beXaVWUQIhANs1\
     8Ogc1x5UQ+Ung8C88kdnxc7LljwF5tt+otqzYj0lAiEA0FLqXIGuodPB6mUUCHYy98Q931JLg/ltESTKt0NNkdUCIAi4UZf6JbiI\
     I5dHBh+xpHWgtCawxI4osfFDTVkjz6GdAiEAlIdpfQchAVQ/X+UtQVM0x55tFrpQCQpfDugSeFNODPkCIQCTpVIumf+qhRSCh/I8\
     Eo65QQXGX/clX2e1g3MrFePqwg==";

const RECEIVED: &str = "Received: from out.shop.example (out.shop.example [192.0.2.7]) by mx.home.example; \
                        Sun, 22 Nov 2026 01:02:03 +0900\r\n";
const DOMAIN: &str = "shop.example";
const SELECTOR: &str = "s1";
const KEY_NAME: &str = "s1._domainkey.shop.example";

fn decoded(key: &str) -> Vec<u8> {
    BASE64.decode(key).unwrap()
}

fn ed25519() -> Ed25519Key {
    Ed25519Key::from_pkcs8_der(&decoded(ED25519)).unwrap()
}

fn rsa(key: &str) -> RsaKey<Sha256> {
    RsaKey::from_key_der(PrivatePkcs1KeyDer::from(decoded(key)).into()).unwrap()
}

fn ed25519_record() -> String {
    format!("v=DKIM1; k=ed25519; p={}", BASE64.encode(ed25519().public_key()))
}

fn rsa_record(key: &str) -> String {
    format!("v=DKIM1; k=rsa; p={}", BASE64.encode(rsa(key).public_key()))
}

fn letter(number: u32) -> String {
    format!(
        "From: Shop <info@shop.example>\r\nTo: hanako@home.example\r\nSubject: parcel {number}\r\n\
         Message-ID: <{number}@shop.example>\r\n\r\nYour parcel {number} is on its way.\r\n"
    )
}

fn signed_with(key: impl SigningKey<Hasher = Sha256>, domain: &str, letter: &str) -> Vec<u8> {
    let signer = DkimSigner::from_key(key).domain(domain).selector(SELECTOR);
    let signature = signer.headers(["From", "To", "Subject"]).sign(letter.as_bytes()).unwrap();
    [signature.to_header().as_bytes(), letter.as_bytes()].concat()
}

fn signed(number: u32) -> Vec<u8> {
    signed_with(ed25519(), DOMAIN, &letter(number))
}

fn altered(raw: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(raw.to_vec()).unwrap();
    assert!(text.contains(from));
    text.replace(from, to).into_bytes()
}

fn on(server: &NameServer) -> DnsSetting {
    DnsSetting { on: true, server: Some(server.address()) }
}

async fn signer(server: &NameServer, raw: &[u8]) -> Option<String> {
    Signatures::default().signer(on(server), raw, DOMAIN, NOW).await
}

#[tokio::test]
async fn a_signature_that_holds_proves_its_domain() {
    let proven = Some(DOMAIN.to_owned());
    let server = NameServer::with(KEY_NAME, &ed25519_record()).await;
    assert_eq!(signer(&server, &signed(1)).await, proven);
    // As a Maildir keeps it.
    assert_eq!(signer(&server, &altered(&signed(1), "\r\n", "\n")).await, proven);
    let server = NameServer::with(KEY_NAME, &rsa_record(RSA_1024)).await;
    assert_eq!(signer(&server, &signed_with(rsa(RSA_1024), DOMAIN, &letter(1))).await, proven);
    let server = NameServer::with("s1._domainkey.news.shop.example", &ed25519_record()).await;
    let below = signed_with(ed25519(), "news.shop.example", &letter(1));
    assert_eq!(signer(&server, &below).await.as_deref(), Some("news.shop.example"));
}

#[tokio::test]
async fn what_was_altered_or_signed_otherwise_proves_nothing() {
    let server = NameServer::with(KEY_NAME, &ed25519_record()).await;
    let good = signed(1);
    for (from, to) in [
        ("on its way", "held by customs"),
        ("Subject: parcel 1", "Subject: parcel 2"),
        ("info@shop.example", "boss@shop.example"),
    ] {
        assert_eq!(signer(&server, &altered(&good, from, to)).await, None, "{to}");
    }
    let other_key = signed_with(rsa(RSA_1024), DOMAIN, &letter(1));
    assert_eq!(signer(&server, &other_key).await, None);
    let without_from = DkimSigner::from_key(ed25519()).domain(DOMAIN).selector(SELECTOR);
    let without_from = without_from.headers(["To", "Subject"]).sign(letter(1).as_bytes()).unwrap();
    let without_from = [without_from.to_header().as_bytes(), letter(1).as_bytes()].concat();
    assert_eq!(signer(&server, &without_from).await, None);
    let weak = NameServer::with(KEY_NAME, &rsa_record(RSA_512)).await;
    assert_eq!(signer(&weak, &signed_with(rsa(RSA_512), DOMAIN, &letter(1))).await, None);
    for record in ["v=DKIM1; k=ed25519; p=", "v=DKIM1; p=nonsense", "hello", ""] {
        let server = NameServer::with(KEY_NAME, record).await;
        assert_eq!(signer(&server, &good).await, None, "{record}");
    }
    let without = NameServer::with("s2._domainkey.shop.example", &ed25519_record()).await;
    assert_eq!(signer(&without, &good).await, None);
    assert_eq!(without.asked(), [KEY_NAME]);
}

#[tokio::test]
async fn only_the_senders_own_domain_is_asked_about_and_only_when_switched_on() {
    let server = NameServer::with("s1._domainkey.mailer.example", &ed25519_record()).await;
    let foreign = signed_with(ed25519(), "mailer.example", &letter(1));
    assert_eq!(signer(&server, &foreign).await, None);
    let off = DnsSetting { on: false, server: Some(server.address()) };
    assert_eq!(Signatures::default().signer(off, &signed(1), DOMAIN, NOW).await, None);
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn a_key_is_asked_for_once() {
    let server = NameServer::with(KEY_NAME, &ed25519_record()).await;
    let signatures = Signatures::default();
    for number in 0..5 {
        assert!(signatures.signer(on(&server), &signed(number), DOMAIN, NOW).await.is_some());
    }
    assert_eq!(server.asked(), [KEY_NAME]);
}

#[tokio::test]
async fn a_flood_of_signatures_costs_three_questions() {
    let server = NameServer::with("nobody.example", "").await;
    let good = String::from_utf8(signed(1)).unwrap();
    let (signature, rest) = good.split_once("From: Shop").unwrap();
    let flood: String = (0..200)
        .map(|number| signature.replace("s=s1", &format!("s=t{number}")))
        .collect::<Vec<_>>()
        .concat();
    assert_eq!(signer(&server, format!("{flood}From: Shop{rest}").as_bytes()).await, None);
    let mut asked = server.asked();
    asked.dedup();
    assert_eq!(asked.len(), 3, "{asked:?}");
    let headers = "X-A: 1\r\n".repeat(5000);
    let many = NameServer::with(KEY_NAME, &ed25519_record()).await;
    assert_eq!(signer(&many, format!("{headers}{good}").as_bytes()).await, None);
    assert_eq!(many.asked(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn silence_proves_nothing_and_after_some_of_it_nobody_is_asked_for_a_while() {
    let server = NameServer::silent().await;
    let signatures = Signatures::waiting(Duration::from_millis(50));
    for number in 0..3 {
        assert_eq!(signatures.signer(on(&server), &signed(number), DOMAIN, NOW).await, None);
    }
    let asked = server.questions().await;
    assert!(asked >= 3, "{asked}");
    assert_eq!(signatures.signer(on(&server), &signed(3), DOMAIN, NOW + PAUSE - 1).await, None);
    assert_eq!(server.questions().await, asked);
    assert_eq!(signatures.signer(on(&server), &signed(3), DOMAIN, NOW + PAUSE).await, None);
    assert!(server.questions().await > asked);
}

#[tokio::test]
async fn a_proven_sender_is_proven_for_good() {
    let (_dir, mail, engine) = ready(Mode::Observe);
    let server = NameServer::with(KEY_NAME, &ed25519_record()).await;
    engine.add_to_list(ListKind::Allow, "shop.example").unwrap();
    let before = signed(1);
    mail.deliver(&before);
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.asked(), Vec::<String>::new(), "nobody is asked until the person says so");
    engine.set_dns(true, Some(&server.address().to_string())).unwrap();
    let (proven, forged) = (signed(2), altered(&signed(3), "on its way", "held by customs"));
    mail.deliver(&proven);
    mail.deliver(&forged);
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.asked(), [KEY_NAME]);
    engine.set_dns(false, None).unwrap();
    let decision = |raw: &[u8]| {
        let account = engine.account(&id()).unwrap();
        engine.judge_counted(Some(&account), &Message::parse(raw), None).unwrap().0.decision
    };
    let allowed = Decision::Allowed { entry: DOMAIN.to_owned() };
    assert_eq!(decision(&proven), allowed);
    assert_eq!(decision(&forged), Decision::Committee);
    assert_eq!(decision(&before), Decision::Committee);
    assert_eq!(engine.check(&proven).unwrap().cutoffs, Cutoffs::default());
}

#[tokio::test]
async fn where_the_provider_has_looked_nobody_else_is_asked() {
    let (_dir, mail, engine) = ready(Mode::Observe);
    let server = NameServer::with(KEY_NAME, &ed25519_record()).await;
    engine.set_dns(true, Some(&server.address().to_string())).unwrap();
    for (number, said) in ["dkim=pass header.d=shop.example", "dkim=fail header.d=shop.example", "dmarc=none"]
        .into_iter()
        .enumerate()
    {
        let said = format!("Authentication-Results: mx.home.example; {said}\r\n{RECEIVED}");
        mail.deliver(&[said.as_bytes(), &signed(number as u32)].concat());
    }
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn a_single_message_is_checked_with_its_signature() {
    let (_dir, _mail, engine) = ready(Mode::Observe);
    let server = NameServer::with(KEY_NAME, &ed25519_record()).await;
    engine.add_to_list(ListKind::Allow, "shop.example").unwrap();
    let decision = engine.check_signed(&signed(1)).await.unwrap().decision;
    assert_eq!((decision, server.asked().len()), (Decision::Committee, 0));
    engine.set_dns(true, Some(&server.address().to_string())).unwrap();
    let decision = engine.check_signed(&signed(1)).await.unwrap().decision;
    assert_eq!(decision, Decision::Allowed { entry: DOMAIN.to_owned() });
}

#[test]
fn a_server_is_an_address_with_or_without_a_port() {
    for (typed, expected) in [
        ("192.0.2.53", "192.0.2.53:53"),
        (" 127.0.0.1:5353 ", "127.0.0.1:5353"),
        ("2001:db8::53", "[2001:db8::53]:53"),
        ("[::1]:5353", "[::1]:5353"),
    ] {
        assert_eq!(server(typed).unwrap().to_string(), expected);
    }
    for typed in
        ["", "dns.example", "192.0.2.53:0", "0.0.0.0", "192.0.2", "192.0.2.53:99999", "https://192.0.2.53/"]
    {
        assert_eq!(server(typed).unwrap_err().kind, ProblemKind::BadInput, "{typed}");
    }
}

#[test]
fn only_what_may_be_signed_is_read_twice() {
    assert!(verify::may_be_signed(b"Dkim-signature: v=1\r\n\r\n"));
    assert!(!verify::may_be_signed(b"From: a@b.example\r\n\r\n"));
    assert!(!verify::may_be_signed(b""));
}
