//! Generates the shell's context. Naming the commands here makes each of them refused to
//! every window whose capability file does not list it.

use tauri_build::{AppManifest, Attributes};

const COMMANDS: &[&str] = &[
    "obstacle",
    "go_past",
    "language",
    "set_language",
    "letter_keys",
    "set_letter_keys",
    "accounts",
    "go_on",
    "move_waiting",
    "list_messages",
    "open_message",
    "correct",
    "release",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tauri_build::try_build(Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS)))?;
    Ok(())
}
