#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::broadcast::Receiver;

use super::*;
use crate::account::{Mode, SecretPlace};
use crate::connect::Connect;
use crate::engine::Options;
use crate::problem::ProblemKind;
use crate::secret::Secrets;
use crate::testing::{INBOX, NOW, OWN, Server, account, another_account, ham, id, ready, spam};
use crate::view::{Whereabouts, Which};

/// Several accounts, each with a server of its own.
struct Town(Vec<(AccountId, Server)>);

#[async_trait]
impl Connect for Town {
    async fn connect(&self, account: &Account, secrets: &Arc<Secrets>) -> Result<Box<dyn Mailbox>, Problem> {
        let (_, server) = self.0.iter().find(|(id, _)| *id == account.id).unwrap();
        server.connect(account, secrets).await
    }
}

async fn until(events: &mut Receiver<Event>, mut wanted: impl FnMut(&Event) -> bool) {
    loop {
        if wanted(&events.recv().await.unwrap()) {
            return;
        }
    }
}

fn held(engine: &Engine) -> usize {
    engine.list(Which::Junk).unwrap().len()
}

#[tokio::test]
async fn new_mail_is_judged_and_held_while_waiting() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let mut events = engine.subscribe();
    let (stop, stopped) = watch::channel(false);
    let watching = tokio::spawn({
        let engine = engine.clone();
        async move { engine.watch(stopped).await }
    });
    until(&mut events, |event| matches!(event, Event::AccountState { problem: None, .. })).await;
    server.deliver(&ham(1));
    until(&mut events, |event| matches!(event, Event::Judged { .. })).await;
    server.deliver(&spam(2));
    until(&mut events, |_| held(&engine) == 1).await;
    assert_eq!(server.raws(OWN), [spam(2)]);
    assert_eq!(server.raws(INBOX), [ham(1)]);
    stop.send(true).unwrap();
    watching.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_mailbox_that_is_somebody_elses_for_the_moment_is_tried_again_and_alarms_nobody() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.world().refuses = Some(ProblemKind::InUse);
    let mut events = engine.subscribe();
    let (stop, stopped) = watch::channel(false);
    let watching = tokio::spawn({
        let engine = engine.clone();
        async move { engine.watch(stopped).await }
    });
    for kind in [ProblemKind::InUse, ProblemKind::TooSoon] {
        server.world().refuses = Some(kind);
        let knocked = server.world().knocks;
        while server.world().knocks < knocked + 3 {
            tokio::time::sleep(FIRST_TURN).await;
        }
    }
    server.world().refuses = Some(ProblemKind::WrongPassword);
    let first = events.recv().await.unwrap();
    let Event::AccountState { problem: Some(problem), .. } = first else { panic!("{first:?}") };
    assert_eq!(problem.kind, ProblemKind::WrongPassword);
    stop.send(true).unwrap();
    watching.await.unwrap();
}

#[tokio::test]
async fn an_account_that_fails_says_so_and_the_others_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let (good, bad) = (Server::default(), Server::default());
    bad.world().refuses = Some(ProblemKind::WrongPassword);
    let other = AccountId("another".to_owned());
    let town = Town(vec![(id(), good.clone()), (other.clone(), bad.clone())]);
    let options = Options { secrets: SecretPlace::MemoryOnly, clock: || NOW, starter: false };
    let engine = Engine::open_with(dir.path(), &options, Arc::new(town)).unwrap();
    engine.add_to_list(classifier::facts::ListKind::Block, "spam.example").unwrap();
    engine.add_account(another_account("another", Mode::Hold), None).unwrap();
    let mut events = engine.subscribe();
    let (stop, stopped) = watch::channel(false);
    let watching = tokio::spawn({
        let engine = engine.clone();
        async move { engine.watch(stopped).await }
    });
    until(&mut events, |event| {
        matches!(event, Event::AccountState { account, problem: Some(problem) }
            if *account == other && problem.kind == ProblemKind::WrongPassword)
    })
    .await;
    // Added while watching: taken up.
    engine.add_account(account(Mode::Hold), None).unwrap();
    good.deliver(&spam(1));
    until(&mut events, |_| held(&engine) == 1).await;
    assert_eq!(good.raws(OWN), [spam(1)]);
    // The failing one recovers by itself when it is asked again.
    bad.world().refuses = None;
    engine.seat(&other).poke.notify_one();
    until(
        &mut events,
        |event| matches!(event, Event::AccountState { account, problem: None } if *account == other),
    )
    .await;
    stop.send(true).unwrap();
    watching.await.unwrap();
}

#[tokio::test]
async fn a_click_while_watching_is_not_taken_for_another_programs_move() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let mut events = engine.subscribe();
    let (stop, stopped) = watch::channel(false);
    let watching = tokio::spawn({
        let engine = engine.clone();
        async move { engine.watch(stopped).await }
    });
    for number in 0..5 {
        server.deliver(&spam(number));
        until(&mut events, |_| held(&engine) == 1).await;
        let row = engine.list(Which::Junk).unwrap().remove(0);
        let row = engine.release(row.id).await.unwrap();
        assert_eq!(row.whereabouts, Whereabouts::Released);
    }
    stop.send(true).unwrap();
    watching.await.unwrap();
    assert_eq!(engine.learned(), (0, 0), "a release teaches nothing");
    assert_eq!(server.raws(INBOX).len(), 5);
    assert_eq!(engine.list(Which::Inbox).unwrap().len(), 5);
}

#[tokio::test]
async fn an_account_that_is_changed_while_watching_is_connected_to_anew() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&ham(1));
    let mut events = engine.subscribe();
    let (stop, stopped) = watch::channel(false);
    let watching = tokio::spawn({
        let engine = engine.clone();
        async move { engine.watch(stopped).await }
    });
    until(&mut events, |event| matches!(event, Event::AccountState { problem: None, .. })).await;
    // Only a new connection meets this.
    server.world().refuses = Some(ProblemKind::WrongPassword);
    let source = crate::account::Source::Maildir { path: "/elsewhere".into() };
    engine.change_account(Account { source, ..account(Mode::Hold) }, None).unwrap();
    until(&mut events, |event| {
        matches!(event, Event::AccountState { problem: Some(problem), .. }
            if problem.kind == ProblemKind::WrongPassword)
    })
    .await;
    // The next change is heard as well, and what is known is recognised.
    server.world().refuses = None;
    server.rebuild();
    engine.change_account(account(Mode::Hold), None).unwrap();
    until(&mut events, |event| matches!(event, Event::AccountState { problem: None, .. })).await;
    stop.send(true).unwrap();
    watching.await.unwrap();
    let rows = engine.list(Which::Inbox).unwrap();
    assert_eq!(rows.iter().map(|row| row.whereabouts).collect::<Vec<_>>(), [Whereabouts::Inbox]);
}

#[tokio::test(start_paused = true)]
async fn watching_ends_though_a_server_keeps_it_waiting() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.world().silent = Some(0);
    let (stop, stopped) = watch::channel(false);
    let watching = tokio::spawn({
        let engine = engine.clone();
        async move { engine.watch(stopped).await }
    });
    while server.world().silent == Some(0) {
        tokio::task::yield_now().await;
    }
    stop.send(true).unwrap();
    tokio::time::timeout(Duration::from_mins(1), watching).await.expect("it goes on").unwrap();
    // Nothing is in the way of the next one.
    server.world().silent = None;
    server.deliver(&spam(1));
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
}
