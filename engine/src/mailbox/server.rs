//! What every mail server is reached by, whatever it speaks: encryption, patience, and the words for
//! what goes wrong.
//!
//! Architecture invariant: a password is only ever written to a stream whose certificate and
//! host name have been checked. There is no unencrypted mode and no falling back.

pub(in crate::mailbox) mod first;
pub(in crate::mailbox) mod guard;
pub(in crate::mailbox) mod reach;
pub(in crate::mailbox) mod tls;
pub(in crate::mailbox) mod words;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::account::Security;
use crate::problem::{Problem, ProblemKind};

/// Which server, and how it is trusted.
#[derive(Debug, Clone)]
pub struct Server {
    /// Host name or address; the certificate must be for it.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// A PEM file with authorities to trust besides the system's.
    pub ca_file: Option<PathBuf>,
}

/// How long a server may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the greeting. Short, because a port that never greets is mostly a wrong one.
    pub greeting: Duration,
    /// Between two signs of life while an answer is due; while signing in, for a whole answer.
    pub answer: Duration,
    /// For a whole answer, however much is said meanwhile. What carries mail gets more time by
    /// its size.
    pub whole: Duration,
    /// Between two questions of an IMAP server that cannot notify by itself.
    pub poll: Duration,
    /// Until an IDLE is begun anew. Servers may hang up after 30 minutes (RFC 2177), many
    /// home routers forget a silent connection after ten.
    pub idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            greeting: Duration::from_secs(20),
            answer: Duration::from_mins(1),
            // A server that searches a large folder without an index says “still searching”.
            whole: Duration::from_mins(5),
            poll: Duration::from_mins(1),
            idle: Duration::from_mins(9),
        }
    }
}

impl Server {
    pub(in crate::mailbox) fn about(&self, kind: ProblemKind) -> Problem {
        Problem::new(kind).with("host", &self.host)
    }

    pub(in crate::mailbox) fn wrong_port(&self) -> Problem {
        self.about(ProblemKind::WrongPort).with("port", self.port)
    }

    pub(in crate::mailbox) fn stalled(&self, patience: Duration) -> Problem {
        self.about(ProblemKind::Stalled).with("seconds", patience.as_secs())
    }
}

/// Whether a file holds certificates that can be trusted as authorities.
pub(super) fn look_over_authorities(path: &Path) -> Result<(), Problem> {
    tls::authorities(path).map(drop)
}
