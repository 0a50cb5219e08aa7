//! `cargo xtask bench`: prints the project's figures, measured on the release program.

pub(crate) mod bounds;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::run::cargo;
use crate::{corpora, packages, place, speed, step};

/// Starts measured. The median is what a person meets; the fastest beside it tells whether
/// the machine was busy with something else.
const STARTS: usize = 11;

/// Builds the release program and prints accuracy, speed, start-up time and memory.
pub(crate) fn bench() -> Result<()> {
    packages::ensure(&[packages::TERMINAL, packages::BENCH])?;
    corpora::ensure()?;
    step::step("the program as shipped: cargo build --release", || {
        step::run(cargo().args(["build", "--release", "--package", "cli"]))
    })?;
    let program = place::release_program("mekiki");
    let passing = place::target().join("xtask").join("bench");
    if passing.exists() {
        std::fs::remove_dir_all(&passing)?;
    }
    std::fs::create_dir_all(&passing)?;
    speed(&program)?;
    accuracy(&program)?;
    start_up(&program, &passing)?;
    memory(&program, &passing)
}

fn speed(program: &Path) -> Result<()> {
    step::step("speed: 6,046 mails learned, then judged, one at a time on one core", || {
        speed::measure(program, &place::corpora().join("spamassassin").join("index"))
    })
}

fn accuracy(program: &Path) -> Result<()> {
    step::step(
        "accuracy: 6,046 mails in random order (seed 42), each learned after it was judged; \
         then bogofilter, SpamBayes' way and Thunderbird's way on the same (some minutes)",
        || {
            let index = place::corpora().join("spamassassin").join("index");
            let asked = ["--shuffle", "--seed", "42", "--cutoffs", "--compare"];
            step::run(Command::new(program).arg("evaluate").arg(index).args(asked))
        },
    )
}

fn start_up(program: &Path, passing: &Path) -> Result<()> {
    let mail = place::corpora().join("spamassassin/spam-1");
    let mail = std::fs::read_dir(mail)?.flatten().map(|entry| entry.path()).min().context("no mail")?;
    step::step("start-up: program start to first judgement", || {
        let mut times = Vec::with_capacity(STARTS);
        for _ in 0..STARTS {
            let began = Instant::now();
            let mut check = Command::new(program);
            check.arg("check").arg(&mail).arg("--data-dir").arg(passing.join("start-up"));
            let status = check.stdout(Stdio::null()).status()?;
            if status.code().is_none_or(|code| code >= 3) {
                bail!("mekiki check ended with {status}");
            }
            times.push(began.elapsed());
        }
        let (median, fastest) = median_and_least(times).context("no start was measured")?;
        eprintln!(
            "  {:.3} s, the median of {STARTS} starts (the fastest: {:.3} s)",
            median.as_secs_f64(),
            fastest.as_secs_f64()
        );
        Ok(())
    })
}

/// The middle one and the least; of an even number, the upper of the two in the middle.
fn median_and_least(mut times: Vec<Duration>) -> Option<(Duration, Duration)> {
    times.sort_unstable();
    Some((*times.get(times.len() / 2)?, *times.first()?))
}

fn memory(program: &Path, passing: &Path) -> Result<()> {
    step::step("memory: most used at any time during the demonstration", || {
        let mut demo = Command::new(program);
        demo.arg("demo").arg("--dir").arg(passing.join("demo")).stdout(Stdio::null());
        let mut child = demo.spawn()?;
        let status = format!("/proc/{}/status", child.id());
        let mut most = 0;
        loop {
            most = most.max(high_water(&status).unwrap_or(0));
            match child.try_wait()? {
                Some(end) if end.success() => break,
                Some(end) => bail!("mekiki demo ended with {end}"),
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        }
        eprintln!("  {:.1} MB", f64::from(most) / 1024.0);
        Ok(())
    })
}

/// The kernel's own record of the most memory a process has held, in KiB.
fn high_water(status: &str) -> Option<u32> {
    let status = std::fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Duration, median_and_least};

    #[test]
    fn one_slow_start_does_not_move_the_median() {
        let times = [3, 900, 1, 2, 4].map(Duration::from_millis).to_vec();
        assert_eq!(median_and_least(times), Some((Duration::from_millis(3), Duration::from_millis(1))));
        assert_eq!(median_and_least(Vec::new()), None);
    }
}
