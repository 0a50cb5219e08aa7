//! `mekiki jig`, driven as a laboratory drives it, on real mail.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use classifier::{Label, evaluate};
use mekiki_tests::corpus;
use mekiki_tests::program::{Home, mekiki};

/// A jig that answers.
struct Jig {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Jig {
    fn start(home: &Home, arguments: &[&str]) -> Self {
        let mut command = home.command(mekiki());
        command.arg("jig").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let input = process.stdin.take();
        let output = BufReader::new(process.stdout.take().unwrap());
        Self { process, input, output }
    }

    fn ask(&mut self, line: &str) -> String {
        self.ask_bytes(line.as_bytes())
    }

    fn ask_bytes(&mut self, line: &[u8]) -> String {
        let input = self.input.as_mut().unwrap();
        input.write_all(line).unwrap();
        input.write_all(b"\n").unwrap();
        input.flush().unwrap();
        let mut answer = String::new();
        self.output.read_line(&mut answer).unwrap();
        assert!(answer.ends_with('\n'), "no answer to {}", String::from_utf8_lossy(line));
        answer.trim_end().to_owned()
    }

    fn classify(&mut self, mail: &Path) -> (String, f64) {
        let answer = self.ask(&format!("classify {}", mail.display()));
        let (verdict, score) = answer.split_once(' ').unwrap_or_else(|| panic!("{answer}"));
        (verdict.to_owned(), score.parse().unwrap_or_else(|_| panic!("{answer}")))
    }

    fn train(&mut self, label: Label, mail: &Path) {
        let label = if label == Label::Spam { "spam" } else { "ham" };
        assert_eq!(self.ask(&format!("train {label} {}", mail.display())), "ok");
    }

