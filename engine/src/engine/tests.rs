#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod before_holding;
mod changing;
mod checking;
mod first_training;
mod marking;
mod moving;
mod others;
mod passwords;
mod reading;
mod salvage;
mod taken_back;
mod unanswered;
mod unreachable;

use std::fs;
use std::sync::Arc;

use classifier::facts::ListKind;
use classifier::{Label, Verdict};
use zeroize::Zeroizing;

use super::*;
use crate::account::{Account, Mode, Source};
use crate::testing::{INBOX, NOW, OWN, Server, account, ham, id, mail, open, ready, spam};
use crate::view::{MessageId, Row, Whereabouts, Which};

fn rows(engine: &Engine) -> Vec<Row> {
    [Which::Inbox, Which::Junk].map(|which| engine.list(which).unwrap()).concat()
}

fn row(engine: &Engine, subject: &str) -> Row {
    rows(engine).into_iter().find(|row| row.subject == subject).expect("no such row")
}

fn options() -> Options {
    Options { secrets: SecretPlace::MemoryOnly, clock: || NOW, starter: false }
}

#[tokio::test]
async fn a_second_program_on_the_same_folder_is_refused() {
    let (dir, _server, engine) = ready(Mode::Hold);
    let second = Engine::open(dir.path(), options());
    assert_eq!(second.unwrap_err().kind, ProblemKind::AlreadyRunning);
    drop(engine);
    Engine::open(dir.path(), options()).unwrap();
}

#[tokio::test]
async fn an_opened_message_shows_its_text_and_why() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    server.deliver(&ham(2));
    engine.run_once(&id()).await.unwrap();
    for (subject, text) in
        [("letter 1", "This is letter number 1."), ("letter 2", "This is letter number 2.")]
    {
        let opened = engine.open_message(row(&engine, subject).id).await.unwrap();
        assert_eq!(opened.text.trim(), text);
        assert_eq!(opened.to, "hanako@home.example");
        assert!((opened.judgement.evidence.total() - opened.judgement.log_odds).abs() < 1e-9);
    }
    assert_eq!(engine.open_message(MessageId(99)).await.unwrap_err().kind, ProblemKind::NoSuchMessage);
}

#[tokio::test]
async fn what_a_view_is_given_of_a_message_is_bounded() {
    let (_dir, server, engine) = ready(Mode::Observe);
    let long = "word ".repeat(12_000);
    let part = format!("--b\r\nContent-Type: a/b; name=\"{long}\"\r\n\r\nx\r\n").repeat(300);
    let raw = format!(
        "From: {long} <a@b.example>\r\nTo: {long}\r\nTo: {long}\r\nSubject: {long}\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n{}\r\n{part}",
        long.repeat(5),
    );
    server.deliver(raw.as_bytes());
    engine.run_once(&id()).await.unwrap();
    let opened = engine.open_message(rows(&engine)[0].id).await.unwrap();
    assert!(opened.text_cut && opened.text.len() <= 200_000 && opened.to.len() <= 4_000);
    assert!((1..=2_000).contains(&opened.attachments.len()));
    assert!(opened.attachments.iter().all(|file| file.name.len() <= 300));
    assert!(opened.row.subject.len() <= 1_000 && opened.row.from_name.len() <= 1_000);
    assert!(bytes_of(&opened.judgement) <= 16_000);
}

#[tokio::test]
async fn of_a_message_with_too_many_parts_a_view_is_told_that_attachments_may_be_missing() {
    let (_dir, server, engine) = ready(Mode::Observe);
    for parts in [3, 3_000] {
        let part = "--b\r\nContent-Type: a/b; name=\"x.pdf\"\r\n\r\nx\r\n".repeat(parts);
        let head = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
        server.deliver(format!("{head}{part}").as_bytes());
    }
    engine.run_once(&id()).await.unwrap();
    for row in rows(&engine) {
        let opened = engine.open_message(row.id).await.unwrap();
        assert_eq!(opened.attachments_cut, opened.attachments.len() > 3);
    }
}

