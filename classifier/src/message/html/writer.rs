//! Writes the visible text down, and notes words that were cut in the source.

use crate::message::{Hidden, Hiding};

/// The most pieces of hidden text, and the most cut words, that are kept.
const PIECES: usize = 200;
const SPLIT_WORDS: usize = 20;

/// The visible and the hidden text so far.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    hidden: Vec<Hidden>,
    split_words: Vec<String>,
    space_due: bool,
    /// Something invisible stands right behind the last letter written.
    cut: bool,
    /// Where the word begins that is known to be cut.
    split_from: Option<usize>,
}

impl Writer {
    /// Adds visible text; runs of white space become one space.
    pub(super) fn show(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_whitespace() || c == '\u{a0}' {
                self.space_due = true;
                self.cut = false;
                continue;
            }
            if c == '\0' {
                continue;
            }
            self.join_or_end_word(c);
            if std::mem::take(&mut self.space_due) && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.end_split_word();
                self.text.push(' ');
            }
            self.text.push(c);
        }
    }

    /// Adds hidden text; a piece next to one hidden in the same way continues it.
    pub(super) fn hide(&mut self, text: &str, hiding: Hiding) {
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        self.cut();
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let full = self.hidden.len() >= PIECES;
        match self.hidden.last_mut().filter(|last| full || last.hiding == hiding) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&words);
            }
            None => self.hidden.push(Hidden { text: words, hiding }),
        }
    }

    /// Notes that something invisible stands here in the source.
    pub(super) fn cut(&mut self) {
        let within = !self.space_due && self.text.chars().next_back().is_some_and(is_word_letter);
        self.cut |= within;
    }

    pub(super) fn end_line(&mut self) {
        self.end_split_word();
        self.cut = false;
        self.space_due = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// A `<br>`: empty lines are kept, one at a time.
    pub(super) fn line_break(&mut self) {
        self.end_split_word();
        self.cut = false;
        self.space_due = false;
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub(super) fn space(&mut self) {
        self.space_due = true;
        self.cut = false;
    }

    /// Where the next text will stand.
    pub(super) fn position(&self) -> usize {
        self.text.len()
    }

    /// The text written since a position.
    pub(super) fn since(&self, from: usize) -> String {
        self.text.get(from..).unwrap_or_default().trim().to_owned()
    }

    pub(super) fn finish(mut self) -> (String, Vec<Hidden>, Vec<String>) {
        self.end_split_word();
        (self.text, self.hidden, self.split_words)
    }

    fn join_or_end_word(&mut self, next: char) {
        let joins = is_word_letter(next);
        if std::mem::take(&mut self.cut) && joins && self.split_from.is_none() {
            let word = self.text.trim_end_matches(is_word_letter);
            self.split_from = Some(word.len());
        }
        if !joins {
            self.end_split_word();
        }
    }

    fn end_split_word(&mut self) {
        if let Some(from) = self.split_from.take()
            && self.split_words.len() < SPLIT_WORDS
        {
            let word = self.text.get(from..).unwrap_or_default();
            self.split_words.push(word.chars().take(60).collect());
        }
    }
}

/// Letters of scripts that put spaces between words.
fn is_word_letter(c: char) -> bool {
    c.is_alphabetic() && u32::from(c) < 0x2e80
}
