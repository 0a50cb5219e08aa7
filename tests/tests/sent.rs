//! What the person sent is read where it really lies: in the Sent folders of a Dovecot and of a
//! Maildir. Only headers are read, nothing there changes, and incoming mail is judged by it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;

use classifier::{Judgement, Token};
use engine::account::Source;
use engine::view::{Row, Which};
use engine::{Account, AccountId, Engine, Mode, Options, SecretPlace};
use mekiki_tests::dovecot::{self, Dovecot};
use tempfile::TempDir;

const RECEIVED: u64 = 1_750_000_000;

fn id() -> AccountId {
    AccountId("alice".to_owned())
}

fn ready(source: Source) -> (TempDir, Engine) {
    let home = tempfile::tempdir().unwrap();
    let options = Options { secrets: SecretPlace::MemoryOnly, starter: false, ..Options::default() };
    let engine = Engine::open(home.path(), options).unwrap();
    let account = Account {
        id: id(),
        source,
        mode: Mode::Hold,
        addresses: vec!["alice@example.net".to_owned()],
        folders: Vec::new(),
        provider_hosts: vec!["mx.example.net".to_owned()],
    };
    engine.add_account(account, Some(Dovecot::password())).unwrap();
    (home, engine)
}

/// A mail of the person's own, with a text that nobody needs to read here.
fn sent(number: usize, to: &str) -> Vec<u8> {
    format!(
        "From: Alice <alice@example.net>\r\nTo: {to}\r\nSubject: private {number}\r\n\
         Date: Sun, 15 Jun 2025 09:00:00 +0900\r\nMessage-ID: <sent-{number}@example.net>\r\n\r\nsecret {number}\r\n"
    )
    .into_bytes()
}

/// An answer whose sender the provider has proven.
fn answer(from: &str, to: usize) -> Vec<u8> {
    let domain = from.split_once('@').unwrap().1;
    format!(
        "Authentication-Results: mx.example.net; dmarc=pass header.from={domain}\r\n\
         Received: from out.{domain} (out.{domain} [192.0.2.7]) by mx.example.net; Mon, 16 Jun 2025 09:00:00 +0900\r\n\
         From: {from}\r\nTo: alice@example.net\r\nSubject: Re: private\r\nMessage-ID: <answer-{to}@{domain}>\r\n\
         In-Reply-To: <sent-{to}@example.net>\r\n\r\nThank you.\r\n"
    )
    .into_bytes()
}

async fn judgement_of(engine: &Engine, from: &str) -> Judgement {
    let rows = engine.list(Which::Inbox).unwrap();
    let row: &Row = rows.iter().find(|row| row.from_address == from).expect("it is not in the list");
    engine.open_message(row.id).await.unwrap().judgement
}

fn written_to(judgement: &Judgement) -> u32 {
    let counts = judgement.evidence.0.iter().filter_map(|clue| match &clue.token {
        Token::Sender { what, count, .. } if what == "written-to" => Some(*count),
        _ => None,
    });
    counts.sum()
}

fn answers(judgement: &Judgement) -> bool {
    judgement.findings.iter().any(|finding| finding.check.0 == "answer-to-own-mail")
}

/// Two correspondents, one of them written to in the folder of another mail program; answers of
/// both, and a stranger who makes up what he answers.
async fn is_judged_by_what_was_sent(engine: &Engine) {
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.failures), (3, Vec::new()));
    let mother = judgement_of(engine, "mother@family.example").await;
    assert_eq!((written_to(&mother), answers(&mother)), (2, true));
    let friend = judgement_of(engine, "friend@pal.example").await;
    assert_eq!((written_to(&friend), answers(&friend)), (1, true));
    let stranger = judgement_of(engine, "stranger@far.example").await;
    assert_eq!((written_to(&stranger), answers(&stranger)), (0, false));
}

fn incoming() -> [Vec<u8>; 3] {
    [answer("mother@family.example", 1), answer("friend@pal.example", 3), answer("stranger@far.example", 77)]
}

/// 送信済み as servers spell it.
const SENT_JA: &str = "&kAFP4W4IMH8-";

/// How often headers were asked for; whole mails were only in the inbox, and nothing was opened
/// for writing.
fn headers_asked_for(dovecot: &Dovecot) -> usize {
    let (mut asked, mut folder) = (0, String::new());
    for line in dovecot.commands() {
        assert!(!line.contains("SELECT"), "{line}");
        assert!(!line.contains("BODY.PEEK[]") || folder.ends_with("\"INBOX\""), "{line} in {folder}");
        asked += usize::from(line.contains("HEADER.FIELDS"));
        if line.contains("EXAMINE") {
            line.trim_end().clone_into(&mut folder);
        }
    }
    asked
}

