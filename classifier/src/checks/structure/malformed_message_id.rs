//! # A Message-ID that is none
//!
//! ## What it looks for
//! A number without `@`, without a host, or with white space in it.
//!
//! ## Why it matters
//! Mail programs get it right; mailing programs make it up.
//!
//! ## When it is wrong
//! Computers without a proper name of their own.
//!
//! ## Example
//! `Message-ID: <20261101.qlzx>`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_list_mail};

pub(crate) const CHECK: Check = Check { id: "malformed-message-id", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let id = message.message_id.as_deref()?;
    let malformed = match id.rsplit_once('@') {
        None => true,
        Some((left, host)) => left.is_empty() || host.is_empty() || id.contains(char::is_whitespace),
    };
    (malformed && !is_list_mail(message)).then(|| id.to_owned())
}
