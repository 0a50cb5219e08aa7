//! The window itself: made by hand so that it can never be led elsewhere.

use tauri::webview::{Url, WebviewWindow, WebviewWindowBuilder};
use tauri::{App, AppHandle, Manager as _, RunEvent};

use crate::desktop::Desktop;
use crate::ipc::ipc;

/// What the plugin is called that finds the window that is there already.
pub(crate) const ONLY_ONE: &str = "single-instance";

/// Runs until the window is closed.
pub(crate) fn run(desktop: Desktop) -> tauri::Result<()> {
    let ipc = ipc();
    let handler = ipc.invoke_handler();
    let context = tauri::generate_context!();
    // A second start on the same data; on others, it is a window of its own.
    let same = tauri_plugin_single_instance::Builder::new()
        .callback(|app, _, _| to_the_front(app))
        .dbus_id(format!("{}.{}", context.config().identifier, desktop.identity()))
        .build();
    let app = tauri::Builder::default()
        // First of all plugins, so that a second start ends before it does anything.
        .plugin(same)
        .manage(desktop)
        .invoke_handler(handler)
        .setup(move |app| {
            ipc.mount_events(app);
            open(app)?;
            start_watching(app.handle().clone());
            end_when_told(app.handle().clone());
            Ok(())
        })
        .build(context)?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            app.state::<Desktop>().end();
        }
    });
    Ok(())
}

/// The content security policy stops everything but one: it does not govern where the top
/// page goes. Whatever a mail or a slip would navigate to, the answer is no.
fn open(app: &App) -> tauri::Result<Option<WebviewWindow>> {
    let Some(config) = app.config().app.windows.first() else { return Ok(None) };
    WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(is_ours)
        .on_download(|_, _| false)
        .build()
        .map(Some)
}

/// Whether a page is the window's own.
fn is_ours(url: &Url) -> bool {
    let bundled = url.scheme() == "tauri" && url.host_str() == Some("localhost");
    // Windows serves the same bundle over http, from a host that resolves to nothing outside.
    let bundled_on_windows = cfg!(windows) && url.host_str() == Some("tauri.localhost");
    let development_server =
        tauri::is_dev() && url.host_str() == Some("localhost") && url.port() == Some(1420);
    bundled || bundled_on_windows || development_server
}

// Mail is watched even before the window asks for anything. Should opening fail here, the
// problem stays where it is until the window has shown it and the person has answered.
fn start_watching(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        if let Err(problem) = app.state::<Desktop>().engine(&app).await {
            tracing::debug!(%problem, "nothing is watched yet");
        }
    });
}

// Control-C in a terminal and the end of a desktop session close the window as its own
// button does: the step under way is finished, and a passing demonstration taken away.
fn end_when_told(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        match told_to_end().await {
            Ok(()) => app.exit(0),
            Err(error) => tracing::warn!(%error, "signals cannot be heard"),
        }
    });
}

#[cfg(unix)]
async fn told_to_end() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminated.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn told_to_end() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

fn to_the_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        let raised = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = raised {
            tracing::debug!(%error, "the window could not be raised");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_windows_own_page_may_be_gone_to() {
        let goes = |url: &str| is_ours(&url.parse().unwrap());
        assert!(goes("tauri://localhost/"));
        for elsewhere in [
            "https://localhost/",
            "http://tauri.localhost/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
        ] {
            assert!(!goes(elsewhere), "{elsewhere}");
        }
    }
}
