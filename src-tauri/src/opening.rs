//! How far the engine is, and what keeps it from being opened.
//!
//! What went wrong at opening stands until the person has pressed the button: no question
//! that the window asks meanwhile opens anything again, and no mail is touched.

use std::path::Path;

use engine::view::{Salvaged, Which};
use engine::{Engine, Problem, ProblemKind};
use serde::Serialize;
use specta::Type;

use crate::arguments::Place;

/// The setting that remembers damage of which nobody was told yet, as the JSON of a
/// [`Salvaged`]: the window may be closed before anybody looks.
const UNTOLD_DAMAGE: &str = "untold-damage";

/// The setting that remembers of which damaged file the person read in this window. The engine goes
/// on telling it until an account that it stopped may go on, which a banner asks for here.
const TOLD_DAMAGE: &str = "told-damage";

/// How far the engine is.
#[derive(Debug, Default)]
pub(crate) enum Opening {
    /// Nobody needed it yet.
    #[default]
    Ahead,
    /// It could not be opened.
    Failed(Problem),
    /// It was begun anew beside a damaged copy and waits until the person knows.
    BegunAnew(Engine, Obstacle),
    /// It is at work.
    Done(Engine),
}

/// What the person has to know before the window shows any mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Obstacle {
    /// What happened.
    pub(crate) problem: Problem,
    /// What was taken over from a damaged database; `None` when nothing could be opened.
    pub(crate) taken_over: Option<TakenOver>,
}

/// What a database that was begun anew has from the damaged one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub(crate) struct TakenOver {
    /// Whether everything could be read.
    whole: bool,
    /// Accounts.
    accounts: u32,
    /// Entries of the allow and block lists.
    entries: u32,
    /// Messages that were learned, of both kinds.
    learned: u32,
    /// Messages in the junk folder.
    held: u32,
}

impl Opening {
    /// Opens the engine; a damaged database is begun anew at once, from what can be read of it.
    pub(crate) fn begin(place: &Place) -> Self {
        match open(place) {
            Ok((engine, None)) => Self::Done(engine),
            Ok((engine, Some(obstacle))) => Self::BegunAnew(engine, obstacle),
            Err(problem) => Self::Failed(problem),
        }
    }

    /// The engine, once nothing is in its way.
    pub(crate) fn engine(&self) -> Result<&Engine, Problem> {
        match self {
            Self::Done(engine) => Ok(engine),
            Self::BegunAnew(_, obstacle) => Err(obstacle.problem.clone()),
            Self::Failed(problem) => Err(problem.clone()),
            Self::Ahead => Err(Problem::new(ProblemKind::Internal).with("detail", "not opened yet")),
        }
    }

    /// The engine, also before the person knows what happened: for settings only.
    pub(crate) fn for_settings(&self) -> Option<&Engine> {
        match self {
            Self::Done(engine) | Self::BegunAnew(engine, _) => Some(engine),
            Self::Ahead | Self::Failed(_) => None,
        }
    }

    /// What is in the way.
    pub(crate) fn obstacle(&self) -> Option<Obstacle> {
        match self {
            Self::Failed(problem) => Some(Obstacle { problem: problem.clone(), taken_over: None }),
            Self::BegunAnew(_, obstacle) => Some(obstacle.clone()),
            Self::Ahead | Self::Done(_) => None,
        }
    }

    /// Goes on after the person pressed the button: with what was begun anew, or by trying again.
    pub(crate) fn go_on(self, place: &Place) -> Self {
        match self {
            Self::Done(engine) => Self::Done(engine),
            Self::BegunAnew(engine, obstacle) => {
                let path = obstacle.problem.facts.get("path").map_or("", String::as_str);
                let told = engine.set_setting(TOLD_DAMAGE, path);
                // Where this cannot be written the person is told once more at the next start.
                if let Err(problem) = told.and_then(|()| engine.set_setting(UNTOLD_DAMAGE, "")) {
                    tracing::warn!(%problem, "it will be told again that the database was damaged");
                }
                Self::Done(engine)
            }
            Self::Ahead | Self::Failed(_) => Self::begin(place),
        }
    }
}

fn open(place: &Place) -> Result<(Engine, Option<Obstacle>), Problem> {
    let engine = match open_once(place) {
        // The damaged file lies aside by now: opening once more makes a new one.
        Err(damaged) if damaged.kind == ProblemKind::StoreCorrupt => open_once(place)?,
        opened => opened?,
    };
    let obstacle = untold_damage(&engine)?.map(|salvaged| damaged(&engine, salvaged)).transpose()?;
    Ok((engine, obstacle))
}

