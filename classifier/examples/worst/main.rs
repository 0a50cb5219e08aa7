//! What the worst mails cost: `worst names`; `worst measure NAME BYTES`, which makes such a mail and
//! prints seconds for judging and for learning, and the most memory held; `worst write NAME BYTES FILE`.
//!
//! One mail a process, so that the kernel's own record of the most memory (`VmHWM`) is that
//! mail's: the mail itself is in it, and the starter model. Seconds are those the processor worked
//! (the kernel's record again), so that a busy machine changes nothing.
#![allow(clippy::print_stdout)]

#[path = "shapes.rs"]
mod shapes;

use std::process::ExitCode;

use classifier::{Cutoffs, Facts, Label, Message, Model, Sample};
use shapes::{SHAPES, Shape};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["names"] => {
            for shape in SHAPES {
                println!("{}", shape.name);
            }
            Some(())
        }
        ["measure", name, bytes] => mail(name, bytes).map(|mail| measure(&mail)),
        ["write", name, bytes, file] => mail(name, bytes).and_then(|mail| std::fs::write(file, mail).ok()),
        _ => None,
    };
    if done.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn mail(name: &str, bytes: &str) -> Option<Vec<u8>> {
    let shape: &Shape = SHAPES.iter().find(|shape| shape.name == name)?;
    Some(shape.mail(bytes.parse().ok()?))
}

/// Judging as the program does it, then learning what was judged, each from the bytes on.
fn measure(raw: &[u8]) {
    let facts =
        Facts { now: 1_795_000_000, own_addresses: vec!["me@example.jp".to_owned()], ..Facts::default() };
    let mut model = Model::starter();
    // What is made once a program is made before.
    let small = Message::parse(b"Subject: a\n\nb");
    model.learn(&Sample::of(&small, &facts), Label::Ham);
    drop(classifier::classify(&small, &facts, &model, Cutoffs::default()));
    let began = worked();
    let message = Message::parse(raw);
    let parsed = worked() - began;
    let judgement = classifier::classify(&message, &facts, &model, Cutoffs::default());
    let judged = worked() - began;
    drop(message);
    let began = worked();
    let sample = Sample::of(&Message::parse(raw), &facts);
    model.learn(&sample, Label::Spam);
    let logged = sample.to_bytes().len();
    let learned = worked() - began;
    let evidence: usize = judgement.evidence.0.iter().map(|clue| format!("{:?}", clue.token).len()).sum();
    println!(
        "{judged:.3} {parsed:.3} {learned:.3} {:.1} {evidence} {logged}",
        high_water().unwrap_or_default() / 1024.0,
    );
}

/// Seconds that a processor has worked for this process (of one thread).
fn worked() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().next().and_then(|first| first.parse::<u64>().ok());
    nanoseconds.unwrap_or_default() as f64 / 1e9
}

/// The kernel's own record of the most memory this process has held, in KiB.
fn high_water() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
