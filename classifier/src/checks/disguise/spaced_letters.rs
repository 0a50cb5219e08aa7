//! # Letters set apart
//!
//! ## What it looks for
//! Words spelled with a space or mark after every letter: words that spam likes to hide,
//! Latin or Japanese, and in the subject any Latin word of five letters or more, but where the
//! sender is proven.
//!
//! ## Why it matters
//! The eye joins the letters; a filter that reads words finds none.
//!
//! ## When it is wrong
//! Headings are set wide for looks (`N E W S`), and Japanese letters write 敬　具 and 氏　名;
//! such words are not on the list.
//!
//! ## Example
//! `V I A G R A`, `V.I.A.G.R.A`, `当 選`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::checks::shapes::Shapes;
use crate::checks::tables::drug_names::DISGUISED_WORDS;
use crate::message::fold::is_cjk;

pub(crate) const CHECK: Check = Check { id: "spaced-letters", look };

/// The most spelled words that are looked at.
const MOST: usize = 50;
/// Japanese words worth hiding.
const JAPANESE: &[&str] = &[
    "当選",
    "無料",
    "出会",
    "高額",
    "副業",
    "賞金",
    "融資",
    "人妻",
    "現金",
    "未納",
    "投資",
    "支援金",
    "懸賞",
    "給付金",
    "儲",
    "激安",
    "即金",
    "借金",
    "風俗",
    "不倫",
    "逆援",
    "裏技",
    "必勝",
    "稼",
    "配当",
    "暗号資産",
    "アダルト",
    "セフレ",
    "エッチ",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let subject = spelled(&message.subject).into_iter().find(|word| is_listed(word) || !reading.is_proven());
    let Shapes { foreign, has_spelled, .. } = &reading.shapes;
    let mut found = if foreign.any || *has_spelled { spelled(&message.text) } else { Vec::new() };
    let listed = found.iter().position(|word| is_listed(word));
    match (subject, listed) {
        (Some(word), _) => Some(word),
        (None, Some(at)) => Some(found.swap_remove(at)),
        (None, None) => None,
    }
}

fn is_listed(word: &str) -> bool {
    let word = word.to_lowercase();
    DISGUISED_WORDS.iter().any(|known| word.contains(known))
        || JAPANESE.iter().any(|known| word.contains(known))
}

/// The words that are spelled out letter by letter, joined. Japanese ones only where they
/// are worth hiding.
fn spelled(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines().take(2_000) {
        let mut row = String::new();
        for piece in
            line.split([' ', '\u{3000}', '\t']).filter(|piece| !piece.is_empty()).chain(["\u{0}\u{0}"])
        {
            if let Some(word) = dotted(piece).filter(|word| is_listed(word)) {
                found.push(word);
            }
            match single_letter(piece) {
                Some(letter) => row.push(letter),
                None => close(&mut row, &mut found),
            }
            if found.len() >= MOST {
                return found;
            }
        }
    }
    found
}

fn close(row: &mut String, found: &mut Vec<String>) {
    let word = std::mem::take(row);
    let letters = word.chars().count();
    if word.is_ascii() {
        let alphabet =
            word.as_bytes().windows(2).all(|pair| matches!(pair, [a, b] if *b == a.wrapping_add(1)));
        if letters >= 5 && !alphabet && distinct(&word) >= 3 {
            found.push(word);
        }
    } else if letters >= 2 && is_listed(&word) {
        found.push(word);
    }
}

/// A letter that stands alone, with at most one mark behind it.
fn single_letter(piece: &str) -> Option<char> {
    let mut characters = piece.chars();
    let letter = characters.next()?;
    let rest = characters.as_str();
    let alone = rest.is_empty() || matches!(rest, "." | "-" | "_" | "*" | "・");
    (alone && (letter.is_ascii_alphabetic() || is_cjk(letter))).then_some(letter)
}

/// The word of a piece that has a mark after every letter: `V.I.A.G.R.A`. Such are initials
/// and abbreviations too.
fn dotted(piece: &str) -> Option<String> {
    let mut word = String::new();
    let mut characters = piece.trim_matches(|c: char| matches!(c, '"' | '(' | ')' | '!' | '?' | ',')).chars();
    while let Some(letter) = characters.next() {
        let mark = characters.next();
        let apart = matches!(mark, None | Some('.' | '-' | '_' | '*' | '/' | '|' | '~' | '+' | '・'));
        if !apart || !(letter.is_ascii_alphabetic() || is_cjk(letter)) || word.len() > 100 {
            return None;
        }
        word.push(letter);
    }
    (word.chars().count() >= 2).then_some(word)
}

fn distinct(word: &str) -> usize {
    word.bytes().map(|byte| byte.to_ascii_lowercase()).collect::<rustc_hash::FxHashSet<_>>().len()
}
