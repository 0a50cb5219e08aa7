//! Every way in which connecting can fail has its own name, and none ends unencrypted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::path::PathBuf;
use std::time::Duration;

use engine::account::{Security, Source};
use engine::mailbox::Mailbox as _;
use engine::mailbox::imap::{Imap, Patience, Server};
use engine::problem::{Problem, ProblemKind};
use mekiki_tests::authority::Fault;
use mekiki_tests::closed_port::ClosedPort;
use mekiki_tests::dovecot::{Dovecot, Options, PASSWORD, USER};
use zeroize::Zeroizing;

async fn connect_with(source: Source, password: &str, patience: Patience) -> Result<Imap, Problem> {
    let Source::Imap { host, port, security, user, ca_file } = source else { unreachable!() };
    let password = Zeroizing::new(password.to_owned());
    let result = Imap::connect(&Server { host, port, security, ca_file }, &user, &password, patience).await;
    if let Err(problem) = &result {
        let told = format!("{problem} {problem:?}");
        assert!(!told.contains(password.as_str()), "the password is in {told}");
    }
    result
}

async fn connect(source: Source) -> Result<Imap, Problem> {
    connect_with(source, PASSWORD, Patience::default()).await
}

async fn problem(source: Source) -> Problem {
    connect(source).await.map(drop).unwrap_err()
}

