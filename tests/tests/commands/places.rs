//! Files, folders and disks that cannot be read or written, and a database that is damaged.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use mekiki_tests::program::{Home, Outcome, files, mekiki, outcome};

use super::{MAIL, held, watched};

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
