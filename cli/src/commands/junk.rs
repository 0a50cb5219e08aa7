//! `mekiki junk`: the local junk folder.

use catalogue::{Explanation, Strength};
use engine::classifier::{Label, Score};
use engine::view::{MessageId, Opened, Row, Which};
use engine::{Engine, Problem};
use serde::Serialize;

use super::WELL;
use crate::arguments::{Common, Junk};
use crate::failure::Done;
use crate::output::{Output, Told};
use crate::{WRONG, explain, opening, shown};

pub(super) fn run(command: Junk, common: &Common, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    match command {
        Junk::List => list(&engine, output),
        Junk::Show { message, raw: true, .. } => {
            output.bytes(&engine.held_raw(MessageId(message))?)?;
            Ok(WELL)
        }
        Junk::Show { message, raw: false, all } => show(&engine, MessageId(message), all, output),
        Junk::Release { messages, not_spam } => {
            let runtime = opening::runtime()?;
            let told_as = if not_spam { "terminal-released-and-learned" } else { "terminal-released" };
            each(&messages, told_as, output, |id| {
                if not_spam {
                    let corrected = runtime.block_on(engine.correct(id, Label::Ham))?;
                    corrected.pending.map_or(Ok(()), Err)
                } else {
                    runtime.block_on(engine.release(id)).map(|_| ())
                }
            })
        }
        Junk::Delete { messages } => each(&messages, "terminal-deleted", output, |id| engine.delete(id)),
    }
}

fn list(engine: &Engine, output: &mut Output) -> Done<u8> {
    let rows = engine.list(Which::Junk)?;
    if output.is_json() {
        output.json(&rows)?;
    } else if rows.is_empty() {
        output.say("terminal-junk-empty", &[])?;
    } else {
        for row in &rows {
            let line = line(row, output);
            output.line(&line)?;
        }
    }
    Ok(WELL)
}

/// A message on one line: number, score, verdict, date, sender, subject.
pub(super) fn line(row: &Row, output: &Output) -> String {
    let strength = output.text(Strength::of_row(row.verdict, row.score, row.corrected).id(), &[]);
    format!(
        "{:>5}  {:>5} %  {strength}  {}  {}  {}",
        row.id.0,
        shown::percent(Score::new(row.score)),
        shown::moment(row.received),
        shown::line(&row.from_name),
        shown::line(&row.subject),
    )
}

#[derive(Serialize)]
struct Shown<'a> {
    message: &'a Opened,
    explanation: Explanation,
}

fn show(engine: &Engine, id: MessageId, all: bool, output: &mut Output) -> Done<u8> {
    let message = opening::runtime()?.block_on(engine.open_message(id))?;
    if output.is_json() {
        let explanation = output.catalogue().explain(&message.judgement, message.row.corrected);
        output.json(&Shown { message: &message, explanation })?;
        return Ok(WELL);
    }
    heading(&message, output)?;
    output.line("")?;
    output.line(shown::lines(&message.text).trim_end())?;
    output.line("")?;
    explain::judgement(&message.judgement, message.row.corrected, all, output)?;
    Ok(WELL)
}

/// Who wrote to whom, when, and what is attached.
pub(super) fn heading(message: &Opened, output: &mut Output) -> Done {
    let row = &message.row;
    let from = format!("{} <{}>", row.from_name, row.from_address);
    output.say("terminal-from", &[("from", from.into())])?;
    output.say("terminal-to", &[("to", message.to.as_str().into())])?;
    output.say("terminal-subject", &[("subject", row.subject.as_str().into())])?;
    output.say("terminal-received", &[("when", shown::moment(row.received).into())])?;
    for attachment in &message.attachments {
        let values = [("name", attachment.name.as_str().into()), ("size", attachment.size.into())];
        output.say("terminal-attachment", &values)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Outcome<'a> {
    done: Vec<u32>,
    problems: Vec<Told<'a>>,
}

/// Does the same with each message; one that fails is told and does not stop the others.
fn each(
    messages: &[u32],
    told_as: &str,
    output: &mut Output,
    mut work: impl FnMut(MessageId) -> Result<(), Problem>,
) -> Done<u8> {
    let (mut done, mut problems) = (Vec::new(), Vec::new());
    for &message in messages {
        match work(MessageId(message)) {
            Ok(()) => done.push(message),
            Err(problem) => problems.push(problem),
        }
    }
    for problem in &problems {
        output.complain(problem);
    }
    let code = if problems.is_empty() { WELL } else { WRONG };
    if output.is_json() {
        let problems = problems.iter().map(|problem| Told::new(problem, output)).collect();
        output.json(&Outcome { done, problems })?;
    } else {
        for message in done {
            output.say(told_as, &[("message", message.to_string().into())])?;
        }
    }
    Ok(code)
}
