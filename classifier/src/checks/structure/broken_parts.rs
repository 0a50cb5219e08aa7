//! # Parts that do not fit together
//!
//! ## What it looks for
//! A message that announces several parts and has none, or does not end them.
//!
//! ## Why it matters
//! Programs of mass mailers put the pieces together by hand.
//!
//! ## When it is wrong
//! Mail cut off on its way, and old gateways.
//!
//! ## Example
//! `Content-Type: multipart/mixed`, and no part follows

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::Defect;

pub(crate) const CHECK: Check = Check { id: "broken-parts", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    if message.defects.contains(&Defect::Truncated) {
        return None;
    }
    let announced = message.header("Content-Type").next().unwrap_or_default();
    let multipart =
        announced.trim_start().get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/"));
    let none = multipart
        && matches!(message.parts.as_slice(), [only] if only.content_type == "text/plain" && !only.attachment && only.size > 0)
        && !message.text.is_empty()
        && message.text.contains("\n--");
    (multipart && (none || message.defects.contains(&Defect::OpenMultipart))).then(|| announced.to_owned())
}
