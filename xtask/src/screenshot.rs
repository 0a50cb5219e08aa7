//! `cargo xtask screenshot`: the picture in the README, made anew from the program as it is.

use std::fs;

use anyhow::{Context, Result};

use crate::run::{EVERYTHING, cargo};
use crate::{packages, place, step, window};

/// The window test that keeps the picture, and the picture's name.
const TEST: &str = "demonstration::the_demonstration_is_judged_held_and_explained_in_both_languages";
const PICTURE: &str = "reasons-en.png";

/// Runs the demonstration in the real window and takes over the picture that its test keeps.
pub(crate) fn screenshot() -> Result<()> {
    packages::ensure(&[packages::TERMINAL, packages::WINDOW, packages::TESTS])?;
    window::ensure_node()?;
    window::ensure_packages()?;
    window::ensure_built()?;
    step::step("the program: cargo build", || {
        step::run(cargo().arg("build").args(EVERYTHING).args(["--bin", "mekiki-desktop"]))
    })?;
    step::step("the demonstration in the window", || {
        let mut test = cargo();
        test.args(["test"]).args(EVERYTHING).args(["--test", "window", "--", "--exact", TEST]);
        step::run(test.env("MEKIKI_DESKTOP_BIN", place::debug_program("mekiki-desktop")))
    })?;
    let taken = place::root().join("products").join("screenshots").join(PICTURE);
    let shown = place::root().join("docs").join("screenshot.png");
    fs::copy(&taken, &shown).with_context(|| format!("cannot copy {}", taken.display()))?;
    eprintln!("▸ {} is made anew; look at it", shown.display());
    Ok(())
}
