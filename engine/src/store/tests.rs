#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::ffi;
use tempfile::TempDir;

use super::*;
use crate::account::{AccountId, Mode};
use crate::problem::ProblemKind;
use crate::testing::account;

fn place() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("mekiki.db");
    (dir, path)
}

fn schema_of(path: &Path) -> Vec<(String, String)> {
    let connection = Connection::open(path).unwrap();
    let mut query =
        connection.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name").unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn every_old_schema_is_brought_to_the_newest() {
    let (_dir, newest) = place();
    drop(Store::open(&newest).unwrap());
    // No version 0: an empty file is damage.
    for version in 1..=schema::MIGRATIONS.len() {
        let (_dir, path) = place();
        let mut old = Connection::open(&path).unwrap();
        schema::migrate_to(&mut old, version).unwrap();
        drop(old);
        drop(Store::open(&path).unwrap());
        assert_eq!(schema_of(&path), schema_of(&newest), "from version {version}");
        let store = Store::open(&path).unwrap();
        store.write(|tx| accounts::add(tx, &account(Mode::Hold))).unwrap();
        assert_eq!(store.read(accounts::all).unwrap(), [account(Mode::Hold)]);
    }
}

#[test]
fn accounts_of_before_keep_their_passwords_where_the_whole_folder_had_them() {
    for (folder, account_has, after) in [
        (Some("file"), None, Some("file")),
        (Some("file"), Some("keyring"), Some("keyring")),
        (Some("keyring"), None, Some("keyring")),
        (None, None, None),
    ] {
        let (_dir, path) = place();
        let mut old = Connection::open(&path).unwrap();
        schema::migrate_to(&mut old, 6).unwrap();
        let put = |sql: &str, value: &str| old.execute(sql, [value]).unwrap();
        put("INSERT INTO accounts (id, body) VALUES (?1, x'00')", "work");
        for (name, place) in [("secrets", folder), ("password-of/work", account_has)] {
            let setting = format!("INSERT INTO settings (name, value) VALUES ('{name}', ?1)");
            place.map(|place| put(&setting, place));
        }
        drop(old);
        let store = Store::open(&path).unwrap();
        let now = |name: &'static str| store.read(|connection| settings::value(connection, name)).unwrap();
        assert_eq!(now("password-of/work").as_deref(), after, "{folder:?} {account_has:?}");
        assert_eq!(now("secrets"), None);
    }
}

#[test]
fn what_counted_for_senders_by_a_guess_is_told_from_the_persons_word() {
    let (_dir, path) = place();
    let mut old = Connection::open(&path).unwrap();
    schema::migrate_to(&mut old, 2).unwrap();
    old.execute_batch(
        "INSERT INTO senders (address, domain, ham, spam) VALUES ('a@x.example', 'x.example', 3, 2);
         INSERT INTO sender_networks (address, network, ham) VALUES ('a@x.example', '192.0.2.0', 3);",
    )
    .unwrap();
    for (corrected, counted) in [("ham", "ham"), ("", "ham"), ("", "ham"), ("spam", "spam"), ("", "spam")] {
        old.execute(
            "INSERT INTO messages (account, digest, size, from_address, network, folder, score, log_odds, verdict,
                 judgement, judged_at, corrected, counted)
             VALUES ('a', x'00', 1, 'a@x.example', '192.0.2.0', 'INBOX', 0.5, 0, 'ham', x'00', 0, ?1, ?2)",
            [corrected, counted],
        )
        .unwrap();
    }
    drop(old);
    let history = Store::open(&path)
        .unwrap()
        .read(|connection| senders::history(connection, "a@x.example", "x.example"))
        .unwrap();
    assert_eq!((history.ham, history.spam, history.passed), (1, 1, 2));
    assert_eq!((history.domain_ham, history.domain_spam, history.ham_networks.len()), (1, 1, 1));
    let store = Store::open(&path).unwrap();
    let counted: String = store
        .read(|connection| {
            let all = "SELECT group_concat(counted, ',') FROM (SELECT counted FROM messages ORDER BY id)";
            Ok(connection.query_row(all, [], |row| row.get(0))?)
        })
        .unwrap();
    assert_eq!(counted, "ham,passed,passed,spam,");
}

#[test]
fn every_table_is_strict_and_has_no_null() {
    let (_dir, path) = place();
    drop(Store::open(&path).unwrap());
    for (name, sql) in schema_of(&path) {
        if sql.starts_with("CREATE TABLE") && !name.starts_with("sqlite_") {
            assert!(sql.ends_with("STRICT"), "{name} is not strict");
            let columns = sql.lines().filter(|line| line.starts_with("    ")).filter(|line| {
                let first = line.trim().split(' ').next().unwrap_or_default();
                first.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
            });
            for column in columns {
                assert!(
                    column.contains("NOT NULL") || column.contains("INTEGER PRIMARY KEY"),
                    "{name}: {column}"
                );
            }
        }
    }
}

