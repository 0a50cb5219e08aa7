//! Where passwords are kept, where they are not, and what a person is told when they cannot be.
//!
//! A test that needs a keyring starts itself once more on a bus of its own: the keyring is
//! found by environment variables, which tests of one program share.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]
// What is printed is searched for the password by the test that listens.
#![allow(clippy::print_stdout)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use engine::mailbox;
use engine::problem::ProblemKind;
use engine::{AccountId, SecretPlace, Secrets};
use mekiki_tests::dovecot::{Dovecot, PASSWORD, USER};
use mekiki_tests::keyring::{Keyring, Kind};
use zeroize::Zeroizing;

const INSIDE: &str = "MEKIKI_TEST_INSIDE";
const DATA_DIR: &str = "MEKIKI_TEST_DATA_DIR";

fn secret() -> Zeroizing<String> {
    Zeroizing::new(PASSWORD.to_owned())
}

fn account(name: &str) -> AccountId {
    AccountId(name.to_owned())
}

/// Runs `work` in a process of its own on a bus with this keyring. Afterwards the password
/// must be in nothing that process said and in no file it could have written.
fn with_keyring(kind: Kind, test: &str, work: impl FnOnce(&Path)) {
    if std::env::var_os(INSIDE).is_some() {
        return work(Path::new(&std::env::var_os(DATA_DIR).unwrap()));
    }
    let keyring = Keyring::start(kind);
    let data_dir = tempfile::tempdir().unwrap();
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", test, "--nocapture"]).envs(keyring.environment());
    again.env(INSIDE, "1").env(DATA_DIR, data_dir.path()).env("RUST_LOG", "trace");
    let output = again.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
    assert!(String::from_utf8_lossy(&said).contains("1 passed"));
    assert!(!contains(&said, PASSWORD), "the password was said");
    for file in files(data_dir.path()).into_iter().chain(files(&keyring.files())) {
        assert!(!contains(&fs::read(&file).unwrap(), PASSWORD), "the password is in {}", file.display());
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|some| some == text.as_bytes())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.is_file() {
            found.push(path);
        }
    }
    found
}

#[test]
fn a_password_is_kept_in_the_keyring_and_nowhere_else() {
    with_keyring(Kind::Unlocked, "a_password_is_kept_in_the_keyring_and_nowhere_else", |data_dir| {
        let work = account("仕事 \"work\"");
        let secrets = Secrets::open(SecretPlace::Keyring, data_dir);
        assert_eq!(secrets.fetch(&work).unwrap_err().kind, ProblemKind::NoPassword);
        secrets.store(&work, &Zeroizing::new("an older one".to_owned())).unwrap();
        secrets.store(&work, &secret()).unwrap();
        println!("{secrets:?}");
        // Another start of the program finds it; another data folder does not.
        let again = Secrets::open(SecretPlace::Keyring, data_dir);
        assert!(*again.fetch(&work).unwrap() == PASSWORD);
        let elsewhere = Secrets::open(SecretPlace::Keyring, &data_dir.join("elsewhere"));
        assert_eq!(elsewhere.fetch(&work).unwrap_err().kind, ProblemKind::NoPassword);
        again.remove(&work).unwrap();
        again.remove(&work).unwrap();
        let problem = secrets.fetch(&work).unwrap_err();
        assert_eq!(
            (problem.kind, problem.facts["account"].as_str()),
            (ProblemKind::NoPassword, "仕事 \"work\"")
        );
    });
}

#[test]
fn the_keyring_may_be_asked_from_inside_an_async_task() {
    with_keyring(Kind::Unlocked, "the_keyring_may_be_asked_from_inside_an_async_task", |data_dir| {
        let secrets = Secrets::open(SecretPlace::Keyring, data_dir);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            secrets.store(&account("a"), &secret()).unwrap();
            assert!(*secrets.fetch(&account("a")).unwrap() == PASSWORD);
        });
    });
}

#[test]
fn a_keyring_that_is_not_open_is_not_taken_for_one_without_the_password() {
    with_keyring(
        Kind::Locked,
        "a_keyring_that_is_not_open_is_not_taken_for_one_without_the_password",
        |data_dir| {
            let secrets = Secrets::open(SecretPlace::Keyring, data_dir);
            assert_eq!(secrets.store(&account("a"), &secret()).unwrap_err().kind, ProblemKind::KeyringLocked);
            let problem = secrets.fetch(&account("a")).unwrap_err();
            println!("{problem} {problem:?}");
            assert_eq!(problem.kind, ProblemKind::KeyringLocked);
        },
    );
}

