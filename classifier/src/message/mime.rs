//! The parts of a message, found without recursion and without copying.
//!
//! Own code, because a message nested a hundred thousand deep must not end the program
//! and a 50 MB attachment must not be decoded to judge the text beside it; mail-parser
//! decodes all and drops its tree recursively. It still reads the structured fields.

use mail_parser::HeaderValue;
use mail_parser::parsers::MessageStream;

use super::Defect;
use super::encoded_word;
use super::header::{self, Block, RawLine};

/// How deep parts may nest, how many leaves are looked at, and how many parts of any kind: a
/// multipart that ends at once leaves no leaf behind.
const DEPTH: usize = 32;
const PARTS: usize = 2_000;
const BEGUN: usize = 10_000;
/// How far after its header a multipart may have its first boundary, and how far boundaries
/// are searched in all: keeps the search for boundaries that are nowhere, or far away, from
/// going through a large message once a part.
const PREAMBLE: usize = 4 * 1024 * 1024;
const SEARCHED: usize = 16 * PREAMBLE;

/// `Content-Type` or `Content-Disposition`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Described {
    /// `type/subtype` or the disposition, lower case.
    pub(crate) kind: String,
    pub(crate) charset: String,
    pub(crate) boundary: Vec<u8>,
    pub(crate) name: String,
}

/// A part without parts of its own.
#[derive(Debug)]
pub(crate) struct Leaf<'a> {
    pub(crate) content: Described,
    pub(crate) attachment: bool,
    /// The transfer encoding, lower case.
    pub(crate) encoding: String,
    pub(crate) body: &'a [u8],
    /// The number of the `multipart/alternative` it stands in.
    pub(crate) alternative: Option<usize>,
}

/// A message taken apart into leaves.
#[derive(Debug, Default)]
pub(crate) struct Tree<'a> {
    /// The message's own header.
    pub(crate) header: Block<'a>,
    pub(crate) leaves: Vec<Leaf<'a>>,
    /// The headers of the messages it carries.
    pub(crate) carried: Vec<Block<'a>>,
    pub(crate) defects: Vec<Defect>,
}

/// An open multipart.
struct Level {
    boundary: Vec<u8>,
    kind: String,
    alternative: Option<usize>,
}

struct Walk<'a> {
    raw: &'a [u8],
    levels: Vec<Level>,
    alternatives: usize,
    /// How many messages within were begun.
    carrying: usize,
    /// How many parts were begun.
    begun: usize,
    /// How many bytes may still be searched for first boundaries.
    searches: usize,
    tree: Tree<'a>,
}

/// Takes a message apart.
pub(crate) fn walk(raw: &[u8]) -> Tree<'_> {
    let mut walk = Walk {
        raw,
        levels: Vec::new(),
        alternatives: 0,
        carrying: 0,
        begun: 0,
        searches: SEARCHED,
        tree: Tree::default(),
    };
    let header = header::scan(raw, |_| false);
    let mut next = walk.entity(&header, header.body);
    walk.tree.header = header;
    while let Some(start) = next {
        if walk.tree.leaves.len() >= PARTS || walk.begun >= BEGUN {
            walk.defect(Defect::TooDeep);
            break;
        }
        walk.begun += 1;
        next = walk.part(start);
    }
    walk.tree
}

impl<'a> Walk<'a> {
    /// Reads the part that begins at `start`; returns where the next one begins.
    fn part(&mut self, start: usize) -> Option<usize> {
        let rest = self.raw.get(start..)?;
        let block = header::scan(rest, |line| self.level_of(line).is_some());
        self.entity(&block, start + block.body)
    }

    /// Takes the entity whose header is `block` and whose body begins at `body`.
    fn entity(&mut self, block: &Block<'a>, body: usize) -> Option<usize> {
        let mut content = content_type(block, self.levels.last());
        if content.kind.starts_with("multipart/") && !content.boundary.is_empty() {
            if self.levels.len() >= DEPTH {
                self.defect(Defect::TooDeep);
            } else if self.has_line(body, &content.boundary) {
                self.open(content);
                return self.next_part(body).1;
            }
            // Mail programs show what they cannot take apart.
            "text/plain".clone_into(&mut content.kind);
        }
        let encoding = transfer_encoding(block);
        let carried = matches!(content.kind.as_str(), "message/rfc822" | "message/global");
        if carried && is_identity(&encoding) {
            return self.carried(content, body);
        }
        self.leaf(block, content, encoding, body)
    }

    /// A message within: its header is noted, its parts are ours, unless it is only
    /// returned by a delivery report.
    fn carried(&mut self, content: Described, body: usize) -> Option<usize> {
        if self.carrying >= DEPTH {
            self.defect(Defect::TooDeep);
            return self.next_part(body).1;
        }
        let rest = self.raw.get(body..).unwrap_or_default();
        let block = header::scan(rest, |line| self.level_of(line).is_some());
        let inner = body + block.body;
        let returned = self.levels.iter().any(|level| level.kind == "multipart/report");
        self.carrying += 1;
        let next = if returned {
            self.leaf(&Block::default(), content, String::new(), body)
        } else {
            self.entity(&block, inner)
        };
        self.tree.carried.push(block);
        next
    }

    fn leaf(
        &mut self,
        block: &Block<'a>,
        mut content: Described,
        encoding: String,
        body: usize,
    ) -> Option<usize> {
        let disposition = block.first("Content-Disposition").map(described).unwrap_or_default();
        if !disposition.name.is_empty() {
            content.name = disposition.name;
        }
        let attachment = disposition.kind.starts_with("attachment")
            || !(content.kind.starts_with("text/") || disposition.kind == "inline");
        // Before the next boundary closes what this leaf stands in.
        let alternative = self.levels.iter().rev().find_map(|level| level.alternative);
        let (end, next) = self.next_part(body);
        let body = self.raw.get(body..end).unwrap_or_default();
        self.tree.leaves.push(Leaf { content, attachment, encoding, body, alternative });
        next
    }

