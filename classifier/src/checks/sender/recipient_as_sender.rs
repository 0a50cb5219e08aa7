//! # It says it is from you
//!
//! ## What it looks for
//! The recipient's own address in `From`, without proof that it came from there.
//!
//! ## Why it matters
//! People trust themselves, and filters often let own addresses pass. Blackmail uses it as
//! "proof" that an account was broken into.
//!
//! ## When it is wrong
//! Notes to oneself and own scripts, where the provider does not say who sent them.
//!
//! ## Example
//! `From: me@example.jp`, `To: me@example.jp`, from a machine nobody knows

use crate::checks::Check;
use crate::checks::reading::{Reading, is_passed_on, sender};
use crate::message::authentication::{border, is_private, is_proven};

pub(crate) const CHECK: Check = Check { id: "recipient-as-sender", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    let from = sender(message)?;
    let claims_to_be_me = if facts.own_addresses.is_empty() {
        // A circular is often sent to its own sender, with all others hidden.
        let alone = message.cc.is_empty() && message.reply_to.is_empty() && message.sender.is_none();
        let delivered = message.header("Delivered-To").next();
        let to_another = delivered.is_some_and(|to| !to.trim().eq_ignore_ascii_case(&from.spec));
        alone && !to_another && matches!(message.to.as_slice(), [to] if to.spec == from.spec)
    } else {
        facts.own_addresses.contains(&from.spec)
    };
    let from_outside =
        border(message, &facts.provider).is_some_and(|hop| hop.from_ip.is_some_and(|ip| !is_private(ip)));
    let suspicious = claims_to_be_me && from_outside && !is_passed_on(message) && !is_proven(message, facts);
    suspicious.then(|| from.spec.clone())
}
