//! A real Dovecot for one test: in a folder of its own, on ports of its own, without root.
//!
//! It is started with [`Dovecot::start`] and gone, with everything it spawned, when the value
//! is dropped. Mail is delivered by writing into its Maildirs, as a delivery program would,
//! and read back from there, so that what a test sees did not pass through our own client.

mod mail;
mod settings;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use engine::account::{Security, Source};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::authority::{Authority, Fault};
use crate::group::Group;
use crate::tool;

pub use mail::Stored;
use settings::Version;

/// The name and password of the one mail user.
pub const USER: &str = "alice";
/// Not a word that occurs by chance in a log.
pub const PASSWORD: &str = "pässwört-Xy7\"\\ 秘密";

/// What kind of server it is.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Capabilities that it does not offer, such as `MOVE` or `IDLE`.
    pub hidden: Vec<&'static str>,
    /// Everything lies below INBOX, with dots between levels.
    pub below_inbox: bool,
    /// Where a person's folders hang, and what parts the levels of a name: `("Mail/", "/")`.
    pub personal: Option<(&'static str, &'static str)>,
    /// No folder is marked with a special use.
    pub unmarked: bool,
    /// What is wrong with its certificate.
    pub fault: Fault,
    /// A POP3 session keeps all others out.
    pub locks: bool,
}

/// A running Dovecot.
#[derive(Debug)]
pub struct Dovecot {
    folder: TempDir,
    processes: Group,
    authority: Authority,
    owner: Owner,
    below_inbox: bool,
    imap: u16,
    imaps: u16,
    pop3: u16,
    pop3s: u16,
}

/// The user that the server runs as and that owns its mail.
#[derive(Debug, Clone)]
struct Owner {
    name: String,
    group: String,
    /// Set when we are root and have to become that user.
    ids: Option<(u32, u32)>,
}

impl Dovecot {
    /// Starts an ordinary server.
    ///
    /// # Panics
    /// When Dovecot is missing or does not start.
    pub fn start() -> Self {
        Self::start_with(&Options::default())
    }

    /// Starts a server of a certain kind.
    ///
    /// # Panics
    /// When Dovecot is missing or does not start.
    pub fn start_with(options: &Options) -> Self {
        let program = tool::find("dovecot", "dovecot-imapd");
        let version = Version::of(&program);
        let mut said = String::new();
        // A free port may be taken by another test before Dovecot opens it.
        for _ in 0..5 {
            let [imap, imaps, pop3, pop3s] = free_ports();
            let folder = tempfile::Builder::new().prefix("mekiki-dovecot-").tempdir().expect("make a folder");
            let owner = Owner::find();
            let authority = Authority::make(folder.path());
            let issued = authority.issue(options.fault);
            let settings = settings::Settings {
                folder: folder.path(),
                owner: (&owner.name, &owner.group),
                ports: [imap, imaps, pop3, pop3s],
                issued: &issued,
                options,
                greeting: &greeting(folder.path()),
            };
            lay_out(folder.path(), &settings.text(version));
            owner.take_over(folder.path());
            let processes = launch(&program, folder.path(), &owner);
            let below_inbox = options.below_inbox;
            let mut dovecot =
                Self { folder, processes, authority, owner, below_inbox, imap, imaps, pop3, pop3s };
            if dovecot.is_ready() {
                return dovecot;
            }
            said = dovecot.log();
        }
        panic!("Dovecot does not start; its log says:\n{said}");
    }

    /// How to reach it with TLS from the first byte.
    pub fn tls(&self) -> Source {
        self.source("localhost", self.imaps, Security::Tls)
    }

    /// How to reach it with STARTTLS.
    pub fn start_tls(&self) -> Source {
        self.source("localhost", self.imap, Security::StartTls)
    }

    /// How to reach it by POP3, with TLS from the first byte.
    pub fn pop3_tls(&self) -> Source {
        self.pop3_source("localhost", self.pop3s, Security::Tls)
    }

    /// How to reach it by POP3, with STLS.
    pub fn pop3_start_tls(&self) -> Source {
        self.pop3_source("localhost", self.pop3, Security::StartTls)
    }

    /// A POP3 account source at this server, its authority trusted.
    pub fn pop3_source(&self, host: &str, port: u16, security: Security) -> Source {
        let ca_file = Some(self.authority.certificate());
        Source::Pop3 { host: host.to_owned(), port, security, user: USER.to_owned(), ca_file }
    }

    /// The ports of POP3: for STLS, and for TLS.
    pub fn pop3_ports(&self) -> (u16, u16) {
        (self.pop3, self.pop3s)
    }

    /// An account source at this server, its authority trusted.
    pub fn source(&self, host: &str, port: u16, security: Security) -> Source {
        let ca_file = Some(self.authority.certificate());
        Source::Imap { host: host.to_owned(), port, security, user: USER.to_owned(), ca_file }
    }

    /// The port for STARTTLS, and the port for TLS.
    pub fn ports(&self) -> (u16, u16) {
        (self.imap, self.imaps)
    }

    /// The certificate of its authority.
    pub fn authority(&self) -> PathBuf {
        self.authority.certificate()
    }

