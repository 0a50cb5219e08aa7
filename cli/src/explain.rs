//! A judgement on the terminal: the sentence, the evidence, the sum, the committee.

use engine::classifier::{Clue, Decision, Judgement, Label, Token};

use crate::failure::Done;
use crate::output::Output;
use crate::shown;

/// Clues shown on each side unless all were asked for; the rest is shown as one line, so
/// that the column still adds up.
const SHOWN: usize = 8;
/// A clue nearer to nothing than this would be shown as 0.00: it is counted with the rest.
const LEAST: f64 = 0.005;
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
    let clues: Vec<(&Clue, &str)> =
        judgement.evidence.0.iter().zip(explanation.clues.iter().map(String::as_str)).collect();
    let limit = if all { usize::MAX } else { SHOWN };
    // One measure for both sides: bars are there to be compared.
    let longest = clues.iter().map(|(clue, _)| clue.contribution.abs()).fold(f64::MIN_POSITIVE, f64::max);
    side("terminal-for-spam", &clues, longest, limit, output)?;
    side("terminal-for-ham", &clues, -longest, limit, output)?;
    let sum = format!("{:+.2}", judgement.log_odds);
    output.line("")?;
    output.say("terminal-sum", &[("sum", sum.into()), ("score", percent(judgement.score))])?;
    committee(judgement, output)
}

/// One side's clues. `longest`: the contribution that fills a bar, with the side's sign.
fn side(heading: &str, clues: &[(&Clue, &str)], longest: f64, limit: usize, output: &mut Output) -> Done {
    let mut clues: Vec<_> = clues.iter().filter(|(clue, _)| clue.contribution * longest > 0.0).collect();
    clues.sort_by_key(|(clue, _)| matches!(clue.token, Token::Rest { .. } | Token::Prior { .. }));
    if clues.is_empty() {
        return Ok(());
    }
    output.line("")?;
    output.say(heading, &[])?;
    // The clues come largest first, but for what is folded together: that tells least.
    let telling = clues.iter().take_while(|(clue, _)| limit > SHOWN || clue.contribution.abs() >= LEAST);
    let shown = telling.take(limit).count();
    for (clue, sentence) in clues.iter().take(shown) {
        let bar = "█".repeat((clue.contribution / longest * BAR).ceil() as usize);
        output.line(&format!("  {:+7.2}  {bar:<12}  {}", clue.contribution, shown::line(sentence)))?;
    }
    let rest = clues.get(shown..).unwrap_or_default();
    if !rest.is_empty() {
        let sum: f64 = rest.iter().map(|(clue, _)| clue.contribution).sum();
        let more = output.text("terminal-more", &[("count", rest.len().into())]);
        output.line(&format!("  {sum:+7.2}  {:<12}  {more}", ""))?;
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
