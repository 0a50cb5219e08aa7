//! Encryption: certificate and host name are always checked, and a failed check is explained.

use std::path::Path;
use std::time::Duration;

use async_native_tls::{Certificate, TlsConnector, TlsStream};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Server;
use super::words::presentable;
use crate::problem::{Problem, ProblemKind};

/// A TCP connection under TLS.
pub(in crate::mailbox) type Encrypted = TlsStream<TcpStream>;

/// Begins TLS, checking the certificate against the host name, the system's authorities and
/// the account's own.
pub(in crate::mailbox) async fn encrypt(
    server: &Server,
    tcp: TcpStream,
    patience: Duration,
) -> Result<Encrypted, Problem> {
    let mut connector = TlsConnector::new();
    for certificate in own_authorities(server).await? {
        connector = connector.add_root_certificate(certificate);
    }
    match timeout(patience, connector.connect(server.host.as_str(), tcp)).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) => Err(diagnosis(&error.to_string(), server)),
        Err(_) => Err(server.stalled(patience)),
    }
}

/// Whether a port speaks TLS at all. Nothing is sent over it; it only tells a wrong port
/// from a silent one.
pub(in crate::mailbox) async fn answers<S>(server: &Server, stream: S, patience: Duration) -> bool
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let connector = TlsConnector::new();
    match timeout(patience, connector.connect(server.host.as_str(), stream)).await {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => matches!(
            diagnosis(&error.to_string(), server).kind,
            ProblemKind::CertificateExpired
                | ProblemKind::CertificateForAnotherHost
                | ProblemKind::CertificateUntrusted
        ),
        Err(_) => false,
    }
}

/// The certificates of the account's own file.
async fn own_authorities(server: &Server) -> Result<Vec<Certificate>, Problem> {
    let Some(path) = server.ca_file.clone() else { return Ok(Vec::new()) };
    let read = tokio::task::spawn_blocking(move || authorities(&path)).await;
    let read = read.map_err(|error| Problem::new(ProblemKind::Internal).with("detail", error))?;
    // It was there when the account was made.
    read.map_err(|problem| match problem.kind {
        ProblemKind::NoSuchFile => problem.with("detail", "ca-file"),
        _ => problem,
    })
}

/// The certificates in a PEM file; there is at least one.
pub(in crate::mailbox) fn authorities(path: &Path) -> Result<Vec<Certificate>, Problem> {
    let pem = std::fs::read(path).map_err(|error| {
        let problem = Problem::from_io(&error, path);
        if problem.kind == ProblemKind::IsFolder { problem.with("detail", "ca-file") } else { problem }
    })?;
    match Certificate::stack_from_pem(&pem) {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        _ => Err(Problem::new(ProblemKind::BadInput)
            .with("what", "ca-file")
            .with("value", path.display())
            .with("detail", "no-certificate")),
    }
}

/// Reads the cause from the text: the library passes on no codes.
fn diagnosis(text: &str, server: &Server) -> Problem {
    tracing::debug!(host = server.host, text, "the encrypted connection failed");
    let lower = text.to_ascii_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    let detail = |kind, word: &str| server.about(kind).with("detail", word);
    if says(&["not yet valid", "not valid yet"]) {
        detail(ProblemKind::CertificateExpired, "not-yet")
    } else if says(&["expired"]) {
        detail(ProblemKind::CertificateExpired, "expired")
    } else if says(&["hostname mismatch", "host name", "ip address mismatch", "does not match"]) {
        server.about(ProblemKind::CertificateForAnotherHost)
    } else if says(&["self-signed", "self signed"]) && !says(&["in certificate chain"]) {
        detail(ProblemKind::CertificateUntrusted, "self-signed")
    } else if says(&[
        "certificate verify failed",
        "self-signed",
        "self signed",
        "not trusted",
        "unknown ca",
        "issuer",
    ]) {
        detail(ProblemKind::CertificateUntrusted, "unknown-authority")
    } else if says(&[
        "wrong version number",
        "http request",
        "packet length",
        "unknown protocol",
        "record layer",
        "bad record",
    ]) {
        server.wrong_port()
    } else if says(&["eof", "reset", "broken pipe", "closed"]) {
        server.about(ProblemKind::HungUp)
    } else {
        detail(ProblemKind::NoCommonEncryption, &presentable(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Security;

    #[test]
    fn the_words_of_openssl_are_told_apart() {
        let server =
            Server { host: "mail.example".to_owned(), port: 993, security: Security::Tls, ca_file: None };
        let verify = "error:0A000086:SSL routines:tls_post_process_server_certificate:certificate verify failed:../ssl/statem/statem_clnt.c:1889:";
        let (expired, another, untrusted) = (
            ProblemKind::CertificateExpired,
            ProblemKind::CertificateForAnotherHost,
            ProblemKind::CertificateUntrusted,
        );
        for (reason, kind, detail) in [
            ("certificate has expired", expired, Some("expired")),
            ("certificate is not yet valid", expired, Some("not-yet")),
            ("hostname mismatch", another, None),
            ("IP address mismatch", another, None),
            ("self-signed certificate", untrusted, Some("self-signed")),
            ("self-signed certificate in certificate chain", untrusted, Some("unknown-authority")),
            ("unable to get local issuer certificate", untrusted, Some("unknown-authority")),
        ] {
            let problem = diagnosis(&format!("{verify} ({reason})"), &server);
            let told = problem.facts.get("detail").map(String::as_str);
            assert_eq!((problem.kind, told), (kind, detail), "{reason}");
        }
        for (text, kind) in [
            ("error:0A00010B:SSL routines:ssl3_get_record:wrong version number", ProblemKind::WrongPort),
            ("unexpected EOF", ProblemKind::HungUp),
            ("error:0A000410:SSL routines::sslv3 alert handshake failure", ProblemKind::NoCommonEncryption),
        ] {
            assert_eq!(diagnosis(text, &server).kind, kind, "{text}");
        }
    }
}
