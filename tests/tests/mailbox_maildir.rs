//! A Maildir as a live source, with everything that may lie about in one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_wrap
)]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use engine::account::Source;
use engine::mailbox::{self, Cursor, Envelope, Mailbox, Sought, Woken};
use engine::problem::{Problem, ProblemKind};
use mekiki_tests::{sample, tool};
use tempfile::TempDir;
use tokio::sync::watch;

const LONG: u64 = 120;

struct Mail {
    root: TempDir,
}

impl Mail {
    fn new(folders: &[&str]) -> Self {
        let root = tempfile::tempdir().unwrap();
        for folder in folders {
            for part in ["tmp", "new", "cur"] {
                fs::create_dir_all(root.path().join(folder).join(part)).unwrap();
            }
        }
        Self { root }
    }

    fn path(&self, place: &str) -> PathBuf {
        self.root.path().join(place)
    }

    /// Puts a message in as a delivery program does: written in `tmp`, renamed.
    fn put(&self, place: &str, raw: &[u8], received: u64) {
        let temporary = self.path("tmp/being-delivered");
        let mut file = fs::File::create(&temporary).unwrap();
        std::io::Write::write_all(&mut file, raw).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(received)).unwrap();
        fs::rename(temporary, self.path(place)).unwrap();
    }

    async fn open(&self) -> Box<dyn Mailbox> {
        open(self.root.path()).await.unwrap()
    }

    /// Every message file with its bytes and date, by its path in the Maildir.
    fn files(&self) -> BTreeSet<(String, Vec<u8>, SystemTime)> {
        let mut files = BTreeSet::new();
        let mut folders = vec![self.root.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let facts = fs::symlink_metadata(&path).unwrap();
                if facts.is_dir() {
                    folders.push(path);
                } else if facts.is_file() && path.file_name().unwrap() != "maildirfolder" {
                    let name = path.strip_prefix(self.root.path()).unwrap().to_string_lossy().into_owned();
                    files.insert((name, fs::read(&path).unwrap(), facts.modified().unwrap()));
                }
            }
        }
        files
    }
}

async fn open(path: &Path) -> Result<Box<dyn Mailbox>, Problem> {
    mailbox::connect(&Source::Maildir { path: path.to_owned() }, None, path.to_owned()).await
}

