//! # A bill without a link, and a number to call
//!
//! ## What it looks for
//! A stranger's bill, renewal or refund without any link to its sender's site, that asks to be
//! called.
//!
//! ## Why it matters
//! Nothing in it can be checked by a filter; on the telephone the caller is talked into giving
//! away the computer.
//!
//! ## When it is wrong
//! Small firms and doctors ask to be called. The bill, the request and the number must come
//! together.
//!
//! ## Example
//! `Your antivirus plan was renewed for $399.99. To cancel call +1 (888) 555-0100.`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, beginning};

pub(crate) const CHECK: Check = Check { id: "call-back-number", look };

pub(in crate::checks) const BILLS: &[&str] = &[
    "invoice",
    "renew",
    "subscription",
    "charged",
    "auto-debit",
    "auto debit",
    "debited",
    "refund",
    "order confirmation",
    "transaction id",
    "invoice id",
    "order id",
    "purchase of",
    "your purchase",
    "cancel the order",
    "cancel your order",
    "cancel this",
    "antivirus",
    "geek squad",
    "norton",
    "mcafee",
    "自動更新",
    "自動引き落とし",
    "請求金額",
    "ご請求",
    "返金",
    "キャンセル",
    "未納料金",
    "ご利用料金",
];
pub(in crate::checks) const CALLS: &[&str] = &[
    "call us",
    "call our",
    "call on",
    "call at",
    "please call",
    "call now",
    "give us a call",
    "toll free",
    "toll-free",
    "helpline",
    "help line",
    "helpdesk number",
    "customer support",
    "customer care",
    "support team at",
    "contact us at",
    "reach us at",
    "reach out to us",
    "billing department",
    "お電話ください",
    "お電話下さい",
    "電話にてご連絡",
    "電話でご連絡",
    "サポートセンター",
    "相談窓口",
    "連絡窓口",
    "下記番号",
];
const SEARCHED: usize = 6_000;

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_uninvited() || !reading.links.is_empty() || !reading.is_shorter_than(8_000) {
        return None;
    }
    let (bills, calls) = (reading.phrases.of(Topic::Bill), reading.phrases.of(Topic::Call));
    if bills.len() < 2 || calls.is_empty() {
        return None;
    }
    number(beginning(&reading.message.folded, SEARCHED))
        .map(|number| format!("{} … {number}", calls.join(" … ")))
}

/// The first run of digits and marks that can be a telephone number: ten to thirteen digits
/// in at least two groups, or with a `+` in front.
fn number(text: &str) -> Option<&str> {
    let part = |c: char| {
        c.is_ascii_digit()
            || matches!(c, ' ' | '-' | '(' | ')' | '+' | '.' | '\u{2010}' | '\u{2011}' | '~' | '_')
    };
    text.split(|c| !part(c)).map(|run| run.trim_matches([' ', '-', '.', '_'])).find(|run| {
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        let groups = run.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).count();
        (10..=13).contains(&digits) && (groups >= 3 || run.starts_with('+')) && run.len() <= 24
    })
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn telephone_numbers_are_found_and_other_numbers_are_not() {
        for good in
            ["+1 (888) 555-0100", "1-888-555-0100", "(888) 555-0100", "03-5555-0100", "0120-555-010 x"]
        {
            assert!(number(&format!("call {good} now")).is_some(), "{good}");
        }
        for other in ["2026-11-01", "1,234,567.00", "order 112233445566", "192.0.2.10"] {
            assert_eq!(number(&format!("see {other} now")), None, "{other}");
        }
    }
}
