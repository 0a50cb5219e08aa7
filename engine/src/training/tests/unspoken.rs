//! What is learned beside the person's word though nobody said so.

use classifier::learning::SURELY_WANTED;

use super::*;
use crate::account::{Account, Mode};
use crate::engine::Engine;
use crate::store::unspoken;
use crate::testing::{Server, another_account, id, open, ready};
use crate::view::{Row, Which};

const DAY: i64 = 24 * 60 * 60;

fn minutes(number: u32) -> Vec<u8> {
    let from = format!("member{number}@club.example");
    let text = format!("The minutes of meeting {number} of our garden club: roses, compost, the fence.");
    format!(
        "From: {from}\r\nSubject: minutes {number}\r\nMessage-ID: <{number}@club.example>\r\n\r\n{text}\r\n"
    )
    .into_bytes()
}

fn pills(number: u32) -> Vec<u8> {
    let from = format!("offer{number}@pills.example");
    let text = format!("Cheap pills, offer number {number}: order today, delivered without prescription.");
    format!(
        "From: {from}\r\nSubject: offer {number}\r\nMessage-ID: <{number}@pills.example>\r\n\r\n{text}\r\n"
    )
    .into_bytes()
}

/// An engine that knows the two kinds apart, and has judged six mails of the club that came so
/// many seconds ago.
async fn with_mail_that_came(ago: i64) -> (TempDir, Server, Engine) {
    let (dir, server, engine) = ready(Mode::Observe);
    for number in 100..110 {
        engine.learn(&minutes(number), Label::Ham).unwrap();
        engine.learn(&pills(number), Label::Spam).unwrap();
    }
    for number in 0..6 {
        server.deliver_at(NOW - ago + i64::from(number), &minutes(number));
    }
    engine.run_once(&id()).await.unwrap();
    let cutoff = 1.0 / (1.0 + (-SURELY_WANTED).exp());
    assert!(rows(&engine).iter().all(|row| row.score < cutoff), "{:?}", rows(&engine));
    (dir, server, engine)
}

fn rows(engine: &Engine) -> Vec<Row> {
    engine.list(Which::Inbox).unwrap()
}

/// Which mails of the club stand as unspoken lessons.
fn learned_unspoken(engine: &Engine) -> Vec<u32> {
    let is_unspoken = |number: &u32| {
        let live = engine.store().read(|connection| training::live(connection, digest(&minutes(*number))));
        live.unwrap().is_some_and(|entry| entry.lesson.is_unspoken())
    };
    (0..6).filter(is_unspoken).collect()
}

#[tokio::test]
async fn where_spam_alone_is_said_the_newest_surely_wanted_mail_of_yesterday_is_learned_beside_it() {
    let (_dir, _server, engine) = with_mail_that_came(2 * DAY).await;
    let before = model(engine.training());
    engine.learn(&pills(1), Label::Spam).unwrap();
    assert_eq!(learned_unspoken(&engine), [5]);
    assert_eq!(engine.learned(), (10, 11), "it is nobody's word");
    engine.learn(&pills(2), Label::Spam).unwrap();
    assert_eq!(learned_unspoken(&engine), [4, 5]);
    // A wanted mail said by the person needs nothing beside it.
    engine.learn(&minutes(50), Label::Ham).unwrap();
    assert_eq!(learned_unspoken(&engine), [4, 5]);
    engine.unlearn(&minutes(50)).await.unwrap();
    // Each goes with the word beside which it was learned.
    engine.unlearn(&pills(2)).await.unwrap();
    assert_eq!(learned_unspoken(&engine), [5]);
    engine.learn(&pills(1), Label::Ham).unwrap();
    assert_eq!(learned_unspoken(&engine), [0_u32; 0]);
    engine.unlearn(&pills(1)).await.unwrap();
    assert!(model(engine.training()) == before, "taken back without a trace");
}

