//! # Another address in the display name
//!
//! ## What it looks for
//! A display name that is an address of another organisation than the real address.
//!
//! ## Why it matters
//! Many mail programs show the name alone.
//!
//! ## When it is wrong
//! Mailing lists write "so-and-so via list"; what comes over a list does not count.
//!
//! ## Example
//! `"service@bank.example" <x81@elsewhere.example>`

use crate::checks::Check;
use crate::checks::reading::{Reading, domain_of, is_passed_on, sender};

pub(crate) const CHECK: Check = Check { id: "address-in-name", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let from = sender(message)?;
    if is_passed_on(message) {
        return None;
    }
    let own = domain_of(&from.spec)?;
    let shown =
        from.name.split([' ', '<', '>', '(', ')', '"', '\'', ',', '　']).find(|word| word.contains('@'))?;
    let domain = domain_of(&shown.to_lowercase())?;
    (domain != own && domain.as_str().contains('.')).then(|| format!("{} <{}>", from.name, from.spec))
}
