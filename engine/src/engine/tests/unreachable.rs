//! A server that does not answer: what a row of clicks costs, and what is said of it.

use super::*;

/// Three spams, held.
async fn held() -> (tempfile::TempDir, Server, Engine, Vec<MessageId>) {
    let (dir, server, engine) = ready(Mode::Hold);
    for number in 0..3 {
        server.deliver(&spam(number));
    }
    engine.run_once(&id()).await.unwrap();
    let held: Vec<MessageId> = engine.list(Which::Junk).unwrap().iter().map(|row| row.id).collect();
    assert_eq!(held.len(), 3);
    (dir, server, engine, held)
}

#[tokio::test]
async fn a_server_that_was_waited_for_in_vain_is_not_waited_for_with_the_next_message() {
    let (_dir, server, engine, held) = held().await;
    server.world().refuses = Some(ProblemKind::Stalled);
    assert_eq!(engine.release(held[0]).await.unwrap_err().kind, ProblemKind::Stalled);
    // It would answer now; that nobody asked is how the test knows that nobody waited.
    server.world().refuses = None;
    assert_eq!(engine.release(held[1]).await.unwrap_err().kind, ProblemKind::Stalled);
    let corrected = engine.correct(held[2], Label::Ham).await.unwrap();
    assert_eq!(corrected.pending.unwrap().kind, ProblemKind::Stalled);
    assert!(held.iter().all(|message| engine.is_going_back(*message).unwrap()));
    assert!(server.raws(INBOX).is_empty());
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.raws(INBOX).len(), 3);
    // Reached once, it is asked again at once.
    server.deliver(&spam(4));
    engine.run_once(&id()).await.unwrap();
    engine.release(engine.list(Which::Junk).unwrap()[0].id).await.unwrap();
}

#[tokio::test]
async fn a_connection_that_broke_is_made_anew_at_once() {
    let (_dir, server, engine, held) = held().await;
    server.world().refuses = Some(ProblemKind::HungUp);
    assert_eq!(engine.release(held[0]).await.unwrap_err().kind, ProblemKind::HungUp);
    server.world().refuses = None;
    engine.release(held[1]).await.unwrap();
}

#[tokio::test]
async fn nobody_is_sent_to_look_for_a_mistake_where_the_server_was_reached_before() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let problem = |outcome: Result<_, Problem>| {
        let problem: Problem = outcome.map(|_: crate::view::RunReport| ()).unwrap_err();
        (problem.kind, problem.facts.get("detail").cloned())
    };
    let before = Some("worked-before".to_owned());
    for kind in [ProblemKind::ConnectionRefused, ProblemKind::UnknownHost] {
        server.world().refuses = Some(kind);
        assert_eq!(problem(engine.run_once(&id()).await), (kind, None), "it never worked");
    }
    server.world().refuses = None;
    engine.run_once(&id()).await.unwrap();
    for kind in [ProblemKind::ConnectionRefused, ProblemKind::UnknownHost] {
        server.world().refuses = Some(kind);
        assert_eq!(problem(engine.run_once(&id()).await), (kind, before.clone()));
    }
    server.deliver(&ham(1));
    server.world().refuses = None;
    engine.run_once(&id()).await.unwrap();
    server.world().refuses = Some(ProblemKind::UnknownHost);
    let opened = engine.open_message(row(&engine, "letter 1").id).await.unwrap_err();
    assert_eq!(opened.facts.get("detail"), before.as_ref());
    server.world().refuses = Some(ProblemKind::WrongPassword);
    assert_eq!(problem(engine.run_once(&id()).await), (ProblemKind::WrongPassword, None));
    // What the person has changed since may be wrong.
    let source = Source::Maildir { path: "/elsewhere".into() };
    engine.change_account(Account { source, ..account(Mode::Hold) }, None).unwrap();
    server.world().refuses = Some(ProblemKind::ConnectionRefused);
    assert_eq!(problem(engine.run_once(&id()).await), (ProblemKind::ConnectionRefused, None));
}

#[tokio::test]
async fn a_mail_that_cannot_be_moved_is_tried_and_told_of_once_a_run() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let folders = ["INBOX", "Work", "Club"].map(str::to_owned).to_vec();
    engine.change_account(Account { folders, ..account(Mode::Hold) }, None).unwrap();
    server.deliver_to("Work", &ham(7));
    server.deliver_to("Club", &ham(8));
    for number in 0..3 {
        server.deliver(&spam(number));
    }
    server.world().fixed = Some(INBOX);
    for _ in 0..2 {
        let report = engine.run_once(&id()).await.unwrap();
        assert_eq!((report.failed, report.held), (3, 0), "{:?}", report.failures);
    }
    server.world().fixed = None;
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.failed, report.held), (0, 3), "those of the earlier runs count when they are moved");
    assert_eq!(server.raws(OWN).len(), 3);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 0);
}

