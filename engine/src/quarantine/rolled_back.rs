//! The database of an earlier moment: its newest words were lost with a damaged log, or somebody
//! put an older copy back. The local copies are still there, and nothing of them may be lost.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::account::Mode;
use crate::engine::Engine;
use crate::testing::{INBOX, NOW, OWN, Server, account, ham, id, open, ready, spam};
use crate::view::{Stopped, Whereabouts, Which};
use classifier::facts::ListKind;

/// The files of the database, as they were at one moment.
pub(super) type Moment = Vec<(&'static str, Option<Vec<u8>>)>;

pub(super) fn moment_of(dir: &Path) -> Moment {
    ["mekiki.db", "mekiki.db-wal"].map(|name| (name, fs::read(dir.join(name)).ok())).into()
}

pub(super) fn put_back(dir: &Path, moment: &Moment) {
    let _ = fs::remove_file(dir.join("mekiki.db-shm"));
    for (name, bytes) in moment {
        match bytes {
            Some(bytes) => fs::write(dir.join(name), bytes).unwrap(),
            None => drop(fs::remove_file(dir.join(name))),
        }
    }
}

/// An engine that keeps the database of each step of what it does.
fn remembering(engine: Engine, dir: &Path) -> (Engine, Arc<Mutex<Vec<Moment>>>) {
    let moments = Arc::new(Mutex::new(vec![moment_of(dir)]));
    let (keep, dir) = (Arc::clone(&moments), PathBuf::from(dir));
    let gate = Arc::new(move |_: &str| {
        keep.lock().unwrap().push(moment_of(&dir));
        Ok(())
    });
    (engine.with_gate(gate), moments)
}

/// What else happened to the server's copies.
#[derive(Debug, Clone, Copy)]
enum Meanwhile {
    Nothing,
    Emptied,
    Trashed,
    MovedBack,
}

const ALL: [Meanwhile; 4] =
    [Meanwhile::Nothing, Meanwhile::Emptied, Meanwhile::Trashed, Meanwhile::MovedBack];

fn happens(server: &Server, meanwhile: Meanwhile) {
    let move_all = |to: &str| server.raws(OWN).iter().for_each(|raw| server.move_by_hand(raw, OWN, to));
    match meanwhile {
        Meanwhile::Nothing => {}
        Meanwhile::Emptied => server.world().folders.entry(OWN.to_owned()).or_default().clear(),
        Meanwhile::Trashed => move_all("Trash"),
        Meanwhile::MovedBack => move_all(INBOX),
    }
}

/// Everything that lies in the junk folder is in the list, and can be read there.
fn assert_listed(engine: &Engine, what: &str) {
    let junk = engine.list(Which::Junk).unwrap();
    assert_eq!(engine.junk().names().unwrap().len(), junk.len(), "{what}: {junk:?}");
    assert_eq!(engine.not_listed().unwrap(), 0, "{what}");
    for row in &junk {
        assert_eq!(engine.held_raw(row.id).unwrap(), spam(1), "{what}");
    }
}

async fn give_all_back(engine: &Engine, what: &str) {
    for row in engine.list(Which::Junk).unwrap() {
        let row = engine.release(row.id).await.unwrap();
        assert_eq!(row.whereabouts, Whereabouts::Released, "{what}");
    }
}

/// Holds `copies` of one mail, puts the database back to each step of that, and lets `meanwhile`
/// happen: everything is there afterwards, in the list, and can be given back.
async fn hold_and_put_back(copies: usize, meanwhile: Meanwhile) {
    for number in 0.. {
        let (dir, server, engine) = ready(Mode::Hold);
        let (engine, moments) = remembering(engine, dir.path());
        for _ in 0..copies {
            server.deliver(&spam(1));
        }
        engine.run_once(&id()).await.unwrap();
        drop(engine);
        assert_eq!(server.raws(OWN).len(), copies);
        let moments = moments.lock().unwrap().clone();
        let Some(moment) = moments.get(number) else {
            assert!(number > 4 * copies, "too few steps to be true");
            return;
        };
        put_back(dir.path(), moment);
        happens(&server, meanwhile);
        let what = format!("step {number}, {meanwhile:?}");
        let engine = open(dir.path(), &server);
        assert_listed(&engine, &what);
        assert_eq!(engine.list(Which::Junk).unwrap().len(), copies, "{what}");
        drop(engine);
        // The list is the same where the next opening comes before the next look.
        let engine = open(dir.path(), &server);
        for _ in 0..2 {
            let report = engine.run_once(&id()).await.unwrap();
            assert_eq!(report.failures, [], "{what}");
            assert_listed(&engine, &what);
        }
        if !matches!(meanwhile, Meanwhile::MovedBack) {
            assert_eq!(engine.list(Which::Junk).unwrap().len(), copies, "{what}");
        }
        give_all_back(&engine, &what).await;
        let back = vec![spam(1); copies];
        assert_eq!(server.raws(INBOX), back, "{what}");
        assert_eq!(engine.junk().names().unwrap(), [""; 0], "{what}");
        assert!(server.raws(OWN).is_empty(), "{what}");
    }
}

#[tokio::test]
async fn a_database_put_back_to_any_step_of_a_hold_loses_nothing() {
    for meanwhile in ALL {
        hold_and_put_back(1, meanwhile).await;
    }
}

#[tokio::test]
async fn nor_does_it_where_two_held_mails_are_the_same() {
    for meanwhile in ALL {
        hold_and_put_back(2, meanwhile).await;
    }
}

#[tokio::test]
async fn a_database_put_back_to_any_step_of_a_release_finds_the_mail_where_it_is() {
    for number in 0.. {
        let (dir, server, engine) = ready(Mode::Hold);
        server.deliver(&spam(1));
        engine.run_once(&id()).await.unwrap();
        drop(engine);
        let (engine, moments) = remembering(open(dir.path(), &server), dir.path());
        let held = engine.list(Which::Junk).unwrap()[0].id;
        engine.release(held).await.unwrap();
        drop(engine);
        let moments = moments.lock().unwrap().clone();
        let Some(moment) = moments.get(number) else {
            assert!(number > 4);
            return;
        };
        put_back(dir.path(), moment);
        let engine = open(dir.path(), &server);
        for _ in 0..2 {
            engine.run_once(&id()).await.unwrap();
        }
        assert_eq!(server.raws(INBOX), [spam(1)], "step {number}");
        assert_listed(&engine, &format!("step {number}"));
        assert!(engine.list(Which::Junk).unwrap().is_empty(), "step {number}");
    }
}

#[tokio::test]
async fn copies_that_are_listed_again_are_told_once_and_can_be_deleted_before_the_next_look() {
    let (dir, server, engine) = ready(Mode::Hold);
    let before = moment_of(dir.path());
    server.deliver(&spam(1));
    server.deliver(&spam(2));
    server.deliver(&ham(3));
    engine.run_once(&id()).await.unwrap();
    drop(engine);
    put_back(dir.path(), &before);
    let engine = open(dir.path(), &server);
    assert_eq!((engine.take_listed_again(), engine.take_listed_again()), (2, 0));
    let deleted = engine.list(Which::Junk).unwrap()[0].clone();
    engine.delete(deleted.id).unwrap();
    drop(engine);
    let engine = open(dir.path(), &server);
    assert_eq!(engine.take_listed_again(), 0);
    engine.run_once(&id()).await.unwrap();
    let left = engine.list(Which::Junk).unwrap();
    assert_eq!(left.len(), 1);
    assert_ne!(left[0].subject, deleted.subject);
    assert_eq!(server.raws(OWN), [engine.held_raw(left[0].id).unwrap()]);
    assert_eq!(server.raws(INBOX), [ham(3)]);
}

#[tokio::test]
async fn the_same_mail_again_has_a_copy_of_its_own_though_numbers_were_forgotten() {
    let (dir, server, engine) = ready(Mode::Hold);
    let before = moment_of(dir.path());
    server.deliver(&ham(1));
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    drop(engine);
    put_back(dir.path(), &before);
    server.world().folders.get_mut(INBOX).unwrap().clear();
    let engine = open(dir.path(), &server);
    engine.go_on(&id()).unwrap();
    server.deliver_at(NOW + 60, &spam(1));
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.raws(OWN).len(), 2);
    assert_eq!(engine.junk().names().unwrap().len(), 2);
    assert_listed(&engine, "a twin");
}

