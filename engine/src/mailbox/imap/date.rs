//! INTERNALDATE: ` 7-Feb-1994 21:52:25 -0800`.

use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::{Offset, TimeZone};

const FORM: &str = "%d-%b-%Y %H:%M:%S %z";

/// Seconds since 1970 and the zone's minutes east of Greenwich.
pub(super) fn read(text: &str) -> Option<(i64, i16)> {
    let broken = strtime::parse(FORM, text.trim()).ok()?;
    let minutes = i16::try_from(broken.offset()?.seconds() / 60).ok()?;
    Some((broken.to_timestamp().ok()?.as_second(), minutes))
}

/// The date as APPEND wants it, without the quotes.
pub(super) fn written((seconds, minutes): (i64, i16)) -> Option<String> {
    let zone = TimeZone::fixed(Offset::from_seconds(i32::from(minutes) * 60).ok()?);
    let date = Timestamp::from_second(seconds).ok()?.to_zoned(zone);
    Some(date.strftime(FORM).to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_of_servers_are_read() {
        assert_eq!(read(" 7-Feb-1994 21:52:25 -0800"), Some((760_686_745, -480)));
        assert_eq!(read("22-Nov-2026 09:00:00 +0900"), Some((1_795_305_600, 540)));
        assert_eq!(read("7-Feb-1994 21:52:25 +0000"), Some((760_657_945, 0)));
        for wrong in
            ["", "01-Jan-1970 00:00:00", "99-Foo-9999 00:00:00 +0000", "22-Nov-2026 09:00:00 +0900 x"]
        {
            assert_eq!(read(wrong), None);
        }
    }

    proptest! {
        #[test]
        fn a_date_that_is_written_is_read_back(seconds in 0_i64..4_102_444_800, minutes in -720_i16..=840) {
            prop_assert_eq!(read(&written((seconds, minutes)).unwrap()), Some((seconds, minutes)));
        }

        #[test]
        fn no_date_makes_reading_panic(text in any::<String>()) {
            let _ = read(&text);
        }
    }
}
