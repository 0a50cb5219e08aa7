//! How often the person had to correct a judgement shifts the judgements to come.

use classifier::{Token, Verdict, Voter};

use super::*;
use crate::account::Mode;
use crate::engine::Engine;
use crate::testing::{id, ready};
use crate::view::{MessageId, Which};

fn letter(number: u32) -> Vec<u8> {
    format!(
        "From: writer{number}@place{number}.example\r\nSubject: letter {number}\r\nMessage-ID: \
         <{number}@place{number}.example>\r\n\r\nNumber {number} of some letters.\r\n"
    )
    .into_bytes()
}

fn offer(number: u32) -> Vec<u8> {
    format!("From: shop{number}@shop.example\r\nSubject: pills\r\n\r\nCheap pills, offer {number}.\r\n")
        .into_bytes()
}

/// Spams missed, wanted mails doubted, as they stand in a judgement of now: of an offer, since where
/// nobody has anything to say of a mail nothing is said.
fn counted(engine: &Engine) -> (u32, u32) {
    let judgement = engine.check(&offer(9)).unwrap();
    let clue = judgement.evidence.0.into_iter().find(|clue| clue.voter == Voter::Corrections);
    clue.map_or((0, 0), |clue| {
        assert_eq!(clue.token, Token::Prior { voter: Voter::Corrections });
        (clue.spam_seen, clue.ham_seen)
    })
}

/// An engine that was taught offers and letters, and has judged other letters.
async fn with_letters() -> (TempDir, Engine, Vec<MessageId>) {
    let (dir, server, engine) = ready(Mode::Observe);
    for number in 0..4 {
        engine.learn(&offer(number), Label::Spam).unwrap();
        engine.learn(&letter(100 + number), Label::Ham).unwrap();
    }
    for number in 0..6 {
        server.deliver_at(NOW - 60, &letter(number));
    }
    engine.run_once(&id()).await.unwrap();
    let rows = engine.list(Which::Inbox).unwrap();
    assert!(rows.iter().all(|row| row.verdict != Verdict::Spam), "{rows:?}");
    let ids = rows.iter().map(|row| row.id).collect();
    (dir, engine, ids)
}

#[tokio::test]
async fn missed_spam_is_counted_and_goes_with_the_word() {
    let (_dir, engine, ids) = with_letters().await;
    for id in &ids[..2] {
        engine.correct(*id, Label::Spam).await.unwrap();
    }
    assert_eq!(counted(&engine), (2, 0));
    engine.correct(ids[1], Label::Spam).await.unwrap();
    assert_eq!(counted(&engine), (2, 0), "said twice");
    assert!(engine.take_back(ids[0]).await.unwrap().changed);
    assert_eq!(counted(&engine), (1, 0));
}

#[tokio::test]
async fn another_word_is_held_against_what_was_judged_before_the_first() {
    let (_dir, engine, ids) = with_letters().await;
    let first = engine.list(Which::Inbox).unwrap().into_iter().find(|row| row.id == ids[0]).unwrap();
    engine.correct(ids[0], Label::Spam).await.unwrap();
    engine.correct(ids[0], Label::Ham).await.unwrap();
    let doubted = u32::from(first.verdict != Verdict::Ham);
    assert_eq!(counted(&engine), (0, doubted));
    engine.correct(ids[0], Label::Spam).await.unwrap();
    assert_eq!(counted(&engine), (1, 0));
}

#[test]
fn what_is_taught_from_files_corrects_nothing() {
    let (_dir, _server, engine) = ready(Mode::Observe);
    engine.learn(&offer(1), Label::Spam).unwrap();
    engine.learn(&letter(1), Label::Ham).unwrap();
    assert_eq!(counted(&engine), (0, 0));
}
