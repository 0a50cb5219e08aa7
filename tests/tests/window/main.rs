//! The real window, driven as a person drives it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod accessibility;
mod demonstration;
mod hostile;
mod mailbox;
mod narrow;
mod senders;
mod starting;
