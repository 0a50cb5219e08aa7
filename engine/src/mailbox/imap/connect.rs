//! From a host name to a signed-in conversation, with a diagnosis for every way it can fail.

use std::time::Instant;

use async_imap::imap_proto::{Capability, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::BufStream;
use zeroize::Zeroizing;

use super::failure::Failure;
use super::greeting::{self, Greeting};
use super::layer::Layer;
use super::names::quoted;
use crate::account::Security;
use crate::mailbox::server::reach::{reach, silence};
use crate::mailbox::server::tls::{self, Encrypted};
use crate::mailbox::server::words::Withheld;
use crate::mailbox::server::{Patience, Server};
use crate::problem::{Problem, ProblemKind};

/// What a signed-in conversation runs over.
pub(super) type Line = BufStream<Encrypted>;

/// Connects, checks the certificate and signs in. Also returns the server's capabilities.
pub(super) async fn sign_in(
    server: &Server,
    user: &str,
    password: &Zeroizing<String>,
    patience: &Patience,
) -> Result<(Layer<Line>, Vec<String>), Problem> {
    let (line, signed_in) = match server.security {
        Security::Tls => tls_line(server, patience).await?,
        Security::StartTls => (start_tls_line(server, patience).await?, false),
    };
    // Nothing that is asked before the folders are takes long.
    let mut layer = Layer::new(line, &Patience { whole: patience.answer, ..*patience });
    let withheld = Withheld::of(user, password);
    let failed = |failure: Failure| withheld.from(failure.problem(&server.host, patience.answer.as_secs()));
    if !signed_in {
        let offered = capabilities(&mut layer).await.map_err(failed)?;
        let outcome = authenticate(&mut layer, &offered, user, password).await;
        outcome.map_err(|failure| login_problem(&failure, server, user, &withheld, patience))?;
    }
    // What is offered changes with signing in.
    let offered = capabilities(&mut layer).await.map_err(failed)?;
    layer.set_patience(patience);
    Ok((layer, offered))
}

async fn tls_line(server: &Server, patience: &Patience) -> Result<(Line, bool), Problem> {
    let begun = Instant::now();
    let tcp = reach(server, patience.answer).await?;
    let mut line = BufStream::new(tls::encrypt(server, tcp, patience.answer).await?);
    match greeting::read(&mut line, server, patience).await? {
        Greeting::Hello => Ok((line, false)),
        Greeting::SignedIn => Ok((line, true)),
        Greeting::Silence => Err(server.stalled(begun.elapsed())),
    }
}

async fn start_tls_line(server: &Server, patience: &Patience) -> Result<Line, Problem> {
    let begun = Instant::now();
    let mut plain = BufStream::new(reach(server, patience.answer).await?);
    match greeting::read(&mut plain, server, patience).await? {
        Greeting::Hello => {}
        // Signed in before encryption: whoever says so is not to be trusted with anything.
        Greeting::SignedIn => return Err(server.about(ProblemKind::NoStartTls)),
        Greeting::Silence => return Err(silence(server, patience, begun).await),
    }
    greeting::ask_for_tls(&mut plain, server, patience).await?;
    let tcp = plain.into_inner();
    Ok(BufStream::new(tls::encrypt(server, tcp, patience.answer).await?))
}

/// What the server offers, as it names it.
async fn capabilities(layer: &mut Layer<Line>) -> Result<Vec<String>, Failure> {
    let mut offered = Vec::new();
    layer
        .run("CAPABILITY", |response| {
            if let Response::Capabilities(list) = response {
                offered = list.iter().map(spelled).collect();
            }
        })
        .await?;
    Ok(offered)
}

fn spelled(capability: &Capability<'_>) -> String {
    match capability {
        Capability::Imap4rev1 => "IMAP4rev1".to_owned(),
        Capability::Auth(mechanism) => format!("AUTH={mechanism}"),
        Capability::Atom(name) => name.to_string(),
    }
}

/// Whether a capability is among those offered; they are compared without case.
pub(super) fn offers(offered: &[String], capability: &str) -> bool {
    offered.iter().any(|one| one.eq_ignore_ascii_case(capability))
}

/// AUTHENTICATE PLAIN where offered, since it says how a password beyond ASCII is encoded;
/// else LOGIN.
async fn authenticate(
    layer: &mut Layer<Line>,
    offered: &[String],
    user: &str,
    password: &str,
) -> Result<(), Failure> {
    if user.contains('\0') || password.contains('\0') {
        return Err(Failure::Unspeakable);
    }
    if offers(offered, "AUTH=PLAIN") {
        plain(layer, offers(offered, "SASL-IR"), user, password).await
    } else if offers(offered, "LOGINDISABLED") {
        let text = "this server takes no passwords (LOGINDISABLED, no AUTH=PLAIN)".to_owned();
        Err(Failure::No { code: "LOGINDISABLED".to_owned(), text })
    } else {
        login(layer, user, password).await
    }
}

async fn plain(layer: &mut Layer<Line>, in_one: bool, user: &str, password: &str) -> Result<(), Failure> {
    let credentials = Zeroizing::new(format!("\0{user}\0{password}"));
    let encoded = Zeroizing::new(STANDARD.encode(credentials.as_bytes()));
    if in_one {
        let command = Zeroizing::new(format!("AUTHENTICATE PLAIN {}", *encoded));
        layer.order(&command).await?;
    } else {
        layer.run_with_answer("AUTHENTICATE PLAIN", encoded.as_bytes()).await?;
    }
    Ok(())
}

async fn login(layer: &mut Layer<Line>, user: &str, password: &str) -> Result<(), Failure> {
    let simple = |text: &str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if simple(user) && simple(password) {
        let quoted_password = Zeroizing::new(quoted(password));
        let command = Zeroizing::new(format!("LOGIN {} {}", quoted(user), *quoted_password));
        layer.order(&command).await?;
    } else {
        // A quoted string holds ASCII only; a literal holds anything.
        let command = format!("LOGIN {{{}}}", user.len());
        let size = format!(" {{{}}}", password.len());
        let literals = [(user.as_bytes(), size.as_str()), (password.as_bytes(), "")];
        layer.run_with_literals(&command, &literals, false).await?;
    }
    Ok(())
}

/// A refused login is a wrong password, unless the server says that it is something else.
fn login_problem(
    failure: &Failure,
    server: &Server,
    user: &str,
    withheld: &Withheld,
    patience: &Patience,
) -> Problem {
    const SOMETHING_ELSE: [&str; 8] = [
        "UNAVAILABLE",
        "INUSE",
        "LIMIT",
        "CONTACTADMIN",
        "SERVERBUG",
        "PRIVACYREQUIRED",
        "ALERT",
        "LOGINDISABLED",
    ];
    let problem = match failure {
        Failure::No { code, .. } if !SOMETHING_ELSE.contains(&code.as_str()) => {
            return server.about(ProblemKind::WrongPassword).with("user", user);
        }
        Failure::Unspeakable => Problem::new(ProblemKind::BadInput)
            .with("what", "password")
            .with("value", "")
            .with("detail", "a NUL character in user name or password"),
        other => other.problem(&server.host, patience.answer.as_secs()),
    };
    withheld.from(problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailbox::server::words::WITHHELD;

    fn server() -> Server {
        Server { host: "mail.example".to_owned(), port: 993, security: Security::Tls, ca_file: None }
    }

    #[test]
    fn a_server_that_repeats_the_password_does_not_put_it_into_the_problem() {
        let withheld = Withheld::of("me", "p\"ass word");
        for echo in [
            "command: LOGIN \"me\" \"p\\\"ass word\"",
            "p\"ass word is wrong",
            &format!("AUTHENTICATE PLAIN {}", STANDARD.encode("\0me\0p\"ass word")),
        ] {
            let failure = Failure::Bad(echo.to_owned());
            let problem = login_problem(&failure, &server(), "me", &withheld, &Patience::default());
            assert_eq!(problem.kind, ProblemKind::Refused);
            assert_eq!(problem.facts["detail"], WITHHELD);
        }
    }

    #[test]
    fn only_a_plain_refusal_is_a_wrong_password() {
        let withheld = Withheld::of("me", "secret");
        let kind = |code: &str| {
            let failure = Failure::No { code: code.to_owned(), text: "no".to_owned() };
            login_problem(&failure, &server(), "me", &withheld, &Patience::default()).kind
        };
        assert_eq!(kind(""), ProblemKind::WrongPassword);
        assert_eq!(kind("AUTHENTICATIONFAILED"), ProblemKind::WrongPassword);
        assert_eq!(kind("UNAVAILABLE"), ProblemKind::Refused);
        assert_eq!(kind("LOGINDISABLED"), ProblemKind::Refused);
    }
}
