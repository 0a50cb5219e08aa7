//! A mailbox of a person's own in the window: new mail, keys, corrections that teach.

use mekiki_tests::desktop::{Desktop, Window};
use mekiki_tests::taught::Taught;
use serde_json::json;

use crate::accessibility::{bring_axe, faultless};

#[tokio::test(flavor = "multi_thread")]
async fn new_mail_appears_by_itself_judged_and_where_it_belongs() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until_says("No mail yet").await;
    taught.deliver_ham("Probe am Freitag", "");
    window.until_lists("Probe am Freitag").await;
    taught.deliver_spam("Sie haben gewonnen");
    window
        .until("one held message", "return /1/.test(document.querySelector('[data-place=junk]').innerText)")
        .await;
    window.show("junk").await;
    assert_eq!(window.subjects().await, ["Sie haben gewonnen"]);
    assert_eq!(taught.inbox().len(), 1, "the spam is out of the Maildir's inbox");
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keys_move_judge_and_explain() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver_ham("First", "");
    taught.deliver_ham("Second", "");
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until("both messages", "return document.querySelectorAll('[data-message]').length === 2").await;
    let subjects = window.subjects().await;
    let down = "\u{E015}";
    window.press(down).await;
    window.until("the first is open", &opened(&subjects[0])).await;
    window.press(down).await;
    window.until("the second is open", &opened(&subjects[1])).await;
    window.press("w").await;
    assert_eq!(window.run("return document.activeElement.id").await, json!("reasons"));
    window.press("j").await;
    window.until_says("is spam now and lies in the junk folder").await;
    assert_eq!(window.subjects().await, subjects[..1]);
    window.press("n").await;
    window.until_says("is back in the inbox").await;
    window.press("?").await;
    window.until("the keys", "return document.querySelector('dialog').open").await;
    window.press("\u{E00C}").await;
    window.until("the keys are gone", "return !document.querySelector('dialog').open").await;
    window.client.close().await.unwrap();
}

/// How many of the buttons say that they are pressed.
const PRESSED: &str = "return document.querySelectorAll('[aria-pressed=true]').length";
const ENTER: &str = "\u{E007}";
const TAB: &str = "\u{E004}";
const ESCAPE: &str = "\u{E00C}";

#[tokio::test(flavor = "multi_thread")]
async fn without_letter_keys_a_message_is_judged_by_a_few_keys_and_they_all_mean_the_one_in_view() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    for subject in ["First", "Second", "Third"] {
        taught.deliver_ham(subject, "");
    }
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until("all mail", "return document.querySelectorAll('[data-message]').length === 3").await;
    window.until("the choice", "return document.querySelector('[name=letter-keys]')?.checked").await;
    window.click("[name=letter-keys]").await;
    let subjects = window.subjects().await;
    window.run("document.querySelector('[data-message][tabindex=\"0\"]').focus()").await;
    window.press("\u{E015}").await;
    window.until("the first is open", &opened(&subjects[0])).await;
    window.press("\u{E015}").await;
    window.until("the second is open", &opened(&subjects[1])).await;
    // The list is one stop: one more key leaves it.
    window.press(TAB).await;
    assert_eq!(window.run("return document.activeElement.closest('[data-list]')").await, json!(null));
    window.press(ESCAPE).await;
    window.until("the row again", "return document.activeElement.dataset.message !== undefined").await;
    window.press(ENTER).await;
    window.until("within the message", "return document.activeElement.id === 'message'").await;
    window.press(TAB).await;
    assert_eq!(window.run("return document.activeElement.dataset.action").await, json!("spam"));
    window.press(ENTER).await;
    window.until_says("is spam now and lies in the junk folder").await;
    let with_it = format!(
        "const focus = document.activeElement;
        return focus.closest('article') !== null && {} === {}",
        "document.querySelector('article h2').textContent",
        json!(subjects[1])
    );
    window.until("ring and message are one", &with_it).await;
    window.picture("after-spam-en").await;
    window.press(ESCAPE).await;
    window.until("the next row, and it is open", &opened(&subjects[2])).await;
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn single_letter_keys_can_be_switched_off_for_good() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver_ham("First", "");
    let mut window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until_lists("First").await;
    window.until("the choice", "return document.querySelector('[name=letter-keys]')?.checked").await;
    window.press("?").await;
    window.until("the keys", "return document.querySelector('dialog').open").await;
    window.picture("keys-en").await;
    window.press("\u{E00C}").await;
    window.until("the keys are gone", "return !document.querySelector('dialog').open").await;
    window.click("[name=letter-keys]").await;
    let kept = "return window.__TAURI_INTERNALS__.invoke('letter_keys').then(count => count === false)";
    window.until("the choice is kept", kept).await;
    for _ in 0..2 {
        window
            .until("the choice", "return document.querySelector('[name=letter-keys]')?.checked === false")
            .await;
        window.open_subject("First").await;
        for key in ["j", "n", "w", "?"] {
            window.press(key).await;
        }
        // The next key is taken after those, so whatever they did is done.
        window.press("\u{E031}").await;
        window.until("the keys", "return document.querySelector('dialog').open").await;
        window.until_says("are switched off").await;
        window.picture("keys-off-en").await;
        window.press("\u{E00C}").await;
        window.until("the keys are gone", "return !document.querySelector('dialog').open").await;
        assert_eq!(window.run("return document.activeElement.id").await, json!(""));
        assert_eq!(window.run(PRESSED).await, json!(0));
        window.client.close().await.unwrap();
        window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    }
    // Switched on again the same key says what the message is, and that is to be seen.
    window.open_subject("First").await;
    window.until("the choice", "return document.querySelector('[name=letter-keys]') !== null").await;
    window.click("[name=letter-keys]").await;
    window.press("n").await;
    window.until("a word", &format!("{PRESSED} === 1")).await;
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_correction_says_what_it_changed_and_what_is_still_missing() {
    let desktop = Desktop::english();
    let taught = Taught::untaught(&desktop.path(""));
    taught.deliver_ham("First", "");
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.open_subject("First").await;
    window.press("j").await;
    window.until_says("Mekiki has learned one spam message so far, and no wanted mail.").await;
    window.picture("first-spam-en").await;
    window.click("[data-action=more]").await;
    window.until_says("No other message changed its verdict.").await;
    window.until_says("words it weighs once it has learned some of both").await;
    window.speak("ja").await;
    window.press("n").await;
    // It is explained once, and counted when asked for.
    let counted = "これまでに必要なメール1通、迷惑メール0通を学習しました。";
    window.until("more to read", "return document.querySelector('[data-action=more]') !== null").await;
    let bar = window.text("[role=status]").await;
    assert!(!bar.contains("学習"), "{bar}");
    window.picture("first-ham-ja").await;
    window.click("[data-action=more]").await;
    window.until_says(counted).await;
    window.client.close().await.unwrap();
}

