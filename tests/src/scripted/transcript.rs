//! Conversations as they are written down in `transcripts/`.
//!
//! ```text
//! # What this is about, and which server is known for it.
//! include: signed-in                 steps of another file
//! C: %T UID FETCH 7 *                a line the client must say; %T any tag, a final * any rest
//! C4                                 four bytes of a literal
//! S: * 1 FETCH (UID 7)               a line the server says; %T the last tag, \xNN a byte
//! S> half a line                     without a line end
//! again: * OK still here             says this line again and again, until the client hangs up
//! again> half a line                 the same without line ends
//! close | stall | encrypt            hang up | say nothing more | begin TLS
//! do: fetch INBOX 1:7                what our mailbox is asked to do …
//! expect: problem hung-up            … and what must come of it
//! ```
//! The `do` and `expect` lines are carried out in order, while the server plays its lines.

use std::path::Path;

/// One turn of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The client says this line.
    Client(String),
    /// The client sends so many bytes.
    Bytes(usize),
    /// The server says these bytes.
    Server(Vec<u8>),
    /// The server says these bytes again and again, until the client hangs up.
    Again(Vec<u8>),
    /// The server hangs up.
    Close,
    /// The server falls silent, until the client hangs up.
    Stall,
    /// TLS begins.
    Encrypt,
}

/// A written conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transcript {
    /// What the server does.
    pub steps: Vec<Step>,
    /// What is asked of our mailbox, and what must come of it.
    pub doings: Vec<(String, String)>,
    /// Whether the conversation begins in the clear.
    pub starts_plain: bool,
}

impl Transcript {
    /// Reads a file.
    ///
    /// # Panics
    /// When the file cannot be read or has a line that means nothing.
    pub fn read(path: &Path) -> Self {
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut transcript = Self::default();
        let mut doing = None;
        for line in text.lines() {
            let place = || format!("{}: {line:?}", path.display());
            match line.split_once(' ').unwrap_or((line, "")) {
                ("" | "#", _) => {}
                ("include:", name) => {
                    transcript.take_in(Self::read(&path.with_file_name(format!("{name}.txt"))));
                }
                ("do:", what) => doing = Some(what.to_owned()),
                ("expect:", what) => {
                    let doing = doing.take().unwrap_or_else(|| panic!("{}: nothing is done", place()));
                    transcript.doings.push((doing, what.to_owned()));
                }
                ("plain", "") => transcript.starts_plain = true,
                (word, rest) => {
                    let step = Step::read(word, rest).unwrap_or_else(|| panic!("{}: means nothing", place()));
                    transcript.steps.push(step);
                }
            }
        }
        assert!(doing.is_none(), "{}: nothing is expected of the last deed", path.display());
        transcript
    }

    fn take_in(&mut self, other: Self) {
        self.steps.extend(other.steps);
        self.doings.extend(other.doings);
        self.starts_plain |= other.starts_plain;
    }
}

impl Step {
    fn read(word: &str, rest: &str) -> Option<Self> {
        match word {
            "C:" => Some(Self::Client(rest.to_owned())),
            "S:" => Some(Self::Server([bytes(rest), b"\r\n".to_vec()].concat())),
            "S>" => Some(Self::Server(bytes(rest))),
            "again:" => Some(Self::Again([bytes(rest), b"\r\n".to_vec()].concat())),
            "again>" => Some(Self::Again(bytes(rest))),
            "close" => Some(Self::Close),
            "stall" => Some(Self::Stall),
            "encrypt" => Some(Self::Encrypt),
            _ => word.strip_prefix('C')?.parse().ok().map(Self::Bytes),
        }
    }
}

/// Text with `\xNN` for a byte, `\r`, `\n` and `\\`. Another backslash is one (`\Seen`).
fn bytes(text: &str) -> Vec<u8> {
    const NAMED: [(&str, u8); 3] = [("r", b'\r'), ("n", b'\n'), ("\\", b'\\')];
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once('\\') {
        bytes.extend(plain.bytes());
        let named = || NAMED.iter().find_map(|(name, byte)| Some((*byte, escape.strip_prefix(name)?)));
        let (byte, after) = hexadecimal(escape).or_else(named).unwrap_or((b'\\', escape));
        bytes.push(byte);
        rest = after;
    }
    bytes.extend(rest.bytes());
    bytes
}

fn hexadecimal(escape: &str) -> Option<(u8, &str)> {
    let (digits, after) = escape.strip_prefix('x')?.split_at_checked(2)?;
    Some((u8::from_str_radix(digits, 16).ok()?, after))
}

/// The bytes with the client's tag put in.
pub(super) fn tagged(bytes: &[u8], tag: &str) -> Vec<u8> {
    let mut filled = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(place) = rest.windows(2).position(|two| two == b"%T") {
        filled.extend_from_slice(&rest[..place]);
        filled.extend(tag.bytes());
        rest = &rest[place + 2..];
    }
    filled.extend_from_slice(rest);
    filled
}
