//! A message taken apart: everything the tokens, checks and voters look at.
//!
//! Parsing cannot fail: any bytes give a [`Message`], and what was wrong with them is in
//! [`Message::defects`]. Time and memory are linear in the size of the input.

pub(crate) mod address;
pub mod authentication;
pub(crate) mod charset;
mod content;
mod date;
pub(crate) mod encoded_word;
pub mod fold;
pub(crate) mod header;
mod html;
pub mod inside;
mod link;
pub(crate) mod mime;
mod received;
mod returned;
pub mod sending;
pub(crate) mod transfer;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::net::IpAddr;

use header::Block;

/// SHA-256 of a message's raw bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(pub [u8; 32]);

/// One header line, unfolded and decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The name as written.
    pub name: String,
    /// The value: unfolded, encoded words decoded, raw 8-bit text decoded by detection.
    pub value: String,
}

/// A name and an address, as in `From`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// The display name, decoded; may be empty.
    pub name: String,
    /// `local@domain` in lower case; may be empty or malformed.
    pub spec: String,
}

/// One `Received` line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hop {
    /// Its place in [`Message::headers`].
    pub header: usize,
    /// The name that the sending host gave (`HELO`), lower case.
    pub helo: String,
    /// The sending host's name as the receiver looked it up, lower case; empty when unknown.
    pub from_host: String,
    /// The sending host's address.
    pub from_ip: Option<IpAddr>,
    /// The receiving host, lower case.
    pub by: String,
    /// When, seconds since 1970.
    pub date: Option<i64>,
}

/// A leaf part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// `type/subtype` in lower case.
    pub content_type: String,
    /// The charset label as written, lower case; empty when none.
    pub charset: String,
    /// The file name, decoded; empty when none.
    pub file_name: String,
    /// Whether it presents itself as an attachment.
    pub attachment: bool,
    /// The transfer encoding, lower case; empty when none.
    pub encoding: String,
    /// Decoded size in bytes.
    pub size: usize,
    /// The first bytes of the decoded content, at most 64: enough to tell its true type.
    pub head: Vec<u8>,
    /// What its bytes say of it, where it is an attachment.
    pub inside: inside::Inside,
}

/// How a piece of text was hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hiding {
    /// `display:none`, `visibility:hidden`, `hidden`, zero size boxes.
    NotDisplayed,
    /// A font size too small to read.
    TinyFont,
    /// Text in (nearly) the colour of its background.
    SameColour,
    /// Moved out of the visible area, or zero opacity.
    OutOfSight,
}

/// Text that a reader does not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// The text.
    pub text: String,
    /// How it was hidden.
    pub hiding: Hiding,
}

/// A link in the HTML or the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// The visible text; for a bare link in text, the link itself.
    pub text: String,
    /// The target as written.
    pub target: String,
    /// The target's scheme in lower case; empty when it has none.
    pub scheme: String,
    /// The target's host in lower case A-label form; empty when it has none.
    pub host: String,
}

/// What the HTML of a message contains.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html {
    /// Whether there was any HTML.
    pub present: bool,
    /// Words of the visible text into which comments or empty tags were put, at most 20.
    pub split_words: Vec<String>,
    /// Images; those from elsewhere are counted in `remote_images` too.
    pub images: u32,
    /// Images loaded from a network.
    pub remote_images: u32,
    /// `<form>` elements.
    pub forms: u32,
    /// `<script>` elements and `on…` attributes.
    pub scripts: u32,
    /// Alternative texts of images, joined by line breaks.
    pub alt_text: String,
    /// Words of plain alternatives that the HTML beside them has too.
    pub shared_words: u32,
    /// Words of plain alternatives that the HTML beside them has not.
    pub plain_only_words: u32,
}

/// Something wrong with the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Defect {
    /// No header at all, or an empty file.
    NoHeader,
    /// A header that may stand once stands several times (`From`, `Subject`, `Date`, `Message-ID`).
    RepeatedHeader,
    /// 8-bit bytes in a header.
    RawHeader,
    /// A charset label that is unknown, missing where needed, or wrong.
    WrongCharset,
    /// A multipart that is not ended.
    OpenMultipart,
    /// NUL bytes.
    Nul,
    /// Parts nested or numbered beyond what is looked at.
    TooDeep,
    /// Only the beginning was looked at, because of the size.
    Truncated,
}

