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

use std::process::ExitCode;

use catalogue::{Catalogue, Language};
use clap::Parser as _;

use crate::arguments::Arguments;
use crate::desktop::Desktop;

/// The exit code when the window cannot be opened, as `mekiki` has it for errors.
const FAILURE: u8 = 3;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log_to_standard_error();
    let words = Catalogue::for_language(Language::choose(None, |name| std::env::var(name).ok()));
    if !display::is_there() {
        return fail(&words.text("window-no-display", &[]));
    }
    match arguments.place() {
        Ok(place) => match window::run(Desktop::new(place, words.language())) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&words.text("window-failed", &[("detail", error.to_string().into())])),
        },
        Err(problem) => fail(&words.problem(&problem.kind.name(), &problem.facts)),
    }
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
