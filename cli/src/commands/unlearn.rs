//! `mekiki unlearn`: takes back exactly what was learned from messages.

use std::path::{Path, PathBuf};

use engine::Engine;
use engine::view::{Learned, MessageId};

use super::learn;
use crate::arguments::Common;
use crate::failure::Done;
use crate::opening;
use crate::output::Output;

pub(super) fn run(files: &[PathBuf], messages: &[u32], common: &Common, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    super::lessons_unread(&engine, output)?;
    if messages.is_empty() {
        let unlearn = |raw: &[u8]| Ok(taken_back(engine.unlearn(raw)?));
        return learn::each(files, &engine, "terminal-unlearned", output, unlearn);
    }
    known(messages, &engine, output)
}

/// Takes back what the person said of messages that Mekiki knows by number.
fn known(messages: &[u32], engine: &Engine, output: &mut Output) -> Done<u8> {
    let mut became = learn::Became::default();
    for number in messages {
        let outcome = engine.take_back(MessageId(*number)).map(taken_back);
        became.add(Path::new(&number.to_string()), outcome.map_err(Into::into))?;
    }
    became.tell(engine, "terminal-unlearned", output)
}

fn taken_back(changed: bool) -> Learned {
    Learned { changed, opposite: None }
}
