//! Steps: one thing done after the other, each announced, each with the seconds it took.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Does one step and says how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {what}");
    let began = Instant::now();
    let outcome = work();
    let seconds = began.elapsed().as_secs_f64();
    match &outcome {
        Ok(_) => eprintln!("  done in {seconds:.1} s"),
        Err(error) => eprintln!("  failed after {seconds:.1} s: {error:#}"),
    }
    outcome
}

/// Says what need not be done.
pub(crate) fn already(what: &str) {
    eprintln!("▸ {what}: nothing to do");
}

/// Runs a command whose output the person sees. An exit code other than 0 is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", name(command));
    }
    Ok(())
}

/// Runs a command and returns what it wrote to standard output, trimmed; an exit code other than 0 is an error.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start {}", name(command)))?;
    if !output.status.success() {
        bail!("{} ended with {}", name(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a test runner: its output passes through, and the lines in which it sums up
/// (those that `sums_up` accepts) are added to `summary`.
pub(crate) fn run_tests(
    command: &mut Command,
    sums_up: fn(&str) -> bool,
    summary: &mut Vec<String>,
) -> Result<()> {
    let mut child = command
        // Colours would hide the summary from whoever reads it by program.
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", name(command)))?;
    let found = Arc::new(Mutex::new(Vec::new()));
    let mut readers = Vec::new();
    if let Some(output) = child.stdout.take() {
        readers.push(pass_through(output, sums_up, &found));
    }
    if let Some(output) = child.stderr.take() {
        readers.push(pass_through(output, sums_up, &found));
    }
    let status = child.wait()?;
    for reader in readers {
        let _ = reader.join();
    }
    summary.append(&mut found.lock().unwrap_or_else(PoisonError::into_inner));
    if !status.success() {
        bail!("{} ended with {status}", name(command));
    }
    Ok(())
}

fn pass_through(
    output: impl Read + Send + 'static,
    sums_up: fn(&str) -> bool,
    found: &Arc<Mutex<Vec<String>>>,
) -> std::thread::JoinHandle<()> {
    let found = Arc::clone(found);
    std::thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            eprintln!("{line}");
            if sums_up(&line) {
                found.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            }
        }
    })
}

fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args().take(2));
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
