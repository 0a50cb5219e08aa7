//! The whole way of mail over POP3, against a real Dovecot: judged, held, given back; new mail by
//! looking again; another program at the same maildrop.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use classifier::Label;
use classifier::facts::ListKind;
use engine::account::{Security, Source};
use engine::connect::Connect;
use engine::mailbox::Mailbox;
use engine::mailbox::pop3::{Patience, Pop3, Server};
use engine::view::{Row, Whereabouts, Which};
use engine::{Account, AccountId, Engine, Mode, Options, Problem, ProblemKind, SecretPlace, Secrets};
use mekiki_tests::authority::Fault;
use mekiki_tests::closed_port::ClosedPort;
use mekiki_tests::dovecot::{self, Dovecot, PASSWORD, USER};
use mekiki_tests::other_pop3::OtherPop3;
use mekiki_tests::program::files;
use mekiki_tests::sample::{self, from_bulk as spam};
use tempfile::TempDir;
use zeroize::Zeroizing;

fn id() -> AccountId {
    AccountId("alice".to_owned())
}

fn open(data: &Path) -> Engine {
    let options = Options { secrets: SecretPlace::File, starter: false, ..Options::default() };
    Engine::open(data, options).unwrap()
}

fn account(source: Source) -> Account {
    Account {
        id: id(),
        source,
        mode: Mode::Hold,
        addresses: vec!["alice@example.net".to_owned()],
        folders: Vec::new(),
        provider_hosts: Vec::new(),
    }
}

fn ready(source: Source) -> (TempDir, Engine) {
    let home = tempfile::tempdir().unwrap();
    let engine = open(home.path());
    engine.add_account(account(source), Some(Dovecot::password())).unwrap();
    engine.add_to_list(ListKind::Block, "bulk.example").unwrap();
    (home, engine)
}

fn rows(engine: &Engine, which: Which) -> Vec<Row> {
    engine.list(which).unwrap()
}

/// The bytes on the server, in order.
fn on_server(dovecot: &Dovecot) -> Vec<Vec<u8>> {
    dovecot.stored("INBOX").into_iter().map(|stored| stored.raw).collect()
}

/// The bytes in a Maildir here, as any mail program would read them.
fn lying_in(folder: &Path) -> Vec<Vec<u8>> {
    let mut mails: Vec<_> = files(folder).iter().map(|file| fs::read(file).unwrap()).collect();
    mails.sort();
    mails
}

fn junk(home: &TempDir) -> Vec<Vec<u8>> {
    lying_in(&home.path().join("junk"))
}

fn released(engine: &Engine) -> Vec<Vec<u8>> {
    let folder = engine.released_folder(&id());
    if folder.exists() { lying_in(&folder) } else { Vec::new() }
}

fn sorted(mut mails: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    mails.sort();
    mails
}

#[tokio::test]
async fn mail_is_judged_held_and_given_back_byte_for_byte_with_both_kinds_of_encryption() {
    for starts_plain in [false, true] {
        let dovecot = Dovecot::start();
        let all: Vec<Vec<u8>> = (0..60)
            .map(|number| if number % 4 == 1 { spam(number) } else { sample::message(number) })
            .collect();
        for raw in &all {
            dovecot.deliver("INBOX", raw);
        }
        let source = if starts_plain { dovecot.pop3_start_tls() } else { dovecot.pop3_tls() };
        let (home, engine) = ready(source);
        let report = engine.run_once(&id()).await.unwrap();
        assert_eq!((report.judged, report.held, report.failed, report.stopped), (60, 15, 0, false));
        let (held, left): (Vec<_>, Vec<_>) =
            all.iter().cloned().partition(|raw| raw.windows(12).any(|window| window == b"bulk.example"));
        let (held, left) = (sorted(held), sorted(left));
        assert_eq!(on_server(&dovecot), left);
        assert_eq!(junk(&home), held);
        assert_eq!((rows(&engine, Which::Inbox).len(), rows(&engine, Which::Junk).len()), (45, 15));
        assert_eq!(released(&engine), Vec::<Vec<u8>>::new());

        // Nothing is judged or held twice, and one sign-in sufficed for each look.
        let report = engine.run_once(&id()).await.unwrap();
        assert_eq!((report.judged, report.held), (0, 0));
        assert_eq!(dovecot.log().matches("pop3-login: Info: Login: ").count(), 2);

        let junk_rows = rows(&engine, Which::Junk);
        let corrected = engine.correct(junk_rows[0].id, Label::Ham).await.unwrap();
        assert_eq!((corrected.row.whereabouts, corrected.pending), (Whereabouts::Released, None));
        for row in &junk_rows[1..] {
            assert_eq!(engine.release(row.id).await.unwrap().whereabouts, Whereabouts::Released);
        }
        assert_eq!(released(&engine), held);
        assert_eq!(junk(&home), Vec::<Vec<u8>>::new());
        assert_eq!(on_server(&dovecot), left);
        assert_eq!(engine.released_to(junk_rows[0].id).unwrap(), Some(engine.released_folder(&id())));
        assert_eq!(engine.run_once(&id()).await.unwrap().judged, 0);
        assert_eq!((rows(&engine, Which::Inbox).len(), rows(&engine, Which::Junk).len()), (60, 0));
        engine.open_message(junk_rows[1].id).await.unwrap();
    }
}

