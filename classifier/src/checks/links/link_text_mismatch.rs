//! # Link text that names another host than its target
//!
//! ## What it looks for
//! A link whose visible text is an address of one organisation while it leads to another.
//!
//! ## Why it matters
//! It is how stolen passwords are asked for: the text is the bank, the target is not.
//!
//! ## When it is wrong
//! Newsletters count clicks by leading every link over their mailer. Where a list shows or
//! leads to its own domains nothing is said, nor of the link guards of companies.
//!
//! ## Example
//! `<a href="http://login.example.top/">https://www.bank.example/</a>`

use crate::checks::Check;
use crate::checks::reading::{Reading, WebLink};
use crate::checks::tables::link_guards::is_link_guard;
use crate::domain::RegistrableDomain;

pub(crate) const CHECK: Check = Check { id: "link-text-mismatch", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    reading.links.iter().find_map(|WebLink { link, domain: target }| {
        let shown = shown_host(&link.text)?;
        let shown_domain = RegistrableDomain::of(&shown)?;
        let same = target.as_ref() == Some(&shown_domain);
        // A mailer that rewrites the links of its customer writes the customer's own name.
        let own = |domain: &RegistrableDomain| reading.own_domains().contains(domain);
        let counted = reading.is_list && (own(&shown_domain) || target.as_ref().is_some_and(own));
        (!same && !counted && !is_link_guard(&link.host)).then(|| format!("{shown} → {}", link.host))
    })
}

/// The host that a link's text shows, where the text is an address and nothing else.
fn shown_host(text: &str) -> Option<String> {
    let text = text.trim();
    if text.contains(char::is_whitespace) || text.contains('@') || text.len() > 300 {
        return None;
    }
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    let host = rest.split(['/', '?', '#', ':']).next()?.trim_end_matches('.').to_lowercase();
    let is_host = scheme.starts_with("http") || host.starts_with("www.");
    (is_host && host.contains('.')).then_some(host)
}
