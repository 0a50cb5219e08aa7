//! `mekiki watch`: looks at all accounts, once or until it is stopped.

use std::collections::BTreeSet;

use engine::view::{Event, Row, RunReport, Stopped};
use engine::{AccountId, Engine, Problem, ProblemKind};
use serde::Serialize;
use tokio::runtime::Runtime;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::WELL;
use crate::arguments::Common;
use crate::failure::{Done, of_file};
use crate::output::{Output, Told};
use crate::{INCOMPLETE, WRONG, opening, secret, shown};

#[derive(Serialize)]
struct Looked<'a> {
    account: &'a AccountId,
    report: Option<&'a RunReport>,
    /// The sentences for what failed in the run, in the order of the report.
    failures: Vec<Told<'a>>,
    problem: Option<Told<'a>>,
}

/// Looks once at each account, at all of them at the same time. One that fails is told and does
/// not stop the others, nor does one whose server is slow; nor a message or a folder of one that
/// cannot be read.
pub(super) fn once(common: &Common, password_stdin: bool, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    engine.forget_passwords_left()?;
    super::lessons_unread(&engine, output)?;
    let accounts = engine.accounts()?;
    let (mut code, mut ready) = (WELL, Vec::new());
    if accounts.is_empty() {
        code = no_accounts(output)?;
    }
    let runtime = opening::runtime()?;
    for account in accounts {
        // One whose password is not given does not keep the others from being looked at.
        if let Err(failure) = secret::for_now(&engine, &account, password_stdin, output) {
            output.complain_of(&account.id, &failure.into_problem()?);
            code = WRONG;
            continue;
        }
        ready.push(account.id);
    }
    let looked = runtime.block_on(look_at_all(&engine, ready, output))?;
    // What was told is flushed; a look-up of a name that hangs in the system is not waited for.
    runtime.shutdown_background();
    Ok(worse(code, looked))
}

/// A timer that starts this is to hear of it: a damaged database may have lost them.
fn no_accounts(output: &mut Output) -> Done<u8> {
    if output.is_json() {
        let sentence = output.text("terminal-no-accounts", &[]);
        output.json(&serde_json::json!({ "accounts": 0, "sentence": sentence }))?;
    } else {
        output.aside("terminal-no-accounts", &[]);
    }
    Ok(WRONG)
}

/// Looks at accounts at the same time and tells of each as soon as it is done.
async fn look_at_all(engine: &Engine, accounts: Vec<AccountId>, output: &mut Output) -> Done<u8> {
    let mut looks = JoinSet::new();
    for id in accounts {
        let engine = engine.clone();
        looks.spawn(async move {
            let outcome = engine.run_once(&id).await;
            (id, outcome)
        });
    }
    let mut code = WELL;
    while let Some(looked) = looks.join_next().await {
        let (id, outcome) =
            looked.map_err(|error| of_file("watch".as_ref(), &std::io::Error::other(error)))?;
        tell(engine, &id, &outcome, output)?;
        output.flush()?;
        code = worse(code, code_of(&outcome));
    }
    Ok(code)
}

/// Looks once at one account and tells what came of it; returns the exit code.
pub(super) fn look(engine: &Engine, runtime: &Runtime, id: &AccountId, output: &mut Output) -> Done<u8> {
    let outcome = runtime.block_on(engine.run_once(id));
    tell(engine, id, &outcome, output)?;
    Ok(code_of(&outcome))
}

fn code_of(outcome: &Result<RunReport, Problem>) -> u8 {
    match outcome {
        Err(_) => WRONG,
        Ok(report) if report.failed > 0 => INCOMPLETE,
        Ok(_) => WELL,
    }
}

/// The code for two accounts: what failed as a whole weighs more than what failed in part.
fn worse(one: u8, other: u8) -> u8 {
    if one == WRONG || other == WRONG { WRONG } else { one.max(other) }
}

fn tell(
    engine: &Engine,
    account: &AccountId,
    outcome: &Result<RunReport, Problem>,
    output: &mut Output,
) -> Done {
    match outcome {
        Err(problem) => output.complain_of(account, problem),
        Ok(report) => {
            complain_once_of_each(account, report, output);
        }
    }
    if output.is_json() {
        let problem = outcome.as_ref().err().map(|problem| Told::new(problem, output));
        let report = outcome.as_ref().ok();
        let failures = report.map_or(&[][..], |report| &report.failures);
        let failures = failures.iter().map(|failure| Told::new(&failure.problem, output)).collect();
        return output.json(&Looked { account, report, failures, problem });
    }
    let Ok(report) = outcome else { return Ok(()) };
    let values = [
        ("account", account.0.as_str().into()),
        ("judged", report.judged.into()),
        ("spam", report.spam.into()),
        ("unsure", report.unsure.into()),
        ("ham", report.ham.into()),
        ("held", report.held.into()),
        ("marked", report.marked.into()),
    ];
    output.say("terminal-looked", &values)?;
    too_large(account, report.too_large, output)?;
    if report.failed > 0 {
        let values = [("account", account.0.as_str().into()), ("failed", report.failed.into())];
        output.say("terminal-incomplete", &values)?;
    }
    if report.stopped
        && let Some(why) = engine.why_stopped(account)?
    {
        let told_as = match why {
            Stopped::UnusuallyMuch => "terminal-stopped-unusually-much",
            Stopped::NotAllTakenOver => "terminal-stopped-not-all-taken-over",
            Stopped::DatabaseIsOlder => "terminal-stopped-database-is-older",
        };
        let (count, all) = engine.held_back(account)?;
        let values = [("account", account.0.as_str().into()), ("count", count.into()), ("all", all.into())];
        output.say(told_as, &values)?;
    }
    Ok(())
}

