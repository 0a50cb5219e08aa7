//! What is to be held is judged once more when its turn comes: what was known of it first may be old.

use classifier::Voter;

use super::*;

#[tokio::test]
async fn what_waited_for_an_answer_is_held_by_the_lists_as_they_are_then() {
    let (_dir, server, engine) = ready(Mode::Hold);
    for number in 0..30 {
        server.deliver(&spam(number));
    }
    assert!(engine.run_once(&id()).await.unwrap().stopped);
    let blocked = engine.lists().unwrap()[0].id;
    engine.remove_from_list(blocked).unwrap();
    engine.go_on(&id()).unwrap();
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.held, server.raws(OWN).len()), (0, 0));
    assert!(rows(&engine).iter().all(|row| row.verdict != Verdict::Spam));
    // Nothing of it is tried again.
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 0);
}

#[tokio::test]
async fn what_waited_for_an_answer_is_not_held_where_the_person_called_the_same_mail_wanted_meanwhile() {
    let (_dir, server, engine) = ready(Mode::Hold);
    for number in 0..30 {
        server.deliver(&spam(number));
    }
    assert!(engine.run_once(&id()).await.unwrap().stopped);
    engine.learn(&spam(7), Label::Ham).unwrap();
    engine.go_on(&id()).unwrap();
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.held, server.raws(INBOX)), (29, vec![spam(7)]));
}

#[tokio::test]
async fn mail_that_came_before_the_provider_was_known_is_held_by_what_the_provider_said_of_it() {
    let (_dir, server, engine) = ready(Mode::Hold);
    engine.add_to_list(ListKind::Allow, "someone@spam.example").unwrap();
    // Carried on within the provider's house: only who knows that house believes what stands below.
    let proven = b"Received: from mx.home.example (mx.home.example [198.51.100.3]) by store.home.example; \
        Sun, 22 Nov 2026 01:02:04 +0900\r\n\
        Authentication-Results: mx.home.example; dmarc=pass header.from=spam.example\r\n";
    let allowed = [&proven[..], &spam(1)].concat();
    server.deliver(&allowed);
    server.deliver(&spam(2));
    for number in 3..30 {
        server.deliver(&mail(number, "friend.example"));
    }
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.raws(OWN), [spam(2)]);
}

#[tokio::test]
async fn a_word_in_the_subject_is_believed_when_the_person_has_often_agreed_with_it() {
    let (_dir, server, engine) = ready(Mode::Observe);
    let tagged = |number: u32| {
        let mail = String::from_utf8(mail(number, "stranger.example")).unwrap();
        mail.replace("Subject: ", "Subject: [SPAM] ").into_bytes()
    };
    for number in 0..4 {
        server.deliver(&tagged(number));
        engine.run_once(&id()).await.unwrap();
        let newest = rows(&engine).into_iter().max_by_key(|row| row.id).unwrap();
        let opened = engine.open_message(newest.id).await.unwrap();
        let vote = opened.judgement.votes.iter().find(|vote| vote.voter == Voter::Server).unwrap().log_odds;
        assert_eq!(vote > 1.0, number == 3, "{number}: {vote}");
        engine.correct(newest.id, Label::Spam).await.unwrap();
    }
}
