//! Makes the starter model: what the program knows on a person's first day.
//!
//! ```text
//! cargo run --release -p demo --example starter -- OUT INDEX
//! ```
//!
//! INDEX lists a corpus that may be used so (`label PATH`): the 6,046 messages of the
//! SpamAssassin public corpus. To it come the project's own mails, `tests/wanted` and
//! `tests/unwanted`, for what mail of 2002 did not know yet, and the checks' cases. OUT
//! receives `starter-rows.tsv` (which findings go together, to weigh the checks by) and
//! `starter.bin` (log-odds of hashed words and runs of characters): nothing of any mail can
//! be read from either. The same input gives the same bytes; the order of INDEX does not matter.
//!
//! With `--half FILE` every second of the project's own mails is left out, and their bytes
//! are written below FILE's folder with an index FILE: to measure on mail not learned.
//!
//! ```text
//! cargo run --release -p demo --example starter -- --measure INDEX
//! ```
//!
//! makes it twice, each time without half of the project's own mails, judges that half, and
//! prints how much wanted mail is judged spam and how much spam is caught: on the first day,
//! and with each message learned after it was judged. Nothing is written.
#![allow(clippy::print_stderr)]

mod making;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use classifier::evaluate::{Evaluation, Feedback, Figures, figures, shuffle};
use classifier::{Cutoffs, Label, Model, Score, Verdict};
use making::{Mail, Written, halves};

const SEED: u64 = 42;

fn main() -> io::Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (out, index, half) = match arguments.as_slice() {
        [option, index] if option.as_os_str() == "--measure" => return measure(index),
        [out, index] => (out, index, None),
        [out, index, option, half] if option.as_os_str() == "--half" => (out, index, Some(half)),
        _ => return Err(io::Error::other("usage: starter OUT INDEX [--half FILE] | --measure INDEX")),
    };
    let corpus = making::corpus(index)?;
    let mut own = making::written()?;
    if let Some(half) = half {
        let [kept, left_out] = halves(own);
        write_down(&left_out, half)?;
        own = kept;
    }
    let made = making::make(&corpus, &mails(&own))?;
    eprintln!("starter.bin: {} bytes", made.features.len());
    fs::write(out.join("starter-rows.tsv"), made.rows)?;
    fs::write(out.join("starter.bin"), made.features)
}

fn mails(written: &[Written]) -> Vec<Mail> {
    written.iter().map(|written| written.mail.clone()).collect()
}

/// Writes mails that were left out where they can be measured on.
fn write_down(mails: &[Written], index: &Path) -> io::Result<()> {
    let folder = index.parent().unwrap_or(Path::new("."));
    let mut lines = Vec::new();
    for (number, Written { mail: (label, raw), .. }) in mails.iter().enumerate() {
        let (name, label) = (format!("{}.eml", 2 * number + 1), label_name(*label));
        fs::write(folder.join(&name), raw)?;
        lines.push(format!("{label} {name}\n"));
    }
    fs::write(index, lines.concat())
}

fn label_name(label: Label) -> &'static str {
    if label == Label::Spam { "spam" } else { "ham" }
}

/// Judges each half with a starter model made without it.
fn measure(index: &Path) -> io::Result<()> {
    let corpus = making::corpus(index)?;
    let [even, odd] = halves(making::written()?);
    let (mut first_day, mut learning) = (Vec::new(), Vec::new());
    for (taught, left_out) in [(&even, &odd), (&odd, &even)] {
        let made = making::make(&corpus, &mails(taught))?;
        let model = Model::starter_from(&made.rows, &made.features)
            .ok_or_else(|| io::Error::other("what was made cannot be read"))?;
        first_day.extend(judged(model.clone(), Feedback::Never, left_out, "on day one"));
        learning.extend(judged(model, Feedback::Immediate, left_out, "while learning"));
    }
    tell("on day one", &figures(&first_day, Cutoffs::default()));
    tell("while learning", &figures(&learning, Cutoffs::default()));
    Ok(())
}

/// Judges mails in a fixed order, names the wanted ones that are judged spam.
fn judged(model: Model, feedback: Feedback, mails: &[Written], when: &str) -> Vec<(Label, f64)> {
    let mut order: Vec<&Written> = mails.iter().collect();
    shuffle(&mut order, SEED);
    let mut run = Evaluation::new(model, Cutoffs::default()).with_feedback(feedback);
    for written in order {
        let (label, raw) = &written.mail;
        run.step(raw, *label);
        let score = run.outcomes.last().map_or(0.0, |outcome| outcome.log_odds);
        if *label == Label::Ham && Cutoffs::default().verdict(Score::from_log_odds(score)) == Verdict::Spam {
            eprintln!("judged spam {when}: {}", written.name);
        }
    }
    run.scored()
}

fn tell(when: &str, figures: &Figures) {
    eprintln!(
        "{when}: of {} wanted {:.2} % judged spam, {:.2} % unsure; of {} spam {:.1} % judged spam, \
         {:.1} % unsure; 1-ROCA {:.2} %, lam {:.2} %",
        figures.ham,
        figures.ham_judged_spam,
        figures.ham_unsure,
        figures.spam,
        100.0 - figures.spam_missed,
        figures.spam_unsure,
        figures.one_minus_roca,
        figures.lam,
    );
}
