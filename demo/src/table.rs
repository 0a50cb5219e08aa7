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
    "spam-en-419",
    "spam-en-backscatter",
    "spam-en-brand-refund",
    "spam-en-chatty",
    "spam-en-comments-in-words",
    "spam-en-crypto-no-message-id",
    "spam-en-forged-tag",
    "spam-en-from-yourself",
    "spam-en-invoice-fraud",
    "spam-en-look-alike-characters",
    "spam-en-parcel-fee",
    "spam-en-pharmacy-dynamic-host",
    "spam-en-raw-ip",
    "spam-en-set-apart",
    "spam-en-word-salad",
    "spam-en-woven-letters",
    "spam-en-zip-doubly-ended",
    "spam-ja-amazon-display-name",
    "spam-ja-bank-link-mismatch",
    "spam-ja-carrier-auth-failed",
    "spam-ja-fictitious-billing",
    "spam-ja-invisible-text",
    "spam-ja-invoice-exe",
    "spam-ja-maki-1",
    "spam-ja-maki-2",
    "spam-ja-maki-3",
    "spam-ja-maki-4",
    "spam-ja-maki-5",
    "spam-ja-parcel-look-alike-host",
    "spam-ja-provider-tag",
    "spam-ja-set-apart",
    "spam-ja-shop-date-far-off",
    "spam-ja-unsolicited-ad",
    "spam-ja-zero-width",
];
