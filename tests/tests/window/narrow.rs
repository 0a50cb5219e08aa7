//! A narrow window, and a wide one that is shown twice as large: the mail keeps the room.

use mekiki_tests::desktop::{Desktop, Window};
use mekiki_tests::taught::Taught;
use serde_json::json;

use crate::accessibility::{bring_axe, faultless};

/// The list's share of the window's height, and whether anything is cut off at its side.
const LIST: &str = "const { top, bottom } = document.querySelector('[data-list]').getBoundingClientRect();
    const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
    return seen > innerHeight / 2 && document.documentElement.scrollWidth <= innerWidth";
/// The first row can be clicked where it is drawn: nothing lies over it.
const FIRST_ROW_IS_FREE: &str = "const row = document.querySelector('[data-message]');
    const { left, top, width, height } = row.getBoundingClientRect();
    return row.contains(document.elementFromPoint(left + width / 2, top + height / 2))";
const NOTHING_IS_CUT_OFF: &str = "const parts = [...document.querySelectorAll('header button, article, aside')]
    .filter(part => part.checkVisibility());
    return parts.length >= 3 && parts.every(part => { const { left, right } = part.getBoundingClientRect(); return left >= 0 && right <= innerWidth })";
const ESCAPE: &str = "\u{E00C}";

async fn with_mail(desktop: &Desktop) -> Window {
    let taught = Taught::in_folder(&desktop.path(""));
    for subject in ["Probe am Freitag", "Kuchenliste", "Wanderung im Mai"] {
        taught.deliver_ham(subject, "");
    }
    taught.deliver_spam("Sie haben gewonnen");
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until("all mail", "return document.querySelectorAll('[data-message]').length === 3").await;
    window
        .until("one held message", "return /1/.test(document.querySelector('[data-place=junk]').innerText)")
        .await;
    bring_axe(&window).await;
    window
}

