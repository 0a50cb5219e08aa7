//! Learning: the training log is the truth, the model its function.
//!
//! The caller keeps the log (digest, label, sample, lesson, when) and replays it; a
//! [`Model`] is what the replay gives. `unlearn` of a lesson takes back exactly what its
//! `learn` added, so the model after it equals one that never saw the message.
//!
//! What a model takes in memory does not grow with the log: counts stand in tables of a fixed
//! size, and only the newest lessons are kept one by one ([`KEPT_SINGLY`]). After an `unlearn`
//! there may be room for one that has faded: [`Model::wants`] says so, and the caller gives it
//! back from the log ([`Model::recall`]). Then the model still is the function of the log.
//!
//! Who only ever says "spam" would teach half of what there is to know. So what Mekiki was sure
//! is wanted, and what stood without an objection, may be learned beside the person's words:
//! an unspoken lesson ([`Model::learn_unspoken`]), which is kept apart from what they said.

mod contradiction;
pub(crate) mod number;
pub(crate) mod packed;
mod wire;

pub use contradiction::Contradiction;

use std::sync::Arc;

use crate::features::Features;
use crate::judgement::{Label, Verdict};
use crate::starter::Starter;
use crate::voters::checks::{ChecksVoter, Findings, Row};
use crate::voters::corrections::Corrections;
use crate::voters::fields::{Hashes, Tables};
use crate::voters::twin::{LEAST_ALIKE, NO_PRINT, Print, Twins};
use crate::{Facts, Message};

/// Lessons that are kept one by one, the newest: their prints for `twin`, their findings for
/// the next fit of `checks`. Two megabytes and a half; a person gives ten a day in four years.
pub const KEPT_SINGLY: usize = 16_384;

/// What is kept of a message for learning: its features, not its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sample {
    /// Tells samples of different messages apart: the beginning of the digest.
    pub(crate) key: u64,
    pub(crate) hashes: Hashes,
    pub(crate) findings: Findings,
    pub(crate) print: Print,
}

impl Sample {
    /// Takes the features of a message.
    pub fn of(message: &Message, facts: &Facts) -> Self {
        Features::of(message, facts).sample()
    }

    /// Whether its text is nearly the same as the other's: then `twin` judges the one by the other.
    pub fn is_near_copy_of(&self, other: &Self) -> bool {
        self.print.alike(&other.print) >= LEAST_ALIKE
    }

    /// A compact, versioned form for the training log: about three bytes a feature.
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::write_sample(self)
    }

    /// Reads the form that `to_bytes` gives; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        wire::read_sample(bytes)
    }

    /// What `twin` keeps of it: of an unspoken lesson its place alone.
    fn print_of(&self, lesson: Lesson) -> &Print {
        if lesson.is_unspoken() { &NO_PRINT } else { &self.print }
    }

    fn row(&self, label: Label) -> Row {
        Row { key: self.key, findings: self.findings, label }
    }
}

/// How a sample was learned: what `unlearn` needs to take it back exactly. Kept in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lesson {
    /// Which fields counted it, as bits: 1, 64 and 128 `bayes` for header, names and text, 2 and 4
    /// `ngram` for header and text. A field that would have judged it right by far counts nothing.
    /// 8: nobody said so.
    /// 16, 32, both: it was judged wanted, unsure, spam before the person spoke.
    pub counted: u8,
}

const UNSPOKEN: u8 = 8;
const STOOD_WANTED: u8 = 16;
const STOOD_UNSURE: u8 = 32;
const STOOD_SPAM: u8 = STOOD_WANTED | STOOD_UNSURE;

/// Below these log-odds a judgement is sure enough for an unspoken lesson: it takes the message for
/// spam with less than one in eight.
pub const SURELY_WANTED: f64 = -2.0;

impl Lesson {
    /// Whether it is nobody's word: a message that was judged wanted, and stood unobjected.
    pub fn is_unspoken(self) -> bool {
        self.counted & UNSPOKEN != 0
    }

    /// What the committee had judged of the message before the person spoke, where that is known.
    pub fn stood(self) -> Option<Verdict> {
        match self.counted & STOOD_SPAM {
            STOOD_WANTED => Some(Verdict::Ham),
            STOOD_UNSURE => Some(Verdict::Unsure),
            STOOD_SPAM => Some(Verdict::Spam),
            _ => None,
        }
    }
}

/// What the committee has learned.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    pub(crate) tables: Tables,
    /// Whether the shipped model speaks too.
    pub(crate) has_starter: bool,
    /// What speaks in its place: one made to be measured.
    pub(crate) other_starter: Option<Arc<Starter>>,
    pub(crate) checks: ChecksVoter,
    pub(crate) twins: Twins,
    pub(crate) corrections: Corrections,
    ham: u32,
    spam: u32,
}

