//! The whole way of mail through the engine, against a real Dovecot: judged, held, corrected,
//! given back; new mail by IDLE; another client at the same mailbox; a crash in the middle.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;
use std::future::Future;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use classifier::Label;
use classifier::facts::ListKind;
use engine::account::Source;
use engine::view::{Event, Row, Whereabouts, Which};
use engine::{Account, AccountId, Engine, Mode, Options, ProblemKind, SecretPlace};
use mekiki_tests::dovecot::{Dovecot, PASSWORD, Stored, USER};
use mekiki_tests::program::{Home, files, mekiki};
use mekiki_tests::sample::{self, from_bulk as spam};
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;
use tokio::sync::watch;
use zeroize::Zeroizing;

/// A moment in 2025, so that dates that were not kept are seen.
const RECEIVED: u64 = 1_750_000_000;

fn id() -> AccountId {
    AccountId("alice".to_owned())
}

fn account(dovecot: &Dovecot) -> Account {
    Account {
        id: id(),
        source: dovecot.tls(),
        mode: Mode::Hold,
        addresses: vec!["alice@example.net".to_owned()],
        folders: Vec::new(),
        provider_hosts: Vec::new(),
    }
}

fn open(data: &Path) -> Engine {
    let options = Options { secrets: SecretPlace::File, starter: false, ..Options::default() };
    Engine::open(data, options).unwrap()
}

fn ready(dovecot: &Dovecot) -> (TempDir, Engine) {
    let home = tempfile::tempdir().unwrap();
    let engine = open(home.path());
    engine.add_account(account(dovecot), Some(Dovecot::password())).unwrap();
    engine.add_to_list(ListKind::Block, "bulk.example").unwrap();
    (home, engine)
}

fn rows(engine: &Engine, which: Which) -> Vec<Row> {
    engine.list(which).unwrap()
}

fn raws(stored: &[Stored]) -> Vec<Vec<u8>> {
    stored.iter().map(|stored| stored.raw.clone()).collect()
}

/// The bytes in the local junk folder, as any mail program would read them.
fn junk(data: &Path) -> Vec<Vec<u8>> {
    let mut mails: Vec<_> = files(&data.join("junk")).iter().map(|file| fs::read(file).unwrap()).collect();
    mails.sort();
    mails
}

/// What is waited for must come; a test that hangs says nothing.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_mins(2), what).await.expect("it does not come")
}

async fn until(events: &mut Receiver<Event>, mut wanted: impl FnMut(&Event) -> bool) {
    soon(async { while !wanted(&events.recv().await.unwrap()) {} }).await;
}

#[tokio::test]
async fn two_hundred_messages_are_judged_held_and_given_back_byte_for_byte() {
    let dovecot = Dovecot::start();
    let flags = ["", "S", "FS", "RS"];
    for number in 0..200 {
        let raw = if number % 4 == 1 { spam(number) } else { sample::message(number) };
        dovecot.put_seen("INBOX", &raw, flags[number % 4], RECEIVED + number as u64);
    }
    let before = dovecot.stored("INBOX");
    let (home, engine) = ready(&dovecot);

    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.held, report.stopped), (200, 50, false));
    let held = dovecot.stored("Mekiki");
    let blocked = |stored: &Stored| stored.raw.windows(12).any(|window| window == b"bulk.example");
    let (expected, left): (Vec<_>, Vec<_>) = before.iter().cloned().partition(blocked);
    assert_eq!(held, expected, "held with flags and date");
    assert_eq!(dovecot.stored("INBOX"), left);
    assert_eq!(junk(home.path()), raws(&expected));
    assert_eq!((rows(&engine, Which::Inbox).len(), rows(&engine, Which::Junk).len()), (150, 50));

    // One is corrected, one only given back, one called spam that was not held.
    let junk_rows = rows(&engine, Which::Junk);
    let corrected = engine.correct(junk_rows[0].id, Label::Ham).await.unwrap();
    assert_eq!((corrected.row.whereabouts, corrected.pending), (Whereabouts::Released, None));
    let released = engine.release(junk_rows[1].id).await.unwrap();
    assert_eq!(released.whereabouts, Whereabouts::Released);
    let missed =
        rows(&engine, Which::Inbox).into_iter().find(|row| row.whereabouts == Whereabouts::Inbox).unwrap();
    let corrected = engine.correct(missed.id, Label::Spam).await.unwrap();
    assert_eq!((corrected.row.whereabouts, corrected.pending), (Whereabouts::Held, None));
    assert_eq!((corrected.learned_ham, corrected.learned_spam), (1, 1));

    // Nothing is held again, nothing is judged again.
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.held), (0, 0));
    for row in [&junk_rows[0], &junk_rows[1]] {
        engine.open_message(row.id).await.unwrap();
    }

    // All the rest: every byte, flag and date is what it was.
    for row in rows(&engine, Which::Junk) {
        engine.release(row.id).await.unwrap();
    }
    assert_eq!(dovecot.stored("INBOX"), before);
    assert!(dovecot.stored("Mekiki").is_empty());
    assert!(junk(home.path()).is_empty());
    assert!(dovecot.stored("Junk").is_empty(), "the provider's filter was taught");
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.held), (0, 0));
}

