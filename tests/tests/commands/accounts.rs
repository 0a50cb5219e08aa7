//! `mekiki account`: what is refused, what is changed, and what stays as it was.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use mekiki_tests::authority::{Authority, Fault};
use mekiki_tests::dovecot::{Dovecot, Options, PASSWORD, USER};
use mekiki_tests::keyring::{Keyring, Kind};
use mekiki_tests::program::{Home, Outcome, files, mekiki, outcome};

use super::{MAIL, deliver, held, letter, mails_in, offer, watched};

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
    // It was asked for on that account alone, whatever place other commands were given.
    home.run(["--secrets", "file", "account", "list"]).ended_with(0);
    let other = ["account", "add", "play", "--imap", "other.example", "--user", "me", "--password-stdin"];
    home.run_with_input(other, password).failed_with("keyring");
    assert_eq!(files(&home.data().join("secrets")).len(), 1);
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
        (&["--imap", "imap://new.example"], "is an address, not a server’s name"),
        (&["--imap", "me@new.example"], "is an address, not a server’s name"),
        (&["--imap", "new.example:993"], "--imap new.example --port 993"),
        (&["--imap", "[2001:db8::1]:993"], "--imap 2001:db8::1 --port 993"),
        (&["--imap", "2001:db8::1::2"], "is not a server"),
        (&["--user", ""], "The login name is missing"),
        (&["--maildir", "Mail"], "cannot change between IMAP, POP3 and a Maildir"),
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
    change(&["--imap", "2001:db8::1"]).ended_with(0);
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(home.path("Mail").join(part)).unwrap();
    }
    home.run(["account", "add", "local", "--maildir", "Mail"]).ended_with(0);
    for (language, said) in
        [("en", "“local” is a Maildir: it has no server"), ("ja", "「local」は Maildir なので")]
    {
        let asked = ["account", "change", "local", "--user", "me", "--language", language];
        home.run(asked).failed_with(said);
    }
    let twice = ["account", "add", "again", "--maildir", "Mail"];
    home.run(twice).failed_with("The account “local” leads to this mailbox already");
    home.run([&twice[..], &["--language", "ja"]].concat())
        .failed_with("アカウント「local」がすでに使っています");
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
        (
            &["--ca-file", "folder"],
            "is a folder. With --ca-file, give the file",
            "--ca-file には認証局のファイル",
        ),
    ] {
        let asked = [&server[..], options, &["--password-stdin"]].concat();
        home.run_with_input(&asked, b"secret\n").failed_with(said);
        home.run_with_input([&asked[..], &["--language", "ja"]].concat(), b"secret\n").failed_with(told);
    }
    home.run_with_input([&server[..], &["--password-stdin"]].concat(), b"\n")
        .failed_with("The password is empty");
    home.run_with_input(server, b"secret\n").failed_with("Give it on standard input, with --password-stdin");
    // Nobody types a password for what is refused anyway.
    home.run([&server[..], &["--ca-file", "nowhere.pem"]].concat()).failed_with("There is no file");
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
        home.run(["account", "remove", name]).ended_with(0);
    }
}

const WORK: [&str; 6] = ["work", "--imap", "mail.example", "--user", "me", "--password-stdin"];

/// Runs `mekiki account …` where this keyring is.
fn beside(keyring: &Keyring, home: &Home, arguments: &[&str]) -> Outcome {
    let mut command = home.command(mekiki());
    command.arg("account").args(arguments).envs(keyring.environment());
    outcome(command, b"correct horse battery\n")
}

fn names(home: &Home) -> usize {
    home.run(["account", "list", "--json"]).ended_with(0).json().as_array().unwrap().len()
}

