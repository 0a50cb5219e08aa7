//! The figures of a run, as the spam filter evaluations publish them.

use serde::Serialize;

use super::calibration::{bins, brier, expected_error};
use super::{log_odds, percent, probability};
use crate::judgement::{Cutoffs, Label, Score, Verdict};

/// Figures over a run; percentages are in 0..=100.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Ham messages.
    pub ham: usize,
    /// Spam messages.
    pub spam: usize,
    /// 1-ROCA%.
    pub one_minus_roca: f64,
    /// hm% at even odds (score > 0.5 is spam: who knows nothing of a message does not call it spam).
    pub ham_misclassified: f64,
    /// sm% at even odds.
    pub spam_misclassified: f64,
    /// lam% at even odds.
    pub lam: f64,
    /// hm% at the spam cutoff.
    pub ham_judged_spam: f64,
    /// sm% at the spam cutoff (unsure counts as missed).
    pub spam_missed: f64,
    /// lam% at the spam cutoff.
    pub lam_at_cutoff: f64,
    /// sm% when the cutoff costs one ham in a thousand.
    pub spam_missed_at_tenth_percent: f64,
    /// sm% when the cutoff costs one ham in ten thousand.
    pub spam_missed_at_hundredth_percent: f64,
    /// Ham judged unsure, in percent of ham.
    pub ham_unsure: f64,
    /// Spam judged unsure, in percent of spam.
    pub spam_unsure: f64,
    /// Spam judged ham, in percent of spam: what reaches the inbox without a mark.
    pub spam_judged_ham: f64,
    /// Expected calibration error of the score, ten bins, in percent.
    pub calibration_error: f64,
    /// Brier score, 0..=1.
    pub brier: f64,
}

/// Figures of labelled log-odds.
pub fn figures(scored: &[(Label, f64)], cutoffs: Cutoffs) -> Figures {
    let of = |label: Label| scored.iter().filter(move |entry| entry.0 == label).map(|entry| entry.1);
    let (ham, spam) = (of(Label::Ham).count(), of(Label::Spam).count());
    let share = |label: Label, test: &dyn Fn(f64) -> bool| {
        percent(of(label).filter(|value| test(*value)).count(), of(label).count())
    };
    let judged = |verdict: Verdict| move |value: f64| cutoffs.verdict(Score::from_log_odds(value)) == verdict;
    let ham_misclassified = share(Label::Ham, &|value| value > 0.0);
    let spam_misclassified = share(Label::Spam, &|value| value <= 0.0);
    let ham_judged_spam = share(Label::Ham, &judged(Verdict::Spam));
    let spam_missed = share(Label::Spam, &|value| !judged(Verdict::Spam)(value));
    Figures {
        ham,
        spam,
        one_minus_roca: one_minus_roca(scored),
        ham_misclassified,
        spam_misclassified,
        lam: logistic_mean(ham_misclassified, spam_misclassified, ham, spam),
        ham_judged_spam,
        spam_missed,
        lam_at_cutoff: logistic_mean(ham_judged_spam, spam_missed, ham, spam),
        spam_missed_at_tenth_percent: missed_at(scored, 0.001),
        spam_missed_at_hundredth_percent: missed_at(scored, 0.0001),
        ham_unsure: share(Label::Ham, &judged(Verdict::Unsure)),
        spam_unsure: share(Label::Spam, &judged(Verdict::Unsure)),
        spam_judged_ham: share(Label::Spam, &judged(Verdict::Ham)),
        calibration_error: expected_error(&bins(scored)),
        brier: brier(scored),
    }
}

/// A rate that is neither nought nor one: those count as half a message away from it.
pub(super) fn open_rate(percent: f64, count: usize) -> f64 {
    let half = 0.5 / (count.max(1) as f64);
    (percent / 100.0).clamp(half, 1.0 - half)
}

/// The mean of both error rates on the logistic scale, in percent.
fn logistic_mean(ham_percent: f64, spam_percent: f64, ham: usize, spam: usize) -> f64 {
    let of = |percent, count| log_odds(open_rate(percent, count));
    100.0 * probability(f64::midpoint(of(ham_percent, ham), of(spam_percent, spam)))
}

fn one_minus_roca(scored: &[(Label, f64)]) -> f64 {
    let mut sorted: Vec<&(Label, f64)> = scored.iter().collect();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    let (mut misordered, mut spam_below) = (0.0, 0.0);
    let (mut ham, mut spam) = (0.0, 0.0);
    for ties in sorted.chunk_by(|a, b| a.1.total_cmp(&b.1).is_eq()) {
        let tied_ham = ties.iter().filter(|entry| entry.0 == Label::Ham).count() as f64;
        let tied_spam = ties.len() as f64 - tied_ham;
        misordered += tied_ham * (spam_below + tied_spam / 2.0);
        spam_below += tied_spam;
        ham += tied_ham;
        spam += tied_spam;
    }
    if ham * spam == 0.0 { 0.0 } else { 100.0 * misordered / (ham * spam) }
}

/// Spam missed, in percent, at the lowest cutoff that costs at most `rate` of the ham.
fn missed_at(scored: &[(Label, f64)], rate: f64) -> f64 {
    let mut ham: Vec<f64> =
        scored.iter().filter(|entry| entry.0 == Label::Ham).map(|entry| entry.1).collect();
    ham.sort_by(|a, b| b.total_cmp(a));
    let allowed = (ham.len() as f64 * rate).floor() as usize;
    let cutoff = ham.get(allowed).copied().unwrap_or(f64::NEG_INFINITY);
    let spam = scored.iter().filter(|entry| entry.0 == Label::Spam);
    percent(spam.clone().filter(|entry| entry.1 <= cutoff).count(), spam.count())
}
