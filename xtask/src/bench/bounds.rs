//! `cargo xtask bench --worst` and `--lessons`: what the worst mails cost, and what the program
//! takes when it has learned much. Fails where a bound does not hold.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::high_water;
use crate::run::cargo;
use crate::{corpora, packages, place, step};

/// How large a mail is made.
const BYTES: usize = 50_000_000;
/// Seconds that judging or learning one may take, and MB that may be held, the mail among them.
const SECONDS: f64 = 1.0;
const MEMORY: f64 = 200.0;
/// Messages that are learned, and what a process with the model may then hold, and the model's
/// snapshot take, in MB.
const LESSONS: usize = 50_000;
const MODEL_HELD: f64 = 24.0;
const MODEL_KEPT: f64 = 16.0;

/// Prints what each of the worst mails costs.
pub(crate) fn worst() -> Result<()> {
    packages::ensure(&[packages::TERMINAL])?;
    step::step("the programs: cargo build --release", || {
        step::run(cargo().args(["build", "--release", "--package", "classifier", "--example", "worst"]))?;
        step::run(cargo().args(["build", "--release", "--package", "cli"]))
    })?;
    let maker = place::target().join("release/examples/worst");
    let passing = fresh("worst")?;
    let names = step::read(Command::new(&maker).arg("names"))?;
    let told = format!("the worst mails, {} MB each, one a process", BYTES / 1_000_000);
    let too_much = step::step(&told, || {
        eprintln!(
            "  seconds of one processor and most memory held, the mail included; the last two are of `mekiki check`"
        );
        eprintln!("  {:45}  judge  learn     MB  check     MB", "");
        let mut too_much = Vec::new();
        for name in names.lines() {
            if !one(&maker, name, &passing)? {
                too_much.push(name.to_owned());
            }
        }
        Ok(too_much)
    })?;
    fs::remove_dir_all(&passing)?;
    if !too_much.is_empty() {
        bail!("more than {SECONDS} s or {MEMORY} MB: {}", too_much.join(", "));
    }
    Ok(())
}

/// Measures one shape; `false` where it costs too much.
fn one(maker: &Path, name: &str, passing: &Path) -> Result<bool> {
    let bytes = BYTES.to_string();
    let told = step::read(Command::new(maker).args(["measure", name, &bytes]))?;
    let figures: Vec<f64> = told.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    let [judge, _, learn, memory, ..] = figures.as_slice() else { bail!("{name}: {told}") };
    let mail = passing.join("mail");
    step::run(Command::new(maker).args(["write", name, &bytes]).arg(&mail))?;
    let mut check = Command::new(place::release_program("mekiki"));
    check.args(["check", "--json", "--secrets", "memory", "--data-dir"]).arg(passing.join("data")).arg(&mail);
    let checked = watched(&mut check, |code| code < 3)?;
    let most = [*judge, *learn, checked.seconds].into_iter().fold(0.0, f64::max);
    let within = most <= SECONDS && memory.max(checked.memory) <= MEMORY;
    let mark = if within { ' ' } else { '!' };
    eprintln!(
        "{mark} {name:45} {judge:6.2} {learn:6.2} {memory:6.0} {:6.2} {:6.0}",
        checked.seconds, checked.memory
    );
    Ok(within)
}