#[tokio::test]
async fn giving_back_needs_no_server_and_what_was_given_back_can_be_called_spam_again() {
    let mut dovecot = Dovecot::start();
    dovecot.deliver("INBOX", &spam(1));
    let (home, engine) = ready(dovecot.pop3_tls());
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
    dovecot.kill();
    let row = rows(&engine, Which::Junk).remove(0);
    engine.release(row.id).await.unwrap();
    assert_eq!((released(&engine), junk(&home)), (vec![spam(1)], Vec::new()));
    let opened = engine.open_message(row.id).await.unwrap();
    assert!(opened.text.contains("message number 1") && opened.row.lies_here);
    assert_eq!(opened.folder_here, Some(engine.released_folder(&id()).display().to_string()));
    let corrected = engine.correct(row.id, Label::Spam).await.unwrap();
    assert_eq!((corrected.row.whereabouts, corrected.pending), (Whereabouts::Held, None));
    assert_eq!((released(&engine), junk(&home)), (Vec::new(), vec![spam(1)]));
    engine.correct(row.id, Label::Ham).await.unwrap();
    assert_eq!((released(&engine), junk(&home)), (vec![spam(1)], Vec::new()));
}

#[tokio::test]
async fn a_held_mail_that_is_deleted_leaves_nothing_to_be_done_on_the_server() {
    let dovecot = Dovecot::start();
    dovecot.deliver("INBOX", &spam(1));
    let (home, engine) = ready(dovecot.pop3_tls());
    engine.run_once(&id()).await.unwrap();
    engine.delete(rows(&engine, Which::Junk)[0].id).unwrap();
    assert_eq!(engine.deletions_left(&id()).unwrap(), 0);
    assert_eq!((junk(&home), on_server(&dovecot)), (Vec::new(), Vec::new()));
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 0);
}

#[tokio::test]
async fn what_another_program_removes_is_gone_and_nothing_that_came_later_is_taken_for_known() {
    let dovecot = Dovecot::start();
    for number in 1..=3 {
        dovecot.deliver("INBOX", &sample::message(number));
    }
    let (_home, engine) = ready(dovecot.pop3_tls());
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 3);
    let mut other = OtherPop3::sign_in(&dovecot);
    other.order("DELE 1");
    other.order("QUIT");
    dovecot.deliver("INBOX", &spam(4));
    // The new message has the number that another had.
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.held), (1, 1));
    assert_eq!(rows(&engine, Which::Inbox).len(), 2);
    assert_eq!(on_server(&dovecot), sorted(vec![sample::message(2), sample::message(3)]));
}

#[tokio::test]
async fn a_mail_that_leaves_the_folder_released_leaves_the_list() {
    let dovecot = Dovecot::start();
    dovecot.deliver("INBOX", &spam(1));
    let (_home, engine) = ready(dovecot.pop3_tls());
    engine.run_once(&id()).await.unwrap();
    engine.release(rows(&engine, Which::Junk)[0].id).await.unwrap();
    assert_eq!(rows(&engine, Which::Inbox).len(), 1);
    for file in files(&engine.released_folder(&id())) {
        fs::remove_file(file).unwrap();
    }
    engine.run_once(&id()).await.unwrap();
    assert_eq!(rows(&engine, Which::Inbox).len(), 0);
}