#[test]
fn a_store_of_a_newer_program_is_refused_and_left_as_it_is() {
    let (_dir, path) = place();
    drop(Store::open(&path).unwrap());
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 999).unwrap();
    drop(connection);
    assert_eq!(Store::open(&path).err().unwrap().kind, ProblemKind::StoreTooNew);
    let connection = Connection::open(&path).unwrap();
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 999);
}

#[test]
fn a_file_that_is_no_store_is_kept_aside_and_a_new_one_begun_next_time() {
    let (dir, path) = place();
    for round in 1..=2 {
        fs::write(&path, format!("this is not a database {round} ").repeat(400)).unwrap();
        let problem = Store::open(&path).err().unwrap();
        assert_eq!(problem.kind, ProblemKind::StoreCorrupt);
        let aside = PathBuf::from(&problem.facts["path"]);
        assert_eq!(aside, dir.path().join(format!("mekiki.db.damaged-{round}")));
        assert!(fs::read_to_string(&aside).unwrap().contains(&format!("database {round}")));
        drop(Store::open(&path).unwrap());
    }
}

#[test]
fn damage_in_the_middle_of_a_store_is_noticed_at_opening() {
    let (_dir, path) = place();
    let store = Store::open(&path).unwrap();
    for number in 0..500 {
        store.write(|tx| settings::set(tx, &format!("name-{number}"), &"x".repeat(200))).unwrap();
    }
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xAB);
    fs::write(&path, &bytes).unwrap();
    let problem = Store::open(&path).err().unwrap();
    assert_eq!(problem.kind, ProblemKind::StoreCorrupt);
    assert_eq!(fs::read(&problem.facts["path"]).unwrap(), bytes);
}

#[test]
fn what_can_be_read_of_a_damaged_store_is_taken_over() {
    let (_dir, path) = place();
    let store = Store::open(&path).unwrap();
    let sample = classifier::Sample::default().to_bytes();
    let lesson = classifier::learning::Lesson { counted: 1 };
    store
        .write(|tx| {
            accounts::add(tx, &account(Mode::Hold))?;
            for number in 0..200_u8 {
                let digest = classifier::Digest([number; 32]);
                training::learned(tx, digest, classifier::Label::Spam, lesson, &sample, 1)?;
            }
            taught::keep(tx, &taught_tag())?;
            many_settings(tx)
        })
        .unwrap();
    let id = store.read(settings::store_id).unwrap();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    spoil_settings(&mut bytes);
    fs::write(&path, &bytes).unwrap();
    assert_eq!(Store::open(&path).err().unwrap().kind, ProblemKind::StoreCorrupt);

    let mut store = Store::open(&path).unwrap();
    let salvaged = store.take_salvaged().unwrap();
    assert!(fs::read(&salvaged.path).unwrap() == bytes && !salvaged.whole);
    assert_eq!((salvaged.accounts, salvaged.lessons, salvaged.words), (1, 200, 0));
    assert_eq!(store.take_salvaged(), None);
    assert_eq!(store.read(accounts::all).unwrap(), [account(Mode::Hold)]);
    assert_eq!(store.read(training::counts).unwrap(), (0, 200));
    let setting = |name: &str| store.read(|connection| settings::value(connection, name)).unwrap();
    assert!(setting("name-0").is_some() && setting("name-399").is_some());
    assert!(setting("name-200").is_none());
    assert_ne!(store.read(settings::store_id).unwrap(), id, "a snapshot of the old one must not fit");
    assert_eq!(store.read(taught::all).unwrap(), [taught_tag()]);
}

fn taught_tag() -> classifier::server::TaughtTag {
    classifier::server::TaughtTag {
        header: "x-corp-filter".to_owned(),
        spam: Some("yes*".to_owned()),
        ham: None,
        number_above: Some(-2.5),
    }
}

fn many_settings(tx: &Transaction<'_>) -> Step<()> {
    (0..400).try_for_each(|number| settings::set(tx, &format!("name-{number}"), &"x".repeat(200)))
}

/// Spoils one page in the middle of the settings.
fn spoil_settings(bytes: &mut [u8]) {
    let page = bytes.windows(11).position(|window| window == b"name-200xxx").unwrap() / 4096 * 4096;
    bytes[page..page + 4096].fill(0xAB);
}

