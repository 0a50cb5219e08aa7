//! What the black-box tests share: the programs and corpora, real servers and scripted ones,
//! keyrings, sample mail.
//!
//! A test that misses a program fails with the name of what is missing; nothing is skipped.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
// A handful of bytes is written out; outcomes are asked one question after another.
#![allow(clippy::format_collect, clippy::return_self_not_must_use)]

pub mod authority;
pub mod closed_port;
pub mod corpus;
pub mod desktop;
pub mod dovecot;
pub mod group;
pub mod keyring;
pub mod other_pop3;
pub mod program;
pub mod proxy;
pub mod sample;
pub mod scripted;
pub mod small_disk;
pub mod taught;
pub mod tool;