#[tokio::test]
async fn a_letter_under_a_heap_of_marks_is_shown_with_a_few_of_them_and_no_script_loses_any() {
    let (_dir, server, engine) = ready(Mode::Observe);
    let family = "👨\u{200d}👩\u{200d}👧\u{200d}👦 नि が é ㌀";
    let heap = format!("z{} {}", "\u{301}".repeat(60_000), "👨\u{200d}".repeat(60_000));
    let lines = "From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
    server.deliver(format!("{lines}{family} {heap} end\r\n").as_bytes());
    engine.run_once(&id()).await.unwrap();
    let opened = engine.open_message(rows(&engine)[0].id).await.unwrap();
    assert!(opened.text.starts_with(family) && opened.text.trim_end().ends_with(" end"), "{}", opened.text);
    assert!(opened.text.chars().count() < 100);
}

/// About as many bytes as the view is sent.
fn bytes_of(judgement: &classifier::Judgement) -> usize {
    crate::codec::encode(judgement).unwrap().len()
}

#[tokio::test]
async fn the_text_of_a_message_is_never_in_the_store() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(b"From: a@friend.example\r\nSubject: s\r\n\r\nunmistakable-words-of-the-body\r\n");
    engine.run_once(&id()).await.unwrap();
    engine.open_message(rows(&engine)[0].id).await.unwrap();
    drop(engine);
    for entry in fs::read_dir(dir.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            let words = b"unmistakable-words-of-the-body";
            assert!(!bytes.windows(words.len()).any(|window| window == words), "{}", path.display());
        }
    }
}

#[tokio::test]
async fn a_judged_message_is_never_judged_again_in_any_folder_or_account() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    let corrected = engine.correct(row(&engine, "letter 1").id, Label::Ham).await.unwrap();
    assert_eq!((corrected.learned_ham, corrected.learned_spam, corrected.pending), (1, 0, None));
    assert_eq!(corrected.row.verdict, Verdict::Ham);
    // A second copy, as by another list or folder, and one that a server added a line to.
    server.deliver(&spam(1));
    let mut with_line = b"X-Moved-By: some server\r\n".to_vec();
    with_line.extend_from_slice(&spam(1));
    server.deliver(&with_line);
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.spam, report.held), (0, 0));
    assert!(rows(&engine).iter().all(|row| row.corrected == Some(Label::Ham) && row.verdict == Verdict::Ham));
    assert_eq!(server.raws(INBOX).len(), 3);
}

#[tokio::test]
async fn a_forged_message_id_does_not_borrow_the_persons_word() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    engine.correct(row(&engine, "letter 1").id, Label::Ham).await.unwrap();
    let forged = String::from_utf8(spam(1)).unwrap().replace("This is letter number 1.", "Buy now!");
    server.deliver(forged.as_bytes());
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 1);
    assert_eq!(server.raws(OWN), [forged.into_bytes()]);
}

#[tokio::test]
async fn a_word_is_kept_when_the_server_is_away_and_carried_out_later() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    server.deliver(&ham(2));
    engine.run_once(&id()).await.unwrap();
    let (held, kept) = (row(&engine, "letter 1").id, row(&engine, "letter 2").id);
    drop(engine);
    let engine = open(dir.path(), &server);
    server.world().refuses = Some(ProblemKind::UnknownHost);
    let first = engine.correct(held, Label::Ham).await.unwrap();
    let second = engine.correct(kept, Label::Spam).await.unwrap();
    assert_eq!(first.pending.unwrap().kind, ProblemKind::UnknownHost);
    assert_eq!(second.pending.unwrap().kind, ProblemKind::UnknownHost);
    assert_eq!((second.learned_ham, second.learned_spam), (1, 1));
    server.world().refuses = None;
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.raws(INBOX), [spam(1)]);
    assert_eq!(server.raws(OWN), [ham(2)]);
    assert_eq!(row(&engine, "letter 1").whereabouts, Whereabouts::Released);
    assert_eq!(row(&engine, "letter 2").whereabouts, Whereabouts::Held);
}

