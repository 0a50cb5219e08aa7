//! `mekiki train`: teaches mail that was sorted before Mekiki came, all of it, and takes that back.

mod supply;

use engine::classifier::Label;
use engine::view::Trained;
use engine::{Engine, Problem};
use serde::Serialize;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::WELL;
use crate::arguments::{Common, Train};
use crate::failure::Done;
use crate::output::{Output, Told};
use crate::{INCOMPLETE, opening};
use supply::{Mail, Supply};

/// So many problems are told one by one.
const PROBLEMS_TOLD: usize = 10;

pub(super) fn run(asked: &Train, common: &Common, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    super::lessons_unread(&engine, output)?;
    let runtime = opening::runtime()?;
    if asked.undo {
        return undo(&engine, &runtime, output);
    }
    let opened = |places: &[_], output: &mut Output| {
        Supply::of(places, &engine, &runtime, asked.password_stdin, output)
    };
    // All places first: what was misspelt is told before anything is taught.
    let ham = opened(&asked.ham, output)?;
    let spam = opened(&asked.spam, output)?;
    let training = Training { engine: &engine, number: engine.begin_training()?, tally: Tally::default() };
    training.run([ham, spam], &runtime, output)
}

/// What became of the mails so far.
#[derive(Default, Serialize)]
struct Tally {
    read: u32,
    taught_ham: u32,
    taught_spam: u32,
    /// Taught so before, or met twice.
    known: u32,
    /// The person said otherwise before; that stands.
    otherwise: u32,
    unreadable: u32,
    interrupted: bool,
}

/// A line of `--json`.
#[derive(Serialize)]
struct Event<'a> {
    event: &'static str,
    #[serde(flatten)]
    tally: &'a Tally,
}

/// A mail that could not be taught, as `--json` tells it.
#[derive(Serialize)]
struct Unreadable<'a> {
    event: &'static str,
    #[serde(flatten)]
    told: Told<'a>,
}

struct Training<'a> {
    engine: &'a Engine,
    number: u32,
    tally: Tally,
}

