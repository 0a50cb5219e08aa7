//! # A large provider's name without its signature
//!
//! ## What it looks for
//! A sender at a free-mail provider, in a message whose results the own provider noted, with
//! nothing that shows it came from there.
//!
//! ## Why it matters
//! All large providers sign what their users send.
//!
//! ## When it is wrong
//! Web forms and greeting cards that write in the user's name; lists do not count.
//!
//! ## Example
//! `From: someone@gmail.com`, and `Authentication-Results: …; spf=none; dkim=none`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_list_mail, sender, sender_domain};
use crate::checks::tables::free_mail::is_free_mail;
use crate::message::authentication::{believed, is_proven};

pub(crate) const CHECK: Check = Check { id: "free-mail-unproven", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    let from = sender(message)?;
    let free = sender_domain(message).is_some_and(|domain| is_free_mail(domain.as_str()));
    if !free || is_list_mail(message) || is_proven(message, facts) {
        return None;
    }
    let results = believed(message, facts);
    let tested = results
        .iter()
        .flat_map(|results| &results.methods)
        .any(|method| matches!(method.name.as_str(), "dkim" | "dmarc"));
    tested.then(|| from.spec.clone())
}
