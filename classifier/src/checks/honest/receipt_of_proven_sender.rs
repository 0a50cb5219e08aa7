//! # A receipt from who sold
//!
//! ## What it looks for
//! A proven sender that confirms an order, booking or payment, with two of the words that
//! belong to it, and leads nowhere but home.
//!
//! ## Why it matters
//! Receipts are what people lose least gladly.
//!
//! ## When it is wrong
//! A thief can prove a name of his own. It is a hint and no more.
//!
//! ## Example
//! `ご注文番号: 503-1234567` from a proven shop with links to itself

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "receipt-of-proven-sender", look };

pub(in crate::checks) const PHRASES: &[&str] = &[
    "order number",
    "order no",
    "order #",
    "order id",
    "order total",
    "subtotal",
    "order confirmation",
    "thank you for your order",
    "thank you for your purchase",
    "receipt number",
    "booking reference",
    "booking number",
    "confirmation number",
    "reservation number",
    "tracking number",
    "has been shipped",
    "has shipped",
    "estimated delivery",
    "invoice number",
    "payment received",
    "total paid",
    "vat",
    "注文番号",
    "ご注文内容",
    "ご注文ありがとう",
    "受付番号",
    "予約番号",
    "ご予約内容",
    "お問い合わせ番号",
    "伝票番号",
    "発送いたしました",
    "出荷",
    "お届け予定",
    "お支払い金額",
    "ご請求金額",
    "合計金額",
    "小計",
    "消費税",
    "送料",
    "ご利用明細",
    "領収",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let found = reading.phrases.of(Topic::Receipt);
    let home = found.len() >= 2 && reading.is_proven() && reading.links_away().next().is_none();
    home.then(|| found.join(" … "))
}
