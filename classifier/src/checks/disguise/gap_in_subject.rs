//! # A subject with something far behind it
//!
//! ## What it looks for
//! Six spaces or more in the subject, and a meaningless piece behind them.
//!
//! ## Why it matters
//! The piece makes each copy of a mass mailing different; the gap keeps it out of sight.
//!
//! ## When it is wrong
//! Forms that fill fixed columns; a line break in the middle of a word.
//!
//! ## Example
//! `Lower your payments                     x7kq2`

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "gap-in-subject", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let (before, after) = message.subject.trim().rsplit_once("      ")?;
    let after = after.trim();
    let piece = !after.contains(' ') && after.len() <= 24 && after.chars().any(char::is_alphanumeric);
    (piece && !before.trim().is_empty()).then(|| format!("{} … {after}", before.trim()))
}
