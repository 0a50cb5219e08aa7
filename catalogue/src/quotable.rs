//! Which words of a mail can be quoted to a person.
//!
//! What is counted are words, and pairs of letters where a script has no spaces. A pair is often torn
//! out of the middle: 「の変」 of 「の変更」 says nothing to anybody. So a pair is quoted as the whole word
//! that stands around it in the mail, and not at all where no whole word is to be seen.

/// Letters that a person needs at least before a word of a script with spaces says something.
const FEWEST_LETTERS: usize = 4;
/// The longest word of kanji that is taken for one: what is longer is a phrase, or Chinese.
const LONGEST_KANJI: usize = 6;
/// The longest word of katakana or hangul that is taken for one.
const LONGEST_SYLLABLES: usize = 12;
/// What may follow a word of kanji without being its ending, as い is of 「人違い」: particles, and な and だ.
const PARTICLES: &str = "のはがをにへとでもやかなだ";

/// A script whose words are told apart by where it begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Hangul,
}

impl Script {
    fn of(letter: char) -> Option<Self> {
        match letter {
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々' => Some(Self::Kanji),
            '\u{30a1}'..='\u{30fa}' | 'ー' => Some(Self::Katakana),
            '\u{ac00}'..='\u{d7a3}' => Some(Self::Hangul),
            _ => None,
        }
    }

    fn longest(self) -> usize {
        if self == Self::Kanji { LONGEST_KANJI } else { LONGEST_SYLLABLES }
    }
}

/// The word that a counted text can be quoted as, if any: itself where its script has spaces, else the
/// whole word around it in one of `places` (subject, text …). Two neighbouring words are torn out of
/// their sentence, and are no word.
pub(crate) fn quotable(word: &str, places: &[&str]) -> Option<String> {
    let mut letters = word.chars();
    let first = letters.next()?;
    let Some(script) = Script::of(first) else { return spaced(word).then(|| word.to_owned()) };
    if letters.any(|letter| Script::of(letter) != Some(script)) {
        return None;
    }
    places.iter().find_map(|place| around(word, script, place))
}

/// The whole word that a run of characters is a part of, if one is to be seen in one of `places`.
pub(crate) fn whole_word_of(run: &str, places: &[&str]) -> Option<String> {
    let run = run.trim();
    let longest = run.split(|letter: char| Script::of(letter).is_none()).max_by_key(|part| part.len())?;
    if let Some(whole) = (longest.chars().count() >= 2).then(|| quotable(longest, places)).flatten() {
        return Some(whole);
    }
    // What goes over the end of a word is of none.
    if run.chars().count() < FEWEST_LETTERS || !run.chars().all(char::is_alphabetic) {
        return None;
    }
    let words = places.iter().flat_map(|place| place.split(char::is_whitespace));
    let words = words.map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    words.filter(|word| spaced(word)).map(str::to_lowercase).find(|word| word.contains(run))
}

/// Whether a counted text can be read by anybody as it is: one whole word, or two.
pub(crate) fn is_readable(text: &str, places: &[&str]) -> bool {
    match text.split_once(' ') {
        Some((one, other)) => {
            let is_word = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
            is_word(one) && is_word(other) && (spaced(one) || spaced(other))
        }
        None => quotable(text, places).is_some_and(|whole| whole == text),
    }
}

/// A word of a script with spaces: letters enough, of one such script alone, with a mark or two among them.
fn spaced(word: &str) -> bool {
    let is_wide = |letter| matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let others = word.chars().count() - letters;
    let in_words = |letter: char| letter.is_alphabetic() || ['\'', '-'].contains(&letter);
    letters >= FEWEST_LETTERS
        && others * 3 <= letters
        && word.chars().all(in_words)
        && !word.chars().any(is_wide)
}

/// The whole word around the first of its places where one is to be seen.
fn around(part: &str, script: Script, text: &str) -> Option<String> {
    // What takes no room on the screen ends no word.
    let text: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
    let runs = text.split_inclusive(|letter| Script::of(letter) != Some(script));
    let mut before = None;
    for run in runs {
        let word = run.trim_end_matches(|letter| Script::of(letter) != Some(script));
        let after = run.chars().next_back().filter(|letter| Script::of(*letter) != Some(script));
        if word.contains(part) && is_whole(word, script, before, after) {
            return Some(word.to_owned());
        }
        before = after.or(before);
    }
    None
}

fn is_whole(word: &str, script: Script, before: Option<char>, after: Option<char>) -> bool {
    // A line that was wrapped may have cut it.
    let is_cut = [before, after].contains(&Some('\n')) || [before, after].contains(&Some('\r'));
    let has_ending = script == Script::Kanji
        && after.is_some_and(|after| is_hiragana(after) && !PARTICLES.contains(after));
    let letters = word.chars().filter(|letter| *letter != 'ー').count();
    letters >= 2 && word.chars().count() <= script.longest() && !is_cut && !has_ending
}

fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn is_hiragana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{309f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_of_letters_is_quoted_as_the_whole_word_around_it() {
        let places = [
            "未承諾広告※",
            "口座の変更のお知らせ。アカウントは銀行員へ。무료 광고입니다",
            "一部制\u{200b}限",
        ];
        for (counted, whole) in [
            ("諾広", "未承諾広告"),
            ("変更", "変更"),
            ("カウ", "アカウント"),
            ("行員", "銀行員"),
            ("광고", "광고입니다"),
            ("一部", "一部制限"),
            ("don't", "don't"),
            ("März", "März"),
        ] {
            assert_eq!(quotable(counted, &places).as_deref(), Some(whole), "{counted}");
        }
    }

    #[test]
    fn a_run_of_characters_is_quoted_as_the_whole_word_around_it() {
        let places = ["Your Account is locked (mailbox)", "口座の変更のお知らせ"];
        for (run, whole) in
            [("ccou", "account"), (" lock", "locked"), ("lbox", "mailbox"), ("の変更", "変更")]
        {
            assert_eq!(whole_word_of(run, &places).as_deref(), Some(whole), "{run}");
        }
        for torn in ["t is l", "om:Jo", "192.", "is", "ね私", "のお", "d4f8", "", "zzzz"] {
            assert_eq!(whole_word_of(torn, &places), None, "{torn}");
        }
    }

    #[test]
    fn one_whole_word_or_two_can_be_read_and_nothing_else() {
        let places = ["口座の変更のお知らせ"];
        for readable in ["click here", "the coach", "account", "変更"] {
            assert!(is_readable(readable, &places), "{readable}");
        }
        for torn in ["com da", "is 18", "192", "の変", "更の", "b0 1e6", "cup of"] {
            assert!(!is_readable(torn, &places), "{torn}");
        }
    }

    #[test]
    fn what_is_torn_or_says_nothing_is_not_quoted() {
        let places = [
            "人違いでした",
            "口座の変更は前日がメンテ、した様子。当選しました\n終通\n以下の会社員全員一同様宛 99 ーー。",
        ];
        for counted in [
            "の変",
            "は前",
            "がメ",
            "た様",
            "ました",
            "員サ",
            "人違",
            "当選",
            "終通",
            "社員",
            "なし",
            "ーー",
            "99",
            "000 00",
            "",
            "8",
            "st",
            "you",
            "click here",
            "+0800",
            "b0:1e6",
            "text/html",
            "見当",
        ] {
            assert_eq!(quotable(counted, &places), None, "{counted}");
        }
    }
}
