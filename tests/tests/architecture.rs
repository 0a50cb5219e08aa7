//! The walls of the house, as ARCHITECTURE.md draws them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::string_slice)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use mekiki_tests::program::files;

/// Which of our crates each may use in what it ships. Whatever is not here may use none.
const ARROWS: &[(&str, &[&str])] = &[
    ("classifier", &[]),
    ("catalogue", &["classifier"]),
    ("demo", &[]),
    ("engine", &["classifier"]),
    ("cli", &["catalogue", "demo", "engine"]),
    ("mekiki-desktop", &["catalogue", "demo", "engine"]),
    ("mekiki-tests", &["catalogue", "classifier", "demo", "engine"]),
    ("xtask", &[]),
];

/// The crates that people talk to; only they know JSON, the terminal and Tauri.
const SHELLS: &[&str] = &["cli", "mekiki-desktop", "mekiki-tests"];
const ONLY_IN_SHELLS: &[&str] = &["clap", "rpassword", "serde_json", "tauri", "tauri-specta"];

/// What would give the classifier disk, network, clock or threads.
const NOT_IN_CLASSIFIER: &[&str] = &[
    "async-imap",
    "hyper",
    "jiff",
    "mio",
    "native-tls",
    "rayon",
    "rusqlite",
    "socket2",
    "tauri",
    "tempfile",
    "tokio",
];
const IMPURE: &[&str] = &[
    "std::fs",
    "std::io::stdin",
    "std::os",
    "std::path",
    "std::process",
    "std::thread",
    "std::env",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "ToSocketAddrs",
    "SystemTime",
    "Instant::now",
    "thread_local",
    "println!",
    "eprintln!",
    "dbg!",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").expect("tests run under cargo");
    let output = Command::new(cargo).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What each crate of ours ships with: its dependencies but for those of tests and builds.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1", "--offline"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let name = |value: &serde_json::Value| value["name"].as_str().unwrap().to_owned();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let shipped =
                package["dependencies"].as_array().unwrap().iter().filter(|one| one["kind"].is_null());
            (name(package), shipped.map(name).collect())
        })
        .collect()
}

/// The lines of Rust below a folder that hold one of these words outside comments and tests.
fn lines_with(folder: &Path, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files(folder).iter().filter(|file| file.extension().is_some_and(|end| end == "rs")) {
        let inside = file.strip_prefix(folder).unwrap();
        if inside.components().any(|part| ["tests", "tests.rs"].contains(&part.as_os_str().to_str().unwrap()))
        {
            continue;
        }
        let source = std::fs::read_to_string(file).unwrap();
        // A module of tests stands at the end of its file.
        let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for (number, line) in source.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                found.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn the_arrows_point_from_the_shells_to_the_classifier_and_never_back() {
    let dependencies = dependencies();
    let ours: BTreeSet<&str> = dependencies.keys().map(String::as_str).collect();
    let drawn: BTreeSet<&str> = ARROWS.iter().map(|(from, _)| *from).collect();
    assert_eq!(ours, drawn, "a room is missing from the drawing, or the drawing shows one that is not there");
    for (from, allowed) in ARROWS {
        for to in dependencies[*from].iter().filter(|to| ours.contains(to.as_str())) {
            assert!(allowed.contains(&to.as_str()), "{from} → {to} is no arrow of the house");
        }
    }
}

#[test]
fn only_the_shells_know_json_the_terminal_and_tauri() {
    for (name, dependencies) in dependencies() {
        if !SHELLS.contains(&name.as_str()) {
            let foreign: Vec<&String> =
                dependencies.iter().filter(|one| ONLY_IN_SHELLS.contains(&one.as_str())).collect();
            assert!(foreign.is_empty(), "{name} depends on {foreign:?}");
        }
    }
}

#[test]
fn nothing_below_the_classifier_can_reach_disk_network_or_clock() {
    let tree = cargo(&[
        "tree",
        "--package",
        "classifier",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}",
        "--offline",
    ]);
    let crates: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains("mail-parser"), "the tree was not read: {tree}");
    let foreign: Vec<_> = NOT_IN_CLASSIFIER.iter().filter(|name| crates.contains(**name)).collect();
    assert!(foreign.is_empty(), "the classifier depends on {foreign:?}");
}

#[test]
fn the_classifier_is_pure() {
    let found = lines_with(&root().join("classifier/src"), IMPURE);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let engine = lines_with(&root().join("engine/src"), IMPURE);
    assert!(!engine.is_empty(), "this test would not notice: it finds nothing in the engine either");
}

#[test]
fn the_protocols_and_the_store_do_not_know_each_other() {
    let engine = root().join("engine/src");
    let protocols = lines_with(&engine.join("mailbox"), &["crate::store", "rusqlite", "super::store"]);
    assert!(protocols.is_empty(), "{}", protocols.join("\n"));
    let store = lines_with(
        &engine.join("store"),
        &["dyn Mailbox", "impl Mailbox", "mailbox::imap", "mailbox::maildir"],
    );
    assert!(store.is_empty(), "{}", store.join("\n"));
    assert!(!lines_with(&engine.join("store"), &["rusqlite"]).is_empty(), "this test would not notice");
}

/// Without its default feature the window looks for a development server that nobody started.
#[test]
fn a_plain_build_gives_a_window_that_has_its_inside() {
    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1", "--offline"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let window = packages.iter().find(|package| package["name"] == "mekiki-desktop").unwrap();
    assert_eq!(window["features"]["default"], serde_json::json!(["custom-protocol"]));
}

#[test]
fn only_one_file_of_the_front_end_talks_to_the_shell() {
    let talking: Vec<PathBuf> = files(&root().join("ui/src"))
        .into_iter()
        .filter(|file| std::fs::read_to_string(file).is_ok_and(|source| source.contains("@tauri-apps/api")))
        .collect();
    // The bindings are generated for the client; nothing else may import either.
    let names: BTreeSet<&str> = talking.iter().filter_map(|file| file.file_name()?.to_str()).collect();
    assert!(names.contains("bindings.ts"), "{talking:?}");
    assert!(names.iter().all(|name| ["bindings.ts", "client.ts"].contains(name)), "{talking:?}");
    let importing: Vec<PathBuf> = files(&root().join("ui/src"))
        .into_iter()
        .filter(|file| imports_more_than_types(&std::fs::read_to_string(file).unwrap_or_default()))
        .collect();
    let names: Vec<&str> = importing.iter().filter_map(|file| file.file_name()?.to_str()).collect();
    assert_eq!(names, ["client.ts"], "these import more than types of the bindings: {importing:?}");
}

fn imports_more_than_types(source: &str) -> bool {
    source.match_indices("/bindings'").any(|(at, _)| {
        let statement = source[..at].rfind("import").map_or("", |start| &source[start..at]);
        !statement.starts_with("import type")
    })
}