    fn end(mut self) -> Option<i32> {
        drop(self.input.take());
        self.process.wait().unwrap().code()
    }
}

#[test]
fn five_hundred_real_mails_are_told_apart_after_being_learned_one_by_one() {
    let mut mails = corpus::mails(&corpus::spamassassin());
    assert_eq!(mails.len(), 6046);
    evaluate::shuffle(&mut mails, 42);
    let home = Home::new();
    let mut jig = Jig::start(&home, &[]);
    let (mut right, mut ham_lost, mut scored) = (0, 0, Vec::new());
    for (number, (label, mail)) in mails.iter().take(500).enumerate() {
        let (verdict, score) = jig.classify(mail);
        assert!((0.0..=1.0).contains(&score), "{score}");
        if number >= 250 {
            right += usize::from((score >= 0.5) == (*label == Label::Spam));
            ham_lost += usize::from(verdict == "spam" && *label == Label::Ham);
            scored.push((*label, (score / (1.0 - score)).clamp(-50.0, 50.0)));
        }
        jig.train(*label, mail);
    }
    assert_eq!(jig.end(), Some(0));
    let figures = evaluate::figures(&scored, classifier::Cutoffs::default());
    assert!(right >= 235, "only {right} of 250 right");
    assert!(ham_lost <= 1, "{ham_lost} wanted mails judged spam");
    assert!(figures.one_minus_roca <= 1.0, "1-ROCA% is {}", figures.one_minus_roca);
}

#[test]
fn it_knows_nothing_before_it_is_taught() {
    let home = Home::new();
    let mail = home.write("mail.eml", "From: a@example.com\nSubject: hello\n\nhello\n");
    let mut jig = Jig::start(&home, &[]);
    let (verdict, score) = jig.classify(&mail);
    assert_eq!(verdict, "unsure", "{score}");
    assert_eq!(jig.end(), Some(0));
}

#[test]
fn whatever_is_wrong_is_answered_on_one_line_and_the_next_command_still_works() {
    let home = Home::new();
    let mail = home.write("a mail with spaces.eml", "From: a@example.com\nSubject: hello\n\nhello\n");
    let empty = home.write("empty.eml", "");
    let mut jig = Jig::start(&home, &[]);
    let wrong: [Vec<u8>; 9] = [
        b"classify /nowhere/at/all".to_vec(),
        format!("classify {}", empty.display()).into_bytes(),
        format!("classify {}", home.path("").display()).into_bytes(),
        format!("train neither {}", mail.display()).into_bytes(),
        b"train spam".to_vec(),
        b"train spam /nowhere/at/all".to_vec(),
        b"dance".to_vec(),
        b"".to_vec(),
        b"classify \xff\xfe\x1b[2J".to_vec(),
    ];
    for line in &wrong {
        let answer = jig.ask_bytes(line);
        let text = answer.strip_prefix("error ").unwrap_or_else(|| panic!("{answer}"));
        assert!(!text.is_empty() && !text.contains('\u{1b}'), "{text}");
    }
    let (verdict, _) = jig.classify(&mail);
    assert!(["spam", "ham", "unsure"].contains(&verdict.as_str()));
    jig.train(Label::Ham, &mail);
    assert_eq!(jig.end(), Some(0));
}

#[test]
fn the_shipped_model_already_has_an_opinion() {
    let home = Home::new();
    let mail = home.write(
        "mail.eml",
        "From: \"Prize Office\" <win@198.51.100.7>\nTo: you@example.com\nSubject: V I A G R A cheap!!!\n\
         Content-Type: text/html\n\n<a href=\"http://198.51.100.7/x\">http://bank.example/</a> \
         cl<!-- x -->ick h<!-- y -->ere <span style=\"display:none\">weather garden</span>\n",
    );
    let mut empty = Jig::start(&home, &[]);
    let mut starter = Jig::start(&home, &["--starter"]);
    let (_, without) = empty.classify(&mail);
    let (_, with) = starter.classify(&mail);
    assert!(with > without, "{with} is not above {without}");
    assert_eq!((empty.end(), starter.end()), (Some(0), Some(0)));
}

#[test]
fn what_is_taught_with_a_data_folder_stays_and_without_one_does_not() {
    let home = Home::new();
    let mail = home.write("mail.eml", "From: a@example.com\nSubject: hello\n\nhello\n");
    let other = home.write("other.eml", "From: b@example.org\nSubject: lunch\n\napple cake\n");
    let data = home.path("laboratory");
    let data = data.to_str().unwrap();
    let mut passing = Jig::start(&home, &[]);
    passing.train(Label::Spam, &mail);
    assert_eq!(passing.end(), Some(0));
    assert!(!home.data().exists(), "a jig without --data-dir must not touch the person's own data");
    let mut first = Jig::start(&home, &["--data-dir", data]);
    let (_, before) = first.classify(&mail);
    first.train(Label::Spam, &mail);
    first.train(Label::Ham, &other);
    assert_eq!(first.end(), Some(0));
    let mut second = Jig::start(&home, &["--data-dir", data]);
    let (_, after) = second.classify(&mail);
    assert!(after > before, "{after} is not above {before}");
    assert_eq!(second.end(), Some(0));
}

#[test]
fn with_json_every_answer_is_an_object() {
    let home = Home::new();
    let mail = home.write("mail.eml", "Subject: tea\n\nOrder the miracle tea today.\n");
    let mut jig = Jig::start(&home, &["--json"]);
    let mut ask = |line: String| -> serde_json::Value { serde_json::from_str(&jig.ask(&line)).unwrap() };
    assert_eq!(ask(format!("train spam {}", mail.display())), serde_json::json!({ "trained": "spam" }));
    let judged = ask(format!("classify {}", mail.display()));
    assert!(judged["verdict"].is_string() && judged["score"].as_f64().unwrap() > 0.5, "{judged}");
    assert_eq!(ask("classify nowhere.eml".to_owned())["problem"]["kind"], "no-such-file");
    assert_eq!(ask("eggs".to_owned())["problem"]["kind"], "bad-input");
    assert_eq!(jig.end(), Some(0));
}
