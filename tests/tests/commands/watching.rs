//! `mekiki watch` and `junk`: what is held, comes back, and what is told of it.

use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use mekiki_tests::closed_port::ClosedPort;
use mekiki_tests::program::{Home, mekiki};

use super::{MAIL, deliver, held, letter, mails_in, offer, watched};

#[test]
fn watching_once_holds_spam_and_a_released_mail_comes_back_byte_for_byte() {
    let home = watched();
    let before = mails_in(&home.path("Mail"));
    let looked = home.run(["watch", "--once", "--json"]).ended_with(0).json();
    assert_eq!(looked["report"]["held"], 2, "{looked}");
    let ids = held(&home);
    assert_eq!(ids.len(), 2);
    assert_eq!(mails_in(&home.path("Mail")), [letter(102).into_bytes()]);

    let number = ids[0].to_string();
    let raw = home.run(["junk", "show", &number, "--raw"]).ended_with(0).stdout;
    assert!(raw == offer(101).as_bytes() || raw == offer(103).as_bytes());
    let shown = home.run(["junk", "show", &number]).ended_with(0);
    assert!(
        shown.text().contains("Miracle slimming tea") && shown.text().contains("on your block list"),
        "{}",
        shown.text()
    );
    let shown = home.run(["junk", "show", &number, "--json"]).ended_with(0).json();
    assert!(!shown["explanation"]["sentence"].as_str().unwrap().is_empty());

    home.run(["junk", "release", &ids[0].to_string(), &ids[1].to_string()]).ended_with(0);
    assert_eq!(mails_in(&home.path("Mail")), before);
    assert!(held(&home).is_empty());
    home.run(["watch", "--once"]).ended_with(0);
    assert!(held(&home).is_empty(), "a released mail was held again");
    let again = home.run(["junk", "release", &ids[0].to_string()]).ended_with(0);
    assert_eq!(again.text().trim_end(), format!("{} is back already; nothing was moved.", ids[0]));
    let learned = home.run(["junk", "release", "--not-spam", &ids[0].to_string()]).ended_with(0);
    assert!(learned.text().contains("was back already. It will not be taken for spam again"));
    assert_eq!(mails_in(&home.path("Mail")), before);
}

#[test]
fn what_the_person_moves_back_right_after_it_was_held_is_their_word() {
    let home = watched();
    let before = mails_in(&home.path("Mail"));
    home.run(["watch", "--once"]).ended_with(0);
    assert_eq!(held(&home).len(), 2);
    for part in ["new", "cur"] {
        for file in fs::read_dir(home.path("Mail/.Mekiki").join(part)).unwrap() {
            let file = file.unwrap();
            fs::rename(file.path(), home.path("Mail").join(part).join(file.file_name())).unwrap();
        }
    }
    home.run(["watch", "--once"]).ended_with(0);
    assert!(held(&home).is_empty());
    home.run(["watch", "--once"]).ended_with(0);
    assert_eq!(mails_in(&home.path("Mail")), before);
    let nothing = home.write("nothing.eml", MAIL);
    let told = home.run(["unlearn".as_ref(), nothing.as_os_str(), "--json".as_ref()]).ended_with(0).json();
    assert_eq!(told["learned_ham"], 2);
}

#[test]
fn not_spam_teaches_and_delete_deletes_only_what_was_named() {
    let home = watched();
    home.run(["watch", "--once"]).ended_with(0);
    let ids = held(&home);
    home.run(["junk", "release", "--not-spam", &ids[0].to_string()]).ended_with(0);
    let nothing = home.write("nothing.eml", MAIL);
    let learned = home.run(["unlearn".as_ref(), nothing.as_os_str(), "--json".as_ref()]).ended_with(0).json();
    assert_eq!(learned["learned_ham"], 1, "the correction was not learned");
    assert_eq!(held(&home), ids[1..]);
    let told = home.run(["junk", "delete", &ids[1].to_string()]).ended_with(0);
    assert!(told.text().contains("its copy in the Maildir follows"), "there is no server: {}", told.text());
    assert!(held(&home).is_empty());
    assert_eq!(mails_in(&home.path("Mail")).len(), 2);
    for gone in [&["junk", "show"][..], &["junk", "show", "--raw"], &["junk", "release"], &["junk", "delete"]]
    {
        let said = format!("You deleted message {} on 20", ids[1]);
        home.run([gone, &[&ids[1].to_string()]].concat()).failed_with(&said);
    }
    home.run(["junk", "show", "4711"]).failed_with("There is no message 4711");
}

