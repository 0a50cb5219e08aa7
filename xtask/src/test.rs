//! `cargo xtask test`: from a fresh machine to every test run.
//!
//! The programs are built once, with the very selection of packages and features that the
//! tests are built with, so that nothing is compiled a second time; the window tests drive
//! the program that a person would start.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::run::{EVERYTHING, cargo};
use crate::{corpora, packages, place, step, window};

/// Installs what testing needs.
pub(crate) fn setup() -> Result<()> {
    packages::ensure(&[packages::TERMINAL, packages::WINDOW, packages::TESTS])?;
    ensure_rust_tools()?;
    window::ensure_node()?;
    corpora::ensure()?;
    window::ensure_packages()
}

/// A small installation of Rust comes without the tools that look at the sources.
fn ensure_rust_tools() -> Result<()> {
    let what = "rustfmt and clippy";
    let there = |tool: &str| step::read(cargo().args([tool, "--version"]).stderr(Stdio::null())).is_ok();
    if there("fmt") && there("clippy") {
        step::already(what);
        return Ok(());
    }
    step::step(what, || {
        step::run(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]))
            .context("install rustfmt and clippy for this Rust, the way in which it was installed")
    })
}

/// Sets up, builds, and runs every test; a failing part does not keep the others from running.
pub(crate) fn test() -> Result<()> {
    setup()?;
    window::ensure_built()?;
    let mut parts = Parts::default();
    front_end(&mut parts);
    parts.run("form of the Rust sources: cargo fmt --check", |_| {
        step::run(cargo().args(["fmt", "--all", "--check"]))
    });
    step::step("programs and tests: cargo build", || {
        step::run(cargo().arg("build").args(EVERYTHING).arg("--all-targets"))
    })?;
    parts.run("advice on the Rust sources: cargo clippy", |_| {
        let warnings_are_errors = ["--all-targets", "--", "-D", "warnings"];
        step::run(cargo().arg("clippy").args(EVERYTHING).args(warnings_are_errors))
    });
    rust(&mut parts);
    parts.sum_up()
}

fn front_end(parts: &mut Parts) {
    parts.run("types of the front end: npm run check", |_| step::run(window::npm().args(["run", "check"])));
    parts.run("tests of the front end: npm test", |summary| {
        step::run_tests(window::npm().arg("test"), is_vitest_summary, summary)
    });
}

/// With cargo-nextest, where it is installed, tests of all crates run at the same time;
/// it does not know documentation tests, so those are run by Cargo.
fn rust(parts: &mut Parts) {
    if step::read(cargo().args(["nextest", "--version"]).stderr(Stdio::null())).is_ok() {
        parts.run("examples in the documentation: cargo test --doc", |summary| {
            let mut command = with_programs(cargo());
            command.arg("test").args(EVERYTHING).args(["--doc", "--no-fail-fast"]);
            step::run_tests(&mut command, is_cargo_summary, summary)
        });
        parts.run("tests: cargo nextest run", |summary| {
            let mut command = with_programs(cargo());
            command.args(["nextest", "run", "--no-fail-fast"]).args(EVERYTHING);
            step::run_tests(&mut command, is_nextest_summary, summary)
        });
    } else {
        parts.run("tests: cargo test", |summary| {
            let mut command = with_programs(cargo());
            command.arg("test").args(EVERYTHING).arg("--no-fail-fast");
            step::run_tests(&mut command, is_cargo_summary, summary)
        });
    }
}

/// Tells the tests where the programs are that were built a moment ago.
fn with_programs(mut command: Command) -> Command {
    command
        .env("MEKIKI_BIN", place::debug_program("mekiki"))
        .env("MEKIKI_DESKTOP_BIN", place::debug_program("mekiki-desktop"));
    command
}

/// `Tests  12 passed (12)`, `Test Files  3 passed (3)`.
fn is_vitest_summary(line: &str) -> bool {
    let line = line.trim_start();
    (line.starts_with("Tests ") || line.starts_with("Test Files ")) && line.ends_with(')')
}

/// `test result: ok. 3 passed; 0 failed; …`
fn is_cargo_summary(line: &str) -> bool {
    line.starts_with("test result: ")
}

/// `Summary [  12.3s] 345 tests run: 345 passed, 0 skipped`
fn is_nextest_summary(line: &str) -> bool {
    line.trim_start().starts_with("Summary [")
}

/// The parts of a test run: what they summed up, and which failed.
#[derive(Default)]
struct Parts {
    summary: Vec<String>,
    failed: Vec<&'static str>,
}

impl Parts {
    fn run(&mut self, what: &'static str, work: impl FnOnce(&mut Vec<String>) -> Result<()>) {
        let summary = &mut self.summary;
        if step::step(what, || work(summary)).is_err() {
            self.failed.push(what);
        }
    }

    /// Repeats the runners' own summary lines; an error names the parts that failed.
    fn sum_up(self) -> Result<()> {
        if !self.failed.is_empty() {
            eprintln!();
            for what in &self.failed {
                eprintln!("✗ {what}");
            }
        }
        eprintln!();
        for line in &self.summary {
            eprintln!("{}", line.trim_start());
        }
        if !self.failed.is_empty() {
            bail!("{} of the parts above failed", self.failed.len());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{is_cargo_summary, is_nextest_summary, is_vitest_summary};

    #[test]
    fn each_runner_is_recognised_by_its_own_summary() {
        assert!(is_vitest_summary("      Tests  12 passed (12)"));
        assert!(is_vitest_summary(" Test Files  1 failed | 3 passed (4)"));
        assert!(is_cargo_summary("test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured"));
        assert!(is_nextest_summary("     Summary [  12.345s] 345 tests run: 345 passed, 0 skipped"));
        assert!(!is_vitest_summary("Tests that a person would read"));
        assert!(!is_nextest_summary("        PASS [   0.012s] tests summary"));
    }
}
