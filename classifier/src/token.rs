//! The features of a message that `bayes` counts: words, pairs, header and link tokens.
//!
//! Every feature is a 32-bit hash, so that the training log and the model need no text;
//! the text is kept only while one message is judged, to name the clues that counted.
//! The hash is part of the log's format: it never changes.

use std::borrow::Cow;

use crate::ascending::ascending;
use crate::judgement::Token;
use crate::message::fold::fold_into;
use crate::message::{Hidden, Message};
use crate::seen::Seen;
use crate::telling::Line;
use crate::voters::fields::BAYES;
use crate::words::{self, Letters, Word, Words, is_wide_letter};

/// Words longer than this are noise (encoded data, keys); they count as their length only.
const LONGEST_WORD: usize = 40;
/// Looks at this many words of a message, headers included.
const MOST_WORDS: usize = 20_000;
/// Most messages have about as many features.
const USUAL: usize = 1_024;

/// Where a feature stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Subject,
    Body,
    Hidden,
    Name,
    Link,
    /// A header, by its place in [`Message::headers`].
    Header(u16),
}

impl Field {
    /// With which others it is judged: header lines; subject and names; text and links.
    fn place(self) -> usize {
        match self {
            Self::Header(_) => 0,
            Self::Subject | Self::Name => 1,
            Self::Body | Self::Hidden | Self::Link => 2,
        }
    }
}

/// A feature and the pieces of text that name it.
#[derive(Debug, Clone, Copy)]
struct Feature {
    hash: u32,
    field: Field,
    first: Span,
    second: Span,
}

/// A piece of [`Tokens::text`]; empty for none.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: u32,
    /// In bytes; of noise in characters.
    length: u16,
    /// Whether it is a word that counts as its length only.
    is_noise: bool,
}

/// The features of one message by field, each once, in the order of their first appearance.
#[derive(Debug, Default)]
pub struct Tokens {
    text: String,
    header_names: Vec<String>,
    /// By field, as [`Field::place`] has it.
    features: [Vec<Feature>; BAYES],
}

impl Tokens {
    /// Takes a message's features.
    pub(crate) fn of(message: &Message, lines: &[Line<'_>]) -> Self {
        let mut reader = Reader::default();
        reader.headers(lines);
        reader.words(Field::Subject, &message.subject);
        for address in message.from.iter().chain(&message.reply_to) {
            reader.words(Field::Name, &address.name);
        }
        reader.links(message);
        reader.words(Field::Body, &message.text);
        for Hidden { text, .. } in &message.hidden {
            reader.words(Field::Hidden, text);
        }
        reader.parts(message);
        let Reader { text, header_names, features, .. } = reader;
        Self { text, header_names, features: features.found }
    }

    /// The hashes of a field, each once, in the order of their first appearance.
    pub fn hashes(&self, place: usize) -> impl Iterator<Item = u32> + '_ {
        self.features.get(place).into_iter().flatten().map(|feature| feature.hash)
    }

    /// The hashes of a field, ascending.
    pub(crate) fn sorted(&self, place: usize) -> Vec<u32> {
        ascending(self.hashes(place).collect(), u32::BITS)
    }

    /// The feature at a position of [`Tokens::hashes`], as a person can be shown it.
    pub fn describe(&self, place: usize, position: usize) -> Option<Token> {
        let feature = self.features.get(place)?.get(position)?;
        let first = self.piece(feature.first);
        let second = self.piece(feature.second);
        let text = match &*second {
            "" => first.into_owned(),
            _ if is_wide(&first) && is_wide(&second) => format!("{first}{second}"),
            _ => format!("{first} {second}"),
        };
        Some(match feature.field {
            Field::Header(index) => {
                let name = self.header_names.get(usize::from(index)).cloned().unwrap_or_default();
                Token::Header { name, text }
            }
            Field::Link => Token::Link { text },
            field if feature.second.length == 0 => Token::Word { field: field_name(field).to_owned(), text },
            field => Token::Pair { field: field_name(field).to_owned(), text },
        })
    }

    fn piece(&self, span: Span) -> Cow<'_, str> {
        let (start, length) = (span.start as usize, usize::from(span.length));
        if span.is_noise {
            return Cow::Owned(length_of_noise(length));
        }
        Cow::Borrowed(self.text.get(start..start + length).unwrap_or_default())
    }
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Subject => "subject",
        Field::Hidden => "hidden",
        Field::Name => "name",
        Field::Body | Field::Link | Field::Header(_) => "body",
    }
}

