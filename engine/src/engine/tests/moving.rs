//! What was learned and said on one machine comes to another, and the model follows the log.

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};

use classifier::{Lesson, Model, Sample};
use tempfile::TempDir;

use super::*;
use crate::moving::record::Record;
use crate::store::moving;
use crate::view::PersonsWord;

/// Each look at the clock is a second later, on all machines.
static SECONDS: AtomicI64 = AtomicI64::new(NOW);

fn machine() -> (TempDir, Engine) {
    let dir = tempfile::tempdir().unwrap();
    let clock = || SECONDS.fetch_add(1, Ordering::Relaxed);
    let options = Options { clock, ..options() };
    let engine = Engine::open(dir.path(), options).unwrap();
    (dir, engine)
}

fn again(dir: &TempDir, engine: Engine) -> Engine {
    drop(engine);
    Engine::open(dir.path(), options()).unwrap()
}

fn file(dir: &TempDir, engine: &Engine) -> PathBuf {
    let path = dir.path().join("house.mekiki");
    engine.export(&path).unwrap();
    path
}

fn log(engine: &Engine) -> Vec<crate::moving::record::Lesson> {
    let mut log = Vec::new();
    let keep = |record| {
        if let Record::Lesson(lesson) = record {
            log.push(lesson);
        }
        Ok(())
    };
    engine.store().read(|connection| moving::each(connection, keep)).unwrap();
    log
}

fn model(engine: &Engine) -> Model {
    engine.training().model()
}

/// The events of logs that speak of different messages, replayed in order of time.
fn replayed(logs: &[Vec<crate::moving::record::Lesson>]) -> Model {
    let mut events = Vec::new();
    for lesson in logs.iter().flatten() {
        let sample = Sample::from_bytes(&lesson.sample.0).unwrap();
        let label = if lesson.spam { Label::Spam } else { Label::Ham };
        let how = Lesson { counted: lesson.counted };
        events.push((lesson.learned_at, true, sample.clone(), label, how));
        if lesson.unlearned_number > 0 {
            events.push((lesson.unlearned_at, false, sample, label, how));
        }
    }
    // Of one second, what is taken back goes first: another word takes its place.
    events.sort_by_key(|(at, learned, ..)| (*at, *learned));
    let mut model = Model::empty();
    for (_, learned, sample, label, how) in events {
        if learned {
            model.relearn(&sample, label, how);
        } else {
            model.unlearn(&sample, label, how);
        }
    }
    model
}

#[tokio::test]
async fn two_machines_become_one_whose_model_is_the_replay_of_both_logs_in_order_of_time() {
    let ((first_dir, first), (second_dir, second)) = (machine(), machine());
    for number in 0..12 {
        first.teach(&spam(number), Label::Spam).unwrap();
        second.teach(&ham(number), Label::Ham).unwrap();
        if number % 3 == 0 {
            first.unlearn(&spam(number)).await.unwrap();
            second.teach(&ham(number), Label::Spam).unwrap();
        }
    }
    let expected = replayed(&[log(&first), log(&second)]);
    let (of_first, of_second) = (file(&first_dir, &first), file(&second_dir, &second));
    let before = model(&second);
    let tried = second.rehearse_import(&of_first).unwrap();
    assert!(model(&second) == before && log(&second).len() == 16, "a rehearsal changes nothing");
    let came = second.import(&of_first).unwrap();
    assert_eq!(came, tried);
    assert_eq!((came.lessons, came.taken_back, came.words), (8, 0, 8));
    first.import(&of_second).unwrap();
    assert!(model(&first) == expected && model(&second) == expected);
    assert_eq!(second.learned(), (8, 12));
    for file in [&of_first, &of_second] {
        assert!(!second.import(file).unwrap().changed());
    }
    assert!(model(&second) == expected);
    let second = again(&second_dir, second);
    assert!(model(&second) == expected, "a snapshot of before is not taken");
    for number in 0..12 {
        second.unlearn(&spam(number)).await.unwrap();
        second.unlearn(&ham(number)).await.unwrap();
    }
    assert!(model(&second) == Model::empty());
    assert_eq!(second.learned(), (0, 0));
}