#[tokio::test]
async fn what_was_sent_by_way_of_a_server_counts_and_nothing_but_its_headers_is_read() {
    for (unmarked, below_inbox) in [(false, false), (true, true)] {
        let dovecot = Dovecot::start_with(&dovecot::Options { unmarked, below_inbox, ..Default::default() });
        let own = if below_inbox { "INBOX/" } else { "" };
        let [usual, other] = ["Sent", SENT_JA].map(|name| format!("{own}{name}"));
        dovecot.put_seen(&usual, &sent(1, "Mother <mother@family.example>"), "S", RECEIVED);
        dovecot.put_seen(&usual, &sent(2, "mother@family.example, alice@example.net"), "S", RECEIVED);
        dovecot.put_seen(&other, &sent(3, "friend@pal.example"), "", RECEIVED);
        for (number, raw) in incoming().iter().enumerate() {
            dovecot.put_seen("INBOX", raw, "", RECEIVED + number as u64);
        }
        let before = [dovecot.stored(&usual), dovecot.stored(&other)];
        let (_home, engine) = ready(dovecot.tls());
        is_judged_by_what_was_sent(&engine).await;

        // Nothing is read twice, and a folder that is set up anew counts nothing twice.
        assert_eq!(engine.run_once(&id()).await.unwrap().judged, 0);
        assert_eq!(headers_asked_for(&dovecot), 2);
        dovecot.rebuild(&usual);
        dovecot.put_seen(&usual, &sent(4, "mother@family.example"), "S", RECEIVED);
        dovecot.deliver("INBOX", &answer("mother@family.example", 4));
        engine.run_once(&id()).await.unwrap();
        let rows = engine.list(Which::Inbox).unwrap();
        let newest = rows.iter().max_by_key(|row| row.id.0).unwrap();
        let newest = engine.open_message(newest.id).await.unwrap().judgement;
        assert_eq!((written_to(&newest), answers(&newest)), (3, true));
        assert_eq!(dovecot.stored(&other), before[1]);
        assert_eq!(dovecot.stored(&usual).len(), before[0].len() + 1);
    }
}

#[tokio::test]
async fn what_lies_in_the_sent_folders_of_a_maildir_counts_and_stays_as_it_is() {
    let mail = tempfile::tempdir().unwrap();
    let put = |folder: &str, name: &str, raw: &[u8]| {
        for part in ["tmp", "new", "cur"] {
            fs::create_dir_all(mail.path().join(folder).join(part)).unwrap();
        }
        fs::write(mail.path().join(folder).join("cur").join(format!("{name}:2,S")), raw).unwrap();
    };
    put(".Sent", "1750000001.a", &sent(1, "Mother <mother@family.example>"));
    put(".Sent", "1750000002.b", &sent(2, "mother@family.example, alice@example.net"));
    put(&format!(".{SENT_JA}"), "1750000003.c", &sent(3, "friend@pal.example"));
    for (number, raw) in incoming().iter().enumerate() {
        put("", &format!("175000001{number}.x"), raw);
    }
    let (_home, engine) = ready(Source::Maildir { path: mail.path().to_owned() });
    // Watched by mistake, it is still read as what was sent.
    let account = engine.accounts().unwrap().remove(0);
    let folders = vec!["INBOX".to_owned(), "Sent".to_owned()];
    engine.change_account(Account { folders, ..account }, None).unwrap();
    is_judged_by_what_was_sent(&engine).await;
    assert_eq!(names(&mail.path().join(".Sent/cur")), ["1750000001.a:2,S", "1750000002.b:2,S"]);

    // Another program marks one; the next run takes in what is new and nothing twice.
    let cur = mail.path().join(".Sent/cur");
    fs::rename(cur.join("1750000001.a:2,S"), cur.join("1750000001.a:2,FS")).unwrap();
    put(".Sent", "1750000004.d", &sent(4, "mother@family.example"));
    put("", "1750000019.y", &answer("mother@family.example", 4));
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 1);
    let rows = engine.list(Which::Inbox).unwrap();
    let newest = rows.iter().max_by_key(|row| row.id.0).unwrap();
    let newest = engine.open_message(newest.id).await.unwrap().judgement;
    assert_eq!((written_to(&newest), answers(&newest)), (3, true));
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
