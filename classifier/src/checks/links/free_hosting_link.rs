//! # A warning that leads to a page for nothing
//!
//! ## What it looks for
//! A warning or hurry, or a known name, with a link to a service where anybody publishes pages
//! without paying or saying who they are.
//!
//! ## Why it matters
//! Banks and carriers have sites of their own. A free page is gone tomorrow.
//!
//! ## When it is wrong
//! Small clubs and single programmers use such services, and seldom warn.
//!
//! ## Example
//! `https://mail-upgrade.weebly.com/`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, is_first_contact, is_reply};
use crate::checks::tables::free_hosting::is_free_hosting;

pub(crate) const CHECK: Check = Check { id: "free-hosting-link", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let asked = !is_first_contact(reading.facts) || is_reply(reading.message) || reading.is_posted();
    let warns = || {
        reading.phrases.any(Topic::Warning)
            || reading.phrases.any(Topic::Hurry)
            || reading.phrases.brands_within(600).next().is_some()
    };
    if asked || !warns() {
        return None;
    }
    reading.links.iter().find(|web| is_free_hosting(&web.link.host)).map(|web| web.link.target.clone())
}
