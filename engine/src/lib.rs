//! Everything that touches network, disk or time: accounts, sync, store, quarantine, learning.
//!
//! The shells (`src-tauri`, `cli`) talk to [`Engine`] alone. In here, the protocols
//! (`mailbox`) and the store do not know each other; `watch` brings them together.

#![forbid(unsafe_code)]

pub mod account;
mod codec;
pub mod connect;
pub mod demo;
mod disk;
pub mod engine;
mod facts;
mod feedback;
mod journal;
mod judge;
mod lists;
pub mod mailbox;
pub mod mbox;
mod moving;
mod outset;
pub mod problem;
mod quarantine;
pub mod secret;
pub mod signatures;
mod store;
mod tags;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod testing;
mod training;
pub mod view;
mod watch;

pub use account::{Account, AccountId, Mode, SecretPlace};
pub use classifier;
pub use engine::{Engine, Options};
pub use problem::{Problem, ProblemKind};
pub use secret::Secrets;
pub use signatures::DnsSetting;
