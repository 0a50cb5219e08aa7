//! A session bus with a keyring on it, for one test: private, unlocked with a fixed password
//! or left locked, gone when dropped.
//!
//! A program under test is started with [`Keyring::environment`]; our own process's
//! environment is never changed, since tests share it.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::group::Group;
use crate::tool;

/// What is on the bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A keyring that is open.
    Unlocked,
    /// A keyring service without an open collection, as on a machine nobody logged into.
    Locked,
    /// A bus without any keyring service.
    Absent,
}

/// A running bus and keyring.
#[derive(Debug)]
pub struct Keyring {
    // In the order in which they end: the bus last, and the folder when nobody writes there.
    daemon: Option<Group>,
    _bus: Group,
    address: String,
    folder: TempDir,
}

impl Keyring {
    /// Starts one.
    ///
    /// # Panics
    /// When `dbus-daemon` or `gnome-keyring-daemon` is missing or does not start.
    pub fn start(kind: Kind) -> Self {
        let folder = tempfile::Builder::new().prefix("mekiki-keyring-").tempdir().expect("make a folder");
        for name in ["home", "run"] {
            fs::create_dir(folder.path().join(name)).expect("make a folder");
        }
        let private = fs::Permissions::from_mode(0o700);
        fs::set_permissions(folder.path().join("run"), private).expect("close the folder");
        let (bus, address) = start_bus(folder.path());
        let mut keyring = Self { folder, _bus: bus, daemon: None, address };
        match kind {
            Kind::Unlocked => keyring.daemon = Some(keyring.start_daemon(true)),
            Kind::Locked => keyring.daemon = Some(keyring.start_daemon(false)),
            Kind::Absent => {}
        }
        keyring
    }

    /// The variables a program needs to find this keyring and none other.
    pub fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("DBUS_SESSION_BUS_ADDRESS", PathBuf::from(&self.address)),
            ("HOME", self.folder.path().join("home")),
            ("XDG_RUNTIME_DIR", self.folder.path().join("run")),
            ("XDG_DATA_HOME", self.folder.path().join("home/.local/share")),
        ]
    }

    /// The folder where the keyring keeps its files.
    pub fn files(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// How many entries it holds.
    pub fn entries(&self) -> usize {
        let mut ask = Command::new(tool::find("dbus-send", "dbus-bin"));
        ask.arg(format!("--bus={}", self.address)).args(["--print-reply", "--dest=org.freedesktop.secrets"]);
        ask.args(["/org/freedesktop/secrets", "org.freedesktop.Secret.Service.SearchItems"]);
        let said = tool::run(ask.arg("dict:string:string:")).stdout;
        String::from_utf8_lossy(&said).matches("object path \"/org/freedesktop/secrets/collection/").count()
    }

    fn start_daemon(&self, unlock: bool) -> Group {
        let mut command = Command::new(tool::find("gnome-keyring-daemon", "gnome-keyring"));
        command.args(["--foreground", "--components=secrets"]).env_clear().envs(self.environment());
        if unlock {
            command.arg("--unlock");
        }
        let log = fs::File::create(self.folder.path().join("daemon.log")).expect("make a log");
        command.stdin(Stdio::piped()).stdout(log.try_clone().expect("share a log")).stderr(log);
        let mut daemon = Group::start(&mut command);
        let mut input = daemon.leader().stdin.take().expect("its input");
        if unlock {
            input.write_all(b"a password of the test\n").expect("unlock the keyring");
        }
        drop(input);
        self.wait_for_service();
        daemon
    }

    /// Waits until the service's name is taken on the bus.
    fn wait_for_service(&self) {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
        loop {
            let mut ask = Command::new(tool::find("dbus-send", "dbus-bin"));
            ask.arg(format!("--bus={}", self.address)).args([
                "--print-reply",
                "--dest=org.freedesktop.DBus",
                "/",
            ]);
            ask.args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]);
            let said = String::from_utf8_lossy(&tool::run(&mut ask).stdout).into_owned();
            if said.contains("true") {
                return;
            }
            assert!(std::time::Instant::now() < deadline, "the keyring does not start");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }
}

/// A bus that starts nothing by itself: what is not there must not appear.
fn start_bus(folder: &Path) -> (Group, String) {
    let socket = folder.join("run/bus");
    let settings = format!(
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \
         \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n<busconfig><type>session</type>\
         <listen>unix:path={}</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>\
         <allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n",
        socket.display()
    );
    fs::write(folder.join("bus.conf"), settings).expect("write bus.conf");
    let mut command = Command::new(tool::find("dbus-daemon", "dbus"));
    command.arg("--config-file").arg(folder.join("bus.conf")).args(["--nofork", "--print-address=1"]);
    let log = fs::File::create(folder.join("bus.log")).expect("make a log");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
    let mut bus = Group::start(&mut command);
    let mut address = String::new();
    let output = bus.leader().stdout.take().expect("its output");
    BufReader::new(output).read_line(&mut address).expect("read the bus's address");
    assert!(!address.is_empty(), "dbus-daemon does not start");
    (bus, address.trim().to_owned())
}
