//! # A result in the provider's name that the provider did not write
//!
//! ## What it looks for
//! `Authentication-Results` in the name of the person's provider, below the line where the
//! provider took the message: there the sender wrote them.
//!
//! ## Why it matters
//! They are put there for filters that believe them.
//!
//! ## When it is wrong
//! Mail that passed the same provider before, on its way through a list; that does not count.
//!
//! ## Example
//! A second `Authentication-Results: mx.provider.example; dkim=pass` below the last `Received`
//! line of the provider

use crate::Facts;
use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::authentication::{self, border};
use crate::message::{Header, Message};

pub(crate) const CHECK: Check = Check { id: "forged-tag", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    // A list checks what it passes on. An address to unsubscribe is no list: any sender writes one.
    if ["List-Id", "List-Post"].iter().any(|name| message.header(name).next().is_some()) {
        return None;
    }
    let border = border(message, &facts.provider)?;
    let below = message.headers.iter().skip(border.header + 1);
    let next_hop = message.hops.iter().map(|hop| hop.header).find(|&header| header > border.header);
    let passed_on =
        next_hop.is_some_and(|next| message.hops.iter().any(|hop| hop.header >= next && hop.by == border.by));
    if passed_on {
        return None;
    }
    let mut pretended = below.into_iter().filter(|header| is_pretended_result(header, message, facts));
    pretended.next().map(|header| format!("{}: {}", header.name, header.value))
}

/// Results under a name that the provider is known to use, where it does not write them:
/// a second line of that name, or one beyond the next hop.
fn is_pretended_result(header: &Header, message: &Message, facts: &Facts) -> bool {
    if !header.name.eq_ignore_ascii_case("Authentication-Results") {
        return false;
    }
    let results = authentication::read(&header.value);
    let top = message.hops.first().map_or("", |hop| hop.by.as_str());
    let known = &facts.provider.authserv_ids;
    let theirs =
        if known.is_empty() { results.authserv_id == top } else { known.contains(&results.authserv_id) };
    theirs
        && !results.authserv_id.is_empty()
        && results.methods.iter().any(|method| method.result == "pass")
        && !authentication::believed(message, facts).contains(&results)
}
