//! The texts of a message, put together to what its reader sees.

use rustc_hash::FxHashSet;

use super::html::{self, Extract};
use super::mime::Leaf;
use super::{Defect, Hidden, Html, Link, Part, charset, inside, link, transfer};

/// Bytes of text that are looked at, in all parts together: before their charset is decoded,
/// and again after it, since a byte can become three.
const TEXT: usize = 2 * 1024 * 1024;
/// Bytes of an attached text that are looked at.
const ATTACHED_TEXT: usize = 64 * 1024;
/// Lines of a plain text that are searched for in the HTML's text, and how much of that
/// text is searched: together they bound the work.
const SEARCHES: usize = 500;
const WINDOW: usize = 64 * 1024;
/// Bytes of a part's decoded beginning that are kept.
const HEAD: usize = 64;

/// What all parts gave together.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) parts: Vec<Part>,
    pub(super) text: String,
    pub(super) plain: String,
    pub(super) hidden: Vec<Hidden>,
    pub(super) links: Vec<Link>,
    pub(super) html: Html,
    pub(super) defects: Vec<Defect>,
    /// The decoded texts of `text/rfc822-headers` and encoded `message/rfc822` parts.
    pub(super) carried: Vec<Vec<u8>>,
    /// Bytes that may still be decoded, and bytes of text that may still come of them.
    budget: usize,
    room: usize,
}

