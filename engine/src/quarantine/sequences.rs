//! Whatever a person, another program and the weather do in whatever order: every mail is
//! there exactly once, and the list tells the truth.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use classifier::Label;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::account::Mode;
use crate::engine::Engine;
use crate::quarantine::rolled_back::{moment_of, put_back};
use crate::store::journal;
use crate::testing::{Break, INBOX, OWN, RELEASED, Server, ham, id, open, ready, spam};
use crate::view::{Row, Whereabouts, Which};

#[derive(Debug, Clone)]
enum Event {
    Deliver {
        spam: bool,
    },
    Run,
    Correct(Index, Label),
    Release(Index),
    MoveBack(Index),
    Rebuild,
    /// The program stops at a point of what comes next, and is started again after it.
    Stop(u32, Break),
}

fn event() -> impl Strategy<Value = Event> {
    let label = prop_oneof![Just(Label::Ham), Just(Label::Spam)];
    let place =
        prop_oneof![Just(Break::Before), Just(Break::Middle), Just(Break::Marked), Just(Break::After)];
    prop_oneof![
        3 => any::<bool>().prop_map(|spam| Event::Deliver { spam }),
        4 => Just(Event::Run),
        2 => (any::<Index>(), label).prop_map(|(index, label)| Event::Correct(index, label)),
        2 => any::<Index>().prop_map(Event::Release),
        1 => any::<Index>().prop_map(Event::MoveBack),
        1 => Just(Event::Rebuild),
        3 => (1_u32..20, place).prop_map(|(point, place)| Event::Stop(point, place)),
    ]
}

fn rows(engine: &Engine) -> Vec<Row> {
    [Which::Inbox, Which::Junk].map(|which| engine.list(which).unwrap()).concat()
}

fn pick(engine: &Engine, index: Index, held: bool) -> Option<Row> {
    let rows: Vec<Row> =
        rows(engine).into_iter().filter(|row| !held || row.whereabouts == Whereabouts::Held).collect();
    (!rows.is_empty()).then(|| rows[index.index(rows.len())].clone())
}

/// What happened, and what must therefore hold in the end.
#[derive(Default)]
struct Story {
    delivered: Vec<Vec<u8>>,
    /// Numbers of mails whose last word was ham or release: never in the junk folder again.
    wanted_back: BTreeSet<String>,
}

async fn happen(server: &Server, engine: &Engine, story: &mut Story, event: &Event) {
    match event {
        Event::Deliver { spam: is_spam } => {
            let number = story.delivered.len() as u32;
            let raw = if *is_spam { spam(number) } else { ham(number) };
            server.deliver(&raw);
            story.delivered.push(raw);
        }
        Event::Run => drop(engine.run_once(&id()).await),
        Event::Correct(index, label) => {
            if let Some(row) = pick(engine, *index, false) {
                // What was read may have been lost before the word was written down.
                if engine.correct(row.id, *label).await.is_ok() {
                    match label {
                        Label::Ham => story.wanted_back.insert(row.subject),
                        Label::Spam => story.wanted_back.remove(&row.subject),
                    };
                }
            }
        }
        Event::Release(index) => {
            if let Some(row) = pick(engine, *index, true)
                && engine.release(row.id).await.is_ok()
            {
                story.wanted_back.insert(row.subject);
            }
        }
        Event::MoveBack(index) => {
            let held = server.raws(OWN);
            // What a person does to the second copy of an interrupted move, before the program is
            // back to remove it, makes it their copy: that may stay.
            let moving = engine.store().read(|connection| journal::open_of(connection, &id())).unwrap();
            if !held.is_empty() && moving.is_empty() {
                server.move_by_hand(&held[index.index(held.len())], OWN, INBOX);
            }
        }
        Event::Rebuild => {
            // An original that a cut move has only marked is known by its place alone, as the
            // person may have marked a twin; set up anew, nobody can tell the two apart.
            // The folder on this machine is never set up anew.
            if !server.has_marked(INBOX) && !server.world().is_maildrop {
                server.rebuild();
            }
        }
        Event::Stop(point, place) => server.stop_at(*point, *place),
    }
}

