//! The keyword that marks spam: it comes off when the message is not taken for spam any more.

use super::*;
use crate::quarantine::MARK;

fn flags(server: &Server, raw: &[u8]) -> Vec<String> {
    server.stored(INBOX, raw).envelope.flags
}

#[tokio::test]
async fn a_mark_comes_off_by_the_persons_word_and_is_set_again_when_that_is_taken_back() {
    let (_dir, server, engine) = ready(Mode::Mark);
    server.deliver(&spam(1));
    server.deliver(&ham(2));
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.spam, report.held, report.marked), (1, 0, 1));
    assert_eq!(flags(&server, &spam(1)), ["\\Flagged", MARK]);
    let message = row(&engine, "letter 1").id;
    engine.correct(message, Label::Ham).await.unwrap();
    assert_eq!(flags(&server, &spam(1)), ["\\Flagged"]);
    engine.take_back(message).await.unwrap();
    assert_eq!(flags(&server, &spam(1)), ["\\Flagged", MARK]);
    // And the other way round: what only the word had marked.
    let wanted = row(&engine, "letter 2").id;
    engine.correct(wanted, Label::Spam).await.unwrap();
    assert_eq!(flags(&server, &ham(2)), ["\\Flagged", MARK]);
    engine.take_back(wanted).await.unwrap();
    assert_eq!(flags(&server, &ham(2)), ["\\Flagged"]);
}

#[tokio::test]
async fn a_marked_message_that_is_held_later_comes_back_without_the_mark() {
    let (_dir, server, engine) = ready(Mode::Mark);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    engine.set_mode(&id(), Mode::Hold).unwrap();
    engine.hold_earlier(&id()).unwrap();
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
    engine.release(row(&engine, "letter 1").id).await.unwrap();
    assert_eq!(flags(&server, &spam(1)), ["\\Flagged"], "just as it came");
}

#[tokio::test]
async fn a_mark_comes_off_what_is_judged_again_and_not_taken_for_spam() {
    let (_dir, server, engine) = ready(Mode::Mark);
    for number in 0..3 {
        server.deliver(&mail(number, "shop.example"));
    }
    let entry = engine.add_to_list(ListKind::Block, "shop.example").unwrap();
    assert_eq!(engine.run_once(&id()).await.unwrap().marked, 3);
    engine.remove_from_list(entry.id).unwrap();
    engine.correct(row(&engine, "letter 0").id, Label::Ham).await.unwrap();
    for number in 0..3 {
        assert_eq!(flags(&server, &mail(number, "shop.example")), ["\\Flagged"]);
    }
}

#[tokio::test]
async fn a_mark_that_could_not_be_taken_off_at_once_is_at_the_next_look_in_any_mode() {
    let (dir, server, engine) = ready(Mode::Mark);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    drop(engine);
    let engine = open(dir.path(), &server);
    server.world().refuses = Some(ProblemKind::UnknownHost);
    engine.correct(row(&engine, "letter 1").id, Label::Ham).await.unwrap();
    engine.set_mode(&id(), Mode::Observe).unwrap();
    server.world().refuses = None;
    engine.run_once(&id()).await.unwrap();
    assert_eq!(flags(&server, &spam(1)), ["\\Flagged"]);
}

#[tokio::test]
async fn a_mark_that_a_message_came_with_is_not_put_back_with_its_copy() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let uid = server.deliver(&spam(1));
    let marked = |stored: &mut crate::testing::Stored| stored.envelope.flags.push(MARK.to_owned());
    server.world().folders.get_mut(INBOX).unwrap().get_mut(&uid).map(marked).unwrap();
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
    // The server has lost its own: the local copy is put back.
    server.world().folders.get_mut(OWN).unwrap().clear();
    engine.release(row(&engine, "letter 1").id).await.unwrap();
    assert_eq!(flags(&server, &spam(1)), ["\\Flagged"]);
}

#[tokio::test]
async fn a_server_that_keeps_no_marks_is_told_and_each_message_is_tried_once() {
    let (_dir, server, engine) = ready(Mode::Mark);
    server.world().has_no_marks = true;
    server.deliver(&spam(1));
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.spam, report.marked, report.failed), (1, 0, 1));
    assert_eq!(report.failures[0].problem.kind, ProblemKind::NoMarks);
    assert_eq!(flags(&server, &spam(1)), ["\\Flagged"]);
    assert_eq!(engine.run_once(&id()).await.unwrap().failed, 0);
}