#[test]
fn an_account_stays_while_its_password_cannot_be_forgotten_unless_the_person_wants_it_so() {
    let (home, keyring) = (Home::new(), Keyring::start(Kind::Unlocked));
    let add = [&["add"], &WORK[..]].concat();
    beside(&keyring, &home, &add).ended_with(0);
    assert_eq!(keyring.entries(), 1);
    let entry = format!("keyring:work ({})@Mekiki", home.data().display());
    for _ in 0..2 {
        let told = home.run(["account", "remove", "work"]).failed_with("--leave-password").errors;
        assert!(told.contains("Nothing was removed") && told.contains(&entry), "{told}");
    }
    home.run(["account", "remove", "work", "--language", "ja"]).failed_with("何も削除していません");
    assert_eq!((names(&home), keyring.entries()), (1, 1));
    beside(&keyring, &home, &["remove", "work"]).ended_with(0);
    assert_eq!((names(&home), keyring.entries()), (0, 0));

    beside(&keyring, &home, &add).ended_with(0);
    let left = home.run(["account", "remove", "work", "--leave-password"]).ended_with(0);
    assert!(left.text().contains(&entry), "{}", left.text());
    assert_eq!((names(&home), keyring.entries()), (0, 1));
}

#[test]
fn a_locked_keyring_is_told_with_what_can_be_done_about_an_account_that_is_there() {
    let home = Home::new();
    beside(&Keyring::start(Kind::Unlocked), &home, &[&["add"], &WORK[..]].concat()).ended_with(0);
    let locked = Keyring::start(Kind::Locked);
    for (language, said) in [("en", "is locked or refused"), ("ja", "閉じているか")] {
        let told = beside(&locked, &home, &["test", "work", "--language", language]).failed_with(said).errors;
        assert!(told.contains("mekiki account change work --ask-password --secrets file"), "{told}");
    }
}

#[test]
fn a_password_that_is_kept_elsewhere_from_now_on_is_forgotten_where_it_was() {
    let (home, keyring) = (Home::new(), Keyring::start(Kind::Unlocked));
    let kept = || files(&home.data().join("secrets")).len();
    let change = |place: &'static str| ["change", "work", "--password-stdin", "--secrets", place];
    beside(&keyring, &home, &[&["add"], &WORK[..]].concat()).ended_with(0);
    assert!(beside(&keyring, &home, &change("file")).ended_with(0).errors.is_empty());
    assert_eq!((kept(), keyring.entries()), (1, 0));
    beside(&keyring, &home, &change("keyring")).ended_with(0);
    assert_eq!((kept(), keyring.entries()), (0, 1));

    // Where the keyring cannot be reached, the entry is told, and forgotten when it can be.
    let entry = format!("keyring:work ({})@Mekiki", home.data().display());
    let input = b"another password\n";
    let told = home.run_with_input([&["account"], &change("file")[..]].concat(), input).ended_with(0);
    assert!(told.errors.contains(&entry), "{}", told.errors);
    assert_eq!((kept(), keyring.entries()), (1, 1));
    let told = home.run(["account", "remove", "work"]).failed_with(&entry);
    assert!(told.errors.contains("Nothing was removed"));
    assert_eq!((kept(), names(&home)), (1, 1), "the password that is used was forgotten");
    beside(&keyring, &home, &["mode", "work", "mark"]).ended_with(0);
    assert_eq!((kept(), keyring.entries()), (1, 0));
    home.run(["account", "remove", "work"]).ended_with(0);
    assert_eq!((kept(), names(&home)), (0, 0));
}

#[test]
fn a_kept_password_is_forgotten_when_it_is_to_be_kept_nowhere_and_goes_elsewhere_only_when_given() {
    let (home, keyring) = (Home::new(), Keyring::start(Kind::Unlocked));
    let secrets = home.data().join("secrets");
    let kept = || files(&home.data()).iter().filter(|file| file.starts_with(&secrets)).count();
    beside(&keyring, &home, &[&["add"], &WORK[..]].concat()).ended_with(0);
    for (place, mode) in [("file", &[][..]), ("keyring", &[]), ("file", &["--mode", "mark"])] {
        let change = [&["change", "work", "--secrets", place], mode].concat();
        let told = beside(&keyring, &home, &change).ended_with(3).errors;
        let advice = format!("mekiki account change work --ask-password --secrets {place}");
        assert!(told.contains(&advice), "{told}");
        assert_eq!((kept(), keyring.entries()), (0, 1));
        assert_eq!(
            home.run(["account", "list", "--json"]).json()[0]["mode"],
            "observe",
            "nothing is changed"
        );
    }
    let told = beside(&keyring, &home, &["change", "work", "--secrets", "memory"]).ended_with(0);
    assert!(told.errors.contains("The password of “work” is not kept."), "{}", told.errors);
    assert_eq!((kept(), keyring.entries()), (0, 0));
    // The account remembers it, and can be given a place again.
    let told = home.run(["watch", "--once"]).ended_with(3).errors;
    assert!(told.contains("--password-stdin") && !told.contains("keyring"), "{told}");
    beside(&keyring, &home, &["change", "work", "--password-stdin", "--secrets", "file"]).ended_with(0);
    assert_eq!((kept(), keyring.entries()), (1, 0));
    home.run(["account", "change", "work", "--secrets", "memory"]).ended_with(0);
    assert_eq!(kept(), 0);
    // Of a Maildir there is none.
    watched().run(["account", "change", "local", "--secrets", "memory"]).failed_with("is a Maildir");
}

