//! `mekiki allow` and `mekiki block`: whose mail is wanted or not, whatever it says.

use std::borrow::Cow;

use engine::Engine;
use engine::classifier::facts::ListKind;
use engine::view::ListRow;

use super::WELL;
use crate::arguments::{Common, Entries};
use crate::failure::{Done, bad_input};
use crate::output::Output;
use crate::{opening, shown};

pub(super) fn run(kind: ListKind, command: Entries, common: &Common, output: &mut Output) -> Done<u8> {
    match command {
        Entries::Add { entries } => add(&opening::engine(common, output)?, kind, &entries, output)?,
        Entries::List => list(&opening::reader(common, output)?, kind, output)?,
        Entries::Remove { entries } => remove(&opening::engine(common, output)?, kind, &entries, output)?,
    }
    Ok(WELL)
}

fn add(engine: &Engine, kind: ListKind, entries: &[String], output: &mut Output) -> Done {
    let rows = engine.add_all_to_list(kind, entries)?;
    if output.is_json() {
        return output.json(&rows);
    }
    for (row, given) in rows.iter().zip(entries) {
        output.say(named("added", kind), &[("entry", echoed(row, given).into())])?;
        let opposite = |other: &ListRow| other.entry.kind != kind && other.entry.scope == row.entry.scope;
        if engine.lists()?.iter().any(opposite) {
            output.say(named("opposite", kind), &[("entry", echoed(row, given).into())])?;
        }
    }
    Ok(())
}

fn list(engine: &Engine, kind: ListKind, output: &mut Output) -> Done {
    let rows = of_kind(engine, kind)?;
    if output.is_json() {
        return output.json(&rows);
    }
    if rows.is_empty() {
        return output.say(named("empty", kind), &[]);
    }
    for row in &rows {
        let applied = match row.last_applied {
            Some(when) => output.text("terminal-list-applied", &[("when", shown::moment(when).into())]),
            None => output.text("terminal-list-never", &[]),
        };
        output.line(&format!("{:>5}  {}  {applied}", row.id, shown::line(&value(row))))?;
    }
    Ok(())
}

/// All entries are looked up before any is removed.
fn remove(engine: &Engine, kind: ListKind, entries: &[String], output: &mut Output) -> Done {
    let mut found = Vec::new();
    for entry in entries {
        let Some(row) = engine.in_list(kind, entry)? else {
            let what = output.text(named_list(kind), &[]);
            let list = if kind == ListKind::Allow { "allow" } else { "block" };
            let detail = output.text("terminal-list-no-entry", &[("list", list.into())]);
            return Err(bad_input(&what, entry, &detail));
        };
        if !found.contains(&row) {
            found.push(row);
        }
    }
    for row in &found {
        engine.remove_from_list(row.id)?;
    }
    if output.is_json() {
        return output.json(&found);
    }
    for row in &found {
        output.say(named("removed", kind), &[("entry", value(row).into())])?;
    }
    Ok(())
}

fn of_kind(engine: &Engine, kind: ListKind) -> Done<Vec<ListRow>> {
    Ok(engine.lists()?.into_iter().filter(|row| row.entry.kind == kind).collect())
}

fn value(row: &ListRow) -> Cow<'_, str> {
    row.entry.scope.written()
}

/// What the person typed, where the list has it in letters that they would not know again.
fn echoed<'a>(row: &'a ListRow, given: &'a str) -> Cow<'a, str> {
    if given.is_ascii() { value(row) } else { shown::line(given.trim()).into() }
}

fn named(what: &str, kind: ListKind) -> &'static str {
    match (what, kind) {
        ("added", ListKind::Allow) => "terminal-allow-added",
        ("added", ListKind::Block) => "terminal-block-added",
        ("opposite", ListKind::Allow) => "terminal-list-also-blocked",
        ("opposite", ListKind::Block) => "terminal-list-also-allowed",
        ("removed", ListKind::Allow) => "terminal-allow-removed",
        ("removed", ListKind::Block) => "terminal-block-removed",
        (_, ListKind::Allow) => "terminal-allow-empty",
        (_, ListKind::Block) => "terminal-block-empty",
    }
}

fn named_list(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Allow => "terminal-allow-entry",
        ListKind::Block => "terminal-block-entry",
    }
}
