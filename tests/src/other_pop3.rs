//! The person's own mail program, played over POP3 line by line: what it has open, and what it removes.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;

use native_tls::{Certificate, TlsConnector, TlsStream};

use crate::dovecot::{Dovecot, PASSWORD, USER};

/// A session of another program, open until it quits.
pub struct OtherPop3 {
    stream: BufReader<TlsStream<TcpStream>>,
}

impl OtherPop3 {
    /// Signs in.
    ///
    /// # Panics
    /// When the server does not let it in.
    pub fn sign_in(dovecot: &Dovecot) -> Self {
        let certificate = std::fs::read(dovecot.authority()).expect("read the authority");
        let certificate = Certificate::from_pem(&certificate).expect("an authority");
        let tls = TlsConnector::builder().add_root_certificate(certificate).build().expect("TLS");
        let tcp = TcpStream::connect(("localhost", dovecot.pop3_ports().1)).expect("connect");
        let mut other = Self { stream: BufReader::new(tls.connect("localhost", tcp).expect("TLS")) };
        other.line();
        other.order(&format!("USER {USER}"));
        other.order(&format!("PASS {PASSWORD}"));
        other
    }

    /// Gives a command, and wants it carried out.
    ///
    /// # Panics
    /// When the server refuses.
    pub fn order(&mut self, command: &str) -> String {
        self.stream.get_mut().write_all(format!("{command}\r\n").as_bytes()).expect("write");
        let answer = self.line();
        assert!(answer.starts_with("+OK"), "{answer}");
        answer
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("read");
        line
    }
}