#[test]
fn each_account_finds_its_password_where_it_keeps_it() {
    let (home, dovecot) = (Home::new(), Dovecot::start());
    let keyring = Keyring::start(Kind::Unlocked);
    let engine::account::Source::Imap { port, ca_file: Some(ca_file), .. } = dovecot.tls() else { panic!() };
    let engine::account::Source::Imap { port: other_port, .. } = dovecot.start_tls() else { panic!() };
    let (port, other_port) = (port.to_string(), other_port.to_string());
    let ca_file = ca_file.to_str().unwrap().to_owned();
    let run = |arguments: &[&str]| {
        let mut command = home.command(mekiki());
        command.arg("account").args(arguments).envs(keyring.environment());
        outcome(command, PASSWORD.as_bytes())
    };
    for (name, place, how) in
        [("one", "keyring", &["--port", &port][..]), ("two", "file", &["--port", &other_port, "--starttls"])]
    {
        let server = ["--imap", "localhost", "--ca-file", &ca_file, "--user", USER];
        let add = ["add", name, "--password-stdin", "--secrets", place];
        run(&[&add[..], &server, how].concat()).ended_with(0);
    }
    for name in ["one", "two"] {
        run(&["test", name]).ended_with(0);
    }
}

#[test]
fn a_password_that_is_kept_nowhere_is_asked_for_each_time() {
    let (home, dovecot) = (Home::new(), Dovecot::start());
    let engine::account::Source::Imap { port, ca_file: Some(ca_file), .. } = dovecot.tls() else { panic!() };
    let (port, ca_file) = (port.to_string(), ca_file.to_str().unwrap().to_owned());
    let add = ["account", "add", "work", "--imap", "localhost", "--port", &port, "--ca-file", &ca_file];
    // Nothing is asked for that would be gone when the command ends.
    let added = home.run([&add[..], &["--user", USER, "--secrets", "memory"]].concat()).ended_with(0);
    assert!(
        added.errors.contains("is not kept") && added.errors.contains("mekiki watch"),
        "{}",
        added.errors
    );
    for command in [&["watch", "--once"][..], &["account", "test", "work"]] {
        for memory in [&[][..], &["--secrets", "memory"]] {
            let asked = [command, memory].concat();
            let told = home.run(&asked).ended_with(3).errors;
            assert!(told.contains("with --password-stdin") && !told.contains("keyring"), "{told}");
            home.run_with_input([&asked[..], &["--password-stdin"]].concat(), PASSWORD.as_bytes())
                .ended_with(0);
        }
        let wrong = home.run_with_input([command, &["--password-stdin"]].concat(), b"wrong\n");
        assert!(wrong.ended_with(3).errors.contains("refused the user name or password"));
    }
    assert!(!home.data().join("secrets").exists());
    for file in files(&home.data()) {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(PASSWORD.len()).any(|some| some == PASSWORD.as_bytes()), "{}", file.display());
    }
    home.run(["account", "remove", "work"]).ended_with(0);
}

