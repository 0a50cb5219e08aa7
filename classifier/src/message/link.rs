//! Links: where they lead, read as a browser would read them.

use linkify::{LinkFinder, LinkKind};
use rustc_hash::FxHashSet;
use url::Url;

use super::Link;
use super::html::LINKS;

/// The longest target that is kept.
const TARGET: usize = 2_000;

/// The link to `target` as it stands in a document with the given base address.
pub(super) fn resolve(base: &str, target: &str) -> Link {
    let target = target.trim();
    let kept: String = target.chars().take(TARGET).collect();
    let absolute = match target.get(..2) {
        Some("//") => Url::parse(&format!("http:{kept}")),
        _ => Url::parse(&kept),
    };
    let url = absolute.or_else(|error| {
        let base = if base.is_empty() { return Err(error) } else { Url::parse(base) };
        base.and_then(|base| base.join(&kept))
    });
    let (scheme, host) = match &url {
        Ok(url) => (url.scheme().to_owned(), url.host_str().unwrap_or_default().to_ascii_lowercase()),
        Err(_) => (String::new(), String::new()),
    };
    Link { text: String::new(), target: kept, scheme, host: host.trim_end_matches('.').to_owned() }
}

/// Adds the addresses that stand in text and are no links yet.
pub(super) fn add_bare(text: &str, links: &mut Vec<Link>) {
    let stands = |mark: &[u8]| memchr::memmem::find(text.as_bytes(), mark).is_some();
    if !(stands(b"://") || stands(b"www.")) {
        return;
    }
    let mut known: FxHashSet<String> =
        links.iter().flat_map(|link| [link.target.clone(), link.text.clone()]).collect();
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    for found in finder.links(text) {
        if links.len() >= LINKS {
            return;
        }
        let shown = found.as_str();
        let has_scheme = shown.contains("://");
        if !(has_scheme || shown.starts_with("www.")) || !known.insert(shown.to_owned()) {
            continue;
        }
        let link = if has_scheme { resolve("", shown) } else { resolve("", &format!("http://{shown}")) };
        links.push(Link { text: shown.to_owned(), target: shown.to_owned(), ..link });
    }
}
