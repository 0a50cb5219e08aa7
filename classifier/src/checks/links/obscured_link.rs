//! # A link written so that nobody can read it
//!
//! ## What it looks for
//! Web links whose host is written with percent signs, as one large number or in hexadecimal,
//! or with backslashes and missing or extra slashes.
//!
//! ## Why it matters
//! Browsers understand what filters and people do not.
//!
//! ## When it is wrong
//! Hardly ever: no program writes links so by itself.
//!
//! ## Example
//! `http://0x7f000001/`, `https:\\\\evil.example`

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "obscured-link", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    reading.links.iter().find(|web| is_obscured(&web.link.target)).map(|web| web.link.target.clone())
}

fn is_obscured(target: &str) -> bool {
    let target = target.trim();
    let Some((scheme, rest)) = target.split_once(':') else { return false };
    if !(scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")) {
        return false;
    }
    let slashes = rest.len() - rest.trim_start_matches(['/', '\\']).len();
    let (opening, rest) = rest.split_at(slashes);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().and_then(|host| host.split(':').next()).unwrap_or_default();
    let escaped = escapes_letters(host);
    let number = !host.is_empty()
        && (host.bytes().all(|byte| byte.is_ascii_digit()) && host.len() >= 8
            || host.split('.').all(|part| part.starts_with("0x") && part.len() > 2));
    escaped || number || opening.contains('\\')
}

/// Whether a host escapes what needs no escape.
fn escapes_letters(host: &str) -> bool {
    host.match_indices('%').any(|(at, _)| {
        let code = host.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        code.is_some_and(|code| code.is_ascii_alphanumeric() || code == b'.')
    })
}
