//! How sure a figure is: 95 % intervals.
//!
//! All of them take the messages for independent. Mail is not quite so (one campaign is many
//! copies), so the truth is a little less sure than is told here.

use serde::Serialize;

use super::figures::{Figures, open_rate};
use super::{Draw, log_odds, probability};
use crate::judgement::Label;

/// Two-sided 95 % of a normal distribution.
const Z: f64 = 1.959_963_985;
/// Redrawn sets for what has no formula; more moved no interval by a tenth of its width.
const REDRAWN: usize = 400;
const SEED: u64 = 42;

/// The lower and the upper end, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval(pub f64, pub f64);

/// The intervals of [`Figures`] of the same name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Intervals {
    /// `DeLong`'s variance on the logistic scale.
    pub one_minus_roca: Interval,
    /// Wilson.
    pub ham_misclassified: Interval,
    /// Wilson.
    pub spam_misclassified: Interval,
    /// On the logistic scale.
    pub lam: Interval,
    /// Wilson.
    pub ham_judged_spam: Interval,
    /// Wilson.
    pub spam_missed: Interval,
    /// On the logistic scale.
    pub lam_at_cutoff: Interval,
    /// Bootstrap, each class redrawn by itself.
    pub spam_missed_at_tenth_percent: Interval,
    /// Bootstrap, each class redrawn by itself.
    pub spam_missed_at_hundredth_percent: Interval,
    /// Wilson.
    pub ham_unsure: Interval,
    /// Wilson.
    pub spam_unsure: Interval,
    /// Wilson.
    pub spam_judged_ham: Interval,
}

/// The intervals of figures of these labelled log-odds.
pub fn intervals(scored: &[(Label, f64)], figures: &Figures) -> Intervals {
    let (ham, spam) = (figures.ham, figures.spam);
    let rate = |percent: f64, count: usize| wilson((percent / 100.0 * count as f64).round() as usize, count);
    let [tenth, hundredth] = missed_at(scored, [0.001, 0.0001]);
    Intervals {
        one_minus_roca: one_minus_roca(scored),
        ham_misclassified: rate(figures.ham_misclassified, ham),
        spam_misclassified: rate(figures.spam_misclassified, spam),
        lam: logistic_mean(figures.ham_misclassified, figures.spam_misclassified, ham, spam),
        ham_judged_spam: rate(figures.ham_judged_spam, ham),
        spam_missed: rate(figures.spam_missed, spam),
        lam_at_cutoff: logistic_mean(figures.ham_judged_spam, figures.spam_missed, ham, spam),
        spam_missed_at_tenth_percent: tenth,
        spam_missed_at_hundredth_percent: hundredth,
        ham_unsure: rate(figures.ham_unsure, ham),
        spam_unsure: rate(figures.spam_unsure, spam),
        spam_judged_ham: rate(figures.spam_judged_ham, spam),
    }
}

/// The interval of a share, after Wilson (1927): it stays within 0..=100 and is honest where
/// nothing was wrong. Of nothing at all it is everything.
pub fn wilson(part: usize, whole: usize) -> Interval {
    if whole == 0 {
        return Interval(0.0, 100.0);
    }
    let count = whole as f64;
    let rate = part as f64 / count;
    let middle = rate + Z * Z / (2.0 * count);
    let reach = Z * (rate * (1.0 - rate) / count + Z * Z / (4.0 * count * count)).sqrt();
    let end = |value: f64| (100.0 * value / (1.0 + Z * Z / count)).clamp(0.0, 100.0);
    // At the ends the two terms are the same and only rounding would tell them apart.
    let low = if part == 0 { 0.0 } else { end(middle - reach) };
    let high = if part == whole { 100.0 } else { end(middle + reach) };
    Interval(low, high)
}

/// Both rates vary by themselves; on the logistic scale each has the variance 1/(n·p·(1-p)).
fn logistic_mean(ham_percent: f64, spam_percent: f64, ham: usize, spam: usize) -> Interval {
    if ham == 0 || spam == 0 {
        return Interval(0.0, 100.0);
    }
    let (ham_rate, spam_rate) = (open_rate(ham_percent, ham), open_rate(spam_percent, spam));
    let variance = |rate: f64, count: usize| 1.0 / (count as f64 * rate * (1.0 - rate));
    let mean = f64::midpoint(log_odds(ham_rate), log_odds(spam_rate));
    let reach = Z * (variance(ham_rate, ham) + variance(spam_rate, spam)).sqrt() / 2.0;
    Interval(100.0 * probability(mean - reach), 100.0 * probability(mean + reach))
}

