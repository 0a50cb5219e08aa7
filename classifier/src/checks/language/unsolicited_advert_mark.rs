//! # Marked as unasked advertising
//!
//! ## What it looks for
//! The mark for unasked advertising in the subject, however it is misspelled.
//!
//! ## Why it matters
//! The law asked senders to write `未承諾広告※`; they write it so that filters miss it.
//!
//! ## When it is wrong
//! Mail about such mail; an answer that keeps the subject does not count.
//!
//! ## Example
//! `末承諾広告※ 当選のお知らせ`, `ADV: lower rates`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_reply};
use crate::message::fold::folded;

pub(crate) const CHECK: Check = Check { id: "unsolicited-advert-mark", look };

/// What follows where somebody writes about such marks: particles.
const SPOKEN_OF: [char; 9] = ['の', 'に', 'と', 'は', 'が', 'を', 'で', 'も', 'っ'];

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let subject = folded(message.subject.trim());
    let letters: String = subject.chars().filter(|c| c.is_alphanumeric()).take(40).collect();
    let written_as = |first: &str, second: &str| {
        let mark = format!("{first}承{second}広告");
        letters.split_once(&mark).is_some_and(|(_, rest)| !rest.starts_with(SPOKEN_OF))
    };
    let japanese = ["未", "末", "来"]
        .iter()
        .any(|first| ["諾", "認", "若", "託"].iter().any(|second| written_as(first, second)))
        || letters.starts_with("末承諾")
        || letters.starts_with("未承諾") && !letters.starts_with("未承諾広告");
    let bare = subject.trim_start_matches(['[', '(', '<', '*', ' ']);
    let english = ["adv:", "adv]", "adv)", "adv :", "advert:"].iter().any(|mark| bare.starts_with(mark));
    ((japanese || english) && !is_reply(message)).then(|| message.subject.clone())
}
