//! Everything that the voters look at in one message, taken once for judging and for learning.

use crate::checks;
use crate::checks::Finding;
use crate::grams::Grams;
use crate::learning::Sample;
use crate::telling;
use crate::token::Tokens;
use crate::voters::checks::Findings;
use crate::voters::twin::Print;
use crate::{Facts, Message};

/// What the voters look at.
#[derive(Debug)]
pub struct Features {
    pub(crate) tokens: Tokens,
    pub(crate) grams: Grams,
    pub(crate) findings: Vec<Finding>,
    pub(crate) print: Print,
    key: u64,
}

impl Features {
    /// Takes the features of a message.
    pub fn of(message: &Message, facts: &Facts) -> Self {
        let (tokens, grams) = if is_text(message) {
            let lines: Vec<_> = telling::lines(message).collect();
            (Tokens::of(message, &lines), Grams::of(message, &lines))
        } else {
            (Tokens::default(), Grams::default())
        };
        Self {
            tokens,
            grams,
            findings: checks::findings(message, facts),
            print: Print::of(message),
            key: message.digest.0.iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte)),
        }
    }

    /// What is kept of them for learning.
    pub fn sample(&self) -> Sample {
        Sample {
            key: self.key,
            hashes: [
                self.tokens.sorted(0),
                self.tokens.sorted(1),
                self.tokens.sorted(2),
                self.grams.header.sorted(),
                self.grams.body.sorted(),
            ],
            findings: Findings::of(&self.findings),
            print: self.print.clone(),
        }
    }
}

/// Characters of the text that are looked at to see whether it is one.
const LOOKED_AT: usize = 4_000;
/// One in so many characters that nobody writes makes it none.
const UNWRITTEN: usize = 20;

/// Whether a text is one that somebody wrote, as far as its beginning tells.
pub(crate) fn is_written(text: &str) -> bool {
    let mut looked = Looked::default();
    looked.at(text, LOOKED_AT);
    looked.unwritten * UNWRITTEN <= looked.letters
}

/// Whether there are words in it at all. Of noise every verdict would be chance: its "words"
/// only meet those that were counted because there are so many of them.
fn is_text(message: &Message) -> bool {
    let mut looked = Looked::default();
    looked.at(&message.text, LOOKED_AT);
    let both = looked.letters + LOOKED_AT;
    for text in message.headers.iter().flat_map(|header| [&header.name, &header.value]) {
        looked.at(text, both);
    }
    looked.unwritten * UNWRITTEN <= looked.letters
}

/// Characters looked at, and those among them that nobody writes.
#[derive(Default)]
struct Looked {
    letters: usize,
    unwritten: usize,
}

impl Looked {
    /// Looks at a text until `most` characters have been looked at in all.
    fn at(&mut self, text: &str, most: usize) {
        let left = most - self.letters;
        let beginning = text.as_bytes().get(..left.min(text.len())).unwrap_or_default();
        if beginning.is_ascii() {
            let is_unwritten = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\t'..=b'\r');
            self.letters += beginning.len();
            // Most texts have none, which is told many bytes at a time.
            if beginning.iter().fold(false, |any, byte| any | is_unwritten(*byte)) {
                self.unwritten += beginning.iter().filter(|byte| is_unwritten(**byte)).count();
            }
            return;
        }
        for letter in text.chars().take(left) {
            self.letters += 1;
            self.unwritten +=
                usize::from(letter == '\u{fffd}' || letter.is_control() && !letter.is_whitespace());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voters::fields::BAYES;

    fn features(raw: &[u8]) -> usize {
        let sample = Features::of(&Message::parse(raw), &Facts::default()).sample();
        sample.hashes.iter().take(BAYES).map(Vec::len).sum()
    }

    #[test]
    fn noise_has_no_words() {
        let noise: Vec<u8> =
            (0..20_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        // Where nothing could be read, there is only that it is a text without a charset.
        assert!(features(&noise) <= 1);
        assert_eq!(features(&[b"Subject: hello\n\n", &noise[..]].concat()), 0);
    }

    #[test]
    fn a_message_of_one_line_or_with_a_stray_control_character_has_words() {
        assert!(features(b"Subject: hello\n\nHow are you?\x0c All well here, in the old house.\n") > 5);
        assert!(features(b"Subject: hello\n\n") > 0);
    }
}
