//! A word taken back leaves everything as if it had never been said, but for the message's own move.

use classifier::Verdict;
use proptest::prelude::*;
use rusqlite::types::ValueRef;

use super::*;
use crate::testing::Break;

/// A mail of a campaign: one text, another sender each time.
fn copy_of_one_text(name: &str) -> Vec<u8> {
    format!(
        "Received: from out.{name}.example (out.{name}.example [198.51.100.7]) by mx.home.example; \
         Sun, 22 Nov 2026 01:02:03 +0900\r\n\
         From: {name}@mail.{name}.example\r\nTo: hanako@home.example\r\nSubject: {name}\r\n\
         Message-ID: <{name}@mail.example>\r\n\r\nMy name is {name}. I moved to your town last month for work \
         and do not know anyone here yet, so I would be glad of a letter. I like cooking, long walks by the \
         river and old films. Do you have time at the weekend?\r\n"
    )
    .into_bytes()
}

/// A mail that the provider's filter took for spam.
fn tagged() -> Vec<u8> {
    [b"X-Spam-Flag: YES\r\n".to_vec(), mail(7, "club.example")].concat()
}

/// What a table says, row by row.
fn table(engine: &Engine, columns: &str, name: &str) -> Vec<String> {
    let sql = format!("SELECT {columns} FROM {name} ORDER BY 1, 2");
    let rows = engine.store().read(|connection| {
        let mut query = connection.prepare(&sql)?;
        let width = query.column_count();
        let rows = query.query_map([], |row| {
            (0..width).map(|column| Ok(shown(row.get_ref(column)?))).collect::<rusqlite::Result<Vec<_>>>()
        })?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    });
    rows.unwrap().into_iter().map(|row| row.join(" ")).collect()
}

fn shown(value: ValueRef<'_>) -> String {
    format!("{value:?}")
}

/// Everything that is remembered of what the person said, and of whom.
fn remembered(engine: &Engine) -> Vec<Vec<String>> {
    [
        ("*", "senders"),
        ("*", "sender_networks"),
        ("*", "tag_records"),
        ("digest, word", "words"),
        ("digest, beside", "unspoken"),
        ("word, message", "swayed"),
        ("id, corrected || counted || along || marked || wanted", "messages"),
    ]
    .map(|(columns, name)| table(engine, columns, name))
    .into()
}

/// An engine that has looked at these mails.
async fn looked_at(mails: &[Vec<u8>]) -> (tempfile::TempDir, Server, Engine) {
    let (dir, server, engine) = ready(Mode::Hold);
    for raw in mails {
        server.deliver(raw);
    }
    engine.run_once(&id()).await.unwrap();
    (dir, server, engine)
}

/// The same mails are judged the same, and shown so.
fn assert_judged_alike(one: &Engine, other: &Engine, mails: &[Vec<u8>]) {
    assert_eq!(one.learned(), other.learned());
    for raw in mails {
        let (mine, theirs) = (one.check(raw).unwrap(), other.check(raw).unwrap());
        assert!((mine.log_odds - theirs.log_odds).abs() < 1e-9, "{mine:?}\n{theirs:?}");
        assert_eq!((mine.verdict, mine.evidence), (theirs.verdict, theirs.evidence));
    }
    let verdicts = |engine: &Engine| {
        let mut all: Vec<_> =
            rows(engine).into_iter().map(|row| (row.id, row.verdict, row.corrected)).collect();
        all.sort_by_key(|(id, ..)| *id);
        all
    };
    assert_eq!(verdicts(one), verdicts(other));
}

#[tokio::test]
async fn a_word_taken_back_leaves_its_sender_as_if_it_was_never_said() {
    let mails = [ham(1), ham(2), unlike()];
    let (_dir, _server, engine) = looked_at(&mails).await;
    let (_other_dir, _other_server, never) = looked_at(&mails).await;
    for label in [Label::Spam, Label::Ham] {
        let message = row(&engine, "letter 1").id;
        engine.correct(message, label).await.unwrap();
        assert_ne!(remembered(&engine), remembered(&never));
        assert!(engine.take_back(message).await.unwrap().changed);
        assert_eq!(remembered(&engine), remembered(&never), "{label:?}");
        assert_judged_alike(&engine, &never, &mails);
    }
}

