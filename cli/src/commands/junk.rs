//! `mekiki junk`: the local junk folder.

use catalogue::{Explanation, Strength};
use engine::account::Source;
use engine::classifier::{Label, Score};
use engine::view::{Corrected, MessageId, Opened, Row, Whereabouts, Which};
use engine::{AccountId, Engine, Problem, ProblemKind};
use serde::Serialize;
use tokio::runtime::Runtime;

use super::WELL;
use crate::arguments::{Common, Junk};
use crate::failure::{Done, Failure};
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
            let mut moved_others = Vec::new();
            let code = each(&messages, output, |id| {
                release(&engine, &runtime, id, not_spam, &mut moved_others)
                    .map_err(|problem| aside(&engine, id, problem))
            })?;
            if !output.is_json() {
                moved_others.iter().try_for_each(|corrected| super::others(corrected, output))?;
            }
            Ok(code)
        }
        Junk::Delete { messages } => {
            let engine = opening::engine(common, output).map_err(|failure| match failure {
                Failure::Problem(problem) => Failure::Problem(problem.of_deleting()),
                other => other,
            })?;
            each(&messages, output, |id| {
                let told_as = match source_of(&engine, id) {
                    Some(Source::Imap { .. }) => "terminal-deleted",
                    Some(Source::Pop3 { .. }) => "terminal-deleted-pop3",
                    Some(Source::Maildir { .. }) => "terminal-deleted-maildir",
                    None => "terminal-deleted-here",
                };
                engine
                    .delete(id)
                    .map(|()| Said { told_as, elsewhere: None })
                    .map_err(|problem| (problem, None))
            })
        }
    }
}

/// Puts a message back; gives what is to be told of it.
fn release(
    engine: &Engine,
    runtime: &Runtime,
    id: MessageId,
    not_spam: bool,
    others: &mut Vec<Corrected>,
) -> Result<Said, Problem> {
    let whereabouts = engine.message(id)?.whereabouts;
    let was_back = matches!(whereabouts, Whereabouts::Released | Whereabouts::Inbox);
    if not_spam && (was_back || whereabouts == Whereabouts::Held) {
        let corrected = runtime.block_on(engine.correct(id, Label::Ham))?;
        let pending = corrected.pending.clone();
        others.push(corrected);
        pending.map_or(Ok(()), Err)?;
    } else {
        // One that was deleted, or that another program moved, is told of by the engine.
        runtime.block_on(engine.release(id))?;
    }
    if !was_back && let Some(path) = engine.released_to(id)? {
        let told_as = if not_spam { "terminal-released-here-and-learned" } else { "terminal-released-here" };
        let elsewhere = Some((String::new(), path.display().to_string()));
        return Ok(Said { told_as, elsewhere });
    }
    let elsewhere = if was_back { None } else { engine.put_back_elsewhere(id)? };
    let told_as = match (was_back, not_spam, &elsewhere) {
        (false, false, None) => "terminal-released",
        (false, true, None) => "terminal-released-and-learned",
        (false, false, Some(_)) => "terminal-released-elsewhere",
        (false, true, Some(_)) => "terminal-released-elsewhere-and-learned",
        (true, true, _) if whereabouts == Whereabouts::Inbox => "terminal-stays-and-learned",
        (true, false, _) => "terminal-back-already",
        (true, true, _) => "terminal-back-already-and-learned",
    };
    Ok(Said { told_as, elsewhere })
}

/// Where the account of a message has its mail; `None` of an account that is not there any more.
fn source_of(engine: &Engine, id: MessageId) -> Option<Source> {
    let (row, accounts) = (engine.message(id).ok()?, engine.accounts().ok()?);
    accounts.into_iter().find(|account| account.id == row.account).map(|account| account.source)
}

/// What is told of a message that something was done with.
struct Said {
    told_as: &'static str,
    /// The folder it could not go back into, and the one it is in now.
    elsewhere: Option<(String, String)>,
}

impl Said {
    fn tell(&self, message: u32, output: &mut Output) -> Done {
        let (from, folder) = self.elsewhere.as_ref().map_or(("", ""), |(from, now)| (from, now));
        let values =
            [("message", message.to_string().into()), ("from", from.into()), ("folder", folder.into())];
        output.say(self.told_as, &values)
    }
}

/// A held message as JSON tells it.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    row: &'a Row,
    /// Whether there is no true copy of it any more, here or on the server.
    copy_lost: bool,
    /// Whether it goes back as soon as its mailbox allows it.
    going_back: bool,
}

