//! What a person is told where an earlier version left them without a step to take, or said
//! nothing at all.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use mekiki_tests::authority::Authority;
use mekiki_tests::program::{Home, files};
use serde_json::json;

use super::{MAIL, held, letter, mails_in, offer, watched};

#[test]
fn what_is_no_mail_is_not_learned() {
    let home = Home::new();
    let users = home.write("users", "root:*:19000:0:99999:7:::\ndaemon:*:19000:0:99999:7:::\n");
    let noise = home.write(
        "noise",
        (0..4000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<_>>(),
    );
    let mail = home.write("mail", MAIL);
    for file in [&users, &noise] {
        let told = home.run(["learn".as_ref(), "ham".as_ref(), file.as_os_str()]).ended_with(3);
        assert!(told.errors.contains(&format!("{} is no mail", file.display())), "{}", told.errors);
        assert_eq!(told.text(), "", "nothing was done that could be counted");
    }
    let told = home.run(["learn".as_ref(), "ham".as_ref(), mail.as_os_str()]).ended_with(0);
    assert!(told.text().contains("Learned 1"), "{}", told.text());
}

#[test]
fn an_entry_that_stands_on_both_lists_is_said_to() {
    let home = Home::new();
    let first = home.run(["allow", "add", "x@y.example"]).ended_with(0);
    assert!(!first.text().contains("too"), "{}", first.text());
    let second = home.run(["block", "add", "x@y.example"]).ended_with(0);
    assert!(second.text().contains("mekiki allow remove x@y.example"), "{}", second.text());
    home.run(["allow", "remove", "x@y.example"]).ended_with(0);
    let third = home.run(["allow", "add", "x@y.example"]).ended_with(0);
    assert!(third.text().contains("mekiki block remove x@y.example"), "{}", third.text());
}

#[test]
fn removing_an_account_says_what_it_leaves_undeleted_on_the_server() {
    let home = watched();
    home.run(["watch", "--once"]).ended_with(0);
    let first = held(&home)[0].to_string();
    home.run(["junk", "delete", &first]).ended_with(0);
    let told = home.run(["account", "remove", "local"]).ended_with(0);
    assert!(told.text().contains("One message that you deleted still lies"), "{}", told.text());
    assert_eq!(mails_in(&home.path("Mail/.Mekiki")).len(), 2, "nothing there was touched");
}

#[test]
fn a_number_that_cannot_be_is_refused_with_those_that_can() {
    let home = Home::new();
    home.write("index", "");
    home.run(["evaluate", "index", "--noticed", "200"]).failed_with("a whole number from 0 to 100");
    home.run(["evaluate", "index", "--delay", "0"]).failed_with("a whole number from 1 on");
    home.run(["evaluate", "index", "--seed", "x"]).failed_with("Possible: a whole number.");
}

#[test]
fn an_option_that_is_given_twice_is_not_said_to_stand_in_its_own_way() {
    let twice = ["--language", "en", "--language", "en", "check", "-"];
    Home::new().run(twice).failed_with("can be given only once");
    Home::new().run(["check", "-", "--data-dir", "a", "--data-dir", "b"]).failed_with("only once");
}

#[test]
fn the_demonstration_takes_no_data_folder() {
    let home = Home::new();
    home.run(["demo", "--data-dir", "elsewhere"]).failed_with("--data-dir and demo do not go together");
    assert!(!home.path("elsewhere").exists());
}

#[test]
fn japanese_help_has_one_kind_of_colon_and_calls_a_number_a_number() {
    let help = Home::japanese().run(["evaluate", "--help"]).ended_with(0);
    assert!(help.text().contains("書き方:") && !help.text().contains("書き方："), "{}", help.text());
    assert!(help.text().contains("<数>") && !help.text().contains("<番号>"), "{}", help.text());
    assert!(!help.text().lines().any(|line| line.ends_with(' ')), "{}", help.text());
}

#[test]
fn a_password_that_is_no_utf_8_and_an_authority_that_vanished_are_told_with_a_step() {
    let home = Home::new();
    let listening = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listening.local_addr().unwrap().port().to_string();
    let pem = Authority::make(&home.path("")).certificate();
    let server = ["account", "add", "work", "--imap", "127.0.0.1", "--user", "me", "--password-stdin"];
    let words =
        [&server[..], &["--secrets", "file", "--port", &port, "--ca-file", pem.to_str().unwrap()]].concat();
    home.run_with_input(&words, b"\xff\xfe\n").failed_with("Send it as UTF-8");
    home.run_with_input(&words, "pässword\n".as_bytes()).ended_with(0);
    fs::remove_file(&pem).unwrap();
    home.run(["account", "test", "work"]).failed_with("mekiki account change work --ca-file FILE");
}

#[test]
fn a_junk_folder_that_cannot_be_written_is_named_once_and_not_each_file_that_is_not_there() {
    for folder in ["junk/tmp", "junk/cur"] {
        let home = watched();
        let path = home.data().join(folder);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o500)).unwrap();
        let told = home.run_bound(["watch", "--once"]).ended_with(4).errors;
        assert_eq!(told.matches(folder).count(), 1, "{told}");
        assert!(!told.contains(".mekiki"), "{told}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
        home.run(["watch", "--once"]).ended_with(0);
        assert_eq!(held(&home).len(), 2);
    }
}

