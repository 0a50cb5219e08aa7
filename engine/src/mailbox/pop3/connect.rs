//! From a host name to a signed-in conversation, with a diagnosis for every way it can fail.

use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufStream};
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::failure::{Code, Failure};
use super::wire::Wire;
use crate::account::Security;
use crate::mailbox::server::first::{failed, line, poke, waiting};
use crate::mailbox::server::reach::{reach, silence};
use crate::mailbox::server::tls::{self, Encrypted};
use crate::mailbox::server::words::{Withheld, presentable};
use crate::mailbox::server::{Patience, Server};
use crate::problem::{Problem, ProblemKind};

/// What a signed-in conversation runs over.
pub(super) type Line = BufStream<Encrypted>;

/// What the server says it can do (RFC 2449); nothing where it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Offered {
    /// As it names them, with what stands behind each.
    pub(super) all: Vec<String>,
}

impl Offered {
    /// What stands behind a capability; `None` where it is not offered.
    fn of(&self, name: &str) -> Option<&str> {
        self.all.iter().find_map(|line| {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            word.eq_ignore_ascii_case(name).then_some(rest.trim())
        })
    }

    /// Several commands may be sent before the first is answered.
    pub(super) fn pipelines(&self) -> bool {
        self.of("PIPELINING").is_some()
    }

    /// Seconds that the server wants between two sign-ins.
    pub(super) fn delay(&self) -> u64 {
        let delay = self.of("LOGIN-DELAY").and_then(|rest| rest.split(' ').next());
        delay.and_then(|seconds| seconds.parse().ok()).unwrap_or_default()
    }

    /// The server takes for removed whatever was read, when the session ends.
    pub(super) fn removes_what_is_read(&self) -> bool {
        self.of("EXPIRE").and_then(|rest| rest.split(' ').next()) == Some("0")
    }

    /// What it says of itself is said of each user anew, once they have signed in.
    fn depends_on_user(&self) -> bool {
        let depends =
            |name: &str| self.of(name).is_some_and(|rest| rest.to_ascii_uppercase().ends_with("USER"));
        depends("EXPIRE") || depends("LOGIN-DELAY")
    }

    fn takes_user(&self) -> bool {
        self.all.is_empty() || self.of("USER").is_some()
    }

    fn takes_plain(&self) -> bool {
        let mechanisms = self.of("SASL").unwrap_or_default();
        mechanisms.split(' ').any(|mechanism| mechanism.eq_ignore_ascii_case("PLAIN"))
    }
}

/// Connects, checks the certificate and signs in.
pub(super) async fn sign_in(
    server: &Server,
    user: &str,
    password: &Zeroizing<String>,
    patience: &Patience,
) -> Result<(Wire<Line>, Offered), Problem> {
    let line = match server.security {
        Security::Tls => tls_line(server, patience).await?,
        Security::StartTls => stls_line(server, patience).await?,
    };
    let mut wire = Wire::new(line, patience);
    let withheld = Withheld::of(user, password);
    let seconds = patience.answer.as_secs();
    let offered = capabilities(&mut wire).await;
    let failed = |failure: Failure| withheld.from(failure.problem(&server.host, seconds));
    let offered = offered.map_err(failed)?;
    let outcome = authenticate(&mut wire, &offered, user, password).await;
    outcome.map_err(|failure| withheld.from(login_problem(&failure, server, user, seconds)))?;
    let offered = if offered.depends_on_user() || offered.removes_what_is_read() {
        capabilities(&mut wire).await.map_err(failed)?
    } else {
        offered
    };
    Ok((wire, offered))
}

async fn tls_line(server: &Server, patience: &Patience) -> Result<Line, Problem> {
    let begun = Instant::now();
    let tcp = reach(server, patience.answer).await?;
    let mut line = BufStream::new(tls::encrypt(server, tcp, patience.answer).await?);
    if greets(&mut line, server, patience).await? { Ok(line) } else { Err(server.stalled(begun.elapsed())) }
}

async fn stls_line(server: &Server, patience: &Patience) -> Result<Line, Problem> {
    let begun = Instant::now();
    let mut plain = BufStream::new(reach(server, patience.answer).await?);
    if !greets(&mut plain, server, patience).await? {
        return Err(silence(server, patience, begun).await);
    }
    ask_for_tls(&mut plain, server, patience).await?;
    Ok(BufStream::new(tls::encrypt(server, plain.into_inner(), patience.answer).await?))
}

/// Reads the greeting; says whether one came.
async fn greets<S>(stream: &mut S, server: &Server, patience: &Patience) -> Result<bool, Problem>
where
    S: AsyncBufRead + AsyncWrite + Unpin,
{
    match line(stream, patience.greeting).await {
        Ok(Some(text)) => understood(&text, server).map(|()| true),
        Ok(None) => poke(stream, server, patience, b"NOOP\r\n\r\n").await.map(|()| false),
        Err(error) => Err(failed(&error, server)),
    }
}

fn understood(text: &str, server: &Server) -> Result<(), Problem> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    match word.to_ascii_uppercase().as_str() {
        "+OK" => Ok(()),
        "-ERR" => Err(Failure::refusal(rest).problem(&server.host, 0)),
        "" => Err(server.about(ProblemKind::HungUp)),
        _ => Err(server.wrong_port()),
    }
}

