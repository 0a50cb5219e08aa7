//! `mekiki export` and `mekiki import`: what was learned and said moves to another machine.

use std::fs;
use std::path::Path;

use mekiki_tests::program::Home;
use serde_json::{Value, json};

use super::{MAIL, letter, offer};

/// A home that has learned letters and offers, and has one of everything else that moves.
fn lived_in() -> Home {
    let home = Home::new();
    for number in 0..8 {
        home.run_with_input(["learn", "spam", "-"], offer(number).as_bytes()).ended_with(0);
        home.run_with_input(["learn", "ham", "-"], letter(number).as_bytes()).ended_with(0);
    }
    home.run(["block", "add", "bulk.example", "*.zip"]).ended_with(0);
    home.run(["allow", "add", "emma@family.example"]).ended_with(0);
    home.run(["tag", "teach", "X-Corp-Filter", "--spam", "yes*"]).ended_with(0);
    home.run(["setting", "dns", "on", "--server", "192.0.2.53"]).ended_with(0);
    home
}

fn import(home: &Home, file: &Path) -> Value {
    home.run(["import", file.to_str().unwrap(), "--json"]).ended_with(0).json()
}

fn checked(home: &Home, mail: &str) -> Value {
    let mut checked = home.run_with_input(["check", "-", "--json", "--all"], mail.as_bytes()).json();
    checked["judgement"]["judged_at"] = Value::Null;
    checked
}

#[test]
fn what_was_learned_and_said_comes_to_another_machine_whole_and_only_once() {
    let (old, new) = (lived_in(), Home::new());
    let file = old.path("house.mekiki");
    let told = old.run(["export", "house.mekiki"]).ended_with(0).text().to_owned();
    for part in
        ["Everything is written to house.mekiki", "Lessons 16, your words on messages 16", "list entries 3"]
    {
        assert!(told.contains(part), "{told}");
    }
    let tried = new.run(["import", file.to_str().unwrap(), "--dry-run"]).ended_with(0).text().to_owned();
    assert!(tried.contains("Nothing was changed") && tried.contains("lessons learned: 16"), "{tried}");
    assert!(tried.contains("Learned so far: 0 wanted, 0 spam"), "{tried}");
    let came = import(&new, &file);
    let expected = json!({
        "dry_run": false, "lessons": 16, "taken_back": 0, "words": 16, "senders": 0, "sent": 0, "entries": 3,
        "headers": 1, "settings": 0, "kept_as_here": 0, "unreadable": 0
    });
    assert_eq!(came, expected);
    for mail in [offer(30), letter(30), MAIL.to_owned()] {
        assert_eq!(checked(&new, &mail), checked(&old, &mail));
    }
    for list in [["block", "list"], ["allow", "list"], ["tag", "list"]] {
        assert_eq!(new.run(list).ended_with(0).text(), old.run(list).ended_with(0).text());
    }
    // Whether anybody is asked over the network is said on each machine anew.
    assert!(new.run(["setting", "dns"]).ended_with(0).text().contains("off"));
    let again = new.run(["import", file.to_str().unwrap()]).ended_with(0).text().to_owned();
    assert!(again.contains("is here already. Nothing changes"), "{again}");
    assert!(again.contains("Learned so far: 8 wanted, 8 spam"), "{again}");
    // What came in can be taken back as if it had been taught here.
    for number in 0..8 {
        for mail in [offer(number), letter(number)] {
            let told = new.run_with_input(["unlearn", "-", "--json"], mail.as_bytes()).ended_with(0).json();
            assert_eq!(told["changed"], 1, "{told}");
        }
    }
    let empty = Home::new();
    empty.run(["tag", "teach", "X-Corp-Filter", "--spam", "yes*"]).ended_with(0);
    new.run(["block", "remove", "bulk.example", "*.zip"]).ended_with(0);
    new.run(["allow", "remove", "emma@family.example"]).ended_with(0);
    assert_eq!(checked(&new, &offer(30)), checked(&empty, &offer(30)));
}

#[test]
fn what_was_taken_back_here_does_not_come_back_with_an_old_file() {
    let home = lived_in();
    home.run(["export", "house.mekiki"]).ended_with(0);
    home.run_with_input(["unlearn", "-"], offer(3).as_bytes()).ended_with(0);
    let came = import(&home, &home.path("house.mekiki"));
    assert_eq!((&came["lessons"], &came["words"]), (&json!(0), &json!(0)), "{came}");
    let told = home.run_with_input(["unlearn", "-", "--json"], offer(3).as_bytes()).ended_with(0).json();
    assert_eq!(told["changed"], 0, "{told}");
}

