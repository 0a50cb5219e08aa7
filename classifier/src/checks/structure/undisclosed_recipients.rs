//! # To nobody
//!
//! ## What it looks for
//! Neither `To` nor `Cc` names an address, and it is no mailing list.
//!
//! ## Why it matters
//! The list of recipients is hidden because it is long.
//!
//! ## When it is wrong
//! Circulars of clubs and schools hide their members' addresses, as they should.
//!
//! ## Example
//! `To: undisclosed-recipients:;`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_first_contact, is_list_mail};

pub(crate) const CHECK: Check = Check { id: "undisclosed-recipients", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    let named = message.to.iter().chain(&message.cc).any(|address| address.spec.contains('@'));
    if named || message.hops.is_empty() || is_list_mail(message) || !is_first_contact(facts) {
        return None;
    }
    Some(message.header("To").next().unwrap_or_default().to_owned())
}
