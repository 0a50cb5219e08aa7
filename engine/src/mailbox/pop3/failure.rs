//! What can go wrong in a conversation, and the [`Problem`] a person is told.

use std::io;

use crate::mailbox::server::words::{io_problem, presentable};
use crate::problem::{Problem, ProblemKind};

/// A command or a connection that failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// The stream failed.
    Io(io::Error),
    /// The server closed the connection.
    Closed,
    /// The server said `-ERR`.
    Refused {
        /// Why, where it says so in a way that a program understands.
        code: Code,
        /// Its words.
        text: String,
    },
    /// The server said something that has no meaning here.
    Unexpected(&'static str, String),
    /// A message is larger than what is taken into memory.
    TooLarge,
    /// The server knows its messages by their numbers alone.
    NoUniqueIds,
    /// The server removes by itself what was read (RFC 2449, 6.7).
    RemovesWhatIsRead,
    /// The message does not stand there any more.
    Gone,
    /// The command itself could not be sent: a line break or NUL in it.
    Unspeakable,
}

/// A response code (RFC 2449 and 3206).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    /// `IN-USE`
    InUse,
    /// `LOGIN-DELAY`
    LoginDelay,
    /// `AUTH`
    Auth,
    /// `SYS/TEMP`
    Temporary,
    /// `SYS/PERM`
    Permanent,
    /// None, or another one.
    Other,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Failure {
    /// What stands behind `-ERR`.
    pub(super) fn refusal(words: &str) -> Self {
        let words = words.trim();
        let (code, text) = match words.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((code, text)) => (code_of(code), text.trim_start()),
            None => (Code::Other, words),
        };
        let code = if code == Code::Other && speaks_of_a_lock(text) { Code::InUse } else { code };
        Self::Refused { code, text: presentable(text) }
    }

    /// Whether the server answered at all: the connection is still usable.
    pub(super) fn is_answer(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::Gone | Self::Unspeakable)
    }

    /// The problem to tell, where nothing more is known from the command.
    pub(super) fn problem(&self, host: &str, seconds: u64) -> Problem {
        let about = |kind| Problem::new(kind).with("host", host);
        match self {
            Self::Io(error) => io_problem(error, host, seconds),
            Self::Closed => about(ProblemKind::HungUp),
            Self::Refused { code: Code::InUse, .. } => about(ProblemKind::InUse),
            Self::Refused { code: Code::LoginDelay, .. } => about(ProblemKind::TooSoon),
            Self::Refused { code: Code::Temporary, text } => {
                about(ProblemKind::ServerTrouble).with("detail", text)
            }
            Self::Refused { code: Code::Permanent, text } => {
                about(ProblemKind::ServerTrouble).with("detail", text).with("lasts", "yes")
            }
            Self::Refused { text, .. } => about(ProblemKind::Refused).with("detail", text),
            Self::Unexpected(what, words) => {
                let detail = if words.is_empty() { (*what).to_owned() } else { format!("{what}: {words}") };
                about(ProblemKind::NotUnderstood).with("detail", detail)
            }
            Self::TooLarge => {
                about(ProblemKind::NotUnderstood).with("detail", "a message too large to take in")
            }
            Self::NoUniqueIds => about(ProblemKind::NoUniqueIds),
            Self::RemovesWhatIsRead => about(ProblemKind::RemovesWhatIsRead),
            Self::Gone => Problem::new(ProblemKind::MessageGone),
            Self::Unspeakable => Problem::new(ProblemKind::BadInput)
                .with("what", "password")
                .with("value", "")
                .with("detail", "a line break or NUL in user name or password"),
        }
    }
}

fn code_of(code: &str) -> Code {
    match code.trim().to_ascii_uppercase().as_str() {
        "IN-USE" => Code::InUse,
        "LOGIN-DELAY" => Code::LoginDelay,
        "AUTH" => Code::Auth,
        "SYS/TEMP" => Code::Temporary,
        "SYS/PERM" => Code::Permanent,
        _ => Code::Other,
    }
}

/// Servers without response codes say in words that another session has the maildrop (RFC 1939, 4).
/// An account that is locked is something else.
fn speaks_of_a_lock(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let of_a_mailbox = ["maildrop", "mailbox", "mail drop"].iter().any(|word| text.contains(word));
    of_a_mailbox && ["lock", "in use", "busy"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_response_code_is_a_problem_of_its_own() {
        for (words, kind) in [
            (" [IN-USE] Mailbox is locked by another session", ProblemKind::InUse),
            ("[in-use]", ProblemKind::InUse),
            ("maildrop already locked", ProblemKind::InUse),
            ("[LOGIN-DELAY] minimum time between mail checks violation", ProblemKind::TooSoon),
            ("[SYS/TEMP] try later", ProblemKind::ServerTrouble),
            ("[SYS/PERM] ask us", ProblemKind::ServerTrouble),
            ("your account is locked", ProblemKind::Refused),
            ("[NEW-CODE/OF-TOMORROW] no", ProblemKind::Refused),
            ("", ProblemKind::Refused),
        ] {
            assert_eq!(Failure::refusal(words).problem("pop.example", 60).kind, kind, "{words}");
        }
        let lasting = Failure::refusal("[SYS/PERM] ask us").problem("pop.example", 60);
        assert_eq!((lasting.facts["lasts"].as_str(), lasting.facts["detail"].as_str()), ("yes", "ask us"));
    }

    #[test]
    fn what_is_shown_of_a_server_is_one_bounded_line() {
        let Failure::Refused { text, .. } = Failure::refusal(&format!("a\u{1b}[31m{}", "x".repeat(500)))
        else {
            panic!("not a refusal")
        };
        assert_eq!(text.chars().count(), 200);
        assert!(!text.contains('\u{1b}'));
    }
}