/// One of several copies that differ in sender and subject, and by `word`.
fn copy_of_one_text(sender: &str, subject: &str, word: &str) -> String {
    format!(
        "From: {sender}@{subject}.example\r\nTo: me@home.example\r\nSubject: {subject}\r\n\
        Date: Sat, 21 Nov 2026 10:00:00 +0000\r\nMessage-ID: <{subject}@{subject}.example>\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\r\n\
        Wir kaufen Ihr gebrauchtes Klavier zum besten Preis, holen es noch diese Woche bei Ihnen ab und \
        zahlen sofort in bar. Auch verstimmte Instrumente, Orgeln, Harmonien und alte Fluegel sind uns {word}. \
        Schicken Sie uns einfach ein Bild und Ihre Anschrift, dann melden wir uns bei Ihnen.\r\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_says_how_many_others_it_changed() {
    let desktop = Desktop::english();
    let taught = Taught::untaught(&desktop.path(""));
    taught.deliver("erste", &copy_of_one_text("anna", "erste", "recht"));
    taught.deliver("zweite", &copy_of_one_text("bodo", "zweite", "recht"));
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until_lists("zweite").await;
    window.open_subject("erste").await;
    window.press("j").await;
    window.until_says("One other message is judged differently now.").await;
    window.until_says("was moved to the junk folder as well.").await;
    assert_eq!(window.subjects().await, Vec::<String>::new(), "both are held");
    window.picture("also-changed-en").await;
    window.show("junk").await;
    window.open_subject("zweite").await;
    window.until_says("the same as one that was marked as spam").await;
    window.until_says("Near-copies").await;
    window.picture("near-copy-en").await;
    window.speak("ja").await;
    window.press("n").await;
    window.until("more to read", "return document.querySelector('[data-action=more]') !== null").await;
    window.click("[data-action=more]").await;
    window.until_says("ほかのメールの判断は変わりませんでした。").await;
    window.until_says("これまでに必要なメール1通、迷惑メール1通を学習しました。").await;
    // What was said of the other copy is the opposite, and the slip can be taken back at once.
    window.until_says("ほぼ同じ文面の1通（「\u{2068}erste\u{2069}」など）には、逆の指定をしています。").await;
    bring_axe(&window).await;
    faultless(&window, "a contradiction").await;
    window.picture("near-copy-ja").await;
    assert_eq!(window.run(PRESSED).await, json!(1));
    window.click("[data-action=take-back-slip]").await;
    window.until_says("についての指定と学習を取り消しました").await;
    window.until("no word", &format!("{PRESSED} === 0")).await;
    window.client.close().await.unwrap();
}

fn opened(subject: &str) -> String {
    format!("return document.querySelector('article h2')?.textContent === {}", json!(subject))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chosen_language_is_spoken_at_the_next_start() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until_says("No mail yet").await;
    window.speak("ja").await;
    window.until_says("メールはまだありません").await;
    let kept = "return window.__TAURI_INTERNALS__.invoke('language').then(kept => kept === 'ja')";
    window.until("the choice is kept", kept).await;
    window.client.close().await.unwrap();
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until_says("メールはまだありません").await;
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_a_handful_of_others_wait_until_they_are_moved_too() {
    let desktop = Desktop::english();
    let taught = Taught::untaught(&desktop.path(""));
    let names = ["erste", "zweite", "dritte", "vierte", "fuenfte", "sechste", "siebte", "achte"];
    for name in names {
        taught.deliver(name, &copy_of_one_text(name, name, "recht"));
    }
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    let all = format!("return document.querySelectorAll('[data-message]').length === {}", names.len());
    window.until("all of them", &all).await;
    window.open_subject("erste").await;
    window.press("j").await;
    window.until_says("7 other messages are now judged spam too and were left where they are").await;
    assert_eq!(window.subjects().await.len(), 7);
    bring_axe(&window).await;
    faultless(&window, "a correction that left others").await;
    window.picture("left-waiting-en").await;
    window.open_subject("zweite").await;
    window.until("asked still", "return document.querySelector('[data-unanswered=inbox]') !== null").await;
    window.client.close().await.unwrap();
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until_says("7 messages of “home” are judged spam and were left in the inbox.").await;
    window.picture("unanswered-en").await;
    window.click("[role=alert]:has([data-unanswered]) [data-action=banner-act]").await;
    window.until_says("7 messages were moved to the junk folder.").await;
    window.until("none is left", "return document.querySelectorAll('[data-message]').length === 0").await;
    window.show("junk").await;
    window.until("all of them", &all).await;
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_cannot_be_opened_says_why_and_opens_when_tried_again() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver_ham("First", "");
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until_lists("First").await;
    let aside = taught.mail.with_extension("aside");
    std::fs::rename(&taught.mail, &aside).unwrap();
    window.click("[data-message]").await;
    window.until("why", "return document.querySelector('article [role=alert]') !== null").await;
    window.until_says("This message cannot be shown now.").await;
    assert_eq!(window.run("return document.body.innerText.includes('Opening…')").await, json!(false));
    bring_axe(&window).await;
    faultless(&window, "a message that cannot be opened").await;
    window.picture("unopened-en").await;
    std::fs::rename(&aside, &taught.mail).unwrap();
    window.click("article [role=alert] button").await;
    window.until("its reasons", "return document.querySelector('[data-sentence]') !== null").await;
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_restored_while_its_mailbox_is_away_is_told_as_waiting_until_it_is_back() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver_spam("Sie haben gewonnen");
    taught.deliver_spam("Noch ein Gewinn");
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window
        .until("two held messages", "return /2/.test(document.querySelector('[data-place=junk]').innerText)")
        .await;
    window.show("junk").await;
    window.open_subject("Sie haben gewonnen").await;
    let aside = taught.mail.with_extension("aside");
    std::fs::rename(&taught.mail, &aside).unwrap();
    window.press("r").await;
    window.until_says("goes back to the inbox as soon as the mailbox can be reached").await;
    assert!(!window.text("body").await.contains("That was not done"));
    bring_axe(&window).await;
    faultless(&window, "a release that waits").await;
    window.picture("restored-later-en").await;
    window.open_subject("Noch ein Gewinn").await;
    window.until_says("still waits for its mailbox; Mekiki goes on trying by itself").await;
    faultless(&window, "a release that waits while the person goes on").await;
    window.picture("still-waits-en").await;
    std::fs::rename(&aside, &taught.mail).unwrap();
    // Whatever reaches the mailbox next makes the move that waited.
    window.press("n").await;
    window.until("both are back", "return document.querySelectorAll('[data-message]').length === 0").await;
    window.until("nothing waits", "return document.querySelector('[data-pending]') === null").await;
    assert_eq!(taught.inbox().len(), 2);
    window.client.close().await.unwrap();
}

/// How far from the middle of the text a word is drawn: below 0 to the left, above to the right.
fn side_of(word: &str) -> String {
    format!(
        "const text = document.querySelector('article .text');
        const node = [...text.childNodes].find(one => one.textContent.includes({word}));
        const range = document.createRange();
        const at = node.textContent.indexOf({word});
        range.setStart(node, at);
        range.setEnd(node, at + {word}.length);
        // A range of such text measures as wide as its line; a box around it does not.
        const box = document.createElement('span');
        range.surroundContents(box);
        const middle = ({{ left, right }}) => (left + right) / 2;
        return middle(box.getBoundingClientRect()) - middle(text.getBoundingClientRect())",
        word = json!(word)
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn each_line_of_a_mail_has_the_direction_of_its_own_letters() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver_ham("Both", "\r\nمرحبا بكم في الميناء\r\nHello from the harbour\r\n");
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.open_subject("Both").await;
    window.picture("both-directions-en").await;
    let english = window.run(&side_of("Hello")).await.as_f64().unwrap();
    assert!(english < 0.0, "the English line begins at the left: {english}");
    let arabic = window.run(&side_of("مرحبا")).await.as_f64().unwrap();
    assert!(arabic > 0.0, "the Arabic line begins at the right: {arabic}");
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_has_few_rows_in_the_page_and_the_keys_lead_through_all_of_it() {
    let desktop = Desktop::english();
    let taught = Taught::untaught(&desktop.path(""));
    for number in 0..230 {
        taught.deliver(&format!("n{number}"), &copy_of_one_text("anna", &format!("n{number}"), "recht"));
    }
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    let listed = "return document.querySelector('[data-list] li')?.getAttribute('aria-setsize') === '230'";
    window.until("all of them are counted", listed).await;
    let rows = "return document.querySelectorAll('[data-message]').length";
    assert!(window.run(rows).await.as_u64().unwrap() < 100);
    bring_axe(&window).await;
    faultless(&window, "a long list").await;
    window.run("document.querySelector('[data-message][tabindex=\"0\"]').focus()").await;
    let at = |place: u32| {
        format!(
            "const row = document.activeElement;
            const {{ top, bottom }} = row.getBoundingClientRect();
            return row.closest('li')?.getAttribute('aria-posinset') === '{place}' &&
                row.getAttribute('aria-current') === 'true' && row.tabIndex === 0 &&
                top >= 0 && bottom <= innerHeight + 1 &&
                document.querySelectorAll('[data-message][tabindex=\"0\"]').length === 1"
        )
    };
    for (key, place) in [("\u{E010}", 230), ("\u{E013}", 229), ("\u{E011}", 1), ("\u{E015}", 2)] {
        window.press(key).await;
        window.until(&format!("row {place} has the focus, in view"), &at(place)).await;
    }
    window.press("\u{E010}").await;
    window.until("the last row", &at(230)).await;
    window.picture("long-list-end-en").await;
    // Scrolled away, the row with the focus is in the page still.
    window.run("document.querySelector('[data-list]').scrollTop = 0").await;
    let first = "return [...document.querySelectorAll('[data-message]')].some(row => row.closest('li').getAttribute('aria-posinset') === '1')";
    window.until("the first row", first).await;
    let kept = "return document.activeElement.closest('li')?.getAttribute('aria-posinset')";
    assert_eq!(window.run(kept).await, json!("230"));
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_be_said_of_held_mail_that_was_corrected_stands_on_one_row() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver_ham("First", "");
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.open_subject("First").await;
    window.press("j").await;
    window.until_says("is spam now and lies in the junk folder").await;
    stands_on_one_row(&window, 4).await;
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_be_said_of_mail_in_the_inbox_that_was_corrected_stands_on_one_row() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver_ham("First", "");
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.open_subject("First").await;
    window.press("n").await;
    window.until_says("It stays in the inbox").await;
    stands_on_one_row(&window, 3).await;
    window.client.close().await.unwrap();
}

/// The buttons, at least so many, stand on one row at each width where the window is laid out in another way.
async fn stands_on_one_row(window: &Window, least: usize) {
    let one_row = format!(
        "const buttons = [...document.querySelectorAll('article [role=group] button')]
        .filter(button => button.checkVisibility());
        return buttons.length >= {least} && new Set(buttons.map(button => button.offsetTop)).size === 1"
    );
    for width in [1280, 1279, 1240, 1121, 1100, 1000, 961, 960, 800, 769, 768, 600, 480] {
        window.resize(width, 700).await;
        for language in ["en", "ja"] {
            window.speak(language).await;
            window.until(&format!("one row at {width} in {language}"), &one_row).await;
        }
    }
}
