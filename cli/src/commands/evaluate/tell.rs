//! The figures as text.

use std::fmt::Write as _;

use engine::classifier::evaluate::Interval;

use super::Measured;
use super::compare::Compared;
use super::shown::{Measures, Part, Short, Shown};
use crate::arguments::{Evaluate, Taught};
use crate::failure::Done;
use crate::output::Output;

/// A figure, or a dash for one that cannot be measured.
fn number(figure: Option<f64>, decimals: usize) -> String {
    figure.map_or_else(|| "–".to_owned(), |figure| format!("{figure:.decimals$}"))
}

fn between(interval: Option<Interval>, decimals: usize) -> String {
    interval.map_or_else(String::new, |Interval(low, high)| format!("{low:.decimals$}–{high:.decimals$}"))
}

pub(super) fn tell(measured: &Measured, asked: &Evaluate, output: &mut Output) -> Done {
    let committee = &measured.committee.figures;
    let told = [("ham", committee.ham.into()), ("spam", committee.spam.into())];
    output.say("terminal-evaluated", &told)?;
    mode(measured, asked, output)?;
    let speed = format!("{:.0}", measured.messages_per_second);
    output.say("terminal-speed", &[("speed", speed.into())])?;
    output.line("")?;
    heading(output)?;
    let name = output.text("terminal-whole-committee", &[]);
    row(&name, &measured.committee, output)?;
    for (voter, figures) in &measured.voters {
        let name = output.catalogue().voter(*voter);
        row(&name, figures, output)?;
    }
    output.line("")?;
    if committee.ham == 0 || committee.spam == 0 {
        output.say("terminal-one-class", &[])?;
    }
    output.say("terminal-figures", &[])?;
    unsure(committee, output)?;
    curve(measured, output)?;
    calibration(measured, output)?;
    if asked.cutoffs {
        cutoffs(measured, output)?;
    }
    measured.compared.as_ref().map_or(Ok(()), |compared| comparison(measured, compared, output))
}

fn mode(measured: &Measured, asked: &Evaluate, output: &mut Output) -> Done {
    let (ham, spam) = measured.taught;
    let taught = [
        ("ham", ham.into()),
        ("spam", spam.into()),
        ("delay", asked.delay().into()),
        ("noticed", u32::from(asked.noticed()).into()),
        ("unspoken", measured.unspoken.into()),
    ];
    let id = match asked.mode {
        Taught::Immediate => "terminal-mode-immediate",
        Taught::Delayed => "terminal-mode-delayed",
        Taught::CorrectionsOnly => "terminal-mode-corrections-only",
        Taught::DayOne => "terminal-mode-day-one",
    };
    output.say(id, &taught)
}

fn unsure(committee: &Short, output: &mut Output) -> Done {
    let measures = &committee.measures;
    let kinds = match (measures.ham_unsure, measures.spam_unsure) {
        (Some(_), None) => "ham",
        (None, Some(_)) => "spam",
        _ => "both",
    };
    let unsure = [
        ("kinds", kinds.into()),
        ("ham", number(measures.ham_unsure, 2).into()),
        ("spam", number(measures.spam_unsure, 2).into()),
        ("passed", number(measures.spam_judged_ham, 2).into()),
        ("calibration", number(committee.calibration_error, 2).into()),
        ("brier", number(committee.brier, 4).into()),
    ];
    output.say("terminal-unsure-share", &unsure)
}

fn heading(output: &mut Output) -> Done {
    let names = ["1-ROCA%", "lam%", "hm%", "sm%", "hm%@cutoff", "sm%@cutoff", "sm%@hm=0.1%"];
    columns(&names.map(str::to_owned), "", output)
}

fn columns(cells: &[String; 7], name: &str, output: &mut Output) -> Done {
    let mut line = String::new();
    for cell in cells {
        let _ = write!(line, " {cell:>11}");
    }
    if !name.is_empty() {
        line.push_str("   ");
        line.push_str(name);
    }
    output.line(line.trim_end())
}

/// The columns of a table, from figures or from their intervals.
fn of<T: Copy>(measures: &Measures<T>, cell: impl Fn(Option<T>, usize) -> String) -> [String; 7] {
    [
        cell(measures.one_minus_roca, 3),
        cell(measures.lam, 2),
        cell(measures.ham_misclassified, 2),
        cell(measures.spam_misclassified, 2),
        cell(measures.ham_judged_spam, 3),
        cell(measures.spam_missed, 2),
        cell(measures.spam_missed_at_tenth_percent, 2),
    ]
}

/// The figures, and below them their intervals.
fn row(name: &str, shown: &Shown, output: &mut Output) -> Done {
    columns(&of(&shown.figures.measures, number), name, output)?;
    columns(&of(&shown.intervals, between), "", output)
}

fn curve(measured: &Measured, output: &mut Output) -> Done {
    output.line("")?;
    output.say("terminal-curve", &[])?;
    heading(output)?;
    for part in &measured.beginnings {
        let name = output.text("terminal-first", &[("count", part.to.into())]);
        stretch(&name, part, output)?;
    }
    for part in &measured.windows {
        stretch(&format!("{}–{}", part.from, part.to), part, output)?;
    }
    Ok(())
}

fn stretch(name: &str, part: &Part, output: &mut Output) -> Done {
    columns(&of(&part.figures.measures, number), name, output)
}

fn calibration(measured: &Measured, output: &mut Output) -> Done {
    output.line("")?;
    output.say("terminal-calibration", &[])?;
    for bin in measured.calibration.iter().filter(|bin| bin.messages > 0) {
        output.line(&format!(
            "  {:.1}–{:.1} {:>7} {:>7.2} {:>7.2}  ({})",
            bin.from,
            bin.to,
            bin.messages,
            bin.expected,
            bin.observed,
            between(Some(bin.interval), 2)
        ))?;
    }
    Ok(())
}

fn cutoffs(measured: &Measured, output: &mut Output) -> Done {
    output.line("")?;
    output.say("terminal-cutoffs", &[])?;
    for at in &measured.cutoffs {
        let lost =
            format!("{} ({})", number(Some(at.ham_lost_percent), 3), between(Some(at.ham_lost_interval), 3));
        let missed = format!(
            "{} ({})",
            number(Some(at.spam_missed_percent), 2),
            between(Some(at.spam_missed_interval), 2)
        );
        output.line(&format!(
            "  {:<6} {lost:>22} {missed:>22} {:>6} {:>6}",
            at.cutoff.probability(),
            format!("+{}", at.become_spam.len()),
            format!("-{}", at.become_not_spam.len()),
        ))?;
    }
    Ok(())
}

fn comparison(measured: &Measured, compared: &Compared, output: &mut Output) -> Done {
    output.line("")?;
    output.say("terminal-compared", &[])?;
    heading(output)?;
    row("Mekiki", &measured.committee, output)?;
    for other in &compared.others {
        row(other.name, &other.whole, output)?;
    }
    let beginnings = measured.beginnings.iter().filter(|part| part.to == 200);
    for ours in beginnings {
        let name = output.text("terminal-first", &[("count", ours.to.into())]);
        stretch(&format!("Mekiki, {name}"), ours, output)?;
        for other in &compared.others {
            for theirs in other.beginnings.iter().filter(|theirs| theirs.to == ours.to) {
                stretch(&format!("{}, {name}", other.name), theirs, output)?;
            }
        }
    }
    for missing in &compared.not_installed {
        output.say("terminal-not-installed", &[("program", (*missing).into())])?;
    }
    output.say("terminal-compared-how", &[])
}
