//! A server that is away for a while, and a mailbox that is.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use mekiki_tests::dovecot::{Dovecot, PASSWORD, USER};
use mekiki_tests::program::{Home, files, mekiki};

use super::{held, offer, watched};

/// A home with the account `work` at a server, on which two spams of it are held.
fn with_held_mail(dovecot: &Dovecot) -> (Home, Vec<String>) {
    let home = Home::new();
    let engine::account::Source::Imap { port, ca_file: Some(ca_file), .. } = dovecot.tls() else { panic!() };
    home.run(["block", "add", "bulk.example"]).ended_with(0);
    let (port, ca_file) = (port.to_string(), ca_file.to_str().unwrap().to_owned());
    let add = ["account", "add", "work", "--imap", "localhost", "--port", &port, "--ca-file", &ca_file];
    let more = ["--user", USER, "--mode", "hold", "--password-stdin", "--secrets", "file"];
    home.run_with_input([&add[..], &more].concat(), PASSWORD.as_bytes()).ended_with(0);
    for number in [101, 102] {
        dovecot.deliver("INBOX", offer(number).as_bytes());
    }
    home.run(["watch", "--once"]).ended_with(0);
    let numbers: Vec<String> = held(&home).iter().map(u64::to_string).collect();
    assert_eq!(numbers.len(), 2);
    (home, numbers)
}

#[test]
fn a_server_that_is_away_is_told_of_once_and_nobody_is_told_to_look_for_a_mistake() {
    let mut dovecot = Dovecot::start();
    let (home, numbers) = with_held_mail(&dovecot);
    dovecot.kill();
    for (language, away, later) in [
        (
            "en",
            "localhost cannot be reached just now. A running Mekiki goes on trying",
            "are put back at the next",
        ),
        ("ja", "今は localhost につながりません", "は、次の確認で戻します"),
    ] {
        let release = ["junk", "release", &numbers[0], &numbers[1], "--language", language];
        let told = home.run(release).ended_with(3).errors;
        let both = format!("{}, {} {later}", numbers[0], numbers[1]);
        assert!(told.starts_with(away) && told.contains(&both) && told.lines().count() == 2, "{told}");
        home.run(["watch", "--once", "--language", language]).failed_with(away);
    }
}

#[test]
fn watching_says_once_when_what_had_failed_works_again() {
    let home = watched();
    home.run(["watch", "--once"]).ended_with(0);
    fs::rename(home.path("Mail"), home.path("Away")).unwrap();
    let mut command = home.command(mekiki());
    command.arg("watch").stdout(Stdio::null()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    let mut lines = BufReader::new(process.stderr.take().unwrap()).lines().map(Result::unwrap);
    let told = lines.next().unwrap();
    assert!(told.starts_with("local: The Maildir"), "{told}");
    fs::rename(home.path("Away"), home.path("Mail")).unwrap();
    assert_eq!(lines.next().unwrap(), "local: works again.");
    let ended = Command::new("kill").arg(process.id().to_string()).status().unwrap();
    assert!(ended.success());
    assert_eq!(lines.next(), None);
    assert_eq!(process.wait().unwrap().code(), Some(0));
}

#[test]
fn a_copy_that_was_emptied_on_disk_is_not_shown_as_the_mail() {
    let home = watched();
    home.run(["watch", "--once"]).ended_with(0);
    let number = held(&home)[0].to_string();
    let show = |more: &[&str]| home.run([&["junk", "show", &number][..], more].concat()).ended_with(0);
    assert!(!show(&[]).text().contains("damaged"));
    for copy in files(&home.data().join("junk/cur")) {
        fs::write(copy, "").unwrap();
    }
    assert!(show(&[]).text().contains("the copy on this computer is damaged"), "{}", show(&[]).text());
    assert!(show(&["--language", "ja"]).text().contains("手元の写しが壊れています"));
    assert_eq!(show(&["--json"]).json()["message"]["copy_altered"], true);
}
