//! The print of a text: enough of it to tell how alike another is, and not to read it.

use super::LEAST_ALIKE;
use crate::Message;
use crate::token::{Hash, hash, spread};
use crate::words::{self, Words};

/// Shingles kept of a message: the likeness is told to about ±0.1.
pub(super) const KEPT: usize = 24;
/// By how many of its smallest shingles a print is found. Two prints that are half alike
/// share none of six once in a hundred.
pub(super) const INDEXED: usize = 6;
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

/// That of a text to which nothing is alike.
pub(crate) static NO_PRINT: Print = Print { shingles: Vec::new(), author: 0 };

impl Print {
    pub(crate) fn of(message: &Message) -> Self {
        let author = message.from.first().and_then(|from| from.spec.rsplit_once('@'));
        let author = author.map_or(0, |(_, domain)| spread(hash(41, domain)));
        Self { shingles: shingles(&message.folded), author }
    }

    /// The shingles by which it is found.
    pub(super) fn indexed(&self) -> &[u32] {
        self.shingles.get(..INDEXED).unwrap_or(&self.shingles)
    }

    /// How alike two texts are, in 0..=1.
    pub(crate) fn alike(&self, other: &Self) -> f64 {
        alike(&self.shingles, &other.shingles)
    }

    /// How much the print of so short a text is worth, in 0..=1.
    pub(crate) fn weight(&self) -> f64 {
        (self.shingles.len() as f64 / FULL_WEIGHT_AT).min(1.0)
    }
}

/// How alike two texts are, in 0..=1: the share in common of the smallest shingles that
/// both texts have together. 0 where that is less than [`LEAST_ALIKE`].
pub(super) fn alike(ours: &[u32], theirs: &[u32]) -> f64 {
    let (mut our, mut their) = (0, 0);
    let (mut common, mut all) = (0_usize, 0_usize);
    // More apart than half of those kept, and they cannot be alike any more.
    while all < KEPT && all - common <= KEPT / 2 {
        // What has ended stands behind all others.
        let one = ours.get(our).map_or(u64::MAX, |shingle| u64::from(*shingle));
        let two = theirs.get(their).map_or(u64::MAX, |shingle| u64::from(*shingle));
        if one.min(two) == u64::MAX {
            break;
        }
        our += usize::from(one <= two);
        their += usize::from(two <= one);
        common += usize::from(one == two);
        all += 1;
    }
    let alike = common as f64 / all.max(1) as f64;
    if alike < LEAST_ALIKE { 0.0 } else { alike }
}

fn shingles(text: &str) -> Vec<u32> {
    let mut recent = [0_u64; CHARACTERS];
    let mut wide = [false; CHARACTERS];
    let mut smallest = Smallest::default();
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
            smallest.note(spread(joined.fold(length as u64, |joined, word| {
                (joined.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            })));
        }
    }
    smallest.kept()
}

/// The smallest of the hashes noted.
#[derive(Default)]
struct Smallest {
    hashes: Vec<u32>,
    /// No larger one can be among them.
    limit: Option<u32>,
}

impl Smallest {
    fn note(&mut self, hash: u32) {
        if self.limit.is_none_or(|limit| hash < limit) {
            self.hashes.push(hash);
            if self.hashes.len() >= 4 * KEPT {
                self.shrink();
            }
        }
    }

    fn shrink(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        self.hashes.truncate(KEPT);
        self.limit = self.hashes.last().copied().filter(|_| self.hashes.len() == KEPT);
    }

    /// Ascending, each once, at most [`KEPT`].
    fn kept(mut self) -> Vec<u32> {
        self.shrink();
        self.hashes
    }
}
