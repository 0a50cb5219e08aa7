//! The folders of an account: what LIST says, what a person reads, and which one is ours.
//!
//! A person always reads `/` between levels and decoded names; the server's own spelling is
//! kept beside it and is the only thing ever sent back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use async_imap::imap_proto::{MailboxDatum, MailboxListData, NameAttribute, Response};
use tokio::io::{AsyncRead, AsyncWrite};

use super::connect::offers;
use super::failure::Failure;
use super::layer::Layer;
use super::names;
use super::namespace::Namespace;
use crate::mailbox::{junk, sent};

/// The folder of our own, beside or below INBOX as the server wants it.
const OWN: &str = "Mekiki";

/// All folders of an account.
#[derive(Debug)]
pub(super) struct Folders {
    /// The name a person reads, and the server's.
    wire: BTreeMap<String, String>,
    /// Those that only show what others hold, such as Gmail's “All Mail”.
    views: BTreeSet<String>,
    /// Those of sent mail, as a person reads them.
    sent: Vec<String>,
    junk: Option<String>,
    delimiter: Option<char>,
    own: String,
    own_wire: String,
}

/// One line of LIST.
// One switch an attribute of the line; a folder may have any of them together.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Clone, Default)]
struct Listed {
    wire: String,
    delimiter: Option<char>,
    selectable: bool,
    junk: bool,
    view: bool,
    sent: bool,
}

impl Folders {
    /// Asks the server for all folders and works out where ours belongs. `personal`: where the
    /// person's folders hang, as the server announced it.
    ///
    /// Some servers mark the junk folder only when they are asked to (RFC 6154, 5.1).
    pub(super) async fn ask<S>(
        layer: &mut Layer<S>,
        offered: &[String],
        personal: Option<&Namespace>,
    ) -> Result<Self, Failure>
    where
        S: AsyncRead + AsyncWrite + Unpin + Debug + Send,
    {
        let mut listed = Vec::new();
        let marks = offers(offered, "LIST-EXTENDED") && offers(offered, "SPECIAL-USE");
        let command = if marks { "LIST \"\" \"*\" RETURN (SPECIAL-USE)" } else { "LIST \"\" \"*\"" };
        layer
            .run(command, |response| {
                if let Response::MailboxData(MailboxDatum::List(line)) = response {
                    listed.push(Listed::new(line));
                }
            })
            .await?;
        Ok(Self::new(&listed, personal))
    }

    fn new(listed: &[Listed], personal: Option<&Namespace>) -> Self {
        let inbox = listed.iter().find(|one| one.wire.eq_ignore_ascii_case("INBOX"));
        let first = inbox.or(listed.first());
        let announced = personal.and_then(|personal| personal.delimiter);
        let delimiter = announced.or(first.and_then(|one| one.delimiter));
        let own_wire = own_wire(listed, delimiter, personal);
        let mut wire = BTreeMap::new();
        // A name with bytes that are no text cannot be sent back as it was: it is left out.
        for one in listed.iter().filter(|one| one.selectable && !one.wire.contains('\u{fffd}')) {
            wire.entry(one.shown()).or_insert_with(|| one.wire.clone());
        }
        wire.insert("INBOX".to_owned(), "INBOX".to_owned());
        let own = Listed { wire: own_wire.clone(), delimiter, ..Listed::default() }.shown();
        let junk = junk_folder(listed);
        let views = listed.iter().filter(|one| one.view).map(Listed::shown).collect();
        let sent = sent_folders(listed);
        Self { wire, views, sent, junk, delimiter, own, own_wire }
    }

    /// The names a person could choose, in order.
    pub(super) fn names(&self) -> Vec<String> {
        self.wire.keys().cloned().collect()
    }

    /// The folder of our own, as a person reads it.
    pub(super) fn own(&self) -> &str {
        &self.own
    }

    /// Whether the folder of our own is there.
    pub(super) fn has_own(&self) -> bool {
        self.wire.contains_key(&self.own)
    }

    /// Notes that the folder of our own has been made.
    pub(super) fn add_own(&mut self) {
        self.wire.insert(self.own.clone(), self.own_wire.clone());
    }

    /// Puts the folder of our own below INBOX, after the server refused it beside.
    /// `false` when it is there already or there are no levels.
    pub(super) fn move_own_below_inbox(&mut self) -> bool {
        let Some(delimiter) = self.delimiter else { return false };
        let below = format!("INBOX{delimiter}{OWN}");
        let moved = self.own_wire != below;
        self.own_wire = below;
        self.own = format!("INBOX/{OWN}");
        moved
    }

