//! How the commands are called: help, mistakes in the line, what a terminal and a pipe are given.

use std::process::Stdio;

use mekiki_tests::program::{Home, mekiki};

use super::{MAIL, deliver, held, offer, watched};

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
                "check", "learn", "train", "unlearn", "account", "watch", "junk", "allow", "block", "tag",
                "setting", "export", "import", "evaluate", "jig", "demo"
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
            "missing: --imap <HOST> or --pop3 <HOST> or --maildir <FOLDER>",
            "--imap <サーバー> か --pop3 <サーバー> か --maildir <フォルダー>",
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
        assert!(widest <= Some(104), "{widest:?}: {}", help.text());
    }
    let told = home.run(["block", "remove", "77"]).failed_with("「77」は拒否リストの項目として");
    assert!(!told.errors.contains("は "), "{}", told.errors);
}

fn columns(letter: char) -> usize {
    if letter.is_ascii() { 1 } else { 2 }
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
