//! The state behind the window: the engine, opened once, and how the accounts are.
//!
//! The engine is opened by whoever first needs it. When that fails, the window shows the
//! problem and the next call tries again, so "try again" needs no restart.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use catalogue::Language;
use engine::{AccountId, Engine, Problem, ProblemKind};
use tauri::AppHandle;
use tokio::sync::{OnceCell, watch};

use crate::arguments::Place;
use crate::events;

/// How long closing the window waits for a running step. A move that takes longer is
/// completed from its journal at the next start.
const PATIENCE: Duration = Duration::from_secs(5);

/// What lives as long as the program.
pub(crate) struct Desktop {
    place: Place,
    language: Language,
    engine: OnceCell<Engine>,
    troubles: Mutex<BTreeMap<AccountId, Problem>>,
    stop: watch::Sender<bool>,
    watching: Mutex<Option<tauri::async_runtime::JoinHandle<()>>>,
}

impl Desktop {
    /// Nothing is opened yet. `language` is spoken until the person chose one.
    pub(crate) fn new(place: Place, language: Language) -> Self {
        Self {
            place,
            language,
            engine: OnceCell::new(),
            troubles: Mutex::default(),
            stop: watch::Sender::new(false),
            watching: Mutex::default(),
        }
    }

    /// The language of the environment.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// The engine; the first call that succeeds also starts watching the accounts.
    pub(crate) async fn engine(&self, app: &AppHandle) -> Result<Engine, Problem> {
        self.engine.get_or_try_init(|| self.start(app)).await.cloned()
    }

    async fn start(&self, app: &AppHandle) -> Result<Engine, Problem> {
        let open = opener(&self.place);
        let engine = blocking(open).await?;
        tauri::async_runtime::spawn(events::forward(engine.subscribe(), app.clone()));
        let (watched, stop) = (engine.clone(), self.stop.subscribe());
        let task = tauri::async_runtime::spawn(async move { watched.watch(stop).await });
        *self.watching.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
        Ok(engine)
    }

    /// Notes how an account is.
    pub(crate) fn note(&self, account: AccountId, problem: Option<Problem>) {
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        match problem {
            Some(problem) => troubles.insert(account, problem),
            None => troubles.remove(&account),
        };
    }

    /// What was last heard of an account.
    pub(crate) fn trouble(&self, account: &AccountId) -> Option<Problem> {
        self.troubles.lock().unwrap_or_else(PoisonError::into_inner).get(account).cloned()
    }

    /// Stops watching, between two steps, and takes a passing demonstration away. The event
    /// loop ends the process itself, so nothing can be left to `Drop`.
    pub(crate) fn end(&self) {
        self.stop_watching();
        if let Place::PassingDemonstration(dir) = &self.place
            && let Err(error) = std::fs::remove_dir_all(dir.path())
        {
            tracing::warn!(%error, "the demonstration's folder is still there");
        }
    }

    fn stop_watching(&self) {
        self.stop.send_replace(true);
        let task = self.watching.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task
            && tauri::async_runtime::block_on(async { tokio::time::timeout(PATIENCE, task).await }).is_err()
        {
            tracing::warn!("a step was still running when the window closed");
        }
    }
}

/// Runs what touches the disk away from the window's threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(Problem::new(ProblemKind::Internal).with("detail", error)))
}

fn opener(place: &Place) -> impl FnOnce() -> Result<Engine, Problem> + Send + 'static {
    let (dir, demonstration) = match place {
        Place::Data(dir) => (dir.clone(), false),
        Place::Demonstration(dir) => (dir.clone(), true),
        Place::PassingDemonstration(dir) => (dir.path().to_path_buf(), true),
    };
    move || {
        if demonstration { demonstration_in(&dir) } else { Engine::open(&dir, engine::Options::default()) }
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