#[tokio::test]
async fn a_changed_mind_is_learned_exactly_once() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&ham(1));
    engine.run_once(&id()).await.unwrap();
    let message = row(&engine, "letter 1").id;
    for _ in 0..2 {
        engine.correct(message, Label::Spam).await.unwrap();
        assert_eq!((engine.learned(), server.raws(OWN).len()), ((0, 1), 1));
        engine.correct(message, Label::Ham).await.unwrap();
        assert_eq!((engine.learned(), server.raws(INBOX).len()), ((1, 0), 1));
    }
}

#[tokio::test]
async fn a_click_changes_what_is_thought_of_near_duplicates_at_once() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let offer = |number: u32| {
        format!(
            "From: offers{number}@shop{number}.example\r\nTo: hanako@home.example\r\nSubject: cheap watches\r\n\
             Message-ID: <{number}@shop.example>\r\n\r\nGenuine replica watches at unbeatable discount, order today \
             and receive free worldwide shipping on every luxury timepiece in our exclusive catalogue.\r\n"
        )
    };
    for number in 0..3 {
        server.deliver(offer(number).as_bytes());
        server.deliver(&ham(number));
    }
    engine.run_once(&id()).await.unwrap();
    let of =
        |address: &str| rows(&engine).into_iter().find(|row| row.from_address.starts_with(address)).unwrap();
    let before = of("offers2").score;
    engine.correct(of("offers0").id, Label::Spam).await.unwrap();
    engine.correct(of("someone").id, Label::Ham).await.unwrap();
    let near = of("offers2");
    assert!(near.score > before, "{} is not above {before}", near.score);
    assert!(
        (engine.open_message(near.id).await.unwrap().judgement.score.probability() - near.score).abs()
            < 1e-12
    );
}

/// A mail whose text is nothing like that of the others.
fn unlike() -> Vec<u8> {
    b"From: aunt@family.example\r\nTo: hanako@home.example\r\nSubject: Sunday\r\nMessage-ID: <1@family.example>\r\n\r\n\
      We are all coming by train and bring the cake with us.\r\n"
        .to_vec()
}

#[tokio::test]
async fn the_copy_of_a_marked_text_is_found_among_many_messages_and_held() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let chat = |name: &str| {
        let text = "I moved to your town last month for work and do not know anyone here yet, so I would be glad \
            of a letter. I like cooking, long walks by the river and old films. Do you have time at the weekend?";
        format!(
            "From: {name}@mail.{name}.example\r\nTo: hanako@home.example\r\nSubject: evening\r\n\
             Message-ID: <{name}@mail.example>\r\n\r\nMy name is {name}. {text}\r\n"
        )
    };
    server.deliver(chat("maki").as_bytes());
    server.deliver(chat("yuko").as_bytes());
    for number in 0..60 {
        server.deliver(&ham(number));
    }
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 0);
    let of = |name: &str| rows(&engine).into_iter().find(|row| row.from_address.starts_with(name)).unwrap();
    let corrected = engine.correct(of("maki").id, Label::Spam).await.unwrap();
    assert_eq!((corrected.also_changed, corrected.pending), (1, None));
    assert_eq!(server.raws(OWN).len(), 2);
    assert_eq!(of("yuko").whereabouts, Whereabouts::Held);
}

#[tokio::test]
async fn a_near_message_whose_verdict_changes_by_a_click_is_moved_too() {
    let (_dir, server, engine) = ready(Mode::Hold);
    for number in 0..4 {
        server.deliver(&mail(number, "shop.example"));
    }
    server.deliver(&unlike());
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.raws(INBOX).len(), 5);
    engine.add_to_list(ListKind::Block, "shop.example").unwrap();
    let mut events = engine.subscribe();
    let corrected = engine.correct(row(&engine, "letter 0").id, Label::Spam).await.unwrap();
    assert_eq!((corrected.also_changed, corrected.pending), (3, None));
    assert_eq!(server.raws(INBOX), [unlike()]);
    assert_eq!(server.raws(OWN).len(), 4);
    let judged =
        std::iter::from_fn(|| events.try_recv().ok()).filter(|event| matches!(event, Event::Judged { .. }));
    assert_eq!(judged.count(), 3);
}