/// FNV-1a, 64 bits, over a kind and a text. Part of the log's format.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    /// That of a kind, before any text.
    pub(crate) fn of(kind: u64) -> Self {
        Self(0xcbf2_9ce4_8422_2325 ^ kind.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub(crate) fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    pub(crate) fn value(self) -> u64 {
        self.0
    }
}

/// The [`Hash`] of a kind and a whole text.
pub(crate) fn hash(kind: u64, text: &str) -> u64 {
    let mut hash = Hash::of(kind);
    text.bytes().for_each(|byte| hash.add(byte));
    hash.value()
}

/// Joins two hashes and a distance; the order counts.
fn join(first: u64, second: u64, distance: usize) -> u64 {
    (first.rotate_left(23) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(distance as u64)
}

/// Spreads a 64-bit hash over 32 bits.
pub(crate) fn spread(hash: u64) -> u32 {
    let mixed = (hash ^ (hash >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 32) as u32
}

/// Walks over a message and collects features.
struct Reader {
    text: String,
    header_names: Vec<String>,
    features: Features,
    words: usize,
}

/// The features found so far.
struct Features {
    found: [Vec<Feature>; BAYES],
    seen: Seen,
}

impl Default for Reader {
    fn default() -> Self {
        let found = std::array::from_fn(|_| Vec::with_capacity(USUAL / 2));
        let features = Features { found, seen: Seen::with_room_for(USUAL) };
        Self { text: String::new(), header_names: Vec::new(), features, words: 0 }
    }
}

impl Features {
    fn add(&mut self, hash: u64, field: Field, first: Span, second: Span) {
        let hash = spread(hash);
        if self.seen.is_new(hash)
            && let Some(found) = self.found.get_mut(field.place())
        {
            found.push(Feature { hash, field, first, second });
        }
    }
}

impl Reader {
    fn headers(&mut self, lines: &[Line<'_>]) {
        let mut previous = 0;
        for line in lines.iter().take(300) {
            let kind = hash(1, &line.name);
            let field = Field::Header(self.header_names.len() as u16);
            self.header_names.push(line.name.clone());
            self.features.add(kind, field, Span::default(), Span::default());
            self.features.add(join(previous, kind, 9), field, Span::default(), Span::default());
            previous = kind;
            if line.name != "subject" {
                self.sequence(field, kind, line.value, &words::HEADER);
            }
            self.sequence(field, join(kind, 17, 0), &line.date_form, &words::HEADER);
        }
    }

    fn words(&mut self, field: Field, text: &str) {
        self.sequence(field, field_kind(field), text, &words::TEXT);
    }

    fn links(&mut self, message: &Message) {
        for link in message.links.iter().take(200) {
            self.sequence(Field::Link, field_kind(Field::Link), &link.target, &words::LINK);
            let mut rest = link.host.as_str();
            while let Some((_, parent)) = rest.split_once('.') {
                let span = self.keep(rest);
                self.features.add(hash(21, rest), Field::Link, span, Span::default());
                rest = parent;
            }
        }
    }

    fn parts(&mut self, message: &Message) {
        for part in message.parts.iter().take(50) {
            let described = format!("{} {}", part.content_type, part.charset);
            let span = self.keep(&described);
            self.features.add(hash(31, &described), Field::Body, span, Span::default());
            self.words(Field::Name, &part.file_name);
        }
    }

    /// Reads one run of words: each word, and each with the one before it. Pairs of neighbours
    /// alone measured best on old and on recent mail, and twice as fast as the four of
    /// orthogonal sparse bigrams (`docs/experiments/bayes.md`).
    fn sequence(&mut self, field: Field, kind: u64, text: &str, letters: &'static Letters) {
        let offset = self.text.len();
        fold_into(text, &mut self.text);
        let text = self.text.get(offset..).unwrap_or_default();
        let mut previous = None;
        for word in Words::of(text, letters, Hash::of(kind)).take(MOST_WORDS - self.words) {
            self.words += 1;
            let hash = hash_of(&word, kind);
            let span = Span::of(&word, offset);
            self.features.add(hash, field, span, Span::default());
            if let Some((earlier, earlier_span)) = previous {
                self.features.add(join(earlier, hash, 0), field, earlier_span, span);
            }
            previous = Some((hash, span));
        }
    }

    fn keep(&mut self, text: &str) -> Span {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Span { start, length: text.len().min(usize::from(u16::MAX)) as u16, is_noise: false }
    }
}

impl Span {
    fn of(word: &Word, offset: usize) -> Self {
        let is_noise = is_noise(word);
        let length = if is_noise { word.letters } else { word.end - word.start };
        let length = length.min(usize::from(u16::MAX)) as u16;
        Self { start: (offset + word.start) as u32, length, is_noise }
    }
}

fn hash_of(word: &Word, kind: u64) -> u64 {
    if is_noise(word) { hash(kind, &length_of_noise(word.letters)) } else { word.hash.value() }
}

fn is_noise(word: &Word) -> bool {
    word.letters > LONGEST_WORD
}

fn length_of_noise(letters: usize) -> String {
    format!("{}…", letters / 10 * 10)
}

fn field_kind(field: Field) -> u64 {
    match field {
        Field::Subject => 11,
        Field::Body => 12,
        Field::Hidden => 13,
        Field::Name => 14,
        Field::Link => 15,
        Field::Header(_) => 16,
    }
}

fn is_wide(text: &str) -> bool {
    text.chars().next().is_some_and(is_wide_letter)
}
