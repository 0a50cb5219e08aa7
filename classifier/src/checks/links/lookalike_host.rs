//! # Host made to look like a known one
//!
//! ## What it looks for
//! Hosts of links, or of the sender, that carry a well-known name as one of their parts, or
//! imitate it with other letters, and do not belong to its owner.
//!
//! ## Why it matters
//! Only the last parts of a host name count; the known name in front is decoration.
//!
//! ## When it is wrong
//! Dealers, fan pages and partners put the name into theirs. Whose proven name holds it as a
//! word among others does not count.
//!
//! ## Example
//! `www.amazon.co.jp.account.example.top`, `paypa1.example`

use unicode_security::skeleton;

use crate::checks::Check;
use crate::checks::reading::{Reading, sender_domain};
use crate::checks::tables::brands::{BRANDS, LABELS};
use crate::domain::RegistrableDomain;

pub(crate) const CHECK: Check = Check { id: "lookalike-host", look };

/// Brands' labels are looked for as a whole part between dots; those of so many letters between
/// hyphens too.
const LONG_ENOUGH: usize = 5;

fn look(reading: &Reading<'_>) -> Option<String> {
    let senders =
        reading.message.from.iter().filter_map(|from| from.spec.rsplit_once('@')).map(|(_, host)| host);
    let own = sender_domain(reading.message).filter(|_| reading.bears_own_name());
    let mut last = "";
    senders
        .chain(reading.links.iter().map(|web| web.link.host.as_str()))
        // Most links of a mail lead to the host of the link before.
        .filter(|host| std::mem::replace(&mut last, host) != *host)
        .find(|host| is_lookalike(host) && (own.is_none() || RegistrableDomain::of(host) != own))
        .map(str::to_owned)
}

/// Houses that give parts of their name to what people talk about there.
const TALK: &[&str] = &["stackexchange.com", "fandom.com", "wikia.com", "reddit.com", "livejournal.com"];

fn is_lookalike(host: &str) -> bool {
    let plain = host.is_ascii() && !host.contains("xn--");
    let shown = if plain { host.to_owned() } else { idna::domain_to_unicode(host).0 };
    let imitated = imitated(&shown);
    let known = imitated.split('.').any(|label| {
        LABELS.contains(label)
            || label.split(['-', '_']).any(|part| part.len() >= LONG_ENOUGH && LABELS.contains(part))
    });
    let is_honest = |domain: &RegistrableDomain| {
        TALK.contains(&domain.as_str()) || BRANDS.iter().any(|brand| brand.owns(domain))
    };
    known && RegistrableDomain::of(host).is_some_and(|domain| !is_honest(&domain))
}

/// A name as the eye reads it: letters of other alphabets, and the digits that
/// pass for letters, replaced by what they look like.
fn imitated(name: &str) -> String {
    let part: String = if name.is_ascii() { name.to_owned() } else { skeleton(name).collect() };
    part.to_lowercase().replace('0', "o").replace('1', "l").replace("rn", "m").replace("vv", "w")
}
