//! Where things lie in the project.

use std::path::PathBuf;

/// The project's top folder.
pub(crate) fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().map(PathBuf::from).unwrap_or(manifest)
}

/// The folder that Cargo builds into.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        // A relative one is relative to where the person stands, as Cargo has it.
        Some(folder) => std::path::absolute(&folder).unwrap_or_else(|_| PathBuf::from(folder)),
        None => root().join("target"),
    }
}

/// The front end's folder.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// The folder of test corpora; `.cargo/config.toml` names the same one as `MEKIKI_CORPORA`.
pub(crate) fn corpora() -> PathBuf {
    root().join("target").join("corpora")
}

/// A program as Cargo builds it at the desk.
pub(crate) fn debug_program(name: &str) -> PathBuf {
    target().join("debug").join(name)
}

/// A program as it is shipped.
pub(crate) fn release_program(name: &str) -> PathBuf {
    target().join("release").join(name)
}
