//! How well wrong labels are noticed: `cargo run --release -p classifier --example noise -- INDEX`.
//!
//! The messages of INDEX (`label PATH` a line) are taught in a shuffled order, every fiftieth
//! with the wrong label. Before each is taught, it is asked whether that goes against what was
//! taught before. Printed is how many of the wrong labels are noticed, and how often a right
//! one is asked about.
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::{fs, io};

use classifier::evaluate::shuffle;
use classifier::{Facts, Label, Message, Model, Sample};

const WRONG_EVERY: usize = 50;

/// Messages: all, those with near-copies against them, those that only all the rest is against.
#[derive(Default)]
struct Asked {
    all: usize,
    copies: usize,
    rest: usize,
}

fn main() -> io::Result<()> {
    let index: PathBuf = std::env::args_os().nth(1).map(PathBuf::from).unwrap_or_default();
    let root = index.parent().unwrap_or(Path::new("."));
    let text = fs::read_to_string(&index)?;
    let mut mails: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once([' ', '\t'])).collect();
    shuffle(&mut mails, 42);
    let mut model = Model::empty();
    let (mut right, mut wrong) = (Asked::default(), Asked::default());
    for (number, (label, path)) in mails.into_iter().enumerate() {
        let is_wrong = number % WRONG_EVERY == WRONG_EVERY - 1;
        let label = if (label == "spam") == is_wrong { Label::Ham } else { Label::Spam };
        let sample = Sample::of(&Message::parse(&fs::read(root.join(path.trim()))?), &Facts::default());
        let asked = if is_wrong { &mut wrong } else { &mut right };
        asked.all += 1;
        if let Some(found) = model.contradiction(&sample, label) {
            asked.copies += usize::from(!found.near_copies.is_empty());
            asked.rest += usize::from(found.near_copies.is_empty());
        }
        model.learn(&sample, label);
    }
    for (which, asked) in [("wrong", wrong), ("right", right)] {
        println!(
            "of {} {which} labels asked about: {} for near-copies, {} for all else that was taught",
            asked.all, asked.copies, asked.rest
        );
    }
    Ok(())
}