/// Asks for TLS and waits for the answer, which must be the last thing said in the clear.
async fn ask_for_tls<S>(
    stream: &mut BufStream<S>,
    server: &Server,
    patience: &Patience,
) -> Result<(), Problem>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let asked = async {
        stream.write_all(b"STLS\r\n").await?;
        stream.flush().await?;
        line(stream, patience.answer).await
    };
    let answered = timeout(patience.answer, asked).await;
    let answer = match answered {
        Ok(Ok(Some(text))) => text,
        Ok(Err(error)) => return Err(failed(&error, server)),
        Ok(Ok(None)) | Err(_) => return Err(server.stalled(patience.answer)),
    };
    match answer.split(' ').next().unwrap_or_default().to_ascii_uppercase().as_str() {
        "+OK" => {}
        "-ERR" => return Err(server.about(ProblemKind::NoStartTls)),
        "" => return Err(server.about(ProblemKind::HungUp)),
        _ => return Err(server.about(ProblemKind::NotUnderstood).with("detail", presentable(&answer))),
    }
    if waiting(stream) {
        // CVE-2011-0411 and its kin: answers slipped in before the encryption begins.
        let detail = "data was slipped in before the encryption began";
        return Err(server.about(ProblemKind::NotUnderstood).with("detail", detail));
    }
    Ok(())
}

/// What the server offers. One that does not know the question offers what is oldest.
async fn capabilities(wire: &mut Wire<Line>) -> Result<Offered, Failure> {
    match wire.list("CAPA").await {
        Ok(lines) => {
            let all = lines.iter().map(|line| presentable(&String::from_utf8_lossy(line)));
            Ok(Offered { all: all.filter(|line| !line.is_empty()).collect() })
        }
        Err(Failure::Refused { .. }) => Ok(Offered::default()),
        Err(failure) => Err(failure),
    }
}

/// USER and PASS; AUTH PLAIN where there is no USER, and where it says how a password beyond ASCII is
/// encoded.
async fn authenticate(
    wire: &mut Wire<Line>,
    offered: &Offered,
    user: &str,
    password: &str,
) -> Result<(), Failure> {
    if [user, password].iter().any(|secret| secret.contains(['\r', '\n', '\0'])) {
        return Err(Failure::Unspeakable);
    }
    let simple = |text: &str| text.bytes().all(|byte| (b'!'..=b'~').contains(&byte));
    let is_simple = simple(user) && simple(password);
    if offered.takes_plain() && !(is_simple && offered.takes_user()) {
        return plain(wire, user, password).await;
    }
    if !offered.takes_user() {
        let text = "this server takes no passwords (no USER, no SASL PLAIN)".to_owned();
        return Err(Failure::Refused { code: Code::Permanent, text });
    }
    wire.order(&format!("USER {user}")).await?;
    let command = Zeroizing::new(format!("PASS {password}"));
    wire.order(&command).await.map(drop)
}

async fn plain(wire: &mut Wire<Line>, user: &str, password: &str) -> Result<(), Failure> {
    let invited = wire.exchange("AUTH PLAIN").await?;
    if !invited.starts_with('+') {
        return Err(Failure::refusal(invited.strip_prefix("-ERR").unwrap_or(&invited)));
    }
    let credentials = Zeroizing::new(format!("\0{user}\0{password}"));
    let encoded = Zeroizing::new(STANDARD.encode(credentials.as_bytes()));
    wire.order(&encoded).await.map(drop)
}

/// A refused sign-in is a wrong password, unless the server says that it is something else.
fn login_problem(failure: &Failure, server: &Server, user: &str, seconds: u64) -> Problem {
    match failure {
        Failure::Refused { code: Code::Auth | Code::Other, .. } => {
            server.about(ProblemKind::WrongPassword).with("user", user)
        }
        other => other.problem(&server.host, seconds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(lines: &[&str]) -> Offered {
        Offered { all: lines.iter().map(|line| (*line).to_owned()).collect() }
    }

    #[test]
    fn what_is_offered_is_read_in_any_case() {
        let some = offered(&["top", "Sasl CRAM-MD5 plain", "login-delay 900 USER", "Pipelining"]);
        assert!(some.takes_plain() && !some.takes_user() && some.pipelines());
        assert_eq!(some.delay(), 900);
        let none = offered(&["USER", "SASL CRAM-MD5", "LOGIN-DELAY soon"]);
        assert!(!none.takes_plain() && none.takes_user() && !none.pipelines());
        assert_eq!(none.delay(), 0);
        assert!(Offered::default().takes_user(), "the oldest servers know no CAPA");
    }

    #[test]
    fn only_a_plain_refusal_is_a_wrong_password() {
        let server =
            Server { host: "pop.example".to_owned(), port: 995, security: Security::Tls, ca_file: None };
        let kind = |words: &str| login_problem(&Failure::refusal(words), &server, "me", 60).kind;
        assert_eq!(kind("[AUTH] no"), ProblemKind::WrongPassword);
        assert_eq!(kind("authorization failed"), ProblemKind::WrongPassword);
        assert_eq!(kind("[IN-USE] later"), ProblemKind::InUse);
        assert_eq!(kind("[LOGIN-DELAY] later"), ProblemKind::TooSoon);
        assert_eq!(kind("[SYS/TEMP] later"), ProblemKind::ServerTrouble);
    }
}
