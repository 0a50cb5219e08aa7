//! A disk that is full or read-only, under the data folder and under the mail itself: nothing
//! is lost, the person is told which, and all goes on when the disk does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

use catalogue::{Catalogue, Language};
use classifier::facts::ListKind;
use engine::account::Source;
use engine::view::{Row, Whereabouts, Which};
use engine::{Account, AccountId, Engine, Mode, Options, Problem, ProblemKind, SecretPlace};
use mekiki_tests::program::files;
use mekiki_tests::sample;
use mekiki_tests::small_disk::{SmallDisk, on_a_small_disk};

/// How many mails there are, and how many of them are spam.
const MAILS: usize = 5;
const SPAM: u32 = 3;

/// A Maildir account and its data folder.
struct Scene {
    data: PathBuf,
    mail: PathBuf,
    before: Vec<(String, Vec<u8>)>,
}

impl Scene {
    fn new(data: PathBuf, mail: PathBuf) -> Self {
        for part in ["tmp", "new", "cur"] {
            fs::create_dir_all(mail.join(part)).unwrap();
        }
        for number in 7..7 + MAILS {
            let raw = if number % 2 == 1 { sample::from_bulk(number) } else { sample::message(number) };
            fs::write(mail.join(format!("cur/17500000{number:02}.M{number}P1.host:2,FS")), raw).unwrap();
        }
        let mut scene = Self { data, mail, before: Vec::new() };
        scene.before = scene.mails("");
        let engine = scene.open().unwrap();
        let account = Account {
            id: id(),
            source: Source::Maildir { path: scene.mail.clone() },
            mode: Mode::Hold,
            addresses: vec!["alice@example.net".to_owned()],
            folders: Vec::new(),
            provider_hosts: Vec::new(),
        };
        engine.add_account(account, None).unwrap();
        engine.add_to_list(ListKind::Block, "bulk.example").unwrap();
        scene
    }

    fn open(&self) -> Result<Engine, Problem> {
        let options = Options { secrets: SecretPlace::MemoryOnly, starter: false, ..Options::default() };
        Engine::open(&self.data, options)
    }

    /// The mails of a folder of the Maildir, with their names.
    fn mails(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let folder = self.mail.join(folder);
        let parts = ["cur", "new"].map(|part| folder.join(part));
        let mut mails: Vec<_> = parts
            .iter()
            .filter(|part| part.exists())
            .flat_map(|part| files(part))
            .map(|file| (name(&file), fs::read(file).unwrap()))
            .collect();
        mails.sort();
        mails
    }

    /// Each mail is there once, as it was; what is in our folder has a whole local copy.
    fn one_of_each(&self) {
        let own = self.mails(".Mekiki");
        let mut all = [self.mails(""), own.clone()].concat();
        all.sort();
        assert!(all == self.before, "lost, doubled or altered: {:?}", names(&all));
        let copies: Vec<_> =
            files(&self.data.join("junk/cur")).iter().map(|file| fs::read(file).unwrap()).collect();
        for (name, raw) in &own {
            assert!(copies.contains(raw), "{name} is not whole on this disk");
        }
    }

    /// With a sound disk all is completed: the spam is held, then given back byte for byte.
    async fn goes_on(&self) {
        let engine = self.open().unwrap();
        engine.run_once(&id()).await.unwrap();
        engine.run_once(&id()).await.unwrap();
        self.one_of_each();
        assert_eq!(junk(&engine).len(), SPAM as usize);
        assert_eq!(self.mails(".Mekiki").len(), SPAM as usize);
        for row in junk(&engine) {
            engine.release(row.id).await.unwrap();
        }
        assert!(self.mails("") == self.before, "{:?}", names(&self.mails("")));
        assert!(files(&self.data.join("junk")).is_empty());
        assert_eq!(engine.list(Which::Inbox).unwrap().len(), MAILS);
    }
}

fn id() -> AccountId {
    AccountId("home".to_owned())
}