#[tokio::test(flavor = "multi_thread")]
async fn a_narrow_window_gives_the_list_most_of_its_height() {
    usable_at(&Desktop::english(), 700, 600, "light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn so_does_it_in_the_dark() {
    usable_at(&Desktop::dark(), 700, 600, "dark").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_narrowest_window_of_480_pixels_is_usable() {
    usable_at(&Desktop::english(), 480, 700, "light").await;
}

async fn usable_at(desktop: &Desktop, width: u32, height: u32, scheme: &str) {
    let window = with_mail(desktop).await;
    window.resize(width, height).await;
    what_is_cut_off_is_found(&window).await;
    let scheme = &format!("{width}-{scheme}");
    for language in ["en", "ja"] {
        window.speak(language).await;
        window.until("room for the list", LIST).await;
        window.until("a row that can be clicked", FIRST_ROW_IS_FREE).await;
        window.until("all within the window", NOTHING_IS_CUT_OFF).await;
        faultless(&window, "a narrow list").await;
        window.picture(&format!("narrow-list-{language}-{scheme}")).await;
        the_menu_opens_and_closes(&window, language, scheme).await;
        a_message_takes_the_lists_place(&window, language, scheme).await;
    }
    window.client.close().await.unwrap();
}

/// A look that never complains proves nothing: a button that is pushed out is seen.
async fn what_is_cut_off_is_found(window: &Window) {
    window.until("all within the window", NOTHING_IS_CUT_OFF).await;
    let set = |style: &str| format!("document.querySelector('header .menu').style = '{style}'");
    window.run(&set("position: relative; left: 3rem")).await;
    assert_eq!(window.run(NOTHING_IS_CUT_OFF).await, json!(false));
    window.run(&set("")).await;
}

async fn the_menu_opens_and_closes(window: &Window, language: &str, scheme: &str) {
    let opened = "return document.querySelector('#more').checkVisibility()";
    assert_eq!(window.run(opened).await, json!(false));
    window.click("[aria-controls=more]").await;
    window.until("the menu", opened).await;
    faultless(window, "the menu of a narrow window").await;
    window.picture(&format!("narrow-menu-{language}-{scheme}")).await;
    window.press(ESCAPE).await;
    window.until("no menu", "return !document.querySelector('#more').checkVisibility()").await;
    assert_eq!(
        window.run("return document.activeElement.getAttribute('aria-controls')").await,
        json!("more")
    );
}

async fn a_message_takes_the_lists_place(window: &Window, language: &str, scheme: &str) {
    window.click("[data-message]").await;
    let instead = "return document.activeElement.id === 'message' &&
        !document.querySelector('[data-list]').checkVisibility()";
    window.until("the message instead of the list", instead).await;
    window.until("its reasons", "return document.querySelector('[data-sentence]') !== null").await;
    window.until("all within the window", NOTHING_IS_CUT_OFF).await;
    faultless(window, "a message in a narrow window").await;
    window.picture(&format!("narrow-message-{language}-{scheme}")).await;
    window.press("w").await;
    let reasons = "const { top } = document.querySelector('[data-sentence]').getBoundingClientRect();
        return document.activeElement.id === 'reasons' && top > 0 && top < innerHeight";
    window.until("the reasons in sight", reasons).await;
    window.press(ESCAPE).await;
    let back = "return document.activeElement.matches('[data-message]') &&
        document.querySelector('[data-list]').checkVisibility()";
    window.until("the row from which it came", back).await;
}

/// Beside the list there is one place that scrolls, and the text is in sight without scrolling.
const TEXT_IN_SIGHT: &str = "const text = document.querySelector('article .text').getBoundingClientRect();
    const scrolls = part => ['auto', 'scroll'].includes(getComputedStyle(part).overflowY) &&
        part.scrollHeight > part.clientHeight + 1;
    const scrolling = [...document.querySelectorAll('.open, .open *')].filter(scrolls);
    return innerHeight - text.top > innerHeight / 3 && scrolling.length === 1";

#[tokio::test(flavor = "multi_thread")]
async fn at_800_by_600_the_text_has_room_and_there_is_one_place_to_scroll() {
    for (desktop, language) in [(Desktop::english(), "en"), (Desktop::japanese(), "ja")] {
        let window = with_mail(&desktop).await;
        window.resize(800, 600).await;
        for place in ["junk", "inbox"] {
            window.show(place).await;
            window.until_lists(if place == "junk" { "Sie haben gewonnen" } else { "Kuchenliste" }).await;
            window.run("document.querySelector('[data-message]').click()").await;
            window.until("its reasons", "return document.querySelector('[data-sentence]') !== null").await;
            window.until("the text in sight", TEXT_IN_SIGHT).await;
            window.until("all within the window", NOTHING_IS_CUT_OFF).await;
            faultless(&window, "a message at 800 by 600").await;
            window.picture(&format!("small-{place}-{language}")).await;
            window.click("article .why").await;
            let begins = "const { top } = document.querySelector('[data-sentence]').getBoundingClientRect();
                return document.activeElement.id === 'reasons' && top > 0 && top < innerHeight / 2";
            window.until("the beginning of the reasons", begins).await;
        }
        window.client.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_twice_the_size_everything_is_still_there() {
    let desktop = Desktop::english();
    let window = with_mail(&desktop).await;
    for (width, height) in [(1280, 820), (700, 600)] {
        window.resize(width, height).await;
        for _ in 0..5 {
            window.press_with_control("+").await;
        }
        window.until("twice the size", &format!("return innerWidth === {}", width / 2)).await;
        for language in ["en", "ja"] {
            window.speak(language).await;
            window.until("room for the list", LIST).await;
            window.until("a row that can be clicked", FIRST_ROW_IS_FREE).await;
            window.until("all within the window", NOTHING_IS_CUT_OFF).await;
            faultless(&window, "a list at twice the size").await;
            window.picture(&format!("twice-{width}-{language}")).await;
            // The driver aims its clicks as if nothing were larger.
            window.run("document.querySelector('[data-message]').click()").await;
            window.until("its reasons", "return document.querySelector('[data-sentence]') !== null").await;
            window.until("all within the window", NOTHING_IS_CUT_OFF).await;
            faultless(&window, "a message at twice the size").await;
            window.picture(&format!("twice-{width}-message-{language}")).await;
            window.press(ESCAPE).await;
        }
        window.press_with_control("0").await;
        window.until("the usual size", &format!("return innerWidth === {width}")).await;
    }
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_never_shown_smaller_than_half_its_size() {
    let desktop = Desktop::english();
    let window = with_mail(&desktop).await;
    window.resize(1000, 640).await;
    for _ in 0..9 {
        window.press_with_control("-").await;
    }
    window.until("half the size", "return innerWidth === 2000").await;
    window.press_with_control("0").await;
    window.until("the usual size", "return innerWidth === 1000").await;
    window.client.close().await.unwrap();
}
