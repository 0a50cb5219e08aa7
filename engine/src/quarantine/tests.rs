//! Promises 1 to 5 on a mailbox that breaks wherever it can.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use classifier::Label;

use crate::account::Mode;
use crate::engine::Engine;
use crate::testing::{Break, INBOX, NOW, OWN, Server, ham, id, open, ready, spam};
use crate::view::{MessageId, Row, Whereabouts, Which};

fn row_of(engine: &Engine, id: MessageId) -> Row {
    let rows = [Which::Inbox, Which::Junk].map(|which| engine.list(which).unwrap()).concat();
    rows.into_iter().find(|row| row.id == id).expect("the message is in no view")
}

fn only_row(engine: &Engine) -> Row {
    let rows = [Which::Inbox, Which::Junk].map(|which| engine.list(which).unwrap()).concat();
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows[0].clone()
}

fn local_copies(engine: &Engine) -> usize {
    engine.junk().names().unwrap().len()
}

/// The message is held: once on the server, once here, nowhere else.
fn assert_held(server: &Server, engine: &Engine, raw: &[u8]) {
    assert_eq!(server.raws(OWN), [raw]);
    assert!(server.raws(INBOX).is_empty());
    let row = only_row(engine);
    assert_eq!(row.whereabouts, Whereabouts::Held);
    assert_eq!(engine.held_raw(row.id).unwrap(), raw);
    assert_eq!(local_copies(engine), 1);
}

/// The message is back where it came: once, with its flags and date, no copy anywhere else.
fn assert_back(server: &Server, engine: &Engine, raw: &[u8]) {
    assert_eq!(server.raws(INBOX), [raw]);
    assert!(server.raws(OWN).is_empty());
    let stored = server.stored(INBOX, raw);
    assert_eq!(stored.envelope.flags, ["\\Flagged"]);
    assert_eq!(stored.envelope.received, Some((NOW - 60, 540)));
    assert_eq!(only_row(engine).whereabouts, Whereabouts::Released);
    assert_eq!(local_copies(engine), 0);
}

#[tokio::test]
async fn spam_is_held_with_a_complete_local_copy_and_ham_stays() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    server.deliver(&ham(2));
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.held, report.stopped), (2, 1, false));
    assert_eq!(server.raws(OWN), [spam(1)]);
    assert_eq!(server.raws(INBOX), [ham(2)]);
    let junk = engine.list(Which::Junk).unwrap();
    assert_eq!(junk.len(), 1);
    assert_eq!(engine.held_raw(junk[0].id).unwrap(), spam(1));
    assert_eq!(engine.list(Which::Inbox).unwrap().len(), 1);
}

#[tokio::test]
async fn mode_observe_moves_nothing_and_mode_mark_only_marks() {
    for mode in [Mode::Observe, Mode::Mark] {
        let (_dir, server, engine) = ready(mode);
        server.deliver(&spam(1));
        let report = engine.run_once(&id()).await.unwrap();
        assert_eq!((report.spam, report.held), (1, 0));
        assert_eq!(server.raws(INBOX), [spam(1)]);
        let marked = server.stored(INBOX, &spam(1)).envelope.flags.contains(&super::MARK.to_owned());
        assert_eq!(marked, mode == Mode::Mark);
    }
}

#[tokio::test]
async fn a_released_mail_is_back_byte_for_byte_and_never_held_again() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    let held = only_row(&engine);
    let row = engine.release(held.id).await.unwrap();
    assert_eq!(row.whereabouts, Whereabouts::Released);
    assert_back(&server, &engine, &spam(1));
    assert_eq!(engine.learned(), (0, 0));
    engine.run_once(&id()).await.unwrap();
    server.rebuild();
    engine.run_once(&id()).await.unwrap();
    assert_back(&server, &engine, &spam(1));
}

