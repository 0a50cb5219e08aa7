//! The real bogofilter, with a word list of its own in a folder that passes away.
//!
//! Its settings are its defaults: neither the person's nor the machine's are read. It has no
//! mode that answers and learns in turn, so each message is a process to judge it and
//! another to teach it.

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use engine::classifier::{Cutoffs, Label, Score};
use tempfile::TempDir;

pub(super) const NAME: &str = "bogofilter";

/// In memory where the system has such a place: the word list is written after each message.
const IN_MEMORY: &str = "/dev/shm";

/// An installed bogofilter.
pub(super) struct Bogofilter {
    folder: TempDir,
}

/// What it is shipped with.
pub(super) fn cutoffs() -> Cutoffs {
    Cutoffs { ham: Score::new(0.45), spam: Score::new(0.99) }
}

impl Bogofilter {
    /// Looks for the program; `None` when it is not installed.
    pub(super) fn find() -> io::Result<Option<Self>> {
        let version = Command::new(NAME).arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status();
        match version {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
            Ok(_) => {
                let folder = tempfile::tempdir_in(IN_MEMORY).or_else(|_| tempfile::tempdir())?;
                let bogofilter = Self { folder };
                // Without any word list it refuses to judge.
                bogofilter.run(&["-n"], b"")?;
                Ok(Some(bogofilter))
            }
        }
    }

    pub(super) fn judge(&self, raw: &[u8]) -> io::Result<Score> {
        let output = self.run(&["-TT"], raw)?;
        let told = String::from_utf8_lossy(&output.stdout);
        told.split_whitespace().last().and_then(|score| score.parse().ok()).map(Score::new).ok_or_else(|| {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            io::Error::other(format!("no score: {said}"))
        })
    }

    pub(super) fn learn(&self, raw: &[u8], label: Label) -> io::Result<()> {
        self.run(&[if label == Label::Spam { "-s" } else { "-n" }], raw).map(drop)
    }

    fn run(&self, arguments: &[&str], raw: &[u8]) -> io::Result<Output> {
        let folder: &Path = self.folder.path();
        let mut command = Command::new(NAME);
        command.arg("-C").arg("-d").arg(folder).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        if let Some(mut input) = child.stdin.take() {
            match input.write_all(raw) {
                // It has read what it wanted to.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
                written => written?,
            }
        }
        let output = child.wait_with_output()?;
        match output.status.code() {
            // Spam, ham and unsure; anything else is an error.
            Some(0..=2) => Ok(output),
            _ => Err(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
        }
    }
}
