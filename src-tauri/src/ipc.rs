//! The commands and events between Rust and TypeScript, listed once.
//!
//! `ui/src/bindings.ts` is generated from this list; the test below writes it anew and
//! fails when it was not the one that is committed.

use tauri_specta::{Builder, collect_commands, collect_events};

use crate::commands;
use crate::events::Happened;

/// Everything that goes between shell and window.
pub(crate) fn ipc() -> Builder<tauri::Wry> {
    Builder::new()
        // Reading and writing give the same shapes here; one type for both is easier to use.
        .disable_serde_phases()
        .commands(collect_commands![
            commands::obstacle,
            commands::go_past,
            commands::start_again,
            commands::command_options,
            commands::language,
            commands::set_language,
            commands::letter_keys,
            commands::set_letter_keys,
            commands::found_at_opening,
            commands::found_is_read,
            commands::accounts,
            commands::go_on,
            commands::move_waiting,
            commands::put_back_waiting,
            commands::let_stay,
            commands::list_messages,
            commands::open_message,
            commands::correct,
            commands::take_back,
            commands::release,
            commands::still_waiting,
        ])
        .events(collect_events![Happened])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use specta_typescript::Typescript;

    use super::*;

    #[test]
    fn every_command_is_named_to_the_wall_around_the_window_and_let_through_it() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap();
        let (named, allowed) = (read("build.rs"), read("capabilities/main.json"));
        let bindings = read("../ui/src/bindings.ts");
        let commands: Vec<&str> =
            bindings.split("__TAURI_INVOKE(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(commands.contains(&"found_at_opening"), "{commands:?}");
        for command in commands {
            assert!(named.contains(&format!("\"{command}\"")), "{command} is not named in build.rs");
            let permission = format!("\"allow-{}\"", command.replace('_', "-"));
            assert!(allowed.contains(&permission), "the window may not call {command}");
        }
    }

    #[test]
    fn the_windows_bindings_are_those_of_this_shell() {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/bindings.ts");
        let before = std::fs::read_to_string(&committed).unwrap_or_default();
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        ipc().export(Typescript::default(), &fresh).unwrap();
        let after = std::fs::read_to_string(&fresh).unwrap();
        if before != after {
            std::fs::write(&committed, after).unwrap();
            panic!("ui/src/bindings.ts was out of date; it is written anew: look at it and commit it");
        }
    }
}