#[tokio::test]
async fn a_mail_whose_server_copy_was_deleted_is_restored_from_the_local_one() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    server.world().folders.get_mut(OWN).unwrap().clear();
    engine.release(only_row(&engine).id).await.unwrap();
    assert_back(&server, &engine, &spam(1));
}

#[tokio::test]
async fn a_held_mail_that_another_program_moved_away_is_back_before_the_local_copy_goes() {
    for fixed in [None, Some("Trash")] {
        let (_dir, server, engine) = ready(Mode::Hold);
        server.deliver(&spam(1));
        engine.run_once(&id()).await.unwrap();
        server.move_by_hand(&spam(1), OWN, "Trash");
        engine.run_once(&id()).await.unwrap();
        server.world().fixed = fixed;
        let row = engine.release(only_row(&engine).id).await.unwrap();
        assert_eq!(row.whereabouts, Whereabouts::Released);
        assert_back(&server, &engine, &spam(1));
        // What cannot be taken from there is left there, and the copy here was put back.
        assert_eq!(server.raws("Trash").len(), usize::from(fixed.is_some()));
    }
}

#[tokio::test]
async fn deleting_removes_the_local_copy_now_and_the_servers_at_the_next_run() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    engine.delete(only_row(&engine).id).unwrap();
    assert_eq!(local_copies(&engine), 0);
    assert!(engine.list(Which::Junk).unwrap().is_empty());
    engine.run_once(&id()).await.unwrap();
    assert!(server.raws(OWN).is_empty());
}

#[tokio::test]
async fn a_message_in_the_inbox_cannot_be_deleted() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&ham(1));
    engine.run_once(&id()).await.unwrap();
    assert!(engine.delete(only_row(&engine).id).is_err());
    assert_eq!(server.raws(INBOX), [ham(1)]);
}

#[tokio::test]
async fn a_mail_that_the_person_moved_back_elsewhere_is_their_word() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    server.move_by_hand(&spam(1), OWN, INBOX);
    engine.run_once(&id()).await.unwrap();
    engine.run_once(&id()).await.unwrap();
    assert_back(&server, &engine, &spam(1));
    assert_eq!(only_row(&engine).corrected, Some(Label::Ham));
    assert_eq!(engine.learned(), (1, 0));
}

#[tokio::test]
async fn a_mail_moved_or_deleted_by_another_program_leaves_the_list() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&ham(1));
    engine.run_once(&id()).await.unwrap();
    server.move_by_hand(&ham(1), INBOX, "Archive");
    engine.run_once(&id()).await.unwrap();
    assert!(engine.list(Which::Inbox).unwrap().is_empty());
    server.move_by_hand(&ham(1), "Archive", INBOX);
    engine.run_once(&id()).await.unwrap();
    assert_eq!(only_row(&engine).whereabouts, Whereabouts::Inbox);
}

#[tokio::test]
async fn two_identical_copies_are_two_messages_and_neither_is_lost() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.raws(OWN), [spam(1), spam(1)]);
    assert_eq!(local_copies(&engine), 2);
    for row in engine.list(Which::Junk).unwrap() {
        engine.release(row.id).await.unwrap();
    }
    assert_eq!(server.raws(INBOX), [spam(1), spam(1)]);
    assert_eq!(local_copies(&engine), 0);
}

#[tokio::test]
async fn a_run_that_would_move_most_of_a_new_mailbox_stops_and_asks() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let mails: Vec<Vec<u8>> =
        (0..30).map(|number| if number % 3 == 0 { ham(number) } else { spam(number) }).collect();
    for raw in &mails {
        server.deliver(raw);
    }
    let report = engine.run_once(&id()).await.unwrap();
    assert!(report.stopped);
    assert_eq!((report.judged, report.held), (30, 0));
    assert_eq!(server.raws(INBOX).len(), 30);
    assert!(engine.run_once(&id()).await.unwrap().stopped);
    engine.go_on(&id()).unwrap();
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.held, report.stopped), (20, false));
    assert_eq!(server.raws(OWN).len(), 20);
}

