//! # Answers go elsewhere
//!
//! ## What it looks for
//! A Reply-To at a free-mail provider, or in another organisation than a free-mail sender.
//!
//! ## Why it matters
//! The shown sender is borrowed; the answer goes to who is really behind it.
//!
//! ## When it is wrong
//! Contact forms write in the name of the shop with the visitor's address as Reply-To;
//! clubs send from their site and answer from a private account.
//!
//! ## Example
//! `From: Legal Office <office@company.example>`, `Reply-To: barrister.jones@gmail.com`

use crate::checks::Check;
use crate::checks::reading::{Reading, domain_of, is_passed_on, is_reply, sender, sender_domain};
use crate::checks::tables::free_mail::is_free_mail;

pub(crate) const CHECK: Check = Check { id: "reply-to-elsewhere", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    let from = sender(message)?;
    let [reply_to] = message.reply_to.as_slice() else { return None };
    if is_passed_on(message)
        || is_reply(message)
        || facts.own_addresses.contains(&reply_to.spec)
        || facts.sender.written_to > 0
    {
        return None;
    }
    let (own, other) = (sender_domain(message)?, domain_of(&reply_to.spec)?);
    let local = |spec: &str| spec.split('@').next().unwrap_or_default().to_owned();
    let same_person = own == other || local(&from.spec) == local(&reply_to.spec);
    let elsewhere = is_free_mail(other.as_str()) || is_free_mail(own.as_str());
    (!same_person && elsewhere).then(|| format!("{} → {}", from.spec, reply_to.spec))
}
