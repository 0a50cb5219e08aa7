//! The messages that a message carries: forwarded ones, and what a delivery report returns.

use super::content::Content;
use super::header::{self, Block, RawLine};
use super::{Returned, address, bare_id};

/// The line after which older mail servers append the returned message to their text.
const COPY_FOLLOWS: [&str; 3] = [
    "--- Below this line is a copy of the message.",
    "------ This is a copy of the message, including all the headers. ------",
    "   ----- Original message follows -----",
];

/// The most messages that are kept.
const MOST: usize = 32;

/// All carried messages, as far as their headers can be read.
pub(super) fn collect(blocks: &[Block<'_>], content: &Content) -> Vec<Returned> {
    let mut all: Vec<Returned> = blocks.iter().filter_map(from_block).collect();
    for bytes in &content.carried {
        all.extend(from_block(&header::scan(bytes, |_| false)));
    }
    if all.is_empty() {
        all.extend(in_text(&content.plain));
    }
    all.dedup();
    all.truncate(MOST);
    all
}

fn in_text(plain: &str) -> Option<Returned> {
    let after = COPY_FOLLOWS.iter().find_map(|line| {
        let at = memchr::memmem::find(plain.as_bytes(), line.as_bytes())?;
        plain.get(at + line.len()..)
    })?;
    from_block(&header::scan(after.trim_start().as_bytes(), |_| false))
}

fn from_block(block: &Block<'_>) -> Option<Returned> {
    if block.lines.is_empty() {
        return None;
    }
    let text = |name| block.first(name).map(RawLine::decoded).unwrap_or_default();
    Some(Returned {
        message_id: bare_id(&text("Message-ID")),
        from: block.first("From").map(address::path).unwrap_or_default(),
        subject: text("Subject"),
    })
}