#[tokio::test]
async fn a_server_without_move_and_idle_holds_and_gives_back_just_as_well() {
    let options = mekiki_tests::dovecot::Options { hidden: vec!["MOVE", "IDLE"], ..Default::default() };
    let dovecot = Dovecot::start_with(&options);
    for number in 1..=10 {
        let raw = if number % 3 == 0 { spam(number) } else { sample::message(number) };
        dovecot.put_seen("INBOX", &raw, "S", RECEIVED + number as u64);
    }
    let before = dovecot.stored("INBOX");
    let (_home, engine) = ready(&dovecot);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 3);
    assert_eq!((dovecot.stored("INBOX").len(), dovecot.stored("Mekiki").len()), (7, 3));
    for row in rows(&engine, Which::Junk) {
        engine.release(row.id).await.unwrap();
    }
    assert_eq!(dovecot.stored("INBOX"), before);
    assert!(dovecot.stored("Mekiki").is_empty());
}

/// Without UIDPLUS what was moved leaves a marked original behind, which only another program
/// removes. Before and after that, each mail is in the lists once.
#[tokio::test]
async fn what_a_server_without_move_and_uidplus_keeps_marked_is_in_no_list_and_comes_back_nowhere() {
    let hidden = vec!["MOVE", "UIDPLUS"];
    let dovecot = Dovecot::start_with(&mekiki_tests::dovecot::Options { hidden, ..Default::default() });
    for number in 1..=10 {
        let raw = if number % 3 == 0 { spam(number) } else { sample::message(number) };
        dovecot.put_seen("INBOX", &raw, "S", RECEIVED + number as u64);
    }
    let before = dovecot.stored("INBOX");
    let (home, engine) = ready(&dovecot);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 3);
    let lists = || [Which::Inbox, Which::Junk].map(|which| rows(&engine, which));
    let shown = lists();
    assert_eq!((shown[0].len(), shown[1].len()), (7, 3));
    let marked = dovecot.stored("INBOX").iter().filter(|one| one.flags.contains('T')).count();
    assert_eq!((marked, dovecot.stored("INBOX").len()), (3, 10), "the marked originals stay");
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 0);
    assert_eq!(lists(), shown);

    expunge_everywhere(&dovecot).await;
    assert_eq!((dovecot.stored("INBOX").len(), dovecot.stored("Mekiki").len()), (7, 3));
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 0);
    assert_eq!(lists(), shown, "a mail left a list with its marked original");

    for row in &shown[1] {
        engine.release(row.id).await.unwrap();
    }
    for expunged in [false, true] {
        if expunged {
            expunge_everywhere(&dovecot).await;
            assert!(dovecot.stored("Mekiki").is_empty());
        }
        assert_eq!(engine.run_once(&id()).await.unwrap().judged, 0);
        let [inbox, junk_rows] = lists();
        assert_eq!((inbox.len(), junk_rows.len()), (10, 0));
        assert!(junk(home.path()).is_empty());
        assert_eq!(dovecot.stored("INBOX"), before);
    }
}