#[test]
fn a_damaged_store_of_an_older_program_is_taken_over_too() {
    let (_dir, path) = place();
    let mut old = Connection::open(&path).unwrap();
    schema::migrate_to(&mut old, 1).unwrap();
    let transaction = old.transaction().unwrap();
    let body = crate::codec::encode(&account(Mode::Hold)).unwrap();
    transaction.execute("INSERT INTO accounts (id, body) VALUES ('work', ?1)", [body]).unwrap();
    many_settings(&transaction).unwrap();
    transaction.commit().unwrap();
    drop(old);
    let mut bytes = fs::read(&path).unwrap();
    spoil_settings(&mut bytes);
    fs::write(&path, &bytes).unwrap();
    assert_eq!(Store::open(&path).err().unwrap().kind, ProblemKind::StoreCorrupt);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.take_salvaged().unwrap().accounts, 1);
    assert_eq!(store.read(taught::all).unwrap(), []);
}

#[test]
fn damage_that_a_query_meets_is_remembered_for_the_next_opening() {
    let (_dir, path) = place();
    let store = Store::open(&path).unwrap();
    let corrupt = || rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CORRUPT), None);
    let met = store.read(|_| Err::<(), _>(corrupt().into())).unwrap_err();
    assert_eq!(met.kind, ProblemKind::StoreCorrupt);
    drop(store);
    assert!(Store::open(&path).unwrap().take_salvaged().is_some());
    assert!(Store::open(&path).unwrap().take_salvaged().is_none());
}

#[test]
fn a_value_that_is_none_is_damage_that_the_next_opening_acts_upon() {
    let (_dir, path) = place();
    let store = Store::open(&path).unwrap();
    store.write(|tx| settings::set(tx, "kept", "yes")).unwrap();
    store
        .write(|tx| {
            Ok(tx.execute("UPDATE settings SET value = CAST(X'FFFE' AS TEXT) WHERE name = 'kept'", [])?)
        })
        .unwrap();
    let met = store.read(|connection| settings::value(connection, "kept")).unwrap_err();
    assert_eq!(met.kind, ProblemKind::StoreCorrupt);
    drop(store);
    // Every page is sound, so only what the query met can tell.
    assert!(Store::open(&path).unwrap().take_salvaged().is_some());
}

#[test]
fn a_full_disk_leaves_the_store_as_it_was() {
    let (_dir, path) = place();
    let store = Store::open(&path).unwrap();
    store.write(|tx| settings::set(tx, "kept", "yes")).unwrap();
    let writer = store.writer.as_ref().unwrap();
    let pages: i64 = held(writer).pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    held(writer).pragma_update(None, "max_page_count", pages).unwrap();
    let problem = store
        .write(|tx| (0..1000).try_for_each(|number| settings::set(tx, &number.to_string(), &"x".repeat(900))))
        .unwrap_err();
    assert_eq!(problem.kind, ProblemKind::DiskFull);
    assert_eq!(store.read(|connection| settings::value(connection, "1")).unwrap(), None);
    assert_eq!(store.read(|connection| settings::value(connection, "kept")).unwrap().as_deref(), Some("yes"));
}

#[test]
fn what_sqlite_cannot_do_is_said_in_a_persons_terms() {
    for (code, kind) in [
        (ffi::SQLITE_READONLY, ProblemKind::ReadOnly),
        (ffi::SQLITE_CANTOPEN, ProblemKind::PermissionDenied),
        (ffi::SQLITE_PERM, ProblemKind::PermissionDenied),
        (ffi::SQLITE_FULL, ProblemKind::DiskFull),
        (ffi::SQLITE_NOTADB, ProblemKind::StoreCorrupt),
        (ffi::SQLITE_IOERR, ProblemKind::InputOutput),
        (ffi::SQLITE_BUSY, ProblemKind::StoreBusy),
        (ffi::SQLITE_LOCKED, ProblemKind::StoreBusy),
    ] {
        let fault = Fault::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
        assert_eq!(fault.at(Path::new("/x")).kind, kind);
    }
}

