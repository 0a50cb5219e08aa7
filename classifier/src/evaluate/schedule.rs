//! Which messages are taught when: what people really do, not only what a laboratory does.

use std::collections::VecDeque;

use crate::judgement::{Label, Verdict};

/// When a message's true label becomes known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Feedback {
    /// At once, for every message: how the TREC spam track measured.
    #[default]
    Immediate,
    /// For every message, after so many further ones were judged.
    Delayed(usize),
    /// Only where the judgement was wrong or unsure: a ham judged spam, a spam judged ham,
    /// or any message judged unsure is corrected before the next one comes. Of these,
    /// `noticed` percent are, evenly spread; the others, and all that was judged right, are
    /// never taught.
    CorrectionsOnly {
        /// In percent, 0..=100.
        noticed: u8,
    },
    /// Never: what the model knows at the start is all it knows.
    Never,
}

impl Feedback {
    /// Whether a message that is not taught at once may be taught later.
    pub fn may_teach_later(self) -> bool {
        matches!(self, Self::Delayed(_))
    }
}

/// Says after each judged message which one is taught now. The same for the committee and
/// for every program it is compared with.
#[derive(Debug, Clone, Default)]
pub struct Schedule {
    feedback: Feedback,
    waiting: VecDeque<(usize, Label)>,
    /// Percent of a correction saved up since the last one that was noticed.
    saved: u32,
}

impl Schedule {
    /// Nothing judged yet.
    pub fn new(feedback: Feedback) -> Self {
        Self { feedback, ..Self::default() }
    }

    /// What it was made for.
    pub fn feedback(&self) -> Feedback {
        self.feedback
    }

    /// Which message is taught now that this one was judged, and as what.
    pub fn after(&mut self, number: usize, label: Label, verdict: Verdict) -> Option<(usize, Label)> {
        match self.feedback {
            Feedback::Immediate => Some((number, label)),
            Feedback::Delayed(by) => {
                self.waiting.push_back((number, label));
                if self.waiting.len() > by { self.waiting.pop_front() } else { None }
            }
            Feedback::CorrectionsOnly { noticed } => {
                let right = match label {
                    Label::Ham => Verdict::Ham,
                    Label::Spam => Verdict::Spam,
                };
                (verdict != right && self.is_noticed(noticed)).then_some((number, label))
            }
            Feedback::Never => None,
        }
    }

    fn is_noticed(&mut self, noticed: u8) -> bool {
        self.saved += u32::from(noticed.min(100));
        let is_noticed = self.saved >= 100;
        if is_noticed {
            self.saved -= 100;
        }
        is_noticed
    }
}
