//! The catalogue is whole: both languages say the same things, everything that needs a
//! sentence has one, and no sentence is left over.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use catalogue::{Catalogue, Language, SUBJECTS, Strength};
use engine::classifier::{Label, Token, Verdict, Voter, checks};
use engine::view::Whereabouts;
use engine::{Mode, ProblemKind};
use serde_json::json;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The messages of a language: id, and the variables in its text.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for subject in SUBJECTS {
        let mut id = String::new();
        for line in read(&format!("catalogue/{}/{subject}.ftl", language.code())).lines() {
            if line.starts_with(|first: char| first.is_ascii_lowercase()) {
                line.split(" =").next().unwrap().clone_into(&mut id);
                assert!(messages.insert(id.clone(), BTreeSet::new()).is_none(), "{id} stands twice");
            }
            if !line.starts_with('#') && !id.is_empty() {
                messages.get_mut(&id).unwrap().extend(variables(line));
            }
        }
    }
    messages
}

fn variables(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('$').skip(1).map(|rest| {
        rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect()
    })
}

/// The names of an enum's variants as JSON has them, from what it says of a wrong one.
fn variants<T: serde::de::DeserializeOwned + Debug>() -> BTreeSet<String> {
    let wrong = ["kind", "by"].map(|tag| json!({ tag: "?" }));
    let said =
        wrong.into_iter().chain([json!("?")]).map(|value| serde_json::from_value::<T>(value).unwrap_err());
    let listing = said.map(|error| error.to_string()).find(|text| text.starts_with("unknown variant"));
    let names: BTreeSet<String> =
        listing.expect("an enum").split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert!(!names.is_empty());
    names
}

fn checks() -> impl Iterator<Item = &'static str> {
    checks::ALL.iter().map(|check| check.id)
}

/// All sources that may ask for a message, tests left out, by folder.
fn sources(folders: &[&str]) -> String {
    folders.iter().map(|folder| below(&root().join(folder))).collect()
}

fn below(folder: &Path) -> String {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let texts = entries.into_iter().map(|path| match path.extension().and_then(|kind| kind.to_str()) {
        None if path.is_dir() => below(&path),
        Some("rs" | "ts" | "svelte") if !path.to_string_lossy().contains(".test.") => {
            std::fs::read_to_string(&path).unwrap()
        }
        _ => String::new(),
    });
    texts.collect()
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let (english, japanese) = (messages(Language::English), messages(Language::Japanese));
    let ids = |messages: &BTreeMap<String, _>| messages.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(ids(&english), ids(&japanese));
    for (id, variables) in &english {
        assert_eq!(variables, &japanese[id], "{id}");
    }
}

#[test]
fn every_kind_of_problem_has_a_sentence_of_facts_that_it_carries() {
    let source = read("engine/src/problem.rs");
    let english = messages(Language::English);
    let kinds = variants::<ProblemKind>();
    for name in &kinds {
        let kind: ProblemKind = serde_json::from_value(json!(name)).unwrap();
        assert_eq!(kind.name(), *name);
        let mut documented = documented_facts(&source, &format!("{kind:?}"));
        // Commands that are told name the account; where it is not known, a word stands for it.
        documented.insert("account".to_owned());
        let used =
            english.get(&format!("problem-{name}")).unwrap_or_else(|| panic!("problem-{name} is missing"));
        assert!(used.is_subset(&documented), "problem-{name} uses {used:?}, the kind carries {documented:?}");
    }
    let told = english.keys().filter_map(|id| id.strip_prefix("problem-"));
    let title = |id: &&str| *id != "title";
    assert_eq!(told.filter(title).map(str::to_owned).collect::<BTreeSet<_>>(), kinds);
}

