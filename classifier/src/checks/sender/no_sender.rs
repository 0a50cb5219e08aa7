//! # Without a sender
//!
//! ## What it looks for
//! A message whose `From` names no address.
//!
//! ## Why it matters
//! An answer is not wanted, and a complaint neither.
//!
//! ## When it is wrong
//! Small devices and faulty scripts.
//!
//! ## Example
//! `From: Lucky Prize`

use crate::checks::Check;
use crate::checks::reading::{Reading, sender};

pub(crate) const CHECK: Check = Check { id: "no-sender", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    // Servers that report write without a domain, and say that nothing is to be returned.
    let report =
        message.return_path.as_ref().is_some_and(|path| path.spec.is_empty()) || !message.returned.is_empty();
    if sender(message).is_some() || message.hops.is_empty() || reading.is_list || report {
        return None;
    }
    Some(message.header("From").next().unwrap_or_default().to_owned())
}
