//! `mekiki demo`: one walk through everything, on the demonstration mailbox.
//!
//! Judges, holds, explains, takes corrections where there is something to correct, restores a
//! message byte for byte (and compares), and says where everything lies. Nothing in it is staged: what is printed is
//! what the engine answers.

use std::fs;
use std::path::{Path, PathBuf};

use ::demo::DemoMessage;
use engine::account::Source;
use engine::classifier::{Label, Verdict};
use engine::demo::Person;
use engine::view::{Corrected, Row, RunReport, Which};
use engine::{Account, Engine, Problem, ProblemKind};
use serde::Serialize;
use tokio::runtime::Runtime;

use super::{WELL, junk};
use crate::failure::{Done, of_file};
use crate::output::Output;
use crate::{explain, opening};

/// Whose mailbox it is.
const PERSON: Person<'_> = Person {
    address: ::demo::OWNER,
    correspondents: ::demo::CORRESPONDENTS,
    sent_message_ids: ::demo::SENT_MESSAGE_IDS,
};

/// Held messages listed; the folder holds the rest.
const LISTED: usize = 12;

/// The walk in figures, for JSON.
#[derive(Serialize)]
struct Walk {
    folder: PathBuf,
    /// The data folder, as `--data-dir` takes it.
    data: PathBuf,
    maildir: PathBuf,
    report: RunReport,
    held: Vec<Row>,
    /// How many of the mails that were written as spam are not held.
    missed: usize,
    explained: Option<Row>,
    marked: Option<Row>,
    /// The wanted mail that was held by mistake, if there was one.
    corrected: Option<Row>,
    /// The message that was put back.
    restored: Option<Row>,
    /// Other messages judged differently after what was said.
    also_changed: u32,
    restored_byte_for_byte: bool,
}

pub(super) fn run(folder: Option<PathBuf>, output: &mut Output) -> Done<u8> {
    let folder = place(folder)?;
    let runtime = opening::runtime()?;
    let now = jiff::Timestamp::now().as_second();
    let mails = ::demo::messages(now);
    let with_ages = mails.iter().map(|mail| (mail.raw.clone(), (now - mail.received) / 60));
    let engine = engine::demo::prepare_for(&folder, PERSON, with_ages)?;
    output.tell_commands_for(engine.data_dir());
    let mut walk = judge(&engine, &runtime, folder, &mails, output)?;
    explain_surest(&engine, &runtime, &mut walk, output)?;
    mark(&engine, &runtime, &mails, &mut walk, output)?;
    put_back(&engine, &runtime, &mails, &mut walk, output)?;
    if output.is_json() {
        output.json(&walk)?;
    } else {
        say_where(&walk, output)?;
    }
    Ok(WELL)
}

/// The folder asked for, else a new one that stays, so that a person can look into it.
fn place(folder: Option<PathBuf>) -> Done<PathBuf> {
    if let Some(folder) = folder {
        return std::path::absolute(&folder).map_err(|error| of_file(&folder, &error));
    }
    let made = tempfile::Builder::new().prefix("mekiki-demo-").tempdir();
    made.map(tempfile::TempDir::keep).map_err(|error| of_file(&std::env::temp_dir(), &error))
}

