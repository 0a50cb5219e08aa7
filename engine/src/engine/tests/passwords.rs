//! Where passwords are: each account has its own place, and what is in files is found again.

use super::*;
use crate::account::Security;
use crate::store::settings;

const PASSWORD: &str = "correct horse";

fn opened(dir: &Path, secrets: SecretPlace) -> Engine {
    let options = Options { secrets, clock: || NOW, starter: false };
    Engine::open_with(dir, &options, Arc::new(Server::default())).unwrap()
}

fn on_a_server(name: &str) -> Account {
    let source = Source::Imap {
        host: format!("{name}.example"),
        port: 993,
        security: Security::Tls,
        user: "me".to_owned(),
        ca_file: None,
    };
    Account { id: AccountId(name.to_owned()), source, ..account(Mode::Observe) }
}

fn password() -> Zeroizing<String> {
    Zeroizing::new(PASSWORD.to_owned())
}

/// A data folder with an account `work` that keeps its password in a file.
fn with_a_file() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    opened(dir.path(), SecretPlace::File).add_account(on_a_server("work"), Some(password())).unwrap();
    dir
}

#[test]
fn a_file_is_for_the_account_that_it_was_asked_for_on_and_for_no_other() {
    let dir = with_a_file();
    // A command that keeps no password, whatever place it is given.
    assert_eq!(opened(dir.path(), SecretPlace::File).accounts().unwrap().len(), 1);
    let engine = opened(dir.path(), SecretPlace::AsChosen);
    assert_eq!(engine.secrets().place_of(&id()), SecretPlace::File);
    assert_eq!(engine.secrets().place_of(&on_a_server("play").id), SecretPlace::Keyring);
    assert_eq!(engine.secrets().fetch(&id()).unwrap().as_str(), PASSWORD);
}

#[test]
fn a_password_in_a_file_is_found_there_when_the_database_does_not_know_of_it_any_more() {
    let dir = with_a_file();
    let engine = opened(dir.path(), SecretPlace::AsChosen);
    engine.store().write(|tx| settings::remove(tx, "password-of/work")).unwrap();
    drop(engine);
    let engine = opened(dir.path(), SecretPlace::AsChosen);
    assert_eq!(engine.secrets().fetch(&id()).unwrap().as_str(), PASSWORD);
    drop(engine);
    // Nor when there is no account any more, and it is added anew.
    for name in ["mekiki.db", "mekiki.db-wal", "mekiki.db-shm"] {
        let _ = fs::remove_file(dir.path().join(name));
    }
    let engine = opened(dir.path(), SecretPlace::AsChosen);
    let another = Zeroizing::new("battery staple".to_owned());
    engine.add_account(on_a_server("work"), Some(another)).unwrap();
    assert_eq!(engine.secrets().fetch(&id()).unwrap().as_str(), "battery staple");
    assert_eq!(fs::read_dir(dir.path().join("secrets")).unwrap().count(), 1);
    engine.remove_account(&id()).unwrap();
    assert_eq!(fs::read_dir(dir.path().join("secrets")).unwrap().count(), 0);
    assert_eq!(engine.secrets().place_of(&id()), SecretPlace::Keyring);
}