/// Reads the leaves in order.
pub(super) fn read(leaves: &[Leaf<'_>]) -> Content {
    let mut content = Content { budget: TEXT, room: TEXT, ..Content::default() };
    let with_html: FxHashSet<usize> = leaves
        .iter()
        .filter(|leaf| is_html(&leaf.content.kind))
        .filter_map(|leaf| leaf.alternative)
        .collect();
    let mut waiting = Vec::new();
    let mut looks = inside::BUDGET;
    for leaf in leaves {
        content.parts.push(part(leaf, &mut looks));
        let kind = leaf.content.kind.as_str();
        if is_html(kind) {
            content.add_html(leaf);
        } else if kind == "text/rfc822-headers"
            || (kind.starts_with("message/rfc822") && !leaf.encoding.is_empty())
        {
            content.carry(leaf);
        } else if kind.starts_with("text/")
            && !matches!(kind, "text/calendar" | "text/x-vcard" | "text/vcard")
        {
            let text = content.decoded(leaf);
            push_text(&mut content.plain, &text);
            if leaf.alternative.is_some_and(|number| with_html.contains(&number)) {
                waiting.push(text);
            } else {
                link::add_bare(&text, &mut content.links);
                push_text(&mut content.text, &text);
            }
        }
    }
    content.add_waiting(&waiting);
    content
}

impl Content {
    fn add_html(&mut self, leaf: &Leaf<'_>) {
        let text = self.decoded(leaf);
        let Extract { text, hidden, mut links, html } = html::extract(&text);
        link::add_bare(&text, &mut links);
        push_text(&mut self.text, &text);
        self.hidden.extend(hidden);
        self.links.extend(links);
        self.links.truncate(html::LINKS);
        self.html.add(html);
    }

    /// Adds what only the plain text of an alternative has.
    fn add_waiting(&mut self, waiting: &[String]) {
        if waiting.is_empty() {
            return;
        }
        let shown: FxHashSet<&str> = self.text.split_whitespace().collect();
        let mut new = String::new();
        let mut searches = SEARCHES;
        for line in waiting.iter().flat_map(|text| text.lines()) {
            let words = line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
            let (known, unknown): (Vec<_>, Vec<_>) = words.partition(|word| shown.contains(word));
            self.html.shared_words += known.len() as u32;
            self.html.plain_only_words += unknown.len() as u32;
            // Lines are folded differently in both, and links are written out in one.
            let only_here = unknown.iter().filter(|word| !word.contains("://")).count();
            if only_here > known.len() && searches > 0 {
                searches -= 1;
                // Japanese has no spaces: the line may stand there folded otherwise.
                if !self
                    .text
                    .get(..self.text.floor_char_boundary(WINDOW))
                    .unwrap_or_default()
                    .contains(line.trim())
                {
                    push_text(&mut new, line);
                }
            }
        }
        for text in waiting {
            link::add_bare(text, &mut self.links);
        }
        push_text(&mut self.text, &new);
    }

    fn carry(&mut self, leaf: &Leaf<'_>) {
        let bytes = self.unpacked(leaf);
        self.carried.push(bytes);
    }

    fn decoded(&mut self, leaf: &Leaf<'_>) -> String {
        let bytes = self.unpacked(leaf);
        let label = match leaf.content.charset.as_str() {
            "" if is_html(&leaf.content.kind) => charset::html_label(&bytes).unwrap_or_default(),
            label => label.to_owned(),
        };
        let decoded = charset::decode(&bytes, &label);
        if decoded.mislabelled {
            self.defects.push(Defect::WrongCharset);
        }
        let mut text = decoded.text;
        if memchr::memchr2(b'\r', b'\0', text.as_bytes()).is_some() {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
            text.retain(|c| c != '\0');
        }
        if text.len() > self.room {
            text.truncate(text.floor_char_boundary(self.room));
            self.defects.push(Defect::Truncated);
        }
        self.room -= text.len();
        text
    }

    /// The decoded bytes, as many as the budget allows.
    fn unpacked(&mut self, leaf: &Leaf<'_>) -> Vec<u8> {
        let most = if leaf.attachment { self.budget.min(ATTACHED_TEXT) } else { self.budget };
        let mut bytes = decode_transfer(leaf, most);
        if bytes.len() >= most {
            bytes.truncate(most);
            self.defects.push(Defect::Truncated);
        }
        self.budget -= bytes.len();
        bytes
    }
}

impl Html {
    fn add(&mut self, other: Html) {
        self.present |= other.present;
        self.split_words.extend(other.split_words);
        self.split_words.truncate(20);
        self.images += other.images;
        self.remote_images += other.remote_images;
        self.forms += other.forms;
        self.scripts += other.scripts;
        push_text(&mut self.alt_text, &other.alt_text);
    }
}

fn part(leaf: &Leaf<'_>, looks: &mut usize) -> Part {
    let mut head = decode_transfer(leaf, HEAD);
    head.truncate(HEAD);
    let size = match leaf.encoding.as_str() {
        "base64" => transfer::base64_size(leaf.body),
        // Exact only after decoding; near enough for what the size is used for.
        "quoted-printable" => {
            leaf.body.len() - 2 * memchr::memchr_iter(b'=', leaf.body).count().min(leaf.body.len() / 3)
        }
        _ => leaf.body.len(),
    };
    Part {
        content_type: leaf.content.kind.clone(),
        charset: leaf.content.charset.clone(),
        file_name: leaf.content.name.clone(),
        attachment: leaf.attachment,
        encoding: leaf.encoding.clone(),
        size,
        inside: inside::look(leaf, &head, looks),
        head,
    }
}

/// Decodes enough of a body to give `most` bytes, where it has as many.
pub(super) fn decode_transfer(leaf: &Leaf<'_>, most: usize) -> Vec<u8> {
    let beginning = |bytes: usize| leaf.body.get(..bytes.min(leaf.body.len())).unwrap_or_default();
    match leaf.encoding.as_str() {
        "base64" => transfer::base64(beginning(most.saturating_mul(2).saturating_add(16))),
        "quoted-printable" => {
            transfer::quoted_printable(beginning(most.saturating_mul(3).saturating_add(16)))
        }
        _ => beginning(most).to_vec(),
    }
}

fn is_html(kind: &str) -> bool {
    matches!(kind, "text/html" | "application/xhtml+xml" | "text/xhtml")
}

fn push_text(all: &mut String, text: &str) {
    if text.is_empty() {
        return;
    }
    if !all.is_empty() && !all.ends_with('\n') {
        all.push('\n');
    }
    all.push_str(text);
}
