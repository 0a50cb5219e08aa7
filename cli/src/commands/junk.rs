//! `mekiki junk`: the local junk folder.

use catalogue::{Explanation, Strength};
use engine::classifier::{Label, Score};
use engine::view::{MessageId, Opened, Row, Whereabouts, Which};
use engine::{Engine, Problem};
use serde::Serialize;
use tokio::runtime::Runtime;

use super::WELL;
use crate::arguments::{Common, Junk};
use crate::failure::Done;
use crate::output::{Output, Told};
use crate::{WRONG, explain, opening, shown};

pub(super) fn run(command: Junk, common: &Common, output: &mut Output) -> Done<u8> {
    match command {
        Junk::List => list(&opening::reader(common, output)?, output),
        Junk::Show { message, raw: true, .. } => {
            let raw = opening::reader(common, output)?.held_raw(MessageId(message))?;
            output.bytes(&raw)?;
            Ok(WELL)
        }
        Junk::Show { message, raw: false, all } => {
            show(&opening::reader(common, output)?, MessageId(message), all, output)
        }
        Junk::Release { messages, not_spam } => {
            let engine = opening::engine(common, output)?;
            let runtime = opening::runtime()?;
            each(&messages, output, |id| release(&engine, &runtime, id, not_spam))
        }
        Junk::Delete { messages } => {
            let engine = opening::engine(common, output)?;
            each(&messages, output, |id| engine.delete(id).map(|()| "terminal-deleted"))
        }
    }
}

/// Puts a message back; gives what is to be told of it.
fn release(
    engine: &Engine,
    runtime: &Runtime,
    id: MessageId,
    not_spam: bool,
) -> Result<&'static str, Problem> {
    let whereabouts = engine.message(id)?.whereabouts;
    let was_back = matches!(whereabouts, Whereabouts::Released | Whereabouts::Inbox);
    if not_spam && (was_back || whereabouts == Whereabouts::Held) {
        let corrected = runtime.block_on(engine.correct(id, Label::Ham))?;
        corrected.pending.map_or(Ok(()), Err)?;
    } else {
        // One that was deleted, or that another program moved, is told of by the engine.
        runtime.block_on(engine.release(id))?;
    }
    Ok(match (was_back, not_spam) {
        (false, false) => "terminal-released",
        (false, true) => "terminal-released-and-learned",
        (true, false) => "terminal-back-already",
        (true, true) => "terminal-back-already-and-learned",
    })
}

/// A held message as JSON tells it.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    row: &'a Row,
    /// Whether there is no true copy of it any more, here or on the server.
    copy_lost: bool,
}

fn list(engine: &Engine, output: &mut Output) -> Done<u8> {
    let rows = engine.list(Which::Junk)?;
    let lost = engine.copies_lost()?;
    let listed = rows.iter().map(|row| Listed { row, copy_lost: lost.contains(&row.id) });
    if output.is_json() {
        output.json(&listed.collect::<Vec<_>>())?;
    } else if rows.is_empty() {
        output.say("terminal-junk-empty", &[])?;
    } else {
        for Listed { row, copy_lost } in listed {
            let line = line(row, output);
            let mark = if copy_lost { output.text("terminal-copy-lost", &[]) } else { String::new() };
            output.line(format!("{line}  {mark}").trim_end())?;
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

/// Does the same with each message and tells what `work` gives; one that fails is told and does not stop the others.
fn each(
    messages: &[u32],
    output: &mut Output,
    mut work: impl FnMut(MessageId) -> Result<&'static str, Problem>,
) -> Done<u8> {
    let (mut done, mut problems) = (Vec::new(), Vec::new());
    for &message in messages {
        match work(MessageId(message)) {
            Ok(told_as) => done.push((message, told_as)),
            Err(problem) => problems.push(problem),
        }
    }
    for problem in &problems {
        output.complain(problem);
    }
    let code = if problems.is_empty() { WELL } else { WRONG };
    if output.is_json() {
        let problems = problems.iter().map(|problem| Told::new(problem, output)).collect();
        output.json(&Outcome { done: done.into_iter().map(|(message, _)| message).collect(), problems })?;
    } else {
        for (message, told_as) in done {
            output.say(told_as, &[("message", message.to_string().into())])?;
        }
    }
    Ok(code)
}
