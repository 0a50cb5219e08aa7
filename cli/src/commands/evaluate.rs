//! `mekiki evaluate`: how well the committee does on labelled mail.
//!
//! Each message is judged, then learned, in the order of the index (or shuffled by a seed):
//! immediate feedback, as the TREC spam track measured it. Nothing of it is kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use engine::classifier::evaluate::{Evaluation, Figures, shuffle};
use engine::classifier::{Cutoffs, Label, Model, Voter};
use serde::Serialize;

use super::WELL;
use crate::arguments::Evaluate;
use crate::failure::{Done, bad_input, of_file};
use crate::input;
use crate::output::Output;

const VOTERS: [Voter; 6] =
    [Voter::Bayes, Voter::Ngram, Voter::Checks, Voter::Server, Voter::Sender, Voter::Twin];

#[derive(Serialize)]
struct Measured {
    messages: usize,
    /// Judging and learning alone, without reading files.
    seconds: f64,
    messages_per_second: f64,
    shuffled_with_seed: Option<u64>,
    committee: Shown,
    voters: Vec<(Voter, Shown)>,
}

/// Figures as they are told: what cannot be measured on a set without wanted mail, or without
/// spam, is `None`.
#[derive(Serialize)]
struct Shown {
    ham: usize,
    spam: usize,
    one_minus_roca: Option<f64>,
    ham_misclassified: Option<f64>,
    spam_misclassified: Option<f64>,
    lam: Option<f64>,
    ham_judged_spam: Option<f64>,
    spam_missed: Option<f64>,
    spam_missed_at_tenth_percent: Option<f64>,
    ham_unsure: Option<f64>,
    spam_unsure: Option<f64>,
    calibration_error: Option<f64>,
    brier: Option<f64>,
}

impl From<Figures> for Shown {
    fn from(figures: Figures) -> Self {
        let of_ham = |figure| Some(figure).filter(|_| figures.ham > 0);
        let of_spam = |figure| Some(figure).filter(|_| figures.spam > 0);
        let of_both = |figure| of_ham(figure).and_then(of_spam);
        let of_any = |figure| of_ham(figure).or(of_spam(figure));
        Self {
            ham: figures.ham,
            spam: figures.spam,
            one_minus_roca: of_both(figures.one_minus_roca),
            ham_misclassified: of_ham(figures.ham_misclassified),
            spam_misclassified: of_spam(figures.spam_misclassified),
            lam: of_both(figures.lam),
            ham_judged_spam: of_ham(figures.ham_judged_spam),
            spam_missed: of_spam(figures.spam_missed),
            spam_missed_at_tenth_percent: of_both(figures.spam_missed_at_tenth_percent),
            ham_unsure: of_ham(figures.ham_unsure),
            spam_unsure: of_spam(figures.spam_unsure),
            calibration_error: of_any(figures.calibration_error),
            brier: of_any(figures.brier),
        }
    }
}

/// A figure, or a dash for one that cannot be measured.
fn number(figure: Option<f64>, decimals: usize) -> String {
    figure.map_or_else(|| "–".to_owned(), |figure| format!("{figure:.decimals$}"))
}

pub(super) fn run(asked: &Evaluate, output: &mut Output) -> Done<u8> {
    let mut mails = index(asked, output)?;
    if asked.shuffle {
        shuffle(&mut mails, asked.seed);
    }
    let model = if asked.starter { Model::starter() } else { Model::empty() };
    let measured = measure(&mails, Evaluation::new(model, Cutoffs::default()), asked)?;
    if output.is_json() {
        output.json(&measured)?;
    } else {
        tell(&measured, output)?;
    }
    Ok(WELL)
}

/// Reads the index: a label, then a path relative to the corpus root (the index's own folder
/// unless told otherwise); the TREC corpora have a space between, ours a tab.
fn index(asked: &Evaluate, output: &Output) -> Done<Vec<(Label, PathBuf)>> {
    let text = input::message(&asked.index)?;
    let text = String::from_utf8_lossy(&text);
    let own = asked.index.parent().unwrap_or(Path::new("."));
    let root = asked.corpus_root.as_deref().unwrap_or(own);
    let mut mails = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mail = line.split_once(char::is_whitespace).and_then(|(label, path)| {
            let label = match label.to_ascii_lowercase().as_str() {
                "spam" => Label::Spam,
                "ham" => Label::Ham,
                _ => return None,
            };
            Some((label, root.join(path.trim())))
        });
        let Some(mail) = mail else {
            let what = output.text("terminal-index-line", &[("number", (number + 1).into())]);
            let detail = output.text("terminal-index-form", &[]);
            return Err(bad_input(&what, line, &detail));
        };
        mails.push(mail);
    }
    Ok(mails)
}

fn measure(mails: &[(Label, PathBuf)], mut evaluation: Evaluation, asked: &Evaluate) -> Done<Measured> {
    let mut spent = Duration::ZERO;
    for (label, path) in mails {
        let raw = fs::read(path).map_err(|error| of_file(path, &error))?;
        let began = Instant::now();
        evaluation.step(&raw, *label);
        spent += began.elapsed();
    }
    let seconds = spent.as_secs_f64();
    Ok(Measured {
        messages: mails.len(),
        seconds,
        messages_per_second: if seconds > 0.0 { mails.len() as f64 / seconds } else { 0.0 },
        shuffled_with_seed: asked.shuffle.then_some(asked.seed),
        committee: evaluation.figures(mails.len()).into(),
        voters: VOTERS.into_iter().map(|voter| (voter, evaluation.voter_figures(voter).into())).collect(),
    })
}

fn tell(measured: &Measured, output: &mut Output) -> Done {
    let committee = &measured.committee;
    let told = [("ham", committee.ham.into()), ("spam", committee.spam.into())];
    output.say("terminal-evaluated", &told)?;
    let speed = format!("{:.0}", measured.messages_per_second);
    output.say("terminal-speed", &[("speed", speed.into())])?;
    output.line("")?;
    output.line("  1-ROCA%    lam%    hm%    sm%   hm%@cutoff  sm%@cutoff  sm%@hm=0.1%")?;
    let name = output.text("terminal-whole-committee", &[]);
    row(&name, committee, output)?;
    for (voter, figures) in &measured.voters {
        let name = output.catalogue().voter(*voter);
        row(&name, figures, output)?;
    }
    output.line("")?;
    if committee.ham == 0 || committee.spam == 0 {
        output.say("terminal-one-class", &[])?;
    }
    output.say("terminal-figures", &[])?;
    let unsure = [
        ("ham", number(committee.ham_unsure, 2).into()),
        ("spam", number(committee.spam_unsure, 2).into()),
        ("calibration", number(committee.calibration_error, 2).into()),
        ("brier", number(committee.brier, 4).into()),
    ];
    output.say("terminal-unsure-share", &unsure)
}

fn row(name: &str, figures: &Shown, output: &mut Output) -> Done {
    output.line(&format!(
        "  {:>7} {:>7} {:>6} {:>6} {:>12} {:>11} {:>12}   {name}",
        number(figures.one_minus_roca, 3),
        number(figures.lam, 2),
        number(figures.ham_misclassified, 2),
        number(figures.spam_misclassified, 2),
        number(figures.ham_judged_spam, 3),
        number(figures.spam_missed, 2),
        number(figures.spam_missed_at_tenth_percent, 2),
    ))
}
