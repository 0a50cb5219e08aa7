//! # Gift cards to be bought and their codes sent
//!
//! ## What it looks for
//! The request to buy cards with credit on them and to send the codes.
//!
//! ## Why it matters
//! A code is money that nobody can call back. No honest employer pays that way.
//!
//! ## When it is wrong
//! Shops that sell such cards; relatives who do ask for one.
//!
//! ## Example
//! `I need you to purchase some gift cards. Scratch the back and send me the codes.`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "gift-card-errand", look };

pub(in crate::checks) const CARDS: &[&str] = &[
    "gift card",
    "giftcard",
    "itunes card",
    "itunes gift",
    "google play card",
    "steam card",
    "apple card",
    "amazon card",
    "prepaid card",
    "ギフトカード",
    "ギフト券",
    "プリペイドカード",
    "itunesカード",
    "グーグルプレイカード",
    "google playカード",
    "電子マネーカード",
    "webmoney",
    "ビットキャッシュ",
];
pub(in crate::checks) const CODES: &[&str] = &[
    "scratch",
    "the codes",
    "card codes",
    "back of the card",
    "back of each card",
    "pictures of the card",
    "photos of the card",
    "picture of the back",
    "need you to purchase",
    "need you to buy",
    "need you to get",
    "help me purchase",
    "help me get",
    "can you get",
    "reimburse",
    "denomination",
    "nearest store",
    "any store around",
    "keep it confidential",
    "surprise",
    "in a meeting",
    "コード番号",
    "コードを",
    "番号を削",
    "裏面",
    "写真を送",
    "写真に撮",
    "購入してください",
    "購入をお願い",
    "買ってきて",
    "立て替え",
    "コンビニで",
    "会議中",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    if reading.is_list || !reading.is_shorter_than(6_000) {
        return None;
    }
    let (cards, codes) = (reading.phrases.of(Topic::GiftCard), reading.phrases.of(Topic::CardCode));
    (!cards.is_empty() && codes.len() >= 2).then(|| format!("{} … {}", cards.join(" … "), codes.join(" … ")))
}
