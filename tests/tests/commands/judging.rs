//! `mekiki check`, `learn` and `unlearn`: what is judged, taught and taken back.

use std::ffi::OsStr;
use std::fs;

use classifier::Label;
use mekiki_tests::program::Home;
use serde_json::json;

use super::{MAIL, held, letter, offer, real, taught, watched};

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
