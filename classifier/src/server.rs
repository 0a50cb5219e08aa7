//! Reads what the provider's own filter wrote, and decides whether to believe it.
//!
//! A sender can write any of these lines. So a tag is trusted only where it stands above
//! the line with which the provider took the message in; anywhere else its "no" earns
//! nothing and its "yes" very little. Scales differ: points, percent, stars and flags are
//! each read by their own rule, and a number without its threshold is not given one.

mod dialects;
mod subject;

use crate::domain::RegistrableDomain;
use crate::message::{Hop, Message};
use crate::Facts;

pub use subject::strip_tag;

/// What a tag says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opinion {
    /// The filter took it for ham.
    Ham,
    /// The filter could not tell.
    Unsure,
    /// The filter took it for spam.
    Spam,
}

/// One tag, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The dialect's name, such as `spamassassin`; the key of [`Facts::tags`].
    pub dialect: &'static str,
    /// The header's name as written, or `Subject`.
    pub header: String,
    /// What it said, at most 120 characters.
    pub value: String,
    /// What that means.
    pub opinion: Opinion,
    /// Whether only the provider can have written it.
    pub trusted: bool,
}

/// Reads every tag of a message, top first.
///
/// Of several lines of one name in trusted position the topmost counts; a foreign line of
/// a name that the provider wrote as well is a forgery and is left to the check `forged-tag`.
pub fn read(message: &Message, facts: &Facts) -> Vec<Tag> {
    let border = border(message, facts);
    let mut tags: Vec<Tag> = Vec::new();
    for (index, header) in message.headers.iter().enumerate() {
        let Some((dialect, opinion)) = dialects::read(&header.name, &header.value) else { continue };
        let trusted = index < border;
        let repeated = tags.iter().any(|tag| tag.header.eq_ignore_ascii_case(&header.name));
        if !repeated {
            let value = header.value.chars().filter(|letter| !letter.is_control()).take(120).collect();
            tags.push(Tag { dialect, header: header.name.clone(), value, opinion, trusted });
        }
    }
    if let Some(tag) = subject::tag(&message.subject) {
        // The subject is the sender's line: it is believed only with a header of the provider's own.
        let confirmed = tags.iter().any(|other| other.trusted && other.opinion == Opinion::Spam);
        let known = facts.tags.get(subject::DIALECT).is_some_and(|record| {
            record.spam_confirmed >= 3 && record.spam_confirmed > 4 * record.spam_contradicted
        });
        tags.push(Tag {
            dialect: subject::DIALECT,
            header: "Subject".to_owned(),
            value: tag.to_owned(),
            opinion: Opinion::Spam,
            trusted: confirmed || known,
        });
    }
    tags
}

/// Whether a header (its name in lower case) is a filter's mark rather than the sender's writing.
pub fn is_filter_header(name: &str) -> bool {
    dialects::is_filter_header(name)
}

/// The provider's border: header lines before this index were written by the provider.
///
/// From the top, the provider's own `Received` lines are followed down to the one that
/// took the message from outside. 0 when the message has no `Received` line, or when
/// the topmost is not of the provider that the facts name: then nothing is trusted.
pub fn border(message: &Message, facts: &Facts) -> usize {
    let named = &facts.provider.receiving_hosts;
    let Some(top) = message.hops.first() else { return 0 };
    let own = |host: &str| {
        if named.is_empty() { same_site(host, &top.by) } else { named.iter().any(|name| same_site(host, name)) }
    };
    let mut border = 0;
    for hop in &message.hops {
        if !own(&hop.by) {
            break;
        }
        border = hop.header + 1;
        if !from_inside(hop, &own) {
            break;
        }
    }
    border
}

/// Whether a provider's line says that the message came from another of its own hosts.
fn from_inside(hop: &Hop, own: &dyn Fn(&str) -> bool) -> bool {
    let nearby = hop.from_ip.is_none_or(|address| match address {
        std::net::IpAddr::V4(v4) => v4.is_loopback() || v4.is_private(),
        std::net::IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local(),
    });
    // The looked-up name counts; the name given in greeting is the sender's own claim.
    if hop.from_host.is_empty() { nearby } else { own(&hop.from_host) || (nearby && hop.from_ip.is_some()) }
}

fn same_site(host: &str, other: &str) -> bool {
    if host.is_empty() || other.is_empty() {
        return false;
    }
    match (RegistrableDomain::of(host), RegistrableDomain::of(other)) {
        (Some(first), Some(second)) => first == second,
        _ => host.eq_ignore_ascii_case(other),
    }
}
