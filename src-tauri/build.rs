//! Generates the shell's context. Naming the commands here makes each of them refused to
//! every window whose capability file does not list it.

use std::path::Path;

use tauri_build::{AppManifest, Attributes};

const COMMANDS: &[&str] = &[
    "obstacle",
    "go_past",
    "start_again",
    "command_options",
    "language",
    "set_language",
    "letter_keys",
    "set_letter_keys",
    "found_at_opening",
    "found_is_read",
    "accounts",
    "go_on",
    "move_waiting",
    "put_back_waiting",
    "let_stay",
    "list_messages",
    "open_message",
    "correct",
    "take_back",
    "release",
    "still_waiting",
];

/// What the window shows, as the front end's own build leaves it.
const WINDOW: &str = "../ui/dist/index.html";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A window without its inside would open on an error of the web view.
    println!("cargo::rerun-if-changed={WINDOW}");
    if std::env::var_os("CARGO_FEATURE_CUSTOM_PROTOCOL").is_some() && !Path::new(WINDOW).is_file() {
        println!(
            "cargo::error=the window's inside is not built yet: run `cargo xtask run` or `cargo xtask install`, \
             or `npm ci && npm run build` in ui/"
        );
        return Ok(());
    }
    tauri_build::try_build(Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS)))?;
    Ok(())
}
