//! Words that thieves put beside a known name to sound like its owner.

/// In small letters.
const WORDS: &[&str] = &[
    "account",
    "accounts",
    "admin",
    "alert",
    "alerts",
    "app",
    "bank",
    "banking",
    "bill",
    "billing",
    "card",
    "cards",
    "care",
    "center",
    "centre",
    "cloud",
    "club",
    "co",
    "com",
    "corp",
    "customer",
    "customers",
    "delivery",
    "desk",
    "global",
    "group",
    "help",
    "helpdesk",
    "id",
    "inc",
    "info",
    "information",
    "international",
    "japan",
    "jp",
    "login",
    "ltd",
    "mail",
    "mailer",
    "member",
    "members",
    "membership",
    "music",
    "net",
    "news",
    "notice",
    "notification",
    "notifications",
    "office",
    "official",
    "online",
    "order",
    "orders",
    "pay",
    "payment",
    "payments",
    "plus",
    "point",
    "points",
    "prime",
    "pro",
    "refund",
    "safety",
    "secure",
    "security",
    "service",
    "services",
    "shop",
    "shopping",
    "sign",
    "signin",
    "store",
    "stores",
    "support",
    "team",
    "tracking",
    "update",
    "updates",
    "user",
    "verification",
    "verify",
    "video",
    "wallet",
    "web",
];

/// Whether a word is one of them.
pub(in crate::checks) fn is_service_word(word: &str) -> bool {
    WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_order() {
        assert!(WORDS.is_sorted());
    }
}