/// The facts that the comment above a kind names in its brackets.
fn documented_facts(source: &str, kind: &str) -> BTreeSet<String> {
    let lines: Vec<&str> = source.lines().collect();
    let at = lines.iter().position(|line| line.trim() == format!("{kind},")).expect(kind);
    let comment: String =
        lines[..at].iter().rev().take_while(|line| line.trim().starts_with("///")).copied().collect();
    let facts = comment.rsplit_once('(').map_or("", |(_, facts)| facts);
    facts.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_check_has_a_sentence_and_a_help_and_no_other_has() {
    let wanted: BTreeSet<String> =
        checks().flat_map(|id| [format!("check-{id}"), format!("check-{id}-help")]).collect();
    let english = messages(Language::English);
    let told: BTreeSet<String> = english.into_keys().filter(|id| id.starts_with("check-")).collect();
    assert_eq!(told, wanted);
}

#[test]
fn every_kind_of_clue_every_voter_and_every_band_has_its_words() {
    let english = messages(Language::English);
    for kind in variants::<Token>().iter().filter(|kind| *kind != "check") {
        assert!(english.keys().any(|id| id.starts_with(&format!("clue-{kind}"))), "clue-{kind} is missing");
    }
    let sender = read("classifier/src/voters/sender.rs");
    let said = sender.split("say(\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let wanted = said.map(|what| format!("clue-sender-{what}"));
    let voters = variants::<Voter>().into_iter().map(|voter| format!("voter-{voter}"));
    let bands = Strength::ALL.into_iter().map(|band| band.id().to_owned());
    let modes = variants::<Mode>().into_iter().map(|mode| format!("mode-{mode}"));
    let places = variants::<Whereabouts>().into_iter().map(|place| format!("message-{place}"));
    for id in wanted.chain(voters).chain(bands).chain(modes).chain(places.filter(|id| id != "message-inbox"))
    {
        assert!(english.contains_key(&id), "{id} is missing");
    }
    assert_eq!(variants::<Verdict>().len() + variants::<Label>().len(), 5);
}

/// An id is used where it stands in quotes, or where `start-${…}` stands and its rest in quotes.
#[test]
fn no_message_is_left_over() {
    let asking =
        sources(&["ui/src", "cli/src", "src-tauri/src", "catalogue/src", "classifier/src", "engine/src"]);
    let quoted =
        |text: &str| ['"', '\'', '`'].iter().any(|quote| asking.contains(&format!("{quote}{text}{quote}")));
    let pieced = |id: &str| {
        id.match_indices('-').any(|(at, _)| {
            let (start, rest) = (&id[..=at], id[at + 1..].trim_end_matches("-help"));
            let template = [format!("`{start}${{"), format!("\"{start}{{")];
            template.iter().any(|template| asking.contains(template)) && quoted(rest)
        })
    };
    // Where the end alone stands in quotes: `${what}${'-end'}`.
    let ended = |id: &str| {
        let starts = id.match_indices('-').filter(|(at, _)| quoted(&id[..*at]));
        starts.into_iter().any(|(at, _)| quoted(&id[at..]))
    };
    // Where a word stands in the middle: `start-${…}-end`.
    let parted = |id: &str| {
        let parts: Vec<&str> = id.split('-').collect();
        matches!(parts.as_slice(), [start, word, end]
            if asking.contains(&format!("`{start}-${{")) && asking.contains(&format!("}}-{end}`")) && quoted(word))
    };
    // The help of the command line is put together from its grammar, and tested there.
    let unused: Vec<String> = messages(Language::English)
        .into_keys()
        .filter(|id| !id.starts_with("help") && !quoted(id) && !pieced(id) && !parted(id) && !ended(id))
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn every_message_that_is_asked_for_is_there() {
    let asking = sources(&["ui/src", "cli/src", "src-tauri/src", "catalogue/src"]);
    let words = Catalogue::for_language(Language::English);
    let mut asked = 0;
    for (start, end) in [("text('", '\''), ("text(\"", '"')] {
        for rest in asking.split(start).skip(1) {
            let id = rest.split(end).next().unwrap();
            assert!(words.has(id), "{id} is asked for, but nowhere");
            asked += 1;
        }
    }
    assert!(asked > 60, "only {asked} found: has the way of asking changed?");
}
