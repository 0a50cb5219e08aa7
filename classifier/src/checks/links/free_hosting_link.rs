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
//! Small clubs and single programmers use such services, and seldom warn. Colleagues are in a
//! hurry and share a document: there it takes a warning, or a name that is not the service's.
//!
//! ## Example
//! `https://mail-upgrade.weebly.com/`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, WebLink, is_first_contact, is_reply};
use crate::checks::tables::brands::Brand;
use crate::checks::tables::free_hosting::{is_free_hosting, is_shared_document};

pub(crate) const CHECK: Check = Check { id: "free-hosting-link", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    if !is_first_contact(reading.facts) || is_reply(reading.message) || reading.is_posted() {
        return None;
    }
    let (warns, hurries) = (reading.phrases.any(Topic::Warning), reading.phrases.any(Topic::Hurry));
    let names_another = |web: &WebLink<'_>| {
        let is_home = |brand: &Brand| web.domain.as_ref().is_some_and(|domain| brand.owns(domain));
        reading.phrases.brands_within(600).any(|(brand, _)| !is_home(brand))
    };
    let leads_on = |web: &&WebLink<'_>| {
        is_free_hosting(&web.link.host)
            && (warns || hurries && !is_shared_document(&web.link.host) || names_another(web))
    };
    reading.links.iter().find(leads_on).map(|web| web.link.target.clone())
}
