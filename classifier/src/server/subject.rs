//! Tags that providers put in front of a subject.

/// The key of this "dialect" in [`crate::Facts::tags`].
pub(super) const DIALECT: &str = "subject";

/// The words that providers write between brackets, folded.
const WORDS: &[&str] = &[
    "spam",
    "spam-mail",
    "spam-detect",
    "spam-suspect",
    "junk",
    "meiwaku",
    "suspected spam",
    "spam?",
    "maybe spam",
    "bulk",
    "phish",
    "phishing",
    "迷惑メール",
];

/// The tag at the beginning of a subject (behind any `Re:`), as it was written.
pub(super) fn tag(subject: &str) -> Option<&str> {
    let rest = behind_replies(subject);
    let open = rest.chars().next()?;
    let close = match open {
        '[' => ']',
        '【' => '】',
        '［' => '］',
        '{' => '}',
        '*' => '*',
        _ => return None,
    };
    let inner = rest.trim_start_matches(open);
    let end = inner.find(close)?;
    let (word, behind) = inner.split_at_checked(end)?;
    let closed = behind.len() - behind.trim_start_matches(close).len();
    let length = (rest.len() - inner.len()) + word.len() + closed;
    let folded = crate::message::fold::folded(word);
    WORDS.contains(&folded.trim()).then(|| rest.get(..length)).flatten()
}

/// The subject without a provider's tag.
pub fn strip_tag(subject: &str) -> &str {
    match tag(subject) {
        Some(found) => subject
            .find(found)
            .and_then(|start| subject.get(start + found.len()..))
            .map_or(subject, str::trim_start),
        None => subject,
    }
}

fn behind_replies(subject: &str) -> &str {
    let mut rest = subject.trim_start();
    while let Some((prefix, tail)) = rest.split_once(':') {
        if !matches!(prefix.to_ascii_lowercase().as_str(), "re" | "fw" | "fwd" | "aw") {
            break;
        }
        rest = tail.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_form_of_tag_is_found_and_ordinary_brackets_are_not() {
        for subject in [
            "[SPAM] hello",
            "***SPAM*** hello",
            "[[SPAM]] hello",
            "【迷惑メール】 こんにちは",
            "Re: [Spam?] hello",
            "［ＳＰＡＭ］ hello",
            "{Spam?} hello",
            "[MEIWAKU] hello",
        ] {
            assert!(tag(subject).is_some(), "{subject}");
        }
        for subject in ["[mekiki-dev] spam filter", "hello [SPAM]", "【重要】お知らせ", "", "[", "***", "Re:"]
        {
            assert_eq!(tag(subject), None, "{subject}");
        }
    }

    #[test]
    fn a_tag_is_taken_off() {
        assert_eq!(strip_tag("[SPAM] hello"), "hello");
        assert_eq!(strip_tag("hello"), "hello");
    }
}