#[tokio::test]
async fn a_maildrop_that_another_program_has_open_is_looked_at_later_and_nothing_is_lost() {
    let dovecot = Dovecot::start_with(&dovecot::Options { locks: true, ..Default::default() });
    dovecot.deliver("INBOX", &spam(1));
    dovecot.deliver("INBOX", &sample::message(2));
    let (home, engine) = ready(dovecot.pop3_tls());
    let other = OtherPop3::sign_in(&dovecot);
    assert_eq!(engine.run_once(&id()).await.unwrap_err().kind, ProblemKind::InUse);
    drop(other);
    dovecot.quiet().await;
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.held), (2, 1));
    assert_eq!((on_server(&dovecot), junk(&home)), (vec![sample::message(2)], vec![spam(1)]));
    // No session of ours is left open: another program gets in at once.
    dovecot.quiet().await;
    OtherPop3::sign_in(&dovecot).order("QUIT");

    // A click while the other has it is carried out later.
    let row = rows(&engine, Which::Inbox).remove(0);
    let other = OtherPop3::sign_in(&dovecot);
    let corrected = engine.correct(row.id, Label::Spam).await.unwrap();
    assert_eq!(corrected.pending.map(|problem| problem.kind), Some(ProblemKind::InUse));
    drop(other);
    dovecot.quiet().await;
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
    assert_eq!(on_server(&dovecot), Vec::<Vec<u8>>::new());
    assert_eq!(junk(&home), sorted(vec![spam(1), sample::message(2)]));
}

/// The way to the server, looking again without a pause.
struct Often {
    released: PathBuf,
}

#[async_trait]
impl Connect for Often {
    async fn connect(&self, account: &Account, _: &Arc<Secrets>) -> Result<Box<dyn Mailbox>, Problem> {
        let Source::Pop3 { host, port, security, user, ca_file } = account.source.clone() else {
            panic!("not a POP3 account")
        };
        let server = Server { host, port, security, ca_file };
        let password = Dovecot::password();
        let mut pop3 = Pop3::new(server, &user, &password, Patience::default(), self.released.clone());
        pop3.set_poll(Duration::from_millis(20));
        Ok(Box::new(pop3))
    }
}

#[tokio::test]
async fn new_mail_is_found_by_looking_again_and_no_session_is_open_in_between() {
    let dovecot = Dovecot::start_with(&dovecot::Options { locks: true, ..Default::default() });
    let home = tempfile::tempdir().unwrap();
    let options = Options { secrets: SecretPlace::MemoryOnly, starter: false, ..Options::default() };
    let way = Often { released: home.path().join("Released") };
    let engine = Engine::open_with(home.path(), &options, Arc::new(way)).unwrap();
    engine.add_account(account(dovecot.pop3_tls()), Some(Dovecot::password())).unwrap();
    engine.add_to_list(ListKind::Block, "bulk.example").unwrap();
    let mut events = engine.subscribe();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let watching = tokio::spawn({
        let engine = engine.clone();
        async move { engine.watch(stopped).await }
    });
    for (number, raw) in [sample::message(1), spam(2), spam(3)].iter().enumerate() {
        dovecot.deliver("INBOX", raw);
        let come = async {
            while rows(&engine, Which::Inbox).len() + rows(&engine, Which::Junk).len() <= number
                || rows(&engine, Which::Inbox).len() > 1
            {
                events.recv().await.unwrap();
            }
        };
        tokio::time::timeout(Duration::from_mins(2), come).await.expect("it does not come");
    }
    assert_eq!(
        (on_server(&dovecot), junk(&home)),
        (vec![sample::message(1)], sorted(vec![spam(2), spam(3)]))
    );
    stop.send(true).unwrap();
    watching.await.unwrap();
}

async fn problem(source: Source, password: &str) -> Problem {
    let home = tempfile::tempdir().unwrap();
    let engine = open(home.path());
    engine.add_account(account(source), Some(Zeroizing::new(password.to_owned()))).unwrap();
    let problem = engine.test_account(&id()).await.unwrap_err();
    assert!(!format!("{problem} {problem:?}").contains(password), "the password is in {problem}");
    problem
}

fn at(source: Source, port: u16, trusted: bool) -> Source {
    let Source::Pop3 { host, security, user, ca_file, .. } = source else { unreachable!() };
    Source::Pop3 { host, port, security, user, ca_file: ca_file.filter(|_| trusted) }
}

