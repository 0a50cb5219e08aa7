//! # A code to scan instead of a link
//!
//! ## What it looks for
//! The request to scan a QR code in order to confirm, pay or keep an account, with a picture
//! and without a link that leads anywhere but home.
//!
//! ## Why it matters
//! The telephone has no filter and shows only half of the address.
//!
//! ## When it is wrong
//! Tickets and vouchers carry codes to be shown, not to be scanned by their owner.
//!
//! ## Example
//! `Scan the QR code with your phone to keep access to your mailbox.`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "scan-instead-of-click", look };

pub(in crate::checks) const CODES: &[&str] =
    &["qr code", "qr-code", "qrcode", "qrコード", "二次元コード", "2次元コード"];
pub(in crate::checks) const SCANS: &[&str] = &[
    "scan the",
    "scan this",
    "scan with",
    "scan below",
    "scanning the",
    "scan qr",
    "with your phone",
    "with your mobile",
    "phone camera",
    "mobile camera",
    "スキャンして",
    "読み取って",
    "読み取り、",
    "読み取り",
    "読取",
    "スマートフォンで",
    "スマホで",
    "カメラで",
];
pub(in crate::checks) const REASONS: &[&str] = &[
    "authenticat",
    "2fa",
    "mfa",
    "multi-factor",
    "two-factor",
    "verify",
    "confirm your",
    "expire",
    "keep access",
    "lose access",
    "re-activate",
    "reactivate",
    "mailbox",
    "payroll",
    "salary",
    "review the document",
    "sign the document",
    "secure document",
    "認証",
    "本人確認",
    "有効期限",
    "停止",
    "制限",
    "再設定",
    "更新手続",
    "お支払い",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_uninvited() || !reading.is_shorter_than(8_000) {
        return None;
    }
    let message = reading.message;
    let picture = message.html.images > 0
        || message
            .parts
            .iter()
            .any(|part| part.content_type.starts_with("image/") || part.content_type == "application/pdf");
    let all = reading.phrases.any(Topic::QrCode)
        && reading.phrases.any(Topic::Scan)
        && reading.phrases.any(Topic::ScanReason);
    let home = reading.leads_home() && reading.links_away().next().is_none();
    (all && (picture || message.html.present) && !home).then(|| reading.phrases.of(Topic::Scan).join(" … "))
}
