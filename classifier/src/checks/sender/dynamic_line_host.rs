//! # Sent straight from a home line
//!
//! ## What it looks for
//! The machine that handed the message to the provider has the name of a customer's line.
//!
//! ## Why it matters
//! People send over their provider's mail server. A home computer that delivers by itself is
//! mostly one that somebody else steers.
//!
//! ## When it is wrong
//! People who run their own mail server at home; providers that name servers like lines.
//!
//! ## Example
//! `from p1234-ipbf05.tokyo.ocn.example (ppp-192-0-2-14.dsl.example.net [192.0.2.14])`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::tables::dynamic_lines::is_dynamic_line;
use crate::message::authentication::{border, is_private, is_proven};

pub(crate) const CHECK: Check = Check { id: "dynamic-line-host", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    let hop = border(message, &facts.provider)?;
    // The provider's own customers hand in their mail this way, with a password.
    let last = message.hops.last().is_some_and(|last| last.header == hop.header);
    if hop.from_ip.is_none_or(is_private) || (last && is_proven(message, facts)) {
        return None;
    }
    let name = if hop.from_host.is_empty() { &hop.helo } else { &hop.from_host };
    is_dynamic_line(name).then(|| name.clone())
}