#[test]
fn an_export_is_the_persons_alone_holds_no_mail_and_replaces_nothing_but_an_export() {
    use std::os::unix::fs::PermissionsExt;
    let home = lived_in();
    home.run(["export", "house.mekiki"]).ended_with(0);
    let rights = fs::metadata(home.path("house.mekiki")).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights, 0o600);
    let bytes = fs::read(home.path("house.mekiki")).unwrap();
    for part in ["slimming", "parish hall", "Rehearsal"] {
        assert!(!bytes.windows(part.len()).any(|window| window == part.as_bytes()), "{part}");
    }
    home.run(["export", "house.mekiki"]).ended_with(0);
    let diary = home.write("diary.txt", "Dear diary,");
    home.run(["export", "diary.txt"]).failed_with("diary.txt exists already and is no export of Mekiki");
    assert_eq!(fs::read(diary).unwrap(), b"Dear diary,");
    home.run(["export", "nowhere/house.mekiki"]).failed_with("There is no folder for nowhere/house.mekiki");
    let left: Vec<_> =
        fs::read_dir(home.path(".")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".part")), "{left:?}");
}

#[test]
fn a_file_that_is_damaged_cut_foreign_huge_or_newer_is_refused_and_nothing_changes() {
    let (old, new) = (lived_in(), Home::new());
    old.run(["export", "house.mekiki"]).ended_with(0);
    let bytes = fs::read(old.path("house.mekiki")).unwrap();
    let refused = |content: &[u8], part: &str| {
        new.write("bad.mekiki", content);
        let told = new.run(["import", "bad.mekiki"]).failed_with(part);
        assert!(told.errors.contains("Nothing was changed"), "{}", told.errors);
    };
    for at in [20, bytes.len() / 2, bytes.len() - 40, bytes.len() - 1] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        refused(&damaged, "is damaged or not all there");
    }
    for end in [16, 17, bytes.len() / 3, bytes.len() - 1] {
        refused(&bytes[..end], "is damaged or not all there");
    }
    refused(&[&bytes[..], b"more"].concat(), "is damaged or not all there");
    refused(b"", "is no export of Mekiki");
    refused(MAIL.as_bytes(), "is no export of Mekiki");
    refused(b"mekiki-export 2\nwhatever comes then", "was written by a newer Mekiki");
    let huge = new.write("huge.mekiki", &bytes);
    fs::OpenOptions::new().write(true).open(&huge).unwrap().set_len(9 << 30).unwrap();
    new.run(["import", "huge.mekiki"]).failed_with("is larger than any export");
    new.run(["import", "."]).failed_with("is a folder");
    new.run(["import", "missing.mekiki"]).failed_with("There is no file missing.mekiki");
    assert_eq!(new.run(["block", "list", "--json"]).ended_with(0).json(), json!([]));
    let told =
        new.run(["import", old.path("house.mekiki").to_str().unwrap()]).ended_with(0).text().to_owned();
    assert!(told.contains("lessons learned: 16"), "{told}");
}

#[test]
fn moving_house_is_told_in_japanese_too() {
    let (old, new) = (lived_in(), Home::japanese());
    new.run_with_input(["learn", "ham", "-"], MAIL.as_bytes()).ended_with(0);
    let told = new.run(["export", "ie.mekiki"]).ended_with(0).text().to_owned();
    assert!(
        told.contains("すべてを ie.mekiki に書き出しました") && told.contains("学んだメール 1通"),
        "{told}"
    );
    old.run(["export", "house.mekiki"]).ended_with(0);
    new.run(["tag", "teach", "X-Corp-Filter", "--spam", "no*"]).ended_with(0);
    let file = old.path("house.mekiki");
    let tried = new.run(["import", file.to_str().unwrap(), "--dry-run"]).ended_with(0).text().to_owned();
    assert!(tried.contains("まだ何も変えていません"), "{tried}");
    let told = new.run(["import", file.to_str().unwrap()]).ended_with(0).text().to_owned();
    for part in [
        "学んだメール：16通",
        "リストの項目：3件",
        "1件は、ここでの内容と違う",
        "必要なメール9通、迷惑メール8通",
    ] {
        assert!(told.contains(part), "{told}");
    }
    new.write("bad.mekiki", "mekiki-export 1\n");
    new.run(["import", "bad.mekiki"]).failed_with("壊れているか、途中で切れています");
}