#[test]
fn a_maildir_that_nothing_could_be_marked_in_is_refused_the_mode_mark() {
    let home = watched();
    for asked in [&["mode", "local", "mark"][..], &["change", "local", "--mode", "mark"]] {
        home.run([&["account"], asked].concat()).failed_with("Choose the mode observe or hold");
    }
    let mail = home.path("Mail2");
    fs::create_dir_all(mail.join("cur")).unwrap();
    fs::create_dir_all(mail.join("new")).unwrap();
    fs::create_dir_all(mail.join("tmp")).unwrap();
    let mail = mail.to_str().unwrap();
    home.run(["account", "add", "other", "--maildir", mail, "--mode", "mark"]).failed_with("is a Maildir");
}

#[test]
fn a_folder_that_is_missing_is_told_with_the_account_that_watches_it() {
    let home = watched();
    fs::create_dir_all(home.path("Mail/.Work/cur")).unwrap();
    home.run(["account", "change", "local", "--folder", "Work"]).ended_with(0);
    fs::remove_dir_all(home.path("Mail/.Work")).unwrap();
    home.run(["account", "test", "local"]).failed_with("mekiki account change local --folder");
}

#[test]
fn the_folder_of_a_maildir_that_is_in_the_way_is_named_and_once() {
    let home = watched();
    let open = |path: &str, mode| {
        fs::set_permissions(home.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    let named = |path: &str, code| {
        let told = home.run_bound(["watch", "--once"]).ended_with(code).errors;
        assert!(told.contains(&format!(" {}. ", home.path(path).display())), "{told}");
        told
    };
    for (closed, mode) in [("Mail", 0o500), ("Mail/new", 0o500)] {
        open(closed, mode);
        let told = named(closed, 4);
        assert_eq!(told.lines().count(), 1, "one sentence for both messages: {told}");
        assert!(told.contains(" times)"), "{told}");
        open(closed, 0o700);
        if closed == "Mail" {
            continue;
        }
        assert_eq!(mails_in(&home.path("Mail")).len(), 3);
    }
    home.run_bound(["watch", "--once"]).ended_with(0);
    deliver(&home, "4.offer", &offer(104));
    open("Mail/.Mekiki/new", 0o500);
    named("Mail/.Mekiki/new", 4);
    open("Mail/.Mekiki/new", 0o700);
    home.run_bound(["watch", "--once"]).ended_with(0);
    assert_eq!(held(&home).len(), 3);
}

#[test]
fn what_mekiki_keeps_is_closed_to_others_in_an_open_folder_too() {
    let home = Home::new();
    fs::create_dir(home.data()).unwrap();
    let set = |path: &PathBuf, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let names = || ["mekiki.db", "mekiki.lock"].map(|name| home.data().join(name));
    set(&home.data(), 0o755);
    home.run(["block", "add", "bulk.example"]).ended_with(0);
    assert_eq!(names().map(|path| mode(&path)), [0o600, 0o600]);
    // As an earlier one left them.
    for path in &names() {
        set(path, 0o644);
    }
    let mut watching = home.command(mekiki()).arg("watch").spawn().unwrap();
    let log = ["mekiki.db-wal", "mekiki.db-shm"].map(|name| home.data().join(name));
    while !log.iter().all(|path| path.exists()) {
        assert!(watching.try_wait().unwrap().is_none());
    }
    let modes: Vec<u32> = names().iter().chain(&log).map(mode).collect();
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert_eq!(modes, [0o600; 4]);
}

#[test]
fn a_database_that_was_closed_for_a_while_is_written_again() {
    let home = watched();
    home.run(["watch", "--once"]).ended_with(0);
    let set = |name: &str, mode| {
        fs::set_permissions(home.data().join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    set("mekiki.db", 0o400);
    home.run_bound(["junk", "list"]).ended_with(0);
    home.run_bound(["block", "add", "other.example"]).failed_with("mekiki.db is read-only");
    let beside = ["mekiki.db-wal", "mekiki.db-shm"].map(|name| home.data().join(name));
    assert!(!beside.iter().any(|path| path.exists()), "something was made beside it");
    set("mekiki.db", 0o600);
    // What an earlier one made beside it.
    for path in &beside {
        fs::write(path, "").unwrap();
    }
    for name in ["mekiki.db-wal", "mekiki.db-shm"] {
        set(name, 0o400);
    }
    deliver(&home, "4.offer", &offer(104));
    home.run_bound(["watch", "--once"]).ended_with(0);
    assert_eq!(held(&home).len(), 3);
}
