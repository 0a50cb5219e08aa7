//! # A subject that shouts
//!
//! ## What it looks for
//! A subject of three words and more, all in capitals, or with three exclamation marks in a row.
//!
//! ## Why it matters
//! It wants to be seen before everything else.
//!
//! ## When it is wrong
//! Old systems write everything in capitals.
//!
//! ## Example
//! `YOU HAVE BEEN SELECTED!!!`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_list_mail, is_reply};

pub(crate) const CHECK: Check = Check { id: "shouting-subject", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    if is_reply(message) || is_list_mail(message) || facts.sender.ham > 0 {
        return None;
    }
    let subject = message.subject.trim();
    let letters = subject.chars().filter(char::is_ascii_alphabetic).count();
    let capitals = subject.chars().filter(char::is_ascii_uppercase).count();
    let words = subject
        .split_whitespace()
        .filter(|word| word.chars().filter(char::is_ascii_alphabetic).count() >= 3)
        .count();
    let shouts = letters >= 12 && capitals == letters && words >= 3;
    (shouts || subject.contains("!!!") || subject.contains("！！！")).then(|| subject.to_owned())
}
