//! # Blackmail for coins
//!
//! ## What it looks for
//! A demand for Bitcoin or the like together with the claim to have watched, recorded or
//! broken into something.
//!
//! ## Why it matters
//! The claim is invented and sent to millions. Nobody was watched.
//!
//! ## When it is wrong
//! News and warnings about such mail use the same words; two claims are asked for.
//!
//! ## Example
//! `I recorded you through your camera. Send $800 in Bitcoin within 48 hours.`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, is_reply};

pub(crate) const CHECK: Check = Check { id: "extortion", look };

pub(in crate::checks) const COINS: &[&str] = &[
    "bitcoin",
    "btc ",
    "btc)",
    "btc:",
    "wallet address",
    "litecoin",
    "monero",
    "ビットコイン",
    "仮想通貨",
    "暗号資産",
    "usdt",
];
pub(in crate::checks) const CLAIMS: &[&str] = &[
    "recorded you",
    "video of you",
    "recorded a video",
    "your webcam",
    "your camera",
    "web camera",
    "adult site",
    "adult website",
    "porn site",
    "porn website",
    "infected your",
    "malware",
    "trojan",
    "your contacts",
    "contact list",
    "full access to your",
    "access to your device",
    "hacked your",
    "i hacked",
    "your secret",
    "i know your password",
    "your password is",
    "is your password",
    "remote access",
    "keylogger",
    "48 hours",
    "50 hours",
    "72 hours",
    "destroy the video",
    "delete the video",
    "録画",
    "ウェブカメラ",
    "webカメラ",
    "カメラ",
    "アダルトサイト",
    "ポルノ",
    "マルウェア",
    "トロイ",
    "連絡先",
    "ハッキング",
    "ハッカー",
    "フルアクセス",
    "48時間",
    "50時間",
    "72時間",
    "動画を削除",
    "ビデオを削除",
    "あなたのデバイス",
    "アクセス権",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    if is_reply(message) || !reading.phrases.any(Topic::Coin) {
        return None;
    }
    let claims = reading.phrases.of(Topic::Claim);
    (claims.len() >= 3).then(|| claims.join(" … "))
}
