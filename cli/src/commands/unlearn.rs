//! `mekiki unlearn`: takes back exactly what was learned from messages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use engine::view::{Learned, MessageId, TakenBack};
use engine::{AccountId, Engine, Problem};
use tokio::runtime::Runtime;

use super::learn;
use crate::arguments::Common;
use crate::failure::Done;
use crate::output::Output;
use crate::{opening, shown};

pub(super) fn run(files: &[PathBuf], messages: &[u32], common: &Common, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    super::lessons_unread(&engine, output)?;
    let runtime = opening::runtime()?;
    let before = waiting(&engine)?;
    let mut back = Back::default();
    let code = if messages.is_empty() {
        let unlearn = |raw: &[u8]| back.note(runtime.block_on(engine.unlearn(raw))).map(Into::into);
        learn::each(files, &engine, "terminal-unlearned", output, unlearn)?
    } else {
        known(messages, &engine, &runtime, &mut back, output)?
    };
    back.tell(output)?;
    if !output.is_json() {
        for (account, count) in waiting(&engine)? {
            let more = count.saturating_sub(before.get(&account).copied().unwrap_or_default());
            if more > 0 {
                let values = [("account", account.0.as_str().into()), ("count", more.into())];
                output.say("terminal-unlearned-left", &values)?;
            }
        }
    }
    Ok(code)
}

/// How much is judged spam in each account and stands in the inbox all the same. Taking back moves
/// nothing to the junk folder.
fn waiting(engine: &Engine) -> Result<BTreeMap<AccountId, u32>, Problem> {
    let accounts = engine.accounts()?.into_iter();
    accounts.map(|account| Ok((account.id.clone(), engine.unanswered(&account.id)?.spam))).collect()
}

/// Takes back what the person said of messages that Mekiki knows by number.
fn known(
    messages: &[u32],
    engine: &Engine,
    runtime: &Runtime,
    back: &mut Back,
    output: &mut Output,
) -> Done<u8> {
    let mut became = learn::Became::default();
    for number in messages {
        let outcome = back.note(runtime.block_on(engine.take_back(MessageId(*number))));
        became.add(Path::new(&number.to_string()), outcome.map(Into::into).map_err(Into::into))?;
    }
    became.tell(engine, "terminal-unlearned", output)
}

/// The other messages that words had held which were taken back, and that are back.
#[derive(Default)]
struct Back {
    count: u32,
    first: String,
    /// Those whose mailbox cannot be reached now.
    going: u32,
}

impl Back {
    fn note(&mut self, outcome: Result<TakenBack, Problem>) -> Result<Learned, Problem> {
        let done = outcome?;
        if self.count == 0 {
            self.first = done.first_moved;
        }
        self.count += done.also_moved;
        self.going += done.going_back;
        Ok(Learned { changed: done.changed, opposite: None })
    }

    fn tell(&self, output: &mut Output) -> Done {
        if output.is_json() {
            return Ok(());
        }
        if self.going > 0 {
            output.say("terminal-unlearned-going-back", &[("count", self.going.into())])?;
        }
        if self.count == 0 {
            return Ok(());
        }
        let values = [("count", self.count.into()), ("first", shown::line(&self.first).into())];
        output.say("terminal-unlearned-back", &values)
    }
}
