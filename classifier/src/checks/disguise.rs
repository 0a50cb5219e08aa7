//! Text made to read one way to a person and another to a filter.

pub(super) mod digits_for_letters;
pub(super) mod gap_in_subject;
pub(super) mod hidden_text;
pub(super) mod lookalike_letters;
pub(super) mod reversed_text;
pub(super) mod spaced_letters;
pub(super) mod split_words;
pub(super) mod styled_letters;
pub(super) mod two_different_texts;
pub(super) mod word_salad;
pub(super) mod woven_letters;
pub(super) mod zero_width_characters;