    /// The user's password.
    pub fn password() -> Zeroizing<String> {
        Zeroizing::new(PASSWORD.to_owned())
    }

    /// Everything its log says.
    pub fn log(&self) -> String {
        let read =
            |name: &str| fs::read_to_string(self.folder.path().join("log").join(name)).unwrap_or_default();
        format!("{}{}", read("dovecot.log"), read("info.log"))
    }

    /// What clients have sent, one line a command, after signing in.
    ///
    /// # Panics
    /// When the log cannot be read.
    pub fn commands(&self) -> Vec<String> {
        let folder = self.folder.path().join("raw");
        let mut files: Vec<_> =
            fs::read_dir(folder).expect("list the raw logs").map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "in"));
        files.sort();
        let text =
            |file: &PathBuf| String::from_utf8_lossy(&fs::read(file).expect("read a raw log")).into_owned();
        files.iter().flat_map(|file| text(file).lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// Waits until every session of the user has ended, and with it the command it was at.
    ///
    /// # Panics
    /// When the log cannot be read.
    pub async fn quiet(&self) {
        let log = self.folder.path().join("log/info.log");
        loop {
            let text = fs::read_to_string(&log).expect("read the log");
            let (begun, ended) = sessions(&text);
            if begun == ended {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Stops it, as a failing server would: at once. None of its processes is left then, and
    /// its ports are closed.
    pub fn kill(&mut self) {
        self.processes.kill();
    }

    /// Waits until it answers; says whether it does.
    fn is_ready(&mut self) -> bool {
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline {
            if greets(self.imap, &greeting(self.folder.path())) {
                return true;
            }
            if self.processes.has_ended() {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        false
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("Dovecot's log:\n{}", self.log());
        }
    }
}

impl Owner {
    fn find() -> Self {
        let id = |what: &str| {
            let output = tool::run(Command::new("id").arg(what));
            String::from_utf8_lossy(&output.stdout).trim().to_owned()
        };
        if id("-u") != "0" {
            return Self { name: id("-un"), group: id("-gn"), ids: None };
        }
        // Dovecot refuses to keep mail as root.
        let of = |what: &str| {
            let output = tool::run(Command::new("id").args([what, "nobody"]));
            String::from_utf8_lossy(&output.stdout).trim().to_owned()
        };
        let number = |text: String| text.parse().expect("a number from id");
        Self { name: "nobody".to_owned(), group: of("-gn"), ids: Some((number(of("-u")), number(of("-g")))) }
    }

    /// Makes a path and all below it the owner's.
    fn take_over(&self, path: &Path) {
        if let Some((user, group)) = self.ids {
            chown(path, Some(user), Some(group)).expect("hand over a file");
            if path.is_dir() {
                for entry in fs::read_dir(path).expect("list a folder") {
                    self.take_over(&entry.expect("list a folder").path());
                }
            }
        }
    }
}

fn lay_out(folder: &Path, settings: &str) {
    for name in ["run", "state", "log", "raw", "mail"] {
        fs::create_dir(folder.join(name)).expect("make a folder");
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("open the folder");
    fs::write(folder.join("passwd"), format!("{USER}:{{PLAIN}}{PASSWORD}::::::\n")).expect("write passwd");
    fs::write(folder.join("dovecot.conf"), settings).expect("write dovecot.conf");
}

fn launch(program: &Path, folder: &Path, owner: &Owner) -> Group {
    let mut command = Command::new(program);
    command.args(["-F", "-c"]).arg(folder.join("dovecot.conf"));
    // It would keep our own pipes open for as long as any of its children lives.
    let output = File::create(folder.join("log/output.log")).expect("make a log");
    command.stdin(Stdio::null()).stdout(output.try_clone().expect("share a log")).stderr(output);
    if let Some((user, group)) = owner.ids {
        command.uid(user).gid(group);
    }
    Group::start(&mut command)
}

/// What it greets with. Another test's server may have taken the port a moment earlier; its
/// answer must not be taken for ours.
fn greeting(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// How many sessions the log says have begun, and how many have ended.
fn sessions(log: &str) -> (usize, usize) {
    let count = |test: &dyn Fn(&str) -> bool| log.lines().filter(|line| test(line)).count();
    let begun = count(&|line| {
        ["imap-login", "pop3-login"].iter().any(|name| line.contains(&format!("{name}: Info: Login: ")))
    });
    let of =
        |name: &str, line: &str, end: &str| line.contains(&format!(" {name}({USER})")) && line.contains(end);
    let ended = count(&|line| of("imap", line, " in=") || of("pop3", line, " retr="));
    (begun, ended)
}

fn greets(port: u16, words: &str) -> bool {
    let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
    let mut line = String::new();
    BufReader::new(stream)
        .read_line(&mut line)
        .is_ok_and(|_| line.starts_with("* OK") && line.contains(words))
}

/// Four ports that are free now, below those that outgoing connections are given.
fn free_ports() -> [u16; 4] {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % 10_000).expect("below 10,000") + 12_000;
    let mut free = (0..10_000).map(|_| {
        let step = NEXT.fetch_add(1, Ordering::Relaxed);
        12_000 + (start - 12_000 + step) % 18_000
    });
    std::array::from_fn(|_| {
        free.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a free port")
    })
}
