//! A data folder opened for reading, alone and beside another program.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::*;

#[tokio::test]
async fn who_only_reads_needs_no_lock_and_changes_nothing() {
    let (dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    server.deliver(&ham(2));
    engine.run_once(&id()).await.unwrap();
    engine.learn(&ham(9), Label::Ham).unwrap();
    let before = files_of(dir.path());
    {
        let beside = Engine::open_for_reading(dir.path(), options()).unwrap();
        assert_eq!(rows(&beside), rows(&engine));
        assert_eq!(beside.accounts().unwrap(), engine.accounts().unwrap());
        assert_eq!(beside.lists().unwrap(), engine.lists().unwrap());
        assert_eq!(beside.check(&ham(3)).unwrap(), engine.check(&ham(3)).unwrap());
        let held = row(&beside, "letter 1");
        assert_eq!(beside.held_raw(held.id).unwrap(), spam(1));
        assert_eq!(beside.open_message(held.id).await.unwrap().row, held);
        assert_eq!(beside.learn(&ham(3), Label::Ham).unwrap_err().kind, ProblemKind::AlreadyRunning);
        assert_eq!(beside.set_setting("a", "b").unwrap_err().kind, ProblemKind::AlreadyRunning);
    }
    assert_eq!(files_of(dir.path()), before, "a file was made, removed or changed");
    // It sees what is written meanwhile, and is in nobody's way.
    let beside = Engine::open_for_reading(dir.path(), options()).unwrap();
    engine.set_setting("a", "b").unwrap();
    assert_eq!(beside.setting("a").unwrap().as_deref(), Some("b"));
    drop(engine);
    let engine = open(dir.path(), &server);
    engine.set_setting("a", "c").unwrap();
    assert_eq!(beside.setting("a").unwrap().as_deref(), Some("c"));
}

/// Every file below a folder with its bytes; not what `SQLite` shares between processes.
fn files_of(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_of(&path));
        } else {
            let shared = path.to_string_lossy().ends_with("-shm");
            let bytes = if shared { Vec::new() } else { fs::read(&path).unwrap() };
            found.insert(path, bytes);
        }
    }
    found
}

#[test]
fn who_only_reads_makes_a_new_folder_like_anybody_and_lets_the_lock_go() {
    let dir = tempfile::tempdir().unwrap();
    let reader = Engine::open_for_reading(dir.path(), options()).unwrap();
    assert!(reader.accounts().unwrap().is_empty());
    let writer = open(dir.path(), &Server::default());
    writer.set_setting("a", "b").unwrap();
    assert_eq!(reader.setting("a").unwrap().as_deref(), Some("b"));
    assert_eq!(reader.set_setting("a", "c").unwrap_err().kind, ProblemKind::AlreadyRunning);
    assert_eq!(Engine::open(dir.path(), options()).unwrap_err().kind, ProblemKind::AlreadyRunning);
}
