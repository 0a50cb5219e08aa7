//! A message as a filter of that time reads it: header lines as they stand, decoded texts.

use crate::message::header::Block;
use crate::message::mime::{self, Leaf};
use crate::message::{charset, transfer};

/// Bytes of text that are looked at, in all parts together.
const TEXT: usize = 2 * 1024 * 1024;

/// A part without parts of its own.
pub(super) struct Part {
    /// `type/subtype`, lower case.
    pub(super) kind: String,
    pub(super) charset: String,
    pub(super) file_name: String,
    pub(super) attachment: bool,
    /// The decoded text of a `text/…` part, HTML as it is written.
    pub(super) text: Option<String>,
}

/// What is read of a message.
pub(super) struct Mail<'a> {
    pub(super) header: Block<'a>,
    pub(super) parts: Vec<Part>,
}

pub(super) fn read(raw: &[u8]) -> Mail<'_> {
    let tree = mime::walk(raw);
    let mut budget = TEXT;
    let parts = tree.leaves.iter().map(|leaf| part(leaf, &mut budget)).collect();
    Mail { header: tree.header, parts }
}

fn part(leaf: &Leaf<'_>, budget: &mut usize) -> Part {
    let text = leaf.content.kind.starts_with("text/").then(|| {
        let body = leaf.body.get(..*budget).unwrap_or(leaf.body);
        *budget -= body.len();
        let bytes = match leaf.encoding.as_str() {
            "base64" => transfer::base64(body),
            "quoted-printable" => transfer::quoted_printable(body),
            _ => body.to_vec(),
        };
        charset::decode(&bytes, &leaf.content.charset).text
    });
    Part {
        kind: leaf.content.kind.clone(),
        charset: leaf.content.charset.clone(),
        file_name: leaf.content.name.clone(),
        attachment: leaf.attachment,
        text,
    }
}
