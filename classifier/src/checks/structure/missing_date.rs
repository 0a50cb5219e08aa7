//! # Without a date
//!
//! ## What it looks for
//! A message that says nowhere when it was written.
//!
//! ## Why it matters
//! Every mail program writes the date; home-made mailing programs forget it.
//!
//! ## When it is wrong
//! Small devices and old gateways.
//!
//! ## Example
//! A header without a `Date` line

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "missing-date", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    (message.header("Date").next().is_none() && !message.hops.is_empty()).then(String::new)
}
