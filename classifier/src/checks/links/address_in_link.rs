//! # Your address inside a link
//!
//! ## What it looks for
//! A link to another organisation than the sender's that carries the recipient's address,
//! openly or in base64, in mail that is no list.
//!
//! ## Why it matters
//! The page behind it already fills in the name, so that only the password is missing; and the
//! click says who clicked.
//!
//! ## When it is wrong
//! Services that confirm an address link so to their own site, which does not count.
//!
//! ## Example
//! `https://login.example.net/?e=me@example.jp`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_reply};

pub(crate) const CHECK: Check = Check { id: "address-in-link", look };

/// Links of a message that has one thing to be clicked.
const FEW: usize = 6;

fn look(reading: &Reading<'_>) -> Option<String> {
    if reading.is_list
        || is_reply(reading.message)
        || reading.facts.sender.written_to > 0
        || reading.links.is_empty()
    {
        return None;
    }
    // Newsletters count their clicks so, on many links; and anybody can prove a domain of their own.
    if reading.links.len() > FEW || reading.is_vouched() {
        return None;
    }
    let to = match (reading.facts.own_addresses.as_slice(), reading.message.to.as_slice()) {
        ([], [to]) => std::slice::from_ref(&to.spec),
        (own, _) => own,
    };
    let forms: Vec<String> =
        to.iter().filter(|spec| spec.len() > 5 && spec.contains('@')).flat_map(|spec| forms(spec)).collect();
    let carries = |target: &str| {
        let lower = target.to_ascii_lowercase();
        forms.iter().any(|form| target.contains(form.as_str()) || lower.contains(form.as_str()))
    };
    reading.links_away().find(|web| carries(&web.link.target)).map(|web| web.link.target.clone())
}

/// An address as links carry it. Of base64 the last group is left out: it depends on what follows.
fn forms(spec: &str) -> [String; 3] {
    let coded = base64(spec.as_bytes());
    [spec.to_owned(), spec.replace('@', "%40"), coded]
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks_exact(3) {
        let number = group.iter().fold(0_u32, |number, &byte| number << 8 | u32::from(byte));
        for shift in [18, 12, 6, 0] {
            out.push(char::from(DIGITS.get((number >> shift & 63) as usize).copied().unwrap_or_default()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn an_address_is_known_openly_escaped_and_in_base64() {
        assert_eq!(
            forms("me@example.jp"),
            ["me@example.jp", "me%40example.jp", "bWVAZXhhbXBsZS5q"].map(str::to_owned)
        );
    }
}
