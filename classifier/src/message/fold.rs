//! Text folded for judging, never for showing.
//!
//! `Ｖｉａｇｒａ`, `ＶＩＡＧＲＡ` and `vi\u{200b}agra` are one word to the eye; folding makes them one to
//! the judge: compatibility form (NFKC, which also widens half-width kana), lower case,
//! and nothing that has no width.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use unicode_script::{Script, UnicodeScript};

/// The folded form of a text.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        };
    }
    let settled = |c: char| !is_zero_width(c) && c.to_lowercase().eq(std::iter::once(c));
    if text.chars().all(settled) && is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&c| !is_zero_width(c)).nfkc().flat_map(char::to_lowercase).collect())
}

/// Joins the lines that a mail program wrapped, so that a phrase is found wherever it was
/// broken: with a space, or with nothing where neither side writes spaces. An empty line stays.
pub fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let wrapped = letter == '\n' && next.is_some_and(|next| next != '\n') && !out.ends_with('\n');
        match next {
            Some(next) if wrapped && is_cjk(next) && out.chars().next_back().is_some_and(is_cjk) => {}
            _ if wrapped => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

/// Characters without width that can be put into words unseen: zero-width spaces and
/// joiners, soft hyphens, direction marks, variation selectors, tags.
pub fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Hiragana or katakana: what only Japanese is written in.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Whether a text is Japanese as a whole: at least a tenth of its letters are kana.
pub fn is_japanese(text: &str) -> bool {
    let (mut kana, mut letters) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        kana += usize::from(is_kana(c));
    }
    kana * 10 >= letters && kana >= 2
}

/// Chinese characters, kana and hangul: scripts written without spaces between words, or
/// where single characters carry meaning.
pub fn is_cjk(c: char) -> bool {
    u32::from(c) >= 0x1100
        && matches!(
            c.script(),
            Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo
        )
        || matches!(c, 'ー' | 'ｰ' | '々' | '〆')
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn wrapped_lines_are_joined_and_paragraphs_stay_apart() {
        assert_eq!(joined("the wrong\nperson"), "the wrong person");
        assert_eq!(joined("当選おめで\nとう"), "当選おめでとう");
        assert_eq!(joined("one\n\ntwo\nthree\n"), "one\n\ntwo three\n");
        assert_eq!(joined(""), "");
    }
}
