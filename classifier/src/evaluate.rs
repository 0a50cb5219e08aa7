//! Measures accuracy the way the TREC spam track did.
//!
//! Messages come in order of arrival: each is classified, then learned (immediate feedback).
//! `hm%` ham judged spam, `sm%` spam not judged spam, `lam%` their logistic mean,
//! `1-ROCA%` one hundred minus the area under the ROC curve in percent (ties count half).

use serde::Serialize;

use crate::history::History;
use crate::judgement::{Cutoffs, Label, Voter};
use crate::{Facts, Features, Message, Model, judge};

/// What one message got.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The truth.
    pub label: Label,
    /// The chairman's log-odds.
    pub log_odds: f64,
    /// Each voter's log-odds, `None` where it abstained.
    pub votes: Vec<(Voter, Option<f64>)>,
}

/// Figures over a run; percentages are in 0..=100.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Ham messages.
    pub ham: usize,
    /// Spam messages.
    pub spam: usize,
    /// 1-ROCA%.
    pub one_minus_roca: f64,
    /// hm% at even odds (score ≥ 0.5 is spam).
    pub ham_misclassified: f64,
    /// sm% at even odds.
    pub spam_misclassified: f64,
    /// lam% at even odds.
    pub lam: f64,
    /// hm% at the spam cutoff.
    pub ham_judged_spam: f64,
    /// sm% at the spam cutoff (unsure counts as missed).
    pub spam_missed: f64,
    /// sm% when the cutoff costs one ham in a thousand.
    pub spam_missed_at_tenth_percent: f64,
    /// Ham judged unsure, in percent of ham.
    pub ham_unsure: f64,
    /// Spam judged unsure, in percent of spam.
    pub spam_unsure: f64,
    /// Expected calibration error of the score, ten bins, in percent.
    pub calibration_error: f64,
    /// Brier score, 0..=1.
    pub brier: f64,
}

/// A run of classify-then-learn.
#[derive(Debug, Default)]
pub struct Evaluation {
    model: Model,
    history: History,
    cutoffs: Cutoffs,
    /// Every message's outcome, in order.
    pub outcomes: Vec<Outcome>,
}

impl Evaluation {
    /// Starts from a model.
    pub fn new(model: Model, cutoffs: Cutoffs) -> Self {
        Self { model, history: History::default(), cutoffs, outcomes: Vec::new() }
    }

    /// Judges a message, then learns its label.
    pub fn step(&mut self, raw: &[u8], label: Label) {
        let message = Message::parse(raw);
        let facts = Facts { sender: self.history.of(&message), ..Facts::default() };
        let features = Features::of(&message, &facts);
        let judgement = judge(&message, &facts, &features, &self.model, self.cutoffs);
        let votes = judgement
            .votes
            .iter()
            .map(|vote| (vote.voter, (vote.confidence > 0.0).then_some(vote.log_odds)))
            .collect();
        self.outcomes.push(Outcome { label, log_odds: judgement.log_odds, votes });
        self.model.learn(&features.sample(), label);
        self.history.note(&message, label);
    }

    /// Figures of the chairman over the first `count` messages.
    pub fn figures(&self, count: usize) -> Figures {
        let scored: Vec<(Label, f64)> =
            self.outcomes.iter().take(count).map(|outcome| (outcome.label, outcome.log_odds)).collect();
        figures(&scored, self.cutoffs)
    }

    /// Figures of one voter over all messages; where it abstained it counts as even.
    pub fn voter_figures(&self, voter: Voter) -> Figures {
        let scored: Vec<(Label, f64)> = self
            .outcomes
            .iter()
            .map(|outcome| {
                let vote = outcome.votes.iter().find(|vote| vote.0 == voter).and_then(|vote| vote.1);
                (outcome.label, vote.unwrap_or(0.0))
            })
            .collect();
        figures(&scored, self.cutoffs)
    }

    /// The model as it stands after the messages so far.
    pub fn model(&self) -> &Model {
        &self.model
    }
}

/// Figures of labelled log-odds.
pub fn figures(scored: &[(Label, f64)], cutoffs: Cutoffs) -> Figures {
    let of = |label: Label| scored.iter().filter(move |entry| entry.0 == label).map(|entry| entry.1);
    let (ham, spam) = (of(Label::Ham).count(), of(Label::Spam).count());
    let (ham_cutoff, spam_cutoff) =
        (log_odds(cutoffs.ham.probability()), log_odds(cutoffs.spam.probability()));
    let share = |label: Label, test: &dyn Fn(f64) -> bool| {
        percent(of(label).filter(|value| test(*value)).count(), of(label).count())
    };
    let ham_misclassified = share(Label::Ham, &|value| value >= 0.0);
    let spam_misclassified = share(Label::Spam, &|value| value < 0.0);
    let unsure = |value: f64| value >= ham_cutoff && value < spam_cutoff;
    let (calibration_error, brier) = calibration(scored);
    Figures {
        ham,
        spam,
        one_minus_roca: one_minus_roca(scored),
        ham_misclassified,
        spam_misclassified,
        lam: logistic_mean(ham_misclassified, spam_misclassified, ham, spam),
        ham_judged_spam: share(Label::Ham, &|value| value >= spam_cutoff),
        spam_missed: share(Label::Spam, &|value| value < spam_cutoff),
        spam_missed_at_tenth_percent: missed_at(scored, 0.001),
        ham_unsure: share(Label::Ham, &unsure),
        spam_unsure: share(Label::Spam, &unsure),
        calibration_error,
        brier,
    }
}

/// Puts a list into an order that depends on the seed alone (Fisher–Yates over `SplitMix64`).
pub fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut state = seed;
    for last in (1..items.len()).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut drawn = state;
        drawn = (drawn ^ (drawn >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        drawn ^= drawn >> 31;
        items.swap(last, (drawn % (last as u64 + 1)) as usize);
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

fn log_odds(probability: f64) -> f64 {
    (probability / (1.0 - probability)).ln()
}

/// The mean of both error rates on the logistic scale, in percent. A rate of nought or one
/// counts as half a message away from it, so that the mean stays finite.
fn logistic_mean(ham_percent: f64, spam_percent: f64, ham: usize, spam: usize) -> f64 {
    let rate = |percent: f64, count: usize| {
        let half = 0.5 / (count.max(1) as f64);
        (percent / 100.0).clamp(half, 1.0 - half)
    };
    let mean = f64::midpoint(log_odds(rate(ham_percent, ham)), log_odds(rate(spam_percent, spam)));
    100.0 / (1.0 + (-mean).exp())
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

fn calibration(scored: &[(Label, f64)]) -> (f64, f64) {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    let mut brier = 0.0;
    for (label, value) in scored {
        let probability = 1.0 / (1.0 + (-value).exp());
        let truth = if *label == Label::Spam { 1.0 } else { 0.0 };
        brier += (probability - truth) * (probability - truth);
        if let Some(bin) = bins.get_mut(((probability * 10.0) as usize).min(9)) {
            *bin = (bin.0 + 1.0, bin.1 + probability, bin.2 + truth);
        }
    }
    let all = (scored.len() as f64).max(1.0);
    let error: f64 = bins.iter().map(|bin| (bin.1 - bin.2).abs()).sum();
    (100.0 * error / all, brier / all)
}