#[tokio::test]
async fn every_way_in_which_signing_in_fails_has_its_name() {
    let dovecot = Dovecot::start();
    let (plain, tls) = dovecot.pop3_ports();
    for source in [dovecot.pop3_tls(), dovecot.pop3_start_tls()] {
        let wrong = problem(source.clone(), "not the password").await;
        assert_eq!((wrong.kind, wrong.facts["user"].as_str()), (ProblemKind::WrongPassword, USER));
        let Source::Pop3 { port, .. } = source else { unreachable!() };
        let untrusted = problem(at(source, port, false), PASSWORD).await;
        assert_eq!(untrusted.kind, ProblemKind::CertificateUntrusted);
    }
    let imap = dovecot.ports();
    for (source, port) in
        [(dovecot.pop3_tls(), plain), (dovecot.pop3_tls(), imap.1), (dovecot.pop3_start_tls(), imap.0)]
    {
        let wrong = problem(at(source, port, true), PASSWORD).await;
        assert_eq!(
            (wrong.kind, wrong.facts["protocol"].as_str()),
            (ProblemKind::WrongPort, "pop3"),
            "{port}"
        );
    }
    let _ = tls;
    let closed = ClosedPort::new();
    let refused = problem(at(dovecot.pop3_tls(), closed.number(), true), PASSWORD).await;
    assert_eq!(refused.kind, ProblemKind::ConnectionRefused);
    assert!(!dovecot.log().contains("Login: "), "nobody was let in");
}

#[tokio::test]
async fn nobody_signs_in_over_a_faulty_certificate() {
    for (fault, kind) in [
        (Fault::Expired, ProblemKind::CertificateExpired),
        (Fault::AnotherHost, ProblemKind::CertificateForAnotherHost),
    ] {
        let dovecot = Dovecot::start_with(&dovecot::Options { fault, ..Default::default() });
        assert_eq!(problem(dovecot.pop3_tls(), PASSWORD).await.kind, kind, "{fault:?}");
        assert_eq!(problem(dovecot.pop3_start_tls(), PASSWORD).await.kind, kind, "{fault:?}");
        assert!(!dovecot.log().contains("Login: "));
    }
}

#[tokio::test]
async fn a_test_of_an_account_says_what_there_is_and_changes_nothing() {
    let dovecot = Dovecot::start();
    dovecot.deliver("INBOX", &spam(1));
    let (_home, engine) = ready(dovecot.pop3_tls());
    let test = engine.test_account(&id()).await.unwrap();
    assert_eq!((test.folders, test.messages), (vec!["INBOX".to_owned()], 1));
    assert!(test.capabilities.iter().any(|line| line == "UIDL"), "{:?}", test.capabilities);
    assert_eq!(on_server(&dovecot), [spam(1)]);
}

#[tokio::test]
async fn what_pop3_cannot_do_is_refused_before_an_account_is_made() {
    let dovecot = Dovecot::start();
    let home = tempfile::tempdir().unwrap();
    let engine = open(home.path());
    let marks = Account { mode: Mode::Mark, ..account(dovecot.pop3_tls()) };
    let folders = Account { folders: vec!["Archive".to_owned()], ..account(dovecot.pop3_tls()) };
    for (odd, told) in [(marks, ("mode", "no-marks")), (folders, ("folder", "only-inbox"))] {
        let problem = engine.add_account(odd, Some(Dovecot::password())).unwrap_err();
        assert_eq!((problem.facts["what"].as_str(), problem.facts["detail"].as_str()), told);
    }
    engine.add_account(account(dovecot.pop3_tls()), Some(Dovecot::password())).unwrap();
    assert_eq!(engine.set_mode(&id(), Mode::Mark).unwrap_err().facts["detail"], "no-marks");
    // Both ports of one server lead to the same mail.
    let usual = |port, security| Source::Pop3 {
        host: "pop.example".to_owned(),
        port,
        security,
        user: "me".to_owned(),
        ca_file: None,
    };
    let named = |name: &str, source| Account { id: AccountId(name.to_owned()), ..account(source) };
    engine.add_account(named("one", usual(995, Security::Tls)), Some(Dovecot::password())).unwrap();
    let second = engine.add_account(named("two", usual(110, Security::StartTls)), Some(Dovecot::password()));
    assert_eq!(second.unwrap_err().facts["detail"], "of-another-account");
}
