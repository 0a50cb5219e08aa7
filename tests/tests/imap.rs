//! An ordinary day against a real Dovecot.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::path::PathBuf;
use std::time::Duration;

use engine::mailbox::{self, Cursor, Envelope, Mailbox, Seen, Sought, Woken};
use engine::problem::ProblemKind;
use mekiki_tests::dovecot::{Dovecot, Options, PASSWORD, Stored, USER};
use mekiki_tests::sample;
use tokio::sync::watch;

/// Far longer than anything here takes; only a hang reaches it.
const LONG: u64 = 120;

async fn signed_in(dovecot: &Dovecot) -> Box<dyn Mailbox> {
    mailbox::connect(&dovecot.tls(), Some(&Dovecot::password()), PathBuf::new()).await.unwrap()
}

/// All new messages of a folder, asked for in portions.
async fn all(mailbox: &mut dyn Mailbox, folder: &str, portion: usize) -> (Vec<Seen>, Cursor) {
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let look = mailbox.look(folder, cursor.as_ref(), portion).await.unwrap();
        assert!(look.new.len() <= portion);
        seen.extend(look.new);
        cursor = Some(look.cursor);
        if !look.more {
            return (seen, cursor.unwrap());
        }
    }
}

fn fill(dovecot: &Dovecot, count: usize) {
    for number in 0..count {
        let flags = ["", "S", "F", "FS", "RS"][number % 5];
        dovecot.put_seen("INBOX", &sample::message(number), flags, 1_700_000_000 + number as u64);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_messages_are_seen_held_and_released_byte_for_byte_with_flags_and_dates() {
    let dovecot = Dovecot::start();
    fill(&dovecot, 200);
    let before = dovecot.stored("INBOX");
    let mut mailbox = signed_in(&dovecot).await;
    let (seen, cursor) = all(mailbox.as_mut(), "INBOX", 30).await;
    assert_eq!(seen.len(), 200);
    assert!(mailbox.look("INBOX", Some(&cursor), 30).await.unwrap().new.is_empty());
    let mut fetched = Vec::new();
    for one in &seen {
        let raw = mailbox.fetch(&one.place).await.unwrap();
        assert_eq!(raw.len() as u64, one.size);
        fetched.push(raw);
    }
    let mut sorted = fetched.clone();
    sorted.sort();
    assert_eq!(sorted, before.iter().map(|one| one.raw.clone()).collect::<Vec<_>>());
    assert_eq!(dovecot.stored("INBOX"), before, "looking and fetching change nothing, not even \\Seen");

    let mut held = Vec::new();
    for (one, raw) in seen.iter().zip(&fetched).step_by(4) {
        let place = mailbox.hold(&one.place).await.unwrap().unwrap();
        assert_eq!(place.folder, mailbox.own_folder().unwrap());
        assert_eq!(&mailbox.fetch(&place).await.unwrap(), raw);
        held.push(place);
    }
    assert_eq!(dovecot.stored("Mekiki").len(), 50);
    assert_eq!(dovecot.stored("INBOX").len(), 150);
    assert!(dovecot.stored("Junk").is_empty(), "an automatic move never goes to the server's junk folder");

    for place in &held {
        let back = mailbox.release(place, "INBOX").await.unwrap();
        assert_eq!(back.folder, "INBOX");
    }
    assert_eq!(dovecot.stored("INBOX"), before, "bytes, flags and dates are the same");
    assert!(dovecot.stored("Mekiki").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_look_tells_is_what_the_server_has() {
    let dovecot = Dovecot::start();
    dovecot.put_seen("INBOX", &sample::message(1), "FS", 1_700_000_000);
    dovecot.deliver("INBOX", &sample::message(2));
    let mut mailbox = signed_in(&dovecot).await;
    let look = mailbox.look("INBOX", None, 10).await.unwrap();
    let first = look.new.iter().find(|one| !one.envelope.flags.is_empty()).unwrap();
    assert_eq!(first.envelope.flags, ["\\Flagged", "\\Seen"]);
    assert_eq!(first.envelope.received.unwrap().0, 1_700_000_000);
    assert_eq!(mailbox.count("INBOX").await.unwrap(), 2);
    let folders = mailbox.folders().await.unwrap();
    assert_eq!(folders, ["Drafts", "INBOX", "Junk", "Sent", "Trash"]);
    assert!(mailbox.capabilities().iter().any(|one| one == "MOVE"));
    let start = mailbox.fetch_start(&first.place, 10).await.unwrap();
    assert_eq!(start, b"From: Send");
}

#[tokio::test(flavor = "multi_thread")]
async fn new_mail_ends_the_waiting() {
    let dovecot = Dovecot::start();
    let mut mailbox = signed_in(&dovecot).await;
    let look = mailbox.look("INBOX", None, 10).await.unwrap();
    let (_keep, stop) = watch::channel(false);
    let waiting = tokio::spawn(async move {
        let woken = mailbox.wait("INBOX", LONG, stop).await;
        (mailbox, woken)
    });
    dovecot.deliver("INBOX", &sample::message(1));
    let (mut mailbox, woken) = waiting.await.unwrap();
    assert_eq!(woken.unwrap(), Woken::Changed);
    let look = mailbox.look("INBOX", Some(&look.cursor), 10).await.unwrap();
    assert_eq!(look.new.len(), 1);
    assert!(dovecot.commands().iter().any(|command| command.contains("IDLE")));
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_that_came_while_another_folder_was_open_ends_the_waiting_at_once() {
    let dovecot = Dovecot::start();
    let mut mailbox = signed_in(&dovecot).await;
    mailbox.look("INBOX", None, 10).await.unwrap();
    mailbox.look("Junk", None, 10).await.unwrap();
    dovecot.deliver("INBOX", &sample::message(1));
    let (_keep, stop) = watch::channel(false);
    assert_eq!(mailbox.wait("INBOX", LONG, stop).await.unwrap(), Woken::Changed);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stop_signal_ends_the_waiting_and_the_connection_stays_usable() {
    let dovecot = Dovecot::start();
    let mut mailbox = signed_in(&dovecot).await;
    mailbox.look("INBOX", None, 10).await.unwrap();
    let (give, stop) = watch::channel(false);
    let waiting = tokio::spawn(async move {
        let woken = mailbox.wait("INBOX", LONG, stop).await;
        (mailbox, woken)
    });
    while !dovecot.commands().iter().any(|command| command.contains("IDLE")) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    give.send(true).unwrap();
    let (mut mailbox, woken) = waiting.await.unwrap();
    assert_eq!(woken.unwrap(), Woken::Stopped);
    assert_eq!(mailbox.count("INBOX").await.unwrap(), 0);
    let (_keep, stop) = watch::channel(false);
    assert_eq!(mailbox.wait("INBOX", 0, stop).await.unwrap(), Woken::TimedOut);
}

/// The person's own mail program, played by another implementation of IMAP.
fn other_program(dovecot: &Dovecot, work: impl FnOnce(&mut imap::Session<imap::Connection>)) {
    let authority = native_tls::Certificate::from_pem(&std::fs::read(dovecot.authority()).unwrap()).unwrap();
    let connector = native_tls::TlsConnector::builder().add_root_certificate(authority).build().unwrap();
    let (_, port) = dovecot.ports();
    let tcp = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    let tls: imap::Connection = Box::new(connector.connect("localhost", tcp).unwrap());
    let mut client = imap::Client::new(tls);
    client.read_greeting().unwrap();
    let mut session = client.authenticate("PLAIN", &Plain).map_err(|(error, _)| error).unwrap();
    work(&mut session);
    session.logout().unwrap();
}

struct Plain;

impl imap::Authenticator for Plain {
    type Response = String;
    fn process(&self, _: &[u8]) -> String {
        format!("\0{USER}\0{PASSWORD}")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_another_program_expunges_while_its_folder_is_open_is_gone_and_nothing_worse() {
    let dovecot = Dovecot::start();
    fill(&dovecot, 6);
    let mut mailbox = signed_in(&dovecot).await;
    let (seen, _) = all(mailbox.as_mut(), "INBOX", 10).await;
    let mut left = seen.len();
    for (number, one) in seen.iter().take(3).enumerate() {
        tokio::task::block_in_place(|| {
            other_program(&dovecot, |session| {
                session.select("INBOX").unwrap();
                let uid = one.place.key.split(':').nth(1).unwrap();
                session.uid_store(uid, "+FLAGS (\\Deleted)").unwrap();
                session.expunge().unwrap();
            });
        });
        left -= 1;
        let problem = match number {
            0 => mailbox.fetch(&one.place).await.unwrap_err(),
            1 => mailbox.fetch_start(&one.place, 10).await.unwrap_err(),
            _ => mailbox.hold(&one.place).await.unwrap_err(),
        };
        assert_eq!(problem.kind, ProblemKind::MessageGone, "{problem}");
        // The connection goes on.
        assert_eq!(all(mailbox.as_mut(), "INBOX", 10).await.0.len(), left);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_another_program_moved_is_gone_here_and_found_there() {
    let dovecot = Dovecot::start();
    fill(&dovecot, 3);
    let mut mailbox = signed_in(&dovecot).await;
    let (seen, cursor) = all(mailbox.as_mut(), "INBOX", 10).await;
    let raw = mailbox.fetch(&seen[1].place).await.unwrap();
    tokio::task::block_in_place(|| {
        other_program(&dovecot, |session| {
            session.select("INBOX").unwrap();
            let uid = seen[1].place.key.split(':').nth(1).unwrap();
            session.uid_mv(uid, "Trash").unwrap();
        });
    });
    assert_eq!(mailbox.hold(&seen[1].place).await.unwrap_err().kind, ProblemKind::MessageGone);
    assert_eq!(mailbox.fetch(&seen[1].place).await.unwrap_err().kind, ProblemKind::MessageGone);
    let number = (0..3).find(|number| sample::message(*number) == raw).unwrap();
    let sought = Sought {
        message_id: sample::message_id(number),
        digest: sample::digest(&raw),
        size: raw.len() as u64,
        place: None,
    };
    assert!(mailbox.locate("INBOX", &sought).await.unwrap().is_empty());
    assert!(
        mailbox.locate("Mekiki", &sought).await.unwrap().is_empty(),
        "a folder that is not there holds nothing"
    );
    let found = mailbox.locate("Trash", &sought).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(mailbox.fetch(&found[0]).await.unwrap(), raw);
    assert!(mailbox.look("INBOX", Some(&cursor), 10).await.unwrap().new.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_another_program_moves_out_ends_the_waiting() {
    let dovecot = Dovecot::start();
    fill(&dovecot, 1);
    let mut mailbox = signed_in(&dovecot).await;
    mailbox.look("INBOX", None, 10).await.unwrap();
    let (_keep, stop) = watch::channel(false);
    let waiting = tokio::spawn(async move { mailbox.wait("INBOX", LONG, stop).await });
    tokio::task::block_in_place(|| {
        other_program(&dovecot, |session| {
            session.select("INBOX").unwrap();
            session.mv("1", "Junk").unwrap();
        });
    });
    assert_eq!(waiting.await.unwrap().unwrap(), Woken::Changed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_was_rebuilt_is_looked_at_anew_and_old_places_mean_nothing() {
    let dovecot = Dovecot::start();
    fill(&dovecot, 5);
    let (old, cursor) = all(signed_in(&dovecot).await.as_mut(), "INBOX", 10).await;
    dovecot.rebuild("INBOX");
    let mut mailbox = signed_in(&dovecot).await;
    let look = mailbox.look("INBOX", Some(&cursor), 10).await.unwrap();
    assert!(look.rebuilt);
    assert_eq!(look.new.len(), 5);
    let before = dovecot.stored("INBOX");
    for one in &old {
        assert_eq!(mailbox.hold(&one.place).await.unwrap_err().kind, ProblemKind::MessageGone);
        assert_eq!(mailbox.delete(&one.place).await.unwrap_err().kind, ProblemKind::MessageGone);
    }
    assert_eq!(
        dovecot.stored("INBOX"),
        before,
        "a number of the old folder never touches a message of the new one"
    );
    assert!(!mailbox.look("INBOX", Some(&look.cursor), 10).await.unwrap().rebuilt);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_put_back_where_the_server_has_none_any_more() {
    let dovecot = Dovecot::start();
    let raw = sample::message(35);
    let mut mailbox = signed_in(&dovecot).await;
    let envelope = Envelope {
        flags: vec!["\\Flagged".into(), "\\Recent".into(), "\\Seen".into()],
        received: Some((1_700_000_000, 540)),
    };
    let place = mailbox.restore("INBOX", &raw, &envelope).await.unwrap();
    assert_eq!(
        dovecot.stored("INBOX"),
        [Stored { raw: raw.clone(), flags: "FS".into(), received: 1_700_000_000 }]
    );
    assert_eq!(mailbox.fetch(&place).await.unwrap(), raw);
    let missing = mailbox.restore("Nowhere", &raw, &envelope).await.unwrap_err();
    assert_eq!(missing.kind, ProblemKind::NoSuchFolder);
    assert_eq!(missing.facts["folder"], "Nowhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_the_person_confirmed_goes_to_the_junk_folder() {
    let dovecot = Dovecot::start();
    fill(&dovecot, 2);
    let mut mailbox = signed_in(&dovecot).await;
    let (seen, _) = all(mailbox.as_mut(), "INBOX", 10).await;
    let place = mailbox.confirm_spam(&seen[0].place).await.unwrap().unwrap();
    assert_eq!(place.folder, "Junk");
    assert_eq!(dovecot.stored("Junk").len(), 1);
    assert_eq!(mailbox.confirm_spam(&place).await.unwrap(), Some(place), "there already");
}

#[tokio::test(flavor = "multi_thread")]
async fn keywords_are_set_and_taken_away() {
    let dovecot = Dovecot::start();
    fill(&dovecot, 1);
    let mut mailbox = signed_in(&dovecot).await;
    let (seen, _) = all(mailbox.as_mut(), "INBOX", 10).await;
    let place = &seen[0].place;
    assert!(mailbox.mark(place, &["$Junk"], &["$NotJunk"]).await.unwrap());
    let flags = mailbox.look("INBOX", None, 10).await.unwrap().new[0].envelope.flags.clone();
    assert!(flags.contains(&"$Junk".to_owned()), "{flags:?}");
    assert!(mailbox.mark(place, &["$NotJunk"], &["$Junk"]).await.unwrap());
    let flags = mailbox.look("INBOX", None, 10).await.unwrap().new[0].envelope.flags.clone();
    assert!(flags.contains(&"$NotJunk".to_owned()) && !flags.contains(&"$Junk".to_owned()), "{flags:?}");
    // Keywords travel with the message, there and back.
    let held = mailbox.hold(place).await.unwrap().unwrap();
    mailbox.release(&held, "INBOX").await.unwrap();
    let flags = mailbox.look("INBOX", None, 10).await.unwrap().new[0].envelope.flags.clone();
    assert!(flags.contains(&"$NotJunk".to_owned()), "{flags:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_message_is_deleted_and_no_other() {
    let dovecot = Dovecot::start();
    fill(&dovecot, 3);
    // Another program has marked this one and not expunged it yet.
    dovecot.put_seen("INBOX", &sample::message(9), "T", 1_700_000_009);
    let mut mailbox = signed_in(&dovecot).await;
    let (seen, _) = all(mailbox.as_mut(), "INBOX", 10).await;
    assert_eq!(seen.len(), 3, "what is marked as deleted is not new");
    let raw = mailbox.fetch(&seen[0].place).await.unwrap();
    mailbox.delete(&seen[0].place).await.unwrap();
    let left = dovecot.stored("INBOX");
    assert_eq!(left.len(), 3);
    assert!(!left.iter().any(|one| one.raw == raw));
    assert!(left.iter().any(|one| one.flags.contains('T')));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_folder_of_our_own_is_made_anew_after_the_person_deleted_it() {
    let dovecot = Dovecot::start();
    fill(&dovecot, 2);
    let mut mailbox = signed_in(&dovecot).await;
    let (seen, _) = all(mailbox.as_mut(), "INBOX", 10).await;
    let held = mailbox.hold(&seen[0].place).await.unwrap().unwrap();
    mailbox.release(&held, "INBOX").await.unwrap();
    tokio::task::block_in_place(|| other_program(&dovecot, |session| session.delete("Mekiki").unwrap()));
    assert_eq!(mailbox.hold(&seen[1].place).await.unwrap().unwrap().folder, "Mekiki");
    assert_eq!(dovecot.stored("Mekiki").len(), 1);
    let subscriptions = std::fs::read_to_string(dovecot.path("INBOX").join("subscriptions")).unwrap();
    assert!(subscriptions.contains("Mekiki"), "programs that show subscribed folders only show it, too");
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_with_japanese_names_are_chosen_by_the_names_people_read() {
    let dovecot = Dovecot::start();
    // 仕事 (work) in modified UTF-7, as Dovecot keeps it on disk.
    dovecot.deliver("&TtVOiw-", &sample::message(1));
    let mut mailbox = signed_in(&dovecot).await;
    assert!(mailbox.folders().await.unwrap().contains(&"仕事".to_owned()));
    let (seen, _) = all(mailbox.as_mut(), "仕事", 10).await;
    let held = mailbox.hold(&seen[0].place).await.unwrap().unwrap();
    mailbox.release(&held, "仕事").await.unwrap();
    assert_eq!(dovecot.stored("&TtVOiw-").len(), 1);
    assert_eq!(mailbox.look("旅行", None, 10).await.unwrap_err().kind, ProblemKind::NoSuchFolder);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_dies_is_a_problem_and_nothing_is_lost() {
    let mut dovecot = Dovecot::start();
    fill(&dovecot, 2);
    let before = dovecot.stored("INBOX");
    let mut mailbox = signed_in(&dovecot).await;
    let (seen, _) = all(mailbox.as_mut(), "INBOX", 10).await;
    dovecot.kill();
    let problem = mailbox.hold(&seen[0].place).await.unwrap_err();
    assert_eq!(problem.kind, ProblemKind::HungUp);
    assert_eq!(dovecot.stored("INBOX"), before);
    let again = mailbox::connect(&dovecot.tls(), Some(&Dovecot::password()), PathBuf::new()).await;
    assert_eq!(again.map(drop).unwrap_err().kind, ProblemKind::ConnectionRefused);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_fifty_megabytes_is_fetched_held_and_put_back() {
    let dovecot = Dovecot::start();
    let mut raw = sample::message(1);
    raw.extend(b"fifty million bytes of this and that\r\n".repeat(50_000_000 / 38));
    dovecot.put_seen("INBOX", &raw, "S", 1_700_000_000);
    let before = dovecot.stored("INBOX");
    let mut mailbox = signed_in(&dovecot).await;
    let (seen, _) = all(mailbox.as_mut(), "INBOX", 10).await;
    assert_eq!(mailbox.fetch_start(&seen[0].place, 1_000).await.unwrap(), raw[..1_000]);
    assert!(mailbox.fetch(&seen[0].place).await.unwrap() == raw);
    let held = mailbox.hold(&seen[0].place).await.unwrap().unwrap();
    mailbox.release(&held, "INBOX").await.unwrap();
    assert!(dovecot.stored("INBOX") == before);
    mailbox.restore("Junk", &raw, &seen[0].envelope).await.unwrap();
    assert!(dovecot.stored("Junk") == before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_message_and_one_without_a_header_are_messages_too() {
    let dovecot = Dovecot::start();
    dovecot.deliver("INBOX", b"");
    dovecot.deliver("INBOX", b"\r\n");
    dovecot.deliver("INBOX", b"\xff\x00\xfe no header\r\n");
    let before = dovecot.stored("INBOX").len();
    let mut mailbox = signed_in(&dovecot).await;
    let (seen, _) = all(mailbox.as_mut(), "INBOX", 10).await;
    assert_eq!((seen.len(), before), (3, 3));
    for one in &seen {
        mailbox.fetch(&one.place).await.unwrap();
        let held = mailbox.hold(&one.place).await.unwrap().unwrap();
        mailbox.release(&held, "INBOX").await.unwrap();
    }
    assert_eq!(dovecot.stored("INBOX").len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn our_folder_is_made_where_the_server_lets_a_person_make_one() {
    for personal in [("Mail/", "/"), ("Mail_", "_")] {
        let options = Options { personal: Some(personal), ..Options::default() };
        let dovecot = Dovecot::start_with(&options);
        fill(&dovecot, 1);
        let mut mailbox = signed_in(&dovecot).await;
        let (seen, _) = all(mailbox.as_mut(), "INBOX", 10).await;
        let held = mailbox.hold(&seen[0].place).await.unwrap().unwrap();
        assert_eq!(held.folder, "Mail/Mekiki", "{personal:?}");
        // It is found again, and once it is there a new connection takes it for ours.
        let mut again = signed_in(&dovecot).await;
        assert_eq!(again.own_folder().unwrap(), "Mail/Mekiki");
        assert!(again.folders().await.unwrap().contains(&"Mail/Mekiki".to_owned()));
        again.release(&held, "INBOX").await.unwrap();
        assert_eq!(all(again.as_mut(), "INBOX", 10).await.0.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_everything_lies_below_inbox_our_folder_does_too() {
    let dovecot = Dovecot::start_with(&Options { below_inbox: true, unmarked: true, ..Options::default() });
    fill(&dovecot, 1);
    let mut mailbox = signed_in(&dovecot).await;
    let folders = mailbox.folders().await.unwrap();
    assert!(folders.contains(&"INBOX/Sent".to_owned()), "{folders:?}");
    let (seen, _) = all(mailbox.as_mut(), "INBOX", 10).await;
    let held = mailbox.hold(&seen[0].place).await.unwrap().unwrap();
    assert_eq!((held.folder.as_str(), mailbox.own_folder().unwrap()), ("INBOX/Mekiki", "INBOX/Mekiki"));
    assert_eq!(dovecot.stored("INBOX/Mekiki").len(), 1);
    let back = mailbox.release(&held, "INBOX").await.unwrap();
    let junk = mailbox.confirm_spam(&back).await.unwrap().unwrap();
    assert_eq!(junk.folder, "INBOX/Junk", "found by its name, as nothing marks it");
}
