//! # Link to a bare network address
//!
//! ## What it looks for
//! A web link whose host is a number instead of a name.
//!
//! ## Why it matters
//! Companies have names. A number is a machine that was broken into or rented for a day.
//!
//! ## When it is wrong
//! Mail among people who run their own machines; addresses of private networks do not count.
//!
//! ## Example
//! `http://192.0.2.44/~bank/login.html`

use crate::checks::Check;
use crate::checks::reading::{Reading, web_links};
use crate::message::authentication::is_private;
use std::net::IpAddr;

pub(crate) const CHECK: Check = Check { id: "raw-ip-link", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    web_links(message)
        .find(|link| {
            let address = link.host.trim_start_matches('[').trim_end_matches(']');
            address.parse::<IpAddr>().is_ok_and(|ip| !is_private(ip))
        })
        .map(|link| link.target.clone())
}
