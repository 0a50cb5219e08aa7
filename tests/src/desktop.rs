//! The real window on a desktop of its own: X server, session bus, home and WebDriver.
//!
//! Nothing is shared, so window tests run side by side in spite of the program's being
//! started once a session only. `WEBKIT_DISABLE_DMABUF_RENDERER` is deliberately not set:
//! with it, `WebKitGTK` 2.50 under Xvfb never answers a request for a picture of the window.

// Whatever the window does not do as it should ends in a panic: that is how a test fails.
#![allow(clippy::missing_panics_doc)]

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::wd::WindowHandle;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

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

    /// Starts the program with arguments and takes hold of its window.
    pub async fn open(&self, arguments: &[&Path]) -> Window {
        let options = json!({ "binary": program(), "args": arguments });
        let capabilities = json!({ "webkitgtk:browserOptions": options });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.as_object().expect("an object").clone())
            .connect(&format!("http://127.0.0.1:{}", self.driver))
            .await
            .expect("the window opens");
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
    let how = "run `cargo build -p mekiki-desktop --features custom-protocol`";
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

/// The window in hand.
#[derive(Debug)]
pub struct Window {
    /// For what has no shorter way here.
    pub client: Client,
}

impl Window {
    /// Runs a script in the page and returns what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until a script in the page returns true.
    pub async fn until(&self, what: &str, script: &str) {
        let begun = Instant::now();
        while self.run(script).await != json!(true) {
            if begun.elapsed() > PATIENCE {
                let page = self.run("return document.body.innerText").await;
                panic!("never came: {what}\n{}", page.as_str().unwrap_or_default());
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Waits until the page's visible text contains a passage.
    pub async fn until_says(&self, passage: &str) {
        self.until(passage, &format!("return document.body.innerText.includes({})", json!(passage))).await;
    }

    /// The text of the first element that a selector finds.
    pub async fn text(&self, selector: &str) -> String {
        let element = self.client.find(Locator::Css(selector)).await;
        element.unwrap_or_else(|error| panic!("{selector}: {error}")).text().await.expect("it has text")
    }

    /// Clicks the first element that a selector finds.
    pub async fn click(&self, selector: &str) {
        let element = self.client.find(Locator::Css(selector)).await;
        element
            .unwrap_or_else(|error| panic!("{selector}: {error}"))
            .click()
            .await
            .expect("it takes a click");
    }

    /// Presses keys, wherever the focus is.
    pub async fn press(&self, keys: &str) {
        let focus = self.client.active_element().await.expect("something has the focus");
        focus.send_keys(keys).await.expect("it takes keys");
    }

    /// Shows the inbox or the junk folder.
    pub async fn show(&self, place: &str) {
        self.click(&format!("[data-place={place}]")).await;
        self.until(
            place,
            &format!("return document.querySelector('[data-place={place}][aria-current]') !== null"),
        )
        .await;
    }

    /// The subjects of the list, in its order.
    pub async fn subjects(&self) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll('[data-message] .subject')].map(e => e.textContent)";
        serde_json::from_value(self.run(script).await).expect("a list of subjects")
    }

    /// Opens the message of the list with this subject and waits for its reasons.
    pub async fn open_subject(&self, subject: &str) {
        self.until(subject, &row(subject, "row !== undefined")).await;
        self.run(&row(subject, "row.click()")).await;
        let shown = format!(
            "return document.querySelector('article h2')?.textContent === {} &&
                document.querySelector('[data-sentence]') !== null",
            json!(subject)
        );
        self.until("its reasons", &shown).await;
    }

    /// Waits until the list contains this subject.
    pub async fn until_lists(&self, subject: &str) {
        self.until(subject, &row(subject, "row !== undefined")).await;
    }

    /// Switches the language.
    pub async fn speak(&self, language: &str) {
        self.run(&format!("document.querySelector('input[value={language}]').click()")).await;
        self.until(language, &format!("return document.documentElement.lang === '{language}'")).await;
    }

    /// Keeps a picture of the window as a product of the build.
    pub async fn picture(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../products/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let picture = self.client.screenshot().await.expect("a picture");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("the picture is kept");
    }

    /// The page's address, without the place within it, and how many windows there are.
    pub async fn whereabouts(&self) -> (String, Vec<WindowHandle>) {
        let mut url = self.client.current_url().await.expect("a page has an address");
        url.set_fragment(None);
        (url.to_string(), self.client.windows().await.expect("a session has windows"))
    }
}

fn row(subject: &str, then: &str) -> String {
    format!(
        "const row = [...document.querySelectorAll('[data-message]')]
            .find(e => e.querySelector('.subject').textContent === {});
        return {then}",
        json!(subject)
    )
}
