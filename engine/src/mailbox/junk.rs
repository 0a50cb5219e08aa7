//! The names that junk folders go by where nothing marks them.

/// In the order in which they are believed.
const NAMES: [&str; 10] = [
    "Junk",
    "Spam",
    "Junk E-mail",
    "Junk Email",
    "Bulk Mail",
    "Bulk",
    "[Gmail]/Spam",
    "[Gmail]/迷惑メール",
    "迷惑メール",
    "迷惑メールフォルダー",
];

/// The junk folder among these, by its name alone.
pub(super) fn among<'a>(folders: &[&'a str]) -> Option<&'a str> {
    NAMES.iter().find_map(|name| {
        folders.iter().copied().find(|folder| {
            let bare = folder.strip_prefix("INBOX/").unwrap_or(folder);
            bare.eq_ignore_ascii_case(name)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn junk_is_known_by_its_usual_names() {
        assert_eq!(among(&["INBOX", "Archive", "spam"]), Some("spam"));
        assert_eq!(among(&["INBOX", "INBOX/迷惑メール"]), Some("INBOX/迷惑メール"));
        assert_eq!(among(&["Bulk", "Junk"]), Some("Junk"));
        assert_eq!(among(&["INBOX", "Junkyard", "Mekiki"]), None);
    }
}
