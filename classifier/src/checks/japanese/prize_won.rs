//! # A prize nobody played for
//!
//! ## What it looks for
//! The news that one has won or been chosen (当選), two phrases at least, with links that do not
//! lead to a proven sender's own site or an answer to be given with one's data.
//!
//! ## Why it matters
//! Whoever never took part cannot win. The prize costs a fee, a card number or an address.
//!
//! ## When it is wrong
//! Real draws write from a proven sender, which does not count.
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

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_unasked() || reading.is_proven() || !reading.is_shorter_than(12_000) {
        return None;
    }
    let found = reading.phrases.of(Topic::Prize);
    let away = reading.links.is_empty() || reading.links_away().count() * 2 > reading.links.len();
    (found.len() >= 2 && away).then(|| found.join(" … "))
}
