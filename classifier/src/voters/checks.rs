//! `checks`: what the named checks found, weighed by Bernoulli naive Bayes.
//!
//! The weights come from rows of findings with their labels: the starter rows shipped with
//! the program, then this person's own mail. `linfa-bayes` fits them; because its score is
//! linear in the findings, each finding's contribution is read off once a fit, from rows
//! with a single finding.
//!
//! A fit is a function of the rows alone. It covers the newest [`WINDOW`] rows before a
//! point that advances in steps of a twentieth of the person's own, so that learning stays cheap;
//! of the rows that it began with it leaves out none. Rows older than
//! any fit reaches are only numbered ([`KEPT`]). `linfa` cannot fit incrementally here (it would divide by the last batch's row count), so every
//! fit starts afresh.

use std::collections::VecDeque;

use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_bayes::{BernoulliNb, NaiveBayes};
use ndarray::{Array1, Array2};

use crate::checks;
use crate::judgement::{Clue, Label, Token, Vote, Voter};
use crate::learning::KEPT_SINGLY;
use crate::voters::Opinion;
use crate::{CheckId, Finding};

/// Rows that a fit covers.
const WINDOW: usize = 4_000;
/// The longest step from one fit to the next.
const STEP: usize = 800;
/// Rows of this person's own mail that are kept.
const KEPT: usize = KEPT_SINGLY;
const _: () = assert!(KEPT > WINDOW + STEP, "a fit reaches no row that has faded");
/// Rows of each class before this voter speaks.
const LEAST_ROWS: usize = 8;
/// Where it starts from, before any finding, is no further from even than this. The silence
/// of all checks speaks for ham, but they are not independent: their silences must not add
/// up as if they were.
const START: f64 = 2.0;
/// What a finding of form alone ([`checks::FORMAL`]) may add at most.
const MOST_BY_FORM: f64 = 1.2;
/// What a finding that a sender can bring about ([`checks::HONEST`]) may take off at most.
const MOST_BY_HONESTY: f64 = 1.2;
/// Added to each count: keeps a check seen three times from being certain.
const SMOOTHING: f64 = 1.0;

/// The findings of a message as bits, in the order of [`checks::ALL`]; in two halves, since
/// rows of them lie closer so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Findings(u64, u64);

impl Findings {
    pub(crate) fn of(findings: &[Finding]) -> Self {
        let mut bits = 0;
        for (place, check) in checks::ALL.iter().enumerate().take(128) {
            if findings.iter().any(|finding| finding.check.0 == check.id) {
                bits |= 1_u128 << place;
            }
        }
        Self::from_bits(bits)
    }

    pub(crate) fn from_bits(bits: u128) -> Self {
        Self((bits >> 64) as u64, bits as u64)
    }

    pub(crate) fn bits(self) -> u128 {
        u128::from(self.0) << 64 | u128::from(self.1)
    }

    fn places(self) -> impl Iterator<Item = usize> {
        (0..128).filter(move |place| self.bits() >> place & 1 == 1)
    }
}

/// One learned message, as far as the checks see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    /// Tells rows of different messages apart.
    pub(crate) key: u64,
    pub(crate) findings: Findings,
    pub(crate) label: Label,
}

/// What the fit says of each check, in log-odds.
#[derive(Debug, Clone, PartialEq, Default)]
struct Weights {
    /// With nothing found.
    base: f64,
    /// Added by each check's finding.
    checks: Vec<f64>,
    /// How often each check fired in (spam, ham) of the fitted rows.
    seen: Vec<(u32, u32)>,
    fitted_to: usize,
}

/// What `checks` has learned.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ChecksVoter {
    /// The rows it began with.
    given: Vec<Row>,
    /// How many rows came after those and are not kept.
    faded: usize,
    /// The newest rows, at most [`KEPT`].
    recent: VecDeque<Row>,
    weights: Option<Weights>,
}

impl ChecksVoter {
    pub(crate) fn from_rows(given: Vec<Row>) -> Self {
        Self::with(given, 0, VecDeque::new())
    }

    pub(crate) fn with(given: Vec<Row>, faded: usize, recent: VecDeque<Row>) -> Self {
        let mut voter = Self { given, faded, recent, weights: None };
        voter.refit();
        voter
    }

