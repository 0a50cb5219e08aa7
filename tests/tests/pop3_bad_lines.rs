//! The whole way of mail over POP3 on a line that breaks at every single command, before it arrives and
//! after it was obeyed, and in a program that is killed. Afterwards each message is there once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use classifier::facts::ListKind;
use engine::account::Source;
use engine::connect::Connect;
use engine::mailbox::Mailbox;
use engine::mailbox::pop3::{Patience, Pop3, Server};
use engine::view::{RunReport, Which};
use engine::{Account, AccountId, Engine, Mode, Options, Problem, ProblemKind, SecretPlace, Secrets};
use mekiki_tests::dovecot::{Dovecot, USER};
use mekiki_tests::program::{Home, files, mekiki};
use mekiki_tests::proxy::{Last, Proxy, Trouble, Way};
use mekiki_tests::sample::{self, from_bulk as spam};
use tempfile::TempDir;

/// How long the engine waits where the line falls silent.
const SHORT: Duration = Duration::from_millis(250);

/// The way to the server at one port, whatever port the account has.
struct At {
    port: u16,
    patience: Patience,
    released: std::path::PathBuf,
}

#[async_trait]
impl Connect for At {
    async fn connect(&self, account: &Account, _: &Arc<Secrets>) -> Result<Box<dyn Mailbox>, Problem> {
        let Source::Pop3 { host, security, ca_file, .. } = account.source.clone() else {
            panic!("not a POP3 account")
        };
        let server = Server { host, port: self.port, security, ca_file };
        let (password, released) = (Dovecot::password(), self.released.clone());
        Ok(Box::new(Pop3::new(server, USER, &password, self.patience, released)))
    }
}

fn id() -> AccountId {
    AccountId("alice".to_owned())
}

fn released_folder(data: &Path) -> std::path::PathBuf {
    data.join("accounts/alice/Released")
}

fn open(data: &Path, port: u16, patience: Patience) -> Engine {
    let options = Options { secrets: SecretPlace::MemoryOnly, starter: false, ..Options::default() };
    Engine::open_with(data, &options, Arc::new(At { port, patience, released: released_folder(data) }))
        .unwrap()
}

/// The mails in a Maildir here.
fn lying_in(folder: &Path) -> Vec<Vec<u8>> {
    if !folder.exists() {
        return Vec::new();
    }
    files(folder).iter().map(|file| fs::read(file).unwrap()).collect()
}

fn on_server(dovecot: &Dovecot) -> Vec<Vec<u8>> {
    dovecot.stored("INBOX").into_iter().map(|stored| stored.raw).collect()
}

/// A server with three mails from a blocked sender and one from a friend.
struct Scene {
    dovecot: Dovecot,
    all: Vec<Vec<u8>>,
}

impl Scene {
    fn new() -> Self {
        let mut all = vec![spam(7), spam(10), spam(11), sample::message(12)];
        all.sort();
        let scene = Self { dovecot: Dovecot::start(), all };
        scene.fill();
        scene
    }

    fn fill(&self) {
        for raw in &self.all {
            self.dovecot.deliver("INBOX", raw);
        }
    }

    async fn begin_again(&self) {
        // A session that is just closing still writes into the mailbox.
        self.dovecot.quiet().await;
        self.dovecot.clear();
        self.fill();
    }

    fn port(&self) -> u16 {
        self.dovecot.pop3_ports().1
    }

    fn engine(&self, port: u16, patience: Patience) -> (TempDir, Engine) {
        let home = tempfile::tempdir().unwrap();
        let engine = open(home.path(), port, patience);
        let account = Account {
            id: id(),
            source: self.dovecot.pop3_tls(),
            mode: Mode::Hold,
            addresses: Vec::new(),
            folders: Vec::new(),
            provider_hosts: Vec::new(),
        };
        engine.add_account(account, Some(Dovecot::password())).unwrap();
        engine.add_to_list(ListKind::Block, "bulk.example").unwrap();
        (home, engine)
    }

