//! # A way that runs backwards
//!
//! ## What it looks for
//! `Received` lines of which an older one is dated more than a day after a newer one, below the
//! provider's own.
//!
//! ## Why it matters
//! Lines that were made up to hide the origin seldom agree on the time.
//!
//! ## When it is wrong
//! Servers whose clock is wrong.
//!
//! ## Example
//! Taken in on Tuesday, and sent on Friday

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "received-out-of-order", look };

const DAY: i64 = 24 * 60 * 60;

fn look(reading: &Reading<'_>) -> Option<String> {
    let dates: Vec<(usize, i64)> =
        reading.message.hops.iter().filter_map(|hop| Some((hop.header, hop.date?))).collect();
    let (place, _) = dates.windows(2).find_map(|pair| match pair {
        [(_, newer), (place, older)] if *older > newer + DAY => Some((*place, older)),
        _ => None,
    })?;
    reading.message.headers.get(place).map(|header| header.value.clone())
}
