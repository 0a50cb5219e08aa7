//! # A meeting that is for sale
//!
//! ## What it looks for
//! Three or more of the set phrases by which sites sell meetings (出会い): lonely wives, support,
//! free registration, a message that waits.
//!
//! ## Why it matters
//! Behind the message sits a hired writer; each answer costs points.
//!
//! ## When it is wrong
//! Members of such sites get mail from them; from one that is vouched for it does not
//! count, and from one that proves a name it takes one phrase more.
//!
//! ## Example
//! `近所の人妻からメッセージが届いています。完全無料で登録`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, is_first_contact};

pub(crate) const CHECK: Check = Check { id: "meeting-offer", look };

pub(in crate::checks) const PHRASES: &[&str] = &[
    "出会い",
    "出逢い",
    "出会系",
    "人妻",
    "熟女",
    "セフレ",
    "逆援",
    "援助交際",
    "援交",
    "割り切",
    "不倫",
    "セレブ",
    "エッチ",
    "えっち",
    "sex",
    "性欲",
    "女性会員",
    "男性会員",
    "女の子が",
    "完全無料",
    "直メ",
    "直アド",
    "アドレス交換",
    "ご近所",
    "秘密厳守",
    "待ち合わせ",
    "メッセージが届",
    "プロフィールを見",
    "独身",
    "寂し",
    "さみし",
    "ポイント無料",
    "無料登録",
    "会ってくれ",
    "一晩",
    "謝礼",
    "ホテルで",
    "hot girls",
    "hot singles",
    "local singles",
    "lonely wives",
    "lonely housewives",
    "horny",
    "hookup",
    "hook up",
    "meet singles",
    "adult dating",
    "naked",
    "webcam",
    "xxx",
    "intimate",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let unknown = is_first_contact(reading.facts) && !reading.is_vouched() && !reading.is_posted();
    if !unknown || !reading.is_shorter_than(12_000) {
        return None;
    }
    let found = reading.phrases.of(Topic::Dating);
    (found.len() >= reading.needed(3)).then(|| found.join(" … "))
}