#[test]
fn a_folder_without_a_message_in_it_is_told_of() {
    let home = Home::new();
    home.write("years/2025/mail", MAIL);
    for command in [&["learn", "spam", "years"][..], &["unlearn", "years"]] {
        let told = home.run(command).failed_with("No message lies in the folder years itself");
        assert_eq!(told.text(), "");
    }
    home.run(["unlearn", "--message", "999"]).failed_with("There is no message 999");
}

#[test]
fn of_several_entries_none_is_added_where_one_cannot_be_and_each_is_told_as_it_was_typed() {
    let home = Home::new();
    for list in ["allow", "block"] {
        home.run([list, "add", "a@b.example", "c.example", "xyz", "d.example"]).failed_with("“xyz”");
        let told = home.run([list, "list"]).ended_with(0);
        assert!(told.text().contains("empty") && !told.text().contains("b.example"), "{}", told.text());
    }
    let told = home.run(["block", "add", "日本.jp"]).ended_with(0);
    assert!(told.text().contains("日本.jp") && !told.text().contains("xn--"), "{}", told.text());
}

#[test]
fn what_is_no_number_is_told_what_a_number_may_be() {
    let home = Home::new();
    let told = home.run(["tag", "teach", "X-B", "--number-above", "abc"]).failed_with("4.5 or -1");
    assert!(!told.errors.contains("whole"), "{}", told.errors);
    home.run(["tag", "teach", "X-B", "--number-above", "-1"]).ended_with(0);
}

#[test]
fn an_account_that_cannot_be_added_is_not_said_to_be_changeable() {
    let home = Home::new();
    fs::create_dir_all(home.path("Mail/.Work/cur")).unwrap();
    home.run(["account", "add", "q", "--maildir", "Mail"]).failed_with("is no Maildir");
    fs::create_dir_all(home.path("Mail/cur")).unwrap();
    let add = ["account", "add", "q", "--maildir", "Mail", "--folder", "Play"];
    let told = home.run(add).failed_with("“Play”");
    assert!(!told.errors.contains("account change"), "{}", told.errors);
    let told = Home::japanese().run(["watch", "--once"]).ended_with(3);
    assert!(told.errors.contains("mekiki account add"), "{}", told.errors);
}

#[test]
fn a_mail_that_could_not_go_back_where_it_came_from_is_said_to_be_elsewhere() {
    let home = watched();
    for folder in ["cur", "new", "tmp"] {
        fs::create_dir_all(home.path("Mail/.Work").join(folder)).unwrap();
    }
    home.write("Mail/.Work/new/4.offer", offer(104));
    let folders = ["--folder", "INBOX", "--folder", "Work"];
    home.run([&["account", "change", "local"], &folders[..]].concat()).ended_with(0);
    home.run(["watch", "--once"]).ended_with(0);
    fs::rename(home.path("Mail/.Work"), home.path("Mail/.Play")).unwrap();
    let rows = home.run(["junk", "list", "--json"]).json();
    let row = rows.as_array().unwrap().iter().find(|row| row["subject"].to_string().contains("104")).unwrap();
    let told = home.run(["junk", "release", &row["id"].to_string()]).ended_with(0);
    assert!(told.text().contains("in “INBOX”") && told.text().contains("“Work”"), "{}", told.text());
}

