//! # Characters without width
//!
//! ## What it looks for
//! Zero-width characters between the letters of words: one in the subject or the sender's
//! name, three in the text.
//!
//! ## Why it matters
//! They cut a word for a filter and leave it whole for the eye.
//!
//! ## When it is wrong
//! Some scripts need joiners, and soft hyphens are honest; both are left out. Programs that
//! allow line breaks inside long names write a zero-width space.
//!
//! ## Example
//! `pass\u{200b}word`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::message::fold::is_cjk;
use unicode_script::{Script, UnicodeScript};

pub(crate) const CHECK: Check = Check { id: "zero-width-characters", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let names = message.from.iter().map(|from| from.name.as_str());
    let short = names.chain([message.subject.as_str()]).find_map(|text| cut_words(text, 1));
    let text = if reading.shapes.foreign.unseen { message.text.as_str() } else { "" };
    short.or_else(|| cut_words(text, 3))
}

/// The words that are cut, where there are at least so many cuts.
fn cut_words(text: &str, least: usize) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let counted = text.split_whitespace().map(|word| (word, cuts(word))).filter(|(_, cuts)| *cuts > 0);
    let (words, cuts): (Vec<&str>, Vec<usize>) = counted.take(least).unzip();
    (cuts.iter().sum::<usize>() >= least).then(|| words.join(" "))
}

/// At how many places something unseen stands between two letters of a word.
fn cuts(word: &str) -> usize {
    let mut cuts = 0;
    let mut before = None;
    let mut characters = word.chars().peekable();
    while let Some(c) = characters.next() {
        let after = characters.peek().copied();
        cuts += usize::from(
            is_unseen(c) && before.is_some_and(is_plain_letter) && after.is_some_and(is_plain_letter),
        );
        before = Some(c);
    }
    cuts
}

pub(in crate::checks) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{180e}' | '\u{34f}')
}

fn is_plain_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c.script(), Script::Latin | Script::Cyrillic | Script::Greek)
        || is_cjk(c)
}
