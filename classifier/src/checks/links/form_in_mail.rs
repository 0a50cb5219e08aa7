//! # A form in the message
//!
//! ## What it looks for
//! A form that sends what is typed into it to some host.
//!
//! ## Why it matters
//! No bank asks for a password inside a mail.
//!
//! ## When it is wrong
//! Surveys and old newsletters have forms; many mail programs do not even show them.
//!
//! ## Example
//! `<form action="http://collect.example/"> Password: …`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_list_mail};

pub(crate) const CHECK: Check = Check { id: "form-in-mail", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    if message.html.forms == 0 || is_list_mail(message) {
        return None;
    }
    let target = message.links.iter().find(|link| link.text.is_empty() && link.scheme.starts_with("http"));
    Some(target.map(|link| link.target.clone()).unwrap_or_default())
}
