//! `mekiki evaluate`: what is measured, and beside whom.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use mekiki_tests::program::{Home, mekiki, outcome};
use serde_json::json;

use super::{letter, offer};

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