fn junk(engine: &Engine) -> Vec<Row> {
    engine.list(Which::Junk).unwrap()
}

fn name(file: &Path) -> String {
    file.file_name().unwrap().to_string_lossy().into_owned()
}

fn names(mails: &[(String, Vec<u8>)]) -> Vec<&str> {
    mails.iter().map(|(name, _)| name.as_str()).collect()
}

/// The problem is this one, at a path below `place`, and both languages say so.
#[track_caller]
fn is_told(problem: &Problem, kind: ProblemKind, place: &Path) {
    assert_eq!(problem.kind, kind, "{problem}");
    let path = &problem.facts["path"];
    assert!(Path::new(path).starts_with(place), "{problem}");
    for language in [Language::English, Language::Japanese] {
        let sentence = Catalogue::for_language(language).problem(&kind.name(), &problem.facts);
        assert!(sentence.contains(path.as_str()), "{sentence}");
    }
}

#[test]
fn a_disk_that_fills_up_under_the_data_folder_loses_nothing_and_work_goes_on_when_there_is_room() {
    on_a_small_disk(
        "a_disk_that_fills_up_under_the_data_folder_loses_nothing_and_work_goes_on_when_there_is_room",
        async |disk| {
            let (mut told, mut held_some) = (0, 0);
            for pages_left in [0, 12, 32, 48, 56, 64, 72, 96] {
                let elsewhere = tempfile::tempdir().unwrap();
                let data = disk.path(&format!("data-{pages_left}"));
                let scene = Scene::new(data.clone(), elsewhere.path().to_owned());
                let engine = scene.open().unwrap();
                disk.fill(pages_left);
                if let Err(problem) = engine.run_once(&id()).await {
                    is_told(&problem, ProblemKind::DiskFull, &data);
                    told += 1;
                    held_some += usize::from(!scene.mails(".Mekiki").is_empty());
                }
                scene.one_of_each();
                drop(engine);
                if let Err(problem) = scene.open() {
                    is_told(&problem, ProblemKind::DiskFull, &data);
                }
                disk.make_room();
                scene.goes_on().await;
                fs::remove_dir_all(data).unwrap();
            }
            assert!(told > 3, "the disk was full {told} times only");
            assert!(held_some > 1, "it was never full in the middle of holding");
        },
    );
}

#[test]
fn a_data_folder_on_a_disk_that_became_read_only_is_told_and_opens_again_afterwards() {
    on_a_small_disk(
        "a_data_folder_on_a_disk_that_became_read_only_is_told_and_opens_again_afterwards",
        async |disk: &SmallDisk| {
            let elsewhere = tempfile::tempdir().unwrap();
            let scene = Scene::new(disk.path("100% data?#"), elsewhere.path().to_owned());
            scene.open().unwrap().run_once(&id()).await.unwrap();
            disk.make_read_only();
            is_told(&scene.open().unwrap_err(), ProblemKind::ReadOnly, &scene.data);
            can_be_read(&scene, ProblemKind::ReadOnly).await;
            let fresh = disk.path("fresh");
            let problem = Engine::open(&fresh, Options::default()).unwrap_err();
            is_told(&problem, ProblemKind::ReadOnly, &fresh);
            scene.one_of_each();
            disk.make_writable();
            scene.goes_on().await;
        },
    );
}

#[test]
fn a_full_disk_keeps_nobody_from_reading() {
    on_a_small_disk("a_full_disk_keeps_nobody_from_reading", async |disk: &SmallDisk| {
        let elsewhere = tempfile::tempdir().unwrap();
        let scene = Scene::new(disk.path("100% data?#"), elsewhere.path().to_owned());
        scene.open().unwrap().run_once(&id()).await.unwrap();
        let mut told = 0;
        for pages_left in [0, 1, 2, 4, 8] {
            disk.fill(pages_left);
            if let Err(problem) = scene.open() {
                is_told(&problem, ProblemKind::DiskFull, &scene.data);
                can_be_read(&scene, ProblemKind::DiskFull).await;
                told += 1;
            }
            disk.make_room();
        }
        assert!(told > 0, "the store opened each time");
        // Nor does one that has no room for the name of a file.
        disk.fill_names();
        is_told(&scene.open().unwrap_err(), ProblemKind::DiskFull, &scene.data);
        can_be_read(&scene, ProblemKind::DiskFull).await;
        disk.make_room();
        scene.goes_on().await;
    });
}

