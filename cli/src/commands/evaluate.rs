//! `mekiki evaluate`: how well the committee does on labelled mail.
//!
//! Each message is judged, then what the mode says is learned, in the order of the index (or
//! shuffled by a seed). With `--compare`, other filters do the same on the same mail in the
//! same order. Nothing of it is kept.

mod bogofilter;
mod compare;
mod index;
mod shown;
mod tell;

use std::fs;
use std::time::{Duration, Instant};

use engine::classifier::evaluate::{
    AtCutoff, Bin, Evaluation, Feedback, Scored, at_cutoffs, beginnings, bins, shuffle, windows,
};
use engine::classifier::{Cutoffs, Label, Model, Score, Voter};
use serde::Serialize;

use self::compare::Compared;
use self::index::Mail;
use self::shown::{Part, Shown};
use super::WELL;
use crate::arguments::{Evaluate, Taught};
use crate::failure::{Done, Failure, bad_input};
use crate::output::Output;

const HELP: &str = "mekiki evaluate --help";

/// Each voter that looks at a message: `corrections` says the same of all.
const VOTERS: [Voter; 6] =
    [Voter::Bayes, Voter::Ngram, Voter::Checks, Voter::Server, Voter::Sender, Voter::Twin];

/// Spam cutoffs whose error rates are shown.
const CUTOFFS: [f64; 13] = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999];

#[derive(Serialize)]
struct Measured {
    messages: usize,
    /// Judging and learning alone, without reading files.
    seconds: f64,
    messages_per_second: f64,
    shuffled_with_seed: Option<u64>,
    mode: &'static str,
    starter: bool,
    /// Messages that were taught: ham, spam.
    taught: (u32, u32),
    /// Wanted messages that were learned beside them because nobody objected.
    unspoken: u32,
    committee: Shown,
    voters: Vec<(Voter, Shown)>,
    beginnings: Vec<Part>,
    windows: Vec<Part>,
    calibration: Vec<Bin>,
    /// By path; the sides are those of the committee's spam cutoff.
    cutoffs: Vec<AtCutoff<String>>,
    compared: Option<Compared>,
}

pub(super) fn run(asked: &Evaluate, output: &mut Output) -> Done<u8> {
    if asked.compare && asked.mode == Taught::DayOne {
        let detail = output.text("terminal-nothing-to-compare", &[]);
        return Err(bad_input("--compare", "", &detail));
    }
    if let Some((word, other)) = asked.without_effect() {
        let values = [("word", word.into()), ("other", other.into()), ("help", HELP.into())];
        return Err(Failure::Usage(output.text("usage-only-with", &values)));
    }
    let mut mails = index::read(asked, output)?;
    if asked.shuffle {
        shuffle(&mut mails, asked.seed());
    }
    let (evaluation, spent) = judge(&mails, asked, output)?;
    let mut measured = measured(&mails, &evaluation, spent, asked);
    if asked.compare {
        measured.compared = Some(compare::compare(&mails, feedback(asked))?);
    }
    if output.is_json() {
        output.json(&measured)?;
    } else {
        tell::tell(&measured, asked, output)?;
    }
    Ok(WELL)
}

fn feedback(asked: &Evaluate) -> Feedback {
    match asked.mode {
        Taught::Immediate => Feedback::Immediate,
        Taught::Delayed => Feedback::Delayed(asked.delay() as usize),
        Taught::CorrectionsOnly => Feedback::CorrectionsOnly { noticed: asked.noticed() },
        Taught::DayOne => Feedback::Never,
    }
}

/// Whether the shipped model speaks: on day one there is no other.
fn with_starter(asked: &Evaluate) -> bool {
    asked.starter || asked.mode == Taught::DayOne
}

fn judge(mails: &[Mail], asked: &Evaluate, output: &Output) -> Done<(Evaluation, Duration)> {
    let model = if with_starter(asked) { Model::starter() } else { Model::empty() };
    let mut evaluation = Evaluation::new(model, Cutoffs::default()).with_feedback(feedback(asked));
    let mut spent = Duration::ZERO;
    for mail in mails {
        let raw = fs::read(&mail.path).map_err(|error| index::not_read(mail, &error, output))?;
        let began = Instant::now();
        evaluation.step(&raw, mail.label);
        spent += began.elapsed();
    }
    Ok((evaluation, spent))
}

fn measured(mails: &[Mail], evaluation: &Evaluation, spent: Duration, asked: &Evaluate) -> Measured {
    let (scored, cutoffs) = (evaluation.scored(), Cutoffs::default());
    let seconds = spent.as_secs_f64();
    let (taught, unspoken) = evaluation.taught();
    let shown = |scored: &[(Label, f64)]| Shown::of(scored, cutoffs);
    Measured {
        messages: mails.len(),
        seconds,
        messages_per_second: if seconds > 0.0 { mails.len() as f64 / seconds } else { 0.0 },
        shuffled_with_seed: asked.shuffle.then(|| asked.seed()),
        mode: match asked.mode {
            Taught::Immediate => "immediate",
            Taught::Delayed => "delayed",
            Taught::CorrectionsOnly => "corrections-only",
            Taught::DayOne => "day-one",
        },
        starter: with_starter(asked),
        taught,
        unspoken,
        committee: shown(&scored),
        voters: VOTERS.into_iter().map(|voter| (voter, shown(&evaluation.voter_scored(voter)))).collect(),
        beginnings: beginnings(&scored, cutoffs).into_iter().map(Part::from).collect(),
        windows: windows(&scored, cutoffs).into_iter().map(Part::from).collect(),
        calibration: bins(&scored),
        cutoffs: by_cutoff(mails, &scored),
        compared: None,
    }
}

fn by_cutoff(mails: &[Mail], scored: &[(Label, f64)]) -> Vec<AtCutoff<String>> {
    let judged: Vec<Scored<String>> = mails
        .iter()
        .zip(scored)
        .map(|(mail, (label, log_odds))| Scored {
            id: mail.path.display().to_string(),
            label: *label,
            score: Score::from_log_odds(*log_odds),
        })
        .collect();
    at_cutoffs(&judged, &CUTOFFS.map(Score::new), Cutoffs::default().spam)
}
