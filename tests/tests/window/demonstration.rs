//! The demonstration mailbox in the window: judged, held, explained, restored.

use mekiki_tests::desktop::{Desktop, Window};
use mekiki_tests::taught::mails_in;
use serde_json::json;

/// Opens the demonstration in `demo` of the desktop's home, and waits until all is judged.
async fn demonstration(desktop: &Desktop) -> Window {
    let window = desktop.open(&["--demo".as_ref(), &desktop.path("demo")]).await;
    let all = demo::messages(0).len();
    // All are judged before the first is moved, so that they are listed is not enough.
    let to_be_held = "return document.querySelectorAll('[data-message] [data-strength$=spam]').length";
    let mut moving = json!(null);
    while listed(&window).await < all || moving != json!(0) {
        moving = window.run(to_be_held).await;
    }
    // Counted while nothing moves any more: one on its way may be seen in both lists.
    assert_eq!(listed(&window).await, all, "every mail is in one place, and in one only");
    window
}

/// How many messages both lists have together; the inbox is in view then.
async fn listed(window: &Window) -> usize {
    window.show("junk").await;
    let held = window.subjects().await.len();
    window.show("inbox").await;
    held + window.subjects().await.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_is_judged_held_and_explained_in_both_languages() {
    let desktop = Desktop::english();
    let window = demonstration(&desktop).await;
    window.picture("inbox-en").await;
    window.show("junk").await;
    let subjects = window.subjects().await;
    assert!(subjects.len() > 5, "the demonstration's spam is held: {subjects:?}");
    window.open_subject(subjects.last().unwrap()).await;
    let english = window.text("[data-sentence]").await;
    assert!(english.contains("spam"), "{english}");
    evidence_adds_up(&window).await;
    window.picture("reasons-en").await;
    window.speak("ja").await;
    window
        .until(
            "the sentence in Japanese",
            "return /迷惑/.test(document.querySelector('[data-sentence]').textContent)",
        )
        .await;
    evidence_adds_up(&window).await;
    window.picture("reasons-ja").await;
    window.show("inbox").await;
    window.picture("inbox-ja").await;
    window.client.close().await.unwrap();
}

/// Folded and unfolded: the contributions shown add up to the sum shown, and that is the score.
async fn evidence_adds_up(window: &Window) {
    let mut counts = Vec::new();
    for (unfolded, then) in [(false, true), (true, false)] {
        until_unfolded(window, unfolded).await;
        let shown = window
            .run(
                "const numbers = (name, key) =>
                    [...document.querySelectorAll(`[${name}]`)].map(e => Number(e.dataset[key]));
                return {
                    parts: numbers('data-contribution', 'contribution'),
                    sum: numbers('data-log-odds', 'logOdds')[0],
                    score: numbers('data-score', 'score')[0],
                    shares: numbers('data-share', 'share'),
                }",
            )
            .await;
        let parts: Vec<f64> = serde_json::from_value(shown["parts"].clone()).unwrap();
        let shares: Vec<f64> = serde_json::from_value(shown["shares"].clone()).unwrap();
        let (sum, score) = (shown["sum"].as_f64().unwrap(), shown["score"].as_f64().unwrap());
        assert!((parts.iter().sum::<f64>() - sum).abs() < 1e-6, "{shown}");
        assert!((shares.iter().sum::<f64>() - sum).abs() < 1e-6, "{shown}");
        assert!((1.0 / (1.0 + (-sum).exp()) - score).abs() < 1e-6, "{shown}");
        counts.push(parts.len());
        window.click("#reasons button[aria-expanded]").await;
        until_unfolded(window, then).await;
    }
    assert!(counts[0] > 2 && counts[1] > counts[0], "unfolded there are more clues: {counts:?}");
    // Back to where a person begins to read, for the picture.
    window.run("document.querySelectorAll('*').forEach(one => { one.scrollTop = 0; })").await;
}

async fn until_unfolded(window: &Window, unfolded: bool) {
    let is_so = format!(
        "return document.querySelector('#reasons button[aria-expanded]').getAttribute('aria-expanded') === '{unfolded}'"
    );
    window.until("the clues, folded or not", &is_so).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_message_marked_not_spam_is_back_in_the_inbox_byte_for_byte() {
    let desktop = Desktop::english();
    let window = demonstration(&desktop).await;
    let (mail, junk) = (desktop.path("demo/mail"), desktop.path("demo/data/junk"));
    let (inbox_before, held_before) = (mails_in(&mail), mails_in(&junk));
    window.show("junk").await;
    let subject = window.subjects().await.remove(0);
    window.open_subject(&subject).await;
    window.click("[aria-keyshortcuts=n]").await;
    window.until_says("is back in the inbox").await;
    window.picture("not-spam-en").await;
    assert!(!window.subjects().await.contains(&subject), "it is no longer listed as junk");
    window.show("inbox").await;
    window.until_lists(&subject).await;
    let came: Vec<Vec<u8>> = mails_in(&mail).into_iter().filter(|raw| !inbox_before.contains(raw)).collect();
    assert!(!came.is_empty(), "the Maildir has it again");
    assert!(came.iter().all(|raw| held_before.contains(raw)), "what came back is what was held");
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_message_is_back_without_having_taught_anything() {
    let desktop = Desktop::japanese();
    let window = demonstration(&desktop).await;
    window.show("junk").await;
    let subject = window.subjects().await.remove(0);
    window.open_subject(&subject).await;
    window.press("r").await;
    window.until_says("届いたままの形で受信箱に戻しました").await;
    window.show("inbox").await;
    window.until_lists(&subject).await;
    window.open_subject(&subject).await;
    let pressed = "return document.querySelectorAll('article [aria-pressed=true]').length";
    assert_eq!(window.run(pressed).await, json!(0), "nobody said what it is");
    window.press("n").await;
    window.until("a word is to be seen", &format!("{pressed} === 1")).await;
    window.client.close().await.unwrap();
}