#[test]
fn what_cannot_be_deleted_because_the_disk_is_full_is_all_there_and_said_to_be() {
    let name = "what_cannot_be_deleted_because_the_disk_is_full_is_all_there_and_said_to_be";
    on_a_small_disk(name, async |disk: &SmallDisk| {
        let elsewhere = tempfile::tempdir().unwrap();
        let scene = Scene::new(disk.path("data"), elsewhere.path().to_owned());
        scene.open().unwrap().run_once(&id()).await.unwrap();
        let engine = scene.open().unwrap();
        let held = junk(&engine);
        disk.fill(0);
        let told = engine.delete(held[0].id).unwrap_err();
        assert_eq!((told.kind, &*told.facts["detail"]), (ProblemKind::DiskFull, "deleting"));
        for language in Language::ALL {
            let told = Catalogue::for_language(language).problem(&told.kind.name(), &told.facts);
            assert!(told.contains("1 MB") || told.contains("1MB"), "{told}");
        }
        assert_eq!(junk(&engine), held);
        assert!(held.iter().all(|row| engine.held_raw(row.id).is_ok()));
        disk.make_room();
        engine.delete(held[0].id).unwrap();
        assert_eq!(junk(&engine).len(), held.len() - 1);
    });
}

/// Who only reads is not kept from it, and is told why nothing can be changed.
async fn can_be_read(scene: &Scene, unwritable: ProblemKind) {
    let options = Options { secrets: SecretPlace::MemoryOnly, starter: false, ..Options::default() };
    let engine = Engine::open_for_reading(&scene.data, options).unwrap();
    assert_eq!(junk(&engine).len(), SPAM as usize);
    assert_eq!(engine.accounts().unwrap().len(), 1);
    let held = junk(&engine).remove(0);
    assert_eq!(engine.open_message(held.id).await.unwrap().row, held);
    engine.check(&sample::message(40)).unwrap();
    is_told(&engine.set_mode(&id(), Mode::Observe).unwrap_err(), unwritable, &scene.data);
}

/// A data folder as a program leaves it that ends in the middle: with a log.
fn copied_while_open(from: &Path, to: &Path, with_index: bool) {
    fs::create_dir(to).unwrap();
    for name in ["mekiki.db", "mekiki.db-wal", "mekiki.db-shm", "mekiki.lock"] {
        if with_index || name != "mekiki.db-shm" {
            fs::copy(from.join(name), to.join(name)).unwrap();
        }
    }
}

