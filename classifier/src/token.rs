//! The features of a message that `bayes` counts: words, pairs, header and link tokens.
//!
//! Every feature is a 32-bit hash, so that the training log and the model need no text;
//! the text is kept only while one message is judged, to name the clues that counted.
//! The hash is part of the log's format: it never changes.

use crate::judgement::Token;
use crate::message::fold::folded;
use crate::message::{Hidden, Message};
use crate::telling;

/// Pairs reach this many words ahead. Neighbours alone measured best on old and on recent
/// mail, and twice as fast as the four of orthogonal sparse bigrams (`docs/experiments/bayes.md`).
const WINDOW: usize = 1;
/// Words longer than this are noise (encoded data, keys); they count as their length only.
const LONGEST_WORD: usize = 40;
/// Looks at this many words of a message, headers included.
const MOST_WORDS: usize = 20_000;

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
    length: u16,
}

/// The features of one message, each once.
#[derive(Debug, Default)]
pub struct Tokens {
    text: String,
    header_names: Vec<String>,
    features: Vec<Feature>,
}

impl Tokens {
    /// Takes a message's features.
    pub fn of(message: &Message) -> Self {
        let mut reader = Reader { tokens: Self::default(), words: 0 };
        reader.headers(message);
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
        let mut tokens = reader.tokens;
        tokens.features.sort_unstable_by_key(|feature| feature.hash);
        tokens.features.dedup_by_key(|feature| feature.hash);
        tokens
    }

    /// The hashes, ascending, each once.
    pub fn hashes(&self) -> impl ExactSizeIterator<Item = u32> + Clone + '_ {
        self.features.iter().map(|feature| feature.hash)
    }

    /// The feature at a position of [`Tokens::hashes`], as a person can be shown it.
    pub fn describe(&self, position: usize) -> Option<Token> {
        let feature = self.features.get(position)?;
        let first = self.piece(feature.first);
        let second = self.piece(feature.second);
        let text = match second {
            "" => first.to_owned(),
            _ if is_wide(first) && is_wide(second) => format!("{first}{second}"),
            _ => format!("{first} {second}"),
        };
        Some(match feature.field {
            Field::Header(index) => {
                let name = self.header_names.get(usize::from(index)).cloned().unwrap_or_default();
                Token::Header { name, text }
            }
            Field::Link => Token::Link { text },
            field if second.is_empty() => Token::Word { field: field_name(field).to_owned(), text },
            field => Token::Pair { field: field_name(field).to_owned(), text },
        })
    }

    fn piece(&self, span: Span) -> &str {
        let start = span.start as usize;
        self.text.get(start..start + usize::from(span.length)).unwrap_or_default()
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
pub(crate) fn hash(kind: u64, text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325 ^ kind.wrapping_mul(0x9e37_79b9_7f4a_7c15), |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
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
    tokens: Tokens,
    words: usize,
}

/// A word just read: its hash and where its text lies.
#[derive(Clone, Copy)]
struct Word {
    hash: u64,
    span: Span,
    wide: bool,
}

impl Reader {
    fn headers(&mut self, message: &Message) {
        let mut previous = 0;
        for line in telling::lines(message).take(300) {
            let kind = hash(1, &line.name);
            let field = Field::Header(self.tokens.header_names.len() as u16);
            self.tokens.header_names.push(line.name.clone());
            self.push(kind, field, Span::default(), Span::default());
            self.push(join(previous, kind, 9), field, Span::default(), Span::default());
            previous = kind;
            if line.name != "subject" {
                self.sequence(field, kind, &folded(line.value), is_header_word);
            }
            self.sequence(field, join(kind, 17, 0), &line.date_form, is_header_word);
        }
    }

    fn words(&mut self, field: Field, text: &str) {
        self.sequence(field, field_kind(field), &folded(text), is_text_word);
    }

    fn links(&mut self, message: &Message) {
        for link in message.links.iter().take(200) {
            let kind = field_kind(Field::Link);
            self.sequence(Field::Link, kind, &folded(&link.target), is_link_word);
            let mut rest = link.host.as_str();
            while let Some((_, parent)) = rest.split_once('.') {
                let span = self.keep(rest);
                self.push(hash(21, rest), Field::Link, span, Span::default());
                rest = parent;
            }
        }
    }

    fn parts(&mut self, message: &Message) {
        for part in message.parts.iter().take(50) {
            let described = format!("{} {}", part.content_type, part.charset);
            let span = self.keep(&described);
            self.push(hash(31, &described), Field::Body, span, Span::default());
            self.words(Field::Name, &part.file_name);
        }
    }

    /// Reads one run of words: each word, each pair within the window, and pairs of
    /// neighbouring characters where the script writes no spaces.
    fn sequence(&mut self, field: Field, kind: u64, text: &str, belongs: fn(char) -> bool) {
        let mut window = [None::<Word>; WINDOW];
        for piece in text.split(|letter: char| !belongs(letter)).filter(|piece| !piece.is_empty()) {
            for word in runs(piece) {
                if self.words >= MOST_WORDS {
                    return;
                }
                self.words += 1;
                let word = self.word(kind, word);
                self.push(word.hash, field, word.span, Span::default());
                for (distance, earlier) in window.iter().enumerate() {
                    let Some(earlier) = earlier else { break };
                    // Characters only pair with their neighbour: further apart they say little.
                    if distance > 0 && (word.wide || earlier.wide) {
                        break;
                    }
                    self.push(join(earlier.hash, word.hash, distance), field, earlier.span, word.span);
                }
                window.rotate_right(1);
                if let Some(slot) = window.first_mut() {
                    *slot = Some(word);
                }
            }
        }
    }

    fn word(&mut self, kind: u64, text: &str) -> Word {
        let wide = is_wide(text);
        let length = text.chars().count();
        if length > LONGEST_WORD {
            let described = format!("{}…", length / 10 * 10);
            let span = self.keep(&described);
            return Word { hash: hash(kind, &described), span, wide };
        }
        let span = self.keep(text);
        Word { hash: hash(kind, text), span, wide }
    }

    fn keep(&mut self, text: &str) -> Span {
        let start = self.tokens.text.len() as u32;
        self.tokens.text.push_str(text);
        Span { start, length: text.len().min(usize::from(u16::MAX)) as u16 }
    }

    fn push(&mut self, hash: u64, field: Field, first: Span, second: Span) {
        self.tokens.features.push(Feature { hash: spread(hash), field, first, second });
    }
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

/// Splits a word where it changes between scripts with and without spaces; of the latter
/// every character is a word of its own.
pub(crate) fn runs(piece: &str) -> impl Iterator<Item = &str> {
    let mut rest = piece;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if is_wide_letter(first) {
            first.len_utf8()
        } else {
            rest.find(is_wide_letter).unwrap_or(rest.len())
        };
        let (word, tail) = rest.split_at_checked(end)?;
        rest = tail;
        Some(word)
    })
}

pub(crate) fn is_wide(text: &str) -> bool {
    text.chars().next().is_some_and(is_wide_letter)
}

/// Kana, kanji, Hangul: scripts whose words are not told apart by spaces.
fn is_wide_letter(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

pub(crate) fn is_text_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '$' | '\'' | '-' | '%' | '!' | '¥' | '€' | '£')
}

fn is_header_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | '@' | '+')
}

fn is_link_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | '%')
}
