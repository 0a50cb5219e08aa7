//! # A header that stands twice
//!
//! ## What it looks for
//! Two `From` or two `Subject` lines with different content.
//!
//! ## Why it matters
//! Filters read one, mail programs show the other.
//!
//! ## When it is wrong
//! Broken gateways repeat lines; those that say the same do not count.
//!
//! ## Example
//! `From: bank@bank.example`, and below it `From: x@elsewhere.example`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::Defect;

pub(crate) const CHECK: Check = Check { id: "repeated-header", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    if !message.defects.contains(&Defect::RepeatedHeader) {
        return None;
    }
    ["From", "Subject"].iter().find_map(|name| {
        let mut values = message.header(name);
        let first = values.next()?;
        values.find(|value| *value != first).map(|other| format!("{name}: {first} / {other}"))
    })
}