fn judge(
    engine: &Engine,
    runtime: &Runtime,
    folder: PathBuf,
    mails: &[DemoMessage],
    output: &mut Output,
) -> Done<Walk> {
    let account = account(engine)?;
    let maildir = match &account.source {
        Source::Maildir { path } => path.clone(),
        Source::Imap { .. } | Source::Pop3 { .. } => folder.clone(),
    };
    let report = runtime.block_on(engine.run_once(&account.id))?;
    let held = engine.list(Which::Junk)?;
    let (spam, missed) = spam_and_missed(engine, &held, mails)?;
    if !output.is_json() {
        let count = [("count", report.judged.into())];
        output.say("terminal-demo-judging", &count)?;
        let values = [
            ("ham", report.ham.into()),
            ("unsure", report.unsure.into()),
            ("spam", report.spam.into()),
            ("held", report.held.into()),
        ];
        output.say("terminal-demo-judged", &values)?;
        output.say("terminal-demo-missed", &[("spam", spam.into()), ("missed", missed.into())])?;
        output.line("")?;
        output.say("terminal-demo-held", &[])?;
        for row in held.iter().take(LISTED) {
            let line = junk::line(row, output);
            output.line(&line)?;
        }
        if let Some(more) = held.len().checked_sub(LISTED).filter(|more| *more > 0) {
            output.say("terminal-demo-more", &[("count", more.into())])?;
        }
    }
    Ok(Walk {
        folder,
        data: engine.data_dir().to_owned(),
        maildir,
        report,
        held,
        missed,
        explained: None,
        marked: None,
        corrected: None,
        restored: None,
        also_changed: 0,
        restored_byte_for_byte: false,
    })
}

fn account(engine: &Engine) -> Done<Account> {
    let first = engine.accounts()?.into_iter().next();
    Ok(first.ok_or_else(|| Problem::new(ProblemKind::NoSuchAccount).with("account", "demo"))?)
}

/// Shows why the message that it is surest about is held.
fn explain_surest(engine: &Engine, runtime: &Runtime, walk: &mut Walk, output: &mut Output) -> Done {
    let surest = walk.held.iter().max_by(|a, b| a.score.total_cmp(&b.score)).cloned();
    if let (Some(row), false) = (&surest, output.is_json()) {
        let message = runtime.block_on(engine.open_message(row.id))?;
        output.line("")?;
        output.say("terminal-demo-explained", &[])?;
        junk::heading(&message, output)?;
        output.line("")?;
        let places = [message.row.subject.as_str(), &message.text];
        explain::judgement(&message.judgement, message.row.corrected, &places, false, output)?;
    }
    walk.explained = surest;
    Ok(())
}

/// Says "spam" to the oldest of the doubtful mails that were meant as chatty first contacts;
/// copies of its text from other addresses are then known.
fn mark(
    engine: &Engine,
    runtime: &Runtime,
    mails: &[DemoMessage],
    walk: &mut Walk,
    output: &mut Output,
) -> Done {
    let inbox = engine.list(Which::Inbox)?;
    let chatty = |row: &&Row| {
        let from = format!("<{}>", row.from_address);
        let is_it = |mail: &DemoMessage| {
            mail.kind == "chatty-first-contact" && String::from_utf8_lossy(&mail.raw).contains(&from)
        };
        mails.iter().any(is_it)
    };
    let doubtful = inbox.iter().filter(|row| row.verdict != Verdict::Spam).filter(chatty);
    let Some(row) = doubtful.min_by_key(|row| row.received) else { return Ok(()) };
    let corrected = say(engine, runtime, row, Label::Spam)?;
    walk.also_changed += corrected.also_changed;
    if !output.is_json() {
        output.line("")?;
        output.say("terminal-demo-marked", &[("subject", row.subject.as_str().into())])?;
        effect(&corrected, output)?;
    }
    walk.marked = Some(corrected.row);
    Ok(())
}

