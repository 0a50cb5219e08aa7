//! # A prize nobody played for
//!
//! ## What it looks for
//! The news that one has won or been chosen (当選), from a stranger: two phrases at least, three
//! where the sender has proven a name that nobody knows. A draw among those who answer a survey
//! tells nobody that they have won.
//!
//! ## Why it matters
//! Whoever never took part cannot win. The prize costs a fee, a card number or an address.
//!
//! ## When it is wrong
//! Real draws of senders that are vouched for do not count; those of a small shop that one hears
//! from for the first time may.
//!
//! ## Example
//! `おめでとうございます！iPhoneに当選しました。受取手続きはこちら`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "prize-won", look };

pub(in crate::checks) const PHRASES: &[&str] = &[
    "当選",
    "おめでとうございます",
    "抽選で",
    "抽選の結果",
    "賞金",
    "景品",
    "無料進呈",
    "無料で進呈",
    "受取手続",
    "受け取り手続",
    "お受け取りください",
    "受取期限",
    "特別に選",
    "選ばれました",
    "アンケートに答え",
    "アンケートにお答え",
    "you have won",
    "you've won",
    "you won",
    "you are the winner",
    "you are a winner",
    "lucky winner",
    "selected winner",
    "you have been selected",
    "you've been selected",
    "you have been chosen",
    "you've been chosen",
    "claim your prize",
    "claim your reward",
    "claim your gift",
    "claim now",
    "exclusive reward",
    "free iphone",
    "prize money",
    "your email address won",
    "email lottery",
    "lottery",
    "sweepstake",
    "short survey",
    "quick survey",
    "congratulations",
];

/// Phrases that go with a prize and do not say who has it.
const AROUND: &[&str] = &[
    "おめでとうございます",
    "抽選で",
    "景品",
    "お受け取りください",
    "アンケートに答え",
    "アンケートにお答え",
    "short survey",
    "quick survey",
    "congratulations",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_uninvited() || reading.is_vouched() || !reading.is_shorter_than(12_000) {
        return None;
    }
    let found = reading.phrases.of(Topic::Prize);
    let is_said = found.iter().any(|phrase| !AROUND.contains(phrase));
    (is_said && found.len() >= reading.needed(2)).then(|| found.join(" … "))
}