    /// The rows it began with, how many have faded, and the newest ones.
    pub(crate) fn parts(&self) -> (&[Row], usize, &VecDeque<Row>) {
        (&self.given, self.faded, &self.recent)
    }

    pub(crate) fn learn(&mut self, row: Row) {
        if self.recent.len() >= KEPT {
            self.recent.pop_front();
            self.faded += 1;
        }
        self.recent.push_back(row);
        if self.weights.as_ref().map(|weights| weights.fitted_to) != Some(self.fit_point()) {
            self.refit();
        }
    }

    pub(crate) fn unlearn(&mut self, row: Row) {
        if let Some(place) = self.recent.iter().rposition(|known| *known == row) {
            self.recent.remove(place);
        } else if self.faded > 0 {
            self.faded -= 1;
        } else {
            return;
        }
        self.refit();
    }

    /// Takes the newest of the faded rows back, where there is room for it.
    pub(crate) fn recall(&mut self, row: Row) {
        if self.faded > 0 && self.recent.len() < KEPT {
            self.faded -= 1;
            self.recent.push_front(row);
        }
    }

    /// Up to which row a fit reaches.
    fn fit_point(&self) -> usize {
        self.given.len() + fit_point(self.faded + self.recent.len())
    }

    /// Judges findings. Abstains while it has seen too little. `weight`: by what the chairman
    /// multiplies the vote; grave findings keep their own.
    pub(crate) fn opinion(&self, findings: &[Finding], weight: f64) -> Opinion {
        let Some(weights) = &self.weights else {
            return Opinion { vote: vote(0.0, 0.0), clues: Vec::new() };
        };
        let base = Clue {
            voter: Voter::Checks,
            token: Token::Prior { voter: Voter::Checks },
            contribution: weights.base,
            spam_seen: 0,
            ham_seen: 0,
        };
        let mut clues = vec![base];
        for place in Findings::of(findings).places() {
            let Some(mut clue) = finding_clue(weights, place, findings) else { continue };
            if checks::ALL.get(place).is_some_and(|check| checks::GRAVE.contains(&check.id)) {
                clue.contribution /= weight;
            }
            clues.push(clue);
        }
        let log_odds = clues.iter().map(|clue| clue.contribution).sum();
        Opinion { vote: vote(log_odds, 1.0), clues }
    }

    fn refit(&mut self) {
        let end = self.fit_point();
        let start = end.saturating_sub(WINDOW);
        let given = self.given.iter().skip(start).take(end - start);
        let before = self.given.len() + self.faded;
        let recent =
            self.recent.iter().skip(start.saturating_sub(before)).take(end.saturating_sub(before.max(start)));
        let rows: Vec<Row> = given.chain(recent).copied().collect();
        self.weights = fit(&rows).map(|weights| Weights { fitted_to: end, ..weights });
    }
}

fn vote(log_odds: f64, confidence: f64) -> Vote {
    Vote { voter: Voter::Checks, log_odds, confidence, share: 0.0 }
}

fn finding_clue(weights: &Weights, place: usize, findings: &[Finding]) -> Option<Clue> {
    let check = checks::ALL.get(place)?;
    let found = findings.iter().find(|finding| finding.check.0 == check.id)?;
    let (spam_seen, ham_seen) = *weights.seen.get(place)?;
    Some(Clue {
        voter: Voter::Checks,
        token: Token::Check { id: CheckId(check.id.to_owned()), detail: found.detail.clone() },
        contribution: *weights.checks.get(place)?,
        spam_seen,
        ham_seen,
    })
}

/// How many of so many rows of the person's own a fit covers: all up to 40, then in steps of a twentieth, but none
/// longer than [`STEP`].
fn fit_point(rows: usize) -> usize {
    let mut point = rows.min(40);
    loop {
        let step = (point / 20).clamp(1, STEP);
        if point + step > rows {
            return point;
        }
        if step == STEP {
            return point + (rows - point) / STEP * STEP;
        }
        point += step;
    }
}