fn check(server: &Server, engine: &Engine, story: &Story) {
    let is_maildrop = server.world().is_maildrop;
    let inbox = [server.raws(INBOX), server.raws(RELEASED)].concat();
    // What a maildrop does not keep is here alone.
    let copies =
        || engine.junk().names().unwrap().iter().map(|name| engine.junk().read(name).unwrap()).collect();
    let own: Vec<Vec<u8>> = if is_maildrop { copies() } else { server.raws(OWN) };
    let mut all = [inbox.clone(), own.clone()].concat();
    let mut delivered = story.delivered.clone();
    all.sort();
    delivered.sort();
    assert_eq!(all.len(), delivered.len(), "a mail is lost or doubled");
    assert_eq!(all, delivered, "a mail was altered");
    let rows = rows(engine);
    assert_eq!(rows.len(), delivered.len(), "the list is not true: {rows:?}");
    for row in &rows {
        let is_held = row.whereabouts == Whereabouts::Held;
        let raw = delivered
            .iter()
            .find(|raw| String::from_utf8_lossy(raw).contains(&format!("{}\r\n", row.subject)));
        let raw = raw.unwrap();
        assert_eq!(own.contains(raw), is_held, "{row:?}");
        if is_held {
            assert_eq!(&engine.held_raw(row.id).unwrap(), raw);
            assert!(!story.wanted_back.contains(&row.subject), "held against the person's word: {row:?}");
        }
    }
    assert_eq!(
        engine.junk().names().unwrap().len(),
        own.len(),
        "the junk folder holds too much or too little"
    );
}

async fn tell(events: Vec<Event>, is_maildrop: bool) {
    let (dir, server, engine) = ready(Mode::Hold);
    server.world().is_maildrop = is_maildrop;
    engine.go_on(&id()).unwrap();
    let mut story = Story::default();
    let mut engine = Some(engine);
    for event in &events {
        happen(&server, engine.as_ref().unwrap(), &mut story, event).await;
        if server.world().stopped {
            drop(engine.take());
            server.revive();
            engine = Some(open(dir.path(), &server));
        }
    }
    drop(engine);
    server.revive();
    let engine = open(dir.path(), &server);
    for _ in 0..3 {
        engine.run_once(&id()).await.unwrap();
    }
    check(&server, &engine, &story);
}

/// The same with a database that is put back to an earlier moment now and then. What it has
/// forgotten it cannot know: a mail may be held or given back once more. But none is lost.
async fn tell_and_forget(events: Vec<(Event, Option<Index>)>, is_maildrop: bool) {
    let (dir, server, engine) = ready(Mode::Hold);
    server.world().is_maildrop = is_maildrop;
    engine.go_on(&id()).unwrap();
    let (mut story, mut moments) = (Story::default(), Vec::new());
    let mut engine = Some(engine);
    for (event, forget) in &events {
        moments.push(moment_of(dir.path()));
        happen(&server, engine.as_ref().unwrap(), &mut story, event).await;
        if server.world().stopped || forget.is_some() {
            drop(engine.take());
            server.revive();
            if let Some(forget) = forget {
                put_back(dir.path(), forget.get(&moments));
            }
            engine = Some(open(dir.path(), &server));
        }
    }
    drop(engine);
    server.revive();
    let engine = open(dir.path(), &server);
    for _ in 0..3 {
        engine.run_once(&id()).await.unwrap();
    }
    let held = engine.list(Which::Junk).unwrap();
    let here = held.iter().filter_map(|row| engine.held_raw(row.id).ok()).collect::<Vec<_>>();
    assert_eq!(here.len(), engine.junk().names().unwrap().len(), "a copy is in no list");
    let everywhere = [server.raws(INBOX), server.raws(OWN), server.raws(RELEASED), here].concat();
    assert!(story.delivered.iter().all(|raw| everywhere.contains(raw)), "a mail is lost");
    for row in held {
        // A mail that was given back in what was forgotten may be listed, with no copy left of it.
        let has_copy = engine.held_raw(row.id).is_ok();
        assert!(engine.release(row.id).await.is_ok() || !has_copy, "{row:?}");
    }
    let back = [server.raws(INBOX), server.raws(RELEASED)].concat();
    assert!(story.delivered.iter().all(|raw| back.contains(raw)), "a mail cannot be given back");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_mail_is_lost_whatever_the_database_forgets(
        events in proptest::collection::vec((event(), proptest::option::weighted(0.2, any::<Index>())), 1..25)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(tell_and_forget(events, false));
    }

    #[test]
    fn no_mail_of_a_maildrop_is_lost_whatever_the_database_forgets(
        events in proptest::collection::vec((event(), proptest::option::weighted(0.2, any::<Index>())), 1..25)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(tell_and_forget(events, true));
    }

    #[test]
    fn every_mail_is_there_exactly_once_whatever_happens(events in proptest::collection::vec(event(), 1..30)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(tell(events, false));
    }

    #[test]
    fn every_mail_of_a_maildrop_is_there_exactly_once_whatever_happens(
        events in proptest::collection::vec(event(), 1..30)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(tell(events, true));
    }
}
