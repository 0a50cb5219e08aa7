#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use classifier::facts::SenderHistory;

use crate::account::{Account, Mode};
use crate::engine::Engine;
use crate::store::senders;
use crate::testing::{INBOX, Server, account, ham, id, ready};
use crate::view::Which;

const SENT: &str = "Sent";

fn known(engine: &Engine, address: &str) -> SenderHistory {
    engine.store().read(|connection| senders::history(connection, address, "")).unwrap()
}

fn letter(number: u32, to: &str) -> Vec<u8> {
    format!(
        "From: hanako@home.example\r\nTo: {to}\r\nMessage-ID: <sent-{number}@home.example>\r\n\r\nHow are you?\r\n"
    )
    .into_bytes()
}

fn send(server: &Server, raw: &[u8]) {
    server.deliver_to(SENT, raw);
}

#[tokio::test]
async fn whom_the_person_wrote_to_is_known_once_for_each_mail_they_sent() {
    let (_dir, server, engine) = ready(Mode::Hold);
    send(&server, &letter(1, "Mother <Mother@family.example>, hanako@home.example"));
    send(
        &server,
        &letter(2, "mother@family.example\r\nCc: a@work.example\r\nBcc: \"B, C\" <b@work.example>"),
    );
    for _ in 0..3 {
        engine.run_once(&id()).await.unwrap();
        server.rebuild();
    }
    for (address, written) in [
        ("mother@family.example", 2),
        ("a@work.example", 1),
        ("b@work.example", 1),
        ("hanako@home.example", 0),
    ] {
        assert_eq!(known(&engine, address).written_to, written, "{address}");
    }
    send(&server, &letter(3, "mother@family.example"));
    engine.run_once(&id()).await.unwrap();
    assert_eq!(known(&engine, "mother@family.example").written_to, 3);
}

#[tokio::test]
async fn an_answer_to_what_the_person_sent_is_known_as_one() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let ours = |ids: &[&str]| engine.store().read(|connection| senders::is_ours(connection, ids)).unwrap();
    assert_eq!(ours(&["sent-1@home.example"]), None);
    send(&server, &letter(1, "mother@family.example"));
    let answer = String::from_utf8(ham(1))
        .unwrap()
        .replace("Subject:", "In-Reply-To: <sent-1@home.example>\r\nSubject:");
    server.deliver(answer.as_bytes());
    engine.run_once(&id()).await.unwrap();
    assert_eq!(ours(&["sent-1@home.example"]), Some(true));
    let row = engine.list(Which::Inbox).unwrap().remove(0);
    let opened = engine.open_message(row.id).await.unwrap();
    let names = opened.judgement.findings.iter().map(|finding| finding.check.0.as_str()).collect::<Vec<_>>();
    assert!(names.contains(&"answer-to-own-mail"), "{names:?}");
}

#[tokio::test]
async fn sent_mail_is_neither_judged_nor_moved_where_its_folder_is_watched() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let folders = vec![INBOX.to_owned(), SENT.to_owned()];
    engine.change_account(Account { folders, ..account(Mode::Hold) }, None).unwrap();
    let raw = letter(1, "someone@spam.example");
    send(&server, &raw);
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.held, report.failed), (0, 0, 0));
    assert_eq!(server.raws(SENT), [raw]);
    assert_eq!(known(&engine, "someone@spam.example").written_to, 1);
}

#[tokio::test]
async fn an_automatic_answer_and_a_mail_to_a_crowd_make_nobody_known() {
    let (_dir, server, engine) = ready(Mode::Hold);
    send(&server, &letter(1, "spammer@spam.example\r\nAuto-Submitted: auto-replied (vacation)"));
    let crowd: Vec<String> = (0..60).map(|number| format!("member-{number}@club.example")).collect();
    send(&server, &letter(2, &crowd.join(", ")));
    engine.run_once(&id()).await.unwrap();
    for address in ["spammer@spam.example", "member-7@club.example"] {
        assert_eq!(known(&engine, address).written_to, 0, "{address}");
    }
    let ids = ["sent-2@home.example"];
    let ours = engine.store().read(|connection| senders::is_ours(connection, &ids)).unwrap();
    assert_eq!(ours, Some(true), "an answer of a member is an answer");
}

#[tokio::test]
async fn of_a_large_folder_of_sent_mail_the_newest_are_read_first_and_no_more() {
    let (_dir, server, engine) = ready(Mode::Hold);
    for number in 0..super::NEWEST as u32 + 10 {
        send(&server, &letter(number, &format!("to-{number}@far.example")));
    }
    engine.run_once(&id()).await.unwrap();
    for (number, written) in [(0, 0), (9, 0), (10, 1), (super::NEWEST + 9, 1)] {
        let address = format!("to-{number}@far.example");
        assert_eq!(known(&engine, &address).written_to, written, "{address}");
    }
}
