//! The print of a text: enough of it to tell how alike another is, and not to read it.

use crate::Message;
use crate::token::{Hash, hash, spread};
use crate::words::{self, Words};

/// Shingles kept of a message: the likeness is told to about ±0.1.
const KEPT: usize = 24;
/// A text with fewer shingles than this says less: "thank you, see you then" is everyone's.
const FULL_WEIGHT_AT: f64 = 12.0;
/// Looks at this many words of a text.
const MOST_WORDS: usize = 5_000;
/// Words that make a shingle.
const WORDS: usize = 3;
/// Characters that make one where no spaces are written.
const CHARACTERS: usize = 5;

/// The smallest shingle hashes of a text and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Print {
    /// Ascending, each once, at most [`KEPT`].
    pub(crate) shingles: Vec<u32>,
    /// Hash of the domain in `From`; 0 for none.
    pub(crate) author: u32,
}

impl Print {
    pub(crate) fn of(message: &Message) -> Self {
        let author = message.from.first().and_then(|from| from.spec.rsplit_once('@'));
        let author = author.map_or(0, |(_, domain)| spread(hash(41, domain)));
        Self { shingles: shingles(&message.folded), author }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.shingles.is_empty()
    }

    /// How alike two texts are, in 0..=1: the share in common of the smallest shingles that
    /// both texts have together.
    pub(crate) fn alike(&self, other: &Self) -> f64 {
        let (mut ours, mut theirs) = (self.shingles.iter().peekable(), other.shingles.iter().peekable());
        let (mut common, mut all) = (0_u32, 0_u32);
        while (all as usize) < KEPT {
            let order = match (ours.peek(), theirs.peek()) {
                (Some(one), Some(two)) => one.cmp(two),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (None, None) => break,
            };
            if order.is_le() {
                ours.next();
            }
            if order.is_ge() {
                theirs.next();
            }
            common += u32::from(order.is_eq());
            all += 1;
        }
        f64::from(common) / f64::from(all.max(1))
    }

    /// How much the print of so short a text is worth, in 0..=1.
    pub(crate) fn weight(&self) -> f64 {
        (self.shingles.len() as f64 / FULL_WEIGHT_AT).min(1.0)
    }
}

fn shingles(text: &str) -> Vec<u32> {
    let mut recent = [0_u64; CHARACTERS];
    let mut wide = [false; CHARACTERS];
    let mut smallest = Vec::new();
    let words = Words::of(text, &words::TEXT, Hash::of(42));
    for (number, word) in words.take(MOST_WORDS).enumerate() {
        recent.rotate_left(1);
        wide.rotate_left(1);
        if let (Some(slot), Some(wideness)) = (recent.last_mut(), wide.last_mut()) {
            *slot = if word.has_digit { 0 } else { word.hash.value() };
            *wideness = word.is_wide;
        }
        let length = if wide.iter().rev().take(WORDS).any(|wide| *wide) { CHARACTERS } else { WORDS };
        if number + 1 >= length {
            let joined = recent.iter().skip(CHARACTERS - length);
            smallest.push(spread(joined.fold(length as u64, |joined, word| {
                (joined.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            })));
        }
    }
    smallest.sort_unstable();
    smallest.dedup();
    smallest.truncate(KEPT);
    smallest
}
