//! # A code from who was asked
//!
//! ## What it looks for
//! A proven sender that hands over a code of four to eight digits and leads nowhere but home.
//!
//! ## Why it matters
//! Such a code is waited for, and is of no use after minutes.
//!
//! ## When it is wrong
//! A code that nobody asked for says that somebody else tries to log in.
//!
//! ## Example
//! `認証コード: 482913`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, beginning};

pub(crate) const CHECK: Check = Check { id: "code-of-proven-sender", look };

pub(in crate::checks) const PHRASES: &[&str] = &[
    "verification code",
    "confirmation code",
    "security code",
    "login code",
    "sign-in code",
    "one-time code",
    "one-time password",
    "one time password",
    "passcode",
    "authentication code",
    "認証コード",
    "確認コード",
    "認証番号",
    "確認番号",
    "ワンタイムパスワード",
    "セキュリティコード",
    "ログインコード",
];
/// Bytes before and after its name in which the code is looked for.
const BEFORE: usize = 60;
const AFTER: usize = 100;
/// Bytes beyond which a message says more than a code, and characters that are searched.
const LONG: usize = 6_000;

fn look(reading: &Reading<'_>) -> Option<String> {
    let asked = reading.phrases.any(Topic::LoginCode) && reading.is_shorter_than(LONG) && reading.is_proven();
    if !asked || reading.links_away().next().is_some() {
        return None;
    }
    let text = beginning(&reading.message.folded, LONG);
    let named = reading.phrases.of(Topic::LoginCode);
    let beside = |phrase: &&str| text.match_indices(*phrase).any(|(at, _)| has_code(text, at, phrase.len()));
    named.iter().any(beside).then(|| named.join(" … "))
}

/// Whether a code stands near its name: shortly before it or soon after, as one run of digits or
/// as two of three.
fn has_code(text: &str, at: usize, length: usize) -> bool {
    let start = text.floor_char_boundary(at.saturating_sub(BEFORE));
    let end = text.ceil_char_boundary((at + length + AFTER).min(text.len()));
    let near = text.get(start..end).unwrap_or_default();
    let mut before = 0;
    near.split([' ', '-']).flat_map(|piece| piece.split(|c: char| !c.is_ascii_digit())).any(|run| {
        let halves = before == 3 && run.len() == 3;
        before = run.len();
        halves || (4..=8).contains(&run.len())
    })
}
