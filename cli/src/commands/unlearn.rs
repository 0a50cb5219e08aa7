//! `mekiki unlearn`: takes back exactly what was learned from messages.

use std::path::PathBuf;

use super::learn;
use crate::arguments::Common;
use crate::failure::Done;
use crate::opening;
use crate::output::Output;

pub(super) fn run(files: &[PathBuf], common: &Common, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    learn::each(files, &engine, "terminal-unlearned", output, |raw| engine.unlearn(raw))
}
