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
//! Dealers, fan pages and partners put the name into theirs.
//!
//! ## Example
//! `www.amazon.co.jp.account.example.top`, `paypa1.example`

use crate::checks::Check;
use crate::checks::reading::web_links;
use crate::checks::tables::brands::BRANDS;
use crate::domain::RegistrableDomain;
use crate::{Facts, Message};
use unicode_security::skeleton;

pub(crate) const CHECK: Check = Check { id: "lookalike-host", look };

fn look(message: &Message, _: &Facts) -> Option<String> {
    let senders = message.from.iter().filter_map(|from| from.spec.rsplit_once('@')).map(|(_, host)| host);
    senders
        .chain(web_links(message).map(|link| link.host.as_str()))
        .find(|host| is_lookalike(host))
        .map(str::to_owned)
}

fn is_lookalike(host: &str) -> bool {
    let Some(domain) = RegistrableDomain::of(host) else { return false };
    if BRANDS.iter().any(|brand| brand.owns(&domain)) {
        return false;
    }
    let (shown, _) = idna::domain_to_unicode(host);
    let parts: Vec<String> = shown.split(['.', '-', '_']).map(imitated).collect();
    let labels: Vec<String> = shown.split('.').map(imitated).collect();
    BRANDS.iter().flat_map(|brand| brand.labels).any(|label| {
        let long_enough = label.len() >= 5;
        labels.iter().any(|part| part == label) || (long_enough && parts.iter().any(|part| part == label))
    })
}

/// A part of a name as the eye reads it: letters of other alphabets, and the digits that
/// pass for letters, replaced by what they look like.
fn imitated(part: &str) -> String {
    let part: String = if part.is_ascii() { part.to_owned() } else { skeleton(part).collect() };
    part.to_lowercase().replace('0', "o").replace('1', "l").replace("rn", "m").replace("vv", "w")
}
