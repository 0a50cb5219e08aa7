//! The window in hand: what a person sees in it and does to it.

#![allow(clippy::missing_panics_doc)]

use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::wd::WindowHandle;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use super::PATIENCE;

/// The window in hand.
#[derive(Debug)]
pub struct Window {
    /// For what has no shorter way here.
    pub client: Client,
}

impl Window {
    /// Runs a script in the page and returns what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until a script in the page returns true.
    pub async fn until(&self, what: &str, script: &str) {
        let begun = Instant::now();
        while self.run(script).await != json!(true) {
            if begun.elapsed() > PATIENCE {
                let page = self.run("return document.body.innerText").await;
                panic!("never came: {what}\n{}", page.as_str().unwrap_or_default());
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Waits until the page's visible text contains a passage.
    pub async fn until_says(&self, passage: &str) {
        self.until(passage, &format!("return document.body.innerText.includes({})", json!(passage))).await;
    }

    /// The text of the first element that a selector finds.
    pub async fn text(&self, selector: &str) -> String {
        let element = self.client.find(Locator::Css(selector)).await;
        element.unwrap_or_else(|error| panic!("{selector}: {error}")).text().await.expect("it has text")
    }

    /// Clicks the first element that a selector finds.
    pub async fn click(&self, selector: &str) {
        let element = self.client.find(Locator::Css(selector)).await;
        element
            .unwrap_or_else(|error| panic!("{selector}: {error}"))
            .click()
            .await
            .expect("it takes a click");
    }

    /// Presses keys, wherever the focus is.
    pub async fn press(&self, keys: &str) {
        let focus = self.client.active_element().await.expect("something has the focus");
        focus.send_keys(keys).await.expect("it takes keys");
    }

    /// Presses a key while Control is held.
    pub async fn press_with_control(&self, key: &str) {
        // The last key lets go of all that are held.
        self.press(&format!("\u{E009}{key}\u{E000}")).await;
    }

    /// Makes the window so large, and waits until its page is.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("the window takes a size");
        let so = format!("return innerWidth === {width} && innerHeight === {height}");
        self.until("the new size", &so).await;
    }

    /// Shows the inbox or the junk folder.
    pub async fn show(&self, place: &str) {
        self.click(&format!("[data-place={place}]")).await;
        self.until(
            place,
            &format!("return document.querySelector('[data-place={place}][aria-current]') !== null"),
        )
        .await;
    }

    /// The subjects of the list, in its order.
    pub async fn subjects(&self) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll('[data-message] .subject')].map(e => e.textContent)";
        serde_json::from_value(self.run(script).await).expect("a list of subjects")
    }

    /// Opens the message of the list with this subject and waits for its reasons.
    pub async fn open_subject(&self, subject: &str) {
        self.until(subject, &row(subject, "row !== undefined")).await;
        self.run(&row(subject, "row.click()")).await;
        let shown = format!(
            "return document.querySelector('article h2')?.textContent === {} &&
                document.querySelector('[data-sentence]') !== null",
            json!(subject)
        );
        self.until("its reasons", &shown).await;
    }

    /// Waits until the list contains this subject.
    pub async fn until_lists(&self, subject: &str) {
        self.until(subject, &row(subject, "row !== undefined")).await;
    }

    /// Switches the language.
    pub async fn speak(&self, language: &str) {
        self.run(&format!("document.querySelector('input[value={language}]').click()")).await;
        self.until(language, &format!("return document.documentElement.lang === '{language}'")).await;
    }

    /// Keeps a picture of the window as a product of the build.
    pub async fn picture(&self, name: &str) {
        // What a script sees is not painted yet: the frame after the next one shows it.
        let painted = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))";
        self.client.execute_async(painted, Vec::new()).await.expect("frames go on");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../products/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let picture = self.client.screenshot().await.expect("a picture");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("the picture is kept");
    }

    /// The page's address, without the place within it, and how many windows there are.
    pub async fn whereabouts(&self) -> (String, Vec<WindowHandle>) {
        let mut url = self.client.current_url().await.expect("a page has an address");
        url.set_fragment(None);
        (url.to_string(), self.client.windows().await.expect("a session has windows"))
    }
}

fn row(subject: &str, then: &str) -> String {
    format!(
        "const row = [...document.querySelectorAll('[data-message]')]
            .find(e => e.querySelector('.subject').textContent === {});
        return {then}",
        json!(subject)
    )
}
