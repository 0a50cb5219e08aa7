//! Dovecot's settings file, in the language of the version at hand.
//!
//! Both have run the tests: 2.3.19 on Debian 12 and 2.4.1 on Debian 13.
//! 2.4 (Debian 13, Ubuntu 25.10) reads none of 2.3's files: other names, named filters,
//! another syntax for variables, and lists of capabilities by yes and no.

use std::path::Path;
use std::process::Command;

use super::Options;
use crate::authority::Issued;
use crate::tool;

/// What Dovecot 2.3 offers after signing in, as far as we care.
const OFFERED: [&str; 12] = [
    "IMAP4rev1",
    "SASL-IR",
    "LOGIN-REFERRALS",
    "ID",
    "ENABLE",
    "IDLE",
    "LITERAL+",
    "NAMESPACE",
    "UIDPLUS",
    "CONDSTORE",
    "MOVE",
    "SPECIAL-USE",
];
const FOLDERS: [&str; 5] = ["Drafts", "Junk", "Sent", "Trash", "Archive"];

/// Which language the settings are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    Old,
    Since24,
}

impl Version {
    pub(super) fn of(program: &Path) -> Self {
        let output = tool::run(Command::new(program).arg("--version"));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut numbers = text.split(|c: char| !c.is_ascii_digit()).map(|part| part.parse().unwrap_or(0_u32));
        let version = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        if version >= (2, 4) { Self::Since24 } else { Self::Old }
    }
}

pub(super) struct Settings<'a> {
    pub(super) folder: &'a Path,
    pub(super) owner: (&'a str, &'a str),
    pub(super) ports: [u16; 4],
    pub(super) issued: &'a Issued,
    pub(super) options: &'a Options,
    /// What it says to whoever connects.
    pub(super) greeting: &'a str,
}