/// Puts a message back, and proves that exactly it came back: a wanted mail that was held by
/// mistake, with a "not spam", where there is one. Else the message that is doubted most, and
/// nothing is said of it: "not spam" would be a lie, and be learned.
fn put_back(
    engine: &Engine,
    runtime: &Runtime,
    mails: &[DemoMessage],
    walk: &mut Walk,
    output: &mut Output,
) -> Done {
    let mistake = held_by_mistake(engine, &walk.held, mails)?;
    let doubted = || walk.held.iter().min_by(|a, b| a.score.total_cmp(&b.score));
    let Some(row) = mistake.or_else(doubted).cloned() else {
        return Ok(());
    };
    let raw = engine.held_raw(row.id)?;
    let corrected = match mistake {
        Some(row) => Some(say(engine, runtime, row, Label::Ham)?),
        None => runtime.block_on(engine.release(row.id)).map(|_| None)?,
    };
    walk.restored_byte_for_byte = stands_in(&walk.maildir, &raw)?;
    if !walk.restored_byte_for_byte {
        return Err(Problem::new(ProblemKind::CopyDiffers).into());
    }
    walk.also_changed += corrected.as_ref().map_or(0, |corrected| corrected.also_changed);
    if !output.is_json() {
        output.line("")?;
        let told = if corrected.is_some() { "terminal-demo-mistake" } else { "terminal-demo-released" };
        output.say(told, &[("subject", row.subject.as_str().into())])?;
        output.say("terminal-demo-restored", &[("bytes", raw.len().into())])?;
        match &corrected {
            Some(corrected) => effect(corrected, output)?,
            None => output.say("terminal-demo-unlearned", &[])?,
        }
    }
    walk.corrected = corrected.map(|corrected| corrected.row);
    walk.restored = Some(engine.message(row.id)?);
    Ok(())
}

/// What was learned, and what became of other messages.
fn effect(corrected: &Corrected, output: &mut Output) -> Done {
    let learned = [("ham", corrected.learned_ham.into()), ("spam", corrected.learned_spam.into())];
    output.say("terminal-so-far", &learned)?;
    output.say("terminal-demo-also", &[("count", corrected.also_changed.into())])?;
    super::others(corrected, output)
}

/// Says what a message is; a move that could not be made at once ends the walk.
fn say(engine: &Engine, runtime: &Runtime, row: &Row, label: Label) -> Done<Corrected> {
    let mut corrected = runtime.block_on(engine.correct(row.id, label))?;
    match corrected.pending.take() {
        Some(problem) => Err(problem.into()),
        None => Ok(corrected),
    }
}

/// How many of the mails were written as spam, and how many of those are not held.
fn spam_and_missed(engine: &Engine, held: &[Row], mails: &[DemoMessage]) -> Done<(usize, usize)> {
    let mut missed: Vec<&[u8]> = mails
        .iter()
        .filter(|mail| mail.label == ::demo::Label::Spam)
        .map(|mail| mail.raw.as_slice())
        .collect();
    let spam = missed.len();
    for row in held {
        let raw = engine.held_raw(row.id)?;
        missed.retain(|mail| *mail != raw);
    }
    Ok((spam, missed.len()))
}

/// A held message whose author meant it as wanted mail.
fn held_by_mistake<'a>(
    engine: &Engine,
    held: &'a [Row],
    mails: &[DemoMessage],
) -> Result<Option<&'a Row>, Problem> {
    for row in held {
        let raw = engine.held_raw(row.id)?;
        if mails.iter().any(|mail| mail.label == ::demo::Label::Ham && mail.raw == raw) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// Whether a message of exactly these bytes stands in a Maildir's inbox.
fn stands_in(maildir: &Path, raw: &[u8]) -> Done<bool> {
    for folder in ["new", "cur"].map(|name| maildir.join(name)) {
        for entry in fs::read_dir(&folder).map_err(|error| of_file(&folder, &error))? {
            let file = entry.map_err(|error| of_file(&folder, &error))?.path();
            if fs::read(&file).map_err(|error| of_file(&file, &error))? == raw {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn say_where(walk: &Walk, output: &mut Output) -> Done {
    output.line("")?;
    let maildir = walk.maildir.display().to_string();
    let command = output.command("junk list");
    output.say("terminal-demo-mail", &[("folder", maildir.into())])?;
    output.say("terminal-demo-data", &[("folder", walk.data.display().to_string().into())])?;
    output.say("terminal-demo-look", &[("command", command.into())])?;
    output.say("terminal-demo-go-on", &[("folder", walk.folder.display().to_string().into())])
}
