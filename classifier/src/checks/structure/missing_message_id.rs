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
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "missing-message-id", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    (message.message_id.is_none() && !message.hops.is_empty()).then(String::new)
}