/// Fits the weights; `None` while a class has too few rows.
fn fit(rows: &[Row]) -> Option<Weights> {
    let spam = rows.iter().filter(|row| row.label == Label::Spam).count();
    let ham = rows.len() - spam;
    if spam.min(ham) < LEAST_ROWS {
        return None;
    }
    let width = checks::ALL.len().min(128);
    let mut records = Array2::<f64>::zeros((rows.len(), width));
    let mut seen = vec![(0, 0); width];
    for (mut record, row) in records.rows_mut().into_iter().zip(rows) {
        for place in row.findings.places() {
            if let (Some(cell), Some(count)) = (record.get_mut(place), seen.get_mut(place)) {
                *cell = 1.0;
                match row.label {
                    Label::Spam => count.0 += 1,
                    Label::Ham => count.1 += 1,
                }
            }
        }
    }
    let labels = Array1::from_iter(rows.iter().map(|row| row.label == Label::Spam));
    let fitted = BernoulliNb::<f64, bool>::params()
        .alpha(SMOOTHING)
        .binarize(None)
        .fit(&DatasetBase::new(records, labels))
        .ok()?;
    let (base, checks) = read_off(&fitted, width)?;
    Some(Weights { base: base.clamp(-START, START), checks, seen, fitted_to: 0 })
}

/// The log-odds with nothing found, and what each single finding adds to it.
fn read_off(fitted: &BernoulliNb<f64, bool>, width: usize) -> Option<(f64, Vec<f64>)> {
    let mut probes = Array2::<f64>::zeros((width + 1, width));
    for place in 0..width {
        if let Some(cell) = probes.get_mut((place + 1, place)) {
            *cell = 1.0;
        }
    }
    let likelihood = fitted.joint_log_likelihood(probes.view());
    let log_odds = likelihood.get(&true)? - likelihood.get(&false)?;
    let base = *log_odds.first()?;
    let bounded = |(value, check): (&f64, &checks::Check)| {
        let least = if checks::HONEST.contains(&check.id) { -MOST_BY_HONESTY } else { f64::NEG_INFINITY };
        let most = if checks::FORMAL.contains(&check.id) {
            MOST_BY_FORM
        } else if checks::speaks_for(check.id) {
            // It is not held against a sender that spam has learned the same manners.
            0.0
        } else {
            f64::INFINITY
        };
        (value - base).clamp(least, most)
    };
    Some((base, log_odds.iter().skip(1).zip(checks::ALL).map(bounded).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: u64) -> Row {
        let label = if key.is_multiple_of(3) { Label::Spam } else { Label::Ham };
        Row { key, findings: Findings::from_bits(u128::from(key % 7) << (key % 60)), label }
    }

    #[test]
    fn rows_that_have_faded_change_no_fit_and_come_back_when_there_is_room() {
        let rows = KEPT as u64 + 3_000;
        let mut voter = ChecksVoter::from_rows((0..50).map(row).collect());
        for key in 0..rows {
            voter.learn(row(key));
        }
        assert_eq!((voter.faded, voter.recent.len()), (3_000, KEPT));
        let before = voter.clone();
        let all: Vec<Row> = (0..50).chain(0..rows).map(row).collect();
        let end = 50 + fit_point(all.len() - 50);
        let fitted = fit(all.get(end - WINDOW..end).unwrap_or_default());
        assert_eq!(voter.weights.clone().map(|weights| Weights { fitted_to: 0, ..weights }), fitted);
        voter.unlearn(row(rows - 1));
        voter.recall(row(2_999));
        let mut without = ChecksVoter::from_rows((0..50).map(row).collect());
        for key in 0..rows - 1 {
            without.learn(row(key));
        }
        without.refit();
        voter.refit();
        assert!(voter == without);
        voter.learn(row(rows - 1));
        voter.refit();
        assert!(voter == before);
        voter.unlearn(row(1));
        assert_eq!((voter.faded, voter.recent.len()), (2_999, KEPT));
    }

    #[test]
    fn a_fit_comes_after_ever_more_rows_up_to_a_longest_step() {
        assert_eq!([0, 40, 41, 100].map(fit_point), [0, 40, 40, 97]);
        for rows in 100..60_000 {
            let point = fit_point(rows);
            assert!(point <= rows && rows - point < STEP.min((rows / 20).max(1) + 1), "{rows}: {point}");
        }
    }
}