fn at(source: Source, host: &str, port: u16, ca_file: Option<PathBuf>) -> Source {
    let Source::Imap { security, user, .. } = source else { unreachable!() };
    Source::Imap { host: host.to_owned(), port, security, user, ca_file }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_kinds_of_encryption_work_by_name_and_by_address() {
    let dovecot = Dovecot::start();
    let (plain, tls) = dovecot.ports();
    for host in ["localhost", "127.0.0.1"] {
        for (port, security) in [(tls, Security::Tls), (plain, Security::StartTls)] {
            let mut imap = connect(dovecot.source(host, port, security)).await.unwrap();
            assert_eq!(imap.count("INBOX").await.unwrap(), 0);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_called_that() {
    let dovecot = Dovecot::start();
    for source in [dovecot.tls(), dovecot.start_tls()] {
        let problem =
            connect_with(source, "not the password", Patience::default()).await.map(drop).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::WrongPassword);
        assert_eq!(problem.facts["user"], USER);
        assert_eq!(problem.facts["host"], "localhost");
    }
    assert!(!dovecot.log().contains("not the password"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_is_not_known_is_not_trusted() {
    let dovecot = Dovecot::start();
    let (plain, tls) = dovecot.ports();
    for (source, port) in [(dovecot.tls(), tls), (dovecot.start_tls(), plain)] {
        let problem = problem(at(source, "localhost", port, None)).await;
        assert_eq!(problem.kind, ProblemKind::CertificateUntrusted);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_future_and_foreign_certificates_are_told_apart() {
    for (fault, kind) in [
        (Fault::Expired, ProblemKind::CertificateExpired),
        (Fault::NotYetValid, ProblemKind::CertificateExpired),
        (Fault::AnotherHost, ProblemKind::CertificateForAnotherHost),
    ] {
        let dovecot = Dovecot::start_with(&Options { fault, ..Options::default() });
        assert_eq!(problem(dovecot.tls()).await.kind, kind, "{fault:?}");
        assert_eq!(problem(dovecot.start_tls()).await.kind, kind, "{fault:?}");
        assert!(!dovecot.log().contains("Login:"), "nobody signs in over a faulty certificate");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_for_a_name_does_not_serve_an_address() {
    let dovecot = Dovecot::start_with(&Options { fault: Fault::AnotherHost, ..Options::default() });
    let (_, tls) = dovecot.ports();
    let problem = problem(dovecot.source("127.0.0.1", tls, Security::Tls)).await;
    assert_eq!(problem.kind, ProblemKind::CertificateForAnotherHost);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_two_ports_taken_for_each_other_are_wrong_ports() {
    let dovecot = Dovecot::start();
    let (plain, tls) = dovecot.ports();
    let wrong = problem(dovecot.source("localhost", plain, Security::Tls)).await;
    assert_eq!(wrong.kind, ProblemKind::WrongPort);
    assert_eq!(wrong.facts["port"], plain.to_string());
    // The TLS port says nothing to one who waits for a greeting; only trying TLS tells.
    let quick = Patience { greeting: Duration::from_secs(2), ..Patience::default() };
    let source = dovecot.source("localhost", tls, Security::StartTls);
    let wrong = connect_with(source, PASSWORD, quick).await.map(drop).unwrap_err();
    assert_eq!(wrong.kind, ProblemKind::WrongPort);
    assert_eq!(wrong.facts["detail"], "encrypted", "it is encrypted, from the start");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_without_an_address_is_unknown() {
    let dovecot = Dovecot::start();
    // RFC 6761: never resolved by anyone.
    let unknown = problem(at(dovecot.tls(), "mail.nowhere.invalid", 993, None)).await;
    assert_eq!(unknown.kind, ProblemKind::UnknownHost);
    assert_eq!(unknown.facts["host"], "mail.nowhere.invalid");
    for odd in ["", "two words", "xn--\u{fffd}", "日本"] {
        assert_eq!(
            problem(at(dovecot.tls(), odd, 993, None)).await.kind,
            ProblemKind::UnknownHost,
            "{odd:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_where_nothing_listens_refuses() {
    let dovecot = Dovecot::start();
    let port = ClosedPort::new();
    let refused = problem(at(dovecot.tls(), "127.0.0.1", port.number(), None)).await;
    assert_eq!(refused.kind, ProblemKind::ConnectionRefused);
    assert_eq!(refused.facts["port"], port.number().to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_authorities_that_is_missing_or_none_is_said_so() {
    let dovecot = Dovecot::start();
    let (_, tls) = dovecot.ports();
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.pem");
    let problem_with = |file: &PathBuf| problem(at(dovecot.tls(), "localhost", tls, Some(file.clone())));
    assert_eq!(problem_with(&missing).await.kind, ProblemKind::NoSuchFile);
    let none = folder.path().join("none.pem");
    std::fs::write(&none, "this is no certificate").unwrap();
    let problem = problem_with(&none).await;
    assert_eq!((problem.kind, problem.facts["what"].as_str()), (ProblemKind::BadInput, "ca-file"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_connections_know_nothing_of_each_other() {
    let dovecot = Dovecot::start();
    dovecot.deliver("INBOX", b"Subject: one\r\n\r\n");
    let (mut one, mut two) = (connect(dovecot.tls()).await.unwrap(), connect(dovecot.tls()).await.unwrap());
    let seen = one.look("INBOX", None, 10).await.unwrap().new;
    assert_eq!(two.look("INBOX", None, 10).await.unwrap().new, seen);
    one.hold(&seen[0].place).await.unwrap().unwrap();
    assert_eq!(two.hold(&seen[0].place).await.unwrap_err().kind, ProblemKind::MessageGone);
    assert_eq!(dovecot.stored("Mekiki").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_says_nothing_is_told_with_all_the_time_that_it_was_waited_for() {
    // It takes every connection and never says a word: not to who waits, nor to a line, nor to TLS.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let source = Source::Imap {
        host: "127.0.0.1".to_owned(),
        port: silent.local_addr().unwrap().port(),
        security: Security::StartTls,
        user: USER.to_owned(),
        ca_file: None,
    };
    let quick = Patience { greeting: Duration::from_secs(1), ..Patience::default() };
    let told = connect_with(source, PASSWORD, quick).await.map(drop).unwrap_err();
    assert_eq!(told.kind, ProblemKind::Stalled);
    assert!(told.facts["seconds"].parse::<u32>().unwrap() >= 3, "{told}");
}
