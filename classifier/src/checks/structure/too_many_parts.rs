//! # More parts than are looked at
//!
//! ## What it looks for
//! A message of thousands of parts, or of parts nested deeper than any mail program nests them: what
//! stands behind them was not looked at.
//!
//! ## Why it matters
//! Something can be hidden behind them, and "nothing suspicious was found" would not be true.
//!
//! ## When it is wrong
//! A message that was forwarded within a message some thirty times.
//!
//! ## Example
//! two thousand small pictures, and then `invoice.pdf.exe`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::Defect;

pub(crate) const CHECK: Check = Check { id: "too-many-parts", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let too_many = message.defects.contains(&Defect::TooDeep);
    too_many.then(|| message.header("Content-Type").next().unwrap_or_default().to_owned())
}
