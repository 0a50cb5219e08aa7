//! Runs the real `mekiki`, as a person or a script would, with a home of its own.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::tool;

/// The terminal program that was built with these tests.
///
/// # Panics
/// When it has not been built.
pub fn mekiki() -> PathBuf {
    let program = std::env::var_os("MEKIKI_BIN").map_or_else(beside_this_test, PathBuf::from);
    assert!(program.is_file(), "{} is missing: run `cargo build -p cli`", program.display());
    program
}

/// `target/debug/deps/this-test-…` → `target/debug/mekiki`.
fn beside_this_test() -> PathBuf {
    let test = std::env::current_exe().expect("a running test has a file");
    test.ancestors().nth(2).expect("target/debug").join("mekiki")
}

/// A home with a data folder, and `mekiki` at work in it.
#[derive(Debug)]
pub struct Home {
    folder: TempDir,
    language: &'static str,
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

impl Home {
    /// An empty home where English is spoken.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder"), language: "en_GB.UTF-8" }
    }

    /// An empty home where Japanese is spoken.
    pub fn japanese() -> Self {
        Self { language: "ja_JP.UTF-8", ..Self::new() }
    }

    /// A path in the home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Writes a file in the home.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(&path, content).expect("the file can be written");
        path
    }

    /// A command that runs a program in this home and nowhere else: no variable of the
    /// machine that runs the tests reaches it, so there is no keyring either.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("LANG", self.language)
            .env("TZ", "UTC")
            .env("MEKIKI_DATA_DIR", self.data())
            .current_dir(self.folder.path());
        command
    }

    /// Runs `mekiki` with nothing on standard input.
    pub fn run<Argument: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = Argument>) -> Outcome {
        self.run_with_input(arguments, b"")
    }

    /// Runs `mekiki` as an ordinary user is, whom the rights of files bind: root is not bound by
    /// those of its own files unless it gives that power away.
    pub fn run_bound<Argument: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = Argument>,
    ) -> Outcome {
        let mut command = self.command(tool::find("setpriv", "util-linux"));
        if rustix::process::geteuid().is_root() {
            command.arg("--bounding-set=-dac_override,-dac_read_search");
        }
        command.arg(mekiki()).args(arguments);
        outcome(command, b"")
    }

    /// Runs `mekiki` with these bytes on standard input.
    pub fn run_with_input<Argument: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = Argument>,
        input: &[u8],
    ) -> Outcome {
        let mut command = self.command(mekiki());
        command.args(arguments);
        outcome(command, input)
    }
}

/// Runs a command to its end with these bytes on standard input.
///
/// # Panics
/// When it cannot be started.
pub fn outcome(mut command: Command, input: &[u8]) -> Outcome {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // A program that does not read its input closes the pipe: that is its right.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    Outcome::from(output)
}

/// How a program ended and what it said.
#[derive(Debug)]
pub struct Outcome {
    /// The exit code; 128 and above when a signal ended it.
    pub code: i32,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub errors: String,
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(128),
            stdout: output.stdout,
            errors: String::from_utf8(output.stderr).expect("complaints are text"),
        }
    }
}

impl Outcome {
    /// Standard output as text.
    ///
    /// # Panics
    /// When it is not UTF-8.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("what is printed is text")
    }

    /// Standard output as one JSON value.
    ///
    /// # Panics
    /// When it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.stdout).unwrap_or_else(|error| {
            panic!("{error}: {}\n{}", String::from_utf8_lossy(&self.stdout), self.errors)
        })
    }

    /// The same outcome, having ended with this code.
    ///
    /// # Panics
    /// When it ended with another.
    #[track_caller]
    pub fn ended_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", String::from_utf8_lossy(&self.stdout), self.errors);
        self
    }

    /// The same outcome, having failed as a person deserves: exit code 3, one sentence that
    /// holds `part`, and nothing of the program's insides.
    ///
    /// # Panics
    /// When it did not.
    #[track_caller]
    pub fn failed_with(self, part: &str) -> Self {
        let complaint = self.errors.trim_end();
        assert_eq!(self.code, 3, "{}\n{complaint}", String::from_utf8_lossy(&self.stdout));
        assert!(complaint.contains(part), "“{complaint}” does not say “{part}”");
        assert!(!complaint.contains('\n'), "more than a sentence: {complaint}");
        for inside in ["panicked", "RUST_BACKTRACE", "src/", "Error {", "Some(", "problem-"] {
            assert!(!complaint.contains(inside), "“{complaint}” shows the program's insides: {inside}");
        }
        self
    }
}

/// The files in a folder and below, sorted.
///
/// # Panics
/// When the folder cannot be read.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
