//! The whole way of real mail that the committee itself judges: taught with one part of the
//! SpamAssassin corpus, it meets another part in a real Dovecot.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;

use classifier::{Decision, Label, Score, Verdict, evaluate};
use engine::view::{Row, Whereabouts, Which};
use engine::{Account, AccountId, Engine, Mode, Options, SecretPlace};
use mekiki_tests::corpus;
use mekiki_tests::dovecot::Dovecot;
use mekiki_tests::program::files;

/// Of each class.
const TAUGHT: usize = 120;
const DELIVERED_HAM: usize = 40;
const DELIVERED_SPAM: usize = 20;

/// A moment in 2025: dates that were not kept are seen, and each run judges at the same time.
const RECEIVED: u64 = 1_750_000_000;

/// Mails of one class in an order that is the same each time, as a server delivers them.
fn mails(label: Label, count: usize) -> Vec<Vec<u8>> {
    let mut mails = corpus::mails(&corpus::spamassassin());
    evaluate::shuffle(&mut mails, 42);
    let mut known = BTreeSet::new();
    let wanted = mails.into_iter().filter(|(of, _)| *of == label);
    let raws = wanted.map(|(_, file)| with_crlf(&fs::read(file).unwrap()));
    // IMAP cannot carry NUL; a mail that is there twice is no new one.
    let usable = raws.filter(|raw| !raw.contains(&0) && raw.len() < 20_000 && known.insert(raw.clone()));
    usable.take(count).collect()
}

fn with_crlf(raw: &[u8]) -> Vec<u8> {
    let mut lines = Vec::with_capacity(raw.len() + raw.len() / 30);
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(text) => {
                lines.extend(text.strip_suffix(b"\r").unwrap_or(text));
                lines.extend(b"\r\n");
            }
            None => lines.extend(line),
        }
    }
    lines
}

/// The reasons a person is shown are the computation itself.
async fn why_adds_up(engine: &Engine, row: &Row) {
    let opened = engine.open_message(row.id).await.unwrap();
    let judgement = &opened.judgement;
    assert_eq!(judgement.decision, Decision::Committee, "{}", row.subject);
    assert!(judgement.evidence.0.len() > 3, "{}: {:?}", row.subject, judgement.evidence);
    let total = judgement.evidence.total();
    assert!((total - judgement.log_odds).abs() < 1e-9, "{}: {total}", row.subject);
    assert!((Score::from_log_odds(total).probability() - row.score).abs() < 1e-9, "{}", row.subject);
    assert_eq!(judgement.verdict, row.verdict);
}

#[tokio::test]
async fn real_spam_is_held_on_the_committees_word_and_real_mail_is_left_alone() {
    let (spam, ham) =
        (mails(Label::Spam, TAUGHT + DELIVERED_SPAM), mails(Label::Ham, TAUGHT + DELIVERED_HAM));
    let (taught_spam, new_spam) = spam.split_at(TAUGHT);
    let (taught_ham, new_ham) = ham.split_at(TAUGHT);
    let dovecot = Dovecot::start();
    for (number, raw) in new_ham.iter().chain(new_spam).enumerate() {
        let flags = ["", "S", "FS", "RS"][number % 4];
        dovecot.put_seen("INBOX", raw, flags, RECEIVED + number as u64);
    }
    let before = dovecot.stored("INBOX");
    assert_eq!(before.len(), DELIVERED_HAM + DELIVERED_SPAM);

    let home = tempfile::tempdir().unwrap();
    let clock = || RECEIVED.cast_signed() + 1_000;
    let options = Options { secrets: SecretPlace::MemoryOnly, starter: false, clock };
    let engine = Engine::open(home.path(), options).unwrap();
    for (one, other) in taught_spam.iter().zip(taught_ham) {
        engine.learn(one, Label::Spam).unwrap();
        engine.learn(other, Label::Ham).unwrap();
    }
    let id = AccountId("alice".to_owned());
    let account = Account {
        id: id.clone(),
        source: dovecot.tls(),
        mode: Mode::Hold,
        addresses: vec!["alice@example.net".to_owned()],
        folders: Vec::new(),
        provider_hosts: Vec::new(),
    };
    engine.add_account(account, Some(Dovecot::password())).unwrap();
    let report = engine.run_once(&id).await.unwrap();
    assert_eq!(report.judged as usize, before.len());
    assert!(!report.stopped);

    // On the server, and on this disk, what was held is spam; all spam but a few is held.
    let held: Vec<_> = dovecot.stored("Mekiki");
    let wrongly = held.iter().filter(|one| new_ham.contains(&one.raw)).count();
    assert_eq!(wrongly, 0, "wanted mail was held");
    assert!(held.len() * 10 >= DELIVERED_SPAM * 8, "only {} of {DELIVERED_SPAM} held", held.len());
    let mut copies: Vec<_> =
        files(&home.path().join("junk")).iter().map(|file| fs::read(file).unwrap()).collect();
    copies.sort();
    assert_eq!(copies, held.iter().map(|one| one.raw.clone()).collect::<Vec<_>>());
    let left: Vec<_> = before.iter().filter(|one| !held.contains(one)).cloned().collect();
    assert_eq!(dovecot.stored("INBOX"), left);

    // What is shown says the same, and why.
    let (inbox, junk) = (engine.list(Which::Inbox).unwrap(), engine.list(Which::Junk).unwrap());
    assert_eq!((inbox.len(), junk.len(), report.held as usize), (left.len(), held.len(), held.len()));
    assert!(junk.iter().all(|row| row.verdict == Verdict::Spam && row.whereabouts == Whereabouts::Held));
    assert!(inbox.iter().all(|row| row.verdict != Verdict::Spam));
    for row in inbox.iter().chain(&junk) {
        why_adds_up(&engine, row).await;
    }

    for row in &junk {
        engine.release(row.id).await.unwrap();
    }
    assert_eq!(dovecot.stored("INBOX"), before, "bytes, flags and dates are what they were");
    assert!(dovecot.stored("Mekiki").is_empty() && dovecot.stored("Junk").is_empty());
    assert!(files(&home.path().join("junk")).is_empty());
    assert_eq!(engine.run_once(&id).await.unwrap().held, 0);
}
