//! One file a command.

mod account;
mod check;
mod demo;
mod evaluate;
mod jig;
mod junk;
mod learn;
mod lists;
mod moving;
mod setting;
mod tag;
mod train;
mod unlearn;
mod watch;

use engine::Engine;
use engine::classifier::Label;
use engine::classifier::facts::ListKind;
use engine::view::{Corrected, Opposite};

use crate::WELL;
use crate::arguments::{Arguments, Command, Common};
use crate::failure::{Done, Failure};
use crate::output::Output;
use crate::shown;

/// Does what was asked; returns the exit code.
pub(crate) fn run(arguments: Arguments, output: &mut Output) -> Done<u8> {
    let common = &arguments.common;
    if let Some(data) = &common.data_dir {
        output.tell_commands_for(data);
    }
    match arguments.command {
        Command::Check { file, all } => check::run(&file, all, common, output),
        Command::Learn { label, files } => learn::run(label.into(), &files, common, output),
        Command::Train(asked) => train::run(&asked, common, output),
        Command::Unlearn { files, message } => unlearn::run(&files, &message, common, output),
        Command::Account(command) => account::run(command, common, output),
        Command::Watch { once: true, password_stdin } => watch::once(common, password_stdin, output),
        Command::Watch { once: false, password_stdin } => watch::on(common, password_stdin, output),
        Command::Junk(command) => junk::run(command, common, output),
        Command::Allow(command) => lists::run(ListKind::Allow, command, common, output),
        Command::Block(command) => lists::run(ListKind::Block, command, common, output),
        Command::Tag(command) => tag::run(command, common, output),
        Command::Setting(command) => setting::run(command, common, output),
        Command::Export { file } => moving::export(&file, common, output),
        Command::Import { file, dry_run } => moving::import(&file, dry_run, common, output),
        Command::Evaluate(asked) => evaluate::run(&asked, output),
        Command::Jig { starter } => jig::run(starter, common, output),
        Command::Demo { dir } => {
            not_for_the_demo(common, output)?;
            demo::run(dir, output)
        }
    }
}

/// The demonstration lies in a folder of its own; a data folder that is named for it would not be
/// looked at, and nobody would say so.
fn not_for_the_demo(common: &Common, output: &Output) -> Done {
    if common.data_dir.is_none() {
        return Ok(());
    }
    let values =
        [("word", "--data-dir".into()), ("other", "demo".into()), ("help", "mekiki demo --help".into())];
    Err(Failure::Usage(output.text("usage-conflict", &values)))
}

/// Says how much of what the person taught cannot be read any more, where anything cannot.
fn lessons_unread(engine: &Engine, output: &mut Output) -> Done {
    let count = engine.lessons_unread()?;
    if count > 0 {
        output.aside("notice-lessons-unread", &[("count", count.into())]);
    }
    Ok(())
}

/// Says how many held messages go back by what was taught or brought in, where any do.
fn held_and_wanted(engine: &Engine, output: &mut Output) -> Done {
    let count = engine.held_and_wanted()?;
    if count > 0 {
        output.say("terminal-held-and-wanted", &[("count", count.into())])?;
    }
    Ok(())
}

/// Says which other messages a correction moved, and which it left for the person to decide.
fn others(corrected: &Corrected, output: &mut Output) -> Done {
    if corrected.also_moved > 0 {
        let spam = corrected.row.corrected == Some(Label::Spam);
        let count = ("count", corrected.also_moved.into());
        let first = ("first", shown::line(&corrected.first_moved).into());
        if spam {
            let command = output.command(&format!("unlearn --message {}", corrected.row.id.0));
            output.say("terminal-also-held", &[count, first, ("command", command.into())])?;
        } else {
            output.say("terminal-also-back", &[count, first])?;
        }
    }
    if corrected.left_waiting > 0 {
        output.say("terminal-left-waiting", &[("count", corrected.left_waiting.into())])?;
        output.say("terminal-earlier-how", &[("account", corrected.row.account.0.as_str().into())])?;
    }
    if corrected.left_held > 0 {
        output.say("terminal-left-held", &[("count", corrected.left_held.into())])?;
    }
    if let Some(found) = &corrected.opposite {
        opposite(&corrected.row.subject, found, output)?;
        let command = output.command(&format!("unlearn --message {}", corrected.row.id.0));
        output.say("terminal-take-back", &[("command", command.into())])?;
    }
    Ok(())
}

/// Says that the person said the opposite of others than they say of this message.
fn opposite(name: &str, found: &Opposite, output: &mut Output) -> Done {
    let name = shown::line(name);
    if found.near_copies > 0 {
        let example = shown::line(&found.example);
        let values = [
            ("name", name.as_str().into()),
            ("count", found.near_copies.into()),
            ("named", if example.is_empty() { "no" } else { "yes" }.into()),
            ("example", example.into()),
        ];
        output.say("terminal-opposite-copies", &values)?;
    }
    if found.against_all_taught {
        output.say("terminal-opposite-all", &[("name", name.into())])?;
    }
    Ok(())
}
