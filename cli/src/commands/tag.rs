//! `mekiki tag`: what a filter that Mekiki does not know writes, and what it means.

use engine::classifier::server::TaughtTag;

use super::WELL;
use crate::arguments::{Common, Tags, TeachTag};
use crate::failure::Done;
use crate::output::Output;
use crate::{opening, shown};

pub(super) fn run(command: Tags, common: &Common, output: &mut Output) -> Done<u8> {
    match command {
        Tags::Teach(asked) => teach(asked, common, output)?,
        Tags::List => list(common, output)?,
        Tags::Remove { headers } => remove(&headers, common, output)?,
    }
    Ok(WELL)
}

fn teach(asked: TeachTag, common: &Common, output: &mut Output) -> Done {
    let TeachTag { header, spam, ham, number_above } = asked;
    let tag = opening::engine(common, output)?.teach_tag(&TaughtTag { header, spam, ham, number_above })?;
    if output.is_json() {
        return output.json(&tag);
    }
    output.say("terminal-tag-taught", &[("header", tag.header.as_str().into())])?;
    meanings(&tag, output)
}

fn list(common: &Common, output: &mut Output) -> Done {
    let tags = opening::reader(common, output)?.taught_tags()?;
    if output.is_json() {
        return output.json(&tags);
    }
    if tags.is_empty() {
        return output.say("terminal-tag-empty", &[]);
    }
    for tag in &tags {
        output.line(&shown::line(&tag.header))?;
        meanings(tag, output)?;
    }
    Ok(())
}

/// All are looked up before any is removed.
fn remove(headers: &[String], common: &Common, output: &mut Output) -> Done {
    let engine = opening::engine(common, output)?;
    engine.forget_tags(headers)?;
    if output.is_json() {
        return output.json(&headers);
    }
    for header in headers {
        output.say("terminal-tag-removed", &[("header", header.as_str().into())])?;
    }
    Ok(())
}

fn meanings(tag: &TaughtTag, output: &mut Output) -> Done {
    let number = tag.number_above.map(|number| number.to_string());
    let meanings =
        [("terminal-tag-spam", &tag.spam), ("terminal-tag-ham", &tag.ham), ("terminal-tag-number", &number)];
    for (id, value) in meanings {
        if let Some(value) = value {
            let meaning = output.text(id, &[("value", value.as_str().into())]);
            output.line(&format!("  {meaning}"))?;
        }
    }
    Ok(())
}
