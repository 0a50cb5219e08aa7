//! From the engine's events to the window's.

use engine::view::Event;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Manager as _};
use tauri_specta::Event as _;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::desktop::Desktop;

/// Something happened that the window shows.
#[derive(Debug, Clone, Serialize, Deserialize, Type, tauri_specta::Event)]
pub(crate) struct Happened(Event);

/// Passes events on until the engine is gone. Events that were missed in a rush are no
/// loss: the window reads everything anew upon the next one.
pub(crate) async fn forward(mut events: Receiver<Event>, app: AppHandle) {
    loop {
        match events.recv().await {
            Ok(event) => pass_on(event, &app),
            Err(RecvError::Lagged(missed)) => tracing::debug!(missed, "events came faster than the window"),
            Err(RecvError::Closed) => return,
        }
    }
}

fn pass_on(event: Event, app: &AppHandle) {
    let desktop = app.state::<Desktop>();
    match &event {
        Event::AccountState { account, problem } => desktop.note(account.clone(), problem.clone()),
        Event::Judged { row } => desktop.note_work(row.account.clone()),
        Event::MessagesChanged { .. } => {}
    }
    // It fails only while the window is closing; nobody looks any more.
    if let Err(error) = Happened(event).emit(app) {
        tracing::debug!(%error, "the window was not told");
    }
}
