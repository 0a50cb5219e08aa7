//! Every word that a person reads, in their language.
//!
//! The messages stand in Fluent files, `catalogue/<language>/<subject>.ftl`; the window
//! reads the same files. What both window and terminal say of a judgement is built here
//! ([`Catalogue::explain`]), so that they cannot say different things. Deliberately
//! absent: reading the environment or settings; a shell passes those in.

#![forbid(unsafe_code)]

mod bundle;
mod command;
mod explanation;
mod language;
mod lines;
mod quotable;
mod strength;

pub use bundle::{Catalogue, SUBJECTS, Value};
pub use command::{data_folder_option, in_a_shell};
pub use explanation::Explanation;
pub use language::Language;
pub use lines::{Line, Lines};
pub use strength::Strength;
