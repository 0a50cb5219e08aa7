//! # An answer to what you wrote
//!
//! ## What it looks for
//! A message that refers by its number to one that the person sent.
//!
//! ## Why it matters
//! The number is known to those only who have the message.
//!
//! ## When it is wrong
//! A mailbox that was broken into answers real conversations.
//!
//! ## Example
//! `In-Reply-To:` with the number of a sent message

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "answer-to-own-mail", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    (reading.facts.answers_ours == Some(true)).then(|| reading.message.subject.clone())
}
