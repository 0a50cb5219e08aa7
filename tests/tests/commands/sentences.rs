//! What a person is told where an earlier version left them without a step to take, or said
//! nothing at all.

use std::net::TcpListener;

use mekiki_tests::authority::Authority;

use super::*;

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
        assert!(told.text().contains("Learned 0"), "{}", told.text());
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