#[tokio::test]
async fn learning_a_file_sticks_and_unlearning_takes_it_back() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    assert!(engine.learn(&spam(1), Label::Ham).unwrap());
    assert!(!engine.learn(&spam(1), Label::Ham).unwrap());
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 0);
    assert_eq!(row(&engine, "letter 1").corrected, Some(Label::Ham));
    assert!(engine.unlearn(&spam(1)).await.unwrap().changed);
    assert!(!engine.unlearn(&spam(1)).await.unwrap().changed);
    assert_eq!(engine.learned(), (0, 0));
    let back = row(&engine, "letter 1");
    assert_eq!((back.corrected, back.verdict), (None, Verdict::Spam));
    assert_eq!(engine.learn(b"", Label::Ham).unwrap_err().kind, ProblemKind::EmptyFile);
    assert_eq!(engine.check(b"").unwrap_err().kind, ProblemKind::EmptyFile);
}

#[tokio::test]
async fn a_new_store_finds_what_is_held_on_disk_and_can_give_it_back() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    drop(engine);
    fs::write(dir.path().join("mekiki.db"), "damage ".repeat(2000)).unwrap();
    for rest in ["mekiki.db-wal", "mekiki.db-shm"] {
        let _ = fs::remove_file(dir.path().join(rest));
    }
    let problem = Engine::open_with(dir.path(), &options(), Arc::new(server.clone())).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::StoreCorrupt);
    let engine = open(dir.path(), &server);
    let found = row(&engine, "letter 1");
    assert_eq!((found.whereabouts, found.account.clone()), (Whereabouts::Held, id()));
    engine.add_account(account(Mode::Hold), None).unwrap();
    engine.release(found.id).await.unwrap();
    assert_eq!(server.raws(INBOX), [spam(1)]);
    assert!(server.raws(OWN).is_empty());
    assert_eq!(server.stored(INBOX, &spam(1)).envelope.flags, ["\\Flagged"]);
}

#[tokio::test]
async fn a_message_that_cannot_be_read_does_not_keep_the_others_waiting() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&ham(1));
    let bad = server.deliver(&ham(2));
    server.deliver(&spam(3));
    server.world().unreadable.insert(bad, ProblemKind::PermissionDenied);
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.held, report.failed), (2, 1, 1));
    let failure = &report.failures[0];
    assert_eq!((failure.folder.as_str(), failure.problem.kind), (INBOX, ProblemKind::PermissionDenied));
    assert!(failure.message.is_some());
    assert_eq!(rows(&engine).len(), 2);
    assert_eq!(server.raws(OWN), [spam(3)]);
    server.world().unreadable.clear();
    engine.run_once(&id()).await.unwrap();
    assert_eq!(rows(&engine).len(), 3);
}

#[tokio::test]
async fn a_message_that_the_server_refuses_does_not_keep_the_others_waiting() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let bad = server.deliver(&ham(1));
    server.deliver(&spam(2));
    server.world().unreadable.insert(bad, ProblemKind::Refused);
    // It may be asked for as often as there are runs: what is refused is not given up.
    for run in 0..7 {
        let report = engine.run_once(&id()).await.unwrap();
        let done = u32::from(run == 0);
        assert_eq!((report.judged, report.held, report.failed), (done, done, 1));
    }
    assert_eq!(server.raws(OWN), [spam(2)]);
    server.world().unreadable.clear();
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 1);
}

