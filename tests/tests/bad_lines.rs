//! The whole way of mail over a line that breaks, falls silent, or drips, at every stage of a
//! conversation with a real Dovecot. Afterwards, over a good line, each message is there once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use classifier::facts::ListKind;
use engine::connect::Connect;
use engine::mailbox::Mailbox;
use engine::mailbox::imap::{Imap, Patience, Server};
use engine::view::{RunReport, Which};
use engine::{Account, AccountId, Engine, Mode, Options, Problem, ProblemKind, SecretPlace, Secrets};
use mekiki_tests::dovecot::{self, Dovecot, Stored, USER};
use mekiki_tests::program::files;
use mekiki_tests::proxy::{Last, Proxy, Trouble, Way};
use mekiki_tests::sample;
use tempfile::TempDir;

/// A moment in 2025, so that dates that were not kept are seen.
const RECEIVED: u64 = 1_750_000_000;

/// How long the engine waits where the line falls silent.
const SHORT: Duration = Duration::from_millis(250);

/// The way to the server at one port, whatever port the account has.
struct At {
    port: u16,
    patience: Patience,
}

#[async_trait]
impl Connect for At {
    async fn connect(&self, account: &Account, _: &Arc<Secrets>) -> Result<Box<dyn Mailbox>, Problem> {
        let engine::account::Source::Imap { host, security, ca_file, .. } = account.source.clone() else {
            panic!("not an IMAP account")
        };
        let server = Server { host, port: self.port, security, ca_file };
        Ok(Box::new(Imap::connect(&server, USER, &Dovecot::password(), self.patience).await?))
    }
}

fn id() -> AccountId {
    AccountId("alice".to_owned())
}

fn open(data: &Path, port: u16, patience: Patience) -> Engine {
    let options = Options { secrets: SecretPlace::MemoryOnly, starter: false, ..Options::default() };
    Engine::open_with(data, &options, Arc::new(At { port, patience })).unwrap()
}

/// What is waited for must come; a test that hangs says nothing.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_mins(2), what).await.expect("it does not come")
}

/// A server with two mails from a blocked sender and one from a friend, and what was there.
struct Scene {
    dovecot: Dovecot,
    /// Whether the server can remove a single message. Then nothing that is marked as deleted may
    /// stay; else the originals do.
    expunges: bool,
    before: Vec<Stored>,
}

