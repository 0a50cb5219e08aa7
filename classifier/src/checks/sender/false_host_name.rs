//! # A machine that gives a false name
//!
//! ## What it looks for
//! The machine that handed the message over greeted with the receiver's own name or address,
//! or with the name of a large provider to which its address does not belong.
//!
//! ## Why it matters
//! Honest servers greet with their own name.
//!
//! ## When it is wrong
//! Servers that are set up carelessly; a provider whose own machines are not known as such.
//!
//! ## Example
//! `from yahoo.com (ppp14.example.net [192.0.2.14]) by mx.example.jp`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::tables::free_mail::is_free_mail;
use crate::domain::RegistrableDomain;
use crate::message::authentication::{border, is_private};

pub(crate) const CHECK: Check = Check { id: "false-host-name", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    let hop = border(message, &facts.provider)?;
    let ip = hop.from_ip.filter(|&ip| !is_private(ip))?;
    let claimed = RegistrableDomain::of(&hop.helo)?;
    let real = RegistrableDomain::of(&hop.from_host);
    if real.as_ref() == Some(&claimed) {
        return None;
    }
    let receiver = hop.helo == hop.by && !hop.from_host.is_empty();
    let large = is_free_mail(claimed.as_str()) && (hop.helo == claimed.as_str() || real.is_some());
    (receiver || large).then(|| format!("{} [{ip}]", hop.helo))
}
