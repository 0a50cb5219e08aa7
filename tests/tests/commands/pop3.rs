//! A POP3 account from the terminal: what is said of it, and what becomes of its mail.

use std::fs;
use std::path::Path;

use mekiki_tests::dovecot::{Dovecot, PASSWORD, USER};
use mekiki_tests::program::{Home, Outcome, files};
use mekiki_tests::sample::{self, from_bulk as spam};

fn add(home: &Home, dovecot: &Dovecot, options: &[&str]) -> Outcome {
    let authority = dovecot.authority().display().to_string();
    let words = ["account", "add", "mine", "--pop3", "localhost", "--user", USER, "--ca-file", &authority];
    let kept = ["--password-stdin", "--secrets", "file"];
    home.run_with_input([&words[..], &kept, options].concat(), format!("{PASSWORD}\n").as_bytes())
}

fn lying_in(folder: &Path) -> Vec<Vec<u8>> {
    files(folder).iter().map(|file| fs::read(file).unwrap()).collect()
}

#[test]
fn a_pop3_account_is_added_tested_held_and_given_back_and_each_step_says_what_it_means() {
    let dovecot = Dovecot::start();
    dovecot.deliver("INBOX", &spam(1));
    dovecot.deliver("INBOX", &sample::message(2));
    let port = dovecot.pop3_ports().1.to_string();
    let home = Home::new();
    let added = add(&home, &dovecot, &["--port", &port]).ended_with(0);
    let folder = home.data().join("accounts/mine/Released");
    assert!(added.text().contains("removed from the server"), "{}", added.text());
    assert!(added.text().contains(&folder.display().to_string()), "{}", added.text());
    let listed = home.run(["account", "list"]).ended_with(0);
    assert!(listed.text().contains(&format!("pop3  {USER}@localhost:{port}")), "{}", listed.text());
    let tested = home.run(["account", "test", "mine"]).ended_with(0);
    assert!(tested.text().contains("2 messages") && tested.text().contains("UIDL"), "{}", tested.text());

    home.run(["block", "add", "bulk.example"]).ended_with(0);
    home.run(["account", "mode", "mine", "mark"]).failed_with("there are no marks");
    home.run(["watch", "--once"]).ended_with(0);
    assert_eq!(dovecot.stored("INBOX").len(), 2, "an observed maildrop was changed");
    let mode = home.run(["account", "mode", "mine", "hold", "--move-earlier"]).ended_with(0);
    assert!(mode.text().contains("The server takes nothing back"), "{}", mode.text());
    assert_eq!(dovecot.stored("INBOX").len(), 1);
    let row = home.run(["junk", "list", "--json"]).ended_with(0).json();
    let number = row[0]["id"].to_string();
    let back = home.run(["junk", "release", &number]).ended_with(0);
    assert!(back.text().contains(&folder.display().to_string()), "{}", back.text());
    assert_eq!(lying_in(&folder), [spam(1)]);
}

#[test]
fn a_deleted_mail_of_a_pop3_account_is_not_waited_for_on_the_server() {
    let dovecot = Dovecot::start();
    dovecot.deliver("INBOX", &spam(1));
    let port = dovecot.pop3_ports().0.to_string();
    let home = Home::new();
    let added = add(&home, &dovecot, &["--port", &port, "--starttls", "--mode", "hold"]).ended_with(0);
    assert!(added.text().contains("The server takes nothing back"), "{}", added.text());
    home.run(["block", "add", "bulk.example"]).ended_with(0);
    home.run(["watch", "--once"]).ended_with(0);
    let number = home.run(["junk", "list", "--json"]).ended_with(0).json()[0]["id"].to_string();
    let deleted = home.run(["junk", "delete", &number]).ended_with(0);
    assert!(deleted.text().contains("has had no copy"), "{}", deleted.text());
    let removed = home.run(["account", "remove", "mine", "--json"]).ended_with(0).json();
    assert_eq!((&removed["still_held"], &removed["still_to_delete"]), (&0.into(), &0.into()));
}

#[test]
fn a_pop3_account_is_changed_option_by_option_and_into_nothing_else() {
    let dovecot = Dovecot::start();
    let home = Home::new();
    add(&home, &dovecot, &[]).ended_with(0);
    let source = || home.run(["account", "list", "--json"]).ended_with(0).json()[0]["source"].clone();
    assert_eq!((&source()["protocol"], &source()["port"]), (&"pop3".into(), &995.into()));
    home.run(["account", "change", "mine", "--starttls"]).ended_with(0);
    assert_eq!((&source()["port"], &source()["security"]), (&110.into(), &"start-tls".into()));
    home.run(["account", "change", "mine", "--tls", "--pop3", "pop.example"]).ended_with(0);
    assert_eq!((&source()["port"], &source()["host"]), (&995.into(), &"pop.example".into()));
    home.run(["account", "change", "mine", "--imap", "imap.example"])
        .failed_with("cannot change between IMAP, POP3");
    home.run(["account", "change", "mine", "--folder", "Archive"]).failed_with("only the inbox");
    home.run(["account", "change", "mine", "--pop3", "pop.example:995"])
        .failed_with("--pop3 pop.example --port 995");
    home.run(["account", "add", "two", "--pop3", "h", "--imap", "h", "--user", "u"]).failed_with("--imap");
}