    /// At every moment each mail is in at least one place, whole.
    fn none_is_lost(&self, data: &Path, about: &str) {
        let everywhere: BTreeSet<Vec<u8>> =
            [on_server(&self.dovecot), lying_in(&data.join("junk/cur")), lying_in(&released_folder(data))]
                .concat()
                .into_iter()
                .collect();
        assert_eq!(everywhere.into_iter().collect::<Vec<_>>(), self.all, "{about}: lost or altered");
    }

    /// Over a good line all is completed: each message is there once and in one list, first held, then
    /// given back.
    async fn recovers(&self, data: &Path, about: &str) {
        self.dovecot.quiet().await;
        self.none_is_lost(data, about);
        let engine = open(data, self.port(), Patience::default());
        for _ in 0..2 {
            engine.run_once(&id()).await.unwrap_or_else(|problem| panic!("{about}: {problem}"));
        }
        self.one_of_each(data, about);
        assert_eq!(on_server(&self.dovecot), [sample::message(12)], "{about}");
        let rows = [Which::Inbox, Which::Junk].map(|which| engine.list(which).unwrap());
        assert_eq!(rows.concat().len(), self.all.len(), "{about}: {rows:?}");
        for row in &rows[1] {
            engine.release(row.id).await.unwrap_or_else(|problem| panic!("{about}: {problem}"));
        }
        self.one_of_each(data, about);
        assert!(lying_in(&data.join("junk")).is_empty(), "{about}");
        assert_eq!(engine.run_once(&id()).await.unwrap().judged, 0, "{about}");
        assert_eq!(engine.list(Which::Inbox).unwrap().len(), self.all.len(), "{about}");
    }

    fn one_of_each(&self, data: &Path, about: &str) {
        let mut all =
            [on_server(&self.dovecot), lying_in(&data.join("junk")), lying_in(&released_folder(data))]
                .concat();
        all.sort();
        assert_eq!(all, self.all, "{about}: lost, doubled or altered");
    }
}

/// Judges and holds what there is and gives the first of it back.
async fn hold_and_give_back(engine: &Engine) -> Result<RunReport, Problem> {
    let report = engine.run_once(&id()).await?;
    if let Some(row) = engine.list(Which::Junk)?.first() {
        engine.release(row.id).await?;
    }
    Ok(report)
}

#[tokio::test]
async fn a_line_cut_at_any_command_of_judging_removing_and_quitting_leaves_one_of_each() {
    let scene = Scene::new();
    let proxy = Proxy::start(scene.port(), Trouble::None).await;
    let (home, engine) = scene.engine(proxy.port(), Patience::default());
    assert_eq!(hold_and_give_back(&engine).await.unwrap().held, 3);
    drop(engine);
    let total = proxy.said();
    drop(proxy);
    scene.recovers(home.path(), "a good line").await;
    let (mut removed, mut kept) = (0, 0);
    for (number, last) in (1..=total).flat_map(|number| [(number, Last::Lost), (number, Last::Unanswered)]) {
        let about = format!("cut at command {number} of {total}, {last:?}");
        scene.begin_again().await;
        let proxy = Proxy::start(scene.port(), Trouble::CutSaying(number, last)).await;
        let (home, engine) = scene.engine(proxy.port(), Patience::default());
        let outcome = hold_and_give_back(&engine).await;
        drop((engine, proxy));
        scene.dovecot.quiet().await;
        let copies = lying_in(&home.path().join("junk/cur")).len();
        if outcome.is_err() && copies == 3 {
            // QUIT was obeyed and its answer lost, or it was lost itself.
            removed += u32::from(on_server(&scene.dovecot).len() == 1);
            kept += u32::from(on_server(&scene.dovecot).len() == 4);
        }
        scene.recovers(home.path(), &about).await;
    }
    assert!(removed > 0 && kept > 0, "never cut around QUIT: {removed}, {kept}");
}

