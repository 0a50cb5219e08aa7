//! # A debt nobody made
//!
//! ## What it looks for
//! Three or more of the set phrases of invented debts (架空請求): unpaid fees of a site, a last
//! notice, a lawsuit, seizure, from a stranger whom the provider does not vouch for.
//!
//! ## Why it matters
//! The threat of a court makes people call or pay to be left alone.
//!
//! ## When it is wrong
//! Real reminders come from senders that are vouched for, with a name and a contract number;
//! lawyers and cities write them too.
//!
//! ## Example
//! `有料サイトの利用料金が未納です。本日中にご連絡なき場合は法的措置に移行します。`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "unpaid-demand", look };

pub(in crate::checks) const PHRASES: &[&str] = &[
    "未払い",
    "未払料金",
    "未納",
    "滞納",
    "法的措置",
    "法的手続",
    "法的手段",
    "訴訟",
    "最終通告",
    "最終通知",
    "最終警告",
    "最終確認",
    "民事裁判",
    "裁判所",
    "強制執行",
    "差し押さえ",
    "差押",
    "退会手続",
    "身辺調査",
    "身元調査",
    "有料サイト",
    "有料動画",
    "有料コンテンツ",
    "総合情報サイト",
    "無料期間",
    "延滞",
    "信用情報",
    "債権",
    "出廷",
    "訴状",
    "告訴",
    "逮捕",
    "本日中に",
    "ご連絡なき場合",
    "ご連絡がない場合",
    "取り下げ",
    "取下げ",
    "legal action will",
    "arrest warrant",
    "final notice",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_uninvited() || reading.is_vouched() || !reading.is_shorter_than(12_000) {
        return None;
    }
    let found = reading.phrases.of(Topic::Demand);
    (found.len() >= reading.needed(3)).then(|| found.join(" … "))
}
