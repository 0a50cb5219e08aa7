//! # Marked as urgent by a stranger
//!
//! ## What it looks for
//! The highest priority on a stranger's message.
//!
//! ## Why it matters
//! It wants to stand out in the list.
//!
//! ## When it is wrong
//! Systems that report an alarm do so rightly.
//!
//! ## Example
//! `X-Priority: 1`

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "marked-urgent", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_unasked() || reading.is_proven() {
        return None;
    }
    let message = reading.message;
    let first = |name: &'static str| message.header(name).next().map(str::trim).unwrap_or_default();
    let high = |value: &str| {
        value.starts_with('1') || value.eq_ignore_ascii_case("high") || value.eq_ignore_ascii_case("urgent")
    };
    ["X-Priority", "X-MSMail-Priority", "Importance", "Priority"]
        .into_iter()
        .find(|name| high(first(name)))
        .map(|name| format!("{name}: {}", first(name)))
}
