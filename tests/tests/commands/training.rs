//! `mekiki train`: mail that was sorted before is taught as a whole, and taken back as a whole.

use std::fs;

use mekiki_tests::program::{Home, mekiki, outcome};
use serde_json::{Value, json};

use super::{MAIL, letter, offer};

const FROM: &str = "From someone@far.example Sun Nov 22 10:00:00 2026\n";

fn mbox(mails: impl IntoIterator<Item = String>) -> String {
    mails.into_iter().map(|mail| format!("{FROM}{mail}\n")).collect()
}

/// Spam in an mbox, wanted mail in a Maildir.
fn sorted_before() -> Home {
    let home = Home::new();
    home.write("spam.mbox", mbox((0..12).map(offer)));
    for folder in ["cur", "new", "tmp"] {
        fs::create_dir_all(home.path("Kept").join(folder)).unwrap();
    }
    for number in 0..8 {
        home.write(&format!("Kept/cur/{number}:2,S"), letter(number));
    }
    home
}

fn events(home: &Home, arguments: &[&str], code: i32) -> Vec<Value> {
    let told = home.run(["train", "--json"].iter().chain(arguments)).ended_with(code);
    told.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn done(home: &Home, arguments: &[&str], code: i32) -> Value {
    events(home, arguments, code).pop().unwrap()
}

fn tally(read: u32, ham: u32, spam: u32, known: u32, otherwise: u32, unreadable: u32) -> Value {
    json!({
        "event": "done", "read": read, "taught_ham": ham, "taught_spam": spam, "known": known,
        "otherwise": otherwise, "unreadable": unreadable, "interrupted": false
    })
}

fn score(home: &Home, mail: &str) -> f64 {
    let checked = home.run_with_input(["check", "-", "--json"], mail.as_bytes()).json();
    checked["judgement"]["score"].as_f64().unwrap()
}

#[test]
fn an_mbox_and_a_maildir_are_taught_and_all_of_it_is_taken_back() {
    let home = sorted_before();
    let before = (score(&home, &offer(40)), score(&home, &letter(40)));
    let told = home.run(["train", "--ham", "Kept", "--spam", "spam.mbox"]).ended_with(0);
    for part in ["Taught: 8 wanted, 12 spam", "Learned so far: 8 wanted, 12 spam", "train --undo"] {
        assert!(told.text().contains(part), "{}", told.text());
    }
    assert!(score(&home, &offer(40)) > before.0 && score(&home, &letter(40)) < before.1);
    let told = home.run(["train", "--undo"]).ended_with(0);
    assert!(told.text().contains("Learned so far: 0 wanted, 0 spam"), "{}", told.text());
    assert_eq!((score(&home, &offer(40)), score(&home, &letter(40))), before);
    let told = home.run(["train", "--undo"]).ended_with(0);
    assert!(told.text().contains("There is no training to take back"), "{}", told.text());
}

#[test]
fn what_the_person_said_before_or_since_stands() {
    let home = sorted_before();
    home.run_with_input(["learn", "ham", "-"], offer(1).as_bytes()).ended_with(0);
    home.run_with_input(["learn", "spam", "-"], offer(2).as_bytes()).ended_with(0);
    // A mail of the mbox is the same as its file: the line between is none of it.
    assert_eq!(done(&home, &["--ham", "Kept", "--spam", "spam.mbox"], 0), tally(20, 8, 10, 1, 1, 0));
    home.run_with_input(["learn", "ham", "-"], offer(5).as_bytes()).ended_with(0);
    home.run_with_input(["unlearn", "-"], offer(6).as_bytes()).ended_with(0);
    let undone = done(&home, &["--undo"], 0);
    assert_eq!(undone, json!({"taken_back": 16, "kept": 1, "put_back": 0, "going_back": 0}));
    let learn = |label: &str, mail: &str| {
        home.run_with_input(["learn", label, "-", "--json"], mail.as_bytes()).ended_with(0).json()
    };
    let left = learn("ham", &offer(1));
    assert_eq!(
        (&left["changed"], &left["learned_ham"], &left["learned_spam"]),
        (&json!(0), &json!(2), &json!(1))
    );
}

#[test]
fn only_the_last_training_is_taken_back_and_then_the_one_before() {
    let home = sorted_before();
    done(&home, &["--ham", "Kept"], 0);
    done(&home, &["--spam", "spam.mbox"], 0);
    assert_eq!(done(&home, &["--spam", "spam.mbox"], 0), tally(12, 0, 0, 12, 0, 0), "it is known by now");
    assert_eq!(done(&home, &["--undo"], 0)["taken_back"], 12);
    assert_eq!(done(&home, &["--undo"], 0)["taken_back"], 8);
    assert_eq!(done(&home, &["--undo"], 0)["taken_back"], 0);
}

#[test]
fn duplicates_and_what_is_no_mail_are_counted_and_stop_nothing() {
    let home = sorted_before();
    home.write("Kept/new/again", letter(3));
    home.write("Kept/new/empty", "");
    home.write("Kept/new/holiday.jpg", b"\xff\xd8\xff\xe0 no mail at all");
    home.write("Kept/new/offer", offer(4));
    home.write("folder/a.eml", MAIL);
    home.write("folder/more", mbox([letter(20), letter(21)]));
    let arguments = ["--ham", "Kept", "--ham", "folder", "--spam", "spam.mbox"];
    let events = events(&home, &arguments, 4);
    // The offer is met as spam first.
    assert_eq!(events.last().unwrap(), &tally(27, 11, 12, 1, 1, 2));
    let told: Vec<&str> = events.iter().filter_map(|event| event["sentence"].as_str()).collect();
    assert!(told.iter().any(|told| told.contains("Kept/new/empty is empty")), "{told:?}");
    assert!(told.iter().any(|told| told.contains("holiday.jpg is no mail")), "{told:?}");
    let told = home.run(["train", "--ham", "Kept"]).ended_with(4);
    assert!(told.text().contains("Could not be read and left out: 2"), "{}", told.text());
    assert!(told.errors.contains("holiday.jpg is no mail"), "{}", told.errors);
}

#[test]
fn a_place_that_is_not_there_is_told_before_anything_is_taught() {
    let home = sorted_before();
    home.run(["train", "--ham", "Kept", "--spam", "missing"]).failed_with("There is no file missing");
    home.run(["train", "--ham", "Kept", "--spam", "work:Junk"]).failed_with("There is no account “work”");
    home.run(["train", "--ham", "Kept", "--spam", "/dev/null"]).failed_with("is neither a file nor a folder");
    home.run(["train", "--ham", "."]).ended_with(0);
    assert!(home.run(["train"]).errors.contains("--ham"));
    assert!(home.run(["train", "--undo", "--ham", "Kept"]).errors.contains("do not go together"));
    let told = home.run(["train", "--undo"]).ended_with(0);
    assert!(told.text().contains("Taken back: 12"), "of the one folder that held an mbox: {}", told.text());
    home.run(["learn", "spam", "spam.mbox"]).failed_with("mekiki train --spam FILE");
}

#[test]
fn a_folder_of_an_account_is_taught_and_nothing_in_it_changes() {
    let home = sorted_before();
    for folder in ["cur", "new", "tmp", ".Saved/cur", ".Saved/new", ".Saved/tmp"] {
        fs::create_dir_all(home.path("Mail").join(folder)).unwrap();
    }
    for number in 0..5 {
        home.write(&format!("Mail/.Saved/cur/{number}:2,"), letter(number));
    }
    home.run(["account", "add", "local", "--maildir", "Mail"]).ended_with(0);
    assert_eq!(done(&home, &["--ham", "local:Saved", "--spam", "spam.mbox"], 0), tally(17, 5, 12, 0, 0, 0));
    assert_eq!(super::files(&home.path("Mail/.Saved/cur")).len(), 5);
    home.run(["train", "--ham", "local:Nowhere"]).failed_with("Nowhere");
}

#[test]
fn how_far_it_is_is_counted_on_standard_error_and_not_for_every_mail() {
    let home = Home::new();
    home.write("spam.mbox", mbox((0..230).map(offer)));
    let told = home.run(["train", "--spam", "spam.mbox"]).ended_with(0);
    let lines: Vec<&str> = told.errors.lines().collect();
    assert_eq!(
        lines,
        ["Read so far: 100 (taught: 0 wanted, 100 spam)", "Read so far: 200 (taught: 0 wanted, 200 spam)"]
    );
    assert!(told.text().contains("Taught: 0 wanted, 230 spam"), "{}", told.text());
}

#[test]
fn an_interruption_keeps_what_was_taught_and_the_same_command_goes_on() {
    let home = Home::new();
    home.write("spam.mbox", mbox((0..3_000).map(offer)));
    let mut command = home.command("sh");
    let line = format!(
        "{} train --spam spam.mbox --json > events & p=$!; \
         until grep -q progress events; do :; done; kill -INT $p; wait $p; c=$?; cat events; exit $c",
        mekiki().display()
    );
    // A shell without a terminal lets what runs beside it ignore SIGINT, so it is asked for by its other name.
    command.args(["-c", &line.replace("-INT", "-TERM")]);
    let told = outcome(command, b"");
    let last: Value = serde_json::from_str(told.text().lines().last().unwrap()).unwrap();
    assert_eq!((told.code, &last["interrupted"]), (4, &json!(true)), "{last}");
    let taught = last["taught_spam"].as_u64().unwrap();
    assert!((100..3_000).contains(&taught), "{last}");
    assert_eq!(last["read"], taught);
    let undone = done(&home, &["--undo"], 0);
    assert_eq!(undone["taken_back"], taught);
}

#[test]
fn training_is_told_in_japanese_too() {
    let home = Home::japanese();
    home.write("spam.mbox", mbox((0..3).map(offer)));
    home.write("ham/one.eml", MAIL);
    home.write("ham/two.eml", "x");
    let told = home.run(["train", "--spam", "spam.mbox", "--ham", "ham"]).ended_with(4);
    for part in [
        "必要なメール1通、迷惑メール3通を学びました",
        "読めなかったため、教えなかったメール：1通",
        "train --undo",
    ] {
        assert!(told.text().contains(part), "{}", told.text());
    }
    let told = home.run(["train", "--undo"]).ended_with(0);
    assert!(told.text().contains("4通を取り消しました"), "{}", told.text());
    home.run(["learn", "spam", "spam.mbox"]).failed_with("mekiki train --spam ファイル");
}