#[tokio::test]
async fn what_a_word_held_along_comes_back_when_it_is_taken_back_and_is_judged_without_it() {
    let mails = ["maki", "yuko", "rika"].map(copy_of_one_text);
    let (_dir, server, engine) = looked_at(&mails).await;
    let (_other_dir, _other_server, never) = looked_at(&mails).await;
    let corrected = engine.correct(row(&engine, "maki").id, Label::Spam).await.unwrap();
    assert_eq!((corrected.also_moved, corrected.first_moved.as_str()), (2, "rika"), "{corrected:?}");
    let along = row(&engine, "yuko");
    assert_eq!((along.whereabouts, along.along), (Whereabouts::Held, true));
    let done = engine.take_back(row(&engine, "maki").id).await.unwrap();
    assert_eq!((done.changed, done.also_changed, done.also_moved), (true, 2, 2), "{done:?}");
    assert_eq!(
        (server.raws(INBOX).len(), server.raws(OWN).len()),
        (3, 0),
        "the message itself comes back too"
    );
    assert!(!done.is_held);
    let back = row(&engine, "yuko");
    assert_eq!((back.whereabouts, back.along, back.corrected), (Whereabouts::Inbox, false, None));
    assert_eq!(remembered(&engine), remembered(&never));
    assert_judged_alike(&engine, &never, &mails);
    let opened = engine.open_message(back.id).await.unwrap();
    assert!(!opened.judgement.evidence.0.iter().any(|clue| clue.voter == classifier::Voter::Twin));
}

#[tokio::test]
async fn a_whole_campaign_that_was_held_on_the_strength_of_a_withdrawn_word_comes_back() {
    let names: Vec<String> = (0..20).map(|number| format!("name{number}")).collect();
    let mails: Vec<Vec<u8>> = names.iter().map(|name| copy_of_one_text(name)).collect();
    let (_dir, server, engine) = looked_at(&mails).await;
    let corrected = engine.correct(row(&engine, "name0").id, Label::Spam).await.unwrap();
    assert_eq!((corrected.also_moved, corrected.left_waiting), (0, 19));
    assert_eq!(engine.hold_earlier(&id()).unwrap(), 19);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 19);
    server.deliver(&copy_of_one_text("late"));
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1, "it came after the word");
    assert_eq!(engine.take_back(row(&engine, "name0").id).await.unwrap().also_moved, 20);
    assert_eq!((server.raws(INBOX).len(), server.raws(OWN).len()), (21, 0));
    assert_eq!(engine.earlier_spam(&id()).unwrap(), 0, "nothing is left that would be held for it");
    assert!(rows(&engine).iter().all(|row| row.verdict != Verdict::Spam));
}

#[tokio::test]
async fn what_cannot_be_read_when_a_word_is_taken_back_is_judged_again_at_the_next_look() {
    let names: Vec<String> = (0..8).map(|number| format!("name{number}")).collect();
    let mails: Vec<Vec<u8>> = names.iter().map(|name| copy_of_one_text(name)).collect();
    let (dir, server, engine) = looked_at(&mails).await;
    engine.correct(row(&engine, "name0").id, Label::Spam).await.unwrap();
    drop(engine);
    // Another start: nothing is in memory, and the mailbox is out of reach.
    let engine = open(dir.path(), &server);
    server.world().refuses = Some(ProblemKind::UnknownHost);
    assert!(engine.take_back(row(&engine, "name0").id).await.unwrap().changed);
    assert_eq!(engine.earlier_spam(&id()).unwrap(), 7, "they cannot be read");
    drop(engine);
    server.world().refuses = None;
    let engine = open(dir.path(), &server);
    engine.run_once(&id()).await.unwrap();
    assert_eq!(engine.earlier_spam(&id()).unwrap(), 0);
    assert_eq!(table(&engine, "word, message", "swayed"), Vec::<String>::new());
}