impl Scene {
    fn new(hidden: &[&'static str]) -> Self {
        let options = dovecot::Options { hidden: hidden.to_vec(), ..Default::default() };
        let expunges = !hidden.contains(&"UIDPLUS");
        let mut scene = Self { dovecot: Dovecot::start_with(&options), expunges, before: Vec::new() };
        scene.fill();
        scene
    }

    async fn begin_again(&mut self) {
        // A session that is just closing still writes into the mailbox.
        soon(self.dovecot.quiet()).await;
        self.dovecot.clear();
        self.fill();
    }

    fn fill(&mut self) {
        // The seventh has bytes that are no text, the tenth is Japanese.
        for (number, flags) in [(7, "FS"), (10, ""), (12, "R")] {
            let raw = if number == 12 { sample::message(number) } else { sample::from_bulk(number) };
            self.dovecot.put_seen("INBOX", &raw, flags, RECEIVED + number as u64);
        }
        self.before = self.dovecot.stored("INBOX");
    }

    fn port(&self) -> u16 {
        self.dovecot.ports().1
    }

    /// An engine that has not looked yet and reaches the server by `port`.
    fn engine(&self, port: u16, patience: Patience) -> (TempDir, Engine) {
        let home = tempfile::tempdir().unwrap();
        let engine = open(home.path(), port, patience);
        let account = Account {
            id: id(),
            source: self.dovecot.tls(),
            mode: Mode::Hold,
            addresses: vec!["alice@example.net".to_owned()],
            folders: Vec::new(),
            provider_hosts: Vec::new(),
        };
        engine.add_account(account, Some(Dovecot::password())).unwrap();
        engine.add_to_list(ListKind::Block, "bulk.example").unwrap();
        (home, engine)
    }

    /// Messages of a folder, without those marked as deleted where such have to stay.
    fn alive(&self, folder: &str) -> Vec<Stored> {
        let mut stored = self.dovecot.stored(folder);
        stored.retain(|one| self.expunges || !one.flags.contains('T'));
        stored
    }

    /// Over a good line all is completed: each message is there once, byte for byte, with its
    /// flags and date, first held, then given back.
    async fn recovers(&self, data: &Path, about: &str) {
        // A command that was sent before the line broke is carried out or not; then we ask.
        soon(self.dovecot.quiet()).await;
        let engine = open(data, self.port(), Patience::default());
        for _ in 0..2 {
            engine.run_once(&id()).await.unwrap_or_else(|problem| panic!("{about}: {problem}"));
        }
        self.one_of_each(data, about);
        let rows = [Which::Inbox, Which::Junk].map(|which| engine.list(which).unwrap());
        assert_eq!(rows.concat().len(), self.before.len(), "{about}: {rows:?}");
        for row in &rows[1] {
            engine.release(row.id).await.unwrap_or_else(|problem| panic!("{about}: {problem}"));
        }
        assert_eq!(self.alive("INBOX"), self.before, "{about}");
        assert!(self.alive("Mekiki").is_empty(), "{about}");
        assert!(files(&data.join("junk")).is_empty(), "{about}");
        assert_eq!(engine.list(Which::Inbox).unwrap().len(), self.before.len(), "{about}");
    }

    /// Every message is on the server once, and those in our folder are here once.
    fn one_of_each(&self, data: &Path, about: &str) {
        let own = self.alive("Mekiki");
        let mut all = [self.alive("INBOX"), own.clone()].concat();
        all.sort();
        assert_eq!(all, self.before, "{about}: lost, doubled or altered");
        let mut here: Vec<_> =
            files(&data.join("junk")).iter().map(|file| std::fs::read(file).unwrap()).collect();
        here.sort();
        assert_eq!(here, own.into_iter().map(|one| one.raw).collect::<Vec<_>>(), "{about}");
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

/// How many bytes the whole way takes in each direction.
async fn measured(scene: &Scene) -> [(Way, u64); 2] {
    let proxy = Proxy::start(scene.port(), Trouble::None).await;
    let (home, engine) = scene.engine(proxy.port(), Patience::default());
    hold_and_give_back(&engine).await.unwrap();
    drop(engine);
    let passed = [Way::ToServer, Way::FromServer].map(|way| (way, proxy.passed(way)));
    drop(proxy);
    scene.recovers(home.path(), "a good line").await;
    passed
}

/// Points in a conversation: `count` of them, the same distance from each other.
fn points(total: u64, count: u64) -> impl Iterator<Item = u64> {
    (0..count).map(move |number| 1 + total * number / count)
}

async fn cut_everywhere(hidden: &[&'static str], count: u64) {
    let mut scene = Scene::new(hidden);
    let mut after_moving = 0;
    for (way, total) in measured(&scene).await {
        for point in points(total, count) {
            let about = format!("without {hidden:?}, cut after {point} of {total} bytes {way:?}");
            scene.begin_again().await;
            let proxy = Proxy::start(scene.port(), Trouble::Cut(way, point)).await;
            let (home, engine) = scene.engine(proxy.port(), Patience::default());
            let outcome = soon(hold_and_give_back(&engine)).await;
            drop((engine, proxy));
            // The last bytes are goodbyes, which nobody misses.
            if let Err(problem) = outcome {
                assert_eq!(problem.kind, ProblemKind::HungUp, "{about}: {problem}");
            } else {
                assert!(point > total * 9 / 10, "{about}: a broken line was not noticed");
            }
            after_moving += usize::from(!scene.alive("Mekiki").is_empty());
            scene.recovers(home.path(), &about).await;
        }
    }
    assert!(after_moving > 3, "the line was never cut in the middle of moving");
}

#[tokio::test]
async fn a_line_cut_anywhere_loses_and_doubles_nothing() {
    cut_everywhere(&[], 12).await;
}

#[tokio::test]
async fn a_line_cut_anywhere_in_copying_and_expunging_loses_and_doubles_nothing() {
    cut_everywhere(&["MOVE"], 12).await;
}

#[tokio::test]
async fn a_line_cut_anywhere_where_nothing_can_be_expunged_loses_and_doubles_nothing() {
    cut_everywhere(&["MOVE", "UIDPLUS"], 12).await;
}

/// Cuts the line at each single command of the whole way, before it arrives and after it was
/// obeyed, and wants each message there once: with what is marked as deleted counted.
async fn cut_at_each_command(hidden: &[&'static str]) -> [u32; 2] {
    let mut scene = Scene::new(hidden);
    let proxy = Proxy::start(scene.port(), Trouble::None).await;
    let (home, engine) = scene.engine(proxy.port(), Patience::default());
    hold_and_give_back(&engine).await.unwrap();
    drop(engine);
    let total = proxy.said();
    drop(proxy);
    scene.recovers(home.path(), "a good line").await;
    let mut marked = [0, 0];
    for (number, last) in (1..=total).flat_map(|number| [(number, Last::Lost), (number, Last::Unanswered)]) {
        let about = format!("without {hidden:?}, cut at command {number} of {total}, {last:?}");
        scene.begin_again().await;
        let proxy = Proxy::start(scene.port(), Trouble::CutSaying(number, last)).await;
        let (home, engine) = scene.engine(proxy.port(), Patience::default());
        let _ = soon(hold_and_give_back(&engine)).await;
        drop((engine, proxy));
        soon(scene.dovecot.quiet()).await;
        for (count, folder) in marked.iter_mut().zip(["INBOX", "Mekiki"]) {
            *count += u32::from(scene.dovecot.stored(folder).iter().any(|one| one.flags.contains('T')));
        }
        scene.recovers(home.path(), &about).await;
    }
    marked
}

#[tokio::test]
async fn a_line_cut_at_any_command_of_copying_marking_and_expunging_leaves_one_of_each() {
    let [held, given_back] = cut_at_each_command(&["MOVE"]).await;
    assert!(held > 0 && given_back > 0, "never cut between marking and expunging: {held}, {given_back}");
}

#[tokio::test]
async fn a_line_cut_at_any_command_of_moving_leaves_one_of_each() {
    assert_eq!(cut_at_each_command(&[]).await, [0, 0]);
}

#[tokio::test]
async fn a_line_that_falls_silent_is_given_up_and_nothing_is_lost() {
    let mut scene = Scene::new(&["MOVE"]);
    let impatient = Patience { greeting: SHORT, answer: SHORT, ..Patience::default() };
    for (way, total) in measured(&scene).await {
        for point in points(total * 9 / 10, 6) {
            let about = format!("silent after {point} of {total} bytes {way:?}");
            scene.begin_again().await;
            let proxy = Proxy::start(scene.port(), Trouble::Stall(way, point)).await;
            let (home, engine) = scene.engine(proxy.port(), impatient);
            let problem = soon(hold_and_give_back(&engine)).await.expect_err(&about);
            drop((engine, proxy));
            assert_eq!(problem.kind, ProblemKind::Stalled, "{about}: {problem}");
            scene.recovers(home.path(), &about).await;
        }
    }
}

#[tokio::test]
async fn a_line_that_drips_byte_by_byte_is_a_line() {
    for hidden in [&[][..], &["MOVE", "UIDPLUS"][..]] {
        let scene = Scene::new(hidden);
        let proxy = Proxy::start(scene.port(), Trouble::SingleBytes).await;
        let (home, engine) = scene.engine(proxy.port(), Patience::default());
        let report = soon(hold_and_give_back(&engine)).await.unwrap();
        assert_eq!((report.judged, report.held), (3, 2));
        drop((engine, proxy));
        scene.recovers(home.path(), "byte by byte").await;
    }
}