#[test]
fn a_machine_without_a_keyring_is_said_so() {
    with_keyring(Kind::Absent, "a_machine_without_a_keyring_is_said_so", |data_dir| {
        let secrets = Secrets::open(SecretPlace::Keyring, data_dir);
        let problem = secrets.store(&account("a"), &secret()).unwrap_err();
        println!("{problem} {problem:?}");
        assert_eq!(problem.kind, ProblemKind::NoKeyring);
        assert_eq!(secrets.fetch(&account("a")).unwrap_err().kind, ProblemKind::NoKeyring);
        assert_eq!(secrets.remove(&account("a")).unwrap_err().kind, ProblemKind::NoKeyring);
        assert!(files(data_dir).is_empty(), "no file takes its place unasked");
    });
}

#[test]
fn in_files_only_the_owner_can_read_a_password() {
    let data_dir = tempfile::tempdir().unwrap();
    let secrets = Secrets::open(SecretPlace::File, data_dir.path());
    let odd = account("../../etc/passwd");
    let long = account(&"長い名前の口座".repeat(9));
    assert_eq!(secrets.fetch(&odd).unwrap_err().kind, ProblemKind::NoPassword);
    secrets.remove(&odd).unwrap();
    for account in [&odd, &long] {
        secrets.store(account, &Zeroizing::new("an older one".to_owned())).unwrap();
        secrets.store(account, &secret()).unwrap();
        assert!(*secrets.fetch(account).unwrap() == PASSWORD);
    }
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data_dir.path().join("secrets")), 0o700);
    let kept = files(data_dir.path());
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|file| mode(file) == 0o600));
    assert!(!format!("{secrets:?}").contains(PASSWORD));
    secrets.remove(&odd).unwrap();
    assert_eq!(secrets.fetch(&odd).unwrap_err().kind, ProblemKind::NoPassword);
    assert!(*secrets.fetch(&long).unwrap() == PASSWORD);
}

#[test]
fn a_file_that_others_could_read_is_refused() {
    let data_dir = tempfile::tempdir().unwrap();
    let secrets = Secrets::open(SecretPlace::File, data_dir.path());
    secrets.store(&account("a"), &secret()).unwrap();
    let folder = data_dir.path().join("secrets");
    let file = files(data_dir.path()).remove(0);
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for (path, open, closed) in [(&file, 0o640, 0o600), (&folder, 0o755, 0o700)] {
        set(path, open);
        let problem = secrets.fetch(&account("a")).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::PermissionDenied);
        assert_eq!(problem.facts["path"], path.display().to_string());
        assert!(!format!("{problem:?}").contains(PASSWORD));
        set(path, closed);
        assert!(*secrets.fetch(&account("a")).unwrap() == PASSWORD);
    }
    set(&folder, 0o755);
    assert_eq!(secrets.store(&account("b"), &secret()).unwrap_err().kind, ProblemKind::PermissionDenied);
    // A link could lead the password anywhere.
    set(&folder, 0o700);
    let elsewhere = data_dir.path().join("elsewhere");
    fs::rename(&file, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
    assert_eq!(secrets.fetch(&account("a")).unwrap_err().kind, ProblemKind::PermissionDenied);
}

#[test]
fn in_memory_a_password_leaves_no_trace() {
    let data_dir = tempfile::tempdir().unwrap();
    let secrets = Secrets::open(SecretPlace::MemoryOnly, data_dir.path());
    secrets.store(&account("a"), &secret()).unwrap();
    assert!(*secrets.fetch(&account("a")).unwrap() == PASSWORD);
    assert!(!format!("{secrets:?}").contains(PASSWORD));
    assert!(files(data_dir.path()).is_empty());
    let next_start = Secrets::open(SecretPlace::MemoryOnly, data_dir.path());
    assert_eq!(next_start.fetch(&account("a")).unwrap_err().kind, ProblemKind::NoPassword);
}

struct Everything;

static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl log::Log for Everything {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        SAID.lock().unwrap().push(record.args().to_string());
    }
    fn flush(&self) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_in_no_log_line_however_fine_the_log() {
    log::set_logger(&Everything).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let dovecot = Dovecot::start();
    for source in [dovecot.tls(), dovecot.start_tls()] {
        let mut mailbox = mailbox::connect(&source, Some(&secret()), PathBuf::new()).await.unwrap();
        mailbox.look("INBOX", None, 10).await.unwrap();
    }
    let wrong = Zeroizing::new(format!("{PASSWORD}x"));
    let problem = mailbox::connect(&dovecot.tls(), Some(&wrong), PathBuf::new()).await.map(drop).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::WrongPassword);
    let said = SAID.lock().unwrap().join("\n") + &format!("{problem} {problem:?}");
    assert!(said.contains("INBOX"), "the log is listened to");
    let encoded = base64(&format!("\0{USER}\0{PASSWORD}"));
    // The start is enough: it would be cut where the wrong one differs.
    for secret in [PASSWORD, &PASSWORD.replace('\\', "\\\\").replace('"', "\\\""), &encoded[..16]] {
        assert!(!said.contains(secret));
    }
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}