#[tokio::test]
async fn what_stood_in_one_account_is_not_learned_beside_the_spam_of_another() {
    let (_dir, _server, engine) = with_mail_that_came(2 * DAY).await;
    let other = another_account("other", Mode::Observe);
    engine.add_account(Account { addresses: vec!["taro@other.example".to_owned()], ..other }, None).unwrap();
    let to = |address: &str| [format!("To: {address}\r\nX-Number: 1\r\n").into_bytes(), pills(1)].concat();
    engine.learn(&to("taro@other.example"), Label::Spam).unwrap();
    assert_eq!(learned_unspoken(&engine), [0_u32; 0]);
    // Nobody knows whose this is.
    engine.learn(&to("somebody@elsewhere.example"), Label::Spam).unwrap();
    assert_eq!(learned_unspoken(&engine), [0_u32; 0]);
    engine.learn(&to("hanako@home.example"), Label::Spam).unwrap();
    assert_eq!(learned_unspoken(&engine), [3, 4, 5]);
}

#[tokio::test]
async fn what_came_today_may_still_be_objected_to() {
    let (_dir, _server, engine) = with_mail_that_came(DAY / 2).await;
    engine.learn(&pills(1), Label::Spam).unwrap();
    assert_eq!(learned_unspoken(&engine), [0_u32; 0]);
}

#[tokio::test]
async fn the_persons_own_word_takes_the_place_of_an_unspoken_lesson() {
    let (dir, server, engine) = with_mail_that_came(2 * DAY).await;
    engine.learn(&pills(1), Label::Spam).unwrap();
    assert_eq!(learned_unspoken(&engine), [5]);
    let about = rows(&engine).into_iter().find(|row| row.subject == "minutes 5").unwrap();
    assert!(engine.correct(about.id, Label::Ham).await.unwrap().opposite.is_none());
    assert_eq!((learned_unspoken(&engine), engine.learned()), (vec![], (11, 11)));
    // Whose word on the spam is taken back, keeps their word on the other.
    engine.unlearn(&pills(1)).await.unwrap();
    assert_eq!(engine.learned(), (11, 10));
    let expected = model(engine.training());
    drop(engine);
    assert!(model(open(dir.path(), &server).training()) == expected);
}

#[tokio::test]
async fn an_unspoken_lesson_lapses_when_its_mail_is_no_longer_judged_wanted() {
    let (_dir, _server, engine) = with_mail_that_came(2 * DAY).await;
    engine.learn(&pills(1), Label::Spam).unwrap();
    assert_eq!(learned_unspoken(&engine), [5]);
    engine.add_to_list(classifier::facts::ListKind::Block, "club.example").unwrap();
    let about = rows(&engine).into_iter().find(|row| row.subject == "minutes 4").unwrap();
    engine.correct(about.id, Label::Spam).await.unwrap();
    assert!(!learned_unspoken(&engine).contains(&5));
    assert_eq!(engine.learned(), (10, 12));
}

#[tokio::test]
async fn a_word_that_cannot_be_written_down_leaves_nothing_beside_it() {
    let (_dir, _server, engine) = with_mail_that_came(2 * DAY).await;
    let before = model(engine.training());
    let sample = Sample::of(&Message::parse(&pills(1)), &Facts::default());
    let (account, label) = (id(), Some(Label::Spam));
    let teaching = Teaching {
        digest: digest(&pills(1)),
        sample: &sample,
        label,
        account: Some(&account),
        stood: None,
        now: NOW,
    };
    let failed = engine
        .training()
        .teach(engine.store(), &teaching, |_| Err(Problem::new(crate::ProblemKind::Internal).into()));
    assert!(failed.is_err());
    assert!(model(engine.training()) == before);
    assert_eq!(learned_unspoken(&engine), [0_u32; 0]);
    assert_eq!(
        engine.store().read(|connection| unspoken::beside(connection, digest(&pills(1)))).unwrap(),
        []
    );
}
