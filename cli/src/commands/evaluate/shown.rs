//! Figures as they are told: what cannot be measured on a set without wanted mail, or without
//! spam, is `None`.

use engine::classifier::evaluate::{Figures, Interval, Stretch, figures, intervals};
use engine::classifier::{Cutoffs, Label};
use serde::Serialize;

/// One number for each measure.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Measures<T> {
    pub(super) one_minus_roca: Option<T>,
    pub(super) ham_misclassified: Option<T>,
    pub(super) spam_misclassified: Option<T>,
    pub(super) lam: Option<T>,
    pub(super) ham_judged_spam: Option<T>,
    pub(super) spam_missed: Option<T>,
    pub(super) lam_at_cutoff: Option<T>,
    pub(super) spam_missed_at_tenth_percent: Option<T>,
    pub(super) spam_missed_at_hundredth_percent: Option<T>,
    pub(super) ham_unsure: Option<T>,
    pub(super) spam_unsure: Option<T>,
    pub(super) spam_judged_ham: Option<T>,
}

/// Figures without their intervals: a few messages have too wide ones to be shown.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Short {
    pub(super) ham: usize,
    pub(super) spam: usize,
    #[serde(flatten)]
    pub(super) measures: Measures<f64>,
    pub(super) calibration_error: Option<f64>,
    pub(super) brier: Option<f64>,
}

/// Figures with 95 % intervals.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Shown {
    #[serde(flatten)]
    pub(super) figures: Short,
    pub(super) intervals: Measures<Interval>,
}

/// Neighbouring messages of a run.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Part {
    pub(super) from: usize,
    pub(super) to: usize,
    #[serde(flatten)]
    pub(super) figures: Short,
}

impl Shown {
    pub(super) fn of(scored: &[(Label, f64)], cutoffs: Cutoffs) -> Self {
        let figures = figures(scored, cutoffs);
        let told = intervals(scored, &figures);
        let of_ham = |interval| Some(interval).filter(|_| figures.ham > 0);
        let of_spam = |interval| Some(interval).filter(|_| figures.spam > 0);
        let of_both = |interval| of_ham(interval).and_then(of_spam);
        let intervals = Measures {
            one_minus_roca: of_both(told.one_minus_roca),
            ham_misclassified: of_ham(told.ham_misclassified),
            spam_misclassified: of_spam(told.spam_misclassified),
            lam: of_both(told.lam),
            ham_judged_spam: of_ham(told.ham_judged_spam),
            spam_missed: of_spam(told.spam_missed),
            lam_at_cutoff: of_both(told.lam_at_cutoff),
            spam_missed_at_tenth_percent: of_both(told.spam_missed_at_tenth_percent),
            spam_missed_at_hundredth_percent: of_both(told.spam_missed_at_hundredth_percent),
            ham_unsure: of_ham(told.ham_unsure),
            spam_unsure: of_spam(told.spam_unsure),
            spam_judged_ham: of_spam(told.spam_judged_ham),
        };
        Self { figures: figures.into(), intervals }
    }
}

impl From<Figures> for Short {
    fn from(figures: Figures) -> Self {
        let of_ham = |figure| Some(figure).filter(|_| figures.ham > 0);
        let of_spam = |figure| Some(figure).filter(|_| figures.spam > 0);
        let of_both = |figure| of_ham(figure).and_then(of_spam);
        let of_any = |figure| of_ham(figure).or(of_spam(figure));
        let measures = Measures {
            one_minus_roca: of_both(figures.one_minus_roca),
            ham_misclassified: of_ham(figures.ham_misclassified),
            spam_misclassified: of_spam(figures.spam_misclassified),
            lam: of_both(figures.lam),
            ham_judged_spam: of_ham(figures.ham_judged_spam),
            spam_missed: of_spam(figures.spam_missed),
            lam_at_cutoff: of_both(figures.lam_at_cutoff),
            spam_missed_at_tenth_percent: of_both(figures.spam_missed_at_tenth_percent),
            spam_missed_at_hundredth_percent: of_both(figures.spam_missed_at_hundredth_percent),
            ham_unsure: of_ham(figures.ham_unsure),
            spam_unsure: of_spam(figures.spam_unsure),
            spam_judged_ham: of_spam(figures.spam_judged_ham),
        };
        Self {
            ham: figures.ham,
            spam: figures.spam,
            measures,
            calibration_error: of_any(figures.calibration_error),
            brier: of_any(figures.brier),
        }
    }
}

impl From<Stretch> for Part {
    fn from(stretch: Stretch) -> Self {
        Self { from: stretch.from, to: stretch.to, figures: stretch.figures.into() }
    }
}
