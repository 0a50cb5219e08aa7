//! What can go wrong in a conversation, and the [`Problem`] a person is told.

use std::io;

use async_imap::imap_proto::{Outcome, ResponseCode, Status};

use crate::mailbox::server::words::{io_problem, presentable};
use crate::problem::{Problem, ProblemKind};

/// A command or a connection that failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// The stream failed.
    Io(io::Error),
    /// The server closed the connection without a word.
    Closed,
    /// The server closed the connection and said so.
    Bye(String),
    /// The server refused the command.
    No {
        /// The response code as the server wrote it, upper case: `NONEXISTENT`, `TRYCREATE`, …
        code: String,
        /// Its text.
        text: String,
    },
    /// The server did not understand the command.
    Bad(String),
    /// The server said something that has no meaning here.
    Unexpected(String),
    /// The server has the message and gives no bytes for it.
    NoBytes,
    /// The command itself could not be sent: a name with a line break or NUL in it.
    Unspeakable,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Failure {
    /// What a final response other than OK means.
    pub(super) fn refusal(status: &Status, outcome: &Outcome<'_>) -> Self {
        let text = outcome.information.as_deref().unwrap_or_default();
        match status {
            Status::No => {
                let (code, text) = code_and_text(outcome, text);
                Self::No { code, text: presentable(text) }
            }
            Status::Bad => Self::Bad(presentable(text)),
            Status::Bye => Self::Bye(presentable(text)),
            Status::Ok | Status::PreAuth => Self::Unexpected("a greeting in the middle".to_owned()),
        }
    }

    /// Whether the server refused with this response code.
    pub(super) fn has_code(&self, wanted: &str) -> bool {
        matches!(self, Self::No { code, .. } if code == wanted)
    }

    /// Whether the server answered at all: the connection is still usable.
    pub(super) fn is_answer(&self) -> bool {
        matches!(self, Self::No { .. } | Self::Bad(_) | Self::NoBytes | Self::Unspeakable)
    }

    /// The problem to tell, where nothing more is known from the command.
    pub(super) fn problem(&self, host: &str, seconds: u64) -> Problem {
        let about = |kind| Problem::new(kind).with("host", host);
        match self {
            Self::Io(error) => io_problem(error, host, seconds),
            Self::Closed => about(ProblemKind::HungUp),
            Self::Bye(text) => about(ProblemKind::HungUp).with("detail", text),
            // Another program expunged what was asked for (RFC 5530, 3): an ordinary event.
            failure if failure.has_code("EXPUNGEISSUED") => Problem::new(ProblemKind::MessageGone),
            Self::No { text, .. } | Self::Bad(text) => about(ProblemKind::Refused).with("detail", text),
            Self::NoBytes => about(ProblemKind::NotUnderstood).with("detail", "a message without bytes"),
            Self::Unexpected(what) => about(ProblemKind::NotUnderstood).with("detail", what),
            Self::Unspeakable => Problem::new(ProblemKind::BadInput)
                .with("what", "folder")
                .with("value", "")
                .with("detail", "a line break or NUL in a name"),
        }
    }
}

/// The parser knows few response codes; the others stand at the start of the text.
fn code_and_text<'a>(outcome: &Outcome<'_>, text: &'a str) -> (String, &'a str) {
    if matches!(outcome.code, Some(ResponseCode::TryCreate)) {
        return ("TRYCREATE".to_owned(), text);
    }
    if matches!(outcome.code, Some(ResponseCode::Alert)) {
        return ("ALERT".to_owned(), text);
    }
    let unknown = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match unknown {
        Some((code, rest)) => {
            let word = code.split(' ').next().unwrap_or_default();
            (word.to_ascii_uppercase(), rest.trim_start())
        }
        None => (String::new(), text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailbox::server::words::WITHHELD;

    fn no(text: &str) -> Failure {
        let outcome = Outcome { code: None, information: Some(text.into()) };
        Failure::refusal(&Status::No, &outcome)
    }

    #[test]
    fn an_unknown_response_code_is_read_from_the_text() {
        let failure = no("[Nonexistent] Mailbox doesn't exist");
        assert!(failure.has_code("NONEXISTENT"));
        assert!(matches!(failure, Failure::No { text, .. } if text == "Mailbox doesn't exist"));
        assert!(no("[INUSE extra words] busy").has_code("INUSE"));
        assert!(no("plain").has_code(""));
    }

    #[test]
    fn the_mail_in_an_unparsable_response_is_not_repeated_in_the_problem() {
        let text =
            format!("Error(..) during parsing of \"* 1 FETCH {}\"", "secret words of a mail ".repeat(40));
        let problem = Failure::Io(io::Error::other(text)).problem("mail.example", 60);
        assert_eq!(problem.kind, ProblemKind::NotUnderstood);
        assert!(problem.facts["detail"].chars().count() <= 60);
    }

    #[test]
    fn of_an_answer_without_anything_to_show_it_is_said_that_something_came() {
        let text = "Error(..) during parsing of \u{1}\u{2}";
        let problem = Failure::Io(io::Error::other(text)).problem("mail.example", 60);
        assert_eq!(problem.facts["detail"], WITHHELD);
    }
}
