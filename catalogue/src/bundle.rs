//! The message files of one language, ready to be asked.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::language::Language;

/// What a message's variable is given: text or a number.
pub type Value<'a> = FluentValue<'a>;

/// The subjects, each a file `<language>/<subject>.ftl`.
pub const SUBJECTS: [&str; 6] = ["verdicts", "evidence", "window", "problems", "terminal", "checks"];

macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../", $language, "/verdicts.ftl")),
            include_str!(concat!("../", $language, "/evidence.ftl")),
            include_str!(concat!("../", $language, "/window.ftl")),
            include_str!(concat!("../", $language, "/problems.ftl")),
            include_str!(concat!("../", $language, "/terminal.ftl")),
            include_str!(concat!("../", $language, "/checks.ftl")),
        ]
    };
}

static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Language::English, &files!("en")));
static JAPANESE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Language::Japanese, &files!("ja")));
static ENGLISH_ISOLATING: LazyLock<Catalogue> = LazyLock::new(|| isolating(Language::English, files!("en")));
static JAPANESE_ISOLATING: LazyLock<Catalogue> =
    LazyLock::new(|| isolating(Language::Japanese, files!("ja")));

/// The variables that hold what others wrote.
const WRITTEN_BY_OTHERS: [&str; 5] = ["text", "value", "detail", "who", "entry"];

/// Between these two marks text keeps its own direction and changes none outside of them.
const ISOLATE: char = '\u{2068}';
const END_OF_ISOLATE: char = '\u{2069}';

/// All messages in one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    isolates: bool,
}

impl Catalogue {
    /// The catalogue of a language, read once.
    pub fn for_language(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Japanese => &JAPANESE,
        }
    }

    /// The catalogue of a language for a window, where text runs in both directions: what
    /// others wrote stands between isolation marks. Many terminals would print them as boxes.
    pub fn isolating(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH_ISOLATING,
            Language::Japanese => &JAPANESE_ISOLATING,
        }
    }

    /// The catalogue of a language whose told commands carry options of the command line, such as the
    /// data folder that they are about: typed as they stand, they must act on that one.
    pub fn with_options(language: Language, options: &str) -> Self {
        let files = match language {
            Language::English => files!("en"),
            Language::Japanese => files!("ja"),
        };
        let options = fluent_literal(options);
        let told = files.map(|file| told_with(file, &options));
        Self::read(language, &told)
    }

    /// Which language it speaks.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether there is a message with this id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// The message `id` with its variables filled in. An unknown id gives the id itself: a
    /// gap in the catalogue is for the tests to find, not for a person to lose their work to.
    pub fn text(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        let arguments: FluentArgs<'_> =
            values.iter().map(|(name, value)| (*name, self.made_safe(name, value))).collect();
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// The sentence for a problem of the engine: what happened and what to do. `kind` is the
    /// kind's name in kebab case, `facts` are the problem's.
    pub fn problem(&self, kind: &str, facts: &BTreeMap<String, String>) -> String {
        let mut values: Vec<(&str, Value<'_>)> =
            facts.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
        if !facts.contains_key("account") {
            values.push(("account", self.text("any-account", &[]).into()));
        }
        self.text(&format!("problem-{kind}"), &values)
    }

    fn read(language: Language, files: &[impl AsRef<str>]) -> Self {
        let tag = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks would be printed as boxes by many terminals; `made_safe` takes out
        // what they would guard against.
        bundle.set_use_isolating(false);
        for file in files {
            let resource =
                FluentResource::try_new(file.as_ref().to_owned()).unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle, isolates: false }
    }

    /// Takes out what a mail could use to rewrite the sentence around it; for a window the
    /// rest is set apart from the sentence.
    fn made_safe<'a>(&self, name: &str, value: &Value<'a>) -> Value<'a> {
        match value {
            FluentValue::String(text) if !self.isolates => Value::from(cleaned(text)),
            FluentValue::String(text) if WRITTEN_BY_OTHERS.contains(&name) => {
                Value::from(format!("{ISOLATE}{}{END_OF_ISOLATE}", cleaned(text)))
            }
            // A sentence of ours within another one: what it set apart stays apart.
            FluentValue::String(text) if isolates_are_closed(text) => value.clone(),
            FluentValue::String(text) => Value::from(cleaned(text)),
            other => other.clone(),
        }
    }
}

fn isolating(language: Language, files: [&str; SUBJECTS.len()]) -> Catalogue {
    Catalogue { isolates: true, ..Catalogue::read(language, &files) }
}

/// A message file in which the options stand in each command that a person is to type. What stands
/// between quotation marks is only spoken of; help explains the grammar itself.
fn told_with(file: &str, options: &str) -> String {
    let line_with = |line: &str| {
        let as_it_is = ["help-", "usage-", "#"].iter().any(|start| line.starts_with(start));
        (if as_it_is { line.to_owned() } else { line_with_options(line, options) }) + "\n"
    };
    file.lines().map(line_with).collect()
}

