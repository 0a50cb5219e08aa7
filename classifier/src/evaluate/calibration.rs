//! Whether the score means what it says: of the messages that got 0.7, seven in ten are spam.

use serde::Serialize;

use super::intervals::{Interval, wilson};
use super::probability;
use crate::judgement::Label;

/// A tenth of the scores, and what became of the messages in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bin {
    /// Scores from here …
    pub from: f64,
    /// … up to, but not at, here; the last bin holds 1, too.
    pub to: f64,
    /// Messages in it.
    pub messages: usize,
    /// Their spam.
    pub spam: usize,
    /// The mean of their scores, in percent; what the share of spam should be.
    pub expected: f64,
    /// The share of spam, in percent.
    pub observed: f64,
    /// How sure that share is.
    pub interval: Interval,
}

/// Ten bins of equal width, lowest first.
pub fn bins(scored: &[(Label, f64)]) -> Vec<Bin> {
    let mut sums = [(0_usize, 0_usize, 0.0_f64); 10];
    for (label, value) in scored {
        let score = probability(*value);
        if let Some(sum) = sums.get_mut(((score * 10.0) as usize).min(9)) {
            *sum = (sum.0 + 1, sum.1 + usize::from(*label == Label::Spam), sum.2 + score);
        }
    }
    let bin = |(number, (messages, spam, sum)): (usize, (usize, usize, f64))| Bin {
        from: number as f64 / 10.0,
        to: (number + 1) as f64 / 10.0,
        messages,
        spam,
        expected: 100.0 * sum / (messages.max(1) as f64),
        observed: super::percent(spam, messages),
        interval: wilson(spam, messages),
    };
    sums.into_iter().enumerate().map(bin).collect()
}

/// By how much scores and shares of spam differ, in percent, each bin by its messages.
pub(super) fn expected_error(bins: &[Bin]) -> f64 {
    let all: usize = bins.iter().map(|bin| bin.messages).sum();
    let apart = |bin: &Bin| (bin.expected - bin.observed).abs() * bin.messages as f64;
    bins.iter().map(apart).sum::<f64>() / (all.max(1) as f64)
}

/// The mean squared distance of score and truth.
pub(super) fn brier(scored: &[(Label, f64)]) -> f64 {
    let distance = |(label, value): &(Label, f64)| {
        let truth = if *label == Label::Spam { 1.0 } else { 0.0 };
        (probability(*value) - truth).powi(2)
    };
    scored.iter().map(distance).sum::<f64>() / (scored.len().max(1) as f64)
}
