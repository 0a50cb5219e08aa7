//! `mekiki`, the terminal shell: the engine without a window.
//!
//! For servers, scripts and researchers. It holds no knowledge of mail: it reads arguments,
//! asks the engine, and prints what it is told, as text in the person's language or as JSON.
//! Exit codes: 0, or for `check` 0 spam, 1 ham, 2 unsure; 2 when no command was named; 3 when
//! something went wrong; 4 when a look at an account was done but for some messages or folders.

#![forbid(unsafe_code)]

mod arguments;
mod commands;
mod explain;
mod failure;
mod help;
mod input;
mod opening;
mod output;
mod secret;
mod shown;

use std::process::ExitCode;

use crate::failure::Failure;
use crate::output::Output;

/// The exit code when all went well.
const WELL: u8 = 0;
/// The exit code where no command was named.
const NO_COMMAND: u8 = 2;
/// The exit code for everything that went wrong.
const WRONG: u8 = 3;
/// The exit code for a look that was done but for some messages or folders.
const INCOMPLETE: u8 = 4;
/// What a shell reports for a program whose reader went away.
const OUTPUT_CLOSED: u8 = 141;

fn main() -> ExitCode {
    log_to_stderr();
    let arguments = match help::arguments(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(code) => return ExitCode::from(code),
    };
    let mut output = Output::new(arguments.common.json, help::language(arguments.common.language));
    let outcome = commands::run(arguments, &mut output).and_then(|code| {
        output.flush()?;
        Ok(code)
    });
    ExitCode::from(match outcome {
        Ok(code) => code,
        Err(Failure::OutputClosed) => OUTPUT_CLOSED,
        Err(failure) => {
            output.failure(&failure);
            WRONG
        }
    })
}

/// What the libraries log is for people who look for a fault; it is off unless `MEKIKI_LOG` asks for it.
fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("MEKIKI_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("off"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
