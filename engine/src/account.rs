//! A person's mail accounts.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The name a person gave an account; unique, stable, 1 to 64 letters, digits and `-_.@`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(transparent)]
pub struct AccountId(pub String);

/// What is done with a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Judge and explain, change nothing.
    #[default]
    Observe,
    /// Set keywords on the server where allowed; move nothing.
    Mark,
    /// Hold spam.
    Hold,
}

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS before anything else.
    StartTls,
}

/// Where the mail is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "protocol", rename_all = "kebab-case")]
pub enum Source {
    /// An IMAP server.
    Imap {
        /// Host name or address.
        host: String,
        /// Port, usually 993 or 143.
        port: u16,
        /// How the connection is protected.
        security: Security,
        /// Login name.
        user: String,
        /// A PEM file with certificate authorities to trust besides the system's.
        ca_file: Option<PathBuf>,
    },
    /// A POP3 server.
    Pop3 {
        /// Host name or address.
        host: String,
        /// Port, usually 995 or 110.
        port: u16,
        /// How the connection is protected.
        security: Security,
        /// Login name.
        user: String,
        /// A PEM file with certificate authorities to trust besides the system's.
        ca_file: Option<PathBuf>,
    },
    /// A Maildir on this machine.
    Maildir {
        /// The folder that holds `cur`, `new` and `tmp`.
        path: PathBuf,
    },
}

impl Source {
    /// Which mailbox it leads to, in one line: what is held of one is never put into another. The
    /// usual ports of a server lead to the same mail; behind another one there may be another server.
    pub(crate) fn mailbox(&self) -> String {
        match self {
            Self::Imap { host, port: 143 | 993, user, .. } => format!("imap {} {user}", host.to_lowercase()),
            Self::Imap { host, port, user, .. } => format!("imap {}:{port} {user}", host.to_lowercase()),
            Self::Pop3 { host, port: 110 | 995, user, .. } => format!("pop3 {} {user}", host.to_lowercase()),
            Self::Pop3 { host, port, user, .. } => format!("pop3 {}:{port} {user}", host.to_lowercase()),
            Self::Maildir { path } => format!("maildir {}", path.display()),
        }
    }
}

impl Source {
    /// Where it is knocked at, in one line: of an account that was let in there before, a door that
    /// does not open is no mistake in what was typed.
    pub(crate) fn door(&self) -> String {
        match self {
            Self::Imap { host, port, .. } => format!("imap {}:{port}", host.to_lowercase()),
            Self::Pop3 { host, port, .. } => format!("pop3 {}:{port}", host.to_lowercase()),
            Self::Maildir { path } => format!("maildir {}", path.display()),
        }
    }

    /// The server and the login name there; `None` for mail on this machine.
    pub fn login(&self) -> Option<(&str, &str)> {
        match self {
            Self::Imap { host, user, .. } | Self::Pop3 { host, user, .. } => Some((host, user)),
            Self::Maildir { .. } => None,
        }
    }

    /// Whether two lead to the same mail, however a folder's name is written, and whichever of its two
    /// languages the server is spoken to in.
    pub(crate) fn leads_where(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Maildir { path: one }, Self::Maildir { path: other }) => {
                let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
                real(one) == real(other)
            }
            (one, other) => {
                let (Some(one), Some(other)) = (one.drop_of_mail(), other.drop_of_mail()) else {
                    return false;
                };
                one == other
            }
        }
    }

    /// Server, login name, and the port where that is none of the usual ones.
    fn drop_of_mail(&self) -> Option<(String, String, Option<u16>)> {
        let (Self::Imap { host, port, user, .. } | Self::Pop3 { host, port, user, .. }) = self else {
            return None;
        };
        let unusual = Some(*port).filter(|port| !matches!(port, 110 | 143 | 993 | 995));
        Some((host.trim_end_matches('.').to_lowercase(), user.to_lowercase(), unusual))
    }
}

/// An account as it is configured. The password is not in it; it is in the keyring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Account {
    /// Its name.
    pub id: AccountId,
    /// Where the mail is.
    pub source: Source,
    /// What is done with a judgement.
    pub mode: Mode,
    /// The person's own addresses at this account, lower case.
    pub addresses: Vec<String>,
    /// The folders to watch; `INBOX` when empty.
    pub folders: Vec<String>,
    /// Hosts of the provider, for reading its tags; empty: taken from the topmost `Received`.
    pub provider_hosts: Vec<String>,
}

/// Where passwords are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SecretPlace {
    /// Where each account has its own; of one that has none yet, the keyring.
    #[default]
    AsChosen,
    /// The system's keyring.
    Keyring,
    /// A file in the data folder that only this user can read; only when the person asks for it.
    File,
    /// Memory alone: asked again at every start.
    MemoryOnly,
}

impl Account {
    /// The folders to watch.
    pub fn watched(&self) -> Vec<String> {
        if self.folders.is_empty() { vec!["INBOX".to_owned()] } else { self.folders.clone() }
    }
}
