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
    joined(parsed.iter().take(MOST).map(address))
}

/// Puts a name that was cut at an unquoted comma together again: `Bank, Inc. <a@b.example>`
/// is one sender, and mail programs show it as one.
fn joined(read: impl Iterator<Item = Address>) -> Vec<Address> {
    let mut all: Vec<Address> = Vec::new();
    for mut next in read {
        if let Some(cut) = all.pop_if(|last| last.spec.is_empty() && next.spec.contains('@')) {
            next.name = if next.name.is_empty() { cut.name } else { format!("{}, {}", cut.name, next.name) };
        }
        all.push(next);
    }
    all
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
