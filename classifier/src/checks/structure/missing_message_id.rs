//! # No Message-ID
//!
//! ## What it looks for
//! A message without the number that every mail program gives.
//!
//! ## Why it matters
//! Home-made mailing programs leave it out.
//!
//! ## When it is wrong
//! Small devices, old scripts and drafts have none.
//!
//! ## Example
//! A header without a `Message-ID` line

use crate::checks::Check;
use crate::{Facts, Message};

pub(crate) const CHECK: Check = Check { id: "missing-message-id", look };

fn look(message: &Message, _: &Facts) -> Option<String> {
    (message.message_id.is_none() && !message.hops.is_empty()).then(String::new)
}
