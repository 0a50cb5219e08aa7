//! # Somebody else's word that it is no spam
//!
//! ## What it looks for
//! Headers of spam filters that say "no spam", or results in the provider's name, below the
//! line where the provider took the message: there the sender wrote them.
//!
//! ## Why it matters
//! They are put there for filters that believe them.
//!
//! ## When it is wrong
//! Some senders check what they send and leave the mark in; mailing lists do, and do not count.
//!
//! ## Example
//! `X-Spam-Status: No, score=-5.0` below the last `Received` line of the provider

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
    let pretended =
        |header: &&Header| says_ham(header) || (!passed_on && is_pretended_result(header, message, facts));
    below.into_iter().find(pretended).map(|header| format!("{}: {}", header.name, header.value))
}

fn says_ham(header: &Header) -> bool {
    let value = header.value.trim().to_ascii_lowercase();
    let negative = value.starts_with('-') && value.get(1..2).is_some_and(|digit| digit.parse::<u8>().is_ok());
    match header.name.to_ascii_lowercase().as_str() {
        "x-spam-status" => value.starts_with("no"),
        "x-spam-flag" | "x-spam" | "x-barracuda-spam-flag" => value == "no",
        "x-bogosity" => value.starts_with("ham") || value.starts_with("no"),
        "x-spam-score" | "x-rspamd-score" | "x-barracuda-spam-score" => negative,
        "x-spambayes-classification" => value.starts_with("ham"),
        "x-dspam-result" => value.starts_with("innocent") || value.starts_with("whitelisted"),
        "x-ms-exchange-organization-scl" => value == "-1",
        _ => false,
    }
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
