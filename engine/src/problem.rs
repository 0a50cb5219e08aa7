//! What can go wrong, in terms a person can act on.
//!
//! A [`Problem`] carries a kind and the facts its sentence needs; the sentence itself, in
//! the person's language, stands in the catalogue under `problem-<kind>`. Secrets are
//! never part of it.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// What went wrong. Each kind has a sentence in the catalogue that says what happened and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The server refused user name or password. (`host`, `user`, `account`)
    WrongPassword,
    /// The host name has no address; with detail `worked-before`, of an account whose server was
    /// reached there before. (`host`, `detail`, `protocol`)
    UnknownHost,
    /// Nothing answers at that port; with detail `worked-before` likewise. `protocol`: `pop3` where it is
    /// that. (`host`, `port`, `detail`, `protocol`)
    ConnectionRefused,
    /// Something answers that does not speak the protocol or TLS; with detail `encrypted`, it speaks TLS
    /// from the start, where STARTTLS was asked for. (`host`, `port`, `detail`, `protocol`)
    WrongPort,
    /// The certificate has expired, or with detail `not-yet` is not valid yet. (`host`, `detail`)
    CertificateExpired,
    /// The certificate is for another host. (`host`)
    CertificateForAnotherHost,
    /// The certificate's issuer is not trusted; with detail `self-signed`, it is its own. (`host`, `detail`)
    CertificateUntrusted,
    /// The server and this machine agree on no encryption. (`host`, `detail`)
    NoCommonEncryption,
    /// The server does not offer STARTTLS though the account asks for it. (`host`, `protocol`)
    NoStartTls,
    /// The server hung up. (`host`)
    HungUp,
    /// The server stopped answering. (`host`, `seconds`)
    Stalled,
    /// The server said no. (`host`, `detail`)
    Refused,
    /// Another program has the mailbox to itself just now; it is tried again. (`host`)
    InUse,
    /// The server wants a longer pause between two sign-ins; it is tried again. (`host`)
    TooSoon,
    /// The server has trouble of its own: it passes, or with `lasts` whoever runs it must act.
    /// (`host`, `detail`, `lasts`)
    ServerTrouble,
    /// A POP3 server that cannot tell messages apart from one day to the next. (`host`)
    NoUniqueIds,
    /// A POP3 server that removes by itself what was read. (`host`)
    RemovesWhatIsRead,
    /// The server keeps no marks on messages. (`account`)
    NoMarks,
    /// The server said something that cannot be understood. (`host`, `detail`)
    NotUnderstood,
    /// The folder does not exist; with detail `maildir`, the account's Maildir itself; with `adding`,
    /// for an account that is to be. (`folder`, `detail`)
    NoSuchFolder,
    /// The message is not where it was; another program moved or deleted it. With detail
    /// `copy-lost`, a held one of which there is no copy any more; with `no-copy-here`, one whose
    /// copy on this machine is gone. (`message`, `from`, `subject`, `detail`)
    MessageGone,
    /// It cannot be read or written; with detail `server`, a folder there; with `server-move`, that one
    /// or the one that mail was to come from; with `server-back`, one that mail was to go back to; or
    /// it holds a password and is `readable-by-others`. (`path`, `from`, `detail`, `host`, `account`)
    PermissionDenied,
    /// The disk is full; with detail `output`, what our output goes to; with `deleting`, nothing was
    /// deleted, as that is noted first. (`path`, `detail`)
    DiskFull,
    /// The disk or folder is read-only; with detail `mail`, the mail's own. (`path`, `detail`)
    ReadOnly,
    /// It is a folder where a file is needed; with detail `ca-file`, an authority's. (`path`, `detail`)
    IsFolder,
    /// It is a file where a folder is needed. (`path`)
    NotAFolder,
    /// Another input or output error. (`path`, `detail`)
    InputOutput,
    /// The database was damaged and lies aside at the path; with detail `met`, its damage was met
    /// at work and it lies where it was until the next opening. (`path`, `detail`)
    StoreCorrupt,
    /// The database was written by a newer program. (`path`)
    StoreTooNew,
    /// Another program has the database to itself, and did not let go of it for a while. (`path`)
    StoreBusy,
    /// The database is in use by an older program, and only that one may write it. (`path`)
    StoreTooOld,
    /// Another Mekiki is using this data folder. (`path`)
    AlreadyRunning,
    /// There is no system keyring; with detail `forget`, to forget a password in, with `fetch`, to
    /// take one out of. (`detail`, `account`, `entry`)
    NoKeyring,
    /// The keyring is locked or refused, with detail `forget` to forget a password; or with detail
    /// `entry` it gave no password. (`detail`, `account`, `entry`)
    KeyringLocked,
    /// No password is stored for the account, or with detail `memory` ever. (`account`, `detail`)
    NoPassword,
    /// The file is empty; with detail `stdin`, what came on standard input. (`path`, `detail`)
    EmptyFile,
    /// There is no such file; with detail `ca-file`, the one of an account's authority; with
    /// `own-folder`, the folder of a file that is to be written. (`path`, `detail`)
    NoSuchFile,
    /// There is no such account. (`account`)
    NoSuchAccount,
    /// An account of that name exists already. (`account`)
    AccountExists,
    /// There is no such message. (`message`)
    NoSuchMessage,
    /// The person deleted the message. (`message`, `when`)
    MessageDeleted,
    /// What was typed cannot be used. Of a host with its port, each apart; of an entry for a list,
    /// whether it was one of several.
    /// (`what`, `value`, `detail`, `host`, `port`, `several`, `protocol`)
    BadInput,
    /// The local copy differs from the server's message; nothing was moved. With detail
    /// `only-copy`, from what was kept, and the server has none. (`message`, `from`, `subject`, `detail`)
    CopyDiffers,
    /// Something that should not happen. (`detail`)
    Internal,
}

