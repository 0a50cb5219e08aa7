//! Dates of header lines.

use mail_parser::DateTime;

/// Seconds since 1970 of a date such as `Sun, 1 Nov 2026 09:00:00 +0900`; `None` where a
/// number in it cannot be.
pub(crate) fn timestamp(text: &str) -> Option<i64> {
    let date = DateTime::parse_rfc822(text.trim())?;
    (date.is_valid() && date.year >= 1970).then(|| date.to_timestamp())
}
