//! A certificate authority of our own, and certificates with every fault.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tool;

/// What is right or wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fault {
    /// For `localhost` and 127.0.0.1, valid now.
    #[default]
    None,
    /// It ended in 2021.
    Expired,
    /// It begins in 2040.
    NotYetValid,
    /// It is for `mail.elsewhere.example`.
    AnotherHost,
}

/// An authority whose files lie in one folder.
#[derive(Debug)]
pub struct Authority {
    folder: PathBuf,
}

/// A certificate and its key, in PEM form.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The certificate.
    pub certificate: PathBuf,
    /// Its key (PKCS #8).
    pub key: PathBuf,
}

impl Authority {
    /// Makes an authority in this folder.
    ///
    /// # Panics
    /// When `openssl` is missing or fails.
    pub fn make(folder: &Path) -> Self {
        let folder = folder.join("authority");
        fs::create_dir_all(&folder).expect("make the authority's folder");
        let authority = Self { folder };
        fs::write(authority.file("ca.cnf"), Self::settings()).expect("write ca.cnf");
        fs::write(authority.file("index.txt"), "").expect("write index.txt");
        let mut command =
            authority.openssl(&["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]);
        command.args(["-nodes", "-days", "3650", "-subj", "/CN=Mekiki test authority"]);
        command.args([
            "-addext",
            "basicConstraints=critical,CA:TRUE",
            "-addext",
            "keyUsage=critical,keyCertSign,cRLSign",
        ]);
        tool::run(command.args(["-keyout", "ca.key", "-out", "ca.pem"]));
        authority
    }

    /// The authority's own certificate, for an account's `ca_file`.
    pub fn certificate(&self) -> PathBuf {
        self.file("ca.pem")
    }

    /// Issues a server's certificate.
    ///
    /// # Panics
    /// When `openssl` fails.
    pub fn issue(&self, fault: Fault) -> Issued {
        let (start, end) = match fault {
            Fault::None | Fault::AnotherHost => ("20200101000000Z", "20491231000000Z"),
            Fault::Expired => ("20200101000000Z", "20210101000000Z"),
            Fault::NotYetValid => ("20400101000000Z", "20491231000000Z"),
        };
        let names = match fault {
            Fault::AnotherHost => "DNS:mail.elsewhere.example",
            _ => "DNS:localhost,IP:127.0.0.1",
        };
        let name = format!("{fault:?}");
        let (request, key, certificate) =
            (format!("{name}.req"), format!("{name}.key"), format!("{name}.pem"));
        let extensions =
            format!("subjectAltName={names}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n");
        fs::write(self.file("extensions.cnf"), extensions).expect("write extensions.cnf");
        let mut ask =
            self.openssl(&["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]);
        tool::run(ask.args(["-subj", &format!("/CN=test {name}"), "-keyout", &key, "-out", &request]));
        let mut sign =
            self.openssl(&["ca", "-batch", "-notext", "-config", "ca.cnf", "-extfile", "extensions.cnf"]);
        sign.args(["-startdate", start, "-enddate", end, "-in", &request, "-out", &certificate]);
        tool::run(&mut sign);
        Issued { certificate: self.file(&certificate), key: self.file(&key) }
    }

    fn openssl(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(tool::find("openssl", "openssl"));
        command.current_dir(&self.folder).args(arguments);
        command
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Of the versions in use, only `openssl ca` can date a certificate in the past in all.
    fn settings() -> String {
        "[ca]\ndefault_ca = test\n[test]\ndatabase = index.txt\nnew_certs_dir = .\nrand_serial = yes\n\
         certificate = ca.pem\nprivate_key = ca.key\ndefault_md = sha256\npolicy = any\nunique_subject = no\n\
         [any]\ncommonName = supplied\n"
            .to_owned()
    }
}
