//! Every command of `mekiki`, run as a person runs it, in both languages and as JSON; and
//! what a person sees when something is wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
// Forty lines, put together once.
#![allow(clippy::format_collect)]

mod accounts;
mod away;
mod forgotten;
mod sentences;
mod slow_server;
mod tags;

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use classifier::Label;
use mekiki_tests::closed_port::ClosedPort;
use mekiki_tests::corpus;
use mekiki_tests::program::{Home, Outcome, files, mekiki, outcome};
use serde_json::json;

const MAIL: &str = "From: Aunt Emma <emma@family.example>\nTo: you@home.example\nSubject: Sunday lunch\n\
     Date: Sat, 21 Nov 2026 10:00:00 +0000\nMessage-ID: <lunch@family.example>\n\n\
     Will you come for lunch on Sunday? There is apple cake.\n";

/// Spam that says the same in ever new words around it.
fn offer(number: u32) -> String {
    format!(
        "From: Offer {number} <offer{number}@bulk.example>\nTo: you@home.example\n\
         Subject: Miracle slimming tea, order number {number}\nMessage-ID: <{number}@bulk.example>\n\n\
         Order the miracle slimming tea today, discount guaranteed, lot {number}.\n"
    )
}

fn letter(number: u32) -> String {
    format!(
        "From: Choir <choir{number}@riverside.example>\nTo: you@home.example\n\
         Subject: Rehearsal of the choir, week {number}\nMessage-ID: <{number}@riverside.example>\n\n\
         The rehearsal in week {number} begins at seven in the parish hall, bring the requiem.\n"
    )
}

/// Mails of the corpus with a label, from the first of that many on.
fn real(label: Label, from: usize, count: usize) -> Vec<PathBuf> {
    let mails = corpus::mails(&corpus::spamassassin());
    mails.into_iter().filter(|mail| mail.0 == label).map(|mail| mail.1).skip(from).take(count).collect()
}

/// A home whose Mekiki has learned a hundred real spams and as many wanted mails.
fn taught() -> Home {
    let home = Home::new();
    for (name, label) in [("spam", Label::Spam), ("ham", Label::Ham)] {
        let words = ["learn".into(), name.into()];
        let files = real(label, 0, 100).into_iter().map(PathBuf::into_os_string);
        home.run(words.into_iter().chain(files)).ended_with(0);
    }
    home
}

/// A home with a Maildir account `local` that holds spam, and a blocked sender of offers;
/// two offers and a letter lie in it.
fn watched() -> Home {
    let home = Home::new();
    for folder in ["cur", "new", "tmp"] {
        fs::create_dir_all(home.path("Mail").join(folder)).unwrap();
    }
    deliver(&home, "1.offer", &offer(101));
    deliver(&home, "2.letter", &letter(102));
    deliver(&home, "3.offer", &offer(103));
    home.run(["block", "add", "bulk.example"]).ended_with(0);
    home.run(["account", "add", "local", "--maildir", "Mail", "--mode", "hold"]).ended_with(0);
    home
}

/// Delivers as a mail server does: written aside, then moved in.
fn deliver(home: &Home, name: &str, mail: &str) {
    let aside = home.write(&format!("Mail/tmp/{name}"), mail);
    fs::rename(aside, home.path("Mail/new").join(name)).unwrap();
}

fn held(home: &Home) -> Vec<u64> {
    let rows = home.run(["junk", "list", "--json"]).ended_with(0).json();
    rows.as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()).collect()
}

fn mails_in(folder: &Path) -> Vec<Vec<u8>> {
    let folders = ["cur", "new"].map(|name| folder.join(name));
    let mut mails: Vec<_> =
        folders.iter().flat_map(|folder| files(folder)).map(|file| fs::read(file).unwrap()).collect();
    mails.sort();
    mails
}

#[test]
fn check_judges_by_what_was_learned_and_says_so_with_its_exit_code() {
    let home = taught();
    let codes = |label| -> Vec<i32> {
        real(label, 200, 10).iter().map(|mail| home.run(["check".as_ref(), mail.as_os_str()]).code).collect()
    };
    let (spam, ham) = (codes(Label::Spam), codes(Label::Ham));
    assert!(spam.iter().filter(|code| **code == 0).count() >= 6 && !spam.contains(&1), "{spam:?}");
    assert!(ham.iter().filter(|code| **code == 1).count() >= 6 && !ham.contains(&0), "{ham:?}");
    let mail = fs::read(&real(Label::Spam, 200, 1)[0]).unwrap();
    assert_eq!(home.run_with_input(["check", "-"], &mail).code, spam[0]);
}

#[test]
fn check_shows_a_sum_that_is_the_sum() {
    let home = taught();
    let mail = fs::read(&real(Label::Spam, 200, 1)[0]).unwrap();
    let checked = home.run_with_input(["check", "-", "--json"], &mail).json();
    let judgement = &checked["judgement"];
    let evidence = judgement["evidence"].as_array().unwrap();
    let sum: f64 = evidence.iter().map(|clue| clue["contribution"].as_f64().unwrap()).sum();
    let (log_odds, score) = (judgement["log_odds"].as_f64().unwrap(), judgement["score"].as_f64().unwrap());
    assert!((sum - log_odds).abs() < 1e-9, "{sum} is not {log_odds}");
    assert!((1.0 / (1.0 + (-log_odds).exp()) - score).abs() < 1e-9, "{score}");
    for arguments in [&["check", "-"][..], &["check", "-", "--all"]] {
        let printed = home.run_with_input(arguments, &mail);
        let lines = printed.text().lines().skip_while(|line| !line.starts_with("For spam:"));
        let shown: Vec<f64> = lines
            .take_while(|line| !line.starts_with("Sum "))
            .filter_map(|line| line.split_whitespace().next()?.parse().ok())
            .collect();
        let difference = (shown.iter().sum::<f64>() - log_odds).abs();
        assert!(shown.len() > 4 && difference <= 0.005 * shown.len() as f64 + 0.005, "{}", printed.text());
    }
}

#[test]
fn check_never_shows_a_score_without_its_cutoffs() {
    let home = Home::new();
    let printed = home.run_with_input(["check", "-"], MAIL.as_bytes());
    assert!(printed.text().contains("spam from 90.0%, wanted below 20.0%"), "{}", printed.text());
}

