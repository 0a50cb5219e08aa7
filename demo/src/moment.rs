//! Fills the dates in, so that the mailbox always looks as if it had been filled these days.
//!
//! | placeholder | becomes |
//! |---|---|
//! | `{date}` | the moment of receiving as in a `Date` line, in Japan's time |
//! | `{date-5s}`, `{date+2h}`, `{date-400d}` | the same, shifted by seconds, minutes, hours or days |
//! | `{date-5s -0500}` | the same, in another zone |
//! | `{day+3d}` | that day as the text would name it, in the mail's language |
//! | `{ics+3d}` | that day as a calendar file has it: `20261125` |

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use crate::preface::Language;

/// The moment a mail came, and the language its dates are written in.
pub(crate) struct Moment {
    received: i64,
    language: Language,
}

impl Moment {
    pub(crate) fn new(received: i64, language: Language) -> Self {
        Self { received, language }
    }

    /// Replaces every placeholder; other braces stay as they are.
    pub(crate) fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let written = after.split_once('}').and_then(|(inside, end)| Some((self.write(inside)?, end)));
            if let Some((written, end)) = written {
                filled.push_str(&written);
                rest = end;
            } else {
                filled.push('{');
                rest = after;
            }
        }
        filled.push_str(rest);
        filled
    }

    fn write(&self, placeholder: &str) -> Option<String> {
        let (what, zone) = placeholder.split_once(' ').unwrap_or((placeholder, "+0900"));
        let (word, shift) = what.split_at_checked(what.find(['+', '-']).unwrap_or(what.len()))?;
        let shift = if shift.is_empty() { 0 } else { seconds(shift)? };
        let at = zoned(self.received + shift, zone_seconds(zone)?);
        match (word, self.language) {
            ("date", _) => jiff::fmt::rfc2822::to_string(&at).ok(),
            ("ics", _) => Some(at.strftime("%Y%m%d").to_string()),
            ("day", Language::English) => Some(at.strftime("%A %-d %B").to_string()),
            ("day", Language::Japanese) => Some(format!("{}（{}）", at.strftime("%-m月%-d日"), weekday(&at))),
            _ => None,
        }
    }
}

fn zoned(second: i64, offset: i32) -> Zoned {
    let offset = Offset::from_seconds(offset).unwrap_or(Offset::UTC);
    Timestamp::from_second(second).unwrap_or_default().to_zoned(TimeZone::fixed(offset))
}

fn weekday(at: &Zoned) -> char {
    let day = at.weekday().to_sunday_zero_offset();
    "日月火水木金土".chars().nth(usize::from(day.unsigned_abs())).unwrap_or('日')
}

/// `3h`, `-40s`, `+2d` in seconds.
pub(crate) fn seconds(span: &str) -> Option<i64> {
    let unit = span.chars().last()?;
    let factor = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86400,
        _ => return None,
    };
    let number: i64 = span.strip_suffix(unit)?.parse().ok()?;
    number.checked_mul(factor)
}

/// `-0530` in seconds.
fn zone_seconds(zone: &str) -> Option<i32> {
    let number: i32 = zone.parse().ok()?;
    Some(number / 100 * 3600 + number % 100 * 60)
}