impl Model {
    /// The model that knows nothing.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The model shipped with the program, for a person's first day. What it knows of words
    /// and characters fades as messages are learned.
    pub fn starter() -> Self {
        let checks = ChecksVoter::from_rows(crate::starter::rows());
        Self { checks, has_starter: true, ..Self::default() }
    }

    /// A model for the first day that was made otherwise than the shipped one, from what
    /// `starter::write` gave and rows of findings: to measure on mail that the shipped one was
    /// made from. `None` for damaged bytes. A snapshot of it remembers only that it had one.
    pub fn starter_from(rows: &str, features: &[u8]) -> Option<Self> {
        let checks = ChecksVoter::from_rows(crate::starter::rows_of(rows));
        let other_starter = Some(Arc::new(crate::starter::read(features)?));
        Some(Self { checks, has_starter: true, other_starter, ..Self::default() })
    }

    pub(crate) fn starter_features(&self) -> Option<&Starter> {
        match &self.other_starter {
            Some(other) => Some(other),
            None => self.has_starter.then(crate::starter::shipped),
        }
    }

    /// Messages learned, as (ham, spam).
    pub fn learned(&self) -> (u32, u32) {
        (self.ham, self.spam)
    }

    /// Learns a sample and says how; the caller logs the lesson with the sample.
    pub fn learn(&mut self, sample: &Sample, label: Label) -> Lesson {
        let lesson = Lesson { counted: self.tables.needed(&sample.hashes, label) };
        self.relearn(sample, label, lesson);
        lesson
    }

    /// As [`Model::learn`], of a message of which the committee had judged so: where the person had to
    /// correct it, that counts.
    pub fn learn_judged(&mut self, sample: &Sample, label: Label, stood: Verdict) -> Lesson {
        let bits = match stood {
            Verdict::Ham => STOOD_WANTED,
            Verdict::Unsure => STOOD_UNSURE,
            Verdict::Spam => STOOD_SPAM,
        };
        let lesson = Lesson { counted: self.tables.needed(&sample.hashes, label) | bits };
        self.relearn(sample, label, lesson);
        lesson
    }

    /// Whether more spam than wanted mail was learned: then what stood unobjected helps.
    pub fn lacks_wanted(&self) -> bool {
        self.ham < self.spam
    }

    /// Learns a sample as wanted though nobody said so. `twin` never speaks of it: the person
    /// did not judge that text.
    pub fn learn_unspoken(&mut self, sample: &Sample) -> Lesson {
        let lesson = Lesson { counted: self.tables.needed(&sample.hashes, Label::Ham) | UNSPOKEN };
        self.relearn(sample, Label::Ham, lesson);
        lesson
    }

    /// Learns a sample again as it was learned before: the replay of a log entry.
    pub fn relearn(&mut self, sample: &Sample, label: Label, lesson: Lesson) {
        self.tables.count(&sample.hashes, label, lesson.counted);
        self.checks.learn(sample.row(label));
        self.twins.learn(sample.key, label, sample.print_of(lesson));
        *self.counter(label) += 1;
        if let Some(count) = self.corrections.count(label, lesson.stood()) {
            *count += 1;
        }
    }

    /// Takes a lesson back.
    pub fn unlearn(&mut self, sample: &Sample, label: Label, lesson: Lesson) {
        self.tables.uncount(&sample.hashes, label, lesson.counted);
        self.checks.unlearn(sample.row(label));
        self.twins.unlearn(sample.key, label);
        let counter = self.counter(label);
        *counter = counter.saturating_sub(1);
        if let Some(count) = self.corrections.count(label, lesson.stood()) {
            *count = count.saturating_sub(1);
        }
    }

    /// Whether an older lesson has faded for which there is room again: the one so many back
    /// from the newest that stands in the log (0: the newest).
    pub fn wants(&self) -> Option<usize> {
        let kept = self.twins.len();
        (kept < KEPT_SINGLY.min(self.ham as usize + self.spam as usize)).then_some(kept)
    }

    /// Gives back the lesson that [`Model::wants`] asks for. `false`, and nothing done, where
    /// this one is kept.
    pub fn recall(&mut self, sample: &Sample, label: Label, lesson: Lesson) -> bool {
        let new = self.twins.recall(sample.key, label, sample.print_of(lesson));
        if new {
            self.checks.recall(sample.row(label));
        }
        new
    }

    /// A snapshot, so that start-up need not replay the whole log.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write_to(&mut bytes);
        bytes
    }

    /// Writes a snapshot behind what stands there already.
    pub fn write_to(&self, bytes: &mut Vec<u8>) {
        wire::write_model(self, bytes);
    }

    /// Reads a snapshot; `None` for another version or damaged bytes (the caller then replays).
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        wire::read_model(bytes)
    }

    fn counter(&mut self, label: Label) -> &mut u32 {
        match label {
            Label::Ham => &mut self.ham,
            Label::Spam => &mut self.spam,
        }
    }
}
