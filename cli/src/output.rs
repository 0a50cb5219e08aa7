//! What is printed: text in the person's language, or JSON; problems as sentences.

use std::borrow::Cow;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::Path;

use catalogue::{Catalogue, Language, Value};
use engine::view::Salvaged;
use engine::{AccountId, Problem, ProblemKind};
use serde::Serialize;

use crate::failure::{Done, Failure, of_output};

/// Standard output, in one language and one form.
pub(crate) struct Output {
    json: bool,
    catalogue: &'static Catalogue,
    stdout: BufWriter<Stdout>,
    /// What a told command begins with.
    mekiki: String,
}

impl Output {
    pub(crate) fn new(json: bool, language: Language) -> Self {
        let stdout = BufWriter::new(io::stdout());
        Self { json, catalogue: Catalogue::for_language(language), stdout, mekiki: "mekiki".to_owned() }
    }

    /// From now on each command that is told carries this data folder: without it, typed as it
    /// stands, it would act on another one.
    pub(crate) fn tell_commands_for(&mut self, data: &Path) {
        let data = std::path::absolute(data).unwrap_or_else(|_| data.to_path_buf());
        let options = catalogue::data_folder_option(&data);
        self.mekiki = format!("mekiki {options}");
        // Once in the life of the program, whose words it then has to its end.
        let words = Catalogue::with_options(self.catalogue.language(), &options);
        self.catalogue = Box::leak(Box::new(words));
    }

    /// A command to be told: its words after `mekiki`.
    pub(crate) fn command(&self, words: &str) -> String {
        format!("{} {words}", self.mekiki)
    }

    /// Whether JSON was asked for.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// The words of the person's language.
    pub(crate) fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    /// A message of the catalogue.
    pub(crate) fn text(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        self.catalogue.text(id, values)
    }

    /// Prints a message of the catalogue on a line of its own.
    pub(crate) fn say(&mut self, id: &str, values: &[(&str, Value<'_>)]) -> Done {
        let text = self.text(id, values);
        self.line(&text)
    }

    /// Prints a line. Foreign text in it must have gone through [`crate::shown`] or the catalogue.
    pub(crate) fn line(&mut self, text: &str) -> Done {
        writeln!(self.stdout, "{text}").map_err(|error| of_output(&error))
    }

    /// Prints a value as one line of JSON.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Done {
        serde_json::to_writer(&mut self.stdout, value).map_err(|error| of_output(&error.into()))?;
        self.line("")
    }

    /// Prints bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Done {
        self.stdout.write_all(bytes).map_err(|error| of_output(&error))
    }

    /// Hands everything printed so far to the reader.
    pub(crate) fn flush(&mut self) -> Done {
        self.stdout.flush().map_err(|error| of_output(&error))
    }

    /// The sentence for a problem. Where the terminal can say more than the window, it does.
    pub(crate) fn sentence(&self, problem: &Problem) -> String {
        if problem.kind == ProblemKind::AlreadyRunning {
            let path = problem.facts.get("path").map_or("", String::as_str);
            return self.text("terminal-already-running", &[("path", path.into())]);
        }
        self.catalogue.problem(&problem.kind.name(), &problem.facts)
    }

    /// Tells what was taken over from a damaged database: on standard error, as it is no
    /// answer to what was asked.
    pub(crate) fn notice(&mut self, salvaged: &Salvaged) {
        let values = [
            ("path", salvaged.path.as_str().into()),
            ("whole", if salvaged.whole { "yes" } else { "no" }.into()),
            ("accounts", salvaged.accounts.into()),
            ("entries", salvaged.entries.into()),
            ("lessons", salvaged.lessons.into()),
            ("words", salvaged.words.into()),
        ];
        self.aside("notice-salvaged", &values);
    }

    /// Says a message of the catalogue on standard error.
    pub(crate) fn aside(&mut self, id: &str, values: &[(&str, Value<'_>)]) {
        let text = self.text(id, values);
        let _ = self.stdout.flush();
        let _ = writeln!(io::stderr(), "{text}");
    }

    /// Tells a problem that does not end the command: on standard error, so that what a
    /// script reads stays clean.
    pub(crate) fn complain(&mut self, problem: &Problem) {
        let sentence = self.sentence(problem);
        let _ = self.stdout.flush();
        let _ = writeln!(io::stderr(), "{sentence}");
    }

    /// The same, and which account it is about.
    pub(crate) fn complain_of(&mut self, account: &AccountId, problem: &Problem) {
        let sentence = self.sentence(problem);
        let values = [("account", account.0.as_str().into()), ("sentence", sentence.as_str().into())];
        self.aside("terminal-in-account", &values);
    }

    /// Tells why the command ended; with JSON also on standard output, so that a script
    /// always has something to read.
    pub(crate) fn failure(&mut self, failure: &Failure) {
        let told = match failure {
            Failure::Problem(problem) => Told::new(problem, self),
            Failure::Usage(sentence) => Told {
                problem: Cow::Owned(Problem::new(ProblemKind::BadInput).with("what", "usage")),
                sentence: sentence.clone(),
            },
            Failure::OutputClosed => return,
        };
        let _ = self.stdout.flush();
        let _ = writeln!(io::stderr(), "{}", told.sentence);
        if self.json {
            let _ = self.json(&told).and_then(|()| self.flush());
        }
    }
}

/// A problem as JSON tells it.
#[derive(Serialize)]
pub(crate) struct Told<'a> {
    problem: Cow<'a, Problem>,
    sentence: String,
}

impl<'a> Told<'a> {
    pub(crate) fn new(problem: &'a Problem, output: &Output) -> Self {
        Self { problem: Cow::Borrowed(problem), sentence: output.sentence(problem) }
    }
}
