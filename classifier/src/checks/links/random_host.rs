//! # A host that nobody named
//!
//! ## What it looks for
//! Hosts of links with a part that looks rolled: six consonants in a row among many letters, or
//! letters and digits that change places five times, in mail of a stranger.
//!
//! ## Why it matters
//! Programs make a new name for every mailing.
//!
//! ## When it is wrong
//! Storage of large providers has such names below a known one; what belongs to the sender does
//! not count.
//!
//! ## Example
//! `http://qzxvkrtw81.example.top/`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::domain::RegistrableDomain;

pub(crate) const CHECK: Check = Check { id: "random-host", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_unasked() || reading.is_proven() {
        return None;
    }
    reading
        .links_away()
        .filter_map(|web| web.domain.as_ref())
        .find(|domain| is_rolled(domain))
        .map(|domain| domain.as_str().to_owned())
}

fn is_rolled(domain: &RegistrableDomain) -> bool {
    let label = domain.as_str().split('.').next().unwrap_or_default();
    if label.starts_with("xn--") || label.len() < 8 {
        return false;
    }
    let kinds = |pair: &[u8]| matches!(pair, [a, b] if a.is_ascii_digit() != b.is_ascii_digit());
    let changes = label.as_bytes().windows(2).filter(|pair| kinds(pair)).count();
    let consonants = label
        .split(|c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '-') || c.is_ascii_digit())
        .map(str::len)
        .max();
    changes >= 4 || consonants >= Some(6)
}
