//! # A sender's name that nobody chose
//!
//! ## What it looks for
//! The part before the `@` made of letters and digits that change places four times or more,
//! or of eight letters and more without a vowel.
//!
//! ## Why it matters
//! Programs make a new one for every mailing.
//!
//! ## When it is wrong
//! Services that answer through numbered addresses put marks between their parts; those do
//! not count. Some people like odd names.
//!
//! ## Example
//! `x7k2qv9d4@example.net`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_list_mail, is_reply, sender};

pub(crate) const CHECK: Check = Check { id: "random-sender-name", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    let from = sender(message)?;
    if is_list_mail(message) || is_reply(message) || facts.sender.written_to > 0 || facts.sender.ham > 0 {
        return None;
    }
    let local = from.spec.split('@').next()?;
    is_random(local).then(|| from.spec.clone())
}

fn is_random(local: &str) -> bool {
    let plain = local.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !plain || !(8..=32).contains(&local.len()) {
        return false;
    }
    let kinds = |pair: &[u8]| matches!(pair, [a, b] if a.is_ascii_digit() != b.is_ascii_digit());
    let changes = local.as_bytes().windows(2).filter(|pair| kinds(pair)).count();
    let letters = local.bytes().filter(u8::is_ascii_alphabetic).count();
    let vowels = local.bytes().filter(|byte| b"aeiouy".contains(byte)).count();
    changes >= 4 || (letters >= 8 && vowels == 0)
}
