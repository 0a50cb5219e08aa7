//! # Your own organisation as a name
//!
//! ## What it looks for
//! A display name that holds the domain of the recipient, from an address that does not belong
//! to it.
//!
//! ## Why it matters
//! "IT desk of your company" is believed without a look at the address.
//!
//! ## When it is wrong
//! Forms and services that write on behalf of a customer; what comes over lists does not count.
//!
//! ## Example
//! `"example.jp Mail Admin" <x91@elsewhere.example>`

use crate::checks::Check;
use crate::checks::reading::{Reading, sender, sender_domain};
use crate::checks::tables::free_mail::is_free_mail;
use crate::message::fold::folded;

pub(crate) const CHECK: Check = Check { id: "own-domain-in-name", look };

/// Letters of a domain's first label that are enough to be no coincidence.
const TELLING: usize = 8;

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_unasked() {
        return None;
    }
    let from = sender(reading.message)?;
    let own = sender_domain(reading.message)?;
    let name = folded(&from.name);
    reading
        .recipient_domains()
        .filter(|domain| *domain != own && !is_free_mail(domain.as_str()))
        .find(|domain| {
            let label = domain.as_str().split('.').next().unwrap_or_default();
            name.contains(domain.as_str())
                || (label.len() >= TELLING
                    && name.split(|c: char| !c.is_alphanumeric()).any(|word| word == label))
        })
        .map(|_| format!("{} <{}>", from.name, from.spec))
}
