//! What one word about a message does to others.

use super::*;

/// One ham and `count` others of a shop that is blocked after they were judged.
pub(super) async fn blocked_afterwards(server: &Server, engine: &Engine, count: u32) {
    for number in 0..=count {
        server.deliver(&mail(number, "shop.example"));
    }
    server.deliver(&unlike());
    engine.run_once(&id()).await.unwrap();
    engine.add_to_list(ListKind::Block, "shop.example").unwrap();
}

#[tokio::test]
async fn a_click_that_would_hold_more_than_a_handful_holds_none_of_them_until_asked() {
    let (_dir, server, engine) = ready(Mode::Hold);
    blocked_afterwards(&server, &engine, 6).await;
    let corrected = engine.correct(row(&engine, "letter 0").id, Label::Spam).await.unwrap();
    assert_eq!((corrected.also_changed, corrected.also_moved, corrected.left_waiting), (6, 0, 6));
    assert_eq!((server.raws(OWN).len(), server.raws(INBOX).len()), (1, 7));
    assert_eq!(row(&engine, "letter 3").verdict, Verdict::Spam);
    // A later look does not move them either.
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 0);
    assert_eq!(engine.earlier_spam(&id()).unwrap(), 6);
    assert_eq!(engine.hold_earlier(&id()).unwrap(), 6);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 6);
    assert_eq!(server.raws(INBOX), [unlike()]);
}

#[tokio::test]
async fn not_spam_puts_back_what_one_click_held_but_not_what_the_person_judged() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let chat = |name: &str| {
        let text = "I moved to your town last month for work and do not know anyone here yet, so I would be glad \
            of a letter. I like cooking, long walks by the river and old films. Do you have time at the weekend?";
        format!(
            "From: {name}@mail.{name}.example\r\nTo: hanako@home.example\r\nSubject: {name}\r\n\
             Message-ID: <{name}@mail.example>\r\n\r\nMy name is {name}. {text}\r\n"
        )
    };
    for name in ["maki", "yuko", "rika", "emi"] {
        server.deliver(chat(name).as_bytes());
    }
    server.deliver(&spam(9));
    server.deliver(&ham(8));
    engine.run_once(&id()).await.unwrap();
    engine.correct(row(&engine, "letter 8").id, Label::Spam).await.unwrap();
    let corrected = engine.correct(row(&engine, "maki").id, Label::Spam).await.unwrap();
    assert_eq!((corrected.also_moved, corrected.left_waiting), (3, 0));
    let learned = engine.learned();
    let corrected = engine.correct(row(&engine, "maki").id, Label::Ham).await.unwrap();
    assert_eq!((corrected.also_moved, corrected.left_waiting), (3, 0), "{corrected:?}");
    // Only the word itself teaches; what it puts back does not.
    assert_eq!(engine.learned(), (learned.0 + 1, learned.1 - 1));
    let yuko = row(&engine, "yuko");
    assert_eq!((yuko.whereabouts, yuko.along), (Whereabouts::Inbox, true), "nobody restored it");
    assert!(["yuko", "rika", "emi"].contains(&corrected.first_moved.as_str()));
    assert!(server.raws(INBOX).contains(&chat("emi").into_bytes()));
    assert_eq!(server.raws(OWN), [ham(8), spam(9)]);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 0);
}

/// Held messages of shops that were blocked, of which nothing can be told any more; and one wanted
/// message, still to be judged by the person.
pub(super) async fn held_in_doubt(server: &Server, engine: &Engine, count: u32) -> Vec<Vec<u8>> {
    let shop = |number: u32| format!("shop{number}.example");
    let entries: Vec<u32> =
        (0..count).map(|number| engine.add_to_list(ListKind::Block, &shop(number)).unwrap().id).collect();
    let doubtful: Vec<Vec<u8>> = (0..count).map(|number| mail(number, &shop(number))).collect();
    for raw in &doubtful {
        server.deliver(raw);
    }
    server.deliver(&unlike());
    assert_eq!(engine.run_once(&id()).await.unwrap().held, count);
    for entry in entries {
        engine.remove_from_list(entry).unwrap();
    }
    doubtful
}

#[tokio::test]
async fn not_spam_puts_back_the_few_that_are_held_although_nobody_could_tell_now() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let doubtful = held_in_doubt(&server, &engine, 5).await;
    let corrected = engine.correct(row(&engine, "Sunday").id, Label::Ham).await.unwrap();
    assert_eq!((corrected.also_moved, corrected.left_held), (5, 0), "{corrected:?}");
    assert!(rows(&engine).iter().all(|row| row.verdict != Verdict::Spam));
    let inbox = server.raws(INBOX);
    assert!(doubtful.iter().all(|raw| inbox.contains(raw)));
    assert_eq!(server.raws(OWN).len(), 0);
    // Nobody said a word on them, and none was learned.
    assert_eq!(engine.learned(), (1, 0));
}

#[tokio::test]
async fn more_than_a_handful_in_doubt_stay_held_are_counted_and_go_back_when_asked() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let doubtful = held_in_doubt(&server, &engine, 8).await;
    let corrected = engine.correct(row(&engine, "Sunday").id, Label::Ham).await.unwrap();
    assert_eq!((corrected.also_moved, corrected.left_held), (0, 8), "{corrected:?}");
    assert_eq!(server.raws(OWN).len(), 8);
    let asked_for = engine.give_back_doubtful(&id()).unwrap();
    assert_eq!(asked_for.len(), 8);
    assert!(engine.give_back_doubtful(&id()).unwrap().is_empty(), "they are under way");
    assert_eq!(engine.still_waiting(&asked_for).unwrap(), asked_for);
    engine.run_once(&id()).await.unwrap();
    assert!(engine.still_waiting(&asked_for).unwrap().is_empty());
    let inbox = server.raws(INBOX);
    assert!(doubtful.iter().all(|raw| inbox.contains(raw)) && server.raws(OWN).is_empty());
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 0, "they are not held again");
}