#[tokio::test]
async fn unlearning_the_file_of_a_known_message_does_the_same_as_taking_the_word_back() {
    let mails = ["maki", "yuko", "rika"].map(copy_of_one_text);
    for told_by_file in [false, true] {
        let (_dir, server, engine) = looked_at(&mails).await;
        let (_other_dir, _other_server, never) = looked_at(&mails).await;
        if told_by_file {
            engine.learn(&mails[0], Label::Spam).unwrap();
            let history =
                engine.known(None, &classifier::Message::parse(&mails[0]), None).unwrap().facts.sender;
            assert_eq!(history.spam, 1, "a word by file counts for the sender as any");
        } else {
            engine.correct(row(&engine, "maki").id, Label::Spam).await.unwrap();
        }
        assert!(engine.unlearn(&mails[0]).await.unwrap().changed);
        assert!(server.raws(OWN).is_empty());
        assert_eq!(remembered(&engine), remembered(&never));
        assert_judged_alike(&engine, &never, &mails);
    }
}

#[tokio::test]
async fn that_a_message_was_restored_stands_when_a_later_word_on_it_is_taken_back() {
    let (_dir, server, engine) = looked_at(&[spam(1)]).await;
    let message = row(&engine, "letter 1").id;
    engine.release(message).await.unwrap();
    engine.correct(message, Label::Ham).await.unwrap();
    engine.take_back(message).await.unwrap();
    assert_eq!(row(&engine, "letter 1").whereabouts, Whereabouts::Released);
    server.rebuild();
    server.deliver(&spam(1));
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 0, "what was restored is not held again");
}

#[tokio::test]
async fn a_word_that_is_taken_back_before_the_mailbox_was_reached_moves_nothing() {
    let (dir, server, engine) = looked_at(&[ham(1)]).await;
    drop(engine);
    let engine = open(dir.path(), &server);
    server.world().refuses = Some(ProblemKind::UnknownHost);
    let message = row(&engine, "letter 1").id;
    assert!(engine.correct(message, Label::Spam).await.unwrap().pending.is_some());
    engine.take_back(message).await.unwrap();
    server.world().refuses = None;
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 0);
    assert_eq!(server.raws(INBOX), [ham(1)]);
}

/// A held spam of which the person said "not spam" while the mailbox was out of reach.
async fn on_its_way_back() -> (tempfile::TempDir, Server, Engine, MessageId) {
    let (dir, server, engine) = looked_at(&[spam(1)]).await;
    drop(engine);
    let engine = open(dir.path(), &server);
    server.world().refuses = Some(ProblemKind::UnknownHost);
    let message = row(&engine, "letter 1").id;
    assert!(engine.correct(message, Label::Ham).await.unwrap().pending.is_some());
    assert!(engine.is_going_back(message).unwrap());
    (dir, server, engine, message)
}

#[tokio::test]
async fn a_message_that_is_called_spam_after_all_before_it_went_back_stays_held() {
    let (_dir, server, engine, message) = on_its_way_back().await;
    engine.correct(message, Label::Spam).await.unwrap();
    assert!(!engine.is_going_back(message).unwrap());
    server.world().refuses = None;
    engine.run_once(&id()).await.unwrap();
    assert_eq!((server.raws(INBOX).len(), server.raws(OWN).len()), (0, 1));
    assert_eq!(row(&engine, "letter 1").whereabouts, Whereabouts::Held);
    engine.correct(message, Label::Ham).await.unwrap();
    assert_eq!(server.raws(INBOX), [spam(1)], "the next word counts again");
}

#[tokio::test]
async fn a_not_spam_taken_back_before_the_message_went_back_leaves_it_held() {
    let (_dir, server, engine, message) = on_its_way_back().await;
    let done = engine.take_back(message).await.unwrap();
    assert!(done.is_held, "{done:?} {:?}", (row(&engine, "letter 1"), engine.is_going_back(message)));
    server.world().refuses = None;
    engine.run_once(&id()).await.unwrap();
    assert_eq!((server.raws(INBOX).len(), server.raws(OWN).len()), (0, 1));
}