#[test]
fn unlearn_takes_back_exactly_what_learn_added() {
    let home = taught();
    let spam = real(Label::Spam, 200, 1).remove(0);
    let probe = || {
        let mut checked = home.run(["check".as_ref(), spam.as_os_str(), "--json".as_ref()]).json();
        checked["judgement"]["judged_at"].take();
        checked
    };
    let tell = |words: &[&str]| {
        let words = words.iter().map(OsStr::new).chain([spam.as_os_str(), "--json".as_ref()]);
        home.run(words).ended_with(0).json()
    };
    let before = probe();
    let learned = tell(&["learn", "ham"]);
    assert_eq!((&learned["changed"], &learned["learned_ham"]), (&1.into(), &101.into()));
    assert_ne!(probe(), before, "learning changed nothing");
    let again = tell(&["learn", "ham"]);
    assert_eq!((&again["changed"], &again["unchanged"]), (&0.into(), &1.into()));
    let otherwise = tell(&["learn", "spam"]);
    assert_eq!((&otherwise["learned_ham"], &otherwise["learned_spam"]), (&100.into(), &101.into()));
    let taken_back = tell(&["unlearn"]);
    assert_eq!((&taken_back["changed"], &taken_back["learned_spam"]), (&1.into(), &100.into()));
    assert_eq!(probe(), before);
    assert_eq!(tell(&["unlearn"])["changed"], 0);
}

#[test]
fn a_folder_and_a_maildir_are_learned_file_by_file() {
    let home = Home::new();
    home.write("folder/1.eml", offer(1));
    home.write("folder/2.eml", offer(2));
    for (name, mail) in [("Mail/cur/3:2,S", letter(3)), ("Mail/new/4", letter(4)), ("Mail/tmp/5", letter(5))]
    {
        home.write(name, mail);
    }
    let learned = home.run(["learn", "spam", "folder", "--json"]).ended_with(0).json();
    assert_eq!(learned["learned_spam"], 2);
    let learned = home.run(["learn", "ham", "Mail", "--json"]).ended_with(0).json();
    assert_eq!(learned["learned_ham"], 2);
    assert!(
        home.run(["unlearn", "folder"]).ended_with(0).text().starts_with("Taken back 2, never learned 0.")
    );
}

