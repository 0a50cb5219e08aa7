//! What a model takes after many lessons: `lessons measure INDEX COUNT`, and with `lessons write
//! INDEX COUNT FOLDER` the mails for the program to learn, in folders of a thousand.
//!
//! The messages of INDEX (`label PATH` a line) are taken in a shuffled order again and again; each
//! time round every third longer word is another one, so that there are as many different
//! mails, senders and words as are asked for, and each is as long and as varied as mail is.
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::{fs, io};

use classifier::evaluate::shuffle;
use classifier::{Facts, Label, Message, Model, Sample};

/// Letters of a word from which on it may become another.
const LONGER: usize = 4;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (index, count) = match words.as_slice() {
        ["measure" | "write", index, count, ..] => (PathBuf::from(index), count.parse().unwrap_or(50_000)),
        _ => return Err(io::Error::other("measure INDEX COUNT, or write INDEX COUNT FOLDER")),
    };
    match words.get(3) {
        Some(folder) => {
            each(&index, count, |number, label, raw| write(Path::new(folder), number, label, raw))
        }
        None => measure(&index, count),
    }
}

/// Hands over so many mails, no two alike.
fn each(
    index: &Path,
    count: usize,
    mut take: impl FnMut(usize, Label, &[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let root = index.parent().unwrap_or(Path::new("."));
    let text = fs::read_to_string(index)?;
    let mut mails: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once([' ', '\t'])).collect();
    shuffle(&mut mails, 42);
    if mails.is_empty() {
        return Err(io::Error::other("no mail in the index"));
    }
    for (number, (label, path)) in mails.iter().cycle().take(count).enumerate() {
        let label = if *label == "spam" { Label::Spam } else { Label::Ham };
        let raw = fs::read(root.join(path.trim()))?;
        take(number, label, &altered(&raw, number / mails.len()))?;
    }
    Ok(())
}

/// The mail with other words: letters of a chosen word move on by the round's number. Long
/// lines without spaces are encoded data and stay.
fn altered(raw: &[u8], round: usize) -> Vec<u8> {
    let mut mail = Vec::with_capacity(raw.len());
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let is_data = line.len() > 60 && !line.contains(&b' ');
        let is_structure = line.to_ascii_lowercase().starts_with(b"content-") || line.starts_with(b"--");
        if round == 0 || is_data || is_structure {
            mail.extend_from_slice(line);
            continue;
        }
        for word in line.chunk_by(|a, b| a.is_ascii_alphabetic() == b.is_ascii_alphabetic()) {
            let sum =
                word.iter().fold(round, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
            if word.len() > LONGER && word.iter().all(u8::is_ascii_alphabetic) && sum % 3 == 0 {
                mail.extend(word.iter().map(|letter| moved(*letter, round)));
            } else {
                mail.extend_from_slice(word);
            }
        }
    }
    mail
}

fn moved(letter: u8, by: usize) -> u8 {
    let first = if letter.is_ascii_uppercase() { b'A' } else { b'a' };
    first + ((usize::from(letter - first) + by) % 26) as u8
}

fn write(folder: &Path, number: usize, label: Label, raw: &[u8]) -> io::Result<()> {
    let label = if label == Label::Spam { "spam" } else { "ham" };
    let folder = folder.join(format!("{:03}", number / 1_000)).join(label);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("{number:06}")), raw)
}

/// Learns them all from the bytes on, and says now and then how much that takes.
fn measure(index: &Path, count: usize) -> io::Result<()> {
    println!(" lessons  process MB  snapshot MB  log bytes a lesson  counted by words");
    let mut model = Model::starter();
    let (mut logged, mut counted) = (0, 0);
    let tell = |model: &Model, lessons: usize, logged: usize, counted: usize| {
        // Before the snapshot is made beside it.
        let process = resident().unwrap_or_default() / 1024.0;
        let snapshot = model.to_bytes().len() as f64 / 1e6;
        println!("{lessons:8} {process:11.1} {snapshot:12.2} {:19} {counted:17}", logged / lessons.max(1));
    };
    tell(&model, 0, 0, 0);
    each(index, count, |number, label, raw| {
        let sample = Sample::of(&Message::parse(raw), &Facts::default());
        logged += sample.to_bytes().len();
        counted += usize::from(model.learn(&sample, label).counted & 1);
        let lessons = number + 1;
        if lessons == count || [1_000, 5_000, 10_000, 20_000].contains(&lessons) {
            tell(&model, lessons, logged, counted);
        }
        Ok(())
    })
}

/// The memory this process holds now (`VmRSS`), in KiB.
fn resident() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}
