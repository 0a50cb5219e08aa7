//! # Millions for a stranger
//!
//! ## What it looks for
//! The set phrases of letters that offer a share of a fortune, three of them at least.
//!
//! ## Why it matters
//! First comes the offer, then a fee, then another.
//!
//! ## When it is wrong
//! Reports about such letters, and legal letters that happen to use the words.
//!
//! ## Example
//! `I am a barrister to the late engineer, who left US$12.5 million and no next of kin.`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, is_reply};

pub(crate) const CHECK: Check = Check { id: "advance-fee", look };

pub(in crate::checks) const PHRASES: &[&str] = &[
    "next of kin",
    "million dollars",
    "million united states",
    "million us dollars",
    "million u.s",
    "us$",
    "usd",
    "deceased",
    "late husband",
    "my late father",
    "barrister",
    "beneficiary",
    "utmost confidence",
    "strictly confidential",
    "confidentiality",
    "transfer the fund",
    "transfer of the fund",
    "transfer this fund",
    "transfer of this money",
    "this fund",
    "the funds",
    "security company",
    "consignment",
    "diplomat",
    "inheritance",
    "foreign partner",
    "foreign account",
    "bank account",
    "your assistance",
    "percent of the total",
    "% of the total",
    "for your share",
    "abandoned sum",
    "unclaimed",
    "over-invoiced",
    "overinvoiced",
    "business proposal",
    "business proposition",
    "risk free",
    "risk-free",
    "100% risk",
    "god bless",
    "dear friend",
    "dearest",
    "lottery",
    "winning number",
    "ticket number",
    "you have won",
    "claims agent",
    "compensation fund",
    "western union",
    "donation",
    "i am dying",
    "cancer",
    "orphan",
    "charity",
    "nigeria",
    "ivory coast",
    "burkina",
    "遺産",
    "億円",
    "支援金",
    "当選金",
    "受取人",
    "振込手数料",
    "無償で",
    "弁護士",
    "お受け取り",
    "受け取ってください",
    "資産家",
    "寄付",
    "譲渡",
    "送金",
    "手数料のみ",
    "給付",
];
pub(in crate::checks) const MONEY: &[&str] =
    &["million", "us$", "usd", "億円", "万円", "euros", "pounds", "lottery"];

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    if is_reply(message) || facts.sender.written_to > 0 || message.folded.len() > 12_000 {
        return None;
    }
    let found = reading.phrases.of(Topic::Fortune);
    let enough = found.len() >= 5 && reading.phrases.any(Topic::Money);
    enough.then(|| found.join(" … "))
}
