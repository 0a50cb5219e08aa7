//! The small words that every sentence needs and word salad lacks.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// English, and the commonest of languages written with the same letters.
const WORDS: &[&str] = &[
    "the", "of", "and", "to", "a", "in", "is", "for", "you", "that", "it", "on", "with", "as", "are", "was",
    "at", "be", "this", "have", "from", "or", "by", "not", "but", "we", "your", "can", "an", "will", "has",
    "if", "they", "he", "she", "his", "her", "all", "which", "their", "what", "there", "when", "who",
    "would", "do", "no", "so", "up", "out", "about", "into", "than", "them", "then", "these", "some", "my",
    "me", "our", "us", "i", "were", "been", "had", "did", "does", "could", "should", "may", "might", "must",
    "over", "only", "also", "just", "any", "more", "most", "other", "one", "how", "its", "him", "where",
    "why", "while", "because", "between", "after", "before", "through", "under", "per", "via", "der", "die",
    "das", "und", "ist", "nicht", "ein", "eine", "zu", "den", "mit", "von", "auf", "im", "dem", "des", "für",
    "le", "la", "les", "de", "du", "un", "une", "et", "est", "pour", "dans", "que", "qui", "sur", "pas",
    "vous", "nous", "el", "los", "las", "en", "y", "por", "con", "para", "su", "se", "del", "al", "il", "di",
    "che", "non", "per", "da", "o", "os", "do", "em", "um", "uma", "com", "na", "het", "een", "van", "en",
    "voor", "op", "met", "wa", "ga", "wo", "ni", "no", "desu", "och", "att", "som", "det", "av", "til", "og",
    "ja", "on", "ei", "nie", "je", "sie", "er", "ich", "es",
];

/// Whether a lower-case word is one of them.
pub(in crate::checks) fn is_function_word(word: &str) -> bool {
    static KNOWN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| WORDS.iter().copied().collect());
    KNOWN.contains(word)
}