#[tokio::test]
async fn a_server_that_refuses_everything_ends_the_run() {
    let (_dir, server, engine) = ready(Mode::Hold);
    for number in 0..30 {
        let uid = server.deliver(&ham(number));
        server.world().unreadable.insert(uid, ProblemKind::Refused);
    }
    assert_eq!(engine.run_once(&id()).await.unwrap_err().kind, ProblemKind::Refused);
    server.world().unreadable.clear();
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 30);
}

#[tokio::test]
async fn random_bytes_an_empty_mail_and_a_huge_one_are_judged_and_lost_is_nothing() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let noise: Vec<u8> =
        (0..100_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let mut huge = spam(1);
    huge.resize(LARGEST_WHOLE as usize + 1, b'x');
    for raw in [&noise[..], b"", &huge[..]] {
        server.deliver(raw);
    }
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.held, report.too_large), (3, 0, 1));
    assert_eq!((engine.earlier_spam(&id()).unwrap(), engine.too_large_spam(&id()).unwrap()), (0, 1));
    assert_eq!(server.raws(INBOX).len(), 3);
    // Blocked, but too large for a copy that is proven: it stays where it is.
    let huge = row(&engine, "letter 1");
    assert_eq!((huge.verdict, huge.whereabouts), (Verdict::Spam, Whereabouts::Inbox));
    let opened = engine.open_message(huge.id).await.unwrap();
    assert!(opened.text_cut && opened.too_large, "what is shown is its beginning, and that is said");
    for row in rows(&engine).iter().filter(|row| row.id != huge.id) {
        let opened = engine.open_message(row.id).await.unwrap();
        assert!(!opened.text_cut && !opened.too_large);
    }
}

#[tokio::test]
async fn a_rebuilt_folder_shows_no_message_twice_and_judges_none_again() {
    let (_dir, server, engine) = ready(Mode::Observe);
    for number in 0..5 {
        server.deliver(&ham(number));
        server.deliver(&spam(number));
    }
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 10);
    let before = rows(&engine);
    server.rebuild();
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 0);
    assert_eq!(rows(&engine), before);
    let opened = engine.open_message(before[0].id).await.unwrap();
    assert_eq!(opened.row, before[0]);
}

#[tokio::test]
async fn the_sender_of_corrected_mail_has_a_history() {
    let (_dir, server, engine) = ready(Mode::Observe);
    server.deliver(&ham(1));
    engine.run_once(&id()).await.unwrap();
    let known = |engine: &Engine| {
        let message = classifier::Message::parse(&ham(9));
        engine.judge_counted(None, &message, None).unwrap().1.facts.sender
    };
    let message = row(&engine, "letter 1").id;
    engine.correct(message, Label::Spam).await.unwrap();
    assert_eq!((known(&engine).ham, known(&engine).spam, known(&engine).domain_spam), (0, 1, 1));
    assert_eq!(known(&engine).first_ham, None);
    engine.correct(message, Label::Ham).await.unwrap();
    let history = known(&engine);
    assert_eq!((history.ham, history.spam, history.domain_ham), (1, 0, 1));
    assert_eq!(history.ham_networks, ["192.0.2.0".parse::<std::net::IpAddr>().unwrap()]);
    assert!(history.first_ham.is_some());
}

#[tokio::test]
async fn a_message_is_no_witness_in_its_own_case() {
    let (_dir, server, engine) = ready(Mode::Observe);
    server.deliver(&ham(1));
    engine.run_once(&id()).await.unwrap();
    engine.correct(row(&engine, "letter 1").id, Label::Ham).await.unwrap();
    let message = classifier::Message::parse(&ham(1));
    let judged = |counted| engine.judge_counted(None, &message, counted).unwrap().1.facts.sender;
    assert_eq!((judged(None).ham, judged(None).domain_ham), (1, 1));
    let said = Some(crate::store::senders::Count::Said(Label::Ham));
    assert_eq!(judged(said), classifier::facts::SenderHistory::default());
}