#[test]
fn a_database_with_a_log_on_a_disk_that_became_read_only_is_not_called_damaged() {
    on_a_small_disk(
        "a_database_with_a_log_on_a_disk_that_became_read_only_is_not_called_damaged",
        async |disk: &SmallDisk| {
            let elsewhere = tempfile::tempdir().unwrap();
            let scene = Scene::new(disk.path("data"), elsewhere.path().to_owned());
            let (first, torn) = (disk.path("first"), disk.path("torn"));
            // All that this one knows is in its log.
            let fresh = disk.path("fresh");
            let options =
                || Options { secrets: SecretPlace::MemoryOnly, starter: false, ..Options::default() };
            let engine = Engine::open(&fresh, options()).unwrap();
            engine.add_to_list(ListKind::Block, "bulk.example").unwrap();
            copied_while_open(&fresh, &first, true);
            copied_while_open(&fresh, &torn, false);
            drop(engine);
            // Of this one the end is in the log alone.
            let engine = scene.open().unwrap();
            engine.run_once(&id()).await.unwrap();
            let cut = disk.path("cut");
            copied_while_open(&scene.data, &cut, false);
            let whole = fs::read(cut.join("mekiki.db")).unwrap();
            fs::write(cut.join("mekiki.db"), &whole[..whole.len() - 4096]).unwrap();
            drop(engine);
            disk.make_read_only();
            let before = files(&disk.path(""));
            let engine = Engine::open_for_reading(&first, options()).unwrap();
            assert_eq!(engine.lists().unwrap().len(), 1, "what is in the log is seen");
            drop(engine);
            for data in [&torn, &cut] {
                is_told(&Engine::open_for_reading(data, options()).unwrap_err(), ProblemKind::ReadOnly, data);
            }
            for data in [&first, &torn, &cut] {
                is_told(&Engine::open(data, options()).unwrap_err(), ProblemKind::ReadOnly, data);
            }
            disk.make_writable();
            assert_eq!(files(&disk.path("")), before, "something was marked or moved");
            for data in [&first, &torn] {
                assert_eq!(Engine::open(data, options()).unwrap().lists().unwrap().len(), 1);
            }
        },
    );
}

#[test]
fn an_account_of_mail_on_this_machine_asks_for_no_keyring_when_the_disk_is_full() {
    on_a_small_disk(
        "an_account_of_mail_on_this_machine_asks_for_no_keyring_when_the_disk_is_full",
        async |disk: &SmallDisk| {
            let elsewhere = tempfile::tempdir().unwrap();
            let scene = Scene::new(disk.path("data"), elsewhere.path().to_owned());
            let options = Options { secrets: SecretPlace::Keyring, starter: false, ..Options::default() };
            let engine = Engine::open(&scene.data, options).unwrap();
            disk.fill(0);
            let mut account = engine.accounts().unwrap().remove(0);
            // Some changes still fit into the log that is there.
            let problem = (0..10_000).find_map(|number| {
                let path = elsewhere.path().join(format!("other-{number}"));
                for part in ["cur", "new", "tmp"] {
                    fs::create_dir_all(path.join(part)).unwrap();
                }
                account.id = AccountId(format!("other-{number}"));
                account.source = Source::Maildir { path };
                engine.add_account(account.clone(), None).err()
            });
            is_told(&problem.unwrap(), ProblemKind::DiskFull, &scene.data);
            disk.make_room();
            engine.remove_account(&id()).unwrap();
        },
    );
}

#[test]
fn a_data_folder_on_a_disk_that_was_full_before_is_told_and_opens_when_there_is_room() {
    on_a_small_disk(
        "a_data_folder_on_a_disk_that_was_full_before_is_told_and_opens_when_there_is_room",
        async |disk: &SmallDisk| {
            let elsewhere = tempfile::tempdir().unwrap();
            let scene = Scene::new(disk.path("data?#%"), elsewhere.path().to_owned());
            let fresh = disk.path("fresh");
            fs::create_dir(&fresh).unwrap();
            let options = || Options { secrets: SecretPlace::MemoryOnly, ..Options::default() };
            let mut told = 0;
            for pages_left in 0..8 {
                disk.fill(pages_left);
                if let Err(problem) = scene.open() {
                    is_told(&problem, ProblemKind::DiskFull, &scene.data);
                    told += 1;
                }
                is_told(&Engine::open(&fresh, options()).unwrap_err(), ProblemKind::DiskFull, &fresh);
                disk.make_room();
            }
            assert!(told > 0, "the store in use opened each time");
            assert!(Engine::open(&fresh, options()).unwrap().take_notice().is_none());
            scene.goes_on().await;
        },
    );
}

