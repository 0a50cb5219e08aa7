//! `mekiki learn`: teaches what messages are.

use std::path::{Path, PathBuf};

use engine::classifier::Label;
use engine::{Engine, Problem};
use serde::Serialize;

use super::WELL;
use crate::arguments::Common;
use crate::failure::{Done, Failure};
use crate::output::{Output, Told};
use crate::{WRONG, input, opening};

/// What became of the messages: counts, and the problems by file.
#[derive(Serialize)]
pub(super) struct Tally<'a> {
    /// Messages for which the log changed.
    changed: u32,
    /// Messages for which it stood so already.
    unchanged: u32,
    learned_ham: u32,
    learned_spam: u32,
    problems: Vec<Told<'a>>,
}

pub(super) fn run(label: Label, files: &[PathBuf], common: &Common, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    each(files, &engine, "terminal-learned", output, |raw| engine.learn(raw, label))
}

/// Does the same with each message. One that cannot be read is told and does not keep the
/// others from their turn; the exit code then says that something went wrong.
pub(super) fn each(
    paths: &[PathBuf],
    engine: &Engine,
    told_as: &str,
    output: &mut Output,
    mut work: impl FnMut(&[u8]) -> Result<bool, Problem>,
) -> Done<u8> {
    let (mut changed, mut unchanged, mut problems) = (0_u32, 0_u32, Vec::new());
    for path in paths {
        let outcome = input::messages(path).and_then(|messages| {
            for message in messages {
                match one(&message, &mut work) {
                    Ok(true) => changed += 1,
                    Ok(false) => unchanged += 1,
                    Err(Failure::Problem(problem)) => problems.push(problem),
                    Err(closed) => return Err(closed),
                }
            }
            Ok(())
        });
        match outcome {
            Err(Failure::Problem(problem)) => problems.push(problem),
            other => other?,
        }
    }
    for problem in &problems {
        output.complain(problem);
    }
    let (learned_ham, learned_spam) = engine.learned();
    if output.is_json() {
        let told = problems.iter().map(|problem| Told::new(problem, output)).collect();
        output.json(&Tally { changed, unchanged, learned_ham, learned_spam, problems: told })?;
    } else {
        output.say(told_as, &[("changed", changed.into()), ("unchanged", unchanged.into())])?;
        output.say("terminal-so-far", &[("ham", learned_ham.into()), ("spam", learned_spam.into())])?;
    }
    Ok(if problems.is_empty() { WELL } else { WRONG })
}

fn one(path: &Path, work: &mut impl FnMut(&[u8]) -> Result<bool, Problem>) -> Done<bool> {
    Ok(work(&input::message(path)?)?)
}
