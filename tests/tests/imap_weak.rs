//! Servers that offer less than Dovecot does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::time::Duration;

use engine::account::Source;
use engine::mailbox::imap::{Imap, Patience, Server};
use engine::mailbox::{Envelope, Mailbox, Woken};
use mekiki_tests::dovecot::{Dovecot, Options, USER};
use mekiki_tests::sample;
use tokio::sync::watch;

const LONG: u64 = 120;

fn without(hidden: &[&'static str]) -> Dovecot {
    Dovecot::start_with(&Options { hidden: hidden.to_vec(), ..Options::default() })
}

async fn signed_in(dovecot: &Dovecot) -> Imap {
    let Source::Imap { host, port, security, ca_file, .. } = dovecot.tls() else { unreachable!() };
    let patience = Patience { poll: Duration::from_millis(50), ..Patience::default() };
    Imap::connect(&Server { host, port, security, ca_file }, USER, &Dovecot::password(), patience)
        .await
        .unwrap()
}

fn sent(dovecot: &Dovecot, word: &str) -> bool {
    dovecot.commands().iter().any(|command| command.contains(word))
}

/// Holds and releases two of five messages; what another program marked stays.
async fn hold_and_release(dovecot: &Dovecot) {
    for number in 0..5 {
        dovecot.put_seen(
            "INBOX",
            &sample::message(number),
            ["", "FS"][number % 2],
            1_700_000_000 + number as u64,
        );
    }
    dovecot.put_seen("INBOX", &sample::message(13), "T", 1_700_000_100);
    let before = dovecot.stored("INBOX");
    let mut mailbox = signed_in(dovecot).await;
    let look = mailbox.look("INBOX", None, 10).await.unwrap();
    assert_eq!(look.new.len(), 5);
    for seen in look.new.iter().step_by(2) {
        let raw = mailbox.fetch(&seen.place).await.unwrap();
        let held = mailbox.hold(&seen.place).await.unwrap().unwrap();
        assert_eq!(mailbox.fetch(&held).await.unwrap(), raw);
        let alive = dovecot.stored("INBOX").into_iter().filter(|one| !one.flags.contains('T'));
        assert_eq!(alive.count(), 4);
        let back = mailbox.release(&held, "INBOX").await.unwrap();
        assert_eq!(mailbox.fetch(&back).await.unwrap(), raw);
    }
    // What a server without UIDPLUS keeps are marked copies; those that count are the same.
    let mut alive = dovecot.stored("INBOX");
    assert!(
        alive.iter().any(|one| one.raw == sample::message(13) && one.flags == "T"),
        "nobody else's was expunged"
    );
    alive.retain(|one| !one.flags.contains('T'));
    let expected: Vec<_> = before.into_iter().filter(|one| !one.flags.contains('T')).collect();
    assert_eq!(alive, expected, "bytes, flags and dates are the same");
    assert!(dovecot.stored("Mekiki").iter().all(|one| one.flags.contains('T')));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_move_a_message_is_copied_and_only_it_is_expunged() {
    let dovecot = without(&["MOVE"]);
    hold_and_release(&dovecot).await;
    assert!(sent(&dovecot, "UID COPY") && sent(&dovecot, "UID EXPUNGE"));
    assert!(!sent(&dovecot, "MOVE"), "what is not offered is not used");
    assert!(dovecot.stored("Mekiki").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_uidplus_a_moved_message_is_found_again_by_its_bytes() {
    let dovecot = without(&["UIDPLUS"]);
    hold_and_release(&dovecot).await;
    assert!(sent(&dovecot, "UID MOVE") && sent(&dovecot, "UID SEARCH"));
    assert!(!sent(&dovecot, "EXPUNGE"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_move_and_uidplus_nothing_is_ever_expunged() {
    let dovecot = without(&["MOVE", "UIDPLUS", "LITERAL+", "SASL-IR"]);
    hold_and_release(&dovecot).await;
    assert!(sent(&dovecot, "UID COPY") && !sent(&dovecot, "MOVE") && !sent(&dovecot, "EXPUNGE"));
    let mut mailbox = signed_in(&dovecot).await;
    let raw = sample::message(40);
    let place = mailbox.restore("Sent", &raw, &Envelope::default()).await.unwrap();
    assert_eq!(mailbox.fetch(&place).await.unwrap(), raw);
    assert!(!sent(&dovecot, "+}"), "a literal is only sent when it is asked for");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_idle_the_server_is_asked_now_and_then() {
    let dovecot = without(&["IDLE"]);
    let mut mailbox = signed_in(&dovecot).await;
    mailbox.look("INBOX", None, 10).await.unwrap();
    let (_keep, stop) = watch::channel(false);
    assert_eq!(mailbox.wait("INBOX", 0, stop.clone()).await.unwrap(), Woken::TimedOut);
    let waiting = tokio::spawn(async move { mailbox.wait("INBOX", LONG, stop).await });
    dovecot.deliver("INBOX", &sample::message(1));
    assert_eq!(waiting.await.unwrap().unwrap(), Woken::Changed);
    assert!(!sent(&dovecot, "IDLE") && sent(&dovecot, "NOOP"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_idle_the_stop_signal_is_heard_too() {
    let dovecot = without(&["IDLE"]);
    let mut mailbox = signed_in(&dovecot).await;
    mailbox.look("INBOX", None, 10).await.unwrap();
    let (give, stop) = watch::channel(false);
    let waiting = tokio::spawn(async move { mailbox.wait("INBOX", LONG, stop).await });
    give.send(true).unwrap();
    assert_eq!(waiting.await.unwrap().unwrap(), Woken::Stopped);
}