#[test]
fn a_disk_that_is_full_under_the_mail_moves_nothing_and_gives_back_when_there_is_room() {
    on_a_small_disk(
        "a_disk_that_is_full_under_the_mail_moves_nothing_and_gives_back_when_there_is_room",
        async |disk: &SmallDisk| {
            let elsewhere = tempfile::tempdir().unwrap();
            let scene = Scene::new(elsewhere.path().join("data"), disk.path("mail"));
            let engine = scene.open().unwrap();
            // No folder can be made for what is to be held.
            disk.fill_names();
            let problem = engine.run_once(&id()).await.unwrap_err();
            is_told(&problem, ProblemKind::DiskFull, &scene.mail);
            assert!(scene.mails("") == scene.before);
            disk.make_room();
            engine.run_once(&id()).await.unwrap();
            assert_eq!(scene.mails(".Mekiki").len(), SPAM as usize);
            scene.one_of_each();

            // Another program deleted one of them; the only copy left is ours.
            let row = junk(&engine).remove(0);
            let own = files(&scene.mail.join(".Mekiki/cur"));
            let sender = row.from_address.as_bytes();
            let has = |file: &&PathBuf| {
                fs::read(file).unwrap().windows(sender.len()).any(|window| window == sender)
            };
            fs::remove_file(own.iter().find(has).unwrap()).unwrap();
            disk.fill(0);
            let problem = engine.release(row.id).await.unwrap_err();
            is_told(&problem, ProblemKind::DiskFull, &scene.mail);
            assert!(junk(&engine).iter().any(|one| one.id == row.id), "it must stay where it is whole");
            assert_eq!(files(&scene.data.join("junk/cur")).len(), SPAM as usize);
            disk.make_room();
            engine.run_once(&id()).await.unwrap();
            let back = engine.list(Which::Inbox).unwrap().into_iter().find(|one| one.id == row.id).unwrap();
            assert_eq!(back.whereabouts, Whereabouts::Released);
            for row in junk(&engine) {
                engine.release(row.id).await.unwrap();
            }
            let mut raws: Vec<_> = scene.mails("").into_iter().map(|(_, raw)| raw).collect();
            let mut expected: Vec<_> = scene.before.iter().map(|(_, raw)| raw.clone()).collect();
            raws.sort();
            expected.sort();
            assert!(raws == expected, "byte for byte");
        },
    );
}

#[test]
fn a_disk_that_became_read_only_under_the_mail_is_told_and_what_was_asked_is_done_afterwards() {
    on_a_small_disk(
        "a_disk_that_became_read_only_under_the_mail_is_told_and_what_was_asked_is_done_afterwards",
        async |disk: &SmallDisk| {
            let elsewhere = tempfile::tempdir().unwrap();
            let scene = Scene::new(elsewhere.path().join("data"), disk.path("mail"));
            let engine = scene.open().unwrap();
            disk.make_read_only();
            let problem = engine.run_once(&id()).await.unwrap_err();
            is_told(&problem, ProblemKind::ReadOnly, &scene.mail);
            let sentence = Catalogue::for_language(Language::English).problem("read-only", &problem.facts);
            assert!(!sentence.contains("--data-dir"), "the data folder is sound: {sentence}");
            assert!(scene.mails("") == scene.before);
            disk.make_writable();
            engine.run_once(&id()).await.unwrap();
            scene.one_of_each();
            assert_eq!(junk(&engine).len(), SPAM as usize);

            disk.make_read_only();
            let row = junk(&engine).remove(0);
            is_told(&engine.release(row.id).await.unwrap_err(), ProblemKind::ReadOnly, &scene.mail);
            scene.one_of_each();
            disk.make_writable();
            // What the person asked for is done without asking again.
            engine.run_once(&id()).await.unwrap();
            assert_eq!(junk(&engine).len(), SPAM as usize - 1);
            drop(engine);
            let engine = scene.open().unwrap();
            for row in junk(&engine) {
                engine.release(row.id).await.unwrap();
            }
            assert!(scene.mails("") == scene.before, "byte for byte");
        },
    );
}
