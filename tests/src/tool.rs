//! The programs that tests need, found or missed with a clear word.

use std::path::PathBuf;
use std::process::{Command, Output};

/// The path of a program; panics with what to install when it is not there.
///
/// # Panics
/// When the program is not installed: a test without its tool must fail, not pass unseen.
pub fn find(program: &str, package: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Servers live in directories that an ordinary user's PATH leaves out.
    let places = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/sbin".into()]);
    let found = places.map(|place| place.join(program)).find(|file| file.is_file());
    found.unwrap_or_else(|| {
        panic!("{program} is missing: `cargo xtask setup test` installs it (package {package})")
    })
}

/// Runs a command to its end; panics with what it said when it fails.
///
/// # Panics
/// When the command cannot be started or fails.
pub fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{said}", output.status);
    output
}
