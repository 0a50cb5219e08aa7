//! # It brings its own certificate
//!
//! ## What it looks for
//! Headers of spam filters that say "no spam", below the line where the provider took the message:
//! there the sender wrote them. Where the sender is proven, they are the sender's own.
//!
//! ## Why it matters
//! They are put there for filters that believe them.
//!
//! ## When it is wrong
//! Many check what they send and leave the mark in; mailing lists do, and do not count. So it is
//! a flaw of form, no more.
//!
//! ## Example
//! `X-Spam-Status: No, score=-5.0` below the last `Received` line of the provider

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::Header;
use crate::message::authentication::border;

pub(crate) const CHECK: Check = Check { id: "harmless-mark", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    if reading.is_list || reading.is_proven() {
        return None;
    }
    let border = border(message, &facts.provider)?;
    let mut below = message.headers.iter().skip(border.header + 1);
    below.find(|header| says_ham(header)).map(|header| format!("{}: {}", header.name, header.value))
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