#[test]
fn a_closed_store_is_one_file() {
    let (dir, path) = place();
    let store = Store::open(&path).unwrap();
    store.write(|tx| settings::set(tx, "a", "1")).unwrap();
    assert!(store.read(|connection| settings::value(connection, "a")).unwrap().is_some());
    drop(store);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn a_step_that_fails_takes_the_whole_change_back() {
    let (_dir, path) = place();
    let store = Store::open(&path).unwrap();
    let changed = store.write(|tx| {
        settings::set(tx, "a", "1")?;
        accounts::go_on(tx, &AccountId("nobody".to_owned()))
    });
    assert_eq!(changed.unwrap_err().kind, ProblemKind::NoSuchAccount);
    assert_eq!(store.read(|connection| settings::value(connection, "a")).unwrap(), None);
}

#[test]
fn a_reader_beside_says_when_the_writer_is_of_another_version() {
    let (_dir, path) = place();
    assert_eq!(Store::open_beside(&path).err().unwrap().kind, ProblemKind::AlreadyRunning);
    let store = Store::open(&path).unwrap();
    drop(Store::open_beside(&path).unwrap());
    let newest = schema::MIGRATIONS.len() as u32;
    for (version, kind) in [(newest - 1, ProblemKind::StoreTooOld), (newest + 1, ProblemKind::StoreTooNew)] {
        held(store.writer.as_ref().unwrap()).pragma_update(None, "user_version", version).unwrap();
        let problem = Store::open_beside(&path).err().unwrap();
        assert_eq!(problem.kind, kind);
        assert_eq!(problem.facts["path"], path.display().to_string());
    }
}

#[test]
fn a_reader_beside_marks_no_damage() {
    let (dir, path) = place();
    let store = Store::open(&path).unwrap();
    let beside = Store::open_beside(&path).unwrap();
    let corrupt = || rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CORRUPT), None);
    let met = beside.read(|_| Err::<(), _>(corrupt().into())).unwrap_err();
    assert_eq!(met.kind, ProblemKind::StoreCorrupt);
    drop((beside, store));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn damage_that_is_met_at_work_is_told_so_and_moved_aside_by_the_next_opening() {
    let (_dir, path) = place();
    let store = Store::open(&path).unwrap();
    let corrupt =
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), None);
    let met = store.read(|_| Err::<(), _>(corrupt.into())).unwrap_err();
    let facts = [("path", path.display().to_string()), ("detail", "met".to_owned())];
    assert_eq!(met.kind, ProblemKind::StoreCorrupt);
    assert_eq!(met.facts, facts.map(|(name, fact)| (name.to_owned(), fact)).into());
    drop(store);
    let salvaged = Store::open(&path).unwrap().take_salvaged().unwrap();
    assert_eq!(salvaged.path, format!("{}.damaged-1", path.display()));
}

#[test]
fn a_damaged_file_that_is_beyond_reading_is_said_to_be() {
    let (_dir, path) = place();
    fs::write(&path, b"SQLite format 3\0 and then nothing of the kind".repeat(200)).unwrap();
    let refused = Store::open(&path).err().unwrap();
    assert_eq!(refused.kind, ProblemKind::StoreCorrupt);
    let salvaged = Store::open(&path).unwrap().take_salvaged().unwrap();
    assert_eq!(salvaged, Salvaged { path: refused.facts["path"].clone(), ..Salvaged::default() });
    assert_eq!(Store::open(&path).unwrap().take_salvaged(), None);
}

#[test]
fn an_emptied_file_is_damage_and_not_a_fresh_start() {
    let (_dir, path) = place();
    fs::write(&path, b"").unwrap();
    let refused = Store::open(&path).err().unwrap();
    assert_eq!(refused.kind, ProblemKind::StoreCorrupt);
    let salvaged = Store::open(&path).unwrap().take_salvaged().unwrap();
    assert_eq!(salvaged, Salvaged { path: refused.facts["path"].clone(), ..Salvaged::default() });
}

/// A store with an account and 2,000 lessons; its bytes.
fn well_filled(path: &Path) -> Vec<u8> {
    let store = Store::open(path).unwrap();
    let sample = classifier::Sample::default().to_bytes();
    let lesson = classifier::learning::Lesson { counted: 1 };
    store
        .write(|tx| {
            accounts::add(tx, &account(Mode::Hold))?;
            for number in 0..2000_u32 {
                let mut digest = [0; 32];
                digest[..4].copy_from_slice(&number.to_be_bytes());
                training::learned(
                    tx,
                    classifier::Digest(digest),
                    classifier::Label::Spam,
                    lesson,
                    &sample,
                    1,
                )?;
            }
            Ok(())
        })
        .unwrap();
    drop(store);
    fs::read(path).unwrap()
}

#[test]
fn the_pages_around_noise_and_before_a_lost_end_are_taken_over() {
    let (_dir, path) = place();
    let mut bytes = well_filled(&path);
    let whole_pages = bytes.len() / 4096;
    // Every fourth page of the later half: many islands, none of which either end reaches.
    for page in (whole_pages / 2..whole_pages).step_by(4) {
        bytes[page * 4096..(page + 1) * 4096].fill(0xAB);
    }
    for (name, damaged) in [("noise", &bytes[..]), ("short", &bytes[..bytes.len() * 3 / 4])] {
        fs::write(&path, damaged).unwrap();
        assert_eq!(Store::open(&path).err().unwrap().kind, ProblemKind::StoreCorrupt);
        let salvaged = Store::open(&path).unwrap().take_salvaged().unwrap();
        assert!(!salvaged.whole);
        assert_eq!(salvaged.accounts, 1, "{name}");
        assert!((800..2000).contains(&salvaged.lessons), "{name}: {salvaged:?}");
    }
}
