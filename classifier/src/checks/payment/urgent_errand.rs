//! # A superior who needs a favour at once
//!
//! ## What it looks for
//! A short message from a free-mail address, or with another address for answers, that asks
//! whether one is there for a quick, discreet task.
//!
//! ## Why it matters
//! The name is the chief's, the address is not; the first answer starts the fraud.
//!
//! ## When it is wrong
//! Colleagues do write from private accounts. Two of the phrases are asked for, and people one
//! has written to do not count.
//!
//! ## Example
//! `Are you available? I need a quick favor, I am in a meeting and can't talk.`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, sender_domain};
use crate::checks::tables::free_mail::is_free_mail;

pub(crate) const CHECK: Check = Check { id: "urgent-errand", look };

pub(in crate::checks) const PHRASES: &[&str] = &[
    "are you available",
    "are you at your desk",
    "are you in the office",
    "are you free at the moment",
    "are you busy",
    "have a moment",
    "got a moment",
    "quick task",
    "quick favor",
    "quick favour",
    "quick request",
    "urgent task",
    "handle a task",
    "run an errand",
    "do me a favor",
    "do me a favour",
    "in a meeting",
    "can't talk",
    "cannot talk",
    "can't take calls",
    "no calls",
    "not call me",
    "reply here",
    "reply as soon as",
    "get back to me asap",
    "asap",
    "your cell number",
    "your mobile number",
    "your personal number",
    "your whatsapp",
    "discreet",
    "confidential",
    "between us",
    "wire transfer",
    "lineグループ",
    "グループを作成",
    "グループを作って",
    "グループのqr",
    "qrコードを",
    "会議中",
    "電話に出られ",
    "手が離せ",
    "対応できますか",
    "対応可能",
    "今会社",
    "社内にいます",
    "至急対応",
    "内密",
    "他言",
    "送金を",
    "残高",
];
const LONG: usize = 2_400;

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_uninvited() || reading.is_shorter_than(1) || !reading.is_shorter_than(LONG) {
        return None;
    }
    let message = reading.message;
    let free = sender_domain(message).is_some_and(|domain| is_free_mail(domain.as_str()));
    let elsewhere = match (message.from.as_slice(), message.reply_to.as_slice()) {
        ([from], [reply_to]) => reply_to.spec != from.spec,
        _ => false,
    };
    let found = reading.phrases.of(Topic::Errand);
    ((free || elsewhere) && reading.links.is_empty() && found.len() >= 2).then(|| found.join(" … "))
}
