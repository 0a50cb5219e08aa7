//! Runs of characters: what `ngram` counts.
//!
//! A run is six neighbouring characters, of the header lines or of subject and text. Runs need
//! no words, so they see misspelled and woven words, scripts without spaces, and the manner
//! of a mailer. Like the features of [`crate::token`], a run is a hash whose making is part of
//! the log's format.

use crate::Message;
use crate::ascending::ascending;
use crate::seen::Seen;
use crate::telling::Line;
use crate::token::spread;

/// Characters of a run. Four to seven measured alike; six best (`docs/experiments/ngram.md`).
const LENGTH: usize = 6;
/// Runs are told apart by so many bits.
pub(crate) const BITS: u32 = 20;
/// Characters looked at of all header lines together, and of subject and text.
const HEADER: usize = 1_500;
const BODY: usize = 3_500;
/// Keep the same characters apart by where they stood.
const HEADER_KIND: u64 = 0x5851_f42d_4c95_7f2d;
const BODY_KIND: u64 = 0x1405_7b7e_f767_814f;
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The runs of one message.
#[derive(Debug, Default)]
pub(crate) struct Grams {
    pub(crate) header: Runs,
    pub(crate) body: Runs,
}

/// Each different run of a text once, in the order of its first appearance.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    text: String,
    /// The hash of each, and which character of the text it begins with.
    found: Vec<(u32, u32)>,
}

impl Grams {
    pub(crate) fn of(message: &Message, lines: &[Line<'_>]) -> Self {
        let body = beginning(&message.folded, BODY).0.to_owned();
        Self { header: Runs::of(header_text(lines), HEADER_KIND), body: Runs::of(body, BODY_KIND) }
    }
}

impl Runs {
    fn of(text: String, kind: u64) -> Self {
        let letters: Vec<u32> = if text.is_ascii() {
            text.bytes().map(|byte| letter(char::from(byte))).collect()
        } else {
            text.chars().map(letter).collect()
        };
        let mut seen = Seen::with_room_for(letters.len());
        let mut found = Vec::with_capacity(letters.len());
        // A polynomial over the run: the letter that leaves is taken out, the new one put in.
        let entering = |joined: u64, letter: u32| joined.wrapping_mul(FACTOR).wrapping_add(letter.into());
        let before = letters.iter().take(LENGTH - 1).fold(0, |joined, letter| entering(joined, *letter));
        let left = std::iter::once(0).chain(letters.iter().copied());
        let entered = letters.iter().skip(LENGTH - 1);
        entered.zip(left).zip(0..).fold(before, |joined, ((letter, left), number)| {
            let joined = entering(joined, *letter).wrapping_sub(u64::from(left).wrapping_mul(LEAVING));
            let hash = spread(joined ^ kind) & ((1 << BITS) - 1);
            if seen.is_new(hash) {
                found.push((hash, number));
            }
            joined
        });
        Self { text, found }
    }

    /// The hashes, in the order of appearance, each once.
    pub(crate) fn hashes(&self) -> impl ExactSizeIterator<Item = u32> + Clone + '_ {
        self.found.iter().map(|run| run.0)
    }

    /// The hashes, ascending.
    pub(crate) fn sorted(&self) -> Vec<u32> {
        ascending(self.hashes().collect(), BITS)
    }

    /// The characters of the run at a position of [`Runs::hashes`].
    pub(crate) fn describe(&self, position: usize) -> Option<&str> {
        let first = self.found.get(position)?.1 as usize;
        let (_, rest) = self.text.split_at_checked(beginning(&self.text, first).0.len())?;
        Some(beginning(rest, LENGTH).0)
    }
}

/// The factor of the letter that leaves a run.
const LEAVING: u64 = FACTOR.wrapping_pow(LENGTH as u32);

/// A character as it counts: all white space alike, and none 0.
fn letter(letter: char) -> u32 {
    if letter.is_whitespace() { u32::from(' ') + 1 } else { u32::from(letter) + 1 }
}

/// The first `most` letters of a text, and how many they are.
fn beginning(text: &str, most: usize) -> (&str, usize) {
    match text.get(..most.min(text.len())) {
        Some(start) if start.is_ascii() => (start, start.len()),
        _ => match text.char_indices().nth(most) {
            Some((end, _)) => (text.get(..end).unwrap_or_default(), most),
            None => (text, text.chars().count()),
        },
    }
}

fn header_text(lines: &[Line<'_>]) -> String {
    let mut text = String::with_capacity(HEADER);
    let mut left = HEADER;
    for line in lines.iter().filter(|line| line.name != "subject") {
        for piece in [&line.name, ":", line.value, &line.date_form, "\n"] {
            let (piece, letters) = beginning(piece, left);
            text.push_str(piece);
            left -= letters;
        }
        if left == 0 {
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(raw: &str) -> Grams {
        let message = Message::parse(raw.as_bytes());
        Grams::of(&message, &crate::telling::lines(&message).collect::<Vec<_>>())
    }

    #[test]
    fn runs_are_six_characters_each_once_and_can_be_named() {
        let grams = of("Subject: ab\n\nabcdefgabcdefg");
        let named: Vec<_> =
            (0..grams.body.hashes().len()).filter_map(|place| grams.body.describe(place)).collect();
        assert_eq!(named.iter().filter(|run| **run == "abcdef").count(), 1);
        assert!(named.iter().all(|run| run.chars().count() == 6), "{named:?}");
        assert!(grams.body.sorted().windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn a_short_or_empty_message_has_none() {
        assert_eq!(of("\n\nhi").body.hashes().len(), 0);
        assert_eq!(of("").header.hashes().len(), 0);
    }

    #[test]
    fn what_other_filters_wrote_is_no_run() {
        assert_eq!(of("X-Spam-Status: No, score=-99\n\n").header.hashes().len(), 0);
        assert!(of("X-Mailer: something\n\n").header.hashes().len() > 0);
    }

    #[test]
    fn characters_of_several_bytes_are_characters() {
        let grams = of("Subject: x\nContent-Type: text/plain; charset=utf-8\n\nお得な情報をお届けします");
        assert_eq!(grams.body.describe(3).map(|run| run.chars().count()), Some(6));
    }
}