impl Training<'_> {
    /// Teaches both kinds spread evenly among each other (`docs/experiments/order.md`).
    fn run(mut self, [mut ham, mut spam]: [Supply; 2], runtime: &Runtime, output: &mut Output) -> Done<u8> {
        let (stop, mut stopped) = watch::channel(false);
        runtime.spawn(async move {
            super::watch::interruption().await;
            let _ = stop.send(true);
        });
        let (mut ham_left, mut spam_left) = (true, true);
        while ham_left || spam_left {
            let is_ham = ham_left && (!spam_left || !spam.is_behind(&ham));
            let (supply, left, label) = if is_ham {
                (&mut ham, &mut ham_left, Label::Ham)
            } else {
                (&mut spam, &mut spam_left, Label::Spam)
            };
            let mail = runtime.block_on(async {
                tokio::select! {
                    biased;
                    _ = stopped.wait_for(|stop| *stop) => None,
                    mail = supply.next() => Some(mail),
                }
            });
            match mail {
                None => {
                    self.tally.interrupted = true;
                    break;
                }
                Some(None) => *left = false,
                Some(Some(mail)) => self.teach(mail, label, output)?,
            }
        }
        self.end(output)
    }

    fn teach(&mut self, mail: Mail, label: Label, output: &mut Output) -> Done {
        let taught = mail.raw.and_then(|raw| Ok(self.engine.train(self.number, &raw, label)?));
        self.tally.read += 1;
        let place = match taught {
            Ok(Trained::Taught) if label == Label::Ham => &mut self.tally.taught_ham,
            Ok(Trained::Taught) => &mut self.tally.taught_spam,
            Ok(Trained::Known) => &mut self.tally.known,
            Ok(Trained::Otherwise) => &mut self.tally.otherwise,
            Err(failure) => {
                let problem = failure.into_problem()?;
                if ends_all(&problem) {
                    self.end(output)?;
                    return Err(problem.into());
                }
                let of_message = problem.facts.get("what").is_some_and(|what| what == "message");
                let empty = problem.facts.get("path").is_some_and(|path| path == "-");
                let problem = if of_message { problem.with("value", &mail.name) } else { problem };
                let problem = if empty { problem.with("path", &mail.name) } else { problem };
                self.complain(&problem, output)?;
                &mut self.tally.unreadable
            }
        };
        *place += 1;
        self.progress(output)
    }

    fn complain(&self, problem: &Problem, output: &mut Output) -> Done {
        if output.is_json() {
            let told = Told::new(problem, output);
            output.json(&Unreadable { event: "unreadable", told })?;
        } else if (self.tally.unreadable as usize) < PROBLEMS_TOLD {
            output.complain(problem);
        }
        Ok(())
    }

    /// Tells how far it is after a hundred mails, and then ever more rarely: a log is not flooded.
    fn progress(&self, output: &mut Output) -> Done {
        let read = self.tally.read;
        if !read.is_multiple_of(if read <= 1_000 { 100 } else { 1_000 }) {
            return Ok(());
        }
        if output.is_json() {
            output.json(&Event { event: "progress", tally: &self.tally })?;
            return output.flush();
        }
        let values = [
            ("read", read.into()),
            ("ham", self.tally.taught_ham.into()),
            ("spam", self.tally.taught_spam.into()),
        ];
        output.aside("terminal-train-progress", &values);
        Ok(())
    }

    fn end(&self, output: &mut Output) -> Done<u8> {
        let tally = &self.tally;
        let code = if tally.interrupted || tally.unreadable > 0 { INCOMPLETE } else { WELL };
        if output.is_json() {
            output.json(&Event { event: "done", tally })?;
            return Ok(code);
        }
        if tally.interrupted {
            output.say("terminal-train-interrupted", &[])?;
        }
        let values = [("ham", tally.taught_ham.into()), ("spam", tally.taught_spam.into())];
        output.say("terminal-trained", &values)?;
        for (id, count) in [
            ("terminal-train-known", tally.known),
            ("terminal-train-otherwise", tally.otherwise),
            ("terminal-train-unreadable", tally.unreadable),
        ] {
            if count > 0 {
                output.say(id, &[("count", count.into())])?;
            }
        }
        super::held_and_wanted(self.engine, output)?;
        self.so_far(output)?;
        Ok(code)
    }

    fn so_far(&self, output: &mut Output) -> Done {
        let (ham, spam) = self.engine.learned();
        output.say("terminal-so-far", &[("ham", ham.into()), ("spam", spam.into())])?;
        match (ham, spam) {
            (0, 1..) => output.say("terminal-only-spam", &[])?,
            (1.., 0) => output.say("terminal-only-ham", &[])?,
            _ => {}
        }
        if self.tally.taught_ham + self.tally.taught_spam > 0 {
            let command = output.command("train --undo");
            output.say("terminal-train-undo-how", &[("command", command.into())])?;
        }
        Ok(())
    }
}

/// Whether every further mail would meet the same.
fn ends_all(problem: &Problem) -> bool {
    use engine::ProblemKind as Kind;
    matches!(
        problem.kind,
        Kind::StoreCorrupt | Kind::StoreBusy | Kind::DiskFull | Kind::ReadOnly | Kind::Internal
    )
}

fn undo(engine: &Engine, runtime: &Runtime, output: &mut Output) -> Done<u8> {
    let undone = runtime.block_on(engine.undo_training())?;
    if output.is_json() {
        output.json(&undone.unwrap_or_default())?;
        return Ok(WELL);
    }
    let Some(undone) = undone else {
        output.say("terminal-train-nothing-to-undo", &[])?;
        return Ok(WELL);
    };
    output.say("terminal-train-undone", &[("count", undone.taken_back.into())])?;
    for (id, count) in [
        ("terminal-train-kept", undone.kept),
        ("terminal-train-put-back", undone.put_back),
        ("terminal-unlearned-going-back", undone.going_back),
    ] {
        if count > 0 {
            output.say(id, &[("count", count.into())])?;
        }
    }
    let (ham, spam) = engine.learned();
    output.say("terminal-so-far", &[("ham", ham.into()), ("spam", spam.into())])?;
    Ok(WELL)
}
