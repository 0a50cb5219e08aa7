//! `cargo xtask run`: from a fresh machine to the open window on the demonstration mailbox.

use std::process::Command;

use anyhow::Result;

use crate::{packages, place, step, window};

/// One selection of packages for building, checking and testing: another would compile Tauri and
/// all below it again. Which programs are made is said beside it.
pub(crate) const EVERYTHING: [&str; 1] = ["--workspace"];

/// Installs what running needs.
pub(crate) fn setup() -> Result<()> {
    packages::ensure(&[packages::TERMINAL, packages::WINDOW])?;
    window::ensure_node()?;
    window::ensure_packages()
}

/// Sets up, builds, and starts the program on the demonstration mailbox.
///
/// Without a display there is nothing to open a window on, so neither the web view nor the
/// front end is needed, and the terminal program shows the same.
pub(crate) fn run(arguments: &[&str]) -> Result<()> {
    if has_display() { in_window(arguments) } else { on_terminal(arguments) }
}

/// Whether there is a display to open a window on.
pub(crate) fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Built as at the desk, not for shipping: what runs once a byte is optimised there too,
/// and the first start comes minutes earlier.
fn in_window(arguments: &[&str]) -> Result<()> {
    setup()?;
    window::ensure_built()?;
    step::step("the program: cargo build", || {
        step::run(cargo().arg("build").args(EVERYTHING).args(["--bin", "mekiki-desktop"]))
    })?;
    eprintln!("▸ the window opens on the demonstration mailbox; closing it ends the program");
    step::run(Command::new(place::debug_program("mekiki-desktop")).arg("--demo").args(arguments))
}

fn on_terminal(arguments: &[&str]) -> Result<()> {
    eprintln!(
        "▸ there is no display (DISPLAY and WAYLAND_DISPLAY are empty): the demonstration runs on the terminal"
    );
    packages::ensure(&[packages::TERMINAL])?;
    step::step("the program: cargo build", || {
        step::run(cargo().arg("build").args(EVERYTHING).args(["--bin", "mekiki"]))
    })?;
    step::run(Command::new(place::debug_program("mekiki")).arg("demo").args(arguments))
}

/// Cargo in the project's folder.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(place::root());
    cargo
}
