//! # A link to a side door
//!
//! ## What it looks for
//! Web links with the number of a port that web sites do not use.
//!
//! ## Why it matters
//! A machine that was broken into has its site at the main door; the thief opens another.
//!
//! ## When it is wrong
//! Technicians' own services; lists, answers and private networks do not count.
//!
//! ## Example
//! `http://shop.example.net:8383/login`

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "link-with-port", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    if reading.is_expected() {
        return None;
    }
    reading
        .links
        .iter()
        .find(|web| web.domain.is_some() && has_odd_port(&web.link.target))
        .map(|web| web.link.target.clone())
}

fn has_odd_port(target: &str) -> bool {
    let rest = target.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let port =
        authority.rsplit('@').next().and_then(|host| host.rsplit_once(':')).map_or("", |(_, port)| port);
    port.parse::<u16>().is_ok_and(|port| !matches!(port, 0 | 80 | 443))
}