    fn open(&mut self, content: Described) {
        let alternative = (content.kind == "multipart/alternative").then(|| {
            self.alternatives += 1;
            self.alternatives
        });
        self.levels.push(Level { boundary: content.boundary, kind: content.kind, alternative });
    }

    /// Where the part with its body at `from` ends, and where the next one begins. Closes
    /// the multiparts that end in between.
    fn next_part(&mut self, from: usize) -> (usize, Option<usize>) {
        let mut end = None;
        let mut at = from;
        while !self.levels.is_empty() {
            let Some((start, after, level, closes)) = self.next_boundary(at) else {
                self.defect(Defect::OpenMultipart);
                return (end.unwrap_or(self.raw.len()), None);
            };
            let end = *end.get_or_insert_with(|| before_line_break(self.raw, start).max(from));
            if self.levels.len() > level + 1 {
                self.defect(Defect::OpenMultipart);
            }
            if !closes {
                self.levels.truncate(level + 1);
                return (end, Some(after));
            }
            self.levels.truncate(level);
            at = after;
        }
        (end.unwrap_or(self.raw.len()), None)
    }

    /// The next boundary line from `from` on: start, end, whose it is, whether it is the last.
    fn next_boundary(&self, from: usize) -> Option<(usize, usize, usize, bool)> {
        for start in line_starts(self.raw, from) {
            let rest = self.raw.get(start..)?;
            let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
            if let Some((level, closes)) = self.level_of(rest.get(..length)?) {
                return Some((start, start + length, level, closes));
            }
        }
        None
    }

    /// Which open multipart a line belongs to as its boundary, and whether it ends it.
    fn level_of(&self, line: &[u8]) -> Option<(usize, bool)> {
        // Trimmed once for all levels: the line may be long, and there may be many of them.
        let opens = line.strip_prefix(b"--")?.trim_ascii_end();
        let closes = opens.strip_suffix(b"--").map(<[u8]>::trim_ascii_end);
        self.levels.iter().enumerate().rev().find_map(|(number, level)| {
            let boundary = level.boundary.as_slice();
            let closes = closes == Some(boundary);
            (closes || opens == boundary).then_some((number, closes))
        })
    }

    fn has_line(&mut self, from: usize, boundary: &[u8]) -> bool {
        let mut line = b"--".to_vec();
        line.extend_from_slice(boundary);
        let end = self.raw.len().min(from.saturating_add(PREAMBLE.min(self.searches)));
        let rest = self.raw.get(from..end).unwrap_or_default();
        let mut places = memchr::memmem::find_iter(rest, &line);
        let found = places.find(|at| at.checked_sub(1).is_none_or(|before| rest.get(before) == Some(&b'\n')));
        self.searches -= found.unwrap_or(rest.len());
        found.is_some()
    }

    fn defect(&mut self, defect: Defect) {
        if !self.tree.defects.contains(&defect) {
            self.tree.defects.push(defect);
        }
    }
}

/// The starts of the lines from `from` on that begin with two hyphens.
fn line_starts(raw: &[u8], from: usize) -> impl Iterator<Item = usize> + '_ {
    let rest = raw.get(from..).unwrap_or_default();
    let first = rest.starts_with(b"--").then_some(from);
    first.into_iter().chain(memchr::memmem::find_iter(rest, b"\n--").map(move |at| from + at + 1))
}

fn before_line_break(raw: &[u8], at: usize) -> usize {
    let before = raw.get(..at).unwrap_or_default();
    let before = before.strip_suffix(b"\n").unwrap_or(before);
    before.strip_suffix(b"\r").unwrap_or(before).len()
}

fn is_identity(encoding: &str) -> bool {
    !matches!(encoding, "base64" | "quoted-printable")
}

fn transfer_encoding(block: &Block<'_>) -> String {
    block
        .first("Content-Transfer-Encoding")
        .map(|line| String::from_utf8_lossy(&line.unfolded()).to_ascii_lowercase())
        .map(|value| value.split([';', ' ']).next().unwrap_or_default().to_owned())
        .unwrap_or_default()
}

fn content_type(block: &Block<'_>, parent: Option<&Level>) -> Described {
    let mut content = block.first("Content-Type").map(described).unwrap_or_default();
    if !content.kind.contains('/') {
        let digest = parent.is_some_and(|level| level.kind == "multipart/digest");
        let kind = if digest && content.kind.is_empty() { "message/rfc822" } else { "text/plain" };
        kind.clone_into(&mut content.kind);
    }
    content
}

/// Reads a field of the form `value; name=value; …`.
fn described(line: &RawLine<'_>) -> Described {
    // On one line: mail-parser loses a value that is folded away from its name.
    let raw = line.unfolded();
    let mut settled = encoded_word::settled(&raw);
    settled.push('\n');
    let HeaderValue::ContentType(parsed) = MessageStream::new(settled.as_bytes()).parse_content_type() else {
        return Described::default();
    };
    let attribute = |name: &str| parsed.attribute(name).unwrap_or_default();
    let kind = match parsed.subtype() {
        Some(subtype) => format!("{}/{subtype}", parsed.ctype()),
        None => parsed.ctype().to_owned(),
    };
    let name = [attribute("filename"), attribute("name")].into_iter().find(|name| !name.is_empty());
    Described {
        kind: kind.trim().to_ascii_lowercase(),
        charset: attribute("charset").trim().to_ascii_lowercase(),
        boundary: attribute("boundary").trim_end().as_bytes().to_vec(),
        name: encoded_word::decode(name.unwrap_or_default().as_bytes()),
    }
}
