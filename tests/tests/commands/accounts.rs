//! `mekiki account`: what is refused, what is changed, and what stays as it was.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use mekiki_tests::authority::{Authority, Fault};
use mekiki_tests::dovecot::{Dovecot, Options, PASSWORD};
use mekiki_tests::program::{Home, files};

use super::{MAIL, held, letter, mails_in, watched};

#[test]
fn an_account_can_be_added_listed_changed_and_removed_without_touching_its_mail() {
    let home = watched();
    let before = mails_in(&home.path("Mail"));
    home.run(["account", "add", "local", "--maildir", "Mail"])
        .failed_with("There already is an account “local”");
    let tested = home.run(["account", "test", "local", "--json"]).ended_with(0).json();
    assert_eq!(tested["messages"], 3);
    home.run(["account", "mode", "local", "observe"]).ended_with(0);
    let accounts = home.run(["account", "list", "--json"]).ended_with(0).json();
    assert_eq!(accounts[0]["mode"], "observe");
    home.run(["watch", "--once"]).ended_with(0);
    assert_eq!(mails_in(&home.path("Mail")), before, "an observed mailbox was changed");
    home.run(["account", "remove", "local"]).ended_with(0);
    assert_eq!(home.run(["account", "list", "--json"]).ended_with(0).json(), serde_json::json!([]));
    assert_eq!(mails_in(&home.path("Mail")), before);
    home.run(["account", "test", "local"]).failed_with("There is no account “local”");
    home.run(["account", "remove", "local"]).failed_with("There is no account “local”");
}

#[test]
fn a_password_is_never_an_argument_and_lies_only_where_it_was_asked_to_lie() {
    let home = Home::new();
    let server = ["account", "add", "work", "--imap", "mail.example", "--user", "me"];
    home.run(server).failed_with("--password-stdin");
    home.run([&server[..], &["--password", "hunter22"]].concat()).failed_with("--password");
    let password = b"correct horse battery\n";
    home.run_with_input([&server[..], &["--password-stdin"]].concat(), password).failed_with("keyring");
    home.run_with_input([&server[..], &["--password-stdin", "--secrets", "file"]].concat(), password)
        .ended_with(0);
    let secret: Vec<PathBuf> = files(&home.data())
        .into_iter()
        .filter(|file| fs::read(file).unwrap().windows(13).any(|bytes| bytes == b"correct horse"))
        .collect();
    assert_eq!(secret.len(), 1, "{secret:?}");
    let mode = fs::metadata(&secret[0]).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{secret:?}");
    let listed = home.run(["account", "list", "--json"]).ended_with(0);
    assert!(!listed.text().contains("horse"));
}

