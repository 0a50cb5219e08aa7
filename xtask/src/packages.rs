//! System packages: finds which are missing, says why they are needed, installs them.
//!
//! Deliberately never starts a service: Dovecot is wanted as a program for the tests, not
//! as a mail server of this machine, neither now nor after the next start.

use std::fmt::Write as _;
use std::fs::File;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::{place, step};

/// A package of Debian and Ubuntu, what shows its presence elsewhere, and why it is needed.
pub(crate) struct Package {
    name: &'static str,
    presence: Presence,
    reason: &'static str,
}

enum Presence {
    /// A library that `pkg-config` knows by this name.
    Library(&'static str),
    /// A program in the search path or in `sbin`.
    Program(&'static str),
    /// A family of fonts that `fc-list` knows.
    Font(&'static str),
    /// A shared library that the loader knows.
    Shared(&'static str),
}

use Presence::{Font, Library, Program, Shared};

const fn package(name: &'static str, presence: Presence, reason: &'static str) -> Package {
    Package { name, presence, reason }
}

/// What the program for the terminal is built with.
pub(crate) const TERMINAL: &[Package] = &[
    package("build-essential", Program("cc"), "links programs and builds SQLite"),
    package("pkg-config", Program("pkg-config"), "finds the libraries below"),
    package("libssl-dev", Library("openssl"), "TLS to the mail servers"),
];

/// What the window is built with and shown by.
pub(crate) const WINDOW: &[Package] = &[
    package("libwebkit2gtk-4.1-dev", Library("webkit2gtk-4.1"), "the web view that the window is made of"),
    package("libayatana-appindicator3-1", Shared("libayatana-appindicator3.so.1"), "the tray icon"),
    package("fonts-noto-cjk", Font("Noto Sans CJK JP"), "Japanese letters"),
    package("fonts-noto-color-emoji", Font("Noto Color Emoji"), "the emoji that mails are full of"),
];

/// What only the figures need.
pub(crate) const BENCH: &[Package] =
    &[package("bogofilter", Program("bogofilter"), "the spam filter that the figures are compared with")];

/// What only the tests need.
pub(crate) const TESTS: &[Package] = &[
    package("dovecot-imapd", Program("dovecot"), "a real IMAP server"),
    package("dovecot-pop3d", Program("dovecot"), "a real POP3 server"),
    package("openssl", Program("openssl"), "certificates for the test servers, good and bad"),
    package("xvfb", Program("Xvfb"), "a display without a screen"),
    package("webkit2gtk-driver", Program("WebKitWebDriver"), "drives the window"),
    package("dbus", Program("dbus-daemon"), "a session bus for window and keyring"),
    package("gnome-keyring", Program("gnome-keyring-daemon"), "a real keyring"),
];

/// Makes sure that all packages of these sets are there.
pub(crate) fn ensure(sets: &[&'static [Package]]) -> Result<()> {
    let packages: Vec<&Package> = sets.iter().flat_map(|set| set.iter()).collect();
    let debian = works(Command::new("dpkg-query").arg("--version"));
    let missing: Vec<&Package> = packages
        .into_iter()
        .filter(|package| if debian { !is_installed(package.name) } else { !package.presence.shows() })
        .collect();
    if missing.is_empty() {
        step::already("system packages");
        return Ok(());
    }
    let mut list = String::new();
    for package in &missing {
        let _ = write!(list, "\n    {:<28} {}", package.name, package.reason);
    }
    if !debian {
        bail!(
            "this is neither Debian nor Ubuntu, so please install what these packages are called here, then try again:{list}"
        );
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    step::step(&format!("system packages: installing with apt-get{list}"), || install(&names))
}

fn is_installed(package: &str) -> bool {
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat=${db:Status-Status}", package]).stderr(Stdio::null());
    step::read(&mut query).is_ok_and(|status| status == "installed")
}

impl Presence {
    fn shows(&self) -> bool {
        match self {
            Library(name) => works(Command::new("pkg-config").args(["--exists", name])),
            Program(name) => works(Command::new("sh").args([
                "-c",
                "PATH=$PATH:/usr/sbin:/usr/libexec; command -v \"$0\"",
                name,
            ])),
            Font(family) => step::read(Command::new("fc-list").args([family, "family"]))
                .is_ok_and(|found| !found.is_empty()),
            Shared(name) => {
                step::read(Command::new("sh").args(["-c", "PATH=$PATH:/sbin:/usr/sbin; ldconfig -p"]))
                    .is_ok_and(|known| known.contains(name))
            }
        }
    }
}

/// Installs as root, in one go, so that sudo asks at most once.
///
/// `policy-rc.d` is how Debian is told not to start services during an installation; an
/// administrator's own one is left alone. A Dovecot that we brought is switched off, so
/// that it does not start with the machine either.
const INSTALL: &str = r#"
set -eu
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM HUP
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod 755 "$policy"
fi
dovecot_was_there=no
if dpkg-query --show dovecot-core > /dev/null 2>&1; then dovecot_was_there=yes; fi
apt-get -q -o DPkg::Lock::Timeout=600 update
apt-get -q -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "$@"
if [ "$dovecot_was_there" = no ] && [ -d /etc/dovecot ]; then
    if command -v systemctl > /dev/null; then
        systemctl disable dovecot.service dovecot.socket > /dev/null 2>&1 || true
    else
        update-rc.d dovecot disable > /dev/null 2>&1 || true
    fi
fi
"#;

fn install(names: &[&str]) -> Result<()> {
    let root = step::read(Command::new("id").arg("-u"))? == "0";
    let mut command = if root {
        Command::new("sh")
    } else if works(Command::new("sudo").args(["-n", "true"])) || std::io::stdin().is_terminal() {
        let mut sudo = Command::new("sudo");
        sudo.arg("sh");
        sudo
    } else {
        bail!("{}", by_hand(names));
    };
    let (log, file) = log()?;
    command.args(["-c", INSTALL, "xtask"]).args(names).stdout(file);
    match step::run(&mut command) {
        Ok(()) => Ok(()),
        Err(error) => bail!("{error:#} (see {})\n{}", log.display(), by_hand(names)),
    }
}

/// Where the hundreds of lines go that an installation writes.
fn log() -> Result<(PathBuf, File)> {
    let folder = place::target().join("xtask");
    std::fs::create_dir_all(&folder)?;
    let log = folder.join("apt-get.log");
    let file = File::create(&log)?;
    Ok((log, file))
}

fn by_hand(names: &[&str]) -> String {
    format!(
        "the packages could not be installed from here. As an administrator, run\n    apt-get update && apt-get install --no-install-recommends {}\nand then this command again",
        names.join(" ")
    )
}

fn works(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .stdin(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
