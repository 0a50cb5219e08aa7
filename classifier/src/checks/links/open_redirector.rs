//! # A known site as a springboard
//!
//! ## What it looks for
//! Links that begin at a well-known site and are led on by it to an address given in the link.
//!
//! ## Why it matters
//! The reader sees the known name; the site passes anybody on.
//!
//! ## When it is wrong
//! Search results and documents that were copied with their links; lists and answers do not
//! count.
//!
//! ## Example
//! `https://www.google.com/url?q=https://evil.example/`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::domain::RegistrableDomain;

pub(crate) const CHECK: Check = Check { id: "open-redirector", look };

/// Registrable domains and the beginning of the path that leads on; an empty one: any.
const SPRINGBOARDS: &[(&str, &str)] = &[
    ("google.com", "/url"),
    ("google.com", "/amp/"),
    ("google.com", "/travel/clk"),
    ("google.co.jp", "/url"),
    ("googleadservices.com", ""),
    ("doubleclick.net", ""),
    ("bing.com", "/ck/"),
    ("baidu.com", "/link"),
    ("youtube.com", "/redirect"),
    ("facebook.com", "/l.php"),
    ("linkedin.com", "/redir"),
    ("linkedin.com", "/slink"),
    ("yahoo.com", "/*"),
    ("yahoo.co.jp", "/*"),
    ("yandex.ru", "/clck"),
    ("t-mobile.com", "/track"),
    ("adobe.com", "/r/"),
    ("medium.com", "/r/"),
    ("vk.com", "/away"),
    ("slack-redir.net", ""),
    ("redirectingat.com", ""),
    ("awstrack.me", ""),
];
/// Names of parameters that hold an address to go to.
const PARAMETERS: &[&str] = &[
    "url=http",
    "u=http",
    "q=http",
    "adurl=http",
    "redirect=http",
    "redirect_uri=http",
    "next=http",
    "goto=http",
    "dest=http",
    "target=http",
    "to=http",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    if reading.is_expected() {
        return None;
    }
    reading
        .links
        .iter()
        .find(|web| web.domain.as_ref().is_some_and(|domain| leads_on(domain, &web.link.target)))
        .map(|web| web.link.target.clone())
}

fn leads_on(domain: &RegistrableDomain, target: &str) -> bool {
    let rest = target.split_once("://").map_or(target, |(_, rest)| rest);
    let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default();
    let known = SPRINGBOARDS
        .iter()
        .any(|(name, begins)| domain.as_str() == *name && (begins.is_empty() || path.starts_with(begins)));
    if !known {
        return false;
    }
    let lower = path.to_ascii_lowercase().replace("%3a", ":");
    let parameter = PARAMETERS.iter().find_map(|name| lower.find(name).map(|at| at + name.len()));
    let onward = parameter
        .and_then(|at| lower.get(at..))
        .map(|rest| rest.trim_start_matches('s').trim_start_matches("://"));
    match onward {
        Some(rest) => {
            let rest = rest.replace("%2f", "/");
            let host = rest
                .trim_start_matches([':', '/'])
                .split(['/', '?', '&', '%', '#'])
                .next()
                .unwrap_or_default()
                .to_owned();
            RegistrableDomain::of(&host).is_none_or(|other| other != *domain)
        }
        None => lower.contains("/amp/s/") || lower.contains("/*http"),
    }
}
