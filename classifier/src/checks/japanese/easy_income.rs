//! # Much money for little work
//!
//! ## What it looks for
//! Four or more of the set phrases of offers to earn money on the side (副業): by telephone
//! alone, by anyone, at once, with a sum a day.
//!
//! ## Why it matters
//! What is earned is the fee for the tool, the course or the deposit.
//!
//! ## When it is wrong
//! Real offers of jobs name an employer and a place; magazines about side jobs come from senders
//! that are vouched for and do not count.
//!
//! ## Example
//! `スマホだけで誰でも簡単に日給5万円！まずは公式LINEに登録`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, is_first_contact};

pub(crate) const CHECK: Check = Check { id: "easy-income", look };

pub(in crate::checks) const PHRASES: &[&str] = &[
    "副業",
    "副収入",
    "在宅ワーク",
    "在宅で",
    "スマホだけ",
    "スマホ1台",
    "スマホ一台",
    "スマホひとつ",
    "コピペ",
    "日給",
    "日収",
    "月収",
    "不労所得",
    "誰でも",
    "だれでも",
    "簡単な作業",
    "簡単作業",
    "タップするだけ",
    "放置で",
    "初心者でも",
    "未経験でも",
    "知識不要",
    "高収入",
    "高額報酬",
    "即金",
    "即日",
    "報酬",
    "自動売買",
    "稼げ",
    "稼ぐ",
    "稼ぎ",
    "ノーリスク",
    "リスクゼロ",
    "元本保証",
    "必ず儲",
    "line登録",
    "lineに登録",
    "lineを追加",
    "lineに追加",
    "公式line",
    "友だち追加",
    "友達追加",
    "先着",
    "期間限定",
    "work from home",
    "extra income",
    "per day",
    "no experience",
    "make money",
    "earn up to",
    "financial freedom",
    "be your own boss",
    "part-time remote",
    "part time remote",
    "flexible hours",
    "join our telegram",
    "add me on whatsapp",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let unknown = is_first_contact(reading.facts) && !reading.is_vouched() && !reading.is_posted();
    if !unknown || !reading.is_shorter_than(20_000) {
        return None;
    }
    let found = reading.phrases.of(Topic::Income);
    (found.len() >= reading.needed(4)).then(|| found.join(" … "))
}
