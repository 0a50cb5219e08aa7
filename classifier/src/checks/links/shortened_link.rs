//! # Link behind a shortener
//!
//! ## What it looks for
//! A link over a service that hides where it leads.
//!
//! ## Why it matters
//! The reader cannot see the target, and the sender can change it later.
//!
//! ## When it is wrong
//! People paste such links among friends; mail that can be unsubscribed from does not count.
//!
//! ## Example
//! `https://bit.ly/3xAmPle`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_list_mail, is_reply, web_links};
use crate::checks::tables::shorteners::is_shortener;
use crate::domain::RegistrableDomain;

pub(crate) const CHECK: Check = Check { id: "shortened-link", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    if is_list_mail(message) || is_reply(message) || facts.sender.written_to > 0 {
        return None;
    }
    web_links(message)
        .find(|link| RegistrableDomain::of(&link.host).is_some_and(|domain| is_shortener(domain.as_str())))
        .map(|link| link.target.clone())
}