#[tokio::test]
async fn a_copy_that_a_crash_left_of_a_deleted_mail_goes_at_the_next_opening() {
    let (dir, server, engine) = ready(Mode::Hold);
    let before = moment_of(dir.path());
    server.deliver(&ham(9));
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    drop(engine);
    // Listed again, it has another number than its file's name says.
    put_back(dir.path(), &before);
    let engine = open(dir.path(), &server);
    let folders = ["junk/cur", "junk-notes"].map(|folder| dir.path().join(folder));
    let files: Vec<(PathBuf, Vec<u8>)> = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|file| file.unwrap().path())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    engine.delete(engine.list(Which::Junk).unwrap()[0].id).unwrap();
    drop(engine);
    for (path, bytes) in &files {
        fs::write(path, bytes).unwrap();
    }
    let engine = open(dir.path(), &server);
    assert!(engine.list(Which::Junk).unwrap().is_empty());
    assert!(engine.junk().names().unwrap().is_empty());
}

#[tokio::test]
async fn a_mail_without_its_note_is_listed_again_where_there_is_one_account_and_counted_where_not() {
    let (dir, server, engine) = ready(Mode::Hold);
    let before = moment_of(dir.path());
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    drop(engine);
    put_back(dir.path(), &before);
    let note = fs::read_dir(dir.path().join("junk-notes")).unwrap().next().unwrap().unwrap().path();
    fs::remove_file(&note).unwrap();
    let engine = open(dir.path(), &server);
    assert_listed(&engine, "one account");
    let second = crate::testing::another_account("second", Mode::Hold);
    drop(engine);
    put_back(dir.path(), &before);
    fs::remove_file(&note).unwrap();
    fs::create_dir(dir.path().join("aside")).unwrap();
    let file = fs::read_dir(dir.path().join("junk/cur")).unwrap().next().unwrap().unwrap().path();
    let aside = dir.path().join("aside/mail");
    fs::rename(&file, &aside).unwrap();
    let engine = open(dir.path(), &server);
    engine.add_account(second, None).unwrap();
    drop(engine);
    fs::rename(&aside, &file).unwrap();
    let engine = open(dir.path(), &server);
    assert!(engine.list(Which::Junk).unwrap().is_empty());
    assert_eq!(engine.not_listed().unwrap(), 1);
    assert!(file.exists());
}

