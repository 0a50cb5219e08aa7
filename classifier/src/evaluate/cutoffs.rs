//! Both error rates by cutoff, and which messages would change sides: what a person tunes by.

use serde::Serialize;

use super::intervals::{Interval, wilson};
use super::percent;
use crate::judgement::{Label, Score};

/// A judged message whose truth is known, by whatever its caller knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored<Id> {
    /// Which message.
    pub id: Id,
    /// The truth.
    pub label: Label,
    /// What it got.
    pub score: Score,
}

/// What a spam cutoff would have meant for these messages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AtCutoff<Id> {
    /// The spam cutoff: scores at or above it are spam.
    pub cutoff: Score,
    /// Ham that would be taken for spam.
    pub ham_lost: usize,
    /// The same in percent of ham.
    pub ham_lost_percent: f64,
    /// How sure that is.
    pub ham_lost_interval: Interval,
    /// Spam that would not be taken for spam.
    pub spam_missed: usize,
    /// The same in percent of spam.
    pub spam_missed_percent: f64,
    /// How sure that is.
    pub spam_missed_interval: Interval,
    /// Messages that become spam where they are not at the present cutoff, surest first.
    pub become_spam: Vec<Id>,
    /// Messages that are spam at the present cutoff and would not be, most doubtful first.
    pub become_not_spam: Vec<Id>,
}

/// Both error rates at each of `cutoffs`, and who changes sides against the cutoff `present`.
pub fn at_cutoffs<Id: Clone>(scored: &[Scored<Id>], cutoffs: &[Score], present: Score) -> Vec<AtCutoff<Id>> {
    let mut sorted: Vec<&Scored<Id>> = scored.iter().collect();
    sorted.sort_by(|a, b| a.score.probability().total_cmp(&b.score.probability()));
    cutoffs.iter().map(|cutoff| at_cutoff(&sorted, *cutoff, present)).collect()
}

/// `sorted`: lowest score first.
fn at_cutoff<Id: Clone>(sorted: &[&Scored<Id>], cutoff: Score, present: Score) -> AtCutoff<Id> {
    let of = |label: Label| sorted.iter().filter(move |one| one.label == label);
    let (ham, spam) = (of(Label::Ham).count(), of(Label::Spam).count());
    let ham_lost = of(Label::Ham).filter(|one| one.score >= cutoff).count();
    let spam_missed = of(Label::Spam).filter(|one| one.score < cutoff).count();
    let between = |low: Score, high: Score| {
        sorted.iter().filter(move |one| one.score >= low && one.score < high).map(|one| one.id.clone())
    };
    let mut become_spam: Vec<Id> = between(cutoff, present).collect();
    become_spam.reverse();
    AtCutoff {
        cutoff,
        ham_lost,
        ham_lost_percent: percent(ham_lost, ham),
        ham_lost_interval: wilson(ham_lost, ham),
        spam_missed,
        spam_missed_percent: percent(spam_missed, spam),
        spam_missed_interval: wilson(spam_missed, spam),
        become_spam,
        become_not_spam: between(present, cutoff).collect(),
    }
}
