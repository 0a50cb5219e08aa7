//! The words of servers, as far as they are shown, and the problem that a failing stream is.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::guard::Late;
use crate::problem::{Problem, ProblemKind};

/// What a failing stream means to a person. `seconds`: how long was waited for the next byte.
pub(in crate::mailbox) fn io_problem(error: &io::Error, host: &str, seconds: u64) -> Problem {
    let about = |kind| Problem::new(kind).with("host", host);
    match error.kind() {
        io::ErrorKind::TimedOut => {
            let late = error.get_ref().and_then(|inner| inner.downcast_ref::<Late>());
            let seconds = late.and_then(|late| late.seconds).unwrap_or(seconds);
            about(ProblemKind::Stalled).with("seconds", seconds)
        }
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::NotConnected
        | io::ErrorKind::WriteZero => about(ProblemKind::HungUp),
        _ => about(ProblemKind::NotUnderstood).with("detail", told_of(unparsable(&error.to_string()))),
    }
}

/// What a sentence ends with, where nothing that can be shown is left of what a server said.
fn told_of(text: String) -> String {
    if text.is_empty() { WITHHELD.to_owned() } else { text }
}

/// Stands for words of a server that are not shown.
pub(in crate::mailbox) const WITHHELD: &str = "[…]";

/// The framing's error text repeats all it holds, which may be mail: only the start is kept.
fn unparsable(text: &str) -> String {
    match text.split_once(" during parsing of ") {
        Some((_, bytes)) => presentable(&bytes.chars().take(60).collect::<String>()),
        None => presentable(text),
    }
}

/// A server's words as they may be shown: one line, no control characters, of bounded length.
pub(in crate::mailbox) fn presentable(text: &str) -> String {
    let kept: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    kept.trim().to_owned()
}

/// What a server could repeat of a sign-in: no sentence shows it.
pub(in crate::mailbox) struct Withheld(Vec<Zeroizing<String>>);

impl Withheld {
    pub(in crate::mailbox) fn of(user: &str, password: &str) -> Self {
        let encoded =
            Zeroizing::new(STANDARD.encode(Zeroizing::new(format!("\0{user}\0{password}")).as_bytes()));
        let escaped = Zeroizing::new(password.replace('\\', "\\\\").replace('"', "\\\""));
        // A detail may be cut short, so a good part of the password is enough to withhold it.
        let part = |secret: &str| Zeroizing::new(secret.chars().take(6).collect::<String>());
        let parts = [part(password), part(&escaped), part(&encoded)];
        Self(parts.into_iter().filter(|part| !part.is_empty()).collect())
    }

    /// The problem, without a detail that repeats what is withheld.
    pub(in crate::mailbox) fn from(&self, mut problem: Problem) -> Problem {
        if let Some(detail) = problem.facts.get_mut("detail")
            && self.0.iter().any(|part| detail.contains(part.as_str()))
        {
            WITHHELD.clone_into(detail);
        }
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_of_a_server_are_not_shown() {
        assert_eq!(presentable("a\u{1b}[31mred\r\nnext "), "a [31mred  next");
    }
}
