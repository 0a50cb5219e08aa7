//! A damaged store that was replaced: what is done with mail afterwards.

use super::*;
use crate::view::Stopped;

/// An engine on a store that was damaged and replaced, in which some settings are lost or none.
fn replaced(dir: &Path, server: &Server, engine: Engine, in_part: bool) -> Engine {
    for number in 0..400 {
        engine.set_setting(&format!("name-{number}"), &"x".repeat(200)).unwrap();
    }
    drop(engine);
    let path = dir.join("mekiki.db");
    if in_part {
        let mut bytes = fs::read(&path).unwrap();
        let page = bytes.windows(11).position(|window| window == b"name-200xxx").unwrap() / 4096 * 4096;
        bytes[page..page + 4096].fill(0xAB);
        fs::write(&path, &bytes).unwrap();
    } else {
        fs::write(dir.join("mekiki.db.damage-found"), b"").unwrap();
    }
    if in_part {
        let refused = Engine::open_with(dir, &options(), Arc::new(server.clone()));
        assert_eq!(refused.unwrap_err().kind, ProblemKind::StoreCorrupt);
    }
    let engine = open(dir, server);
    assert_eq!(engine.take_notice().unwrap().whole, !in_part);
    engine
}

#[tokio::test]
async fn after_a_salvage_that_was_not_whole_nothing_is_held_until_the_person_says_go_on() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.go_on(&id()).unwrap();
    let engine = replaced(dir.path(), &server, engine, true);
    for _ in 0..2 {
        let report = engine.run_once(&id()).await.unwrap();
        assert_eq!((report.stopped, report.held), (true, 0));
        assert_eq!(engine.why_stopped(&id()).unwrap(), Some(Stopped::NotAllTakenOver));
    }
    assert_eq!(server.raws(INBOX), [spam(1)]);
    engine.go_on(&id()).unwrap();
    assert_eq!(engine.why_stopped(&id()).unwrap(), None);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
    assert_eq!(server.raws(OWN), [spam(1)]);
}

#[tokio::test]
async fn after_a_whole_salvage_nobody_has_to_be_asked() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    let engine = replaced(dir.path(), &server, engine, false);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
}

#[tokio::test]
async fn held_mail_that_a_whole_salvage_lists_again_makes_no_older_database_of_the_new_one() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    server.deliver(&spam(2));
    let engine = replaced(dir.path(), &server, engine, false);
    assert_eq!(engine.why_stopped(&id()).unwrap(), None);
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
    assert_eq!(engine.list(Which::Junk).unwrap().len(), 2);
}

/// Everything that the database knew is lost.
fn lost(dir: &Path, server: &Server, engine: Engine) {
    drop(engine);
    fs::write(dir.join("mekiki.db"), vec![0xAB; 8192]).unwrap();
    let refused = Engine::open_with(dir, &options(), Arc::new(server.clone()));
    assert_eq!(refused.unwrap_err().kind, ProblemKind::StoreCorrupt);
}

#[tokio::test]
async fn after_a_total_loss_an_account_that_is_added_anew_moves_nothing_until_the_person_says_go_on() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    engine.release(row(&engine, "letter 1").id).await.unwrap();
    lost(dir.path(), &server, engine);
    // Told at each start, also by what only reads, while there is no account at all.
    for _ in 0..2 {
        let notice = open(dir.path(), &server).take_notice().unwrap();
        assert_eq!((notice.whole, notice.accounts), (false, 0));
        let reader = opening::open_for_reading(dir.path(), &options(), Arc::new(server.clone())).unwrap();
        assert_eq!(reader.take_notice(), Some(notice));
    }
    let engine = open(dir.path(), &server);
    engine.add_account(account(Mode::Hold), None).unwrap();
    engine.add_to_list(ListKind::Block, "spam.example").unwrap();
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.stopped, report.held), (true, 0), "what the person had released is held again");
    assert_eq!(engine.why_stopped(&id()).unwrap(), Some(Stopped::NotAllTakenOver));
    assert_eq!(engine.held_back(&id()).unwrap(), (1, 1));
    drop(engine);
    let engine = open(dir.path(), &server);
    assert!(engine.take_notice().is_some());
    engine.go_on(&id()).unwrap();
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
    drop(engine);
    assert_eq!(open(dir.path(), &server).take_notice(), None);
}

