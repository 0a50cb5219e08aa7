//! `mekiki check`: judges one message and says why.

use std::path::Path;

use catalogue::Explanation;
use engine::Engine;
use engine::classifier::{Judgement, Label, Message, Verdict};
use engine::view::PersonsWord;
use serde::Serialize;

use crate::arguments::Common;
use crate::failure::Done;
use crate::output::Output;
use crate::{explain, input, opening};

#[derive(Serialize)]
struct Checked<'a> {
    file: String,
    /// Whether it is larger than is read whole, and was judged by its beginning.
    beginning_only: bool,
    /// Whether it has the header of a mail.
    is_mail: bool,
    /// What the person said of it before, which stands above the judgement.
    word: Option<PersonsWord>,
    judgement: &'a Judgement,
    explanation: Explanation,
}

/// Exit codes as bogofilter has them: 0 spam, 1 ham, 2 unsure.
pub(super) fn run(file: &Path, all: bool, common: &Common, output: &mut Output) -> Done<u8> {
    let whole = input::message(file)?;
    let raw = Engine::judged_by(&whole);
    let (beginning_only, is_mail) = (raw.len() < whole.len(), Engine::is_mail(raw));
    let engine = opening::reader(common, output)?;
    super::lessons_unread(&engine, output)?;
    let judgement = opening::runtime()?.block_on(engine.check_signed(raw))?;
    let word = engine.word_on(raw)?;
    let said = word.and_then(PersonsWord::label);
    let message = Message::parse(raw);
    let places = [message.subject.as_str(), &message.text];
    if output.is_json() {
        let explanation = output.catalogue().explain(&judgement, said, &places);
        let file = file.display().to_string();
        output.json(&Checked { file, beginning_only, is_mail, word, judgement: &judgement, explanation })?;
    } else {
        if !is_mail {
            output.say("terminal-check-no-mail", &[])?;
        }
        if beginning_only {
            output.say("terminal-check-beginning", &[])?;
        }
        if word == Some(PersonsWord::Released) {
            output.say("terminal-check-released", &[])?;
        }
        explain::judgement(&judgement, said, &places, all, output)?;
    }
    // What the person said stands, as `watch` keeps it.
    Ok(match (said, judgement.verdict) {
        (Some(Label::Spam), _) | (None, Verdict::Spam) => 0,
        (Some(Label::Ham), _) | (None, Verdict::Ham) => 1,
        (None, Verdict::Unsure) => 2,
    })
}