fn line_with_options(line: &str, options: &str) -> String {
    const COMMAND: &str = "mekiki ";
    let mut told = String::with_capacity(line.len());
    let mut pieces = line.split(COMMAND).peekable();
    while let Some(piece) = pieces.next() {
        told.push_str(piece);
        let Some(next) = pieces.peek() else { break };
        told.push_str(COMMAND);
        let is_typed = next.starts_with(|first: char| first.is_ascii_lowercase() || first == '{');
        if is_typed && !piece.ends_with(['“', '「', '-']) {
            told.push_str(options);
            told.push(' ');
        }
    }
    told
}

/// A text as it stands in a message file without any of it being taken for syntax.
fn fluent_literal(text: &str) -> String {
    format!("{{ \"{}\" }}", cleaned(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// The text on one line, without control characters and the marks that reverse its direction.
fn cleaned(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .filter(|character| !character.is_control() && !turns_text_around(*character))
        .collect()
}

/// Whether a text has isolates, each closed, and nothing else that could harm a sentence.
fn isolates_are_closed(text: &str) -> bool {
    let mut open = 0_usize;
    for character in text.chars() {
        match character {
            ISOLATE => open += 1,
            END_OF_ISOLATE if open == 0 => return false,
            END_OF_ISOLATE => open -= 1,
            other if other.is_control() || turns_text_around(other) => return false,
            _ => {}
        }
    }
    open == 0
}

fn turns_text_around(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[test]
    fn every_file_is_free_of_syntax_errors_and_no_id_stands_twice() {
        for (language, files) in [("en", files!("en")), ("ja", files!("ja"))] {
            let mut bundle = FluentBundle::new_concurrent(vec![language.parse().unwrap()]);
            for (subject, file) in SUBJECTS.into_iter().zip(files) {
                let resource = FluentResource::try_new(file.to_owned())
                    .unwrap_or_else(|(_, errors)| panic!("{language}/{subject}.ftl: {errors:?}"));
                bundle
                    .add_resource(resource)
                    .unwrap_or_else(|errors| panic!("{language}/{subject}.ftl: {errors:?}"));
            }
        }
    }

    #[test]
    fn a_mails_words_cannot_rewrite_the_sentence_around_them() {
        let text = Catalogue::for_language(Language::English)
            .text("sentence-blocked", &[("entry", "a\r\n\u{202E}b\u{7}".into())]);
        assert_eq!(text, "Spam, because “a  b” is on your block list.");
    }

    #[test]
    fn in_a_window_a_mails_words_stand_apart_from_the_sentence_also_within_another_one() {
        let words = Catalogue::isolating(Language::English);
        let blocked = words.text("sentence-blocked", &[("entry", "a\u{2069}\u{202E}b".into())]);
        assert_eq!(blocked, "Spam, because “\u{2068}ab\u{2069}” is on your block list.");
        let around = words.text("sentence-unsure-one", &[("first", blocked.as_str().into())]);
        assert!(around.contains(&blocked), "{around}");
        let open = words.text("sentence-unsure-one", &[("first", "a\u{2068}\u{202E}b".into())]);
        assert!(open.contains("ab"), "{open}");
    }

    #[test]
    fn a_problem_names_its_facts() {
        let facts = BTreeMap::from([("host".to_owned(), "imap.example".to_owned())]);
        for language in Language::ALL {
            let text = Catalogue::for_language(language).problem("unknown-host", &facts);
            assert!(text.contains("imap.example"), "{text}");
        }
    }

    #[test]
    fn what_is_to_be_done_about_a_problem_is_said_with_the_accounts_name_where_it_is_known() {
        let words = Catalogue::for_language(Language::English);
        let mut facts = BTreeMap::from([("host".to_owned(), "imap.example".to_owned())]);
        assert!(words.problem("unknown-host", &facts).contains("mekiki account change NAME --imap"));
        facts.insert("account".to_owned(), "home".to_owned());
        assert!(words.problem("unknown-host", &facts).contains("mekiki account change home --imap"));
    }

    #[test]
    fn a_command_that_is_told_carries_the_options_and_one_that_is_spoken_of_does_not() {
        let odd = r#"--data-dir '/a {b}"c\d'"#;
        for language in Language::ALL {
            let words = Catalogue::with_options(language, odd);
            let told = words.text("terminal-account-added", &[("account", "home".into())]);
            assert!(told.contains(&format!("mekiki {odd} account test home")), "{told}");
            let list = words.text("terminal-list-no-entry", &[("list", "allow".into())]);
            assert!(list.contains(&format!("mekiki {odd} allow list")), "{list}");
            let running = words.text("terminal-already-running", &[("path", "/d".into())]);
            assert!(running.contains("mekiki watch"), "{running}");
            let problem = words.problem("no-such-account", &BTreeMap::new());
            assert!(problem.contains(&format!("mekiki {odd} account list")), "{problem}");
        }
    }

    #[test]
    fn every_message_is_the_same_with_options_but_for_its_commands() {
        for language in Language::ALL {
            let files = if language == Language::English { files!("en") } else { files!("ja") };
            for file in files {
                let with = told_with(file, "--x");
                assert_eq!(with.replace("mekiki --x ", "mekiki "), file);
                assert!(FluentResource::try_new(with).is_ok());
            }
        }
    }
}
