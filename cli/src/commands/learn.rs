//! `mekiki learn`: teaches what messages are.

use std::path::{Path, PathBuf};

use engine::classifier::Label;
use engine::view::{Learned, Opposite};
use engine::{Engine, Problem, ProblemKind};
use serde::Serialize;

use super::WELL;
use crate::arguments::Common;
use crate::failure::{Done, Failure};
use crate::output::{Output, Told};
use crate::{WRONG, input, opening, shown};

/// So many contradictions are told one by one: a folder of the wrong kind has thousands.
const OPPOSITES_TOLD: usize = 10;

/// What became of the messages: counts, and the problems by file.
#[derive(Serialize)]
pub(super) struct Tally<'a> {
    /// Messages for which the log changed.
    changed: u32,
    /// Messages for which it stood so already.
    unchanged: u32,
    learned_ham: u32,
    learned_spam: u32,
    /// Where the person's word goes against what they said of other messages.
    opposites: Vec<Against>,
    problems: Vec<Told<'a>>,
}

/// A message of which the opposite was said of others.
#[derive(Serialize)]
struct Against {
    file: String,
    #[serde(flatten)]
    opposite: Opposite,
    /// The command that takes the word back.
    take_back: String,
}

impl Against {
    fn new(path: &Path, opposite: Opposite) -> Self {
        let file = path.display().to_string();
        let back = match opposite.before {
            None => "unlearn",
            Some(Label::Ham) => "learn ham",
            Some(Label::Spam) => "learn spam",
        };
        let take_back = format!("mekiki {back} {file}");
        Self { file, opposite, take_back }
    }

    fn tell(&self, output: &mut Output) -> Done {
        super::opposite(&self.file, &self.opposite, output)?;
        output.say("terminal-take-back", &[("command", shown::line(&self.take_back).into())])
    }
}

pub(super) fn run(label: Label, files: &[PathBuf], common: &Common, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    super::lessons_unread(&engine, output)?;
    each(files, &engine, "terminal-learned", output, |raw| {
        // What is no mail would be learned all the same, and blur what is.
        if !raw.is_empty() && !Engine::is_mail(raw) {
            return Err(Problem::new(ProblemKind::BadInput).with("what", "message"));
        }
        engine.teach(raw, label)
    })
}

/// Does the same with each message. One that cannot be read is told and does not keep the
/// others from their turn; the exit code then says that something went wrong.
pub(super) fn each(
    paths: &[PathBuf],
    engine: &Engine,
    told_as: &str,
    output: &mut Output,
    mut work: impl FnMut(&[u8]) -> Result<Learned, Problem>,
) -> Done<u8> {
    let mut became = Became::default();
    for path in paths {
        match input::messages(path) {
            Ok(messages) => {
                for message in messages {
                    let outcome = input::message(&message).and_then(|raw| Ok(work(&raw)?));
                    became.add(&message, outcome)?;
                }
            }
            Err(failure) => became.add(path, Err(failure))?,
        }
    }
    became.tell(engine, told_as, output)
}

/// What became of the messages.
#[derive(Default)]
pub(super) struct Became {
    changed: u32,
    unchanged: u32,
    opposites: Vec<Against>,
    problems: Vec<Problem>,
}

impl Became {
    /// Counts one message; `path` is what the person called it.
    pub(super) fn add(&mut self, path: &Path, outcome: Done<Learned>) -> Done {
        match outcome {
            Ok(learned) => {
                self.changed += u32::from(learned.changed);
                self.unchanged += u32::from(!learned.changed);
                self.opposites.extend(learned.opposite.map(|found| Against::new(path, found)));
                Ok(())
            }
            Err(Failure::Problem(problem)) => {
                let of_message = problem.facts.get("what").is_some_and(|what| what == "message");
                let named = |problem: Problem| problem.with("value", path.display());
                self.problems.push(if of_message { named(problem) } else { problem });
                Ok(())
            }
            Err(closed) => Err(closed),
        }
    }

    /// Tells it; returns the exit code.
    pub(super) fn tell(self, engine: &Engine, told_as: &str, output: &mut Output) -> Done<u8> {
        let Self { changed, unchanged, opposites, problems } = self;
        for problem in &problems {
            output.complain(problem);
        }
        let (learned_ham, learned_spam) = engine.learned();
        if output.is_json() {
            let told = problems.iter().map(|problem| Told::new(problem, output)).collect();
            output.json(&Tally {
                changed,
                unchanged,
                learned_ham,
                learned_spam,
                opposites,
                problems: told,
            })?;
        } else {
            for against in opposites.iter().take(OPPOSITES_TOLD) {
                against.tell(output)?;
            }
            let more = opposites.len().saturating_sub(OPPOSITES_TOLD);
            if more > 0 {
                output.say("terminal-opposite-more", &[("count", more.into())])?;
            }
            if changed + unchanged == 0 && !problems.is_empty() {
                return Ok(WRONG);
            }
            output.say(told_as, &[("changed", changed.into()), ("unchanged", unchanged.into())])?;
            output.say("terminal-so-far", &[("ham", learned_ham.into()), ("spam", learned_spam.into())])?;
            match (learned_ham, learned_spam) {
                (0, 1..) => output.say("terminal-only-spam", &[])?,
                (1.., 0) => output.say("terminal-only-ham", &[])?,
                _ => {}
            }
        }
        Ok(if problems.is_empty() { WELL } else { WRONG })
    }
}
