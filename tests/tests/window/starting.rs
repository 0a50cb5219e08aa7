//! Starting where something is missing or in the way.

use std::process::Command;

use mekiki_tests::desktop::{Desktop, program};
use mekiki_tests::taught::Taught;
use rustix::process::{Pid, Signal, kill_process};

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

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_without_a_folder_of_its_own_leaves_nothing_behind() {
    let desktop = Desktop::english();
    let passing = desktop.path("passing");
    let mut started = desktop.command(program()).arg("--demo").spawn().unwrap();
    let delivered = || {
        let folder = std::fs::read_dir(&passing).unwrap().next();
        folder.is_some_and(|folder| {
            folder
                .unwrap()
                .path()
                .join("data/junk/cur")
                .read_dir()
                .is_ok_and(|mut held| held.next().is_some())
        })
    };
    assert!(desktop.comes_true(delivered).await, "the demonstration is at work");
    let process = Pid::from_child(&started);
    kill_process(process, Signal::TERM).unwrap();
    assert!(started.wait().unwrap().success(), "it ended of itself");
    assert_eq!(std::fs::read_dir(&passing).unwrap().count(), 0);
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
    window.client.close().await.unwrap();
}
