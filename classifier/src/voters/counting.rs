//! How counts become log-odds: shared by the voters that count features, `bayes` and `ngram`.
//!
//! Every feature's log-odds is weighed by how sure its counts make it, and the sum is
//! divided by a scale that grows with the number of features that spoke, so that long and
//! short mail are comparable. The result is linear in the features: each one's share can be shown.

use crate::judgement::{Clue, Label, Token, Voter};

/// How often something was counted, in lessons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) ham: u32,
    pub(crate) spam: u32,
}

impl Counts {
    pub(crate) fn of(&mut self, label: Label) -> &mut u32 {
        match label {
            Label::Ham => &mut self.ham,
            Label::Spam => &mut self.spam,
        }
    }
}

/// A feature that spoke: its position in the message, its log-odds, its counts.
pub(crate) type Spoken = (usize, f64, Counts);

/// A feature unseen in one class is taken to have stood there this often.
const UNSEEN: f64 = 0.1;
/// Features whose log-odds is nearer to even than this say nothing.
const LEAST: f64 = 0.4;
/// Counts only what it would have got wrong, or right by less than this log-odds: training
/// on and near errors. Counting everything measured ten times worse
/// (`docs/experiments/bayes.md`).
const MARGIN: f64 = 5.0;
/// Brings the sum onto the scale of log-odds: chosen for the smallest calibration error.
const GAIN: f64 = 0.7;
/// Messages learned of each class before such a voter speaks with full confidence.
const FULL_CONFIDENCE_AT: f64 = 10.0;

/// One feature's log-odds by its certainty; `None` where it says nothing, and for all
/// features while one class was never taught. A feature seen as often as `half_believed` is
/// believed by half.
pub(crate) fn log_odds(counts: Counts, lessons: Counts, half_believed: f64) -> Option<f64> {
    let (ham, spam) = (f64::from(lessons.ham), f64::from(lessons.spam));
    if ham * spam == 0.0 {
        return None;
    }
    // Added to both rates alike, however unequal the classes are: a feature of the class
    // that was taught more must not speak for the other because that one is small.
    let unseen = 2.0 * UNSEEN / (ham + spam);
    let (ham, spam) = (f64::from(counts.ham) / ham + unseen, f64::from(counts.spam) / spam + unseen);
    let log_odds = (spam / ham).ln() * certainty(counts, half_believed);
    (log_odds.abs() >= LEAST).then_some(log_odds)
}

/// How far the counts of a feature are to be believed, in 0..1.
fn certainty(counts: Counts, half_believed: f64) -> f64 {
    let (ham, spam) = (f64::from(counts.ham), f64::from(counts.spam));
    let seen = ham + spam;
    let apart = (ham - spam) / seen;
    apart * apart * (seen / (seen + half_believed))
}

/// Divides the sum so that long and short mail are comparable.
pub(crate) fn scale(features: usize) -> f64 {
    GAIN / (features as f64).max(1.0).sqrt()
}

/// Whether a message judged so is to be counted.
pub(crate) fn is_to_be_counted(log_odds: f64, label: Label) -> bool {
    let towards = match label {
        Label::Spam => 1.0,
        Label::Ham => -1.0,
    };
    log_odds * towards < MARGIN
}

/// Confidence by the messages that the person's word stands behind, as (ham, spam); those that
/// needed no counting count here.
pub(crate) fn confidence(learned: (u32, u32)) -> f64 {
    (f64::from(learned.0.min(learned.1)) / FULL_CONFIDENCE_AT).min(1.0)
}

/// The clues of the features that spoke: the `shown` strongest by name, the others as one.
pub(crate) fn clues(
    voter: Voter,
    mut spoken: Vec<Spoken>,
    scale: f64,
    shown: usize,
    describe: impl Fn(usize) -> Option<Token>,
) -> Vec<Clue> {
    let strongest_first = |a: &Spoken, b: &Spoken| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0));
    if spoken.len() > shown {
        spoken.select_nth_unstable_by(shown, strongest_first);
    }
    let rest = spoken.split_off(spoken.len().min(shown));
    spoken.sort_unstable_by(strongest_first);
    let mut clues: Vec<Clue> = spoken
        .into_iter()
        .filter_map(|(position, log_odds, counts)| {
            let contribution = log_odds * scale;
            let token = describe(position)?;
            Some(Clue { voter, token, contribution, spam_seen: counts.spam, ham_seen: counts.ham })
        })
        .collect();
    if !rest.is_empty() {
        clues.push(Clue {
            voter,
            token: Token::Rest { voter, count: rest.len() as u32 },
            contribution: rest.iter().map(|clue| clue.1).sum::<f64>() * scale,
            spam_seen: 0,
            ham_seen: 0,
        });
    }
    clues
}
