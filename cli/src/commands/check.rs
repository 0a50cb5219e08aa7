//! `mekiki check`: judges one message and says why.

use std::path::Path;

use catalogue::Explanation;
use engine::classifier::{Judgement, Verdict};
use serde::Serialize;

use crate::arguments::Common;
use crate::failure::Done;
use crate::output::Output;
use crate::{explain, input, opening};

#[derive(Serialize)]
struct Checked<'a> {
    file: String,
    judgement: &'a Judgement,
    explanation: Explanation,
}

/// Exit codes as bogofilter has them: 0 spam, 1 ham, 2 unsure.
pub(super) fn run(file: &Path, all: bool, common: &Common, output: &mut Output) -> Done<u8> {
    let raw = input::message(file)?;
    let engine = opening::reader(common, output)?;
    let judgement = opening::runtime()?.block_on(engine.check_signed(&raw))?;
    if output.is_json() {
        let explanation = output.catalogue().explain(&judgement, None);
        let file = file.display().to_string();
        output.json(&Checked { file, judgement: &judgement, explanation })?;
    } else {
        explain::judgement(&judgement, None, all, output)?;
    }
    Ok(match judgement.verdict {
        Verdict::Spam => 0,
        Verdict::Ham => 1,
        Verdict::Unsure => 2,
    })
}
