//! A held message of which no true copy is left: told once, then quiet, and it can be forgotten.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::path::PathBuf;

use classifier::Label;

use crate::account::Mode;
use crate::engine::Engine;
use crate::problem::{Problem, ProblemKind};
use crate::testing::{OWN, Server, id, ready, spam};
use crate::view::{MessageId, Which};

/// An engine that holds a message which the server has no longer; and the local copy's file.
async fn with_the_last_copy() -> (tempfile::TempDir, Server, Engine, MessageId, PathBuf) {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    server.world().folders.get_mut(OWN).unwrap().clear();
    let file = fs::read_dir(dir.path().join("junk/cur")).unwrap().next().unwrap().unwrap().path();
    let held = engine.list(Which::Junk).unwrap()[0].id;
    (dir, server, engine, held, file)
}

fn names_the_message(problem: &Problem) {
    assert_eq!(problem.facts["message"], "1");
    assert_eq!((&*problem.facts["from"], &*problem.facts["subject"]), ("someone@spam.example", "letter 1"));
}

#[tokio::test]
async fn a_message_with_no_copy_left_is_told_once_shown_as_lost_and_can_be_forgotten() {
    for word in [None, Some(Label::Ham)] {
        let (_dir, server, engine, held, file) = with_the_last_copy().await;
        fs::remove_file(&file).unwrap();
        assert!(engine.copies_lost().unwrap().is_empty());
        let problem = match word {
            None => engine.release(held).await.unwrap_err(),
            Some(label) => engine.correct(held, label).await.unwrap().pending.unwrap(),
        };
        assert_eq!((problem.kind, &*problem.facts["detail"]), (ProblemKind::MessageGone, "copy-lost"));
        names_the_message(&problem);
        assert_eq!(engine.copies_lost().unwrap(), [held]);
        for _ in 0..2 {
            assert_eq!(engine.run_once(&id()).await.unwrap().failures, []);
        }
        assert_eq!(engine.list(Which::Junk).unwrap().len(), 1);
        let problem = engine.open_message(held).await.unwrap_err();
        assert_eq!(&*problem.facts["detail"], "no-copy-here");
        names_the_message(&problem);
        engine.delete(held).unwrap();
        assert!(engine.list(Which::Junk).unwrap().is_empty());
        assert!(engine.copies_lost().unwrap().is_empty());
        assert_eq!(engine.run_once(&id()).await.unwrap().failures, []);
        assert!(server.raws(OWN).is_empty());
    }
}

#[tokio::test]
async fn an_altered_last_copy_is_not_put_back_but_stays_and_can_be_saved() {
    let (_dir, server, engine, held, file) = with_the_last_copy().await;
    let whole = fs::read(&file).unwrap();
    fs::write(&file, b"altered").unwrap();
    // The wish is written down while the server is away, and met at the next look.
    server.world().refuses = Some(ProblemKind::UnknownHost);
    engine.release(held).await.unwrap_err();
    server.world().refuses = None;
    let report = engine.run_once(&id()).await.unwrap();
    let problem = &report.failures[0].problem;
    assert_eq!((problem.kind, &*problem.facts["detail"]), (ProblemKind::CopyDiffers, "only-copy"));
    names_the_message(problem);
    assert_eq!(engine.run_once(&id()).await.unwrap().failures, []);
    assert_eq!(engine.held_raw(held).unwrap(), b"altered");
    assert_eq!(engine.copies_lost().unwrap(), [held]);
    // With the right bytes in its place again, it can be released after all.
    fs::write(&file, whole).unwrap();
    engine.release(held).await.unwrap();
    assert_eq!(server.raws("INBOX"), [spam(1)]);
    assert!(engine.copies_lost().unwrap().is_empty());
}