/// What the person's own mail program does when it tidies up.
async fn expunge_everywhere(dovecot: &Dovecot) {
    expunge(dovecot, &["INBOX", "Mekiki"]).await;
}

async fn expunge(dovecot: &Dovecot, folders: &[&'static str]) {
    let folders = folders.to_vec();
    other_program(dovecot, move |session| {
        for folder in folders {
            session.select(folder).unwrap();
            session.expunge().unwrap();
        }
    })
    .await;
}

/// The person's own mail program, played by another implementation of IMAP.
async fn other_program(
    dovecot: &Dovecot,
    work: impl FnOnce(&mut imap::Session<native_tls::TlsStream<std::net::TcpStream>>) + Send + 'static,
) {
    let (authority, port) = (dovecot.authority(), dovecot.ports().1);
    tokio::task::spawn_blocking(move || {
        let certificate = native_tls::Certificate::from_pem(&fs::read(authority).unwrap()).unwrap();
        let tls = native_tls::TlsConnector::builder().add_root_certificate(certificate).build().unwrap();
        let stream = std::net::TcpStream::connect(("localhost", port)).unwrap();
        let mut client = imap::Client::new(tls.connect("localhost", stream).unwrap());
        client.read_greeting().unwrap();
        let mut session = client.login(USER, PASSWORD).map_err(|(error, _)| error).unwrap();
        work(&mut session);
        session.logout().unwrap();
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn new_mail_is_judged_and_held_as_it_comes_and_a_failing_account_is_no_hindrance() {
    let dovecot = Dovecot::start();
    let (_home, engine) = ready(&dovecot);
    let bad = AccountId("wrong-password".to_owned());
    let wrong = Some(Zeroizing::new("not the password".to_owned()));
    let mut source = dovecot.tls();
    if let Source::Imap { user, .. } = &mut source {
        "nobody".clone_into(user);
    }
    engine.add_account(Account { id: bad.clone(), source, ..account(&dovecot) }, wrong).unwrap();
    let mut events = engine.subscribe();
    let mut good_events = engine.subscribe();
    let (stop, stopped) = watch::channel(false);
    let watching = tokio::spawn({
        let engine = engine.clone();
        async move { engine.watch(stopped).await }
    });
    until(&mut events, |event| {
        matches!(event, Event::AccountState { account, problem: Some(problem) }
            if *account == bad && problem.kind == ProblemKind::WrongPassword)
    })
    .await;
    until(
        &mut good_events,
        |event| matches!(event, Event::AccountState { account, problem: None } if *account == id()),
    )
    .await;

    dovecot.deliver("INBOX", &sample::message(1));
    until(&mut good_events, |event| matches!(event, Event::Judged { row } if row.account == id())).await;
    dovecot.deliver("INBOX", &spam(2));
    until(&mut good_events, |_| rows(&engine, Which::Junk).len() == 1).await;
    assert_eq!(raws(&dovecot.stored("Mekiki")), [spam(2)]);
    assert_eq!(raws(&dovecot.stored("INBOX")), [sample::message(1)]);

    // A click while the account is being watched.
    let row = rows(&engine, Which::Junk).remove(0);
    engine.release(row.id).await.unwrap();
    assert!(dovecot.stored("Mekiki").is_empty());
    stop.send(true).unwrap();
    soon(watching).await.unwrap();
    assert_eq!(engine.learned(), (0, 0));
}

#[tokio::test]
async fn what_another_client_moves_is_followed_and_a_move_back_is_the_persons_word() {
    let dovecot = Dovecot::start();
    dovecot.put_seen("INBOX", &spam(1), "F", RECEIVED);
    dovecot.put_seen("INBOX", &sample::message(2), "", RECEIVED);
    let (home, engine) = ready(&dovecot);
    engine.run_once(&id()).await.unwrap();
    assert_eq!(junk(home.path()), [spam(1)]);

    other_program(&dovecot, |session| {
        session.select("Mekiki").unwrap();
        session.uid_mv("1:*", "INBOX").unwrap();
        session.select("INBOX").unwrap();
        session.create("Archive").unwrap();
        session.uid_mv("2", "Archive").unwrap();
    })
    .await;

    engine.run_once(&id()).await.unwrap();
    let inbox = rows(&engine, Which::Inbox);
    assert_eq!(inbox.len(), 1, "{inbox:?}");
    assert_eq!((inbox[0].whereabouts, inbox[0].corrected), (Whereabouts::Released, Some(Label::Ham)));
    assert!(junk(home.path()).is_empty());
    assert_eq!(engine.learned(), (1, 0));
    assert_eq!(raws(&dovecot.stored("INBOX")), [spam(1)]);
    assert_eq!(raws(&dovecot.stored("Archive")), [sample::message(2)]);
}

#[tokio::test]
async fn a_held_mail_that_another_client_moved_away_is_given_back_into_the_inbox() {
    for hidden in [Vec::new(), vec!["MOVE"], vec!["MOVE", "UIDPLUS"]] {
        let options = mekiki_tests::dovecot::Options { hidden, ..Default::default() };
        let dovecot = Dovecot::start_with(&options);
        let folders = ["Trash", "Junk", "Archive"];
        for number in 0..folders.len() {
            dovecot.put_seen("INBOX", &spam(number), "F", RECEIVED + number as u64);
        }
        let before = dovecot.stored("INBOX");
        let (home, engine) = ready(&dovecot);
        assert_eq!(engine.run_once(&id()).await.unwrap().held, folders.len() as u32);
        other_program(&dovecot, move |session| {
            session.create("Archive").unwrap();
            session.select("Mekiki").unwrap();
            for (number, folder) in folders.iter().enumerate() {
                let uid = (number + 1).to_string();
                session.uid_copy(&uid, folder).unwrap();
                session.uid_store(&uid, "+FLAGS (\\Deleted)").unwrap();
            }
            session.expunge().unwrap();
        })
        .await;
        engine.run_once(&id()).await.unwrap();
        for row in rows(&engine, Which::Junk) {
            let row = engine.release(row.id).await.unwrap();
            assert_eq!(row.whereabouts, Whereabouts::Released);
        }
        // Where nothing can be removed alone, the marked originals are still there.
        expunge(&dovecot, &["INBOX", "Mekiki", "Trash", "Junk", "Archive"]).await;
        assert!(dovecot.stored("INBOX") == before, "{:?}", dovecot.stored("INBOX").len());
        for folder in ["Mekiki"].iter().chain(&folders) {
            assert!(dovecot.stored(folder).is_empty(), "{folder}");
        }
        assert!(junk(home.path()).is_empty());
    }
}

#[tokio::test]
async fn a_rebuilt_mailbox_shows_no_message_twice_and_judges_none_again() {
    let dovecot = Dovecot::start();
    for number in 1..=20 {
        let raw = if number % 4 == 0 { spam(number) } else { sample::message(number) };
        dovecot.put_seen("INBOX", &raw, "S", RECEIVED + number as u64);
    }
    let (_home, engine) = ready(&dovecot);
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 20);
    let before = rows(&engine, Which::Inbox);
    dovecot.rebuild("INBOX");
    dovecot.rebuild("Mekiki");
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 0);
    assert_eq!(rows(&engine, Which::Inbox), before);
    for row in rows(&engine, Which::Junk) {
        engine.release(row.id).await.unwrap();
    }
    assert_eq!(dovecot.stored("INBOX").len(), 20);
    assert!(dovecot.stored("Mekiki").is_empty());
}

#[tokio::test]
async fn a_program_killed_in_the_middle_of_holding_loses_and_doubles_nothing() {
    let dovecot = Dovecot::start();
    let home = Home::new();
    let (mut all, data) = (BTreeSet::new(), home.data());
    let engine = open(&data);
    engine.set_setting("secrets", "file").unwrap();
    engine.add_account(account(&dovecot), Some(Dovecot::password())).unwrap();
    engine.add_to_list(ListKind::Block, "bulk.example").unwrap();
    engine.go_on(&id()).unwrap();
    drop(engine);
    for number in 0..60 {
        let raw = if number % 2 == 1 { spam(number) } else { sample::message(number) };
        dovecot.put_seen("INBOX", &raw, "S", RECEIVED + number as u64);
        all.insert(raw);
    }

    // Killed after the first local copies, again and again, until a run has nothing to hold any more.
    for already in [0, 1, 4, 9] {
        let mut program = home
            .command(mekiki())
            .args(["watch", "--once"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while files(&data.join("junk")).len() <= already && program.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        program.kill().unwrap();
        program.wait().unwrap();
    }
    assert!(!files(&data.join("junk")).is_empty(), "nothing was held before the program was killed");

    let engine = open(&data);
    engine.run_once(&id()).await.unwrap();
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!(report.judged, 0);
    let (inbox, own) = (raws(&dovecot.stored("INBOX")), raws(&dovecot.stored("Mekiki")));
    assert_eq!(inbox.len() + own.len(), all.len(), "lost or doubled");
    assert_eq!(inbox.iter().chain(&own).cloned().collect::<BTreeSet<_>>(), all);
    assert_eq!(junk(&data), own);
    assert!((0..60).filter(|number| number % 2 == 1).all(|number| own.contains(&spam(number))));
    assert_eq!(
        (rows(&engine, Which::Inbox).len(), rows(&engine, Which::Junk).len()),
        (inbox.len(), own.len())
    );
    for row in rows(&engine, Which::Junk) {
        engine.release(row.id).await.unwrap();
    }
    assert_eq!(raws(&dovecot.stored("INBOX")).into_iter().collect::<BTreeSet<_>>(), all);
}

#[tokio::test]
async fn a_mark_is_set_on_the_server_told_and_comes_off_with_the_word_and_with_a_release() {
    let dovecot = Dovecot::start();
    for number in 0..3 {
        dovecot.put_seen("INBOX", &spam(number), "S", RECEIVED + number as u64);
    }
    let before = dovecot.stored("INBOX");
    let home = Home::new();
    let data = home.path("data");
    let engine = open(&data);
    engine.add_account(Account { mode: Mode::Mark, ..account(&dovecot) }, Some(Dovecot::password())).unwrap();
    engine.add_to_list(ListKind::Block, "bulk.example").unwrap();
    drop(engine);
    let looked = home.command(mekiki()).args(["watch", "--once"]).output().unwrap();
    let told = String::from_utf8_lossy(&looked.stdout).into_owned();
    assert!(told.contains("3 spam; 0 held, 3 marked."), "{told}{}", String::from_utf8_lossy(&looked.stderr));
    let is_marked = |stored: &Stored| stored.flags.contains(|flag: char| flag.is_ascii_lowercase());
    assert!(dovecot.stored("INBOX").iter().all(is_marked));

    let engine = open(&data);
    let inbox = rows(&engine, Which::Inbox);
    let corrected = engine.correct(inbox[0].id, Label::Ham).await.unwrap();
    assert_eq!(corrected.pending, None);
    assert_eq!(dovecot.stored("INBOX").iter().filter(|stored| is_marked(stored)).count(), 2);
    engine.set_mode(&id(), Mode::Hold).unwrap();
    assert_eq!(engine.hold_earlier(&id()).unwrap(), 2);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 2);
    for row in rows(&engine, Which::Junk) {
        engine.release(row.id).await.unwrap();
    }
    assert_eq!(dovecot.stored("INBOX"), before, "just as they came");
}
