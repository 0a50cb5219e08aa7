//! `mekiki learn`: teaches what messages are.

use std::path::{Path, PathBuf};

use engine::classifier::Label;
use engine::view::{Corrected, Learned, MessageId, Opposite};
use engine::{AccountId, Engine, Problem, ProblemKind};
use serde::Serialize;
use tokio::runtime::Runtime;

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
    /// Those that were held and were learned as wanted: they are back, or go back.
    put_back: Vec<PutBackInJson<'a>>,
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
        let take_back = format!("{back} {}", catalogue::in_a_shell(path));
        Self { file, opposite, take_back }
    }

    fn tell(&self, output: &mut Output) -> Done {
        super::opposite(&self.file, &self.opposite, output)?;
        output.say("terminal-take-back", &[("command", shown::line(&self.take_back).into())])
    }
}

pub(super) fn run(label: Label, files: &[PathBuf], common: &Common, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    let runtime = opening::runtime()?;
    super::lessons_unread(&engine, output)?;
    each(files, &engine, "terminal-learned", output, |raw| {
        // What is no mail would be learned all the same, and blur what is.
        if !raw.is_empty() && !Engine::is_mail(raw) {
            return Err(Problem::new(ProblemKind::BadInput).with("what", "message"));
        }
        let learned = engine.teach(raw, label)?;
        let put_back = if label == Label::Ham { put_back(&engine, &runtime, raw)? } else { Vec::new() };
        Ok(Taught { learned, put_back })
    })
}

/// What is held and was just called wanted goes back at once, as after “not spam”.
fn put_back(engine: &Engine, runtime: &Runtime, raw: &[u8]) -> Result<Vec<PutBack>, Problem> {
    let held = engine.held_copies(raw)?.into_iter();
    // What speaks against the word was told when it was learned.
    let told = |corrected| PutBack(Corrected { opposite: None, ..corrected });
    held.map(|id| runtime.block_on(engine.correct(id, Label::Ham)).map(told)).collect()
}

/// What became of one message.
pub(super) struct Taught {
    learned: Learned,
    put_back: Vec<PutBack>,
}

impl From<Learned> for Taught {
    fn from(learned: Learned) -> Self {
        Self { learned, put_back: Vec::new() }
    }
}

/// A message that was held when it was learned as wanted, and what calling it so did.
struct PutBack(Corrected);

impl PutBack {
    fn tell(&self, output: &mut Output) -> Done {
        let subject = shown::line(&self.0.row.subject);
        let values = [("message", self.0.row.id.0.to_string().into()), ("subject", subject.into())];
        match &self.0.pending {
            None => output.say("terminal-learned-back", &values)?,
            Some(problem) => {
                output.say("terminal-learned-back-later", &values)?;
                output.complain(problem);
            }
        }
        super::others(&self.0, output)
    }

    fn in_json<'a>(&'a self, output: &Output) -> PutBackInJson<'a> {
        let Corrected { row, pending, .. } = &self.0;
        PutBackInJson {
            message: row.id,
            account: &row.account,
            pending: pending.as_ref().map(|problem| Told::new(problem, output)),
        }
    }
}

/// The same as JSON tells it.
#[derive(Serialize)]
struct PutBackInJson<'a> {
    message: MessageId,
    account: &'a AccountId,
    /// Why it could not be put back now; it is at the next look.
    pending: Option<Told<'a>>,
}

/// Does the same with each message. One that cannot be read is told and does not keep the
/// others from their turn; the exit code then says that something went wrong.
pub(super) fn each(
    paths: &[PathBuf],
    engine: &Engine,
    told_as: &str,
    output: &mut Output,
    mut work: impl FnMut(&[u8]) -> Result<Taught, Problem>,
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
    put_back: Vec<PutBack>,
    problems: Vec<Problem>,
}

impl Became {
    /// Counts one message; `path` is what the person called it.
    pub(super) fn add(&mut self, path: &Path, outcome: Done<Taught>) -> Done {
        match outcome {
            Ok(Taught { learned, put_back }) => {
                self.put_back.extend(put_back);
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
        let Self { changed, unchanged, mut opposites, put_back, problems } = self;
        for against in &mut opposites {
            against.take_back = output.command(&against.take_back);
        }
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
                put_back: put_back.iter().map(|one| one.in_json(output)).collect(),
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
            put_back.iter().try_for_each(|one| one.tell(output))?;
        }
        Ok(if problems.is_empty() { WELL } else { WRONG })
    }
}
