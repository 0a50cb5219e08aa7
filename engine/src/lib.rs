//! Everything that touches network, disk or time: accounts, sync, store, quarantine, learning.
//!
//! The shells (`src-tauri`, `cli`) talk to [`Engine`] alone. In here, the protocols
//! (`mailbox`) and the store do not know each other; `watch` brings them together.

#![forbid(unsafe_code)]

pub mod account;
mod codec;
mod disk;
mod store;
pub mod demo;
pub mod engine;
pub mod mailbox;
pub mod problem;
pub mod secret;
pub mod view;

pub use account::{Account, AccountId, Mode, SecretPlace};
pub use classifier;
pub use engine::{Engine, Options};
pub use problem::{Problem, ProblemKind};
pub use secret::Secrets;
