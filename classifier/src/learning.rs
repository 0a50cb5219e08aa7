//! Learning: the training log is the truth, the model its function.
//!
//! The caller keeps the log (digest, label, sample, lesson, when) and replays it; a
//! [`Model`] is what the replay gives. `unlearn` of a lesson takes back exactly what
//! its `learn` added, so the model after it equals one that never saw the message.

use crate::judgement::Label;
use crate::{Facts, Message};

/// What is kept of a message for learning: its features, not its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sample {
    pub(crate) features: Vec<u64>,
    pub(crate) findings: Vec<u16>,
}

impl Sample {
    /// Takes the features of a message.
    pub fn of(message: &Message, facts: &Facts) -> Self {
        let _ = (message, facts);
        unimplemented!("under construction")
    }

    /// A compact, versioned form for the training log.
    pub fn to_bytes(&self) -> Vec<u8> {
        unimplemented!("under construction")
    }

    /// Reads the form that `to_bytes` gives; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let _ = bytes;
        unimplemented!("under construction")
    }
}

/// How a sample was learned: what `unlearn` needs to take it back exactly. Kept in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lesson {
    /// How many times its features were counted, 0 to 255.
    pub weight: u8,
}

/// What the committee has learned.
#[derive(Debug, Clone, Default)]
pub struct Model {}

impl Model {
    /// The model that knows nothing.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The model shipped with the program, for a person's first day.
    pub fn starter() -> Self {
        Self::default()
    }

    /// Messages learned, as (ham, spam).
    pub fn learned(&self) -> (u32, u32) {
        (0, 0)
    }

    /// Learns a sample and says how; the caller logs the lesson with the sample.
    pub fn learn(&mut self, sample: &Sample, label: Label) -> Lesson {
        let _ = (sample, label);
        unimplemented!("under construction")
    }

    /// Learns a sample again as it was learned before: the replay of a log entry.
    pub fn relearn(&mut self, sample: &Sample, label: Label, lesson: Lesson) {
        let _ = (sample, label, lesson);
        unimplemented!("under construction")
    }

    /// Takes a lesson back.
    pub fn unlearn(&mut self, sample: &Sample, label: Label, lesson: Lesson) {
        let _ = (sample, label, lesson);
        unimplemented!("under construction")
    }

    /// A snapshot, so that start-up need not replay the whole log.
    pub fn to_bytes(&self) -> Vec<u8> {
        unimplemented!("under construction")
    }

    /// Reads a snapshot; `None` for another version or damaged bytes (the caller then replays).
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let _ = bytes;
        unimplemented!("under construction")
    }
}