#[test]
fn an_account_is_changed_option_by_option_and_keeps_the_rest() {
    let home = Home::new();
    let pem = Authority::make(&home.path("")).certificate();
    let pem = pem.to_str().unwrap();
    let add = ["account", "add", "work", "--imap", "old.example", "--user", "me", "--ca-file", pem];
    let secret = ["--password-stdin", "--secrets", "file"];
    home.run_with_input([&add[..], &secret].concat(), b"old password\n").ended_with(0);
    let account = || home.run(["account", "list", "--json"]).ended_with(0).json()[0].take();
    let secrets = || fs::read(&files(&home.data().join("secrets"))[0]).unwrap();
    assert_eq!(account()["source"]["ca_file"], pem);
    let change = |options: &[&str]| home.run([&["account", "change", "work"], options].concat());
    change(&["--imap", "new.example", "--starttls", "--user", "you", "--mode", "hold"]).ended_with(0);
    let changed = account();
    let (source, mode) = (&changed["source"], &changed["mode"]);
    assert_eq!(
        (&source["host"], &source["user"], mode),
        (&"new.example".into(), &"you".into(), &"hold".into())
    );
    assert_eq!((&source["port"], &source["security"]), (&143.into(), &"start-tls".into()));
    assert_eq!(source["ca_file"], pem);
    change(&["--tls", "--port", "1993", "--no-ca-file", "--folder", "Work"]).ended_with(0);
    let changed = account();
    assert_eq!(
        (&changed["source"]["port"], &changed["folders"]),
        (&1993.into(), &serde_json::json!(["Work"]))
    );
    assert!(changed["source"]["ca_file"].is_null());
    assert_eq!(secrets(), b"old password");
    home.run_with_input(["account", "change", "work", "--password-stdin"], b"new password\n").ended_with(0);
    assert_eq!(secrets(), b"new password");
    for (options, said) in [
        (&[][..], "Nothing was named that is to change"),
        (&["--port", "0"], "“0” is not a port"),
        (&["--imap", "two words"], "“two words” is not a server"),
        (&["--user", ""], "The login name is missing"),
        (&["--maildir", "Mail"], "cannot change between a server and a Maildir"),
        (&["--ca-file", "nowhere.pem"], "There is no file"),
        (&["--tls", "--starttls"], "do not go together"),
        (&["--mode", "mark", "--move-earlier"], "does not hold spam"),
        (&["--ask-password"], "with --password-stdin"),
        (&["--password-stdin"], "The password is empty"),
    ] {
        change(options).failed_with(said);
    }
    assert_eq!(account(), changed, "what was refused was changed");
    assert_eq!(secrets(), b"new password");
    home.run(["account", "change", "play", "--user", "me"]).failed_with("There is no account “play”");
}

#[test]
fn an_account_that_cannot_work_is_refused_before_it_is_there() {
    let home = Home::new();
    home.write("empty.pem", "");
    home.write("none.pem", "this is no certificate\n");
    home.write("letter.eml", MAIL);
    fs::create_dir(home.path("folder")).unwrap();
    let server = ["account", "add", "a", "--imap", "mail.example", "--user", "me", "--secrets", "file"];
    for (options, said, told) in [
        (&["--ca-file", "empty.pem"][..], "holds no certificate", "証明書がありません"),
        (&["--ca-file", "none.pem"], "holds no certificate", "証明書がありません"),
        (&["--ca-file", "nowhere.pem"], "There is no file", "がありません"),
        (&["--ca-file", "folder"], "is a folder, but a file is needed", "はフォルダーです"),
    ] {
        let asked = [&server[..], options, &["--password-stdin"]].concat();
        home.run_with_input(&asked, b"secret\n").failed_with(said);
        home.run_with_input([&asked[..], &["--language", "ja"]].concat(), b"secret\n").failed_with(told);
    }
    home.run_with_input([&server[..], &["--password-stdin"]].concat(), b"\n")
        .failed_with("The password is empty");
    home.run_with_input(server, b"secret\n").failed_with("Give it on standard input, with --password-stdin");
    for (folder, said) in
        [("nowhere", "There is no folder"), ("letter.eml", "is a file"), ("folder", "cur, new and tmp")]
    {
        home.run(["account", "add", "a", "--maildir", folder]).failed_with(said);
    }
    assert_eq!(home.run(["account", "list", "--json"]).ended_with(0).json(), serde_json::json!([]));
    assert!(!home.data().join("secrets").exists() || files(&home.data().join("secrets")).is_empty());
}