#[test]
fn a_held_mail_whose_copy_is_gone_is_told_with_what_can_be_done() {
    let home = watched();
    home.run(["watch", "--once"]).ended_with(0);
    let id = held(&home)[0].to_string();
    for folder in ["data/junk", "Mail/.Mekiki"] {
        for file in files(&home.path(folder)) {
            fs::remove_file(file).unwrap();
        }
    }
    home.run(["junk", "show", &id]).failed_with(&format!("mekiki junk delete {id}"));
    assert!(!home.run(["junk", "show", &id]).errors.contains("catch up"));
}

#[test]
fn a_line_of_the_list_says_that_a_list_decided_and_has_the_cutoff_beside_the_score() {
    let home = watched();
    for number in 0..8 {
        let spam = home.write(&format!("spam/{number}"), offer(number));
        let wanted = home.write(&format!("wanted/{number}"), letter(number));
        home.run(["learn", "spam", &spam.display().to_string()]).ended_with(0);
        home.run(["learn", "ham", &wanted.display().to_string()]).ended_with(0);
    }
    home.run(["watch", "--once"]).ended_with(0);
    let rows = home.run(["junk", "list", "--json"]).ended_with(0).json();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert!(row["score"].as_f64().unwrap() >= 0.5, "the committee says the same: {row}");
        assert_eq!((&row["decision"]["by"], &row["cutoffs"]["spam"]), (&json!("blocked"), &json!(0.9)));
    }
    let told = home.run(["junk", "list"]).ended_with(0);
    for line in told.text().lines() {
        assert!(line.contains("% (spam from 90.0%)  On your block list  "), "{line}");
    }
}

#[test]
fn what_is_wrong_with_one_of_several_numbers_ends_with_one_full_stop() {
    let home = Home::new();
    let told =
        home.run(["junk", "release", "abc"]).failed_with("“abc” cannot be used for <NUMBER>. Possible:");
    assert!(!told.errors.contains(".."), "{}", told.errors);
}

#[test]
fn held_mail_that_is_learned_as_wanted_goes_back_at_once_or_is_said_to_go_back() {
    let home = watched();
    let (back, later) =
        ("lay in the junk folder and is back", "It goes back as soon as its mailbox can be reached");
    home.run(["watch", "--once"]).ended_with(0);
    let numbers = held(&home);
    let (first, second) = (numbers[0], numbers[1]);
    let save = |number: u64| {
        let raw = home.run(["junk", "show", &number.to_string(), "--raw"]).ended_with(0).stdout;
        home.write(&format!("{number}.eml"), raw)
    };
    let (one, other) = (save(first), save(second));
    let learn = |file: &std::path::Path, form: &[&str]| {
        let words = ["learn", "ham", file.to_str().unwrap()];
        home.run([&words[..], form].concat()).ended_with(0)
    };
    let told = learn(&one, &[]);
    let told = told.text();
    assert!(told.contains(back) && told.contains(&first.to_string()), "{told}");
    assert!(!held(&home).contains(&first));
    assert!(mails_in(&home.path("Mail")).contains(&fs::read(&one).unwrap()));
    // Said of a mail that is back already, there is nothing to tell.
    assert!(!learn(&one, &[]).text().contains(back));

    fs::rename(home.path("Mail"), home.path("Away")).unwrap();
    let told = learn(&other, &[]);
    assert!(told.text().contains(later), "{}", told.text());
    let told = learn(&other, &["--json"]).json();
    assert_eq!(told["put_back"][0]["message"], second);
    assert!(told["put_back"][0]["pending"]["sentence"].is_string(), "{told}");
    fs::rename(home.path("Away"), home.path("Mail")).unwrap();
    home.run(["watch", "--once"]).ended_with(0);
    assert!(mails_in(&home.path("Mail")).contains(&fs::read(&other).unwrap()));
}