/// What is to be said besides a problem with a release: that it is done later, or what to do
/// first where the account was removed.
fn aside(engine: &Engine, id: MessageId, problem: Problem) -> (Problem, Option<Aside>) {
    let Ok(row) = engine.message(id) else { return (problem, None) };
    if problem.kind == ProblemKind::NoSuchAccount {
        let count = engine.held_of(&row.account).unwrap_or_default();
        return (problem, Some(Aside::OfRemoved { account: row.account, count }));
    }
    // A damaged database is replaced at the next opening, and what it was to do may be lost.
    let is_kept = problem.kind != ProblemKind::StoreCorrupt;
    let later = is_kept && engine.is_going_back(id).unwrap_or_default();
    (problem, later.then_some(Aside::Later))
}

/// A second sentence about a message that could not be moved now.
enum Aside {
    Later,
    OfRemoved { account: AccountId, count: u32 },
}

fn list(engine: &Engine, output: &mut Output) -> Done<u8> {
    let rows = engine.list(Which::Junk)?;
    let lost = engine.copies_lost()?;
    let not_listed = engine.not_listed()?;
    if not_listed > 0 {
        let folder = engine.data_dir().join("junk").display().to_string();
        let values = [("count", not_listed.into()), ("folder", folder.into())];
        output.aside("terminal-junk-not-listed", &values);
    }
    let mut listed = Vec::with_capacity(rows.len());
    for row in &rows {
        let going_back = engine.is_going_back(row.id)?;
        listed.push(Listed { row, copy_lost: lost.contains(&row.id), going_back });
    }
    if output.is_json() {
        output.json(&listed)?;
    } else if rows.is_empty() {
        if not_listed == 0 {
            output.say("terminal-junk-empty", &[])?;
        }
    } else {
        for Listed { row, copy_lost, going_back } in listed {
            let line = line(row, output);
            let mark = match (copy_lost, going_back) {
                (true, _) => output.text("terminal-copy-lost", &[]),
                (false, true) => output.text("terminal-going-back", &[]),
                (false, false) => String::new(),
            };
            output.line(format!("{line}  {mark}").trim_end())?;
        }
    }
    Ok(WELL)
}

/// A message on one line: number, score with its cutoff, verdict, date, sender, subject.
pub(super) fn line(row: &Row, output: &Output) -> String {
    let strength = Strength::of_row(row.verdict, row.score, &row.decision, row.corrected);
    let strength = output.text(strength.id(), &[]);
    let score = format!("{:>5}", shown::percent(Score::new(row.score)));
    let values = [("score", score.into()), ("spam", shown::percent(row.cutoffs.spam).into())];
    let score = output.text("terminal-score-in-row", &values);
    format!(
        "{:>5}  {score}  {strength}  {}  {}  {}",
        row.id.0,
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
    let places = [message.row.subject.as_str(), &message.text];
    if output.is_json() {
        let explanation = output.catalogue().explain(&message.judgement, message.row.corrected, &places);
        output.json(&Shown { message: &message, explanation })?;
        return Ok(WELL);
    }
    heading(&message, output)?;
    if message.copy_altered {
        output.line("")?;
        output.say("terminal-copy-altered", &[("message", id.0.to_string().into())])?;
    }
    output.line("")?;
    output.line(shown::lines(&message.text).trim_end())?;
    output.line("")?;
    explain::judgement(&message.judgement, message.row.corrected, &places, all, output)?;
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
    if message.attachments_cut {
        output.say("terminal-attachments-cut", &[])?;
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
    mut work: impl FnMut(MessageId) -> Result<Said, (Problem, Option<Aside>)>,
) -> Done<u8> {
    let (mut done, mut problems, mut later) = (Vec::new(), Vec::new(), Vec::new());
    for &message in messages {
        match work(MessageId(message)) {
            Ok(said) => done.push((message, said)),
            Err((problem, aside)) => {
                // A server that does not answer is told of once, whatever waits for it.
                if !problems.contains(&problem) {
                    output.complain(&problem);
                }
                match aside {
                    Some(Aside::Later) => later.push(message.to_string()),
                    Some(Aside::OfRemoved { account, count }) if !problems.contains(&problem) => {
                        let values = [("account", account.0.as_str().into()), ("count", count.into())];
                        output.aside("terminal-account-still-held", &values);
                    }
                    Some(Aside::OfRemoved { .. }) | None => {}
                }
                problems.push(problem);
            }
        }
    }
    if !later.is_empty() {
        let count = u32::try_from(later.len()).unwrap_or(u32::MAX);
        let values = [("messages", later.join(", ").into()), ("count", count.into())];
        output.aside("terminal-released-later", &values);
    }
    let code = if problems.is_empty() { WELL } else { WRONG };
    if output.is_json() {
        let problems = problems.iter().map(|problem| Told::new(problem, output)).collect();
        output.json(&Outcome { done: done.into_iter().map(|(message, _)| message).collect(), problems })?;
    } else {
        for (message, said) in done {
            said.tell(message, output)?;
        }
    }
    Ok(code)
}
