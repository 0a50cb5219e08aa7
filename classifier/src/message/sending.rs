//! The network that handed a message to the provider: the one thing about its way that the
//! sender cannot write.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Message;
use super::authentication::{is_private, sending_ip};
use crate::Facts;

/// The network of the host that handed a message over, as its first address: /24 for IPv4,
/// /48 for IPv6. Private addresses are no network that could prove a sender.
pub fn network(message: &Message, facts: &Facts) -> Option<IpAddr> {
    match sending_ip(message, facts).filter(|address| !is_private(*address))? {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            Some(IpAddr::V4(Ipv4Addr::new(a, b, c, 0)))
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            Some(IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0)))
        }
    }
}