#[tokio::test]
async fn an_older_database_holds_nothing_again_that_was_released_since() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    let before = moment_of(dir.path());
    engine.release(engine.list(Which::Junk).unwrap()[0].id).await.unwrap();
    server.deliver(&spam(2));
    engine.run_once(&id()).await.unwrap();
    drop(engine);
    put_back(dir.path(), &before);
    // Looked at as often as one likes, and started again: nothing moves without the person's answer.
    for _ in 0..2 {
        let engine = open(dir.path(), &server);
        for _ in 0..2 {
            engine.run_once(&id()).await.unwrap();
        }
        assert_eq!(engine.why_stopped(&id()).unwrap(), Some(Stopped::DatabaseIsOlder));
        assert_eq!(server.raws(INBOX), [spam(1)], "what the person had released is held again");
        assert_eq!(server.raws(OWN), [spam(2)]);
    }
    let engine = open(dir.path(), &server);
    engine.go_on(&id()).unwrap();
    assert_eq!(engine.why_stopped(&id()).unwrap(), None);
    server.deliver(&spam(3));
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
}

#[tokio::test]
async fn after_the_database_was_removed_an_account_that_is_added_anew_asks_first() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    server.deliver(&spam(2));
    engine.run_once(&id()).await.unwrap();
    let held = engine.list(Which::Junk).unwrap();
    engine.release(held[0].id).await.unwrap();
    drop(engine);
    for file in ["mekiki.db", "mekiki.db-wal", "mekiki.db-shm"] {
        let _ = fs::remove_file(dir.path().join(file));
    }
    drop(open(dir.path(), &server));
    let engine = open(dir.path(), &server);
    engine.add_account(account(Mode::Hold), None).unwrap();
    engine.add_to_list(ListKind::Block, "spam.example").unwrap();
    let inbox = server.raws(INBOX);
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.stopped, report.held), (true, 0));
    assert_eq!(engine.why_stopped(&id()).unwrap(), Some(Stopped::DatabaseIsOlder));
    assert_eq!(server.raws(INBOX), inbox);
}
