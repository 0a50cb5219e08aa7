//! How counts become log-odds: shared by the voters that count features, `bayes` and `ngram`.
//!
//! Such a voter speaks from what this person taught and, the less that is the more, from what
//! the starter model knows of the same features.
//!
//! Every feature's log-odds is weighed by how sure its counts make it, and the sum is
//! divided by a scale that grows with the number of features that spoke, so that long and
//! short mail are comparable. The result is linear in the features: each one's share can be shown.

use crate::judgement::{Clue, Label, Token, Vote, Voter};
use crate::starter::STEP;

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
/// Messages learned of each class before what was taught counts in full.
const FULL_CONFIDENCE_AT: f64 = 10.0;
/// Messages learned of each class when the starter model counts by half.
const STARTER_HALVED_AT: f64 = 100.0;

/// Turns counts into log-odds for as long as nothing is learned.
pub(crate) struct LogOdds {
    /// Added to both rates alike, however unequal the classes are: a feature of the class
    /// that was taught more must not speak for the other because that one is small.
    unseen: f64,
    ham: f64,
    spam: f64,
    half_believed: f64,
    /// Those of small counts, by ham and spam; NaN where not asked for yet.
    small: [[f64; SMALL]; SMALL],
}

/// Most features have counts below this.
const SMALL: usize = 32;

impl LogOdds {
    /// A feature seen as often as `half_believed` is believed by half.
    pub(crate) fn new(lessons: Counts, half_believed: f64) -> Self {
        let (ham, spam) = (f64::from(lessons.ham), f64::from(lessons.spam));
        let unseen = 2.0 * UNSEEN / (ham + spam);
        Self { unseen, ham, spam, half_believed, small: [[f64::NAN; SMALL]; SMALL] }
    }

    /// One feature's log-odds by its certainty; `None` where it says nothing, and for all
    /// features while one class was never taught.
    pub(crate) fn of(&mut self, counts: Counts) -> Option<f64> {
        if self.ham * self.spam == 0.0 {
            return None;
        }
        let known = self.small.get_mut(counts.ham as usize).and_then(|row| row.get_mut(counts.spam as usize));
        let log_odds = match known {
            Some(known) if !known.is_nan() => *known,
            known => {
                let rate = |count: u32, lessons: f64| f64::from(count) / lessons + self.unseen;
                let odds = rate(counts.spam, self.spam) / rate(counts.ham, self.ham);
                let log_odds = odds.ln() * certainty(counts, self.half_believed);
                if let Some(known) = known {
                    *known = log_odds;
                }
                log_odds
            }
        };
        (log_odds.abs() >= LEAST).then_some(log_odds)
    }
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

/// How far what this person taught is believed, in 0..=1. `learned`: the messages that their
/// word stands behind, as (ham, spam); those that needed no counting count here.
pub(crate) fn confidence(learned: (u32, u32)) -> f64 {
    (f64::from(learned.0.min(learned.1)) / FULL_CONFIDENCE_AT).min(1.0)
}

/// How far the starter model is believed, in 0..=1.
pub(crate) fn starter_confidence(learned: (u32, u32)) -> f64 {
    STARTER_HALVED_AT / (STARTER_HALVED_AT + f64::from(learned.0.min(learned.1)))
}

/// A feature that spoke, by its position in the message.
struct Spoken {
    position: usize,
    /// Log-odds by what this person taught; 0 for nothing.
    taught: f64,
    /// Log-odds by the starter model; 0 for nothing.
    known: f64,
    counts: Counts,
}

/// What the features of a message, or of a field of it, say.
pub(crate) struct Speech {
    spoken: Vec<Spoken>,
    /// By how much what was taught and what was known is multiplied.
    taught_scale: f64,
    known_scale: f64,
}

impl Speech {
    /// Listens to features, each by its counts and by the starter model's log-odds in steps.
    /// `learned`: messages learned, as (ham, spam).
    pub(crate) fn of(taught: &[Counts], known: &[i8], log_odds: &mut LogOdds, learned: (u32, u32)) -> Self {
        let mut spoken = Vec::with_capacity(taught.len());
        let (mut taught_count, mut known_count) = (0, 0);
        for (position, (counts, steps)) in taught.iter().zip(known).enumerate() {
            let taught = if *counts == Counts::default() { None } else { log_odds.of(*counts) };
            taught_count += usize::from(taught.is_some());
            known_count += usize::from(*steps != 0);
            if taught.is_some() || *steps != 0 {
                let counts = taught.map_or(Counts::default(), |_| *counts);
                let known = f64::from(*steps) * STEP;
                spoken.push(Spoken { position, taught: taught.unwrap_or(0.0), known, counts });
            }
        }
        Self {
            spoken,
            taught_scale: scale(taught_count) * confidence(learned),
            known_scale: scale(known_count) * starter_confidence(learned),
        }
    }

    /// The log-odds, by how far each source is believed.
    pub(crate) fn log_odds(&self) -> f64 {
        self.spoken.iter().map(|feature| self.contribution(feature)).sum()
    }

    fn contribution(&self, feature: &Spoken) -> f64 {
        feature.taught * self.taught_scale + feature.known * self.known_scale
    }

    /// The clues, each multiplied by `share`: the `shown` strongest by name, the others as one.
    pub(crate) fn clues(
        mut self,
        voter: Voter,
        share: f64,
        shown: usize,
        describe: impl Fn(usize) -> Option<Token>,
    ) -> Vec<Clue> {
        let mut spoken = std::mem::take(&mut self.spoken);
        let strength = |feature: &Spoken| self.contribution(feature).abs();
        let strongest_first =
            |a: &Spoken, b: &Spoken| strength(b).total_cmp(&strength(a)).then(a.position.cmp(&b.position));
        if spoken.len() > shown {
            spoken.select_nth_unstable_by(shown, strongest_first);
        }
        let rest = spoken.split_off(spoken.len().min(shown));
        spoken.sort_unstable_by(strongest_first);
        let mut clues: Vec<Clue> = spoken
            .iter()
            .filter_map(|feature| {
                let contribution = self.contribution(feature) * share;
                let Counts { ham, spam } = feature.counts;
                let token = describe(feature.position)?;
                Some(Clue { voter, token, contribution, spam_seen: spam, ham_seen: ham })
            })
            .collect();
        if !rest.is_empty() {
            let contribution = rest.iter().map(|feature| self.contribution(feature)).sum::<f64>() * share;
            let token = Token::Rest { voter, count: rest.len() as u32 };
            clues.push(Clue { voter, token, contribution, spam_seen: 0, ham_seen: 0 });
        }
        clues
    }
}

/// The vote of log-odds in which each source is already weighed. It is shown as the log-odds
/// of a voter that is believed as far as the better believed of its sources.
pub(crate) fn vote(voter: Voter, log_odds: f64, learned: (u32, u32), has_starter: bool) -> Vote {
    let starter = if has_starter { starter_confidence(learned) } else { 0.0 };
    let confidence = confidence(learned).max(starter);
    if log_odds == 0.0 || confidence == 0.0 {
        return Vote { voter, log_odds: 0.0, confidence: 0.0, share: 0.0 };
    }
    Vote { voter, log_odds: log_odds / confidence, confidence, share: 0.0 }
}
