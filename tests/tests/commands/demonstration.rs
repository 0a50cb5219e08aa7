//! `mekiki demo`: the main job on the terminal.

use std::path::Path;

use mekiki_tests::program::{Home, mekiki, outcome};

use super::MAIL;

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