#[test]
fn a_file_that_cannot_be_learned_does_not_keep_the_others_from_it() {
    let home = Home::new();
    home.write("good.eml", MAIL);
    home.write("empty.eml", "");
    let learned = home.run(["learn", "ham", "missing.eml", "empty.eml", "good.eml", "--json"]).ended_with(3);
    let told = learned.json();
    assert_eq!(told["changed"], 1);
    let kinds: Vec<_> = told["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["problem"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["no-such-file", "empty-file"]);
}

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
fn several_messages_in_one_file_are_refused_and_not_taken_for_one() {
    let home = Home::new();
    let between = "From a@b.example Sun Nov 22 10:00:00 2026\n";
    home.write("box", format!("{between}{MAIL}\n\n{between}{MAIL}"));
    for command in [&["check"][..], &["learn", "spam"], &["unlearn"]] {
        home.run([command, &["box"]].concat()).failed_with("box holds several messages");
    }
    let learned = home.run(["learn", "spam", "box", "--json"]).ended_with(3).json();
    assert_eq!((&learned["changed"], &learned["learned_spam"]), (&0.into(), &0.into()), "{learned}");
    home.write("one", format!("{between}{MAIL}"));
    home.run(["learn", "spam", "one"]).ended_with(0);
}

#[test]
fn of_what_is_no_mail_check_says_so_and_calls_it_no_spam() {
    let home = Home::new();
    let noise: Vec<u8> =
        (0..200_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let checked = home.run_with_input(["check", "-"], &noise);
    assert!(checked.code != 0 && checked.text().contains("This is no mail"), "{}", checked.text());
    assert_eq!(home.run_with_input(["check", "-", "--json"], &noise).json()["is_mail"], false);
    assert_eq!(home.run_with_input(["check", "-", "--json"], MAIL.as_bytes()).json()["is_mail"], true);
}

#[test]
fn a_command_that_is_told_acts_on_the_data_folder_that_was_named() {
    let home = Home::new();
    let told = home.run(["account", "list", "--data-dir", "else where"]).ended_with(0);
    let folder = home.path("else where").canonicalize().unwrap();
    let command = format!("mekiki --data-dir '{}' account add", folder.display());
    assert!(told.text().contains(&command), "{}", told.text());
    home.run(["junk", "release", "7", "--data-dir", "else where"]).ended_with(3);
    let told = home.run(["account", "test", "none", "--data-dir", "else where", "--json"]).ended_with(3);
    let sentence = told.json()["sentence"].to_string();
    assert!(sentence.contains("--data-dir '") && sentence.contains("' account list"), "{sentence}");
    // Where the folder is the usual one, nothing has to be said of it.
    assert!(home.run(["account", "list"]).ended_with(0).text().contains("mekiki account add"));
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
fn lists_take_addresses_domains_and_networks_and_nothing_else() {
    let home = Home::new();
    for (list, entry) in
        [("allow", "emma@family.example"), ("block", "bulk.example"), ("block", "192.0.2.0/24")]
    {
        home.run([list, "add", entry]).ended_with(0);
    }
    let blocked = home.run(["block", "list", "--json"]).ended_with(0).json();
    assert_eq!(blocked.as_array().unwrap().len(), 2);
    let judged = home.run_with_input(["check", "-", "--json"], offer(1).as_bytes()).ended_with(0).json();
    assert_eq!(judged["judgement"]["decision"]["by"], "blocked", "{judged}");
    home.run(["block", "remove", "bulk.example"]).ended_with(0);
    let number = home.run(["block", "list", "--json"]).json()[0]["id"].to_string();
    home.run(["block", "remove", &number]).ended_with(0);
    assert_eq!(home.run(["block", "list", "--json"]).json(), serde_json::json!([]));
    assert!(home.run(["allow", "list"]).ended_with(0).text().contains("emma@family.example"));
    home.run(["block", "add", "not an address"]).failed_with("not an address");
    home.run(["block", "add", "192.0.2.0/99"]).failed_with("192.0.2.0/99");
    home.run(["allow", "remove", "bulk.example"]).failed_with("bulk.example");
    let several = ["block", "add", "192.0.2.0/24", "*.xyz", "@"];
    let told = home.run(several).failed_with("“@” cannot be put on a list").errors;
    assert!(told.contains("None of the others was added"), "{told}");
    home.run([&several[..], &["--language", "ja"]].concat()).failed_with("ほかの項目も追加していません");
    assert_eq!(home.run(["block", "list", "--json"]).json(), serde_json::json!([]));
    assert!(!home.run(["block", "add", "@"]).failed_with("“@”").errors.contains("None of"));
    for nonsense in ["999.1.1.1", "a..example", "https://family.example/", "someone@999.1.1.1", "-"] {
        home.run(["allow", "add", "--", nonsense])
            .failed_with(&format!("“{nonsense}” cannot be put on a list"));
    }
}

#[test]
fn a_whole_ending_is_blocked_with_a_star_never_allowed_and_removed_as_it_was_written() {
    let home = Home::new();
    let refused = home.run(["block", "add", "com"]).failed_with("to block them all, write \"*.com\"");
    assert!(refused.errors.contains("such as example.com"), "{}", refused.errors);
    for entry in ["com", "*.com", "*@com"] {
        let refused = home.run(["allow", "add", entry]).failed_with("nobody can vouch for them all");
        assert!(refused.errors.contains("such as example.com."), "{}", refused.errors);
        assert!(!refused.errors.contains("block"), "{}", refused.errors);
    }
    for entry in ["*.com", "com"] {
        assert!(home.run(["block", "add", "*.com"]).ended_with(0).text().contains("“*.com” is on"));
        assert!(home.run(["block", "list"]).ended_with(0).text().contains("*.com"));
        let mail = MAIL.replace("emma@family.example", "emma@family.com");
        let judged = home.run_with_input(["check", "-"], mail.as_bytes()).ended_with(0);
        assert!(judged.text().contains("“*.com” is on your block list"), "{}", judged.text());
        assert!(home.run(["block", "remove", entry]).ended_with(0).text().contains("“*.com” is off"));
        assert!(home.run(["block", "list"]).ended_with(0).text().contains("empty"));
    }
    home.run(["block", "add", "*@Shop.example", "192.0.2.77/24"]).ended_with(0);
    home.run(["block", "remove", "*@Shop.example", "192.0.2.77/24"]).ended_with(0);
    assert!(home.run(["block", "list"]).ended_with(0).text().contains("empty"));
}

#[test]
fn evaluate_measures_labelled_mail_and_names_a_line_that_is_none() {
    let home = Home::new();
    for number in 0..40 {
        home.write(&format!("spam/{number}.eml"), offer(number));
        home.write(&format!("ham/{number}.eml"), letter(number));
    }
    let index: String =
        (0..40).map(|number| format!("spam spam/{number}.eml\nham\tham/{number}.eml\n")).collect();
    home.write("index", &index);
    let measured = home.run(["evaluate", "index", "--shuffle", "--seed", "7", "--json"]).ended_with(0).json();
    assert_eq!(measured["messages"], 80);
    assert_eq!(measured["shuffled_with_seed"], 7);
    assert!(measured["committee"]["one_minus_roca"].as_f64().unwrap() < 10.0, "{measured}");
    assert!(measured["messages_per_second"].as_f64().unwrap() > 0.0);
    let printed = home.run(["evaluate", "index"]).ended_with(0);
    assert!(printed.text().contains("1-ROCA%") && printed.text().contains("lam%"), "{}", printed.text());
    one_class_has_dashes(&home);
    home.write("elsewhere/index", &index);
    let told = home.run(["evaluate", "elsewhere/index"]).failed_with("elsewhere/spam/0.eml");
    assert!(told.errors.contains("line 1"), "{}", told.errors);
    home.write("empty", "\n");
    home.run(["evaluate", "empty"]).failed_with("names no message");
    home.run(["evaluate", "elsewhere"]).failed_with("it is a folder");
    home.run(["evaluate", "elsewhere/index", "--corpus-root", "."]).ended_with(0);
    home.write("wrong", "spam spam/0.eml\neggs spam/1.eml\n");
    home.run(["evaluate", "wrong"]).failed_with("line 2");
    home.run(["evaluate", "nowhere"]).failed_with("There is no file nowhere");
}

/// An index of forty mails of each class, in turn.
fn labelled(home: &Home) {
    for number in 0..40 {
        home.write(&format!("spam/{number}.eml"), offer(number));
        home.write(&format!("ham/{number}.eml"), letter(number));
    }
    let index: String =
        (0..40).map(|number| format!("spam spam/{number}.eml\nham ham/{number}.eml\n")).collect();
    home.write("index", index);
}

#[test]
fn evaluate_tells_intervals_the_curve_calibration_and_cutoffs() {
    let home = Home::new();
    labelled(&home);
    let measured = home.run(["evaluate", "index", "--json"]).ended_with(0).json();
    let (figure, interval) =
        (&measured["committee"]["ham_judged_spam"], &measured["committee"]["intervals"]["ham_judged_spam"]);
    assert!(interval[0].as_f64().unwrap() <= figure.as_f64().unwrap(), "{measured}");
    assert!(interval[1].as_f64().unwrap() > figure.as_f64().unwrap(), "{measured}");
    assert_eq!(measured["beginnings"][0]["to"], 50);
    assert_eq!(measured["windows"][1]["to"], 80);
    let binned: u64 =
        measured["calibration"].as_array().unwrap().iter().map(|bin| bin["messages"].as_u64().unwrap()).sum();
    assert_eq!(binned, 80);
    let lowest = &measured["cutoffs"][0];
    let named = lowest["become_spam"].as_array().unwrap();
    assert!(
        named.iter().all(|name| Path::new(name.as_str().unwrap()).extension() == Some("eml".as_ref())),
        "{lowest}"
    );
    let told = home.run(["evaluate", "index", "--cutoffs"]).ended_with(0);
    for part in ["the first 50", "51–80", "Calibration.", "By spam cutoff", "0.999"] {
        assert!(told.text().contains(part), "“{part}” is missing:\n{}", told.text());
    }
}

#[test]
fn evaluate_learns_as_the_mode_says() {
    let home = Home::new();
    labelled(&home);
    let taught = |arguments: &[&str]| {
        let arguments = [&["evaluate", "index", "--json", "--mode"], arguments].concat();
        home.run(arguments).ended_with(0).json()["taught"].clone()
    };
    assert_eq!(taught(&["immediate"]), json!([40, 40]));
    assert_eq!(taught(&["delayed", "--delay", "20"]), json!([30, 30]));
    assert_eq!(taught(&["day-one"]), json!([0, 0]));
    let corrected = taught(&["corrections-only"]);
    assert!((1..40).contains(&corrected[0].as_u64().unwrap()), "{corrected}");
    let noticed = taught(&["corrections-only", "--noticed", "0"]);
    assert_eq!(noticed, json!([0, 0]));
    home.run(["evaluate", "index", "--mode", "day-one", "--compare"]).failed_with("nothing to compare");
    for (idle, needed) in [
        (["--noticed", "50"], "--mode corrections-only"),
        (["--delay", "5"], "--mode delayed"),
        (["--seed", "5"], "--shuffle"),
    ] {
        let told = home.run([&["evaluate", "index"], &idle[..]].concat()).failed_with(idle[0]);
        assert!(told.errors.contains(needed), "{}", told.errors);
    }
}

#[test]
fn evaluate_compares_with_others_and_says_which_is_not_installed() {
    let home = Home::new();
    labelled(&home);
    let mut without = home.command(mekiki());
    without.env("PATH", home.path("nothing")).args(["evaluate", "index", "--compare", "--json"]);
    let compared = outcome(without, b"").ended_with(0).json()["compared"].clone();
    assert_eq!(compared["not_installed"], json!(["bogofilter"]));
    let names: Vec<_> = compared["others"].as_array().unwrap().iter().map(|other| &other["name"]).collect();
    assert_eq!(names, ["SpamBayes", "Thunderbird"]);
    for other in compared["others"].as_array().unwrap() {
        assert_eq!((&other["whole"]["ham"], &other["whole"]["spam"]), (&json!(40), &json!(40)));
        assert!(other["whole"]["one_minus_roca"].as_f64().unwrap() < 20.0, "{other}");
    }
    let mut without = home.command(mekiki());
    without.env("PATH", home.path("nothing")).args(["evaluate", "index", "--compare"]);
    let told = outcome(without, b"").ended_with(0);
    assert!(told.text().contains("bogofilter is not installed"), "{}", told.text());
}

/// A program that answers like bogofilter shows how it is asked: alone in a folder of its own.
#[test]
fn the_real_bogofilter_is_asked_without_anybodys_settings() {
    let home = Home::new();
    labelled(&home);
    let script =
        "#!/bin/sh\necho \"$@\" >> asked\ncat > /dev/null\ncase \"$*\" in *-TT*) echo 0.25; exit 2;; esac\n";
    let program = home.write("bin/bogofilter", script);
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let mut with = home.command(mekiki());
    let path = format!("{}:/usr/bin:/bin", home.path("bin").display());
    with.env("PATH", path).args(["evaluate", "index", "--compare", "--json"]);
    let compared = outcome(with, b"").ended_with(0).json()["compared"].clone();
    assert_eq!(compared["not_installed"], json!([]));
    assert_eq!(compared["others"][0]["name"], "bogofilter");
    assert_eq!(compared["others"][0]["whole"]["one_minus_roca"], 50.0);
    let asked = fs::read_to_string(home.path("asked")).unwrap();
    let (judged, taught) = (
        asked.lines().filter(|line| line.ends_with("-TT")).count(),
        asked.lines().filter(|line| line.ends_with(" -s") || line.ends_with(" -n")).count(),
    );
    // One teaching of nothing makes the word list.
    assert_eq!((judged, taught), (80, 81));
    let others = asked.lines().skip(1).filter(|line| !line.starts_with("-C -d /")).count();
    assert_eq!(others, 0, "{asked}");
}

#[test]
fn learning_the_opposite_of_near_copies_is_told_and_can_be_taken_back() {
    let home = Home::new();
    let offer = |number: u32| {
        format!(
            "From: shop{number}@bulk.example\nSubject: offer {number}\nMessage-ID: <{number}@bulk.example>\n\n\
             Order the miracle slimming tea today and we send a second tin for your friend without any bill, \
             straight from the mountains where it is picked by hand in the morning. Lot {number}.\n"
        )
    };
    for number in 0..3 {
        home.write(&format!("spam/{number}.eml"), offer(number));
    }
    home.write("slip.eml", offer(9));
    home.run(["learn", "spam", "spam"]).ended_with(0);
    let told = home.run(["learn", "ham", "slip.eml"]).ended_with(0);
    for part in ["slip.eml: you have said the opposite of 3 messages", "shop", "mekiki unlearn slip.eml"] {
        assert!(told.text().contains(part), "“{part}” is missing:\n{}", told.text());
    }
    let told = home.run(["unlearn", "slip.eml", "--json"]).ended_with(0).json();
    assert_eq!((&told["learned_ham"], &told["learned_spam"]), (&json!(0), &json!(3)));
    let told = home.run(["learn", "ham", "spam/1.eml", "--json"]).ended_with(0).json();
    assert_eq!(told["opposites"][0]["near_copies"], 2);
    assert_eq!(told["opposites"][0]["take_back"], "mekiki learn spam spam/1.eml");
    let told = home.run(["learn", "spam", "spam/1.eml", "--json"]).ended_with(0).json();
    assert_eq!(told["opposites"], json!([]), "who goes back is not asked again");
    home.run(["unlearn", "--message", "77"]).failed_with("77");
}

/// What a set of one class says nothing about is not printed as a result.
fn one_class_has_dashes(home: &Home) {
    for (class, other) in [("ham", "spam"), ("spam", "ham")] {
        let index: String = (0..5).map(|number| format!("{class} {class}/{number}.eml\n")).collect();
        home.write("one", index);
        let measured = home.run(["evaluate", "one", "--json"]).ended_with(0).json();
        for figures in [&measured["committee"], &measured["voters"][0][1]] {
            assert!(figures["one_minus_roca"].is_null() && figures["lam"].is_null(), "{figures}");
            assert!(figures[format!("{other}_misclassified")].is_null(), "{figures}");
            assert!(figures[format!("{class}_misclassified")].is_number(), "{figures}");
        }
        let printed = home.run(["evaluate", "one"]).ended_with(0);
        let row = printed.text().lines().find(|line| line.ends_with("the whole committee")).unwrap();
        let dashes = row.split_whitespace().filter(|figure| *figure == "–").count();
        assert_eq!(dashes, 5, "{row}");
        assert!(printed.text().contains("only one kind"), "{}", printed.text());
        assert!(!printed.text().contains("–%"), "{}", printed.text());
    }
}

#[test]
fn the_demonstration_judges_holds_explains_corrects_and_restores() {
    let home = Home::new();
    let walk = home.run(["demo", "--dir", "demo", "--json"]).ended_with(0).json();
    assert!(walk["report"]["judged"].as_u64().unwrap() >= 60, "{walk}");
    assert!(walk["report"]["held"].as_u64().unwrap() >= 8, "{}", walk["report"]);
    assert_eq!(walk["restored_byte_for_byte"], true);
    let folder = walk["folder"].as_str().unwrap();
    assert_eq!(Path::new(folder), home.path("demo").canonicalize().unwrap());
    assert!(!home.data().exists(), "the demonstration touched the person's own data");
    let told = home.run(["demo", "--dir", "a gain"]).ended_with(0);
    // What it says to type works as it stands there.
    let line = told.text().lines().find(|line| line.ends_with("junk list")).unwrap();
    let typed = line.get(line.find("mekiki").unwrap()..).unwrap().replacen("mekiki", "\"$0\"", 1);
    let mut shell = home.command("sh");
    shell.args(["-c", &typed]).arg(mekiki());
    let listed = outcome(shell, b"").ended_with(0);
    assert!(listed.text().lines().count() >= 8, "{}", listed.text());
    // Nothing that it says to type acts on the person's own data.
    let is_command = |line: &&str| line.contains("mekiki unlearn") || line.contains("mekiki junk");
    assert_eq!(told.text().lines().find(is_command), None, "{}", told.text());
    let said = "Suppose you say “spam” to";
    for part in ["In the junk folder", "For spam:", said, "bytes as they came", "The mailbox:"] {
        assert!(told.text().contains(part), "“{part}” is missing:\n{}", told.text());
    }
    let told = Home::japanese().run(["demo", "--dir", "demo"]).ended_with(0);
    for part in ["迷惑メールフォルダー", "疑わしい点", "届いたまま", "お試しの受信箱"]
    {
        assert!(told.text().contains(part), "“{part}” is missing:\n{}", told.text());
    }
}

/// "Not spam" is said to what the authors of the demonstration meant as wanted mail, or to nothing.
#[test]
fn the_demonstration_teaches_no_lie() {
    let home = Home::new();
    let walk = home.run(["demo", "--dir", "demo", "--json"]).ended_with(0).json();
    assert!(walk["restored"]["id"].is_number(), "{walk}");
    assert_eq!(walk["restored_byte_for_byte"], true);
    let mails = demo::messages(0);
    let meant = |row: &serde_json::Value| {
        let is_it = |mail: &&demo::DemoMessage| {
            let message = classifier::Message::parse(&mail.raw);
            row["subject"] == message.subject && row["from_address"] == message.from[0].spec
        };
        mails.iter().find(is_it).unwrap().label
    };
    let held = walk["held"].as_array().unwrap();
    let mistakes = held.iter().filter(|row| meant(row) == demo::Label::Ham).count();
    let told = home.run(["demo", "--dir", "again"]).ended_with(0);
    home.write("none.eml", MAIL);
    let learned = home.run(["unlearn", "none.eml", "--json", "--data-dir", "demo/data"]).ended_with(0).json();
    assert_eq!(learned["learned_ham"], u32::from(mistakes > 0), "{learned}");
    if mistakes == 0 {
        assert!(walk["corrected"].is_null(), "{walk}");
        assert_eq!(walk["restored"]["corrected"], serde_json::Value::Null);
        let rest = told.text().split_once("No wanted mail was held by mistake.").unwrap().1;
        assert!(rest.contains("press Restore") && rest.contains("Nothing was learned"), "{rest}");
    } else {
        assert_eq!(meant(&walk["corrected"]), demo::Label::Ham);
    }
}

#[test]
fn help_is_there_for_every_command_in_both_languages() {
    for (home, own) in [(Home::new(), "Usage:"), (Home::japanese(), "書き方:")] {
        let help = home.run(["--help"]).ended_with(0);
        assert!(help.text().contains(own));
        let commands = help.text().lines().filter_map(|line| line.strip_prefix("  ")).map(str::to_owned);
        let names: Vec<String> = commands
            .filter(|line| {
                line.starts_with(|first: char| first.is_ascii_lowercase()) && !line.starts_with("mekiki")
            })
            .filter_map(|line| line.split(' ').next().map(str::to_owned))
            .collect();
        assert_eq!(
            names,
            [
                "check", "learn", "unlearn", "account", "watch", "junk", "allow", "block", "tag", "setting",
                "evaluate", "jig", "demo"
            ]
        );
        for name in names {
            let text = home.run([name.as_str(), "--help"]).ended_with(0);
            assert!(text.text().contains(own) && !text.text().contains("help-"), "{}", text.text());
        }
        assert_eq!(
            home.run(["help", "junk", "list"]).ended_with(0).stdout,
            home.run(["junk", "list", "--help"]).stdout
        );
        for general in [&["--language", "ja"][..], &["--language=en"], &["--json"], &["--data-dir", "x"]] {
            let asked = |words: &[&str]| home.run([general, words].concat()).ended_with(0).stdout;
            assert_eq!(asked(&["help"]), asked(&["--help"]), "{general:?}");
            assert_eq!(asked(&["help", "junk"]), asked(&["junk", "--help"]), "{general:?}");
            for command in ["account", "junk", "allow", "block", "tag", "setting"] {
                assert_eq!(asked(&[command, "help"]), asked(&[command, "--help"]), "{general:?}");
            }
            assert_eq!(
                asked(&["account", "help", "add"]),
                asked(&["account", "add", "--help"]),
                "{general:?}"
            );
        }
        // Where it is no command but a value.
        home.run(["--data-dir", "help"]).ended_with(2);
        home.run(["check", "help"]).failed_with("help");
    }
}

#[test]
fn what_was_mistyped_is_told_in_both_languages() {
    let english = Home::new();
    let japanese = Home::japanese();
    let mistakes: [(&[&str], &str, &str); 11] = [
        (&["check", "a", "b"], "“b” is one too many. See: mekiki check --help", "「b」は余分です"),
        (
            &["account", "add", "x"],
            "missing: --imap <HOST> or --maildir <FOLDER>",
            "--imap <サーバー> か --maildir <フォルダー>",
        ),
        (&["account", "add", "x"], "See: mekiki account add --help", "使い方： mekiki account add --help"),
        (
            &["account", "add", "x", "--imap", "h", "--user", "u", "--port", "99999"],
            "“99999” cannot be used for --port <PORT>. Possible: a number from 1 to 65535.",
            "使えるもの：1～65535の数",
        ),
        (
            &["help", "nothing"],
            "There is no command “nothing”. See which there are with: mekiki --help",
            "コマンドの一覧： mekiki --help",
        ),
        (&["--data-dir", "account", "junk", "shw"], "with: mekiki junk --help", "mekiki junk --help"),
        (&["chek"], "There is no command “chek”", "「chek」というコマンドはありません"),
        (&["check"], "Something is missing", "足りないものがあります"),
        (&["check", "--lout", "-"], "“--lout” is not an option", "「--lout」というオプション"),
        (&["learn", "eggs", "-"], "“eggs” cannot be used", "「eggs」は"),
        (
            &["account", "add", "a", "--imap", "h", "--user", "u", "--maildir", "m"],
            "do not go together",
            "同時に使えません",
        ),
    ];
    for (arguments, said, told) in mistakes {
        english.run(arguments).failed_with(said);
        japanese.run(arguments).failed_with(told);
        english.run([arguments, &["--language", "ja"]].concat()).failed_with(told);
    }
}

#[test]
fn without_a_command_the_commands_are_shown() {
    for (home, more) in [(Home::new(), "More: mekiki"), (Home::japanese(), "詳しい使い方： mekiki")] {
        for (words, inner) in [(&[][..], "watch"), (&["account"], "go-on"), (&["--data-dir", "d"], "watch")] {
            let told = home.run(words).ended_with(2);
            assert!(told.stdout.is_empty());
            assert!(told.errors.contains(inner) && told.errors.contains(more), "{}", told.errors);
            assert!(!told.errors.contains("--secrets"), "{}", told.errors);
        }
        let told = home.run(["--json"]).ended_with(2).json();
        assert!(told["sentence"].as_str().unwrap().contains("mekiki --help"), "{told}");
    }
}

#[test]
fn with_json_a_mistake_in_the_command_line_is_told_in_json_too() {
    let home = Home::new();
    for words in [&["--json", "chekc"][..], &["check", "--json"], &["junk", "show", "abc", "--json"]] {
        let told = home.run(words).failed_with("See");
        let json = told.json();
        assert_eq!(json["problem"]["kind"], "bad-input");
        assert_eq!(json["sentence"].as_str().unwrap(), told.errors.trim_end());
    }
    assert!(home.run(["check", "--lout", "--", "--json"]).failed_with("--lout").stdout.is_empty());
}

#[test]
fn japanese_usage_lines_have_no_english_words_in_them() {
    let home = Home::japanese();
    for words in [&["--help"][..], &["check", "--help"], &["learn", "--help"], &["account", "add", "--help"]]
    {
        let help = home.run(words).ended_with(0);
        for word in ["OPTIONS", "COMMAND", "FILE", "FOLDER", "HOST", "NAME", "PORT"] {
            assert!(!help.text().contains(&format!("<{word}")), "{word}: {}", help.text());
            assert!(!help.text().contains(&format!("[{word}")), "{word}: {}", help.text());
        }
        assert!(help.text().contains("[オプション]"), "{}", help.text());
        let widest = help.text().lines().map(|line| line.chars().map(columns).sum::<usize>()).max();
        assert!(widest <= Some(100), "{widest:?}: {}", help.text());
    }
    let told = home.run(["block", "remove", "77"]).failed_with("「77」は拒否リストの項目として");
    assert!(!told.errors.contains("は "), "{}", told.errors);
}

fn columns(letter: char) -> usize {
    if letter.is_ascii() { 1 } else { 2 }
}

#[test]
fn what_the_person_said_of_a_mail_stands_above_lists_and_committee() {
    let home = watched();
    home.write("offer.eml", offer(101));
    let check = || home.run(["check", "offer.eml"]);
    assert!(check().ended_with(0).text().contains("on your block list"));
    assert!(home.run(["check", "offer.eml", "--json"]).json()["word"].is_null());
    home.run(["watch", "--once"]).ended_with(0);
    let ids = held(&home);
    let first = ids
        .iter()
        .find(|id| home.run(["junk", "show", &id.to_string(), "--raw"]).stdout == offer(101).as_bytes());
    let first = first.unwrap().to_string();
    home.run(["junk", "release", &first]).ended_with(0);
    let told = check().ended_with(0);
    assert!(told.text().starts_with("You put this message back. That stands"), "{}", told.text());
    assert_eq!(home.run(["check", "offer.eml", "--json"]).json()["word"], "released");
    home.run(["junk", "release", "--not-spam", &first]).ended_with(0);
    let told = check().ended_with(1);
    assert!(told.text().starts_with("You said that this is not spam, and that stands."), "{}", told.text());
    assert!(told.text().contains("the score is the committee’s"), "{}", told.text());
    let told = home.run(["check", "offer.eml", "--json"]).ended_with(1).json();
    assert_eq!(told["word"], "ham");
    home.run(["unlearn", "offer.eml"]).ended_with(0);
    assert!(check().ended_with(0).text().contains("on your block list"));
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

#[test]
fn a_place_that_takes_no_folders_is_told_as_one() {
    let home = Home::new();
    home.run(["demo", "--dir", "/proc/x"]).failed_with("No folder can be made at /proc/x. Choose another");
    home.run(["demo", "--dir", "/proc/x", "--language", "ja"]).failed_with("フォルダーを作れません");
}

#[test]
fn a_missing_and_an_empty_file_are_told_in_both_languages_and_as_json() {
    let home = Home::new();
    home.write("empty.eml", "");
    home.run(["check", "nowhere.eml"]).failed_with("There is no file nowhere.eml");
    home.run(["check", "empty.eml"]).failed_with("empty.eml is empty");
    home.run(["check", "-"])
        .failed_with("Standard input is empty; there is no message in it. Send it a message");
    home.run(["learn", "ham", "-"]).failed_with("Standard input is empty");
    home.run(["check", "-", "--language", "ja"]).failed_with("標準入力が空");
    home.run(["check", "."]).failed_with(". is a folder, but a file is needed");
    home.run(["check", ".", "--language", "ja"]).failed_with(". はフォルダーです");
    home.run(["check", "empty.eml/mail"]).failed_with("but a folder is needed");
    home.run(["account", "list", "--data-dir", "empty.eml"]).failed_with("empty.eml is a file");
    let japanese = Home::japanese();
    japanese.run(["check", "nowhere.eml"]).failed_with("ファイル nowhere.eml がありません");
    let told = home.run(["check", "empty.eml", "--json"]).failed_with("empty.eml is empty").json();
    assert_eq!(told["problem"]["kind"], "empty-file");
    assert!(told["sentence"].as_str().unwrap().contains("empty.eml"));
}

#[test]
fn random_bytes_and_fifty_megabytes_are_judged_like_any_message() {
    let home = Home::new();
    // A linear congruential generator: the same noise on every run.
    let mut state = 1_u32;
    let noise: Vec<u8> = (0..200_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    for input in [&noise[..], b"\0", b"\n", b"\xff\xfe\xfd"] {
        let judged = home.run_with_input(["check", "-", "--json"], input);
        assert!((0..=2).contains(&judged.code), "{}", judged.errors);
        assert!((0.0..=1.0).contains(&judged.json()["judgement"]["score"].as_f64().unwrap()));
    }
    let line = "Grüße aus dem Garten, und die Äpfel sind reif. ".repeat(20) + "\n";
    let large = MAIL.to_owned() + &line.repeat(50 * 1024 * 1024 / line.len());
    let judged = home.run_with_input(["check", "-"], large.as_bytes());
    assert!((0..=2).contains(&judged.code), "{}", judged.errors);
    home.run_with_input(["learn", "ham", "-"], large.as_bytes()).ended_with(0);
}

#[test]
fn of_a_mail_too_large_to_be_read_whole_the_beginning_is_judged_and_that_is_said() {
    let filler = "x".repeat(1023) + "\n";
    let large = |end: &str| letter(1) + &filler.repeat(50 * 1024) + end;
    for (home, said) in
        [(Home::new(), "only its beginning was judged"), (Home::japanese(), "先頭の部分だけで判断しました")]
    {
        let check = |mail: &str, form: &[&str]| {
            let told = home.run_with_input([&["check", "-"], form].concat(), mail.as_bytes());
            assert!((0..=2).contains(&told.code), "{}", told.errors);
            told
        };
        assert!(check(&large(""), &[]).text().contains(said));
        let judged = check(&large(""), &["--json"]).json();
        assert_eq!(judged["beginning_only"], true);
        // What stands at its end is not read.
        let with_an_end = check(&large(&offer(1)), &["--json"]).json();
        assert_eq!(judged["judgement"]["score"], with_an_end["judgement"]["score"]);
        assert!(!check(&letter(1), &[]).text().contains(said));
        assert_eq!(check(&letter(1), &["--json"]).json()["beginning_only"], false);
    }
}

/// Runs `mekiki` as somebody whom the file permissions bind: root is bound by none.
fn as_somebody(home: &Home, arguments: &[&str]) -> Outcome {
    let user = Command::new("id").arg("-u").output().unwrap().stdout;
    if user != b"0\n" {
        return home.run(arguments);
    }
    let program = home.path("mekiki");
    // Copied by another process: a file that this one has open for writing cannot be run by the
    // processes that other tests start meanwhile.
    assert!(Command::new("cp").arg(mekiki()).arg(&program).status().unwrap().success());
    fs::set_permissions(home.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = home.command("setpriv");
    command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(program).args(arguments);
    outcome(command, MAIL.as_bytes())
}

#[test]
fn files_and_folders_without_permission_are_told() {
    let home = Home::new();
    let file = home.write("secret.eml", MAIL);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    fs::create_dir(home.path("locked")).unwrap();
    fs::set_permissions(home.path("locked"), fs::Permissions::from_mode(0o555)).unwrap();
    as_somebody(&home, &["check", "secret.eml"]).failed_with("may not read or write secret.eml");
    let told = as_somebody(&home, &["check", "-", "--data-dir", "locked/data"]);
    told.failed_with("may not read or write");
    let told = as_somebody(&home, &["check", "-", "--data-dir", "unreadable/data", "--language", "ja"]);
    told.failed_with("権限がありません");
}

#[test]
fn what_only_reads_works_in_a_folder_that_belongs_to_somebody_else() {
    let home = watched();
    home.run(["watch", "--once"]).ended_with(0);
    let reads = [&["junk", "list"][..], &["block", "list"], &["account", "list"]];
    let told = reads.map(|reads| home.run(reads).ended_with(0).stdout);
    let open = Command::new("chmod").args(["-R", "a+rX,a-w"]).arg(home.data()).status().unwrap();
    assert!(open.success());
    for (reads, told) in reads.into_iter().zip(told) {
        assert_eq!(as_somebody(&home, reads).ended_with(0).stdout, told, "{reads:?}");
    }
    assert_eq!(as_somebody(&home, &["check", "-"]).code, 1);
    as_somebody(&home, &["block", "add", "other.example"]).failed_with("may not read or write");
}

#[test]
fn one_message_that_cannot_be_read_hides_nothing_of_what_was_done() {
    let home = watched();
    let unreadable = home.path("Mail/new/2.letter");
    fs::set_permissions(&unreadable, fs::Permissions::from_mode(0o000)).unwrap();
    given_to_somebody(&home);
    let looked = as_somebody(&home, &["watch", "--once", "--json"]);
    assert_eq!(looked.code, 4, "{}", looked.errors);
    assert!(looked.errors.contains("2.letter") && looked.errors.lines().count() == 1, "{}", looked.errors);
    let told = looked.json();
    assert_eq!((&told["report"]["judged"], &told["report"]["held"]), (&2.into(), &2.into()), "{told}");
    let failure = &told["report"]["failures"][0];
    assert_eq!((&failure["folder"], &failure["message"]), (&"INBOX".into(), &"2.letter".into()), "{told}");
    assert_eq!(failure["problem"]["kind"], "permission-denied");
    assert!(told["failures"][0]["sentence"].as_str().unwrap().contains("2.letter"));
    let looked = as_somebody(&home, &["watch", "--once"]);
    assert_eq!(looked.code, 4);
    assert!(looked.text().contains("local: one message or folder could not be done"), "{}", looked.text());
    fs::set_permissions(&unreadable, fs::Permissions::from_mode(0o644)).unwrap();
    let looked = as_somebody(&home, &["watch", "--once"]);
    assert!(looked.code == 0 && looked.text().contains("local: 1 judged"), "{}", looked.text());
}

/// Hands everything in a home to whom [`as_somebody`] runs as.
fn given_to_somebody(home: &Home) {
    let user = Command::new("id").arg("-u").output().unwrap().stdout;
    if user == b"0\n" {
        let given = Command::new("chown").args(["-R", "65534:65534"]).arg(home.path("")).status().unwrap();
        assert!(given.success());
    }
}

#[test]
fn a_read_only_disk_is_told() {
    let home = Home::new();
    fs::create_dir(home.path("disk")).unwrap();
    let script = "mount -t tmpfs -o ro none disk && exec \"$@\"";
    let user = Command::new("id").arg("-u").output().unwrap().stdout;
    let own_user: &[&str] = if user == b"0\n" { &[] } else { &["--user", "--map-root-user"] };
    let mut command = home.command("unshare");
    command.arg("--mount").args(own_user).args(["sh", "-c", script, "sh"]).arg(mekiki());
    command.args(["check", "-", "--data-dir", "disk/data"]);
    outcome(command, MAIL.as_bytes()).failed_with("is read-only");
}

#[test]
fn a_full_disk_under_the_output_is_told() {
    let home = Home::new();
    let mut command = home.command("sh");
    command.args(["-c", "exec \"$0\" check - > /dev/full"]).arg(mekiki());
    let told = outcome(command, MAIL.as_bytes()).failed_with("The output could not be written");
    assert!(!told.errors.contains("disk"), "{}", told.errors);
}

#[test]
fn a_damaged_database_is_told_and_left_as_it_is() {
    let home = watched();
    let database: Vec<PathBuf> = files(&home.data())
        .into_iter()
        .filter(|file| fs::read(file).unwrap().starts_with(b"SQLite format 3"))
        .collect();
    assert_eq!(database.len(), 1, "{database:?}");
    for rest in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{rest}", database[0].display()));
    }
    let mut bytes = fs::read(&database[0]).unwrap();
    for byte in bytes.iter_mut().skip(16).step_by(3) {
        *byte ^= 0x5a;
    }
    fs::write(&database[0], &bytes).unwrap();
    let told = home.run(["junk", "list"]).failed_with("was damaged");
    let kept: Vec<PathBuf> =
        files(&home.data()).into_iter().filter(|file| fs::read(file).unwrap() == bytes).collect();
    assert_eq!(kept.len(), 1, "the damaged file was changed");
    let told = told.errors;
    assert!(told.contains(kept[0].to_str().unwrap()), "{told} does not say where it is now: {kept:?}");
    let noticed = home.run(["watch", "--once"]).ended_with(3).errors;
    for part in ["The database was damaged", "accounts 0", kept[0].to_str().unwrap()] {
        assert!(noticed.contains(part), "“{noticed}” does not say “{part}”");
    }
    // What the person had released may be held again: it is said until they have answered.
    for _ in 0..2 {
        assert!(home.run(["account", "list"]).ended_with(0).errors.contains("accounts 0"));
    }
    home.run(["block", "add", "bulk.example"]).ended_with(0);
    home.run(["account", "add", "local", "--maildir", "Mail", "--mode", "hold"]).ended_with(0);
    let looked = home.run(["watch", "--once"]).ended_with(0);
    assert!(looked.errors.contains("The database was damaged"), "{}", looked.errors);
    assert!(looked.text().contains("2 of the 3 messages there would have been held"), "{}", looked.text());
    assert!(held(&home).is_empty());
    assert!(
        home.run(["account", "list"]).ended_with(0).text().contains("holds nothing until you have looked")
    );
    let listed = home.run(["account", "list", "--json"]).ended_with(0).json();
    assert_eq!(listed[0]["stopped"], "not-all-taken-over");
    home.run(["account", "go-on", "local"]).ended_with(0);
    assert_eq!(
        home.run(["account", "list", "--json"]).ended_with(0).json()[0]["stopped"],
        serde_json::json!(null)
    );
    assert_eq!(home.run(["watch", "--once"]).ended_with(0).errors, "");
    assert_eq!(held(&home).len(), 2);
    assert_eq!(fs::read(&kept[0]).unwrap(), bytes);
}

#[test]
fn a_reader_that_goes_away_is_no_error_to_talk_about() {
    let home = Home::new();
    home.write("ham.eml", MAIL);
    let mut command = home.command(mekiki());
    command.args(["learn", "ham", "ham.eml"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    drop(process.stdout.take());
    let ended = process.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(141));
}

#[test]
fn a_mail_cannot_steer_the_terminal() {
    let home = watched();
    let hostile = offer(200).replace("Subject: ", "Subject: \u{1b}[2J\u{1b}]0;owned\u{7}\u{202e}");
    deliver(&home, "9.hostile", &hostile);
    home.run(["watch", "--once"]).ended_with(0);
    for arguments in [vec!["junk".to_owned(), "list".to_owned()]]
        .into_iter()
        .chain(held(&home).into_iter().map(|id| vec!["junk".to_owned(), "show".to_owned(), id.to_string()]))
    {
        let printed = home.run(&arguments).ended_with(0);
        assert!(!printed.text().contains(['\u{1b}', '\u{7}', '\u{202e}']), "{}", printed.text());
    }
    assert_eq!(held(&home).len(), 3);
}
