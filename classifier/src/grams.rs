//! Runs of characters: what `ngram` counts.
//!
//! A run is six neighbouring characters, of the header lines or of subject and text. Runs need
//! no words, so they see misspelled and woven words, scripts without spaces, and the manner
//! of a mailer. Like the features of [`crate::token`], a run is a hash whose making is part of
//! the log's format.

use crate::Message;
use crate::telling;
use crate::token::spread;

/// Characters of a run. Four to seven measured alike; six best (`docs/experiments/ngram.md`).
const LENGTH: usize = 6;
/// Runs are told apart by so many bits.
pub(crate) const BITS: u32 = 20;
/// Characters looked at of all header lines together, and of subject and text.
const HEADER: usize = 1_500;
const BODY: usize = 3_500;
/// Places of the table that finds repeated runs: a power of two, larger than the runs looked at.
const PLACES: usize = 8_192;
const FREE: u32 = u32::MAX;
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
    found: Vec<(u32, u32)>,
}

impl Grams {
    pub(crate) fn of(message: &Message) -> Self {
        let body: String = message.folded.chars().take(BODY).collect();
        Self { header: Runs::of(header_text(message), HEADER_KIND), body: Runs::of(body, BODY_KIND) }
    }
}

impl Runs {
    fn of(text: String, kind: u64) -> Self {
        let mut found = Vec::new();
        let mut known = vec![FREE; PLACES];
        // A polynomial over the window: the letter that leaves is taken out, the new one put in.
        let mut window = [(0_u32, 0_u64); LENGTH];
        let leaving = (0..LENGTH).fold(1_u64, |power, _| power.wrapping_mul(FACTOR));
        let mut joined = 0_u64;
        for (number, (start, letter)) in text.char_indices().enumerate() {
            let letter = if letter.is_whitespace() { ' ' } else { letter };
            let Some(oldest) = window.get_mut(number % LENGTH) else { break };
            let left = std::mem::replace(oldest, (start as u32, u64::from(u32::from(letter)) + 1));
            joined =
                joined.wrapping_mul(FACTOR).wrapping_add(oldest.1).wrapping_sub(left.1.wrapping_mul(leaving));
            if number + 1 < LENGTH {
                continue;
            }
            let hash = spread(joined ^ kind) & ((1 << BITS) - 1);
            let first = window.get((number + 1) % LENGTH).map_or(0, |first| first.0);
            if is_new(&mut known, hash) {
                found.push((hash, first));
            }
        }
        Self { text, found }
    }

    /// The hashes, in the order of appearance, each once.
    pub(crate) fn hashes(&self) -> impl ExactSizeIterator<Item = u32> + Clone + '_ {
        self.found.iter().map(|run| run.0)
    }

    /// The hashes, ascending.
    pub(crate) fn sorted(&self) -> Vec<u32> {
        let mut hashes: Vec<u32> = self.hashes().collect();
        hashes.sort_unstable();
        hashes
    }

    /// The characters of the run at a position of [`Runs::hashes`].
    pub(crate) fn describe(&self, position: usize) -> Option<&str> {
        let start = self.found.get(position)?.1 as usize;
        let rest = self.text.get(start..)?;
        let end = rest.char_indices().nth(LENGTH).map_or(rest.len(), |(end, _)| end);
        rest.get(..end)
    }
}

/// Notes a hash in the table; whether it was not there.
fn is_new(known: &mut [u32], hash: u32) -> bool {
    let mut place = hash as usize % PLACES;
    loop {
        match known.get_mut(place) {
            Some(slot) if *slot == FREE => {
                *slot = hash;
                return true;
            }
            Some(slot) if *slot == hash => return false,
            _ => place = (place + 1) % PLACES,
        }
    }
}

fn header_text(message: &Message) -> String {
    let mut text = String::new();
    let mut letters = 0;
    for line in telling::lines(message).filter(|line| line.name != "subject") {
        let value = line.value.chars().chain(line.date_form.chars());
        let line = line.name.chars().chain([':']).chain(value).chain(['\n']);
        for letter in line.take(HEADER - letters) {
            text.push(letter);
            letters += 1;
        }
        if letters == HEADER {
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(raw: &str) -> Grams {
        Grams::of(&Message::parse(raw.as_bytes()))
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
