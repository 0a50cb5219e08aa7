//! What was left where it is waits for the person's answer, until it is given or nothing is left to ask.

use super::others::{blocked_afterwards, held_in_doubt};
use super::*;
use crate::view::Unanswered;

const NOTHING: Unanswered = Unanswered { spam: 0, doubtful: 0 };

#[tokio::test]
async fn spam_that_was_left_in_the_inbox_is_asked_about_until_it_is_answered_also_after_a_restart() {
    let (dir, server, engine) = ready(Mode::Hold);
    blocked_afterwards(&server, &engine, 6).await;
    assert_eq!(engine.unanswered(&id()).unwrap(), NOTHING);
    engine.correct(row(&engine, "letter 0").id, Label::Spam).await.unwrap();
    let asked = Unanswered { spam: 6, doubtful: 0 };
    assert_eq!(engine.unanswered(&id()).unwrap(), asked);
    engine.open_message(row(&engine, "letter 3").id).await.unwrap();
    assert_eq!(engine.unanswered(&id()).unwrap(), asked, "a look answers nothing");
    drop(engine);
    let engine = open(dir.path(), &server);
    engine.run_once(&id()).await.unwrap();
    assert_eq!(engine.unanswered(&id()).unwrap(), asked);
    let asked_for = engine.hold_unanswered(&id()).unwrap();
    assert_eq!(asked_for.len(), 6);
    assert_eq!(engine.unanswered(&id()).unwrap(), NOTHING);
    assert_eq!(engine.still_waiting(&asked_for).unwrap(), asked_for);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 6);
    assert!(engine.still_waiting(&asked_for).unwrap().is_empty());
    assert_eq!(engine.unanswered(&id()).unwrap(), NOTHING);
}

#[tokio::test]
async fn what_may_stay_in_the_inbox_is_not_asked_about_again_until_its_verdict_has_changed() {
    let (dir, server, engine) = ready(Mode::Hold);
    blocked_afterwards(&server, &engine, 6).await;
    let first = row(&engine, "letter 0").id;
    engine.correct(first, Label::Spam).await.unwrap();
    assert_eq!(engine.let_stay(&id(), Which::Inbox).unwrap(), 6);
    drop(engine);
    let engine = open(dir.path(), &server);
    assert_eq!(engine.unanswered(&id()).unwrap(), NOTHING);
    assert_eq!(engine.hold_unanswered(&id()).unwrap().len(), 0, "only what is asked about is moved");
    assert_eq!(engine.earlier_spam(&id()).unwrap(), 6, "it is judged spam all the same");
    let newest = engine.lists().unwrap().iter().map(|row| row.id).max().unwrap();
    engine.remove_from_list(newest).unwrap();
    engine.take_back(first).await.unwrap();
    assert_eq!(engine.earlier_spam(&id()).unwrap(), 0);
    engine.add_to_list(ListKind::Block, "shop.example").unwrap();
    engine.correct(first, Label::Spam).await.unwrap();
    assert_eq!(engine.unanswered(&id()).unwrap().spam, 6, "what was said was said of another verdict");
}

#[tokio::test]
async fn an_account_that_only_watches_is_asked_nothing() {
    let (_dir, server, engine) = ready(Mode::Observe);
    blocked_afterwards(&server, &engine, 6).await;
    engine.correct(row(&engine, "letter 0").id, Label::Spam).await.unwrap();
    assert_eq!(engine.unanswered(&id()).unwrap(), NOTHING);
}

#[tokio::test]
async fn what_is_held_in_doubt_is_asked_about_also_after_a_restart_and_stays_where_it_may() {
    let (dir, server, engine) = ready(Mode::Hold);
    held_in_doubt(&server, &engine, 8).await;
    let sunday = row(&engine, "Sunday").id;
    engine.correct(sunday, Label::Ham).await.unwrap();
    drop(engine);
    let engine = open(dir.path(), &server);
    assert_eq!(engine.unanswered(&id()).unwrap(), Unanswered { spam: 0, doubtful: 8 });
    assert_eq!(engine.let_stay(&id(), Which::Junk).unwrap(), 8);
    assert_eq!(engine.unanswered(&id()).unwrap(), NOTHING);
    engine.correct(sunday, Label::Ham).await.unwrap();
    assert_eq!((server.raws(OWN).len(), engine.give_back_doubtful(&id()).unwrap().len()), (8, 0));
}