#[tokio::test]
async fn what_its_mailbox_does_not_give_up_stands_in_the_list_of_its_folder_also_after_a_start() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    server.world().fixed = Some(INBOX);
    engine.run_once(&id()).await.unwrap();
    drop(engine);
    for _ in 0..2 {
        let engine = open(dir.path(), &server);
        assert!(engine.list(Which::Junk).unwrap().is_empty());
        let waits = engine.list(Which::Inbox).unwrap().remove(0);
        assert_eq!((waits.whereabouts, engine.not_listed().unwrap()), (Whereabouts::Inbox, 0));
        for refused in [engine.delete(waits.id), engine.release(waits.id).await.map(drop)] {
            assert_eq!(refused.unwrap_err().facts["detail"], "waits");
        }
        // The copy that was made is kept: nothing is fetched again, and nothing can be lost.
        assert_eq!(std::fs::read_dir(dir.path().join("junk/cur")).unwrap().count(), 1);
        assert_eq!(engine.run_once(&id()).await.unwrap().failed, 1);
    }
    server.world().fixed = None;
    let engine = open(dir.path(), &server);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
    assert_eq!(engine.list(Which::Junk).unwrap().len(), 1);
    assert!(server.raws(INBOX).is_empty());
}

#[tokio::test]
async fn what_cannot_go_back_is_told_so_and_waits_until_its_mailbox_allows_it() {
    let (_dir, server, engine, held) = held().await;
    server.world().fixed = Some(OWN);
    let refused = engine.release(held[0]).await.unwrap_err();
    assert_eq!((refused.kind, &*refused.facts["detail"]), (ProblemKind::PermissionDenied, "server-back"));
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!(report.failures[0].problem.facts["detail"], "server-back");
    assert!(engine.is_going_back(held[0]).unwrap() && !engine.is_going_back(held[1]).unwrap());
    server.world().fixed = None;
    engine.run_once(&id()).await.unwrap();
    assert_eq!(engine.message(held[0]).unwrap().whereabouts, Whereabouts::Released);
}

#[tokio::test]
async fn a_mail_that_is_wanted_while_its_mailbox_does_not_give_it_up_stays_there_and_leaves_no_copy() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    server.world().fixed = Some(INBOX);
    engine.run_once(&id()).await.unwrap();
    let waits = engine.list(Which::Inbox).unwrap().remove(0);
    engine.correct(waits.id, Label::Ham).await.unwrap();
    server.world().fixed = None;
    engine.run_once(&id()).await.unwrap();
    assert!(engine.list(Which::Junk).unwrap().is_empty());
    assert_eq!(server.raws(INBOX), [spam(1)]);
    assert_eq!(std::fs::read_dir(dir.path().join("junk/cur")).unwrap().count(), 0);
}

#[tokio::test]
async fn what_waits_for_its_mailbox_is_known_until_it_is_done_whatever_was_asked_for() {
    let (_dir, server, engine, held) = held().await;
    server.deliver(&ham(1));
    engine.run_once(&id()).await.unwrap();
    let letter = row(&engine, "letter 1").id;
    let asked = [held[0], held[1], held[2], letter, MessageId(9_999)];
    assert!(engine.still_waiting(&asked).unwrap().is_empty());
    server.world().refuses = Some(ProblemKind::UnknownHost);
    assert!(engine.release(held[0]).await.is_err());
    assert!(engine.correct(held[1], Label::Ham).await.unwrap().pending.is_some());
    assert!(engine.correct(letter, Label::Spam).await.unwrap().pending.is_some());
    assert_eq!(engine.still_waiting(&asked).unwrap(), [held[0], held[1], letter]);
    // The newer word leaves nothing to be done.
    assert!(engine.correct(letter, Label::Ham).await.unwrap().pending.is_none());
    assert_eq!(engine.still_waiting(&asked).unwrap(), [held[0], held[1]]);
    server.world().refuses = None;
    engine.run_once(&id()).await.unwrap();
    assert!(engine.still_waiting(&asked).unwrap().is_empty());
}

#[tokio::test]
async fn what_was_called_spam_again_before_it_went_back_stays_and_what_waits_can_be_deleted() {
    let (dir, server, engine, held) = held().await;
    drop(engine);
    let engine = open(dir.path(), &server);
    server.world().refuses = Some(ProblemKind::UnknownHost);
    let raw = engine.held_raw(held[0]).unwrap();
    engine.release(held[0]).await.unwrap_err();
    assert!(engine.is_going_back(held[0]).unwrap());
    engine.learn(&raw, Label::Spam).unwrap();
    assert!(!engine.is_going_back(held[0]).unwrap(), "the last word counts");
    for step in [1, 2] {
        engine.release(held[step]).await.unwrap_err();
    }
    engine.correct(held[2], Label::Spam).await.unwrap();
    for step in [1, 2] {
        engine.delete(held[step]).unwrap();
    }
    server.world().refuses = None;
    for _ in 0..2 {
        engine.run_once(&id()).await.unwrap();
    }
    assert!(server.raws(INBOX).is_empty());
    assert_eq!((server.raws(OWN), engine.list(Which::Junk).unwrap().len()), (vec![raw], 1));
}