/// Says that spam stays where it is because it is too large to be moved, where there is any.
pub(super) fn too_large(account: &AccountId, count: u32, output: &mut Output) -> Done {
    if count == 0 {
        return Ok(());
    }
    let values = [("account", account.0.as_str().into()), ("count", count.into())];
    output.say("terminal-too-large", &values)
}

/// Tells what failed, each sentence once, and how many messages or folders it is about.
fn complain_once_of_each(account: &AccountId, report: &RunReport, output: &mut Output) {
    let mut told: Vec<(String, u32)> = Vec::new();
    for failure in &report.failures {
        let sentence = output.sentence(&failure.problem);
        match told.iter_mut().find(|(known, _)| *known == sentence) {
            Some((_, times)) => *times += 1,
            None => told.push((sentence, 1)),
        }
    }
    for (sentence, times) in told {
        let values =
            [("account", account.0.as_str().into()), ("sentence", sentence.into()), ("times", times.into())];
        output.aside(if times > 1 { "terminal-in-account-times" } else { "terminal-in-account" }, &values);
    }
}

/// Watches until Ctrl-C or SIGTERM. The engine ends between steps, never inside a change.
pub(super) fn on(common: &Common, password_stdin: bool, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    engine.forget_passwords_left()?;
    super::lessons_unread(&engine, output)?;
    let accounts = engine.accounts()?;
    if accounts.is_empty() {
        // While it runs, no other command may add one.
        return no_accounts(output);
    }
    for account in &accounts {
        secret::for_now(&engine, account, password_stdin, output)?;
    }
    let runtime = opening::runtime()?;
    if !output.is_json() {
        let accounts = u32::try_from(accounts.len()).unwrap_or(u32::MAX);
        output.say("terminal-watching", &[("accounts", accounts.into())])?;
        output.flush()?;
    }
    let followed = runtime.block_on(follow(engine, output));
    // A keyring that waits for its owner, or a look-up of a name, is not waited for.
    runtime.shutdown_background();
    let code = followed?;
    if !output.is_json() {
        output.say("terminal-watched", &[])?;
    }
    Ok(code)
}

/// Watches until it is told to end, or the database is damaged: nothing can be done then until a new
/// start, and whoever keeps this program running starts it again.
async fn follow(engine: Engine, output: &mut Output) -> Done<u8> {
    let mut events = engine.subscribe();
    let (stop, stopped) = watch::channel(false);
    let watching = tokio::spawn(async move { engine.watch(stopped).await });
    let mut interrupted = std::pin::pin!(interruption());
    let mut failing = BTreeSet::new();
    let outcome = loop {
        tokio::select! {
            () = &mut interrupted => break Ok(WELL),
            event = next(&mut events) => match event {
                Some(event) => match told(&event, &mut failing, output) {
                    Ok(()) if is_of_damage(&event) => break Ok(WRONG),
                    Ok(()) => {}
                    Err(failure) => break Err(failure),
                },
                None => break Ok(WELL),
            },
        }
    };
    let _ = stop.send(true);
    watching.await.map_err(|error| of_file("watch".as_ref(), &std::io::Error::other(error)))?;
    outcome
}

fn is_of_damage(event: &Event) -> bool {
    let damage = |problem: &Problem| problem.kind == ProblemKind::StoreCorrupt;
    matches!(event, Event::AccountState { problem: Some(problem), .. } if damage(problem))
}

/// The next event; those missed by being slow are in the store and are not lost.
async fn next(events: &mut Receiver<Event>) -> Option<Event> {
    loop {
        match events.recv().await {
            Ok(event) => return Some(event),
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return None,
        }
    }
}

/// Ends at Ctrl-C or SIGTERM.
pub(super) async fn interruption() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// Tells what happened. `failing`: the accounts of which a problem was told last.
fn told(event: &Event, failing: &mut BTreeSet<AccountId>, output: &mut Output) -> Done {
    if output.is_json() {
        output.json(event)?;
    } else {
        match event {
            Event::Judged { row } => judged(row, output)?,
            Event::AccountState { account, problem: Some(problem) } => {
                failing.insert(account.clone());
                output.complain_of(account, problem);
            }
            Event::AccountState { account, problem: None } => {
                if failing.remove(account) {
                    output.aside("terminal-works-again", &[("account", account.0.as_str().into())]);
                }
            }
            Event::MessagesChanged { .. } => {}
        }
    }
    output.flush()
}

fn judged(row: &Row, output: &mut Output) -> Done {
    let line = super::junk::line(row, output);
    output.line(&format!("{}  {line}", shown::line(&row.account.0)))
}
