#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod charsets;
mod headers;
mod hostile;
mod html;
mod parts;

use super::Message;

/// A message of a header and a body; lines end as written.
fn message(header: &str, body: &[u8]) -> Message {
    let mut raw = header.trim_start().as_bytes().to_vec();
    raw.extend_from_slice(b"\n\n");
    raw.extend_from_slice(body);
    Message::parse(&raw)
}
