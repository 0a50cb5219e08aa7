//! Judges mail: bytes and facts in, a judgement with its evidence out.
//!
//! Pure by construction: no disk, no network, no clock, no threads, no environment.
//! What the judgement may know beyond the bytes comes in as [`Facts`]; what it has
//! learned comes in as a [`Model`]; the time is a parameter.
//!
//! ```text
//! bytes → Message::parse → tokens, checks → votes → chairman → Judgement
//! ```

#![forbid(unsafe_code)]

mod ascending;
pub mod chairman;
pub mod checks;
pub mod domain;
pub mod evaluate;
pub mod facts;
mod features;
mod grams;
pub mod history;
pub mod judgement;
pub mod learning;
pub mod message;
mod seen;
pub mod server;
pub mod starter;
mod telling;
pub mod token;
pub mod voters;
mod words;

pub use chairman::{classify, classify_with_sample, judge};
pub use checks::{Check, CheckId, Finding};
pub use domain::RegistrableDomain;
pub use facts::Facts;
pub use features::Features;
pub use judgement::{
    Clue, Cutoffs, Decision, Evidence, Judgement, Label, Score, Token, Verdict, Vote, Voter,
};
pub use learning::{Lesson, Model, Sample};
pub use message::{Digest, Message};
