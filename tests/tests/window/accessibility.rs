//! axe-core over every view of the window, in both languages.

use std::path::Path;

use mekiki_tests::desktop::{Desktop, Window};
use mekiki_tests::taught::Taught;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn no_view_has_an_accessibility_fault_in_either_language() {
    faultless_on(&Desktop::english(), "light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_has_it_one_in_the_dark() {
    faultless_on(&Desktop::dark(), "dark").await;
}

async fn faultless_on(desktop: &Desktop, scheme: &str) {
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver_ham("Probe am Freitag", "");
    taught.deliver_spam("Sie haben gewonnen");
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until_lists("Probe am Freitag").await;
    window
        .until("one held message", "return /1/.test(document.querySelector('[data-place=junk]').innerText)")
        .await;
    let asked = format!("return matchMedia('(prefers-color-scheme: {scheme})').matches");
    assert_eq!(window.run(&asked).await, json!(true));
    bring_axe(&window).await;
    for language in ["en", "ja"] {
        window.speak(language).await;
        window.show("inbox").await;
        faultless(&window, "an inbox").await;
        window.open_subject("Probe am Freitag").await;
        faultless(&window, "an open message").await;
        window.show("junk").await;
        window.open_subject("Sie haben gewonnen").await;
        window.click("#reasons button[aria-expanded=false]").await;
        window
            .until(
                "all reasons",
                "return document.querySelector('#reasons button[aria-expanded=true]') !== null",
            )
            .await;
        faultless(&window, "a held message with all its reasons").await;
        window.press("?").await;
        window.until("the keys", "return document.querySelector('dialog').open").await;
        faultless(&window, "the keys").await;
        window.press("\u{E00C}").await;
        window.until("the keys are gone", "return !document.querySelector('dialog').open").await;
    }
    window.picture(&format!("held-{scheme}")).await;
    axe_finds_what_is_wrong(&window).await;
    window.client.close().await.unwrap();
}

/// Loads axe-core into the page.
pub(crate) async fn bring_axe(window: &Window) {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&axe).expect("axe-core is missing: run `npm ci` in ui/");
    window.run(&axe).await;
}

async fn violations(window: &Window) -> Value {
    let script = "const done = arguments[0];
        axe.run(document).then(
            found => done(found.violations.map(v => [v.id, v.nodes.map(n => n.html + ' ' + n.failureSummary)])),
            error => done(String(error)))";
    window.client.execute_async(script, Vec::new()).await.unwrap()
}

/// Asserts that axe has nothing to say of what is shown.
pub(crate) async fn faultless(window: &Window, view: &str) {
    let found = violations(window).await;
    assert_eq!(found, json!([]), "{view}");
}

/// A check that never complains proves nothing: planted faults are found.
async fn axe_finds_what_is_wrong(window: &Window) {
    window
        .run(
            "const p = document.createElement('p'); p.textContent = 'pale';
            p.style.color = '#ccc'; p.style.background = '#fff';
            document.querySelector('main').append(p, document.createElement('img'))",
        )
        .await;
    let found = violations(window).await.to_string();
    assert!(found.contains("color-contrast") && found.contains("image-alt"), "{found}");
}