/// A message taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// SHA-256 of the raw bytes.
    pub digest: Digest,
    /// Length of the raw bytes.
    pub size: usize,
    /// All header lines, top first.
    pub headers: Vec<Header>,
    /// The first `From` line's addresses.
    pub from: Vec<Address>,
    /// `Sender`.
    pub sender: Option<Address>,
    /// `Reply-To`.
    pub reply_to: Vec<Address>,
    /// `Return-Path`; the spec is empty for `<>`.
    pub return_path: Option<Address>,
    /// `To`.
    pub to: Vec<Address>,
    /// `Cc`.
    pub cc: Vec<Address>,
    /// The first `Subject`, decoded.
    pub subject: String,
    /// `Date`, seconds since 1970.
    pub date: Option<i64>,
    /// `Message-ID` without its angle brackets.
    pub message_id: Option<String>,
    /// `Received` lines, top (newest) first.
    pub hops: Vec<Hop>,
    /// The leaf parts in order.
    pub parts: Vec<Part>,
    /// The text a reader sees, of all text parts (HTML rendered to text; where a
    /// multipart/alternative offers both, the HTML's text, then what only the plain text has).
    /// Lines end with LF. Not folded: this is for showing and for tokens alike.
    pub text: String,
    /// Subject and text as [`fold::folded`] gives them, wrapped lines joined, an empty line
    /// between: for judging.
    pub folded: String,
    /// The plain text parts alone, for showing; empty when there were none.
    pub plain: String,
    /// Text that a reader does not see.
    pub hidden: Vec<Hidden>,
    /// Links, in order, at most 500.
    pub links: Vec<Link>,
    /// What the HTML contains.
    pub html: Html,
    /// Messages attached to or returned in this one, one level deep, headers only parsed.
    pub returned: Vec<Returned>,
    /// What was wrong.
    pub defects: Vec<Defect>,
}

/// The header of a message that this one carries (forwarded, or returned by a bounce).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Returned {
    /// Its `Message-ID` without angle brackets; empty when none.
    pub message_id: String,
    /// Its `From` address.
    pub from: Address,
    /// Its decoded subject.
    pub subject: String,
}

impl Message {
    /// Takes raw bytes apart. Any input gives a message.
    pub fn parse(raw: &[u8]) -> Self {
        let tree = mime::walk(raw);
        let block = &tree.header;
        let content = content::read(&tree.leaves);
        let mut defects = defects_of(raw, block);
        defects.extend(tree.defects.iter().chain(&content.defects));
        defects.sort_unstable();
        defects.dedup();
        let addresses = |name| block.first(name).map(address::list).unwrap_or_default();
        let text_of = |name| block.first(name).map(header::RawLine::decoded);
        let returned = returned::collect(&tree.carried, &content);
        let subject = text_of("Subject").unwrap_or_default();
        Self {
            digest: Digest(Sha256::digest(raw).into()),
            size: raw.len(),
            headers: block.lines.iter().map(decoded_line).collect(),
            from: addresses("From"),
            sender: addresses("Sender").into_iter().next(),
            reply_to: addresses("Reply-To"),
            return_path: block.first("Return-Path").map(address::path),
            to: addresses("To"),
            cc: addresses("Cc"),
            folded: fold::joined(&fold::folded(&format!("{subject}\n\n{}", content.text))),
            subject,
            date: text_of("Date").and_then(|text| date::timestamp(&text)),
            message_id: text_of("Message-ID").map(|id| bare_id(&id)).filter(|id| !id.is_empty()),
            hops: hops(block),
            parts: content.parts,
            text: content.text,
            plain: content.plain,
            hidden: content.hidden,
            links: content.links,
            html: content.html,
            returned,
            defects,
        }
    }

    /// The values of all headers of that name (compared without case), top first.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.headers
            .iter()
            .filter(move |header| header.name.eq_ignore_ascii_case(name))
            .map(|header| header.value.as_str())
    }
}

fn decoded_line(line: &header::RawLine<'_>) -> Header {
    Header { name: String::from_utf8_lossy(line.name).into_owned(), value: line.decoded() }
}

fn hops(block: &Block<'_>) -> Vec<Hop> {
    let received = block.lines.iter().enumerate().filter(|(_, line)| line.is("Received"));
    received.map(|(place, line)| received::hop(line, place)).collect()
}

fn bare_id(id: &str) -> String {
    id.trim().trim_start_matches('<').trim_end_matches('>').to_owned()
}

fn defects_of(raw: &[u8], block: &Block<'_>) -> Vec<Defect> {
    let mut defects = Vec::new();
    if block.lines.is_empty() {
        defects.push(Defect::NoHeader);
    }
    let single = ["From", "Subject", "Date", "Message-ID"];
    if single.iter().any(|name| block.lines.iter().filter(|line| line.is(name)).count() > 1) {
        defects.push(Defect::RepeatedHeader);
    }
    if block.lines.iter().any(|line| !charset::is_plain_ascii(line.value)) {
        defects.push(Defect::RawHeader);
    }
    if memchr::memchr(0, raw).is_some() {
        defects.push(Defect::Nul);
    }
    if block.cut {
        defects.push(Defect::Truncated);
    }
    defects
}

#[cfg(test)]
mod tests;
