//! # Word salad
//!
//! ## What it looks for
//! Fifteen or more words in a row, in small letters, without a mark between them and without
//! one of the little words that every sentence needs, seen or hidden.
//!
//! ## Why it matters
//! Harmless words by the dozen are added to make the message look harmless to a filter.
//!
//! ## When it is wrong
//! Lists of words without commas, verse, and languages whose little words are not known here.
//!
//! ## Example
//! `lantern meadow copper drift harbour pencil willow granite saddle ribbon …`

use std::collections::VecDeque;

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::tables::function_words::is_function_word;

pub(crate) const CHECK: Check = Check { id: "word-salad", look };

/// Words in a row. Of the honest mail looked at, none had more than eleven.
const ROW: usize = 15;

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let hidden = message.hidden.iter().map(|hidden| hidden.text.as_str());
    let text = (reading.shapes.small_words >= ROW).then_some(message.text.as_str());
    hidden.chain(text).find_map(salad)
}

fn salad(text: &str) -> Option<String> {
    let mut row = VecDeque::with_capacity(ROW);
    for word in text.split_whitespace() {
        if !is_content_word(word) {
            row.clear();
            continue;
        }
        if row.len() == ROW {
            row.pop_front();
        }
        row.push_back(word);
        if row.len() == ROW && distinct(&row) * 5 >= ROW * 4 {
            return Some(Vec::from(row).join(" "));
        }
    }
    None
}

fn is_content_word(word: &str) -> bool {
    (3..=18).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && !is_function_word(word)
}

fn distinct(words: &VecDeque<&str>) -> usize {
    words.iter().collect::<rustc_hash::FxHashSet<_>>().len()
}
