//! Whether the order matters in which sorted mail is taught: `cargo run -p classifier --example order -- INDEX`.
//!
//! A random half of INDEX (`label PATH` a line) is taught to an empty model, in one of several orders; the
//! other half is judged. Printed are the ranking and what was misjudged or left open, in percent.
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::{fs, io};

use classifier::evaluate::{figures, shuffle};
use classifier::{Cutoffs, Facts, Label, Message, Model, Sample, classify};

fn main() -> io::Result<()> {
    let index: PathBuf = std::env::args_os().nth(1).map(PathBuf::from).unwrap_or_default();
    let root = index.parent().unwrap_or(Path::new("."));
    let text = fs::read_to_string(&index)?;
    let mut mails = Vec::new();
    for (label, path) in text.lines().filter_map(|line| line.split_once([' ', '\t'])) {
        let label = if label == "spam" { Label::Spam } else { Label::Ham };
        mails.push((label, Message::parse(&fs::read(root.join(path.trim()))?)));
    }
    shuffle(&mut mails, 42);
    let asked = mails.split_off(mails.len() / 2);
    let taught: Vec<(Label, Sample)> =
        mails.iter().map(|(label, mail)| (*label, Sample::of(mail, &Facts::default()))).collect();
    for (name, order) in orders(&taught) {
        let mut model = Model::empty();
        for (label, sample) in order {
            model.learn(sample, *label);
        }
        tell(name, &model, &asked);
    }
    Ok(())
}

type Lessons<'a> = Vec<&'a (Label, Sample)>;

fn orders(taught: &[(Label, Sample)]) -> [(&'static str, Lessons<'_>); 5] {
    let (ham, spam): (Lessons<'_>, Lessons<'_>) = taught.iter().partition(|(label, _)| *label == Label::Ham);
    let (more, less) = if ham.len() > spam.len() { (&ham, &spam) } else { (&spam, &ham) };
    let mut in_turn = Vec::new();
    for place in 0..more.len() {
        in_turn.extend([&ham, &spam].into_iter().filter_map(|of| of.get(place)).copied());
    }
    // As far apart as there are fewer of them.
    let mut spread = Vec::new();
    for (place, one) in more.iter().enumerate() {
        spread.push(*one);
        let (from, to) = (place * less.len() / more.len(), (place + 1) * less.len() / more.len());
        spread.extend(less.get(from..to).unwrap_or_default());
    }
    [
        ("as it came", taught.iter().collect()),
        ("wanted mail first", [ham.clone(), spam.clone()].concat()),
        ("spam first", [spam.clone(), ham.clone()].concat()),
        ("in turn, then the rest", in_turn),
        ("spread evenly", spread),
    ]
}

fn tell(name: &str, model: &Model, asked: &[(Label, Message)]) {
    let cutoffs = Cutoffs::default();
    let score = |mail| classify(mail, &Facts::default(), model, cutoffs).log_odds;
    let scored: Vec<(Label, f64)> = asked.iter().map(|(label, mail)| (*label, score(mail))).collect();
    let told = figures(&scored, cutoffs);
    println!(
        "{name}: 1-ROCA {:.4}, wanted judged spam {:.3}, wanted left open {:.2}, spam missed {:.2}",
        told.one_minus_roca, told.ham_judged_spam, told.ham_unsure, told.spam_missed
    );
}
