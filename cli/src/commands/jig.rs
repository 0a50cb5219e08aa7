//! `mekiki jig`: the committee as a laboratory drives it, one line a command.
//!
//! `classify PATH` answers `spam|ham|unsure SCORE`, `train spam|ham PATH` answers `ok`,
//! anything wrong answers `error TEXT`; with `--json` each answer is an object. It starts from an empty model in memory, with
//! `--starter` from the shipped one; with `--data-dir` it works on the saved one there and
//! what it is taught stays. `MEKIKI_DATA_DIR` is not looked at: a laboratory must not teach
//! a person's own model by accident.

use std::ffi::OsStr;
use std::io::{self, BufRead};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use engine::Engine;
use engine::classifier::{Cutoffs, Facts, Judgement, Label, Message, Model, Sample, Verdict, classify};

use serde::Serialize;

use super::WELL;
use crate::arguments::Common;
use crate::failure::{Done, Failure, bad_input, of_file};
use crate::output::{Output, Told};
use crate::{input, opening, shown};

pub(super) fn run(starter: bool, common: &Common, output: &mut Output) -> Done<u8> {
    let mut bench = match common.data_dir {
        Some(_) => Bench::Saved(opening::engine(common, output)?),
        None if starter => Bench::Memory(Box::new(Model::starter())),
        None => Bench::Memory(Box::new(Model::empty())),
    };
    for line in io::stdin().lock().split(b'\n') {
        let line = line.map_err(|error| of_file(Path::new("-"), &error))?;
        match bench.answer(line.strip_suffix(b"\r").unwrap_or(&line), output) {
            Ok(answer) if output.is_json() => output.json(&answer)?,
            Ok(answer) => output.line(&answer.line())?,
            Err(Failure::Problem(problem)) if output.is_json() => {
                let told = Told::new(&problem, output);
                output.json(&told)?;
            }
            Err(Failure::Problem(problem)) => {
                let sentence = shown::line(&output.sentence(&problem));
                output.line(&format!("error {sentence}"))?;
            }
            Err(closed) => return Err(closed),
        }
        output.flush()?;
    }
    Ok(WELL)
}

/// The answer to a line that was understood.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Classified { verdict: Verdict, score: f64 },
    Trained { trained: Label },
}

impl Answer {
    fn line(&self) -> String {
        match self {
            Self::Classified { verdict, score } => format!("{} {score}", name(*verdict)),
            Self::Trained { .. } => "ok".to_owned(),
        }
    }
}

/// What is classified with and taught.
enum Bench {
    Memory(Box<Model>),
    Saved(Engine),
}

impl Bench {
    fn answer(&mut self, line: &[u8], output: &Output) -> Done<Answer> {
        let (command, rest) = word(line);
        match command {
            b"classify" if !rest.is_empty() => {
                let judgement = self.judge(&input::message(path(rest))?)?;
                Ok(Answer::Classified { verdict: judgement.verdict, score: judgement.score.probability() })
            }
            b"train" => {
                let (label, rest) = word(rest);
                let label = match label {
                    b"spam" if !rest.is_empty() => Label::Spam,
                    b"ham" if !rest.is_empty() => Label::Ham,
                    _ => return Err(unknown(line, output)),
                };
                self.learn(&input::message(path(rest))?, label)?;
                Ok(Answer::Trained { trained: label })
            }
            _ => Err(unknown(line, output)),
        }
    }

    fn judge(&self, raw: &[u8]) -> Done<Judgement> {
        match self {
            Self::Memory(model) => {
                Ok(classify(&Message::parse(raw), &Facts::default(), model, Cutoffs::default()))
            }
            Self::Saved(engine) => Ok(engine.check(raw)?),
        }
    }

    fn learn(&mut self, raw: &[u8], label: Label) -> Done {
        match self {
            Self::Memory(model) => {
                let _ = model.learn(&Sample::of(&Message::parse(raw), &Facts::default()), label);
            }
            Self::Saved(engine) => {
                engine.learn(raw, label)?;
            }
        }
        Ok(())
    }
}

/// The first word, and what follows the space after it: a path may hold spaces.
fn word(line: &[u8]) -> (&[u8], &[u8]) {
    match line.iter().position(|byte| *byte == b' ') {
        Some(space) => {
            let (first, rest) = line.split_at(space);
            (first, rest.get(1..).unwrap_or_default())
        }
        None => (line, &[]),
    }
}

/// A path as the file system has it, in whatever encoding.
fn path(bytes: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(bytes))
}

fn unknown(line: &[u8], output: &Output) -> Failure {
    let what = output.text("terminal-jig-command", &[]);
    let detail = output.text("terminal-jig-commands", &[]);
    bad_input(&what, &String::from_utf8_lossy(line), &detail)
}

fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Spam => "spam",
        Verdict::Ham => "ham",
        Verdict::Unsure => "unsure",
    }
}