#[test]
fn watch_judges_mail_as_it_comes_and_ends_when_told() {
    let home = watched();
    let mut command = home.command(mekiki());
    command.arg("watch").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.next().unwrap().starts_with("Watching one account"));
    for _ in 0..3 {
        assert!(lines.next().unwrap().starts_with("local "));
    }
    // A message is told as soon as it is judged; its move comes after.
    while held(&home).is_empty() {}
    what_reads_works_and_what_writes_is_refused(&home);
    deliver(&home, "4.offer", &offer(104));
    let line = lines.next().unwrap();
    assert!(line.contains("order number 104"), "{line}");
    let told = Command::new("kill").arg(process.id().to_string()).status().unwrap();
    assert!(told.success());
    assert_eq!(lines.last().unwrap(), "Ended. What was under way is finished at the next look.");
    assert_eq!(process.wait().unwrap().code(), Some(0));
}

#[test]
fn a_watch_that_meets_damage_ends_as_failed_and_the_next_start_repairs() {
    let home = watched();
    let mut command = home.command(mekiki());
    command.arg("watch").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.by_ref().take(4).count() == 4);
    while held(&home).len() < 2 {}
    for name in ["mekiki.db", "mekiki.db-wal"] {
        let path = home.data().join(name);
        let length = fs::metadata(&path).unwrap().len() as usize;
        // In place: it is the file that the program has open.
        fs::OpenOptions::new().write(true).open(&path).unwrap().write_all(&vec![0xA5; length]).unwrap();
    }
    deliver(&home, "4.offer", &offer(104));
    let ended = process.wait_with_output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(3), "{told}");
    assert!(told.contains("is damaged") && told.contains("Start again"), "{told}");
    let next = home.run(["watch", "--once"]).errors;
    assert!(next.contains("accounts 0") && !next.contains("Start again"), "{next}");
}

#[test]
fn what_was_moved_late_counts_and_what_stays_in_its_mailbox_is_in_no_junk_list() {
    let home = watched();
    let new = home.path("Mail/new");
    let writable = |mode| fs::set_permissions(&new, PermissionsExt::from_mode(mode)).unwrap();
    writable(0o500);
    let looked = home.run_bound(["watch", "--once", "--json"]).ended_with(4).json();
    assert_eq!(looked["report"]["held"], 0, "{looked}");
    assert!(held(&home).is_empty(), "what still lies in the inbox is listed as held");
    for asked in ["delete", "release"] {
        home.run(["junk", asked, "1"]).failed_with("Message 1 still stands in your mailbox");
    }
    deliver(&home, "4.offer", &offer(104));
    let told = home.run_bound(["junk", "release", "--not-spam", "1"]).ended_with(0);
    assert!(told.text().contains("1 is in your mailbox and stays there"), "{}", told.text());
    writable(0o700);
    let looked = home.run(["watch", "--once"]).ended_with(0);
    assert!(looked.text().contains("2 held"), "{}", looked.text());
    assert_eq!(held(&home).len(), 2);
    let removed = home.run(["account", "remove", "local", "--json"]).ended_with(0).json();
    assert_eq!(removed["still_held"], 2, "{removed}");
}

