//! Starting where something is missing or in the way.

use std::fs;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::process::Command;

use engine::{Engine, Options};
use mekiki_tests::desktop::{Desktop, Window, program};
use mekiki_tests::small_disk::on_a_small_disk;
use mekiki_tests::taught::Taught;
use rustix::process::{Pid, Signal, kill_process};

use crate::accessibility::{bring_axe, faultless};

#[test]
fn without_a_display_it_says_so_in_the_persons_language() {
    for (language, sentence) in [("C", "needs a graphical display"), ("ja_JP.UTF-8", "画面がない")] {
        let mut command = Command::new(program());
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("LC_ALL", language);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(sentence), "{said}");
        assert!(!said.contains("panicked"), "{said}");
        assert_eq!(output.status.code(), Some(3));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_folder_in_use_is_told_and_opened_when_it_is_free_again() {
    let desktop = Desktop::japanese();
    let taught = Taught::in_folder(&desktop.path(""));
    let holder = taught.engine();
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window
        .until("the problem", "return document.querySelector('[data-problem=already-running]') !== null")
        .await;
    window.until_says("別の Mekiki が使っています").await;
    window.picture("problem-ja").await;
    drop(holder);
    window.click("[role=alert] button").await;
    window.until_says("メールはまだありません").await;
    window.client.close().await.unwrap();
}

/// What is in the way stays in the way: asking again, a new page and new mail change nothing.
async fn stays(window: &Window, taught: &Taught, kind: &str) {
    let shown = format!(
        "return document.querySelectorAll('[role=alert][data-problem={kind}]').length === 1 &&
            document.querySelectorAll('[data-message]').length === 0"
    );
    window.until("what is in the way", &shown).await;
    taught.deliver_spam("While it was in the way");
    window.client.refresh().await.unwrap();
    window.until("the page again", "return document.querySelector('[data-place]') !== null").await;
    window.until("what is in the way", &shown).await;
    for place in ["junk", "inbox"] {
        window.show(place).await;
        window.until("what is in the way", &shown).await;
    }
    assert!(taught.inbox().iter().any(|mail| mail.windows(9).any(|words| words == b"While it ")));
}

/// Overwrites the second half of the last page: a leaf of a table that grew, so neither of
/// accounts nor of lists.
fn damage(database: &Path) {
    let size = fs::metadata(database).unwrap().len();
    let file = fs::File::options().write(true).open(database).unwrap();
    // A whole page of SQLite's, with what tells its kind.
    file.write_all_at(&[0xA5; 4096], size - 4096).unwrap();
}

struct Said {
    damaged: &'static str,
    kept: &'static str,
    taken_over: [&'static str; 3],
    learned: &'static str,
    go_on: &'static str,
}

async fn a_damaged_database_is_told_until_the_person_goes_on(desktop: &Desktop, language: &str, said: Said) {
    let taught = Taught::in_folder(&desktop.path(""));
    taught.deliver_spam("Sie haben gewonnen");
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window
        .until("one held message", "return /1/.test(document.querySelector('[data-place=junk]').innerText)")
        .await;
    window.client.close().await.unwrap();
    // Who closes it last writes the log back into the file.
    let closed = || Engine::open(&taught.data, Options::default()).is_ok();
    assert!(desktop.comes_true(closed).await, "it is closed");
    damage(&taught.data.join("mekiki.db"));
    let damaged = fs::read(taught.data.join("mekiki.db")).unwrap();
    let mut learned = 0;
    let aside = taught.data.join("mekiki.db.damaged-1");
    // Closing the window is no answer: the next one says it again.
    for _ in 0..2 {
        let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
        stays(&window, &taught, "store-corrupt").await;
        window.until_says(said.damaged).await;
        window.until_says(&said.kept.replace("PATH", &aside.display().to_string())).await;
        for part in said.taken_over {
            window.until_says(part).await;
        }
        learned = number_in_point_with(&window, said.learned).await;
        assert!((1..=40).contains(&learned), "{learned}");
        bring_axe(&window).await;
        faultless(&window, "a damaged database").await;
        window.picture(&format!("damaged-{language}")).await;
        assert_eq!(fs::read(&aside).unwrap(), damaged, "the damaged copy is as it was");
        window.client.close().await.unwrap();
    }
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until_says(said.go_on).await;
    window.click("[role=alert] button").await;
    window.until("no alert", "return document.querySelector('[role=alert]') === null").await;
    window
        .until("both are held", "return /2/.test(document.querySelector('[data-place=junk]').innerText)")
        .await;
    window.client.close().await.unwrap();
    assert!(desktop.comes_true(closed).await, "it is closed");
    let engine = taught.engine();
    let (ham, spam) = engine.learned();
    assert_eq!((ham + spam, engine.lists().unwrap().len()), (learned, 1));
}

/// Damage of the file below a window at work: met by the next mail, told as what it is, and gone past
/// by starting again, without the program being ended.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_damaged_at_work_is_told_and_left_behind_by_starting_again() {
    for (desktop, language, is_damaged, again, kept) in [
        (
            Desktop::english(),
            "en",
            "The database PATH is damaged.",
            "Start again",
            "is kept as PATH.damaged-1",
        ),
        (
            Desktop::japanese(),
            "ja",
            "データベース PATH が壊れています",
            "起動し直す",
            "PATH.damaged-1 として保管しました",
        ),
    ] {
        let taught = Taught::in_folder(&desktop.path(""));
        taught.deliver_spam("Sie haben gewonnen");
        let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
        window
            .until(
                "one held message",
                "return /1/.test(document.querySelector('[data-place=junk]').innerText)",
            )
            .await;
        let called_well = "return document.querySelectorAll('.well').length";
        window.until("all is called well", &format!("{called_well} === 1")).await;
        let database = taught.data.join("mekiki.db");
        // What is still in the log would be read from there, so that is damaged too.
        for file in [database.clone(), database.with_extension("db-wal")] {
            let size = fs::metadata(&file).unwrap().len();
            let noise = vec![0xA5; usize::try_from(size).unwrap()];
            fs::File::options().write(true).open(&file).unwrap().write_all_at(&noise, 0).unwrap();
        }
        for number in 0..20 {
            taught.deliver_ham(&format!("Probe {number}"), "");
        }
        let path = |said: &str| said.replace("PATH", &database.display().to_string());
        window
            .until(
                "the damage",
                "return document.querySelector('[role=alert][data-problem=store-corrupt]') !== null",
            )
            .await;
        window.until_says(&path(is_damaged)).await;
        window.until_says(again).await;
        assert_eq!(window.run(called_well).await, serde_json::json!(0), "nothing is called well");
        bring_axe(&window).await;
        faultless(&window, "a database damaged at work").await;
        window.picture(&format!("damaged-at-work-{language}")).await;
        window.click("[role=alert] button").await;
        window.until_says(&path(kept)).await;
        window.picture(&format!("started-again-{language}")).await;
        window.click("[role=alert] button").await;
        window.until("no alert", "return document.querySelector('[role=alert]') === null").await;
        window.client.close().await.unwrap();
        let closed = || Engine::open(&taught.data, Options::default()).is_ok();
        assert!(desktop.comes_true(closed).await, "the folder is let go of");
    }
}

async fn number_in_point_with(window: &Window, words: &str) -> u32 {
    let points = "return [...document.querySelectorAll('[role=alert] li')].map(point => point.textContent)";
    let points: Vec<String> = serde_json::from_value(window.run(points).await).unwrap();
    let point = points.iter().find(|point| point.contains(words)).unwrap_or_else(|| panic!("{points:?}"));
    point.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_is_told_in_english_until_the_person_goes_on() {
    let said = Said {
        damaged: "The database was damaged.",
        kept: "The damaged file is kept as PATH. Your mail is not affected.",
        taken_over: [
            "one account",
            "one entry of the allow and block lists",
            "one message in the junk folder",
        ],
        learned: "messages that you taught it",
        go_on: "Nothing happens until you go on.",
    };
    a_damaged_database_is_told_until_the_person_goes_on(&Desktop::english(), "en", said).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_is_told_in_japanese_until_the_person_goes_on() {
    let said = Said {
        damaged: "データベースが壊れていました。",
        kept: "壊れたファイルは PATH として保管しました。メールは無事です。",
        taken_over: ["アカウント：1件", "許可リストと拒否リストの項目：1件", "隔離中の迷惑メール：1通"],
        learned: "学習したメール",
        go_on: "「続ける」を押すまで、何も始めません。",
    };
    a_damaged_database_is_told_until_the_person_goes_on(&Desktop::japanese(), "ja", said).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_a_newer_program_is_left_alone_and_told() {
    let desktop = Desktop::dark();
    let taught = Taught::in_folder(&desktop.path(""));
    let database = taught.data.join("mekiki.db");
    // Bytes 60 to 63 of an SQLite file are its `user_version`.
    let file = fs::File::options().read(true).write(true).open(&database).unwrap();
    let mut version = [0; 4];
    file.read_exact_at(&mut version, 60).unwrap();
    file.write_all_at(&u32::MAX.to_be_bytes().map(|byte| byte & 0x7F), 60).unwrap();
    let before = fs::read(&database).unwrap();
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    stays(&window, &taught, "store-too-new").await;
    window.until_says(&format!("{} was written by a newer Mekiki.", database.display())).await;
    window.until_says("Please update this one.").await;
    bring_axe(&window).await;
    faultless(&window, "a database of a newer program, in the dark").await;
    window.picture("too-new-dark").await;
    assert_eq!(fs::read(&database).unwrap(), before);
    file.write_all_at(&version, 60).unwrap();
    window.click("[role=alert] button").await;
    window
        .until("the spam is held", "return /1/.test(document.querySelector('[data-place=junk]').innerText)")
        .await;
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_folder_that_cannot_be_made_is_told_and_tried_again_when_asked() {
    let desktop = Desktop::japanese();
    let taught = Taught::untaught(&desktop.path("elsewhere"));
    // What even the administrator cannot write into: a file stands where a folder has to be.
    let inside = desktop.path("file");
    fs::write(&inside, b"not a folder").unwrap();
    let window = desktop.open(&["--data-dir".as_ref(), &inside.join("data")]).await;
    stays(&window, &taught, "not-a-folder").await;
    window.until_says("ここにはフォルダーが必要です。").await;
    window.click("[role=alert] button").await;
    stays(&window, &taught, "not-a-folder").await;
    fs::remove_file(&inside).unwrap();
    window.click("[role=alert] button").await;
    window.until_says("アカウントがまだありません").await;
    window.client.close().await.unwrap();
}

#[test]
fn a_full_and_a_read_only_disk_are_told_and_the_window_goes_on_when_they_are_not() {
    on_a_small_disk(
        "starting::a_full_and_a_read_only_disk_are_told_and_the_window_goes_on_when_they_are_not",
        async |disk| {
            let desktop = Desktop::english();
            let taught = Taught::in_folder(&desktop.path(""));
            disk.fill(0);
            let window = desktop.open(&["--data-dir".as_ref(), &disk.path("full")]).await;
            stays(&window, &taught, "disk-full").await;
            window.until_says("Make room").await;
            window.picture("disk-full-en").await;
            disk.make_room();
            window.click("[role=alert] button").await;
            window.until_says("No account yet.").await;
            window.client.close().await.unwrap();
            let closed = || Engine::open(&disk.path("full"), Options::default()).is_ok();
            assert!(desktop.comes_true(closed).await, "it is closed");
            disk.make_read_only();
            let window = desktop.open(&["--data-dir".as_ref(), &disk.path("full")]).await;
            stays(&window, &taught, "read-only").await;
            window.until_says("Make it writable").await;
            disk.make_writable();
            window.click("[role=alert] button").await;
            window.until_says("No account yet.").await;
            window.client.close().await.unwrap();
        },
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_without_a_folder_of_its_own_leaves_nothing_behind() {
    let desktop = Desktop::english();
    let passing = desktop.path("passing");
    let mut started = desktop.command(program()).arg("--demo").spawn().unwrap();
    let delivered = || a_demonstration_holds_mail(&passing);
    assert!(desktop.comes_true(delivered).await, "the demonstration is at work");
    let process = Pid::from_child(&started);
    kill_process(process, Signal::TERM).unwrap();
    assert!(started.wait().unwrap().success(), "it ended of itself");
    assert_eq!(std::fs::read_dir(&passing).unwrap().count(), 0);
}

/// Before that it may not listen to signals yet; and other programs put their files there too.
fn a_demonstration_holds_mail(passing: &Path) -> bool {
    let folders = std::fs::read_dir(passing).into_iter().flatten().flatten();
    folders
        .map(|folder| folder.path().join("data/junk/cur"))
        .any(|junk| junk.read_dir().is_ok_and(|mut held| held.next().is_some()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_leaves_the_work_to_the_first() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until_says("No mail yet").await;
    let second = desktop.command(program()).arg("--data-dir").arg(&taught.data).output().unwrap();
    assert!(second.status.success(), "{}", String::from_utf8_lossy(&second.stderr));
    window.until_says("No mail yet").await;
    // On other data it is a window of its own.
    let passing = desktop.path("passing");
    let mut other = desktop.command(program()).arg("--demo").spawn().unwrap();
    let at_work = || a_demonstration_holds_mail(&passing);
    assert!(desktop.comes_true(at_work).await, "the demonstration is at work");
    kill_process(Pid::from_child(&other), Signal::TERM).unwrap();
    assert!(other.wait().unwrap().success(), "it ended of itself");
    window.client.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn held_mail_that_an_older_database_does_not_know_is_listed_again_and_told_until_it_is_read() {
    let desktop = Desktop::english();
    let taught = Taught::in_folder(&desktop.path(""));
    let database = taught.data.join("mekiki.db");
    let earlier = fs::read(&database).unwrap();
    taught.deliver_spam("Sie haben gewonnen");
    let held = "return /1/.test(document.querySelector('[data-place=junk]').innerText)";
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until("one held message", held).await;
    window.client.close().await.unwrap();
    let closed = || Engine::open(&taught.data, Options::default()).is_ok();
    assert!(desktop.comes_true(closed).await, "it is closed");
    for rest in ["-wal", "-shm"] {
        let _ = fs::remove_file(taught.data.join(format!("mekiki.db{rest}")));
    }
    fs::write(&database, earlier).unwrap();
    let window = desktop.open(&["--data-dir".as_ref(), &taught.data]).await;
    window.until_says("lay in the junk folder").await;
    window.until("one held message", held).await;
    // A change, and the page loaded anew, take nothing of it away.
    taught.deliver_ham("Probe am Freitag", "");
    window.until_lists("Probe am Freitag").await;
    window.client.refresh().await.unwrap();
    window.until_says("lay in the junk folder").await;
    window.picture("listed-again-en").await;
    window.click("[role=alert]:has([data-found]) [data-action=banner-act]").await;
    window.until("nothing to be read", "return document.querySelector('[data-found]') === null").await;
    let forgotten = "return window.__TAURI_INTERNALS__.invoke('found_at_opening').then(found => found.listed_again === 0)";
    window.until("it is forgotten", forgotten).await;
    window.client.refresh().await.unwrap();
    window.until_lists("Probe am Freitag").await;
    window.until("the choice", "return document.querySelector('[name=letter-keys]')?.checked").await;
    assert_eq!(window.run("return document.querySelector('[data-found]')").await, serde_json::json!(null));
    window.client.close().await.unwrap();
}