    /// Whether a folder only shows what others hold. Removing a message there may remove it
    /// everywhere (RFC 6154, 2: `\\All`, `\\Flagged`).
    pub(super) fn is_view(&self, folder: &str) -> bool {
        self.views.contains(folder)
    }

    /// The folders of sent mail, as a person reads them.
    pub(super) fn sent(&self) -> &[String] {
        &self.sent
    }

    /// The server's junk folder, as a person reads it.
    pub(super) fn junk(&self) -> Option<&str> {
        self.junk.as_deref()
    }

    /// The server's spelling of a name. One that was not listed is spelled by the rules.
    pub(super) fn wire(&self, folder: &str) -> String {
        if let Some(wire) = self.wire.get(folder) {
            return wire.clone();
        }
        if folder == self.own {
            return self.own_wire.clone();
        }
        let delimiter = self.delimiter.unwrap_or('/');
        let levels = folder.split('/').map(|level| names::encode(&level.replace('\u{2215}', "/")));
        levels.collect::<Vec<_>>().join(&delimiter.to_string())
    }
}

impl Listed {
    fn new(line: &MailboxListData<'_>) -> Self {
        let has = |attribute: &NameAttribute<'_>| line.name_attributes.contains(attribute);
        let missing = |one: &NameAttribute<'_>| matches!(one, NameAttribute::Extension(name) if name.eq_ignore_ascii_case("\\NonExistent"));
        let delimiter = line.delimiter.as_deref().map(names::unescaped);
        Self {
            wire: names::unescaped(&line.name),
            delimiter: delimiter.and_then(|text| text.chars().next()),
            selectable: !has(&NameAttribute::NoSelect) && !line.name_attributes.iter().any(missing),
            junk: has(&NameAttribute::Junk),
            view: has(&NameAttribute::All) || has(&NameAttribute::Flagged),
            sent: has(&NameAttribute::Sent),
        }
    }

    /// The name as a person reads it. A `/` within a level, where levels are parted by another
    /// character, becomes the look-alike U+2215 so that the name still has one meaning.
    fn shown(&self) -> String {
        if self.wire.eq_ignore_ascii_case("INBOX") {
            return "INBOX".to_owned();
        }
        let delimiter = self.delimiter.unwrap_or('/');
        let levels = self.wire.split(delimiter).map(|level| names::decode(level).replace('/', "\u{2215}"));
        levels.collect::<Vec<_>>().join("/")
    }
}

/// The server's spelling of the folder of our own: where it stands already, else below the prefix
/// that the server announced for the person's folders, else where all other folders are.
fn own_wire(listed: &[Listed], delimiter: Option<char>, personal: Option<&Namespace>) -> String {
    let below_inbox = delimiter.map(|delimiter| format!("INBOX{delimiter}"));
    let announced = personal.map(|personal| personal.prefix.clone());
    // An earlier Mekiki did not know the prefix; what it made elsewhere holds mail.
    let candidates = [announced.clone(), below_inbox, Some(String::new())];
    let mut names = candidates.into_iter().flatten().map(|prefix| format!("{prefix}{OWN}"));
    let there = names.find(|name| listed.iter().any(|one| one.selectable && one.wire == *name));
    there.unwrap_or_else(|| {
        let prefix = announced.unwrap_or_else(|| guessed_prefix(listed, delimiter));
        format!("{prefix}{OWN}")
    })
}

/// `INBOX.` where folders exist and all of them lie below INBOX: new ones do too. Else nothing.
///
/// For servers that announce no prefix.
fn guessed_prefix(listed: &[Listed], delimiter: Option<char>) -> String {
    let Some(delimiter) = delimiter else { return String::new() };
    let prefix = format!("INBOX{delimiter}");
    let below =
        |one: &Listed| one.wire.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(&prefix));
    let mut others = listed.iter().filter(|one| !one.wire.eq_ignore_ascii_case("INBOX")).peekable();
    if others.peek().is_some() && others.all(below) { prefix } else { String::new() }
}

fn junk_folder(listed: &[Listed]) -> Option<String> {
    let selectable = || listed.iter().filter(|one| one.selectable);
    let marked = selectable().find(|one| one.junk).map(Listed::shown);
    marked.or_else(|| {
        let shown: Vec<String> = selectable().map(Listed::shown).collect();
        let names: Vec<&str> = shown.iter().map(String::as_str).collect();
        junk::among(&names).map(str::to_owned)
    })
}