#[tokio::test]
async fn what_was_only_judged_is_a_weak_witness_for_its_sender_and_none_against() {
    let (_dir, server, engine) = ready(Mode::Observe);
    server.deliver(&ham(1));
    server.deliver(&spam(2));
    engine.run_once(&id()).await.unwrap();
    engine.correct(row(&engine, "letter 1").id, Label::Ham).await.unwrap();
    engine.correct(row(&engine, "letter 2").id, Label::Spam).await.unwrap();
    for number in 3..7 {
        server.deliver(&ham(number));
        server.deliver(&spam(number));
    }
    engine.run_once(&id()).await.unwrap();
    let known = |raw: &[u8]| engine.known(None, &classifier::Message::parse(raw), None).unwrap().facts.sender;
    let (good, bad) = (known(&ham(9)), known(&spam(9)));
    assert_eq!((good.ham, good.passed), (1, 4));
    assert_eq!((bad.passed, bad.spam, bad.domain_spam), (0, 1, 1));
}

#[tokio::test]
async fn forgetting_an_account_touches_no_mail_and_keeps_what_is_held() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    server.deliver(&ham(2));
    engine.run_once(&id()).await.unwrap();
    engine.remove_account(&id()).unwrap();
    assert_eq!((server.raws(INBOX), server.raws(OWN)), (vec![ham(2)], vec![spam(1)]));
    let held = row(&engine, "letter 1");
    assert_eq!(engine.held_raw(held.id).unwrap(), spam(1));
    assert_eq!(engine.release(held.id).await.unwrap_err().kind, ProblemKind::NoSuchAccount);
    engine.add_account(account(Mode::Hold), None).unwrap();
    engine.release(held.id).await.unwrap();
    assert!(server.raws(OWN).is_empty());
    assert_eq!(
        engine.remove_account(&AccountId("x".to_owned())).unwrap_err().kind,
        ProblemKind::NoSuchAccount
    );
}

#[tokio::test]
async fn an_account_that_cannot_be_is_refused_with_its_reason() {
    let (_dir, _server, engine) = ready(Mode::Hold);
    assert_eq!(engine.add_account(account(Mode::Hold), None).unwrap_err().kind, ProblemKind::AccountExists);
    let imap = |host: &str, port: u16, user: &str| Account {
        id: AccountId("b".to_owned()),
        source: Source::Imap {
            host: host.to_owned(),
            port,
            security: crate::account::Security::Tls,
            user: user.to_owned(),
            ca_file: None,
        },
        ..account(Mode::Hold)
    };
    let unnamed = Account { id: AccountId(" ".to_owned()), ..account(Mode::Hold) };
    for (account, what) in [
        (unnamed, "account-name"),
        (imap(" ", 993, "u"), "host"),
        (imap("mail.example", 0, "u"), "port"),
        (imap("mail.example", 993, ""), "user"),
    ] {
        let problem = engine.add_account(account, None).unwrap_err();
        assert_eq!((problem.kind, problem.facts["what"].as_str()), (ProblemKind::BadInput, what));
    }
    assert_eq!(engine.accounts().unwrap().len(), 1);
}

#[tokio::test]
async fn a_password_is_in_no_file_of_the_data_folder() {
    let (dir, _server, engine) = ready(Mode::Hold);
    let source = Source::Imap {
        host: "mail.example".to_owned(),
        port: 993,
        security: crate::account::Security::Tls,
        user: "hanako".to_owned(),
        ca_file: None,
    };
    let account = Account { id: AccountId("b".to_owned()), source, ..account(Mode::Hold) };
    engine.add_account(account, Some(Zeroizing::new("very-secret-password".to_owned()))).unwrap();
    assert!(engine.secrets().fetch(&AccountId("b".to_owned())).is_ok());
    drop(engine);
    for entry in fs::read_dir(dir.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            assert!(!String::from_utf8_lossy(&fs::read(&path).unwrap()).contains("very-secret-password"));
        }
    }
}

