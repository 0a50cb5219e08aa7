//! The sources, in the order of their names. A test compares this list with the folder.

macro_rules! sources {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../mail/", $name, ".eml")))),*]
    };
}

/// Name and text of each mail.
pub(crate) const SOURCES: &[(&str, &str)] = sources![
    "ham-en-bounce-of-sent-mail",
    "ham-en-mailing-list-1",
    "ham-en-newsletter",
    "ham-en-one-time-code",
    "ham-en-recruiter",
    "ham-ja-bank-notice",
    "ham-ja-classmate-first-contact",
    "ham-ja-partner-half-width-kana",
    "ham-ja-school-notice",
    "spam-en-backscatter",
    "spam-en-comments-in-words",
    "spam-en-look-alike-characters",
    "spam-en-set-apart",
    "spam-en-word-salad",
    "spam-en-woven-letters",
    "spam-ja-maki-1",
    "spam-ja-set-apart",
    "spam-ja-zero-width",
];
