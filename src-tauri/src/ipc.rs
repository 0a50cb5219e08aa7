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
            commands::list_messages,
            commands::open_message,
            commands::correct,
            commands::take_back,
            commands::release,
        ])
        .events(collect_events![Happened])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use specta_typescript::Typescript;

    use super::*;

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
