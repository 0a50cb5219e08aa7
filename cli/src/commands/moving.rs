//! `mekiki export` and `mekiki import`: what was learned and said, for another machine.

use std::path::Path;

use catalogue::Value;
use engine::view::Imported;
use serde::Serialize;

use super::WELL;
use crate::arguments::Common;
use crate::failure::Done;
use crate::opening;
use crate::output::Output;

pub(super) fn export(file: &Path, common: &Common, output: &mut Output) -> Done<u8> {
    let engine = opening::reader(common, output)?;
    super::lessons_unread(&engine, output)?;
    let counts = engine.export(file)?;
    if output.is_json() {
        output.json(&counts)?;
        return Ok(WELL);
    }
    output.say("terminal-exported", &[("path", file.display().to_string().into())])?;
    let told = [
        ("lessons", counts.lessons),
        ("words", counts.words),
        ("senders", counts.senders),
        ("entries", counts.entries),
        ("headers", counts.headers),
        ("settings", counts.settings),
    ];
    output.say("terminal-exported-counts", &values(&told))?;
    output.say("terminal-exported-next", &[])?;
    Ok(WELL)
}

/// What an import did, or would do.
#[derive(Serialize)]
struct Told {
    dry_run: bool,
    #[serde(flatten)]
    came: Imported,
}

pub(super) fn import(file: &Path, dry_run: bool, common: &Common, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    let came = if dry_run { engine.rehearse_import(file)? } else { engine.import(file)? };
    if output.is_json() {
        output.json(&Told { dry_run, came })?;
        return Ok(WELL);
    }
    let path = [("path", Value::from(file.display().to_string()))];
    output.say(
        match (came.changed(), dry_run) {
            (false, _) => "terminal-imported-nothing",
            (true, true) => "terminal-import-would",
            (true, false) => "terminal-imported",
        },
        &path,
    )?;
    for (id, count) in lines(&came) {
        if count > 0 {
            output.say(id, &[("count", count.into())])?;
        }
    }
    super::held_and_wanted(&engine, output)?;
    let (ham, spam) = engine.learned();
    output.say("terminal-so-far", &[("ham", ham.into()), ("spam", spam.into())])?;
    Ok(WELL)
}

/// What changed, each with its sentence.
fn lines(came: &Imported) -> [(&'static str, u32); 10] {
    [
        ("terminal-import-lessons", came.lessons),
        ("terminal-import-taken-back", came.taken_back),
        ("terminal-import-words", came.words),
        ("terminal-import-senders", came.senders),
        ("terminal-import-sent", came.sent),
        ("terminal-import-entries", came.entries),
        ("terminal-import-headers", came.headers),
        ("terminal-import-settings", came.settings),
        ("terminal-import-kept", came.kept_as_here),
        ("terminal-import-unreadable", came.unreadable),
    ]
}

fn values<'a>(counts: &[(&'a str, u32)]) -> Vec<(&'a str, Value<'a>)> {
    counts.iter().map(|(name, count)| (*name, (*count).into())).collect()
}
