//! Addresses of `From`, `To` and the like.

use mail_parser::parsers::MessageStream;
use mail_parser::{Addr, HeaderValue};

use super::Address;
use super::encoded_word;
use super::header::RawLine;

/// The most addresses of one field that are kept.
const MOST: usize = 1_000;

/// Reads an address field.
pub(crate) fn list(line: &RawLine<'_>) -> Vec<Address> {
    let mut settled = encoded_word::settled(&line.unfolded());
    settled.push('\n');
    let HeaderValue::Address(parsed) = MessageStream::new(settled.as_bytes()).parse_address() else {
        return Vec::new();
    };
    parsed.iter().take(MOST).map(address).collect()
}

/// Reads a field that holds one address or `<>`.
pub(crate) fn path(line: &RawLine<'_>) -> Address {
    list(line).into_iter().next().unwrap_or_default()
}

fn address(parsed: &Addr<'_>) -> Address {
    let name = encoded_word::decode(parsed.name.as_deref().unwrap_or_default().as_bytes());
    let spec = parsed.address.as_deref().unwrap_or_default().trim().to_lowercase();
    Address { name: name.trim().to_owned(), spec }
}