/// Those that the server marks, and those that mail programs made under the usual names beside
/// them: a mark only says where the server's own web mail puts what it sends.
fn sent_folders(listed: &[Listed]) -> Vec<String> {
    let readable = listed.iter().filter(|one| one.selectable && !one.wire.contains('\u{fffd}'));
    let mut found: Vec<String> = readable
        .map(|one| (one.sent, one.shown()))
        .filter(|(marked, shown)| *marked || sent::is_named_so(shown))
        .map(|(_, shown)| shown)
        .collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(delimiter: char, names: &[&str]) -> Vec<Listed> {
        let one = |name: &&str| Listed {
            wire: (*name).to_owned(),
            delimiter: Some(delimiter),
            selectable: true,
            ..Listed::default()
        };
        names.iter().map(one).collect()
    }

    #[test]
    fn our_folder_stands_beside_inbox_where_the_server_allows_it() {
        let folders = Folders::new(&listed('/', &["INBOX", "Sent", "INBOX/old"]), None);
        assert_eq!((folders.own(), folders.wire("Mekiki").as_str()), ("Mekiki", "Mekiki"));
        let empty = Folders::new(&listed('/', &["INBOX"]), None);
        assert_eq!(empty.own(), "Mekiki");
    }

    #[test]
    fn our_folder_stands_below_inbox_where_everything_does() {
        let folders = Folders::new(&listed('.', &["INBOX", "INBOX.Sent", "INBOX.&j,dg0TDhMPww6w-"]), None);
        assert_eq!((folders.own(), folders.wire("INBOX/Mekiki").as_str()), ("INBOX/Mekiki", "INBOX.Mekiki"));
        assert_eq!(folders.names(), ["INBOX", "INBOX/Sent", "INBOX/迷惑メール"]);
        assert_eq!(folders.junk(), Some("INBOX/迷惑メール"));
    }

    #[test]
    fn our_folder_stands_below_the_prefix_that_the_server_announces() {
        for (delimiter, prefix, shown) in [('/', "Mail/", "Mail/Mekiki"), ('_', "Mail_", "Mail/Mekiki")] {
            let personal = Namespace { prefix: prefix.to_owned(), delimiter: Some(delimiter) };
            let folders = Folders::new(&listed(delimiter, &["INBOX"]), Some(&personal));
            assert_eq!((folders.own(), folders.wire(shown)), (shown, format!("{prefix}Mekiki")));
        }
        let nothing = Namespace { prefix: String::new(), delimiter: Some('/') };
        let folders = Folders::new(&listed('/', &["INBOX", "INBOX/old"]), Some(&nothing));
        assert_eq!(folders.own(), "Mekiki");
    }

    #[test]
    fn a_folder_that_was_made_earlier_beside_the_prefix_is_not_lost() {
        let personal = Namespace { prefix: "Mail/".to_owned(), delimiter: Some('/') };
        let folders = Folders::new(&listed('/', &["INBOX", "Mekiki", "Mail/old"]), Some(&personal));
        assert_eq!((folders.own(), folders.has_own()), ("Mekiki", true));
    }

    #[test]
    fn a_folder_of_another_person_does_not_move_ours() {
        let folders = Folders::new(&listed('.', &["INBOX", "INBOX.Mekiki", "shared.all"]), None);
        assert_eq!(folders.own(), "INBOX/Mekiki");
        assert!(folders.has_own());
    }

    #[test]
    fn a_mark_of_the_server_goes_before_a_name() {
        let mut two = listed('/', &["Junk", "Werbung"]);
        two[1].junk = true;
        assert_eq!(Folders::new(&two, None).junk(), Some("Werbung"));
    }

    #[test]
    fn sent_mail_is_where_the_server_marks_it_and_where_it_is_usually_called_so() {
        let mut three = listed('.', &["INBOX", "INBOX.Postausgang", "INBOX.&kAFP4W4IMH8-", "INBOX.Sentinel"]);
        three[1].sent = true;
        assert_eq!(Folders::new(&three, None).sent(), ["INBOX/Postausgang", "INBOX/送信済み"]);
        let gmail = listed('/', &["INBOX", "[Gmail]/Sent Mail", "[Gmail]/&kAFP4W4IMH8w4TD8MOs-"]);
        assert_eq!(Folders::new(&gmail, None).sent(), ["[Gmail]/Sent Mail", "[Gmail]/送信済みメール"]);
    }

    #[test]
    fn a_slash_within_a_level_keeps_its_meaning() {
        let folders = Folders::new(&listed('.', &["INBOX", "a/b.c"]), None);
        assert_eq!(folders.names(), ["INBOX", "a\u{2215}b/c"]);
        assert_eq!(folders.wire("a\u{2215}b/c"), "a/b.c");
        assert_eq!(folders.wire("new\u{2215}one/台北"), "new/one.&U,BTFw-");
    }
}
