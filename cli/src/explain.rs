//! A judgement on the terminal: the sentence, the evidence, the sum, the committee.

use catalogue::Lines;
use engine::classifier::{Clue, Decision, Judgement, Label, Token};

use crate::failure::Done;
use crate::output::Output;
use crate::shown;

/// Characters of the longest bar.
const BAR: f64 = 12.0;

/// Prints why a message was judged so. `places`: what a reader sees of it.
pub(crate) fn judgement(
    judgement: &Judgement,
    corrected: Option<Label>,
    places: &[&str],
    all: bool,
    output: &mut Output,
) -> Done {
    let explanation = output.catalogue().explain(judgement, corrected, places);
    output.line(&shown::line(&explanation.sentence))?;
    let percent = |score| shown::percent(score).into();
    let values = [
        ("score", percent(judgement.score)),
        ("spam", percent(judgement.cutoffs.spam)),
        ("ham", percent(judgement.cutoffs.ham)),
    ];
    output.say("terminal-score", &values)?;
    let decided = match (corrected, &judgement.decision) {
        (Some(_), _) => Some("word"),
        (None, Decision::Blocked { .. }) => Some("blocked"),
        (None, Decision::Allowed { .. }) => Some("allowed"),
        (None, Decision::Committee) => None,
    };
    if let Some(by) = decided {
        output.say("score-decided-by", &[("by", by.into())])?;
    }
    if all {
        every_clue(judgement, &explanation.clues, output)?;
    } else {
        first(&explanation.lines, output)?;
    }
    let sum = format!("{:+.2}", judgement.log_odds);
    output.line("")?;
    output.say("terminal-sum", &[("sum", sum.into()), ("score", percent(judgement.score))])?;
    committee(judgement, output)
}

/// What is shown first: few lines, the largest of which decided.
fn first(lines: &Lines, output: &mut Output) -> Done {
    let [spam, wanted] = [&lines.spam, &lines.wanted]
        .map(|side| side.iter().map(|line| (line.contribution, &*line.sentence)).collect::<Vec<_>>());
    sides(&spam, &wanted, output)?;
    if lines.rest > 0 {
        let more = output.text("terminal-more", &[("count", lines.rest.into())]);
        output.line("")?;
        output.line(&format!("  {:+7.2}  {:<12}  {more}", lines.rest_contribution, ""))?;
    }
    Ok(())
}

/// Every clue as it is; what stands for many together comes last in its direction, as it tells least.
fn every_clue(judgement: &Judgement, sentences: &[String], output: &mut Output) -> Done {
    let mut clues: Vec<(&Clue, &str)> =
        judgement.evidence.0.iter().zip(sentences.iter().map(String::as_str)).collect();
    clues.sort_by_key(|(clue, _)| matches!(clue.token, Token::Rest { .. } | Token::Prior { .. }));
    let of = |spam: bool| {
        let side = clues.iter().filter(move |(clue, _)| (clue.contribution > 0.0) == spam);
        side.map(|(clue, sentence)| (clue.contribution, *sentence)).collect::<Vec<_>>()
    };
    sides(&of(true), &of(false), output)
}

/// Both directions. One measure for both: bars are there to be compared.
fn sides(spam: &[(f64, &str)], wanted: &[(f64, &str)], output: &mut Output) -> Done {
    let all = spam.iter().chain(wanted);
    let longest = all.map(|(contribution, _)| contribution.abs()).fold(f64::MIN_POSITIVE, f64::max);
    for (heading, side) in [("terminal-for-spam", spam), ("terminal-for-ham", wanted)] {
        if side.is_empty() {
            continue;
        }
        output.line("")?;
        output.say(heading, &[])?;
        for (contribution, sentence) in side {
            let bar = "█".repeat((contribution.abs() / longest * BAR).ceil() as usize);
            output.line(&format!("  {contribution:+7.2}  {bar:<12}  {}", shown::line(sentence)))?;
        }
    }
    Ok(())
}

fn committee(judgement: &Judgement, output: &mut Output) -> Done {
    output.line("")?;
    output.say("terminal-committee", &[])?;
    for vote in &judgement.votes {
        let voter = output.catalogue().voter(vote.voter);
        if vote.confidence > 0.0 {
            let confidence = format!("{:.0}", vote.confidence * 100.0);
            let told = [("voter", voter.into()), ("confidence", confidence.into())];
            let told = output.text("terminal-vote", &told);
            output.line(&format!("  {:+7.2}  {told}", vote.share))?;
        } else {
            let told = output.text("terminal-abstains", &[("voter", voter.into())]);
            output.line(&format!("  {:>7}  {told}", "–"))?;
        }
    }
    Ok(())
}
