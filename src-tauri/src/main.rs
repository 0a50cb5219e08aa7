//! The desktop shell: the window, and ten-line commands over the engine.
//!
//! Deliberately absent: any rule about mail. What the window shows comes from
//! [`engine::Engine`], the words for it from the catalogue.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod commands;
mod desktop;
mod display;
mod events;
mod ipc;
mod opening;
mod view;
mod window;

use std::io::Write as _;
use std::process::ExitCode;

use catalogue::{Catalogue, Language};

use crate::arguments::{Arguments, Refused};
use crate::desktop::Desktop;

/// The exit code when the window cannot be opened, as `mekiki` has it for errors.
const FAILURE: u8 = 3;

fn main() -> ExitCode {
    let words = Catalogue::for_language(Language::choose(None, |name| std::env::var(name).ok()));
    let arguments = match Arguments::read(std::env::args_os(), words) {
        Ok(arguments) => arguments,
        Err(Refused::Answered(said)) => {
            return answer(&said);
        }
        Err(Refused::NotUnderstood(sentence)) => return fail(&sentence),
    };
    log_to_standard_error();
    if !display::is_there() {
        return fail(&words.text("window-no-display", &[]));
    }
    let command_options = arguments.command_options();
    match arguments.place() {
        Ok(place) => match window::run(Desktop::new(place, words.language(), command_options)) {
            Ok(()) => ExitCode::SUCCESS,
            // The window that is there was just being closed, or hangs: it did not take the call.
            Err(tauri::Error::PluginInitialization(plugin, _)) if plugin == window::ONLY_ONE => {
                fail(&words.text("window-silent", &[]))
            }
            Err(error) => fail(&words.text("window-failed", &[("detail", error.to_string().into())])),
        },
        Err(problem) => fail(&words.problem(&problem.kind.name(), &problem.facts)),
    }
}

/// Whoever closed their end of the pipe no longer wants the answer.
fn answer(said: &str) -> ExitCode {
    let _ = writeln!(std::io::stdout(), "{said}");
    ExitCode::SUCCESS
}

fn fail(sentence: &str) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::from(FAILURE)
}

fn log_to_standard_error() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("MEKIKI_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
