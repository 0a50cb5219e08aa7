//! # A known name, and links to somewhere else
//!
//! ## What it looks for
//! The name of a bank, shop, carrier or office in the subject or the first lines, together with
//! a warning or hurry, while neither the sender nor any link belongs to it.
//!
//! ## Why it matters
//! Mail of the owner leads to the owner's site at least once.
//!
//! ## When it is wrong
//! Partners write about a brand; they do not warn in its name. Proven senders whose links are
//! their own do not count.
//!
//! ## Example
//! `【三井住友カード】ご利用確認のお願い`, with a link to `example.top`

use crate::checks::Check;
use crate::checks::phrases::Topic;
use crate::checks::reading::{Reading, sender_domain};

pub(crate) const CHECK: Check = Check { id: "brand-with-foreign-links", look };

/// Bytes of the folded subject and text within which the name is given.
const HEAD: u32 = 300;
/// Newsletters speak of many; a false warning has one thing to be clicked.
const FEW: usize = 12;

fn look(reading: &Reading<'_>) -> Option<String> {
    if !reading.is_uninvited()
        || !(1..=FEW).contains(&reading.links.len())
        || !reading.is_shorter_than(20_000)
    {
        return None;
    }
    if !(reading.phrases.any(Topic::Warning) || reading.phrases.any(Topic::Hurry)) {
        return None;
    }
    // A proven sender that leads to its own site writes in its own name about somebody.
    if reading.is_proven() && reading.links_away().count() * 2 <= reading.links.len() {
        return None;
    }
    let from = sender_domain(reading.message);
    let named = reading.phrases.brands_within(HEAD).collect::<Vec<_>>();
    let owned = |brand: &crate::checks::tables::brands::Brand| {
        from.iter()
            .chain(reading.links.iter().filter_map(|web| web.domain.as_ref()))
            .any(|domain| brand.owns(domain))
    };
    if named.iter().any(|(brand, _)| owned(brand)) {
        return None;
    }
    let (_, name) = named.first()?;
    reading.links_away().next().map(|web| format!("{name} → {}", web.link.host))
}