#[tokio::test]
async fn the_newer_word_wins_whichever_machine_it_was_said_on() {
    let ((first_dir, first), (second_dir, second)) = (machine(), machine());
    first.teach(&mail(1, "a.example"), Label::Spam).unwrap();
    second.teach(&mail(1, "a.example"), Label::Ham).unwrap();
    second.teach(&mail(2, "a.example"), Label::Ham).unwrap();
    first.teach(&mail(2, "a.example"), Label::Spam).unwrap();
    second.teach(&mail(3, "a.example"), Label::Ham).unwrap();
    first.teach(&mail(3, "a.example"), Label::Ham).unwrap();
    first.unlearn(&mail(3, "a.example")).await.unwrap();
    let (of_first, of_second) = (file(&first_dir, &first), file(&second_dir, &second));
    let came = second.import(&of_first).unwrap();
    assert_eq!((came.lessons, came.taken_back), (1, 2));
    first.import(&of_second).unwrap();
    for engine in [&first, &second] {
        let word = |number| engine.word_on(&mail(number, "a.example")).unwrap();
        assert_eq!(word(1), Some(PersonsWord::Ham));
        assert_eq!(word(2), Some(PersonsWord::Spam));
        assert_eq!(word(3), None, "it was taken back last");
        assert_eq!(engine.learned(), (1, 1));
    }
    assert!(model(&first) == model(&second));
    // Who goes back to the earlier word finds the earlier lesson.
    let lessons = log(&second).len();
    assert!(second.learn(&mail(2, "a.example"), Label::Ham).unwrap());
    let log = log(&second);
    assert_eq!(log.len(), lessons + 1);
    let of_second: Vec<_> = log
        .iter()
        .filter(|lesson| lesson.digest.0 == crate::judge::digest(&mail(2, "a.example")).0)
        .collect();
    assert_eq!(of_second.first().unwrap().counted, of_second.last().unwrap().counted);
}

#[tokio::test]
async fn a_word_that_comes_in_holds_for_the_message_that_is_listed_here_and_counts_once() {
    let (other_dir, other) = machine();
    let (_dir, server, engine) = ready(Mode::Observe);
    server.deliver(&ham(1));
    engine.run_once(&id()).await.unwrap();
    let counted = || {
        let history = |connection: &rusqlite::Connection| {
            crate::store::senders::history(connection, "someone@friend.example", "friend.example")
        };
        engine.store().read(history).unwrap()
    };
    let at_first = counted();
    other.teach(&ham(1), Label::Spam).unwrap();
    let file = file(&other_dir, &other);
    engine.import(&file).unwrap();
    let listed = row(&engine, "letter 1");
    assert_eq!((listed.corrected, listed.verdict), (Some(Label::Spam), Verdict::Spam));
    assert_eq!((counted().spam, counted().passed), (1, 0));
    let before = counted();
    assert!(!engine.import(&file).unwrap().changed());
    assert_eq!(counted(), before);
    // And taken back there, it is taken back here.
    other.unlearn(&ham(1)).await.unwrap();
    let came = engine.import(&super::moving::file(&other_dir, &other)).unwrap();
    assert_eq!((came.taken_back, came.words), (1, 1));
    assert_eq!(row(&engine, "letter 1").corrected, None);
    assert_eq!(counted(), at_first);
}

#[test]
fn correspondents_and_what_was_sent_come_along_and_never_twice() {
    let ((first_dir, first), (_second_dir, second)) = (machine(), machine());
    let write = |engine: &Engine, times: u32, ids: &[&str]| {
        engine
            .store()
            .write(|tx| {
                for _ in 0..times {
                    crate::store::senders::written_to(tx, "pal@far.example", "far.example")?;
                }
                ids.iter().try_for_each(|id| crate::store::senders::sent(tx, id).map(drop))
            })
            .unwrap();
    };
    write(&first, 3, &["a@home.example", "b@home.example"]);
    write(&second, 2, &["b@home.example"]);
    let file = file(&first_dir, &first);
    let came = second.import(&file).unwrap();
    assert_eq!((came.senders, came.sent), (1, 1));
    let known = second
        .store()
        .read(|connection| crate::store::senders::history(connection, "pal@far.example", "far.example"))
        .unwrap();
    assert_eq!(known.written_to, 3);
    assert!(!second.import(&file).unwrap().changed());
}
