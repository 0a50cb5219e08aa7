//! Encryption: certificate and host name are always checked, and a failed check is explained.

use std::time::Duration;

use async_native_tls::{Certificate, TlsConnector, TlsStream};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Server;
use super::failure::presentable;
use crate::problem::{Problem, ProblemKind};

/// A TCP connection under TLS.
pub(super) type Encrypted = TlsStream<TcpStream>;

/// Begins TLS, checking the certificate against the host name, the system's authorities and
/// the account's own.
pub(super) async fn encrypt(
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
pub(super) async fn answers<S>(server: &Server, stream: S, patience: Duration) -> bool
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
    let Some(path) = &server.ca_file else { return Ok(Vec::new()) };
    let pem = tokio::fs::read(path).await.map_err(|error| Problem::from_io(&error, path))?;
    match Certificate::stack_from_pem(&pem) {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        _ => Err(Problem::new(ProblemKind::BadInput)
            .with("what", "ca-file")
            .with("value", path.display())
            .with("detail", "no certificate in PEM form in it")),
    }
}

/// Reads the cause from the text: the library passes on no codes.
fn diagnosis(text: &str, server: &Server) -> Problem {
    let lower = text.to_ascii_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    let detail = |kind| server.about(kind).with("detail", presentable(text));
    if says(&["expired", "not yet valid", "not valid yet"]) {
        detail(ProblemKind::CertificateExpired)
    } else if says(&["hostname mismatch", "host name", "ip address mismatch", "does not match"]) {
        detail(ProblemKind::CertificateForAnotherHost)
    } else if says(&[
        "certificate verify failed",
        "self-signed",
        "self signed",
        "not trusted",
        "unknown ca",
        "issuer",
    ]) {
        detail(ProblemKind::CertificateUntrusted)
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
        detail(ProblemKind::Refused)
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
        for (text, kind) in [
            (format!("{verify} (certificate has expired)"), ProblemKind::CertificateExpired),
            (format!("{verify} (certificate is not yet valid)"), ProblemKind::CertificateExpired),
            (format!("{verify} (hostname mismatch)"), ProblemKind::CertificateForAnotherHost),
            (format!("{verify} (IP address mismatch)"), ProblemKind::CertificateForAnotherHost),
            (
                format!("{verify} (self-signed certificate in certificate chain)"),
                ProblemKind::CertificateUntrusted,
            ),
            (format!("{verify} (unable to get local issuer certificate)"), ProblemKind::CertificateUntrusted),
            (
                "error:0A00010B:SSL routines:ssl3_get_record:wrong version number".to_owned(),
                ProblemKind::WrongPort,
            ),
            ("unexpected EOF".to_owned(), ProblemKind::HungUp),
            ("error:0A000410:SSL routines::sslv3 alert handshake failure".to_owned(), ProblemKind::Refused),
        ] {
            assert_eq!(diagnosis(&text, &server).kind, kind, "{text}");
        }
    }
}
