//! Headers that a person taught: what a filter not known here writes, and what it means.

use super::Opinion;

/// So much of a value is looked at.
const LOOKED_AT: usize = 1000;

/// How a header that a person taught is read. Patterns are held against the whole value,
/// upper and lower case alike, and `*` in them stands for any characters.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TaughtTag {
    /// The header's name in lower case.
    pub header: String,
    /// What it says of spam.
    pub spam: Option<String>,
    /// What it says of ham.
    pub ham: Option<String>,
    /// The first number in the value says spam above this, and ham up to it.
    pub number_above: Option<f64>,
}

impl TaughtTag {
    /// The key of this tag in [`crate::Facts::tags`].
    pub fn dialect(&self) -> String {
        format!("taught:{}", self.header)
    }

    /// What a value of this header means; `None` when it was not taught. A pattern counts
    /// before the number, and the one for spam before the one for ham.
    pub fn read(&self, value: &str) -> Option<Opinion> {
        let value: String = value.trim().chars().take(LOOKED_AT).flat_map(char::to_lowercase).collect();
        let fits = |pattern: &Option<String>| {
            pattern.as_ref().is_some_and(|pattern| fits(&pattern.to_lowercase(), &value))
        };
        if fits(&self.spam) {
            return Some(Opinion::Spam);
        }
        if fits(&self.ham) {
            return Some(Opinion::Ham);
        }
        let limit = self.number_above?;
        let number = first_number(&value)?;
        Some(if number > limit { Opinion::Spam } else { Opinion::Ham })
    }
}

/// Whether a text fits a pattern. Each piece between two `*` is sought once, from the left:
/// where any way fits, that one does.
fn fits(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(rest) = pieces.next().and_then(|begin| text.strip_prefix(begin)) else { return false };
    let Some(end) = pieces.next_back() else { return rest.is_empty() };
    let mut rest = rest;
    for piece in pieces {
        match rest.split_once(piece) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    rest.ends_with(end)
}

/// The first number of a text, such as the 7.2 of `score=7.2/5`.
fn first_number(text: &str) -> Option<f64> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let (before, from) = text.split_at_checked(start)?;
    let end = from.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(from.len());
    let number: f64 = from.get(..end)?.trim_end_matches('.').parse().ok()?;
    // `a-7` is a name with a number; `-7`, `=-7` and `score -7` are negative.
    let mut before = before.chars().rev();
    let negative = before.next() == Some('-') && before.next().is_none_or(|letter| !letter.is_alphanumeric());
    Some(if negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_star_stands_for_anything_and_nothing_else_is_special() {
        for (pattern, text, expected) in [
            ("yes*", "yes, score 9", true),
            ("yes*", "yes", true),
            ("yes", "yes, score 9", false),
            ("*spam*", "no spam here", true),
            ("*spam", "spam, spam", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*a", "a", false),
            ("*", "", true),
            ("", "", true),
            ("", "x", false),
            ("y.s", "yes", false),
            ("迷惑*", "迷惑メール", true),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn the_first_number_is_read_with_its_sign() {
        for (text, expected) in [
            ("7.2/5", Some(7.2)),
            ("score=-1.5", Some(-1.5)),
            ("filter-2", Some(2.0)),
            ("90%.", Some(90.0)),
            ("1.2.3", None),
            ("none", None),
            ("٧", None),
        ] {
            assert_eq!(first_number(text), expected, "{text}");
        }
    }

    #[test]
    fn words_count_before_the_number() {
        let tag = TaughtTag {
            header: "x-corp-filter".into(),
            spam: Some("YES*".into()),
            ham: Some("no*".into()),
            number_above: Some(5.0),
        };
        assert_eq!(tag.read("Yes 1"), Some(Opinion::Spam));
        assert_eq!(tag.read(" no 9 "), Some(Opinion::Ham));
        assert_eq!(tag.read("score 9"), Some(Opinion::Spam));
        assert_eq!(tag.read("score 5"), Some(Opinion::Ham));
        assert_eq!(tag.read("perhaps"), None);
    }
}
