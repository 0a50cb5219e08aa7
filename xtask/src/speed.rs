//! How fast the program judges and learns: whole messages from their files, one at a time.
//!
//! It is asked through `mekiki jig`, so that everything counts that the program does for a
//! message, and nothing of starting it. It runs on one core; the time that a question and its
//! answer take to pass between two programs counts too.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Teaches every mail of an index, then judges every one, and prints the figures of both.
pub(crate) fn measure(program: &Path, index: &Path) -> Result<()> {
    let folder = index.parent().context("an index lies in a folder")?;
    let text = std::fs::read_to_string(index)?;
    let mails: Vec<(&str, String)> = text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(label, path)| (label, folder.join(path).display().to_string()))
        .collect();
    let mut jig = Jig::start(program)?;
    // Both are done once unmeasured: the files are then in memory, and the tables in use.
    jig.times(mails.iter().map(|(_, path)| format!("classify {path}")))?;
    let learning = jig.times(mails.iter().map(|(label, path)| format!("train {label} {path}")))?;
    let judging = jig.times(mails.iter().map(|(_, path)| format!("classify {path}")))?;
    jig.stop()?;
    eprintln!("  judging:  {}", told(judging)?);
    eprintln!("  learning: {}", told(learning)?);
    Ok(())
}

/// A running `mekiki jig`.
struct Jig {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Jig {
    fn start(program: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        let mut child =
            command.args(["jig", "--starter"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let questions = child.stdin.take().context("no way to ask")?;
        let answers = BufReader::new(child.stdout.take().context("no way to be answered")?);
        Ok(Self { child, questions, answers })
    }

    /// How long each question takes to be answered.
    fn times(&mut self, questions: impl Iterator<Item = String>) -> Result<Vec<Duration>> {
        questions.map(|question| self.time(&question)).collect()
    }

    fn time(&mut self, question: &str) -> Result<Duration> {
        let mut answer = String::new();
        let began = Instant::now();
        self.questions.write_all(format!("{question}\n").as_bytes())?;
        self.answers.read_line(&mut answer)?;
        let took = began.elapsed();
        if answer.is_empty() || answer.starts_with("error") {
            bail!("{question}: {answer}");
        }
        Ok(took)
    }

    fn stop(mut self) -> Result<()> {
        drop(self.questions);
        let end = self.child.wait()?;
        if !end.success() {
            bail!("mekiki jig ended with {end}");
        }
        Ok(())
    }
}

/// Messages a second, the middle time, and the time that one in a hundred exceeds.
fn told(mut times: Vec<Duration>) -> Result<String> {
    times.sort_unstable();
    let total: Duration = times.iter().sum();
    let at = |percent: usize| times.get(times.len() * percent / 100).context("nothing was measured");
    let milliseconds = |time: &Duration| time.as_secs_f64() * 1000.0;
    Ok(format!(
        "{:.0} messages a second; p50 {:.2} ms, p99 {:.2} ms",
        times.len() as f64 / total.as_secs_f64(),
        milliseconds(at(50)?),
        milliseconds(at(99)?)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_those_of_the_times() -> Result<()> {
        let times = (1..=200).rev().map(|number| Duration::from_micros(number * 10)).collect();
        assert_eq!(told(times)?, "995 messages a second; p50 1.01 ms, p99 1.99 ms");
        assert!(told(Vec::new()).is_err());
        Ok(())
    }
}