#[test]
fn a_server_that_is_not_there_is_told_and_does_not_stop_the_other_accounts() {
    let home = watched();
    let closed = ClosedPort::new();
    let port = closed.number().to_string();
    let added = home.run_with_input(
        [
            "account",
            "add",
            "dead",
            "--imap",
            "127.0.0.1",
            "--port",
            &port,
            "--user",
            "me",
            "--password-stdin",
            "--secrets",
            "file",
        ],
        b"secret\n",
    );
    added.ended_with(0);
    home.run(["account", "test", "dead"]).failed_with("Nothing answers at 127.0.0.1");
    let looked = home.run(["watch", "--once"]).failed_with("Nothing answers at 127.0.0.1");
    assert!(looked.text().contains("local: 3 judged"), "{}", looked.text());
    assert_eq!(held(&home).len(), 2);
}

#[test]
fn what_a_withdrawn_not_spam_leaves_in_the_inbox_is_told_and_held_when_asked() {
    let home = watched();
    let campaign = |number: u32| {
        format!(
            "From: Pharmacy <deals{number}@cheap-pills.xyz>\nTo: hanako@home.example\nSubject: Cheap V1agra \
             meds online {number}\nMessage-ID: <{number}@cheap-pills.xyz>\n\nBuy cheap viagra and cialis online \
             now! No prescription needed. Click here http://203.0.113.9/buy?id={number} to order. 80% discount!!! \
             Limited offer. Unsubscribe http://203.0.113.9/u\n"
        )
    };
    for number in 0..4 {
        deliver(&home, &format!("{number}.campaign"), &campaign(number));
    }
    home.run(["watch", "--once"]).ended_with(0);
    let pills = |id: &&u64| {
        home.run(["junk", "show", &id.to_string(), "--raw"]).stdout.starts_with(b"From: Pharmacy")
    };
    let first = held(&home).iter().find(pills).unwrap().to_string();
    home.run(["junk", "release", "--not-spam", &first]).ended_with(0);
    assert_eq!(held(&home).len(), 2, "the others of the campaign came back along with it");
    let told = home.run(["unlearn", "--message", &first]).ended_with(0);
    assert!(
        told.text().contains("4 messages are judged spam again and stay in the inbox"),
        "{}",
        told.text()
    );
    home.run(["account", "mode", "local", "hold", "--move-earlier"]).ended_with(0);
    home.run(["watch", "--once"]).ended_with(0);
    assert_eq!(held(&home).len(), 6);
}

/// While somebody else has the data folder.
fn what_reads_works_and_what_writes_is_refused(home: &Home) {
    let judged = home.run_with_input(["check", "-", "--json"], offer(7).as_bytes()).ended_with(0).json();
    assert_eq!(judged["judgement"]["decision"]["by"], "blocked", "{judged}");
    assert_eq!(home.run(["account", "list", "--json"]).ended_with(0).json()[0]["id"], "local");
    home.run(["account", "test", "local"]).ended_with(0);
    assert!(home.run(["block", "list"]).ended_with(0).text().contains("bulk.example"));
    assert!(home.run(["allow", "list"]).ended_with(0).text().contains("empty"));
    let number = held(home)[0].to_string();
    assert!(home.run(["junk", "show", &number]).ended_with(0).text().contains("Miracle slimming tea"));
    assert!(home.run(["junk", "show", &number, "--raw"]).ended_with(0).text().starts_with("From: Offer"));
    home.write("letter.eml", letter(9));
    for writes in [
        &["learn", "ham", "letter.eml"][..],
        &["unlearn", "letter.eml"],
        &["junk", "release", &number],
        &["junk", "delete", &number],
        &["allow", "add", "friend.example"],
        &["block", "remove", "bulk.example"],
        &["account", "mode", "local", "observe"],
        &["account", "remove", "local"],
        &["watch", "--once"],
    ] {
        let refused = home.run(writes).failed_with("Mekiki is already running");
        assert!(refused.errors.contains("check, junk list, junk show, account list"), "{}", refused.errors);
    }
    let refused = home.run(["learn", "ham", "letter.eml", "--language", "ja"]);
    refused.failed_with("読むだけのコマンドは使えます");
}