#[tokio::test]
async fn after_a_total_loss_an_account_that_only_observed_is_stopped_when_it_begins_to_hold() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    lost(dir.path(), &server, engine);
    let engine = open(dir.path(), &server);
    engine.add_account(account(Mode::Observe), None).unwrap();
    engine.add_to_list(ListKind::Block, "spam.example").unwrap();
    engine.run_once(&id()).await.unwrap();
    drop(engine);
    let engine = open(dir.path(), &server);
    assert_eq!(engine.take_notice(), None, "nothing waits for an answer");
    engine.set_mode(&id(), Mode::Hold).unwrap();
    engine.hold_earlier(&id()).unwrap();
    assert!(engine.run_once(&id()).await.unwrap().stopped);
    assert_eq!(server.raws(INBOX), [spam(1)]);
}

/// Where a file says these bytes.
fn places_of(word: &[u8], bytes: &[u8]) -> Vec<usize> {
    bytes
        .windows(word.len())
        .enumerate()
        .filter(|(_, window)| *window == word)
        .map(|(place, _)| place)
        .collect()
}

#[tokio::test]
async fn damage_never_leaves_the_list_shorter_than_the_junk_folder() {
    // A file that is too large to be checked at each opening, too.
    for large in [false, true] {
        let (dir, server, engine) = ready(Mode::Hold);
        for number in 1..4 {
            server.deliver(&spam(number));
        }
        engine.run_once(&id()).await.unwrap();
        if large {
            for number in 0..17 {
                engine.set_setting(&format!("large-{number}"), &"x".repeat(1 << 20)).unwrap();
            }
        }
        drop(engine);
        let path = dir.path().join("mekiki.db");
        let whole = fs::read(&path).unwrap();
        let places = [&b"held"[..], b".mekiki"].map(|word| places_of(word, &whole)).concat();
        assert!(places.len() >= 12, "in tables and in indexes: {places:?}");
        for place in places {
            let mut bytes = whole.clone();
            bytes[place + 3] ^= 1;
            for file in fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().path()) {
                if file.is_file() {
                    fs::remove_file(file).unwrap();
                }
            }
            fs::write(&path, &bytes).unwrap();
            let look = || -> Result<(), Problem> {
                let engine = Engine::open_with(dir.path(), &options(), Arc::new(server.clone()))?;
                let rows = engine.list(Which::Junk)?;
                assert_eq!(rows.len(), 3, "{large} {place}");
                rows.iter().try_for_each(|row| engine.held_raw(row.id).map(drop))
            };
            // Damage that is met is told, and the next opening acts upon it.
            let looks: Vec<_> = (0..5).map(|_| look()).collect();
            let told = |look: &Result<(), Problem>| match look {
                Ok(()) => true,
                Err(problem) => problem.kind == ProblemKind::StoreCorrupt,
            };
            assert!(looks.iter().all(told) && looks[4].is_ok(), "{large} {place} {looks:?}");
            let refused = looks.iter().filter(|look| look.is_err()).count();
            assert!(refused <= 2, "{large} {place} {looks:?}");
        }
    }
}

#[tokio::test]
async fn lessons_that_cannot_be_read_do_not_count_are_told_and_can_be_taught_anew() {
    let (dir, server, engine) = ready(Mode::Hold);
    for number in 1..4 {
        engine.learn(&spam(number), Label::Spam).unwrap();
    }
    engine.learn(&ham(4), Label::Ham).unwrap();
    assert_eq!((engine.learned(), engine.lessons_unread().unwrap()), ((1, 3), 0));
    let spoil = "UPDATE training SET sample = x'00' WHERE digest = ?1";
    let digest = crate::judge::digest(&spam(2)).0;
    engine.store().write(|tx| Ok(tx.execute(spoil, [digest])?)).unwrap();
    drop(engine);
    let engine = open(dir.path(), &server);
    assert_eq!((engine.learned(), engine.lessons_unread().unwrap()), ((1, 2), 1));
    assert!(!engine.learn(&spam(1), Label::Spam).unwrap());
    assert!(engine.learn(&spam(2), Label::Spam).unwrap());
    assert_eq!((engine.learned(), engine.lessons_unread().unwrap()), ((1, 3), 0));
    drop(engine);
    let engine = open(dir.path(), &server);
    assert_eq!((engine.learned(), engine.lessons_unread().unwrap()), ((1, 3), 0));
}