impl ProblemKind {
    /// The kind's name in kebab case, as in JSON and in the catalogue: `wrong-password`.
    pub fn name(self) -> String {
        let mut name = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }
}

/// What went wrong and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[error("{kind:?} {facts:?}")]
pub struct Problem {
    /// What went wrong.
    pub kind: ProblemKind,
    /// The facts its sentence needs, by name.
    pub facts: BTreeMap<String, String>,
}

impl Problem {
    /// A problem without facts.
    pub fn new(kind: ProblemKind) -> Self {
        Self { kind, facts: BTreeMap::new() }
    }

    /// Adds a fact.
    #[must_use]
    // By value, so that numbers, texts and borrowed errors are all handed over alike.
    #[allow(clippy::needless_pass_by_value)]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.facts.insert(name.to_owned(), value.to_string());
        self
    }

    /// The same problem, met while something was to be deleted: on a full disk that makes no room.
    #[must_use]
    pub fn of_deleting(self) -> Self {
        if self.kind == ProblemKind::DiskFull { self.with("detail", "deleting") } else { self }
    }

    /// The same problem, met while a message was to go back: a folder that takes none leaves it in
    /// the junk folder, where it waits.
    #[must_use]
    pub(crate) fn of_giving_back(self) -> Self {
        let by_server = self.facts.get("detail").is_some_and(|detail| detail.starts_with("server"));
        let refused = self.kind == ProblemKind::PermissionDenied && by_server;
        if refused { self.with("detail", "server-back") } else { self }
    }

    /// What an error of the disk at `path` means to a person.
    ///
    /// "Not found" becomes [`ProblemKind::NoSuchFile`]; a caller that knows better what was
    /// missing (a folder, a message) says so itself.
    pub fn from_io(error: &io::Error, path: &Path) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::PermissionDenied => ProblemKind::PermissionDenied,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ProblemKind::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem => ProblemKind::ReadOnly,
            io::ErrorKind::NotFound => ProblemKind::NoSuchFile,
            io::ErrorKind::IsADirectory => ProblemKind::IsFolder,
            io::ErrorKind::NotADirectory => ProblemKind::NotAFolder,
            _ => ProblemKind::InputOutput,
        };
        let problem = Self::new(kind).with("path", path.display());
        if kind == ProblemKind::InputOutput { problem.with("detail", error) } else { problem }
    }
}

impl Problem {
    /// Whether it leaves a connection that cannot be used any further, or a server that will do
    /// nothing. Other problems are about one message, one folder or this machine's disk. A
    /// single refusal may be about one message too: only a run can tell.
    pub(crate) fn ends_connection(&self) -> bool {
        use ProblemKind as Kind;
        matches!(
            self.kind,
            Kind::WrongPassword
                | Kind::UnknownHost
                | Kind::ConnectionRefused
                | Kind::WrongPort
                | Kind::CertificateExpired
                | Kind::CertificateForAnotherHost
                | Kind::CertificateUntrusted
                | Kind::NoCommonEncryption
                | Kind::NoStartTls
                | Kind::HungUp
                | Kind::Stalled
                | Kind::Refused
                | Kind::NotUnderstood
                | Kind::InUse
                | Kind::TooSoon
                | Kind::ServerTrouble
                | Kind::NoUniqueIds
                | Kind::RemovesWhatIsRead
        )
    }

    /// Whether it is no mishap: the mailbox is somebody else's for the moment, and is looked at later.
    pub(crate) fn is_a_matter_of_turns(&self) -> bool {
        matches!(self.kind, ProblemKind::InUse | ProblemKind::TooSoon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_disk_error_a_person_can_act_on_has_its_own_kind() {
        let path = Path::new("/mail/cur");
        for (error, kind) in [
            (io::ErrorKind::PermissionDenied, ProblemKind::PermissionDenied),
            (io::ErrorKind::StorageFull, ProblemKind::DiskFull),
            (io::ErrorKind::QuotaExceeded, ProblemKind::DiskFull),
            (io::ErrorKind::ReadOnlyFilesystem, ProblemKind::ReadOnly),
            (io::ErrorKind::NotFound, ProblemKind::NoSuchFile),
            (io::ErrorKind::IsADirectory, ProblemKind::IsFolder),
            (io::ErrorKind::NotADirectory, ProblemKind::NotAFolder),
            (io::ErrorKind::Interrupted, ProblemKind::InputOutput),
        ] {
            let problem = Problem::from_io(&error.into(), path);
            assert_eq!(problem.kind, kind);
            assert_eq!(problem.facts.get("path").map(String::as_str), Some("/mail/cur"));
        }
    }
}
