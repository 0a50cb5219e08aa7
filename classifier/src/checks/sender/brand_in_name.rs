//! # A known name with a stranger's address
//!
//! ## What it looks for
//! A display name that holds the name of a well-known company or office, while the address
//! belongs to a domain that is not theirs.
//!
//! ## Why it matters
//! It is the commonest mask of phishing: the name is free to choose.
//!
//! ## When it is wrong
//! Companies start to write from a new domain; people are called after brands; mailing lists
//! about a product carry its name and do not count, nor do those whose own proven name holds it.
//!
//! ## Example
//! `三井住友カード <info@example.top>`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_list_mail, sender, sender_domain};
use crate::checks::tables::brands::{BRANDS, Brand, may_name_a_brand};
use crate::message::fold::folded;

pub(crate) const CHECK: Check = Check { id: "brand-in-name", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    let from = sender(message)?;
    if from.name.is_empty() || facts.sender.written_to > 0 {
        return None;
    }
    let name = folded(&from.name);
    if !may_name_a_brand(&name) {
        return None;
    }
    let domain = sender_domain(message)?;
    let brand = BRANDS.iter().find(|brand| is_named(brand, &name))?;
    let owned = BRANDS.iter().any(|other| other.owns(&domain) && is_named(other, &name));
    if reading.bears_own_name() {
        return None;
    }
    let about = is_list_mail(message) && message.header("List-Post").next().is_some();
    (!brand.owns(&domain) && !owned && !about).then(|| format!("{} <{}>", from.name, from.spec))
}

/// Whether a folded name is a brand's or holds one.
fn is_named(brand: &Brand, name: &str) -> bool {
    brand.is_called(name) || brand.names.iter().any(|known| holds(name, known))
}

/// Whether a folded name holds a brand: as a whole word where it is written in Latin letters.
fn holds(name: &str, brand: &str) -> bool {
    if !brand.is_ascii() {
        return name.contains(brand);
    }
    name.match_indices(brand).any(|(at, _)| {
        let before = name.get(..at).and_then(|text| text.chars().next_back());
        let after = name.get(at + brand.len()..).and_then(|text| text.chars().next());
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '@');
        free(before) && free(after)
    })
}
