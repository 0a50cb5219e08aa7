//! The real window on a desktop of its own: X server, session bus, home and WebDriver.
//!
//! Nothing is shared, so window tests run side by side in spite of the program's being
//! started once a session only. `WEBKIT_DISABLE_DMABUF_RENDERER` is deliberately not set:
//! with it, `WebKitGTK` 2.50 under Xvfb never answers a request for a picture of the window.

// Whatever the window does not do as it should ends in a panic: that is how a test fails.
#![allow(clippy::missing_panics_doc)]

mod window;

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

pub use window::Window;

/// After so long a condition is taken to be never met. No test depends on the figure.
const PATIENCE: Duration = Duration::from_mins(1);

/// A process that ends with its test.
#[derive(Debug)]
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A desktop session.
#[derive(Debug)]
pub struct Desktop {
    home: TempDir,
    display: String,
    bus: String,
    language: &'static str,
    theme: &'static str,
    driver: u16,
    // Dropped in this order: the driver ends the window, which needs the others until then.
    running: Vec<Running>,
}

impl Desktop {
    /// A session where English is spoken.
    pub fn english() -> Self {
        Self::start("C.UTF-8", "Adwaita")
    }

    /// A session where Japanese is spoken.
    pub fn japanese() -> Self {
        Self::start("ja_JP.UTF-8", "Adwaita")
    }

    /// A session where English is spoken and the person likes it dark.
    pub fn dark() -> Self {
        Self::start("C.UTF-8", "Adwaita:dark")
    }

    fn start(language: &'static str, theme: &'static str) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        for folder in ["run", "passing"] {
            std::fs::create_dir(home.path().join(folder)).expect("a folder for what passes");
        }
        let screen = ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"];
        let (server, display) = started("Xvfb", &screen);
        let (daemon, bus) =
            started("dbus-daemon", &["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        let mut desktop = Self {
            home,
            display: format!(":{display}"),
            bus,
            language,
            theme,
            driver: free_port(),
            running: Vec::new(),
        };
        desktop.running = vec![desktop.drive(), daemon, server];
        desktop
    }

    /// A path in the session's home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// A command in the session.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .envs(std::env::vars_os().filter(|(name, _)| name == "PATH"))
            .env("HOME", self.home.path())
            .env("XDG_RUNTIME_DIR", self.path("run"))
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("TMPDIR", self.path("passing"))
            .env("GDK_BACKEND", "x11")
            .env("LANG", self.language)
            .env("GTK_THEME", self.theme)
            .env("NO_AT_BRIDGE", "1");
        command
    }

    /// Waits until a condition outside the window holds; `false` when it never does.
    pub async fn comes_true(&self, condition: impl Fn() -> bool) -> bool {
        let begun = Instant::now();
        while !condition() {
            if begun.elapsed() > PATIENCE {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
        true
    }

    /// Whether a Mekiki is running in this session, by what the kernel tells of its processes.
    fn runs_a_program(&self) -> bool {
        let home = [b"HOME=", self.home.path().as_os_str().as_bytes()].concat();
        let ours = program().canonicalize().expect("the program is there");
        let processes = std::fs::read_dir("/proc").expect("the kernel tells of its processes");
        processes.flatten().map(|process| process.path()).any(|process| {
            std::fs::read_link(process.join("exe")).is_ok_and(|file| file == ours)
                && std::fs::read(process.join("environ"))
                    .is_ok_and(|environment| environment.split(|byte| *byte == 0).any(|one| one == home))
        })
    }

    /// Whether the session's bus still takes a Mekiki for the first one: it may hear of a
    /// program's end later than the kernel does.
    fn knows_a_first_one(&self) -> bool {
        let mut ask = self.command("dbus-send");
        ask.args([
            "--session",
            "--print-reply",
            "--dest=org.freedesktop.DBus",
            "/",
            "org.freedesktop.DBus.ListNames",
        ]);
        let names = ask.output().unwrap_or_else(|error| missing("dbus-send", &error));
        assert!(names.status.success(), "the bus answers");
        String::from_utf8_lossy(&names.stdout).contains(".SingleInstance")
    }

    fn drive(&self) -> Running {
        let mut command = self.command("WebKitWebDriver");
        command
            .arg(format!("--port={}", self.driver))
            .arg("--host=127.0.0.1")
            // What makes the web view of the program it starts take orders.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let driver = Running(command.spawn().unwrap_or_else(|error| missing("WebKitWebDriver", &error)));
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.driver)).is_err() {
            assert!(begun.elapsed() < PATIENCE, "WebKitWebDriver does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        driver
    }

    /// Opens a page in the web view's own plain browser, which none of our walls guard: what a test
    /// expects our window to refuse must happen there.
    pub async fn browse(&self, url: &str) -> Window {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(serde_json::Map::new());
        let driver = format!("http://127.0.0.1:{}", self.driver);
        let client = tokio::time::timeout(PATIENCE, builder.connect(&driver)).await;
        let client = client.expect("the driver answers").expect("a browser opens");
        client.goto(url).await.expect("the page opens");
        Window { client }
    }

    /// Starts the program with arguments and takes hold of its window.
    pub async fn open(&self, arguments: &[&Path]) -> Window {
        let options = json!({ "binary": program(), "args": arguments });
        let capabilities = json!({ "webkitgtk:browserOptions": options });
        // A program that is still ending is the first one of its session: the next would leave
        // the work to it, and the driver would wait for a window that never comes.
        let ended = || !self.runs_a_program() && !self.knows_a_first_one();
        assert!(self.comes_true(ended).await, "the program before does not end");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.as_object().expect("an object").clone());
        let driver = format!("http://127.0.0.1:{}", self.driver);
        let client = tokio::time::timeout(PATIENCE, builder.connect(&driver)).await;
        let client = client.expect("the driver answers").expect("the window opens");
        let window = Window { client };
        window.until("a list", "return document.querySelector('[data-place]') !== null").await;
        window
    }
}

/// The desktop program that was built with these tests.
///
/// # Panics
/// When it has not been built.
pub fn program() -> PathBuf {
    let program = std::env::var_os("MEKIKI_DESKTOP_BIN").map_or_else(beside_this_test, PathBuf::from);
    let how = "run `cargo build -p mekiki-desktop`";
    assert!(program.is_file(), "{} is missing: {how}", program.display());
    program
}

fn beside_this_test() -> PathBuf {
    let test = std::env::current_exe().expect("a running test has a file");
    test.ancestors().nth(2).expect("target/debug").join("mekiki-desktop")
}

/// Starts a server that says on its first line of output where it is.
fn started(program: &str, arguments: &[&str]) -> (Running, String) {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap_or_else(|error| missing(program, &error));
    let output = child.stdout.take().expect("its output is piped");
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).expect("it says where it is");
    (Running(child), line.trim().to_owned())
}

fn missing(program: &str, error: &std::io::Error) -> ! {
    panic!("{program} cannot be started ({error}); `cargo xtask test` installs what is missing")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("it has an address").port()
}
