//! Where an account's mail is, as the command line says it.

use std::path::{Path, PathBuf};

use engine::account::{Security, Source};

use crate::arguments::{AddAccount, ChangeAccount};
use crate::failure::{Done, bad_input, of_file};

const IMAP_WITH_TLS: u16 = 993;
const IMAP_WITH_STARTTLS: u16 = 143;
const POP3_WITH_TLS: u16 = 995;
const POP3_WITH_STARTTLS: u16 = 110;

/// Where the mail of a new account is.
pub(super) fn asked_for(asked: &AddAccount) -> Done<Source> {
    if let Some(path) = &asked.maildir {
        return Ok(Source::Maildir { path: absolute(path)? });
    }
    let security = if asked.starttls { Security::StartTls } else { Security::Tls };
    let user = asked.user.clone().unwrap_or_default();
    let ca_file = asked.ca_file.as_deref().map(absolute).transpose()?;
    if let Some(host) = asked.pop3.clone() {
        let port = asked.port.unwrap_or(usual_port(Protocol::Pop3, security));
        return Ok(Source::Pop3 { host, port, security, user, ca_file });
    }
    let host = asked.imap.clone().unwrap_or_default();
    let port = asked.port.unwrap_or(usual_port(Protocol::Imap, security));
    Ok(Source::Imap { host, port, security, user, ca_file })
}

#[derive(Clone, Copy)]
enum Protocol {
    Imap,
    Pop3,
}

fn usual_port(protocol: Protocol, security: Security) -> u16 {
    match (protocol, security) {
        (Protocol::Imap, Security::Tls) => IMAP_WITH_TLS,
        (Protocol::Imap, Security::StartTls) => IMAP_WITH_STARTTLS,
        (Protocol::Pop3, Security::Tls) => POP3_WITH_TLS,
        (Protocol::Pop3, Security::StartTls) => POP3_WITH_STARTTLS,
    }
}

/// The engine is started from other folders later: what it keeps must not depend on this one.
fn absolute(path: &Path) -> Done<PathBuf> {
    std::path::absolute(path).map_err(|error| of_file(path, &error))
}

/// Where the mail is after a change: what is not named stays.
pub(super) fn changed(source: Source, asked: &ChangeAccount) -> Done<Source> {
    match (source, &asked.maildir) {
        (Source::Maildir { .. }, Some(path)) if !asked.names_a_server() => {
            Ok(Source::Maildir { path: absolute(path)? })
        }
        (Source::Maildir { path }, None) if !asked.names_a_server() => Ok(Source::Maildir { path }),
        (Source::Imap { host, port, security, user, ca_file }, None) if asked.pop3.is_none() => {
            let chosen = chosen(asked, security);
            let usual = || usual_port(Protocol::Imap, chosen);
            Ok(Source::Imap {
                host: asked.imap.clone().unwrap_or(host),
                port: asked.port.unwrap_or_else(|| if chosen == security { port } else { usual() }),
                security: chosen,
                user: asked.user.clone().unwrap_or(user),
                ca_file: changed_ca_file(ca_file, asked)?,
            })
        }
        (Source::Pop3 { host, port, security, user, ca_file }, None) if asked.imap.is_none() => {
            let chosen = chosen(asked, security);
            let usual = || usual_port(Protocol::Pop3, chosen);
            Ok(Source::Pop3 {
                host: asked.pop3.clone().unwrap_or(host),
                port: asked.port.unwrap_or_else(|| if chosen == security { port } else { usual() }),
                security: chosen,
                user: asked.user.clone().unwrap_or(user),
                ca_file: changed_ca_file(ca_file, asked)?,
            })
        }
        (Source::Maildir { .. }, None) => Err(bad_input("protocol", &asked.name, "only-of-a-server")),
        _ => Err(bad_input("protocol", &asked.name, "other")),
    }
}

fn chosen(asked: &ChangeAccount, before: Security) -> Security {
    match (asked.starttls, asked.tls) {
        (true, _) => Security::StartTls,
        (_, true) => Security::Tls,
        _ => before,
    }
}

fn changed_ca_file(before: Option<PathBuf>, asked: &ChangeAccount) -> Done<Option<PathBuf>> {
    match &asked.ca_file {
        Some(path) => absolute(path).map(Some),
        None => Ok(before.filter(|_| !asked.no_ca_file)),
    }
}
