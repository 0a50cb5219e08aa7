//! The state behind the window: the engine, opened once, and how the accounts are.
//!
//! The engine is opened by whoever first needs it. When that fails, everybody else is told
//! the same, until the person has read it and goes on.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use catalogue::Language;
use engine::{AccountId, Engine, Problem, ProblemKind};
use tauri::AppHandle;
use tokio::sync::{Mutex as Waiting, MutexGuard, watch};

use crate::arguments::Place;
use crate::events;
use crate::opening::{Obstacle, Opening};

/// How long closing the window waits for a running step. A move that takes longer is
/// completed from its journal at the next start.
const PATIENCE: Duration = Duration::from_secs(5);

/// What was last heard of an account since the program started.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Heard {
    /// Nothing yet: it is being connected.
    #[default]
    Nothing,
    /// It is being looked through: mail of it was judged or moved, and no more is known.
    Work,
    /// All is well.
    Well,
    /// Something is in its way.
    Trouble(Problem),
}

/// What lives as long as the program.
pub(crate) struct Desktop {
    place: Arc<Place>,
    language: Language,
    command_options: String,
    // Whoever asks while it is being opened waits for that.
    opening: Waiting<Opening>,
    heard: Mutex<BTreeMap<AccountId, Heard>>,
    // How much was listed again, until the person has read it: a page may ask twice, or be loaded anew.
    listed_again: AtomicU32,
    watching: Mutex<Option<Watching>>,
}

/// The task that watches the accounts, and how it is told to end.
struct Watching {
    stop: watch::Sender<bool>,
    task: tauri::async_runtime::JoinHandle<()>,
}

impl Desktop {
    /// Nothing is opened yet. `language` is spoken until the person chose one. `command_options`: what a
    /// command needs to act on the same data.
    pub(crate) fn new(place: Place, language: Language, command_options: String) -> Self {
        Self {
            place: Arc::new(place),
            language,
            command_options,
            opening: Waiting::default(),
            heard: Mutex::default(),
            listed_again: AtomicU32::new(0),
            watching: Mutex::default(),
        }
    }

    /// Tells it from a window on other data.
    pub(crate) fn identity(&self) -> String {
        let folder = match &*self.place {
            Place::Data(dir) | Place::Demonstration(dir) => dir.as_path(),
            Place::PassingDemonstration(dir) => dir.path(),
        };
        let folder = folder.canonicalize().or_else(|_| std::path::absolute(folder));
        let mut hasher = DefaultHasher::new();
        folder.unwrap_or_default().hash(&mut hasher);
        format!("f{:016x}", hasher.finish())
    }

    /// The language of the environment.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// What a command needs to act on the same data.
    pub(crate) fn command_options(&self) -> &str {
        &self.command_options
    }

    /// The engine; the first call opens it. What is in its way stays there until `go_on`.
    pub(crate) async fn engine(&self, app: &AppHandle) -> Result<Engine, Problem> {
        self.opened(app).await?.engine().cloned()
    }

    /// The engine for settings only: they can be read before the person knows of any damage.
    pub(crate) async fn for_settings(&self, app: &AppHandle) -> Option<Engine> {
        self.opened(app).await.ok()?.for_settings().cloned()
    }

    /// What the person has to know before the window shows any mail.
    pub(crate) async fn obstacle(&self, app: &AppHandle) -> Result<Option<Obstacle>, Problem> {
        Ok(self.opened(app).await?.obstacle())
    }

    /// The person knows, and wants to go on.
    pub(crate) async fn go_past(&self, app: &AppHandle) -> Result<(), Problem> {
        let mut opening = self.opened(app).await?;
        self.step(app, &mut opening, Opening::go_on).await
    }

    /// Lets go of the engine and opens it anew, whatever it met.
    pub(crate) async fn start_again(&self, app: &AppHandle) -> Result<(), Problem> {
        let mut opening = self.opening.lock().await;
        self.stop_watching().await;
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let before = std::mem::take(&mut *opening);
        let anew = |_, place: &Place| {
            // Its last handle lets go of the folder's lock.
            drop(before);
            Opening::begin(place)
        };
        self.step(app, &mut opening, anew).await
    }

    async fn opened(&self, app: &AppHandle) -> Result<MutexGuard<'_, Opening>, Problem> {
        let mut opening = self.opening.lock().await;
        if matches!(*opening, Opening::Ahead) {
            self.step(app, &mut opening, |_, place| Opening::begin(place)).await?;
        }
        Ok(opening)
    }

    /// Brings the opening further; once it is done, the accounts are watched.
    async fn step(
        &self,
        app: &AppHandle,
        opening: &mut Opening,
        further: impl FnOnce(Opening, &Place) -> Opening + Send + 'static,
    ) -> Result<(), Problem> {
        if matches!(opening, Opening::Done(_)) {
            return Ok(());
        }
        let (before, place) = (std::mem::take(opening), self.place.clone());
        *opening = blocking(move || Ok(further(before, &place))).await?;
        match &*opening {
            Opening::Done(engine) => self.begin_work(app, engine),
            other => {
                tracing::warn!(obstacle = ?other.obstacle(), "the data folder could not be opened as it is");
            }
        }
        Ok(())
    }

    fn begin_work(&self, app: &AppHandle, engine: &Engine) {
        tauri::async_runtime::spawn(events::forward(engine.subscribe(), app.clone()));
        let (watched, (stop, told)) = (engine.clone(), watch::channel(false));
        let task = tauri::async_runtime::spawn(async move { watched.watch(told).await });
        *self.watching.lock().unwrap_or_else(PoisonError::into_inner) = Some(Watching { stop, task });
    }

    /// Notes how an account is.
    pub(crate) fn note(&self, account: AccountId, problem: Option<Problem>) {
        let heard = problem.map_or(Heard::Well, Heard::Trouble);
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).insert(account, heard);
    }

    /// Notes that something of an account was done, where nothing else was heard of it yet.
    pub(crate) fn note_work(&self, account: AccountId) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.entry(account).or_insert(Heard::Work);
    }

    /// What was last heard of an account.
    pub(crate) fn heard_of(&self, account: &AccountId) -> Heard {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.get(account).cloned().unwrap_or_default()
    }

    /// How many held messages were listed again, `more` of them just now, that nobody has read of yet.
    pub(crate) fn listed_again(&self, more: u32) -> u32 {
        self.listed_again.fetch_add(more, Ordering::Relaxed).saturating_add(more)
    }

    /// The person has read how many were listed again.
    pub(crate) fn forget_listed_again(&self) {
        self.listed_again.store(0, Ordering::Relaxed);
    }

    /// Stops watching, between two steps, and takes a passing demonstration away. The event
    /// loop ends the process itself, so nothing can be left to `Drop`.
    pub(crate) fn end(&self) {
        tauri::async_runtime::block_on(self.stop_watching());
        if let Place::PassingDemonstration(dir) = &*self.place
            && let Err(error) = std::fs::remove_dir_all(dir.path())
        {
            tracing::warn!(%error, "the demonstration's folder is still there");
        }
    }

    async fn stop_watching(&self) {
        let watching = self.watching.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(Watching { stop, task }) = watching else { return };
        stop.send_replace(true);
        if tokio::time::timeout(PATIENCE, task).await.is_err() {
            tracing::warn!("a step was still running when the data were closed");
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
