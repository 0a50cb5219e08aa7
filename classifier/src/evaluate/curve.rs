//! The learning curve: figures by how many messages were seen before.

use serde::Serialize;

use super::figures::{Figures, figures};
use crate::judgement::{Cutoffs, Label};

/// Where a beginning or a window ends. The first 200 messages are what a person has taught
/// when they decide whether to keep a program.
const ENDS: [usize; 10] = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

/// Some neighbouring messages of a run, and their figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stretch {
    /// The number of its first message, from 1.
    pub from: usize,
    /// The number of its last.
    pub to: usize,
    /// What was reached on them.
    pub figures: Figures,
}

/// The first 50, 100, 200 and 500 messages, as far as the run goes.
pub fn beginnings(scored: &[(Label, f64)], cutoffs: Cutoffs) -> Vec<Stretch> {
    let ends = ENDS.into_iter().take(4).filter(|end| *end <= scored.len());
    ends.filter_map(|end| stretch(scored, 0, end, cutoffs)).collect()
}

/// The whole run, cut where a beginning ends: the windows get longer as learning gets slower.
pub fn windows(scored: &[(Label, f64)], cutoffs: Cutoffs) -> Vec<Stretch> {
    let mut ends: Vec<usize> = ENDS.into_iter().filter(|end| *end < scored.len()).collect();
    ends.push(scored.len());
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends).filter_map(|(start, end)| stretch(scored, start, *end, cutoffs)).collect()
}

fn stretch(scored: &[(Label, f64)], start: usize, end: usize, cutoffs: Cutoffs) -> Option<Stretch> {
    let inside = scored.get(start..end).filter(|inside| !inside.is_empty())?;
    Some(Stretch { from: start + 1, to: end, figures: figures(inside, cutoffs) })
}
