//! # An answer to nothing
//!
//! ## What it looks for
//! `Re:` before the subject of a message from a stranger that neither refers to an earlier
//! message nor quotes one.
//!
//! ## Why it matters
//! People open answers.
//!
//! ## When it is wrong
//! Web forms and some telephones answer without a reference.
//!
//! ## Example
//! `Subject: Re: your order`, and no `In-Reply-To`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_first_contact, is_list_mail, is_reply};
use crate::message::fold::folded;

pub(crate) const CHECK: Check = Check { id: "reply-to-nothing", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    if !is_first_contact(facts) || is_reply(message) || is_list_mail(message) || !message.returned.is_empty()
    {
        return None;
    }
    let subject = folded(message.subject.trim());
    let answers = ["re:", "re :", "re[", "aw:", "sv:"].iter().any(|mark| subject.starts_with(mark));
    (answers && !quotes(&message.text)).then(|| message.subject.clone())
}

fn quotes(text: &str) -> bool {
    let marks = [
        " wrote:",
        " writes:",
        " schrieb",
        "Original Message",
        "-----元のメッセージ",
        "さんは書きました",
        "From: ",
        "差出人:",
    ];
    text.lines().any(|line| line.trim_start().starts_with(['>', '|', '＞']))
        || marks.iter().any(|mark| text.contains(mark))
}