#[tokio::test]
async fn a_line_that_falls_silent_is_given_up_and_nothing_is_lost() {
    let scene = Scene::new();
    let proxy = Proxy::start(scene.port(), Trouble::None).await;
    let (home, engine) = scene.engine(proxy.port(), Patience::default());
    hold_and_give_back(&engine).await.unwrap();
    drop(engine);
    let totals = [Way::ToServer, Way::FromServer].map(|way| (way, proxy.passed(way)));
    drop(proxy);
    scene.recovers(home.path(), "a good line").await;
    let impatient = Patience { greeting: SHORT, answer: SHORT, ..Patience::default() };
    for (way, total) in totals {
        for point in (0..6).map(|number| 1 + total * 9 / 10 * number / 6) {
            let about = format!("silent after {point} of {total} bytes {way:?}");
            scene.begin_again().await;
            let proxy = Proxy::start(scene.port(), Trouble::Stall(way, point)).await;
            let (home, engine) = scene.engine(proxy.port(), impatient);
            let problem = hold_and_give_back(&engine).await.expect_err(&about);
            drop((engine, proxy));
            assert_eq!(problem.kind, ProblemKind::Stalled, "{about}: {problem}");
            scene.recovers(home.path(), &about).await;
        }
    }
}

#[tokio::test]
async fn a_line_that_drips_byte_by_byte_is_a_line() {
    let scene = Scene::new();
    let proxy = Proxy::start(scene.port(), Trouble::SingleBytes).await;
    let (home, engine) = scene.engine(proxy.port(), Patience::default());
    let report = hold_and_give_back(&engine).await.unwrap();
    assert_eq!((report.judged, report.held), (4, 3));
    drop((engine, proxy));
    scene.recovers(home.path(), "byte by byte").await;
}

#[tokio::test]
async fn a_program_killed_in_the_middle_of_holding_loses_and_doubles_nothing() {
    let dovecot = Dovecot::start();
    let home = Home::new();
    let data = home.data();
    let options = Options { secrets: SecretPlace::File, starter: false, ..Options::default() };
    let engine = Engine::open(&data, options.clone()).unwrap();
    let account = Account {
        id: id(),
        source: dovecot.pop3_tls(),
        mode: Mode::Hold,
        addresses: Vec::new(),
        folders: Vec::new(),
        provider_hosts: Vec::new(),
    };
    engine.add_account(account, Some(Dovecot::password())).unwrap();
    engine.add_to_list(ListKind::Block, "bulk.example").unwrap();
    engine.go_on(&id()).unwrap();
    drop(engine);
    let mut all = Vec::new();
    for number in 0..60 {
        let raw = if number % 2 == 1 { spam(number) } else { sample::message(number) };
        dovecot.deliver("INBOX", &raw);
        all.push(raw);
    }
    all.sort();
    let junk = data.join("junk/cur");
    // Killed after the first local copies, in the middle of them, and near the end, when all is marked.
    for already in [0, 7, 20, 28] {
        let mut program = home
            .command(mekiki())
            .args(["watch", "--once"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while lying_in(&junk).len() <= already && program.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        program.kill().unwrap();
        program.wait().unwrap();
        dovecot.quiet().await;
        let everywhere: BTreeSet<_> = [on_server(&dovecot), lying_in(&junk)].concat().into_iter().collect();
        assert_eq!(everywhere.into_iter().collect::<Vec<_>>(), all, "lost");
    }
    let engine = Engine::open(&data, options).unwrap();
    for _ in 0..2 {
        engine.run_once(&id()).await.unwrap();
    }
    let mut everything = [on_server(&dovecot), lying_in(&junk)].concat();
    everything.sort();
    assert_eq!(everything, all, "lost or doubled");
    assert_eq!((engine.list(Which::Inbox).unwrap().len(), engine.list(Which::Junk).unwrap().len()), (30, 30));
}