/// `DeLong`, `DeLong` and Clarke-Pearson (1988): the area's variance is that of each message's
/// share in it. Where nothing is misordered that variance is nought; then as many disjoint
/// pairs as there are messages of the rarer class say how much may still be.
fn one_minus_roca(scored: &[(Label, f64)]) -> Interval {
    let (ham, spam) = shares(scored);
    let pairs = ham.len().min(spam.len());
    if pairs < 2 {
        return Interval(0.0, 100.0);
    }
    let mean = |shares: &[f64]| shares.iter().sum::<f64>() / shares.len() as f64;
    let missing = mean(&ham);
    if missing <= 0.0 || missing >= 1.0 {
        let wrong = if missing <= 0.0 { 0 } else { pairs };
        return wilson(wrong, pairs);
    }
    let variance = |shares: &[f64]| {
        let count = shares.len() as f64;
        let squares: f64 = shares.iter().map(|share| (share - missing).powi(2)).sum();
        squares / (count - 1.0) / count
    };
    let reach = Z * (variance(&ham) + variance(&spam)).sqrt() / (missing * (1.0 - missing));
    let middle = log_odds(missing);
    Interval(100.0 * probability(middle - reach), 100.0 * probability(middle + reach))
}

/// Of each ham the share of spam that ranks below it, of each spam the share of ham above.
fn shares(scored: &[(Label, f64)]) -> (Vec<f64>, Vec<f64>) {
    let sorted = sorted(scored);
    let count = |label: Label| sorted.iter().filter(|entry| entry.0 == label).count() as f64;
    let (hams, spams) = (count(Label::Ham), count(Label::Spam));
    let (mut ham, mut spam) = (Vec::new(), Vec::new());
    let (mut spam_below, mut ham_above) = (0.0, hams);
    for ties in sorted.chunk_by(|a, b| a.1.total_cmp(&b.1).is_eq()) {
        let tied_ham = ties.iter().filter(|entry| entry.0 == Label::Ham).count();
        let tied_spam = ties.len() - tied_ham;
        ham_above -= tied_ham as f64;
        ham.extend(std::iter::repeat_n((spam_below + tied_spam as f64 / 2.0) / spams, tied_ham));
        spam.extend(std::iter::repeat_n((ham_above + tied_ham as f64 / 2.0) / hams, tied_spam));
        spam_below += tied_spam as f64;
    }
    (ham, spam)
}

fn sorted(scored: &[(Label, f64)]) -> Vec<(Label, f64)> {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    sorted
}

/// The interval of the spam missed at the lowest cutoff that costs at most each rate of the
/// ham: the set is drawn anew again and again, each class by itself.
fn missed_at(scored: &[(Label, f64)], rates: [f64; 2]) -> [Interval; 2] {
    let sorted = sorted(scored);
    let of = |label: Label| -> Vec<usize> {
        let places = sorted.iter().enumerate().filter(|(_, entry)| entry.0 == label);
        places.map(|(place, _)| place).collect()
    };
    let (ham, spam) = (of(Label::Ham), of(Label::Spam));
    if ham.is_empty() || spam.is_empty() {
        return [Interval(0.0, 100.0); 2];
    }
    // The first place of those with the same log-odds: a cutoff cannot part them.
    let mut first = Vec::with_capacity(sorted.len());
    for ties in sorted.chunk_by(|a, b| a.1.total_cmp(&b.1).is_eq()) {
        first.extend(std::iter::repeat_n(first.len(), ties.len()));
    }
    let mut draw = Draw(SEED);
    let mut redraw = |places: &[usize]| -> Vec<usize> {
        let mut drawn: Vec<usize> =
            (0..places.len()).filter_map(|_| places.get(draw.below(places.len())).copied()).collect();
        drawn.sort_unstable();
        drawn.into_iter().filter_map(|place| first.get(place).copied()).collect()
    };
    let mut missed: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    for _ in 0..REDRAWN {
        let (ham, spam) = (redraw(&ham), redraw(&spam));
        for (rate, missed) in rates.iter().zip(&mut missed) {
            let allowed = (ham.len() as f64 * rate).floor() as usize;
            let cutoff = ham.iter().rev().nth(allowed).copied();
            let below = cutoff.map_or(0, |cutoff| spam.partition_point(|place| *place <= cutoff));
            missed.push(super::percent(below, spam.len()));
        }
    }
    missed.map(|mut missed| {
        missed.sort_by(f64::total_cmp);
        let at = |share: f64| missed.get((share * missed.len() as f64) as usize).copied().unwrap_or_default();
        Interval(at(0.025), at(0.975))
    })
}
