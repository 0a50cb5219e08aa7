//! Where a training's mails come from, one after the other: files, folders, Maildirs, mbox files, and
//! folders of accounts. Never more than one of them is in memory.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use engine::engine::FolderReader;
use engine::mbox::{Messages, is_mbox};
use engine::{Account, Engine, Problem, ProblemKind};
use tokio::runtime::Runtime;

use crate::failure::{Done, of_file};
use crate::output::Output;
use crate::{input, secret};

/// Of a mail in an mbox no more than this is held: what is larger is judged by its beginning.
const LARGEST: usize = 50 << 20;

/// One mail, and what to call it.
pub(super) struct Mail {
    pub(super) name: String,
    pub(super) raw: Done<Vec<u8>>,
}

/// The mails of all places of one kind, in order.
pub(super) struct Supply {
    sources: VecDeque<Source>,
    /// How much there is in all, and how much of it was given, in bytes; about, as the lines between the
    /// messages of an mbox are among the one.
    all: u64,
    given: u64,
}

enum Source {
    Files(VecDeque<PathBuf>),
    Mbox { path: PathBuf, messages: Box<Messages<BufReader<File>>>, number: u32 },
    Folder { name: String, reader: Box<FolderReader>, number: u32 },
}

impl Supply {
    /// Opens all places. Fails where one is not there or holds nothing that could be a mail.
    pub(super) fn of(
        places: &[PathBuf],
        engine: &Engine,
        runtime: &Runtime,
        password_stdin: bool,
        output: &Output,
    ) -> Done<Self> {
        let (mut sources, mut all) = (VecDeque::new(), 0);
        for place in places {
            let source = if let Some((account, folder)) = account_folder(place, engine)? {
                secret::for_now(engine, &account, password_stdin, output)?;
                let reader = runtime.block_on(engine.open_folder(&account.id, &folder))?;
                all += reader.size();
                let name = format!("{}:{folder}", account.id.0);
                Source::Folder { name, reader: Box::new(reader), number: 0 }
            } else {
                let files = files(place)?;
                let sizes = files.iter().filter_map(|file| fs::metadata(file).ok()).map(|facts| facts.len());
                all += sizes.sum::<u64>();
                Source::Files(files)
            };
            sources.push_back(source);
        }
        Ok(Self { sources, all, given: 0 })
    }

    /// Whether a smaller part of it was given than of another.
    pub(super) fn is_behind(&self, other: &Self) -> bool {
        let part = |of: &Self, whole: &Self| u128::from(of.given) * u128::from(whole.all.max(1));
        part(self, other) < part(other, self)
    }

    /// The next mail, or why it cannot be read; `None` when there are no more.
    pub(super) async fn next(&mut self) -> Option<Mail> {
        loop {
            let mail = match self.sources.front_mut()? {
                Source::Files(paths) => match paths.pop_front().map(opened) {
                    None => None,
                    Some(Opened::Mail(mail)) => Some(mail),
                    Some(Opened::Mbox(mbox)) => {
                        self.sources.push_front(mbox);
                        continue;
                    }
                },
                Source::Mbox { path, messages, number } => messages.next().map(|raw| {
                    *number += 1;
                    let name = format!("{} ({number})", path.display());
                    Mail { name, raw: raw.map_err(|error| of_file(path, &error)) }
                }),
                Source::Folder { name, reader, number } => reader.next().await.map(|raw| {
                    *number += 1;
                    Mail { name: format!("{name} ({number})"), raw: raw.map_err(Into::into) }
                }),
            };
            if let Some(mail) = mail {
                // A mail that cannot be read is a step, too.
                self.given += mail.raw.as_ref().map_or(1, |raw| raw.len() as u64);
                return Some(mail);
            }
            self.sources.pop_front();
        }
    }
}

/// What a file turned out to be.
enum Opened {
    Mail(Mail),
    Mbox(Source),
}

fn opened(path: PathBuf) -> Opened {
    match mbox(&path) {
        Ok(Some(messages)) => Opened::Mbox(Source::Mbox { path, messages: Box::new(messages), number: 0 }),
        Ok(None) => {
            let name = path.display().to_string();
            Opened::Mail(Mail { name, raw: input::message(&path) })
        }
        Err(failure) => Opened::Mail(Mail { name: path.display().to_string(), raw: Err(failure) }),
    }
}

/// The messages of a file that is an mbox.
fn mbox(path: &Path) -> Done<Option<Messages<BufReader<File>>>> {
    let open = || File::open(path).map_err(|error| of_file(path, &error));
    let mut beginning = Vec::new();
    open()?.take(5).read_to_end(&mut beginning).map_err(|error| of_file(path, &error))?;
    Ok(if is_mbox(&beginning) { Some(Messages::new(BufReader::new(open()?), LARGEST)) } else { None })
}

/// The files of a place on this machine.
fn files(place: &Path) -> Done<VecDeque<PathBuf>> {
    let facts = fs::metadata(place).map_err(|error| of_file(place, &error))?;
    if !facts.is_dir() && !facts.is_file() {
        // A pipe would be waited for, and cannot be read twice.
        return Err(Problem::new(ProblemKind::BadInput)
            .with("what", "training-place")
            .with("value", place.display())
            .into());
    }
    Ok(input::messages(place)?.into())
}

/// The account and the folder that `ACCOUNT:FOLDER` names. A path that exists is a path.
fn account_folder(place: &Path, engine: &Engine) -> Done<Option<(Account, String)>> {
    let named = place.to_str().filter(|_| fs::symlink_metadata(place).is_err());
    let Some((name, folder)) = named.and_then(|place| place.split_once(':')) else { return Ok(None) };
    let account = engine.accounts()?.into_iter().find(|account| account.id.0 == name);
    match account {
        Some(account) => Ok(Some((account, folder.to_owned()))),
        None if name.contains(['/', '\\']) => Ok(None),
        None => Err(Problem::new(ProblemKind::NoSuchAccount).with("account", name).into()),
    }
}
