//! Other filters on the same mail in the same order, taught by the same schedule.

use std::fs;
use std::io;
use std::time::{Duration, Instant};

use engine::classifier::evaluate::peers::{Peer, Taught};
use engine::classifier::evaluate::{Feedback, Schedule, beginnings};
use engine::classifier::{Cutoffs, Label, Score};
use serde::Serialize;

use super::bogofilter::{self, Bogofilter};
use super::index::Mail;
use super::shown::{Part, Shown};
use crate::failure::{Done, of_file};

/// What the others reached.
#[derive(Serialize)]
pub(super) struct Compared {
    pub(super) others: Vec<Other>,
    /// Programs that are not installed and so were not compared with.
    pub(super) not_installed: Vec<&'static str>,
}

/// What one of them reached.
#[derive(Serialize)]
pub(super) struct Other {
    pub(super) name: &'static str,
    /// Its own cutoffs: what it calls spam.
    pub(super) cutoffs: Cutoffs,
    /// Judging and learning; with a program of its own, the starting of its processes, too.
    pub(super) seconds: f64,
    pub(super) whole: Shown,
    pub(super) beginnings: Vec<Part>,
}

/// Judges and learns.
trait Filter {
    fn judge(&mut self, raw: &[u8]) -> io::Result<Score>;
    fn learn(&mut self, raw: &[u8], label: Label) -> io::Result<()>;
}

impl Filter for Taught {
    fn judge(&mut self, raw: &[u8]) -> io::Result<Score> {
        Ok(Self::judge(self, raw))
    }

    fn learn(&mut self, raw: &[u8], label: Label) -> io::Result<()> {
        Self::learn(self, raw, label);
        Ok(())
    }
}

impl Filter for Bogofilter {
    fn judge(&mut self, raw: &[u8]) -> io::Result<Score> {
        Self::judge(self, raw)
    }

    fn learn(&mut self, raw: &[u8], label: Label) -> io::Result<()> {
        Self::learn(self, raw, label)
    }
}

pub(super) fn compare(mails: &[Mail], feedback: Feedback) -> Done<Compared> {
    let mut compared = Compared { others: Vec::new(), not_installed: Vec::new() };
    match Bogofilter::find() {
        Ok(Some(mut found)) => {
            compared.others.push(other(
                bogofilter::NAME,
                bogofilter::cutoffs(),
                &mut found,
                mails,
                feedback,
            )?);
        }
        Ok(None) => compared.not_installed.push(bogofilter::NAME),
        Err(error) => return Err(of_file(bogofilter::NAME.as_ref(), &error)),
    }
    for peer in Peer::ALL {
        compared.others.push(other(peer.name(), peer.cutoffs(), &mut Taught::new(peer), mails, feedback)?);
    }
    Ok(compared)
}

fn other(
    name: &'static str,
    cutoffs: Cutoffs,
    filter: &mut dyn Filter,
    mails: &[Mail],
    feedback: Feedback,
) -> Done<Other> {
    let mut schedule = Schedule::new(feedback);
    let mut scored = Vec::with_capacity(mails.len());
    let mut spent = Duration::ZERO;
    let failed = |error: io::Error| of_file(name.as_ref(), &error);
    let read = |mail: &Mail| fs::read(&mail.path).map_err(|error| of_file(&mail.path, &error));
    for (number, mail) in mails.iter().enumerate() {
        let raw = read(mail)?;
        let began = Instant::now();
        let score = filter.judge(&raw).map_err(failed)?;
        spent += began.elapsed();
        let probability = score.probability();
        scored.push((mail.label, (probability / (1.0 - probability)).ln()));
        let taught = schedule.after(number, mail.label, cutoffs.verdict(score));
        if let Some((mail, label)) = taught.and_then(|(number, label)| Some((mails.get(number)?, label))) {
            let raw = read(mail)?;
            let began = Instant::now();
            filter.learn(&raw, label).map_err(failed)?;
            spent += began.elapsed();
        }
    }
    Ok(Other {
        name,
        cutoffs,
        seconds: spent.as_secs_f64(),
        whole: Shown::of(&scored, cutoffs),
        beginnings: beginnings(&scored, cutoffs).into_iter().map(Part::from).collect(),
    })
}