async fn keys(mailbox: &mut dyn Mailbox, cursor: Option<&Cursor>) -> (Vec<String>, Cursor) {
    let look = mailbox.look("INBOX", cursor, 1_000).await.unwrap();
    (look.new.into_iter().map(|seen| seen.place.key).collect(), look.cursor)
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_held_and_released_byte_for_byte_with_flags_and_dates() {
    let mail = Mail::new(&[""]);
    for number in 0..50 {
        let place = ["new/", "cur/"][number % 2];
        let info = ["", ":2,", "", ":2,FRS"][number % 4];
        let received = 1_700_000_000 + number as u64;
        mail.put(&format!("{place}{received}.M{number}P1.host{info}"), &sample::message(number), received);
    }
    let before = mail.files();
    let mut mailbox = mail.open().await;
    let look = mailbox.look("INBOX", None, 100).await.unwrap();
    assert_eq!(look.new.len(), 50);
    let mut held = Vec::new();
    for (number, seen) in look.new.iter().enumerate() {
        assert_eq!(seen.envelope.received, Some((1_700_000_000 + number as i64, 0)), "the oldest first");
        let raw = mailbox.fetch(&seen.place).await.unwrap();
        assert_eq!(raw, sample::message(number));
        assert_eq!(seen.size, raw.len() as u64);
        held.push(mailbox.hold(&seen.place).await.unwrap().unwrap());
    }
    assert_eq!(look.new[3].envelope.flags, ["\\Answered", "\\Flagged", "\\Seen"]);
    assert_eq!(mailbox.count("INBOX").await.unwrap(), 0);
    assert_eq!(mailbox.count(mailbox.own_folder().unwrap().to_owned().as_str()).await.unwrap(), 50);
    assert!(mail.files().iter().all(|(name, ..)| name.starts_with(".Mekiki/")));
    for place in &held {
        assert_eq!(mailbox.release(place, "INBOX").await.unwrap().folder, "INBOX");
    }
    assert_eq!(mail.files(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_delivered_late_under_an_old_name_is_not_missed() {
    let mail = Mail::new(&[""]);
    mail.put("new/1700000500.M1.host", b"new", 1_700_000_500);
    let mut mailbox = mail.open().await;
    let (first, cursor) = keys(mailbox.as_mut(), None).await;
    assert_eq!(first, ["1700000500.M1.host"]);
    // Old in name and date; and one whose name says nothing.
    mail.put("new/1500000000.M1.host", b"late", 1_500_000_000);
    mail.put("cur/moved-in:2,S", b"moved in", 1_400_000_000);
    let (late, cursor) = keys(mailbox.as_mut(), Some(&cursor)).await;
    assert_eq!(late, ["moved-in", "1500000000.M1.host"]);
    assert!(keys(mailbox.as_mut(), Some(&cursor)).await.0.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn flags_may_change_and_the_message_stays_known_and_found() {
    let mail = Mail::new(&[""]);
    mail.put("new/1700000000.M1.host", &sample::message(1), 1_700_000_000);
    let mut mailbox = mail.open().await;
    let look = mailbox.look("INBOX", None, 10).await.unwrap();
    fs::rename(mail.path("new/1700000000.M1.host"), mail.path("cur/1700000000.M1.host:2,S")).unwrap();
    assert!(keys(mailbox.as_mut(), Some(&look.cursor)).await.0.is_empty());
    fs::rename(mail.path("cur/1700000000.M1.host:2,S"), mail.path("cur/1700000000.M1.host:2,FS")).unwrap();
    assert_eq!(mailbox.fetch(&look.new[0].place).await.unwrap(), sample::message(1));
    let held = mailbox.hold(&look.new[0].place).await.unwrap().unwrap();
    mailbox.release(&held, "INBOX").await.unwrap();
    assert!(mail.path("cur/1700000000.M1.host:2,FS").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_in_portions_misses_and_repeats_nothing() {
    let mail = Mail::new(&[""]);
    for number in 0..25 {
        mail.put(&format!("new/17000000{number:02}.M1.host"), &sample::message(number), 1_700_000_000);
    }
    let mut mailbox = mail.open().await;
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let look = mailbox.look("INBOX", cursor.as_ref(), 10).await.unwrap();
        assert!(!look.rebuilt);
        seen.extend(look.new.into_iter().map(|seen| seen.place.key));
        cursor = Some(look.cursor);
        if !look.more {
            break;
        }
    }
    assert_eq!(seen, (0..25).map(|number| format!("17000000{number:02}.M1.host")).collect::<Vec<_>>());
    let strange = mailbox.look("INBOX", Some(&Cursor("7:42".to_owned())), 100).await.unwrap();
    assert!(strange.rebuilt && strange.new.len() == 25, "the cursor of another protocol");
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_things_in_the_folder_neither_hang_nor_mislead() {
    let mail = Mail::new(&[""]);
    let pipe = mail.path("new/1700000001.pipe");
    tool::run(Command::new("mkfifo").arg(&pipe));
    symlink("/etc/passwd", mail.path("cur/1700000002.link:2,S")).unwrap();
    symlink("nowhere", mail.path("cur/1700000003.broken:2,S")).unwrap();
    fs::create_dir(mail.path("cur/1700000004.directory")).unwrap();
    mail.put("cur/.hidden", b"hidden", 1_700_000_000);
    mail.put("new/1700000005.empty", b"", 1_700_000_000);
    fs::write(mail.root.path().join("cur").join(OsStr::from_bytes(b"\xff\xfe name:2,S")), b"no utf-8")
        .unwrap();
    fs::write(mail.path("cur/1700000006. a \"name\" with\nlines:2,"), b"lines").unwrap();
    let mut mailbox = mail.open().await;
    let look = mailbox.look("INBOX", None, 100).await.unwrap();
    let mut bodies = Vec::new();
    for seen in &look.new {
        bodies.push(mailbox.fetch(&seen.place).await.unwrap());
        let held = mailbox.hold(&seen.place).await.unwrap().unwrap();
        mailbox.release(&held, "INBOX").await.unwrap();
    }
    bodies.sort();
    assert_eq!(bodies, [b"".to_vec(), b"lines".to_vec(), b"no utf-8".to_vec()]);
    // What takes a known message's place is no message.
    fs::remove_file(mail.path("new/1700000005.empty")).unwrap();
    tool::run(Command::new("mkfifo").arg(mail.path("new/1700000005.empty")));
    let empty = look.new.iter().find(|seen| seen.place.key == "1700000005.empty").unwrap();
    assert_eq!(mailbox.fetch(&empty.place).await.unwrap_err().kind, ProblemKind::MessageGone);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_in_the_way_is_not_replaced() {
    let mail = Mail::new(&["", ".Mekiki"]);
    mail.put("new/same", b"the message", 1_700_000_000);
    mail.put(".Mekiki/new/same", b"in the way", 1_700_000_000);
    let mut mailbox = mail.open().await;
    let look = mailbox.look("INBOX", None, 10).await.unwrap();
    let held = mailbox.hold(&look.new[0].place).await.unwrap().unwrap();
    assert_ne!(held.key, "same");
    assert_eq!(mailbox.fetch(&held).await.unwrap(), b"the message");
    assert_eq!(fs::read(mail.path(".Mekiki/new/same")).unwrap(), b"in the way");
    // A message of the same base name with other flags could not be told from it later.
    mail.put("cur/other:2,S", b"another", 1_700_000_000);
    mail.put(".Mekiki/cur/other:2,F", b"in the way, too", 1_700_000_000);
    let look = mailbox.look("INBOX", Some(&look.cursor), 10).await.unwrap();
    let held = mailbox.hold(&look.new[0].place).await.unwrap().unwrap();
    assert_ne!(held.key, "other");
    assert_eq!(mailbox.fetch(&held).await.unwrap(), b"another");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_restored_with_its_flags_and_date() {
    let mail = Mail::new(&[""]);
    let mut mailbox = mail.open().await;
    let raw = sample::message(35);
    let seen =
        Envelope { flags: vec!["\\Flagged".into(), "\\Seen".into()], received: Some((1_600_000_000, 540)) };
    let place = mailbox.restore("INBOX", &raw, &seen).await.unwrap();
    assert_eq!(mailbox.fetch(&place).await.unwrap(), raw);
    let other =
        mailbox.restore("INBOX", &raw, &Envelope { flags: Vec::new(), ..seen.clone() }).await.unwrap();
    assert_ne!(other.key, place.key, "two copies of one message stay two");
    let look = mailbox.look("INBOX", None, 10).await.unwrap();
    let mut flags: Vec<_> = look.new.iter().map(|one| one.envelope.flags.clone()).collect();
    flags.sort();
    assert_eq!(flags, [vec![], seen.flags]);
    assert!(look.new.iter().all(|one| one.envelope.received == Some((1_600_000_000, 0))));
    assert!(fs::read_dir(mail.path("tmp")).unwrap().next().is_none(), "nothing is left behind");
    assert_eq!(fs::read_dir(mail.path("new")).unwrap().count(), 1, "without flags it is new again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_message_is_located_by_its_bytes() {
    let mail = Mail::new(&["", ".Archive"]);
    mail.put("cur/1.a:2,S", &sample::message(1), 1_700_000_000);
    mail.put("cur/2.b:2,ST", &sample::message(1), 1_700_000_000);
    mail.put("new/3.c", &sample::message(2), 1_700_000_000);
    mail.put(".Archive/cur/4.d:2,", &sample::message(1), 1_700_000_000);
    let mut mailbox = mail.open().await;
    let raw = sample::message(1);
    let sought = Sought {
        message_id: String::new(),
        digest: sample::digest(&raw),
        size: raw.len() as u64,
        place: None,
    };
    let found = mailbox.locate("INBOX", &sought).await.unwrap();
    assert_eq!(
        found.iter().map(|place| place.key.as_str()).collect::<Vec<_>>(),
        ["1.a"],
        "a deleted one does not count"
    );
    assert_eq!(mailbox.locate("Archive", &sought).await.unwrap().len(), 1);
    assert!(mailbox.locate("Mekiki", &sought).await.unwrap().is_empty());
    mailbox.delete(&found[0]).await.unwrap();
    assert!(mailbox.locate("INBOX", &sought).await.unwrap().is_empty());
    assert_eq!(mailbox.delete(&found[0]).await.unwrap_err().kind, ProblemKind::MessageGone);
}

#[tokio::test(flavor = "multi_thread")]
async fn confirmed_spam_goes_to_the_junk_folder_where_there_is_one() {
    let mail = Mail::new(&["", ".Junk"]);
    mail.put("new/1.a", b"spam", 1_700_000_000);
    let mut mailbox = mail.open().await;
    let look = mailbox.look("INBOX", None, 10).await.unwrap();
    let place = mailbox.confirm_spam(&look.new[0].place).await.unwrap().unwrap();
    assert_eq!(place.folder, "Junk");
    assert_eq!(mailbox.confirm_spam(&place).await.unwrap(), Some(place.clone()));
    assert!(!mailbox.mark(&place, &["$Junk"], &[]).await.unwrap(), "a Maildir has no keywords of its own");
    let without = Mail::new(&[""]);
    without.put("new/1.a", b"spam", 1_700_000_000);
    let mut mailbox = without.open().await;
    let look = mailbox.look("INBOX", None, 10).await.unwrap();
    assert_eq!(mailbox.confirm_spam(&look.new[0].place).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_ends_the_waiting_and_so_does_the_stop_signal() {
    let mail = Mail::new(&[""]);
    let mut mailbox = mail.open().await;
    // Settled: what was just made may have changed unnoticed, so that the first wait looks again.
    let (_keep, stop) = watch::channel(false);
    let mut cursor = None;
    while mailbox.wait("INBOX", 0, stop.clone()).await.unwrap() == Woken::Changed || cursor.is_none() {
        cursor = Some(mailbox.look("INBOX", cursor.as_ref(), 10).await.unwrap().cursor);
    }
    let waiting = tokio::spawn({
        let stop = stop.clone();
        async move {
            let woken = mailbox.wait("INBOX", LONG, stop).await.unwrap();
            (mailbox, woken)
        }
    });
    mail.put("new/1.a", b"new", 1_500_000_000);
    let (mut mailbox, woken) = waiting.await.unwrap();
    assert_eq!(woken, Woken::Changed);
    assert_eq!(mailbox.look("INBOX", cursor.as_ref(), 10).await.unwrap().new.len(), 1);
    let (give, stop) = watch::channel(false);
    let waiting = tokio::spawn(async move {
        // A late notice of the delivery may come first.
        loop {
            match mailbox.wait("INBOX", LONG, stop.clone()).await.unwrap() {
                Woken::Changed => drop(mailbox.look("INBOX", None, 10).await.unwrap()),
                woken => return woken,
            }
        }
    });
    give.send(true).unwrap();
    assert_eq!(waiting.await.unwrap(), Woken::Stopped);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_maildir_is_said_so() {
    let empty = tempfile::tempdir().unwrap();
    for path in [empty.path().to_owned(), empty.path().join("missing")] {
        let problem = open(&path).await.map(drop).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::NoSuchFolder);
        assert_eq!(problem.facts["folder"], path.display().to_string());
    }
    let mail = Mail::new(&[""]);
    let mut mailbox = mail.open().await;
    assert_eq!(mailbox.look("Nowhere", None, 10).await.unwrap_err().kind, ProblemKind::NoSuchFolder);
    assert_eq!(mailbox.look("../..", None, 10).await.unwrap_err().kind, ProblemKind::NoSuchFolder);
    fs::remove_dir_all(mail.root.path()).unwrap();
    fs::create_dir(mail.root.path()).unwrap();
    assert_eq!(mailbox.look("INBOX", None, 10).await.unwrap_err().kind, ProblemKind::NoSuchFolder);
}

/// Root may do anything, so a folder without permission is tried as an ordinary user: this
/// test starts itself once more under another name.
#[test]
fn a_folder_without_permission_is_a_problem_with_its_path() {
    if std::env::var_os("MEKIKI_TEST_UNPRIVILEGED").is_some() || !is_root() {
        return without_permission();
    }
    let program = tempfile::tempdir().unwrap();
    fs::set_permissions(program.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let copy = program.path().join("test");
    fs::copy(std::env::current_exe().unwrap(), &copy).unwrap();
    let mut again = Command::new(tool::find("setpriv", "util-linux"));
    again.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(&copy);
    again.args(["--exact", "a_folder_without_permission_is_a_problem_with_its_path"]);
    again.env("MEKIKI_TEST_UNPRIVILEGED", "1").current_dir("/");
    let output = tool::run(&mut again);
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
}

fn is_root() -> bool {
    String::from_utf8_lossy(&tool::run(Command::new("id").arg("-u")).stdout).trim() == "0"
}

#[tokio::main(flavor = "current_thread")]
async fn without_permission() {
    let mail = Mail::new(&["", ".Closed"]);
    mail.put("new/1.a", b"a message", 1_700_000_000);
    mail.put(".Closed/new/2.b", b"closed", 1_700_000_000);
    let mut mailbox = mail.open().await;
    let seen = mailbox.look("INBOX", None, 10).await.unwrap().new;
    let set =
        |place: &str, mode| fs::set_permissions(mail.path(place), fs::Permissions::from_mode(mode)).unwrap();
    set(".Closed/new", 0o000);
    let problem = mailbox.look("Closed", None, 10).await.unwrap_err();
    assert_eq!(
        (problem.kind, problem.facts["path"].clone()),
        (ProblemKind::PermissionDenied, mail.path(".Closed/new").display().to_string())
    );
    // Readable, but nothing can be moved out of it.
    set("new", 0o500);
    assert_eq!(mailbox.fetch(&seen[0].place).await.unwrap(), b"a message");
    assert_eq!(mailbox.hold(&seen[0].place).await.unwrap_err().kind, ProblemKind::PermissionDenied);
    assert_eq!(mailbox.fetch(&seen[0].place).await.unwrap(), b"a message", "it is where it was");
    set("new", 0o700);
    set("new/1.a", 0o000);
    let problem = mailbox.fetch(&seen[0].place).await.unwrap_err();
    assert_eq!(
        (problem.kind, problem.facts["path"].clone()),
        (ProblemKind::PermissionDenied, mail.path("new/1.a").display().to_string())
    );
    for closed in ["", ".Closed"] {
        set(closed, 0o000);
        let folder = if closed.is_empty() { "INBOX" } else { "Closed" };
        let problem = mailbox.look(folder, None, 10).await.map(drop);
        set(closed, 0o700);
        assert_eq!(problem.unwrap_err().kind, ProblemKind::PermissionDenied);
    }
    set(".Closed/new", 0o700);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_came_when_its_name_or_its_file_says_whichever_is_earlier() {
    let mail = Mail::new(&[""]);
    // A Maildir that was copied: its files are as young as the copy.
    mail.put("cur/1700000000.M1P1.host:2,S", &sample::message(1), 1_790_000_000);
    // Older mail that a server took over: its name is as young as that.
    mail.put("cur/1780000000.M2P1.host:2,S", &sample::message(2), 1_600_000_000);
    mail.put("new/no-time-in-the-name", &sample::message(3), 1_750_000_000);
    let look = mail.open().await.look("INBOX", None, 100).await.unwrap();
    let mut came: Vec<i64> = look.new.iter().map(|seen| seen.envelope.received.unwrap().0).collect();
    came.sort_unstable();
    assert_eq!(came, [1_600_000_000, 1_700_000_000, 1_750_000_000]);
}
