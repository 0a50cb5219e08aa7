//! The names that folders of sent mail go by where nothing marks them.

/// As mail programs and providers call them in the two languages that Mekiki speaks.
const NAMES: [&str; 10] = [
    "Sent",
    "Sent Items",
    "Sent Mail",
    "Sent Messages",
    "Sent-Mail",
    "送信済み",
    "送信済みアイテム",
    "送信済みメール",
    "送信済みメッセージ",
    "送信済みトレイ",
];

/// What stands before a name where all folders lie below one.
const BEFORE: [&str; 4] = ["INBOX/", "[Gmail]/", "[Google Mail]/", "./"];

/// Whether a folder holds sent mail, by its name alone.
pub(super) fn is_named_so(folder: &str) -> bool {
    let bare = BEFORE.iter().find_map(|before| folder.strip_prefix(before)).unwrap_or(folder);
    NAMES.iter().any(|name| bare.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sent_mail_is_known_by_its_usual_names() {
        for folder in ["Sent", "sent items", "INBOX/送信済み", "[Gmail]/Sent Mail", "[Gmail]/送信済みメール"]
        {
            assert!(is_named_so(folder), "{folder}");
        }
        for folder in ["INBOX", "Sentinel", "Work/Sent", "Drafts", "下書き", "Absent"] {
            assert!(!is_named_so(folder), "{folder}");
        }
    }
}
