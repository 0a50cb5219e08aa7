//! What a sender makes of a header: long, many, backwards. It keeps to its place.

use std::fmt::Write as _;

use mekiki_tests::desktop::{Desktop, Window};
use mekiki_tests::taught::Taught;
use serde_json::json;

use crate::accessibility::{bring_axe, faultless};

/// The names of the attachments, in their order: the first is 80 characters without a space,
/// the second reads from right to left as a picture.
fn names() -> Vec<String> {
    let mut names = vec![format!("{}.exe", "a".repeat(76)), "holiday\u{202e}gpj.scr".to_owned()];
    names.extend((0..40).map(|number| format!("file-{number}.bat")));
    names
}

fn boastful() -> String {
    let mut mail = format!(
        "From: =?utf-8?B?{name}?= <pay@there.example>\r\nTo: me@home.example\r\nSubject: {subject}\r\n\
        Date: Sat, 21 Nov 2026 10:00:00 +0000\r\nMessage-ID: <boastful@there.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
        Look at \u{202e}sknil\u{202c} these.\r\n",
        // A right-to-left override, "moc.knab".
        name = "4oCubW9jLmtuYWI=",
        subject = "Wonderful news ".repeat(70).trim(),
    );
    for name in names() {
        let encoded: String = name.bytes().fold(String::new(), |mut encoded, byte| {
            let _ = write!(encoded, "%{byte:02X}");
            encoded
        });
        let _ = write!(
            mail,
            "--b\r\nContent-Type: application/octet-stream\r\n\
            Content-Disposition: attachment; filename*=utf-8''{encoded}\r\n\r\nMZ\r\n"
        );
    }
    mail + "--b--\r\n"
}

const BUTTONS_ARE_IN_VIEW: &str = "const article = document.querySelector('article').getBoundingClientRect();
    const buttons = [...document.querySelectorAll('article [data-action]')];
    return buttons.length >= 2 && buttons.every(button => {
        const { left, right, top, bottom } = button.getBoundingClientRect();
        return left >= article.left && right <= article.right && top >= article.top && bottom <= innerHeight;
    })";
/// What a sender wrote ends where it ends, in the list and above the text.
const ALL_STANDS_ALONE: &str =
    "const parts = [...document.querySelectorAll('h2 bdi, .from bdi, .subject bdi')];
    return parts.length >= 4 && parts.every(e => getComputedStyle(e).unicodeBidi === 'isolate')";
const TEXT_HAS_ROOM: &str =
    "const { top, bottom } = document.querySelector('article .text').getBoundingClientRect();
    return Math.min(bottom, innerHeight) - top >= 80";
/// The kind of the file stands within the box, whatever became of the name before it.
const KINDS_ARE_IN_VIEW: &str = "const box = document.querySelector('[data-attachment]').closest('section');
    const { left, right } = box.getBoundingClientRect();
    return box.scrollWidth <= box.clientWidth && box.clientHeight <= Math.max(150, innerHeight / 4) && box.scrollHeight > box.clientHeight &&
        document.querySelectorAll('[data-attachment] .end').length === 42 &&
        [...document.querySelectorAll('[data-attachment] .end')].every(end => {
            const place = end.getBoundingClientRect();
            return end.textContent.startsWith('.') && place.left >= left && place.right <= right;
        })";

async fn everything_has_its_place(window: &Window) {
    window.until("buttons", BUTTONS_ARE_IN_VIEW).await;
    window.until("room for the text", TEXT_HAS_ROOM).await;
    window.until("what kind of file each is", KINDS_ARE_IN_VIEW).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_sender_writes_neither_pushes_anything_out_nor_turns_it_around() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver("boastful", &boastful());
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    // A mail that is judged may still be on its way to the junk folder.
    window.until("all is looked through", "return document.querySelector('.well') !== null").await;
    let listed = "const somewhere = document.querySelectorAll('[data-message]').length === 1;
        if (!somewhere) document.querySelector('[data-place=junk]').click();
        return somewhere";
    window.until("the mail, somewhere", listed).await;
    window.click("[data-message]").await;
    window.until("its reasons", "return document.querySelector('[data-sentence]') !== null").await;
    everything_has_its_place(&window).await;
    bring_axe(&window).await;
    faultless(&window, "a boastful message").await;
    window.picture("boastful-en").await;
    // Nothing that turns letters around is in the page, and what stood behind it reads as it is.
    let page = window.run("return document.body.textContent").await;
    let page = page.as_str().unwrap();
    assert!(!page.contains(|mark| matches!(mark, '\u{202a}'..='\u{202e}')));
    assert!(page.contains("holidaygpj.scr") && page.contains("moc.knab"), "{page}");
    assert_eq!(window.run(ALL_STANDS_ALONE).await, json!(true));
    what_is_wrong_is_found(&window).await;
    // The rest of the subject is there on demand, and still nothing is pushed out.
    window.click(".letterhead + button").await;
    window.until("all of the subject", "return document.querySelector('.letterhead.whole') !== null").await;
    window.until("buttons", BUTTONS_ARE_IN_VIEW).await;
    faultless(&window, "the whole subject").await;
    window.click(".letterhead + button").await;
    window.resize(1000, 640).await;
    window.until("buttons", BUTTONS_ARE_IN_VIEW).await;
    window.until("what kind of file each is", KINDS_ARE_IN_VIEW).await;
    window.picture("boastful-1000-en").await;
    window.client.close().await.unwrap();
}

/// A look that never complains proves nothing: a button that is pushed out is seen, and so is a name that
/// runs into what follows.
async fn what_is_wrong_is_found(window: &Window) {
    for (wrong, looked_at) in [
        ("article [data-action=ham]', 'position: relative; left: 100vw", BUTTONS_ARE_IN_VIEW),
        ("h2 bdi', 'unicode-bidi: normal", ALL_STANDS_ALONE),
    ] {
        window.run(&format!("{SET} set('{wrong}')")).await;
        assert_eq!(window.run(looked_at).await, json!(false), "{wrong}");
        let selector = wrong.split('\'').next().unwrap_or_default();
        window.run(&format!("{SET} set('{selector}', '')")).await;
        window.until("all well again", looked_at).await;
    }
}

const SET: &str = "const set = (selector, style) => { document.querySelector(selector).style = style };";

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_shown_in_part_says_so_at_its_end() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver_ham("Long", &"kuchenliste und wanderung\r\n".repeat(10_000));
    taught.deliver_ham("Short", "");
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.open_subject("Long").await;
    window.until_says("The text goes on. Mekiki shows its beginning").await;
    window.open_subject("Short").await;
    window.until("no such line", "return document.querySelector('[data-cut]') === null").await;
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_too_large_to_be_moved_says_so_when_it_is_marked_as_spam() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver_ham("Enormous", &"kuchenliste und wanderung und aquarell\r\n".repeat(1_400_000));
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.open_subject("Enormous").await;
    window.until_says("Mekiki reads and shows its beginning only, and never moves it.").await;
    window.press("j").await;
    window.until_says("is spam now. It stays where it is. It is larger than 50 MB").await;
    assert_eq!(taught.inbox().len(), 1);
    window.client.close().await.unwrap();
}