/// A mail of a campaign that the committee knows for what it is, from another sender each time.
fn campaign(number: u32) -> Vec<u8> {
    format!(
        "From: Pharmacy <deals{number}@cheap-pills.xyz>\r\nTo: hanako@home.example\r\nSubject: Cheap V1agra \
         meds online {number}\r\nMessage-ID: <{number}@cheap-pills.xyz>\r\n\r\nBuy cheap viagra and cialis \
         online now! No prescription needed. Click here http://203.0.113.9/buy?id={number} to order. 80% \
         discount!!! Limited offer. Unsubscribe http://203.0.113.9/u\r\n"
    )
    .into_bytes()
}

/// Held spam of one text, of which the first was called wanted by mistake: how many others stay held.
async fn called_wanted_by_mistake(count: u32) -> (tempfile::TempDir, Server, Engine, u32) {
    let (dir, server) = (tempfile::tempdir().unwrap(), Server::default());
    let options = Options { starter: true, ..options() };
    let engine = Engine::open_with(dir.path(), &options, Arc::new(server.clone())).unwrap();
    engine.add_account(account(Mode::Hold), None).unwrap();
    for number in 1..=count {
        server.deliver(&campaign(number));
    }
    assert_eq!(engine.run_once(&id()).await.unwrap().held, count);
    let corrected = engine.correct(row(&engine, "Cheap V1agra meds online 1").id, Label::Ham).await.unwrap();
    (dir, server, engine, corrected.left_held)
}

#[tokio::test]
async fn what_came_back_along_with_a_not_spam_is_spam_in_the_inbox_like_any_when_that_is_taken_back() {
    let (_dir, server, engine, left_held) = called_wanted_by_mistake(4).await;
    assert_eq!((left_held, server.raws(INBOX).len()), (0, 4));
    assert!(row(&engine, "Cheap V1agra meds online 2").along);
    let done = engine.take_back(row(&engine, "Cheap V1agra meds online 1").id).await.unwrap();
    assert!(done.is_left && !done.is_held, "{done:?}");
    assert_eq!(done.left_waiting, 3, "{done:?}");
    for listed in engine.list(Which::Inbox).unwrap() {
        assert_eq!((listed.verdict, listed.whereabouts), (Verdict::Spam, Whereabouts::Inbox));
        assert!(!listed.along, "{listed:?}");
    }
    assert_eq!(engine.unanswered(&id()).unwrap().spam, 4);
    assert_eq!(engine.hold_unanswered(&id()).unwrap().len(), 4);
    engine.run_once(&id()).await.unwrap();
    assert_eq!((server.raws(INBOX).len(), server.raws(OWN).len()), (0, 4));
}

#[tokio::test]
async fn what_was_put_back_on_request_after_a_not_spam_is_no_release_when_that_is_taken_back() {
    let (_dir, server, engine, left_held) = called_wanted_by_mistake(9).await;
    assert_eq!(left_held, 8);
    engine.release(row(&engine, "Cheap V1agra meds online 5").id).await.unwrap();
    assert_eq!(engine.give_back_doubtful(&id()).unwrap().len(), 7);
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.raws(INBOX).len(), 9);
    let done = engine.take_back(row(&engine, "Cheap V1agra meds online 1").id).await.unwrap();
    assert!(done.is_left, "{done:?}");
    assert_eq!(done.left_waiting, 7, "{done:?}");
    assert_eq!((engine.unanswered(&id()).unwrap().spam, engine.earlier_spam(&id()).unwrap()), (8, 8));
    assert_eq!(
        row(&engine, "Cheap V1agra meds online 5").whereabouts,
        Whereabouts::Released,
        "that one they gave back themselves"
    );
    engine.hold_unanswered(&id()).unwrap();
    engine.run_once(&id()).await.unwrap();
    assert_eq!((server.raws(INBOX), server.raws(OWN).len()), (vec![campaign(5)], 8));
}

#[tokio::test]
async fn what_was_to_be_put_back_stays_held_when_the_not_spam_is_taken_back_first() {
    let (_dir, server, engine, _) = called_wanted_by_mistake(9).await;
    assert_eq!(engine.give_back_doubtful(&id()).unwrap().len(), 8);
    engine.take_back(row(&engine, "Cheap V1agra meds online 1").id).await.unwrap();
    engine.run_once(&id()).await.unwrap();
    assert_eq!((server.raws(INBOX).len(), server.raws(OWN).len()), (1, 8));
}
