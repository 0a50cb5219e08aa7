//! `cargo xtask starter`: makes the model that is shipped for a person's first day anew.

use anyhow::Result;

use crate::run::cargo;
use crate::{corpora, place, step};

/// Prints how starter models made without half of the project's own mails judge that half.
pub(crate) fn measure() -> Result<()> {
    corpora::ensure()?;
    step::step("the starter model on mails that it was not made from", || {
        let index = place::corpora().join("spamassassin").join("index");
        let mut measure = cargo();
        measure.args(["run", "--release", "--package", "demo", "--example", "starter", "--", "--measure"]);
        step::run(measure.arg(index))
    })
}

/// Learns the corpus and the project's own mails, and writes `classifier/data/starter*`.
pub(crate) fn starter() -> Result<()> {
    corpora::ensure()?;
    step::step("the starter model: learning 6,046 mails and the project's own", || {
        let index = place::corpora().join("spamassassin").join("index");
        let out = place::root().join("classifier").join("data");
        let mut make = cargo();
        make.args(["run", "--release", "--package", "demo", "--example", "starter", "--"])
            .arg(out)
            .arg(index);
        step::run(&mut make)
    })
}