#[tokio::test]
async fn changing_the_mode_leaves_mail_judged_before_where_it_is() {
    let (_dir, server, engine) = ready(Mode::Observe);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    engine.set_mode(&id(), Mode::Hold).unwrap();
    server.deliver(&spam(2));
    engine.run_once(&id()).await.unwrap();
    assert_eq!(server.raws(INBOX), [spam(1)]);
    assert_eq!(server.raws(OWN), [spam(2)]);
}

#[test]
fn lists_and_settings_are_kept() {
    let (dir, server, engine) = ready(Mode::Hold);
    let added = engine.add_to_list(ListKind::Allow, "Friend@Home.Example").unwrap();
    assert_eq!(engine.add_to_list(ListKind::Allow, "friend@home.example").unwrap(), added);
    assert_eq!(engine.add_to_list(ListKind::Allow, "a b").unwrap_err().kind, ProblemKind::BadInput);
    engine.set_setting("language", "ja").unwrap();
    drop(engine);
    let engine = open(dir.path(), &server);
    assert_eq!(engine.lists().unwrap().last(), Some(&added));
    assert_eq!(engine.setting("language").unwrap().as_deref(), Some("ja"));
    assert_eq!(engine.setting("none").unwrap(), None);
    engine.remove_from_list(added.id).unwrap();
    assert_eq!(engine.remove_from_list(added.id).unwrap_err().kind, ProblemKind::BadInput);
}

#[test]
fn several_entries_are_added_to_a_list_or_none() {
    let (_dir, _server, engine) = ready(Mode::Hold);
    let before = engine.lists().unwrap();
    let values = |values: &[&str]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
    let wrong = values(&["a@b.example", "c.example", "*.xyz", "d.example"]);
    assert_eq!(engine.add_all_to_list(ListKind::Allow, &wrong).unwrap_err().facts["value"], "xyz");
    assert_eq!(engine.lists().unwrap(), before);
    let right = values(&["a@b.example", "c.example"]);
    assert_eq!(engine.add_all_to_list(ListKind::Allow, &right).unwrap().len(), 2);
}

#[tokio::test]
async fn a_list_entry_remembers_when_it_last_named_a_sender() {
    let (_dir, server, engine) = ready(Mode::Observe);
    assert_eq!(engine.lists().unwrap()[0].last_applied, None);
    server.deliver(&mail(1, "deep.below.spam.example"));
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!(report.spam, 1);
    assert_eq!(engine.lists().unwrap()[0].last_applied, Some(NOW));
}

#[tokio::test]
async fn testing_an_account_says_what_is_there_and_changes_nothing() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    let test = engine.test_account(&id()).await.unwrap();
    assert_eq!((test.folders, test.messages), (vec![INBOX.to_owned()], 1));
    assert_eq!(server.raws(INBOX), [spam(1)]);
    let missing = Server::default();
    missing.world().refuses = Some(ProblemKind::WrongPassword);
    let dir = tempfile::tempdir().unwrap();
    let engine = open(dir.path(), &missing);
    engine.add_account(account(Mode::Hold), None).unwrap();
    assert_eq!(engine.test_account(&id()).await.unwrap_err().kind, ProblemKind::WrongPassword);
}

#[tokio::test]
async fn a_deleted_message_is_not_shown_but_said_to_be_deleted() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    let message = row(&engine, "letter 1").id;
    engine.open_message(message).await.unwrap();
    engine.delete(message).unwrap();
    assert_eq!(engine.message(message).unwrap().whereabouts, Whereabouts::Deleted);
    let problems = [
        engine.open_message(message).await.unwrap_err(),
        engine.held_raw(message).unwrap_err(),
        engine.release(message).await.unwrap_err(),
        engine.delete(message).unwrap_err(),
    ];
    for problem in problems {
        assert_eq!(problem.kind, ProblemKind::MessageDeleted);
        assert_eq!(problem.facts["message"], message.0.to_string());
        assert!(problem.facts["when"].starts_with("2026-11-1"), "{problem}");
    }
}
