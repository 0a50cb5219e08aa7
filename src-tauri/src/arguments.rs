//! What the program was started with.

use std::ffi::OsString;
use std::path::PathBuf;

use catalogue::Catalogue;
use clap::Parser as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use engine::{Engine, Problem, ProblemKind};
use tempfile::TempDir;

/// Mekiki's window: judges mail, says why, learns from you.
#[derive(Debug, clap::Parser)]
#[command(name = "mekiki-desktop", version)]
pub(crate) struct Arguments {
    /// The folder where Mekiki keeps its data
    #[arg(long, value_name = "DIR", env = "MEKIKI_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// Opens the demonstration mailbox, in DIR or in a folder that is removed at the end
    #[arg(long, value_name = "DIR", num_args = 0..=1)]
    #[allow(clippy::option_option)]
    demo: Option<Option<PathBuf>>,
}

/// Where the engine is opened.
#[derive(Debug)]
pub(crate) enum Place {
    /// On the person's own data.
    Data(PathBuf),
    /// On a fresh demonstration in a folder that was named.
    Demonstration(PathBuf),
    /// On a fresh demonstration in a folder that lives as long as the program.
    PassingDemonstration(TempDir),
}

/// Why the window is not opened at all.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Help or version was asked for: this is it.
    Answered(String),
    /// An option is not understood; the sentence says so.
    NotUnderstood(String),
}

impl Arguments {
    /// Reads what the program was started with; help and complaints are in the person's language.
    pub(crate) fn read(
        given: impl IntoIterator<Item = OsString>,
        words: &Catalogue,
    ) -> Result<Self, Refused> {
        Self::try_parse_from(given).map_err(|error| match error.kind() {
            ErrorKind::DisplayHelp => Refused::Answered(words.text("window-help", &[])),
            ErrorKind::DisplayVersion => Refused::Answered(error.to_string().trim_end().to_owned()),
            ErrorKind::InvalidValue if has_no_value(&error) => {
                Refused::NotUnderstood(words.text("window-no-folder", &[]))
            }
            _ => Refused::NotUnderstood(match error.get(ContextKind::InvalidArg) {
                Some(ContextValue::String(argument)) => {
                    words.text("window-bad-option", &[("argument", argument.as_str().into())])
                }
                _ => words.text("window-bad-options", &[]),
            }),
        })
    }

    /// What a command in a terminal needs to act on the same data: nothing where they are the person's
    /// usual ones, or a demonstration that nobody named.
    pub(crate) fn command_options(&self) -> String {
        let named = match &self.demo {
            Some(demonstration) => demonstration.as_ref(),
            None => self.data_dir.as_ref(),
        };
        named.map_or_else(String::new, |dir| {
            catalogue::data_folder_option(&std::path::absolute(dir).unwrap_or_else(|_| dir.clone()))
        })
    }

    /// Decides where the engine is opened; the demonstration comes before any data folder.
    pub(crate) fn place(self) -> Result<Place, Problem> {
        match (self.demo, self.data_dir.or_else(Engine::default_data_dir)) {
            (Some(Some(dir)), _) => Ok(Place::Demonstration(dir)),
            (Some(None), _) => passing_folder().map(Place::PassingDemonstration),
            (None, Some(dir)) => Ok(Place::Data(dir)),
            (None, None) => Err(Problem::new(ProblemKind::NoSuchFile).with("path", "$HOME")),
        }
    }
}

/// Whether an option stands alone that wants a value; those that do want a folder.
fn has_no_value(error: &clap::Error) -> bool {
    match error.get(ContextKind::InvalidValue) {
        Some(ContextValue::String(value)) => value.is_empty(),
        _ => true,
    }
}

fn passing_folder() -> Result<TempDir, Problem> {
    tempfile::Builder::new().prefix("mekiki-demo-").tempdir().map_err(|error| {
        Problem::new(ProblemKind::InputOutput)
            .with("path", std::env::temp_dir().display())
            .with("detail", error)
    })
}

#[cfg(test)]
#[allow(clippy::panic, clippy::unwrap_used)]
mod tests {
    use catalogue::Language;
    use clap::CommandFactory as _;

    use super::*;

    fn place(arguments: &[&str]) -> Place {
        Arguments::parse_from([&["mekiki-desktop"], arguments].concat()).place().unwrap()
    }

    fn refused(language: Language, argument: &str) -> Refused {
        let given = ["mekiki-desktop", argument].map(OsString::from);
        Arguments::read(given, Catalogue::for_language(language)).unwrap_err()
    }

    #[test]
    fn help_and_complaints_come_in_both_languages() {
        for (language, usage) in [(Language::English, "Usage:"), (Language::Japanese, "使い方")] {
            let Refused::Answered(help) = refused(language, "--help") else { panic!("help is an answer") };
            assert!(help.contains(usage), "{help}");
            for option in Arguments::command().get_arguments().filter_map(clap::Arg::get_long) {
                assert!(help.contains(&format!("--{option}")), "{help}");
            }
            let Refused::NotUnderstood(said) = refused(language, "--nonsense") else { panic!("it is none") };
            assert!(said.contains("--nonsense") && said.contains("mekiki-desktop --help"), "{said}");
            let missing = Catalogue::for_language(language).text("window-no-folder", &[]);
            assert_eq!(refused(language, "--data-dir"), Refused::NotUnderstood(missing.clone()));
            assert_eq!(refused(language, "--data-dir="), Refused::NotUnderstood(missing));
        }
        assert!(
            matches!(refused(Language::English, "--version"), Refused::Answered(said) if said.contains('.'))
        );
    }

    #[test]
    fn the_data_folder_can_be_named() {
        assert!(matches!(place(&["--data-dir", "/a"]), Place::Data(dir) if dir.to_str() == Some("/a")));
    }

    #[test]
    fn a_told_command_names_the_data_folder_that_the_window_was_started_with() {
        let told = |arguments: &[&str]| {
            Arguments::parse_from([&["mekiki-desktop"], arguments].concat()).command_options()
        };
        assert_eq!(told(&["--data-dir", "/a b"]), "--data-dir '/a b'");
        assert_eq!(told(&["--demo", "/b", "--data-dir", "/a"]), "--data-dir /b");
        assert_eq!(told(&["--demo", "--data-dir", "/a"]), "", "a passing demonstration is gone by then");
        let from_here = told(&["--data-dir", "here"]);
        let folder = from_here.strip_prefix("--data-dir ").unwrap().trim_matches('\'');
        assert!(std::path::Path::new(folder).is_absolute(), "{from_here}");
    }

    #[test]
    fn the_demonstration_needs_no_folder_but_takes_one() {
        assert!(matches!(place(&["--demo"]), Place::PassingDemonstration(_)));
        assert!(matches!(place(&["--demo", "/b"]), Place::Demonstration(dir) if dir.to_str() == Some("/b")));
    }
}