#[test]
fn mail_judged_before_an_account_holds_spam_stays_until_it_is_asked_for() {
    let home = watched();
    home.run(["account", "mode", "local", "observe"]).ended_with(0);
    home.run(["watch", "--once"]).ended_with(0);
    home.run(["account", "mode", "local", "observe", "--move-earlier"]).failed_with("does not hold spam");
    let set = home.run(["account", "mode", "local", "hold"]).ended_with(0);
    let said = "2 messages that were judged spam before stay where they are";
    assert!(set.text().contains(said) && set.text().contains("--move-earlier"), "{}", set.text());
    home.run(["watch", "--once"]).ended_with(0);
    assert!(held(&home).is_empty());
    let set = home.run(["account", "change", "local", "--mode", "hold", "--json"]).ended_with(0).json();
    assert_eq!(set["earlier"], 2);
    let moved = home.run(["account", "mode", "local", "hold", "--move-earlier"]).ended_with(0);
    assert!(moved.text().contains("0 judged") && moved.text().contains("2 held"), "{}", moved.text());
    assert_eq!(held(&home).len(), 2);
    assert_eq!(mails_in(&home.path("Mail")), [letter(102).into_bytes()]);
    let set = home.run(["account", "mode", "local", "hold"]).ended_with(0);
    assert!(!set.text().contains("--move-earlier"), "{}", set.text());
}

/// Words of the libraries and systems below us, which mean nothing to a person.
const FOREIGN: [&str; 6] = ["SSL", "error:", "routines", "D-Bus", "DBus", "org.freedesktop"];

#[test]
fn what_is_wrong_with_a_certificate_or_a_keyring_is_said_in_our_own_words() {
    let add = |home: &Home, dovecot: &Dovecot, secrets: &[&str]| {
        let (_, port) = dovecot.ports();
        let port = port.to_string();
        let add = ["account", "add", "work", "--imap", "localhost", "--port", &port, "--user", "you"];
        let asked = [&add[..], &["--password-stdin"], secrets].concat();
        home.run_with_input(asked, PASSWORD.as_bytes())
    };
    let own = |sentence: &str| assert!(!FOREIGN.iter().any(|word| sentence.contains(word)), "{sentence}");
    let dovecot = Dovecot::start();
    let told = [(Home::new(), "account change work --ca-file FILE"), (Home::japanese(), "認証局")];
    for (home, said) in told {
        own(&add(&home, &dovecot, &[]).failed_with("--secrets file").errors);
        add(&home, &dovecot, &["--secrets", "file"]).ended_with(0);
        own(&home.run(["account", "test", "work"]).failed_with(said).errors);
    }
    for (fault, said, told) in [
        (Fault::Expired, "has expired", "有効期限が切れています"),
        (Fault::NotYetValid, "only from a later day", "まだ有効期間が始まっていません"),
        (Fault::AnotherHost, "made for another server", "別のサーバーのもの"),
    ] {
        let dovecot = Dovecot::start_with(&Options { fault, ..Options::default() });
        let home = Home::new();
        add(&home, &dovecot, &["--secrets", "file"]).ended_with(0);
        let engine::account::Source::Imap { ca_file: Some(ca_file), .. } = dovecot.tls() else { panic!() };
        home.run(["account", "change", "work", "--ca-file", ca_file.to_str().unwrap()]).ended_with(0);
        own(&home.run(["account", "test", "work"]).failed_with(said).errors);
        own(&home.run(["account", "test", "work", "--language", "ja"]).failed_with(told).errors);
    }
}

#[test]
fn an_accounts_name_is_one_word_that_a_shell_leaves_alone() {
    let home = Home::new();
    for folder in ["cur", "new", "tmp"] {
        fs::create_dir_all(home.path("Mail").join(folder)).unwrap();
    }
    let long = "a".repeat(65);
    for name in ["a b", "../x", "a;b", "$HOME", "a'b", "", ".", "*", "a\u{3000}b", "a\u{202e}b", &long] {
        home.run(["account", "add", name, "--maildir", "Mail"])
            .failed_with("cannot be an account’s name. Choose 1 to 64 letters");
    }
    home.run(["account", "add", "--maildir", "Mail", "--", "-rf"]).failed_with("cannot be an account’s name");
    for name in ["home", "家", "ที่ทำงาน", "me@example.net", "work_2.old-one"] {
        let added = home.run(["account", "add", name, "--maildir", "Mail"]).ended_with(0);
        assert!(added.text().contains(&format!("with: mekiki account test {name}\n")), "{}", added.text());
    }
}