/// Lets the shipped program learn many mails, and prints what it then holds and keeps.
pub(crate) fn lessons() -> Result<()> {
    packages::ensure(&[packages::TERMINAL])?;
    corpora::ensure()?;
    step::step("the programs: cargo build --release", || {
        step::run(cargo().args(["build", "--release", "--package", "classifier", "--example", "lessons"]))?;
        step::run(cargo().args(["build", "--release", "--package", "cli"]))
    })?;
    let maker = place::target().join("release/examples/lessons");
    let index = place::corpora().join("spamassassin").join("index");
    let count = LESSONS.to_string();
    let held = step::step("the model alone, as it learns", || {
        let told = step::read(Command::new(&maker).arg("measure").arg(&index).arg(&count))?;
        told.lines().for_each(|line| eprintln!("  {line}"));
        let last = told.lines().last().and_then(|line| line.split_whitespace().nth(1));
        Ok(last.context("nothing was measured")?.parse::<f64>()?)
    })?;
    let passing = fresh("lessons")?;
    let mails = passing.join("mails");
    step::step("as many mails, no two alike", || {
        step::run(Command::new(&maker).arg("write").arg(&index).arg(&count).arg(&mails))
    })?;
    // Every lesson is flushed to the disk, which would be waited for most of the time.
    let shared = Path::new("/dev/shm");
    let data = if shared.is_dir() {
        shared.join(format!("mekiki-bench-{}", std::process::id()))
    } else {
        passing.join("data")
    };
    let kept = step::step("the program learns them", || learned(&mails, &data));
    fs::remove_dir_all(&data)?;
    fs::remove_dir_all(&passing)?;
    if held > MODEL_HELD || kept? > MODEL_KEPT {
        bail!("more than {MODEL_HELD} MB held, or more than {MODEL_KEPT} MB kept");
    }
    Ok(())
}

/// Lets the program learn all mails, and says what it holds and keeps; the snapshot's MB.
fn learned(mails: &Path, data: &Path) -> Result<f64> {
    let program = place::release_program("mekiki");
    let asked = |words: &[&str], mail: &Path| {
        let mut command = Command::new(&program);
        command.args(words).args(["--secrets", "memory", "--data-dir"]).arg(data).arg(mail);
        command
    };
    let mut most = 0.0_f64;
    for folder in sorted(mails)? {
        for label in ["ham", "spam"] {
            most = most
                .max(watched(&mut asked(&["learn", label], &folder.join(label)), |code| code == 0)?.memory);
        }
    }
    let some = sorted(&mails.join("000/ham"))?.into_iter().next().context("no mail was made")?;
    let checked = watched(&mut asked(&["check", "--json"], &some), |code| code < 3)?;
    let size = |name: &str| fs::metadata(data.join(name)).map(|file| file.len() as f64).unwrap_or_default();
    let snapshot = size("model.snapshot") / 1e6;
    eprintln!(
        "  held by the program with its own code, at most: {:.1} MB for judging, {most:.1} MB for learning",
        checked.memory
    );
    eprintln!(
        "  kept of the model: {snapshot:.2} MB; the store with the log: {:.0} bytes a lesson",
        size("mekiki.db") / LESSONS as f64
    );
    Ok(snapshot)
}

/// What a program cost.
struct Cost {
    seconds: f64,
    memory: f64,
}

/// Runs a program to its end and looks on: the most memory it held, and how long a processor
/// worked for it.
fn watched(command: &mut Command, is_well: fn(i32) -> bool) -> Result<Cost> {
    let mut child = command.stdout(Stdio::null()).spawn().context("the program does not start")?;
    let folder = PathBuf::from(format!("/proc/{}", child.id()));
    let status = folder.join("status").display().to_string();
    let (mut most, mut nanoseconds) = (0, 0);
    loop {
        most = most.max(high_water(&status).unwrap_or(0));
        nanoseconds = nanoseconds.max(worked(&folder));
        match child.try_wait()? {
            Some(end) if end.code().is_some_and(is_well) => break,
            Some(end) => bail!("{command:?} ended with {end}"),
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
    Ok(Cost { seconds: nanoseconds as f64 / 1e9, memory: f64::from(most) / 1024.0 })
}

/// Nanoseconds that processors have worked for all threads of a process.
fn worked(process: &Path) -> u64 {
    let threads = fs::read_dir(process.join("task")).into_iter().flatten().flatten();
    let times = threads.filter_map(|thread| fs::read_to_string(thread.path().join("schedstat")).ok());
    times.filter_map(|told| told.split_whitespace().next()?.parse::<u64>().ok()).sum()
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn fresh(name: &str) -> Result<PathBuf> {
    let folder = place::target().join("xtask").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
