//! # A date far off
//!
//! ## What it looks for
//! A date more than two days ahead of, or ten days behind, the moment of arrival.
//!
//! ## Why it matters
//! A date in the future keeps a message on top of the list.
//!
//! ## When it is wrong
//! Computers whose clock is wrong; mail that waited long in a queue. Where the time of
//! arrival or the date is not known, nothing is said: honest machines forget the date or
//! write it in their own way.
//!
//! ## Example
//! `Date: Mon, 18 Jan 2038 10:00:00 +0000`

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "date-far-off", look };

const DAY: i64 = 24 * 60 * 60;

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    // The provider's clock is better than the moment of judging: mail may be judged late.
    let arrived = message.hops.iter().find_map(|hop| hop.date).or((facts.now > 0).then_some(facts.now))?;
    let date = message.date?;
    // Mail that was forwarded or fetched anew was taken in by somebody soon after its date.
    let first = message.hops.iter().filter_map(|hop| hop.date).min().unwrap_or(arrived).min(arrived);
    let far_off = date > arrived + 2 * DAY || date < first - 10 * DAY;
    far_off.then(|| message.header("Date").next().unwrap_or_default().to_owned())
}