fn untold_damage(engine: &Engine) -> Result<Option<Salvaged>, Problem> {
    let told = engine.setting(TOLD_DAMAGE)?;
    let Some(salvaged) = engine.take_notice().filter(|salvaged| told.as_ref() != Some(&salvaged.path)) else {
        let untold = engine.setting(UNTOLD_DAMAGE)?.unwrap_or_default();
        return Ok(serde_json::from_str(&untold).ok());
    };
    let untold = serde_json::to_string(&salvaged).unwrap_or_default();
    if let Err(problem) = engine.set_setting(UNTOLD_DAMAGE, &untold) {
        tracing::warn!(%problem, "that the database was damaged is told now or not at all");
    }
    Ok(Some(salvaged))
}

fn damaged(engine: &Engine, salvaged: Salvaged) -> Result<Obstacle, Problem> {
    let (ham, spam) = engine.learned();
    let taken_over = TakenOver {
        whole: salvaged.whole,
        accounts: salvaged.accounts,
        entries: salvaged.entries,
        learned: ham.saturating_add(spam),
        held: count(engine.list(Which::Junk)?.len()),
    };
    let problem = Problem::new(ProblemKind::StoreCorrupt).with("path", salvaged.path);
    Ok(Obstacle { problem, taken_over: Some(taken_over) })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn open_once(place: &Place) -> Result<Engine, Problem> {
    match place {
        Place::Data(dir) => Engine::open(dir, engine::Options::default()),
        Place::Demonstration(dir) => demonstration_in(dir),
        Place::PassingDemonstration(dir) => demonstration_in(dir.path()),
    }
}

fn demonstration_in(dir: &Path) -> Result<Engine, Problem> {
    let now = (engine::Options::default().clock)();
    let person = engine::demo::Person {
        address: demo::OWNER,
        correspondents: demo::CORRESPONDENTS,
        sent_message_ids: demo::SENT_MESSAGE_IDS,
    };
    let mails = demo::messages(now).into_iter().map(|mail| (mail.raw, (now - mail.received) / 60));
    engine::demo::prepare_for(dir, person, mails)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use std::fs;

    use engine::classifier::facts::ListKind;

    use super::*;

    fn damage(dir: &Path) {
        for rest in ["mekiki.db-wal", "mekiki.db-shm"] {
            let _ = fs::remove_file(dir.join(rest));
        }
        fs::write(dir.join("mekiki.db"), "damage ".repeat(2000)).unwrap();
    }

    #[test]
    fn damage_is_told_at_every_start_until_the_person_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let place = Place::Data(dir.path().to_owned());
        drop(Engine::open(dir.path(), engine::Options::default()).unwrap());
        damage(dir.path());
        for _ in 0..2 {
            let opening = Opening::begin(&place);
            let obstacle = opening.obstacle().unwrap();
            assert_eq!(obstacle.problem.kind, ProblemKind::StoreCorrupt);
            assert_eq!(fs::read(&obstacle.problem.facts["path"]).unwrap(), "damage ".repeat(2000).as_bytes());
            let nothing = TakenOver { whole: false, accounts: 0, entries: 0, learned: 0, held: 0 };
            assert_eq!(obstacle.taken_over, Some(nothing));
            assert_eq!(opening.engine().unwrap_err(), obstacle.problem);
        }
        let opening = Opening::begin(&place).go_on(&place);
        assert!(opening.engine().is_ok());
        drop(opening);
        assert_eq!(Opening::begin(&place).obstacle(), None);
    }

    #[test]
    fn damage_that_another_program_met_first_is_told_too() {
        let dir = tempfile::tempdir().unwrap();
        let place = Place::Data(dir.path().to_owned());
        let other = Engine::open(dir.path(), engine::Options::default()).unwrap();
        other.add_to_list(ListKind::Allow, "friend@home.example").unwrap();
        drop(other);
        // A program that met damage while it ran leaves this mark.
        fs::write(dir.path().join("mekiki.db.damage-found"), b"").unwrap();
        let obstacle = Opening::begin(&place).obstacle().unwrap();
        assert_eq!(obstacle.problem.kind, ProblemKind::StoreCorrupt);
        let all = TakenOver { whole: true, accounts: 0, entries: 1, learned: 0, held: 0 };
        assert_eq!(obstacle.taken_over, Some(all));
    }

    #[test]
    fn an_opening_that_failed_is_tried_again_only_when_told() {
        let dir = tempfile::tempdir().unwrap();
        let place = Place::Data(dir.path().to_owned());
        let other = Engine::open(dir.path(), engine::Options::default()).unwrap();
        other.add_to_list(ListKind::Allow, "friend@home.example").unwrap();
        let opening = Opening::begin(&place);
        drop(other);
        assert_eq!(opening.engine().unwrap_err().kind, ProblemKind::AlreadyRunning);
        assert_eq!(opening.obstacle().unwrap().taken_over, None);
        assert_eq!(opening.go_on(&place).engine().unwrap().lists().unwrap().len(), 1);
    }
}