impl Settings<'_> {
    pub(super) fn text(&self, version: Version) -> String {
        let parts = match version {
            Version::Old => {
                [self.old_general(), self.common(), self.services(version), self.old_capabilities()]
            }
            Version::Since24 => {
                [self.new_general(), self.common(), self.services(version), self.new_capabilities()]
            }
        };
        parts.concat()
    }

    /// What both versions understand.
    fn common(&self) -> String {
        let folder = self.folder.display();
        let (user, group) = self.owner;
        let (port, greeting) = (self.ports[0], self.greeting);
        let general = format!(
            "base_dir = {folder}/run\nstate_dir = {folder}/state\nlog_path = {folder}/log/dovecot.log\n\
             info_log_path = {folder}/log/info.log\ninstance_name = mekiki-{port}\nlogin_greeting = {greeting}\nprotocols = imap pop3\n\
             listen = 127.0.0.1\ndefault_internal_user = {user}\ndefault_internal_group = {group}\n\
             default_login_user = {user}\nfirst_valid_uid = 1\nfirst_valid_gid = 1\nssl = yes\n\
             ssl_min_protocol = TLSv1.2\nauth_mechanisms = plain login\nauth_failure_delay = 0 secs\n\
             mail_fsync = never\nmail_save_crlf = yes\nmaildir_stat_dirs = no\nmailbox_idle_check_interval = 1 secs\n"
        );
        general + &self.namespace()
    }

    fn namespace(&self) -> String {
        let (prefix, separator) = match self.options.personal {
            Some(personal) => personal,
            None if self.options.below_inbox => ("INBOX.", "."),
            None => ("", "/"),
        };
        let place = format!("separator = {separator}\n  prefix = {prefix}");
        let folder = |name: &&str| {
            let mark =
                if self.options.unmarked { String::new() } else { format!("    special_use = \\{name}\n") };
            let auto = if *name == "Archive" { "no" } else { "create" };
            format!("  mailbox {name} {{\n{mark}    auto = {auto}\n  }}\n")
        };
        let folders: String = FOLDERS.iter().map(folder).collect();
        format!("namespace inbox {{\n  inbox = yes\n  {place}\n{folders}}}\n")
    }

    fn services(&self, version: Version) -> String {
        let [imap, imaps, pop3, pop3s] = self.ports;
        // Without root there is no other root folder; without process limits logins are quick.
        let login = if version == Version::Old {
            "  chroot =\n  service_count = 0\n  process_min_avail = 1\n"
        } else {
            "  chroot =\n"
        };
        let listener = |name: &str, port: u16, ssl: &str| {
            format!("  inet_listener {name} {{\n    port = {port}\n{ssl}  }}\n")
        };
        let service = |name: &str, plain: u16, tls: u16| {
            let (plain, tls) =
                (listener(name, plain, ""), listener(&format!("{name}s"), tls, "    ssl = yes\n"));
            format!("service {name}-login {{\n{login}{plain}{tls}}}\n")
        };
        // A wrong password in one test must not slow down the next login.
        let anvil =
            "service anvil {\n  chroot =\n  unix_listener anvil-auth-penalty {\n    mode = 0\n  }\n}\n";
        format!(
            "{}{}{anvil}service stats {{\n  chroot =\n}}\n",
            service("imap", imap, imaps),
            service("pop3", pop3, pop3s)
        )
    }

    fn old_general(&self) -> String {
        let folder = self.folder.display();
        let (user, group) = self.owner;
        let (certificate, key) = (self.issued.certificate.display(), self.issued.key.display());
        format!(
            "ssl_cert = <{certificate}\nssl_key = <{key}\ndisable_plaintext_auth = no\n\
             passdb {{\n  driver = passwd-file\n  args = scheme=PLAIN username_format=%u {folder}/passwd\n}}\n\
             userdb {{\n  driver = static\n  args = uid={user} gid={group} home={folder}/mail/%u\n}}\n\
             mail_location = maildir:~/Maildir\n"
        )
    }

    fn old_capabilities(&self) -> String {
        let offered = OFFERED.iter().filter(|name| !self.options.hidden.contains(name));
        let offered = offered.copied().collect::<Vec<_>>().join(" ");
        let shown = if self.options.hidden.is_empty() {
            String::new()
        } else {
            format!("  imap_capability = {offered}\n")
        };
        let raw = self.folder.join("raw");
        format!(
            "protocol imap {{\n  mail_max_userip_connections = 50\n  rawlog_dir = {}\n  \
             imap_idle_notify_interval = 2 mins\n{shown}}}\n{}",
            raw.display(),
            self.pop3()
        )
    }

    fn pop3(&self) -> String {
        let lock = if self.options.locks { "yes" } else { "no" };
        format!("protocol pop3 {{\n  mail_max_userip_connections = 50\n  pop3_lock_session = {lock}\n}}\n")
    }

    fn new_general(&self) -> String {
        let folder = self.folder.display();
        let (user, group) = self.owner;
        let (certificate, key) = (self.issued.certificate.display(), self.issued.key.display());
        format!(
            "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n\
             ssl_server_cert_file = {certificate}\nssl_server_key_file = {key}\nauth_allow_cleartext = yes\n\
             passdb passwd-file {{\n  passwd_file_path = {folder}/passwd\n  default_password_scheme = plain\n}}\n\
             userdb static {{\n  fields {{\n    uid = {user}\n    gid = {group}\n    \
             home = {folder}/mail/%{{user}}\n  }}\n}}\nmail_driver = maildir\nmail_path = ~/Maildir\n"
        )
    }

    fn new_capabilities(&self) -> String {
        let hidden =
            self.options.hidden.iter().fold(String::new(), |text, name| text + &format!("    {name} = no\n"));
        // IMAP4rev2 would imply what is hidden.
        let list = if hidden.is_empty() {
            String::new()
        } else {
            format!("  imap_capability {{\n    IMAP4rev2 = no\n{hidden}  }}\n")
        };
        let raw = self.folder.join("raw");
        format!(
            "protocol imap {{\n  mail_max_userip_connections = 50\n  rawlog_dir = {}\n  \
             imap_idle_notify_interval = 2 mins\n{list}}}\n{}",
            raw.display(),
            self.pop3()
        )
    }
}