#[tokio::test]
async fn a_program_that_is_killed_while_a_word_is_taken_back_completes_it_at_the_next_look() {
    let names: Vec<String> = (0..5).map(|number| format!("name{number}")).collect();
    let mails: Vec<Vec<u8>> = names.iter().map(|name| copy_of_one_text(name)).collect();
    for killed_at in 1.. {
        let (dir, server, engine) = looked_at(&mails).await;
        engine.correct(row(&engine, "name0").id, Label::Spam).await.unwrap();
        assert_eq!(server.raws(OWN).len(), 5);
        let message = row(&engine, "name0").id;
        server.stop_at(killed_at, Break::After);
        let _ = engine.take_back(message).await;
        drop(engine);
        let stopped = server.revive();
        let engine = open(dir.path(), &server);
        engine.run_once(&id()).await.unwrap();
        engine.run_once(&id()).await.unwrap();
        assert_eq!((server.raws(INBOX).len(), server.raws(OWN).len()), (5, 0), "killed at {killed_at}");
        if !stopped {
            break;
        }
    }
}

/// One thing the person says: of which mail, and what; `None` takes it back.
fn says() -> impl Strategy<Value = (usize, Option<Label>)> {
    (0..6_usize, prop_oneof![Just(Some(Label::Ham)), Just(Some(Label::Spam)), Just(None)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_was_said_nothing_of_it_is_left_when_all_is_taken_back(
        said in prop::collection::vec(says(), 1..9),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mails = [
                copy_of_one_text("maki"), copy_of_one_text("yuko"), copy_of_one_text("rika"),
                ham(1), tagged(), spam(3), unlike(),
            ];
            let (_dir, server, engine) = looked_at(&mails).await;
            let (_other_dir, never_server, never) = looked_at(&mails).await;
            let all: Vec<MessageId> = (1..=6).map(MessageId).collect();
            for (number, label) in &said {
                match label {
                    Some(label) => drop(engine.correct(all[*number], *label).await.unwrap()),
                    None => drop(engine.take_back(all[*number]).await.unwrap()),
                }
            }
            for message in &all {
                engine.take_back(*message).await.unwrap();
            }
            assert_eq!(remembered(&engine)[..6], remembered(&never)[..6]);
            assert_judged_alike(&engine, &never, &mails);
            let held = server.raws(OWN);
            assert!(held.iter().all(|raw| never_server.raws(OWN).contains(raw)), "{said:?}");
            assert_eq!(held.len() + server.raws(INBOX).len(), mails.len());
        });
    }
}

#[tokio::test]
async fn what_was_held_by_a_word_on_a_mail_that_is_in_no_list_comes_back_with_it() {
    let (_dir, server, engine) = looked_at(&[]).await;
    engine.learn(&copy_of_one_text("anna"), Label::Spam).unwrap();
    let mails = ["berta", "clara"].map(copy_of_one_text);
    for raw in &mails {
        server.deliver(raw);
    }
    engine.run_once(&id()).await.unwrap();
    assert_eq!(engine.list(Which::Junk).unwrap().len(), 2, "held as near copies");
    let taken_back = engine.unlearn(&copy_of_one_text("anna")).await.unwrap();
    assert_eq!((taken_back.changed, taken_back.also_moved), (true, 2));
    assert!(engine.list(Which::Junk).unwrap().is_empty());
    assert_eq!(server.raws(INBOX).len(), 2);
}

#[tokio::test]
async fn what_goes_back_only_when_the_mailbox_can_be_reached_is_counted_so() {
    let (dir, server, engine) = looked_at(&[]).await;
    engine.learn(&copy_of_one_text("anna"), Label::Spam).unwrap();
    server.deliver(&copy_of_one_text("berta"));
    engine.run_once(&id()).await.unwrap();
    drop(engine);
    let engine = open(dir.path(), &server);
    server.world().refuses = Some(ProblemKind::UnknownHost);
    let taken_back = engine.unlearn(&copy_of_one_text("anna")).await.unwrap();
    assert_eq!((taken_back.also_moved, taken_back.going_back), (0, 1), "{taken_back:?}");
    server.world().refuses = None;
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.raws(INBOX), [copy_of_one_text("berta")]);
}
