//! Every command of `mekiki`, run as a person runs it, in both languages and as JSON; and
//! what a person sees when something is wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
// Forty lines, put together once.
#![allow(clippy::format_collect)]

mod accounts;
mod away;
mod demonstration;
mod evaluating;
mod forgotten;
mod judging;
mod lists;
mod moving;
mod places;
mod pop3;
mod sentences;
mod slow_server;
mod tags;
mod training;
mod usage;
mod watching;

use std::fs;
use std::path::{Path, PathBuf};

use classifier::Label;
use mekiki_tests::corpus;
use mekiki_tests::program::{Home, files};

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
