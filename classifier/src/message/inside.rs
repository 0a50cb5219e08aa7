//! What an attachment holds, told by its bytes: its true kind, the names in an archive,
//! macros, and words by which a page or document acts by itself.
//!
//! Nothing is unpacked, run or followed. Only the beginning and the end of a part are
//! decoded, so that a large attachment costs no more than a small one. Archives other than
//! zip, gzip and tar are known by their kind; what is inside of them is not listed.

mod calendar;
mod kind;
mod zip;

pub use kind::Kind;

use super::mime::Leaf;
use super::{charset, transfer};

/// Bytes of a part's decoded beginning and end that are looked at.
const WINDOW: usize = 64 * 1024;
/// Bytes of all parts together.
pub(super) const BUDGET: usize = 4 * 1024 * 1024;
/// The most names of an archive that are kept.
const NAMES: usize = 200;

/// What the bytes of an attachment say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inside {
    /// What it truly is.
    pub kind: Kind,
    /// The names of the files in an archive, at most 200.
    pub names: Vec<String>,
    /// Whether it opens with a password only.
    pub locked: bool,
    /// Whether a document brings macros.
    pub macros: bool,
    /// Words in a page, picture, document or invitation by which it acts by itself, such as
    /// `location.replace`.
    pub acts: Vec<&'static str>,
    /// The hosts that an invitation leads to, lower case.
    pub hosts: Vec<String>,
    /// The domain of who invites, lower case.
    pub organizer: String,
}

/// Looks into a part, of which `head` is the beginning; takes what it decodes off the budget.
pub(super) fn look(leaf: &Leaf<'_>, head: &[u8], budget: &mut usize) -> Inside {
    let named = leaf.content.name.to_ascii_lowercase();
    let calendar = matches!(leaf.content.kind.as_str(), "text/calendar" | "application/ics");
    if !(leaf.attachment || !named.is_empty() || calendar) || *budget < 2 * WINDOW {
        return Inside::default();
    }
    let kind = if calendar { Kind::Calendar } else { Kind::of(head, &leaf.content.kind, &named) };
    if !kind.is_looked_into() {
        return Inside { kind, ..Inside::default() };
    }
    let start = beginning(leaf);
    *budget -= start.len().min(*budget);
    let mut inside = Inside { kind, ..Inside::default() };
    match kind {
        Kind::Zip => {
            let end = ending(leaf);
            *budget -= end.len().min(*budget);
            inside.archive(&zip::entries(&start, &end));
        }
        Kind::Ole => inside.compound(&start, &ending(leaf)),
        Kind::Gzip => inside.names.extend(zip::gzip_name(&start).map(charset::decode_unlabelled)),
        Kind::Calendar => calendar::read(&start, &mut inside),
        Kind::Page | Kind::Drawing => inside.acts = words(&start.to_ascii_lowercase(), PAGE),
        Kind::Pdf => inside.pdf(&start, &ending(leaf)),
        Kind::Rtf => inside.acts = words(&start.to_ascii_lowercase(), RTF),
        _ => match kind::later(&start) {
            Some(Kind::Tar) => inside.tar(&start),
            Some(known) => inside.kind = known,
            None => {}
        },
    }
    inside
}

/// What makes an attached page or drawing act, or ask.
const PAGE: &[&str] = &[
    "<form",
    "type=\"password\"",
    "type='password'",
    "type=password",
    "http-equiv=\"refresh\"",
    "http-equiv='refresh'",
    "http-equiv=refresh",
    "location.href",
    "location.replace",
    "location.assign",
    "window.location",
    "document.location",
    "document.write",
    "atob(",
    "unescape(",
    "fromcharcode",
    "eval(",
    "<script",
    "onload=",
    "onerror=",
    "javascript:",
    "<foreignobject",
];
const PDF: &[&str] = &["/Launch", "/JavaScript", "/SubmitForm", "/ImportData", "/GoToE"];
const RTF: &[&str] = &["\\objupdate", "\\objautlink", "\\objdata", "\\objemb", "equation.3"];

impl Inside {
    /// Whether it acts by one of these words.
    pub fn acts_by(&self, words: &[&str]) -> Option<&'static str> {
        self.acts.iter().copied().find(|act| words.contains(act))
    }

    fn archive(&mut self, entries: &[zip::Entry<'_>]) {
        for entry in entries.iter().take(NAMES) {
            self.locked |= entry.locked;
            let name = match std::str::from_utf8(entry.name) {
                Ok(name) => name.to_owned(),
                Err(_) => charset::decode_unlabelled(entry.name),
            };
            let lower = name.to_ascii_lowercase();
            self.macros |= lower.ends_with("vbaproject.bin") || lower.contains("xl/macrosheets/");
            if lower == "[content_types].xml" || lower == "mimetype" {
                self.kind = Kind::Office;
            }
            self.names.push(name);
        }
    }

    /// A compound file: the Office documents of before 2007, and locked ones of any age.
    fn compound(&mut self, start: &[u8], end: &[u8]) {
        let holds = |name: &str| {
            let wide: Vec<u8> = name.bytes().flat_map(|byte| [byte, 0]).collect();
            let finder = memchr::memmem::Finder::new(&wide);
            finder.find(start).or_else(|| finder.find(end)).is_some()
        };
        self.macros = holds("_VBA_PROJECT") || holds("Macros");
        self.locked = holds("EncryptedPackage");
    }

    fn pdf(&mut self, start: &[u8], end: &[u8]) {
        self.acts = words(start, PDF);
        for act in words(end, PDF) {
            if !self.acts.contains(&act) {
                self.acts.push(act);
            }
        }
        self.locked = memchr::memmem::find(end, b"/Encrypt").is_some();
    }

    fn tar(&mut self, start: &[u8]) {
        self.kind = Kind::Tar;
        let name = start.get(..100).unwrap_or_default().split(|&byte| byte == 0).next().unwrap_or_default();
        self.names.push(charset::decode_unlabelled(name));
    }
}

/// Those of `known` that stand in the bytes.
fn words(bytes: &[u8], known: &[&'static str]) -> Vec<&'static str> {
    known.iter().copied().filter(|word| memchr::memmem::find(bytes, word.as_bytes()).is_some()).collect()
}

fn beginning(leaf: &Leaf<'_>) -> Vec<u8> {
    let mut bytes = super::content::decode_transfer(leaf, WINDOW);
    bytes.truncate(WINDOW);
    bytes
}

/// The end of a part. Base64 counts from its end, too: it comes in groups of four.
fn ending(leaf: &Leaf<'_>) -> Vec<u8> {
    if leaf.encoding != "base64" {
        let whole = if leaf.encoding == "quoted-printable" && leaf.body.len() <= 4 * WINDOW {
            transfer::quoted_printable(leaf.body)
        } else {
            leaf.body.get(leaf.body.len().saturating_sub(WINDOW)..).unwrap_or_default().to_vec()
        };
        return whole.get(whole.len().saturating_sub(WINDOW)..).unwrap_or_default().to_vec();
    }
    let digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    // Bounded even where the end is nothing but line breaks.
    let tail = leaf.body.get(leaf.body.len().saturating_sub(2 * WINDOW)..).unwrap_or_default();
    let mut digits: Vec<u8> = tail.iter().copied().filter(digit).collect();
    let odd = if tail.len() < leaf.body.len() { digits.len() % 4 } else { 0 };
    digits.drain(..odd);
    transfer::base64(&digits)
}
