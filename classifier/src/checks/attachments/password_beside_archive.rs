//! # A locked archive and its key in one message
//!
//! ## What it looks for
//! An archive or document that opens with a password only, and the password in the text beside
//! it.
//!
//! ## Why it matters
//! The lock keeps scanners out and nobody else: whoever has the mail has the key.
//!
//! ## When it is wrong
//! Offices that lock what they send by habit. Where the password is said to come separately,
//! nothing is found.
//!
//! ## Example
//! `order.zip`, and below it `Password: 1234`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "password-beside-archive", look };

pub(in crate::checks) const KEYS: &[&str] = &[
    "password:",
    "password is",
    "password =",
    "password -",
    "pass:",
    "passcode:",
    "passwort:",
    "archive password",
    "password for the",
    "パスワード:",
    "パスワードは",
    "パスワード「",
    "パスワード【",
    "解凍パスワード",
    "解凍pw",
    "パス:",
    "pw:",
];
pub(in crate::checks) const SEPARATELY: &[&str] = &[
    "separately",
    "separate mail",
    "separate email",
    "separate e-mail",
    "another mail",
    "another email",
    "next mail",
    "by phone",
    "by text message",
    "別途",
    "別メール",
    "別のメール",
    "次のメール",
    "次便",
    "後ほど",
    "後送",
    "お電話で",
    "追って",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let locked = reading.message.parts.iter().find(|part| part.inside.locked && part.attachment)?;
    let key = reading.phrases.any(Topic::Key) && !reading.phrases.any(Topic::Separately);
    key.then(|| locked.file_name.clone())
}