const EVERYWHERE: [Break; 4] = [Break::Before, Break::Middle, Break::Marked, Break::After];

/// Runs `scenario` once for every point at which it can be stopped, in every way, and then
/// `recovered` on an engine that was opened anew and ran twice.
async fn at_every_point(
    prepare: impl AsyncFn(&Server, &Engine),
    scenario: impl AsyncFn(&Engine),
    recovered: impl Fn(&Server, &Engine, u32, Break),
) {
    for place in EVERYWHERE {
        for point in 1.. {
            let (dir, server, engine) = ready(Mode::Hold);
            prepare(&server, &engine).await;
            server.stop_at(point, place);
            scenario(&engine).await;
            let stopped = server.revive();
            drop(engine);
            let engine = open(dir.path(), &server);
            engine.run_once(&id()).await.unwrap();
            engine.run_once(&id()).await.unwrap();
            recovered(&server, &engine, point, place);
            if !stopped {
                assert!(point > 3, "the scenario has too few points to be true");
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_hold_stopped_at_any_point_ends_with_exactly_one_copy_held() {
    at_every_point(
        async |server, _| {
            server.deliver(&spam(1));
        },
        async |engine| drop(engine.run_once(&id()).await),
        |server, engine, _, _| assert_held(server, engine, &spam(1)),
    )
    .await;
}

#[tokio::test]
async fn a_release_stopped_at_any_point_ends_with_exactly_one_copy_back() {
    at_every_point(
        async |server, engine| {
            server.deliver(&spam(1));
            engine.run_once(&id()).await.unwrap();
        },
        async |engine| drop(engine.release(only_row(engine).id).await),
        |server, engine, _, _| assert_back(server, engine, &spam(1)),
    )
    .await;
}

#[tokio::test]
async fn a_deletion_stopped_at_any_point_leaves_nothing_of_it_on_the_server() {
    at_every_point(
        async |server, engine| {
            server.deliver(&spam(1));
            server.deliver(&ham(2));
            engine.run_once(&id()).await.unwrap();
            engine.delete(engine.list(Which::Junk).unwrap()[0].id).unwrap();
        },
        async |engine| drop(engine.run_once(&id()).await),
        |server, _, point, place| {
            assert!(server.raws(OWN).is_empty(), "{point} {place:?}");
            assert_eq!(server.raws(INBOX), [ham(2)]);
        },
    )
    .await;
}

/// Holds a mail, lets the person's other program bring it back, and stops the next look at every point: it is back
/// once, as their word, and nothing waits for an answer.
async fn brought_back(by_hand: impl Fn(&Server)) {
    at_every_point(
        async |server, engine| {
            server.deliver(&spam(1));
            engine.run_once(&id()).await.unwrap();
            by_hand(server);
        },
        async |engine| drop(engine.run_once(&id()).await),
        |server, engine, point, place| {
            assert_back(server, engine, &spam(1));
            let row = only_row(engine);
            let as_said = (row.whereabouts, row.corrected, engine.learned());
            assert_eq!(as_said, (Whereabouts::Released, Some(Label::Ham), (1, 0)), "{point} {place:?}");
            assert_eq!((engine.why_stopped(&id()).unwrap(), engine.take_listed_again()), (None, 0));
        },
    )
    .await;
}

#[tokio::test]
async fn a_look_stopped_at_any_point_takes_a_move_back_by_the_person_as_their_word_and_stops_nothing() {
    brought_back(|server| server.move_by_hand(&spam(1), OWN, INBOX)).await;
}

#[tokio::test]
async fn a_look_stopped_at_any_point_takes_a_copy_out_of_our_folder_as_a_move_and_ends_with_one() {
    // The other program has not removed the original yet.
    brought_back(|server| server.copy_by_hand(&spam(1), OWN, INBOX)).await;
}

#[tokio::test]
async fn the_same_mail_delivered_again_later_is_no_copy_out_of_our_folder() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    server.deliver_at(NOW + 60, &spam(1));
    engine.run_once(&id()).await.unwrap();
    assert_eq!((server.raws(OWN).len(), server.raws(INBOX).len()), (2, 0));
    assert_eq!(engine.learned(), (0, 0));
}

#[tokio::test]
async fn a_mail_that_is_not_deleted_after_all_is_listed_again_and_held_where_it_is_spam() {
    let (_dir, server, engine) = ready(Mode::Observe);
    let uids = [ham(1), spam(2)].map(|raw| server.deliver(&raw));
    engine.run_once(&id()).await.unwrap();
    for uid in uids {
        server.mark_deleted_by_hand(INBOX, uid);
    }
    engine.run_once(&id()).await.unwrap();
    assert!(engine.list(Which::Inbox).unwrap().is_empty());
    for uid in uids {
        server.undelete_by_hand(INBOX, uid);
    }
    engine.run_once(&id()).await.unwrap();
    let listed = engine.list(Which::Inbox).unwrap();
    assert!(listed.len() == 2 && listed.iter().all(|row| row.whereabouts == Whereabouts::Inbox));
    // The same where it is held by now.
    for uid in uids {
        server.mark_deleted_by_hand(INBOX, uid);
    }
    engine.run_once(&id()).await.unwrap();
    engine.set_mode(&id(), Mode::Hold).unwrap();
    for uid in uids {
        server.undelete_by_hand(INBOX, uid);
    }
    engine.run_once(&id()).await.unwrap();
    engine.run_once(&id()).await.unwrap();
    assert_eq!((server.raws(OWN), server.raws(INBOX)), (vec![spam(2)], vec![ham(1)]));
}

/// Cuts `scenario` where the server then has two copies, and the recovery from it once more, at
/// every point: before it, and when what is removed is only marked.
async fn cut_twice(
    prepare: impl AsyncFn(&Server, &Engine),
    scenario: impl AsyncFn(&Engine),
    recovered: impl Fn(&Server, &Engine),
) {
    let mut doubled = 0;
    for first in [Break::Middle, Break::Marked] {
        for point in 1.. {
            let mut cut_short = false;
            for (again, second) in (1..).flat_map(|again| [(again, Break::Before), (again, Break::Marked)]) {
                let (dir, server, engine) = ready(Mode::Hold);
                prepare(&server, &engine).await;
                server.stop_at(point, first);
                scenario(&engine).await;
                cut_short = server.revive();
                drop(engine);
                if server.raws(INBOX).len() + server.raws(OWN).len() < 2 {
                    break;
                }
                doubled += 1;
                let engine = open(dir.path(), &server);
                server.stop_at(again, second);
                let _ = engine.run_once(&id()).await;
                let stopped = server.revive();
                drop(engine);
                let engine = open(dir.path(), &server);
                engine.run_once(&id()).await.unwrap();
                engine.run_once(&id()).await.unwrap();
                recovered(&server, &engine);
                if !stopped {
                    break;
                }
            }
            if !cut_short {
                break;
            }
        }
    }
    assert!(doubled > 20, "the recovery was cut {doubled} times only");
}

#[tokio::test]
async fn a_hold_whose_recovery_is_cut_too_ends_with_exactly_one_copy_held() {
    cut_twice(
        async |server, _| {
            server.deliver(&spam(1));
        },
        async |engine| drop(engine.run_once(&id()).await),
        |server, engine| assert_held(server, engine, &spam(1)),
    )
    .await;
}

#[tokio::test]
async fn a_release_whose_recovery_is_cut_too_ends_with_exactly_one_copy_back() {
    cut_twice(
        async |server, engine| {
            server.deliver(&spam(1));
            engine.run_once(&id()).await.unwrap();
        },
        async |engine| drop(engine.release(only_row(engine).id).await),
        |server, engine| assert_back(server, engine, &spam(1)),
    )
    .await;
}

#[tokio::test]
async fn a_recovery_removes_our_original_and_not_the_same_mail_that_the_person_marked_deleted() {
    let mut cut_between = 0;
    for point in 1.. {
        let (dir, server, engine) = ready(Mode::Hold);
        let theirs = server.deliver(&spam(1));
        server.mark_deleted_by_hand(INBOX, theirs);
        server.deliver(&spam(1));
        server.stop_at(point, Break::Marked);
        let _ = engine.run_once(&id()).await;
        let stopped = server.revive();
        drop(engine);
        cut_between += usize::from(server.raws(INBOX).len() + server.raws(OWN).len() == 3);
        let engine = open(dir.path(), &server);
        engine.run_once(&id()).await.unwrap();
        engine.run_once(&id()).await.unwrap();
        assert_eq!((server.raws(OWN), server.raws(INBOX)), (vec![spam(1)], vec![spam(1)]), "{point}");
        assert!(server.world().folders[INBOX].contains_key(&theirs), "{point}");
        if !stopped {
            break;
        }
    }
    assert_eq!(cut_between, 1);
}

#[tokio::test]
async fn a_correction_stopped_at_any_point_is_learned_once_and_carried_out() {
    at_every_point(
        async |server, engine| {
            server.deliver(&spam(1));
            engine.run_once(&id()).await.unwrap();
        },
        async |engine| drop(engine.correct(only_row(engine).id, Label::Ham).await),
        |server, engine, _, _| {
            assert_back(server, engine, &spam(1));
            assert_eq!(engine.learned(), (1, 0));
        },
    )
    .await;
}

#[tokio::test]
async fn a_restore_stopped_at_any_point_ends_with_exactly_one_copy_back() {
    at_every_point(
        async |server, engine| {
            server.deliver(&spam(1));
            engine.run_once(&id()).await.unwrap();
            server.world().folders.get_mut(OWN).unwrap().clear();
        },
        async |engine| drop(engine.release(only_row(engine).id).await),
        |server, engine, _, _| assert_back(server, engine, &spam(1)),
    )
    .await;
}

#[tokio::test]
async fn a_word_spoken_in_the_middle_of_an_interrupted_hold_wins() {
    for place in EVERYWHERE {
        for point in 1.. {
            let (dir, server, engine) = ready(Mode::Hold);
            server.deliver(&spam(1));
            server.stop_at(point, place);
            let _ = engine.run_once(&id()).await;
            let stopped = server.revive();
            drop(engine);
            let engine = open(dir.path(), &server);
            let known = [Which::Inbox, Which::Junk].map(|which| engine.list(which).unwrap()).concat();
            if let Some(row) = known.first() {
                let corrected = engine.correct(row.id, Label::Ham).await.unwrap();
                assert_eq!(corrected.pending, None);
                engine.run_once(&id()).await.unwrap();
                assert_eq!(server.raws(INBOX), [spam(1)], "{point} {place:?}");
                assert!(server.raws(OWN).is_empty());
                assert_eq!(local_copies(&engine), 0);
                assert_ne!(row_of(&engine, row.id).whereabouts, Whereabouts::Held);
            }
            if !stopped {
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_rebuilt_folder_in_the_middle_of_a_hold_loses_nothing() {
    for place in [Break::Before, Break::Middle, Break::After] {
        for point in 1.. {
            let (dir, server, engine) = ready(Mode::Hold);
            server.deliver(&spam(1));
            server.stop_at(point, place);
            let _ = engine.run_once(&id()).await;
            let stopped = server.revive();
            drop(engine);
            server.rebuild();
            let engine = open(dir.path(), &server);
            for _ in 0..3 {
                engine.run_once(&id()).await.unwrap();
            }
            assert_held(&server, &engine, &spam(1));
            if !stopped {
                break;
            }
        }
    }
}
