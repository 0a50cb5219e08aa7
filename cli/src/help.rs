//! Reads the command line, and explains it in the person's language.
//!
//! The grammar stands in [`crate::arguments`]; what each word means stands in the catalogue
//! under `help-<command>` and `help-<command>-<argument>`, so that help and complaints come
//! in Japanese as well.

use std::ffi::OsString;
use std::io::Write;

use catalogue::{Catalogue, Language};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use crate::arguments::{Arguments, Spoken};
use crate::failure::Failure;
use crate::output::Output;
use crate::{NO_COMMAND, WELL, WRONG};

/// The language to speak: the one asked for, else the locale's.
pub(crate) fn language(asked: Option<Spoken>) -> Language {
    match asked {
        Some(Spoken::En) => Language::English,
        Some(Spoken::Ja) => Language::Japanese,
        None => Language::choose(None, |name| std::env::var(name).ok()),
    }
}

/// Reads the arguments. Help and version are printed here, and so is what is wrong with
/// them; the error is the exit code then.
pub(crate) fn arguments(given: impl Iterator<Item = OsString>) -> Result<Arguments, u8> {
    let mut given: Vec<OsString> = given.collect();
    // `mekiki help junk` is what many type first, and `mekiki junk help` others.
    if let Some(place) = help_as_a_command(&given) {
        given.remove(place);
        given.push("--help".into());
    }
    let mut output = Output::new(asks_for_json(&given), language(asked_language(&given)));
    let mut grammar = grammar(output.catalogue());
    grammar
        .try_get_matches_from_mut(&given)
        .and_then(|matches| Arguments::from_arg_matches(&matches))
        .map_err(|error| explain(&error, &grammar, &given, &mut output))
}

/// Where `help` stands in the place of a command; elsewhere it is a value, such as a file's name.
fn help_as_a_command(given: &[OsString]) -> Option<usize> {
    let grammar = Arguments::command();
    let takes_value = |word: &str| {
        let named =
            |argument: &&Arg| argument.get_long().is_some_and(|long| word.strip_prefix("--") == Some(long));
        grammar.get_arguments().any(|argument| named(&argument) && argument.get_action().takes_values())
    };
    let mut command = &grammar;
    let mut words = given.iter().enumerate().skip(1);
    while let Some((place, word)) = words.next() {
        match word.to_str()? {
            option if option.starts_with('-') => {
                if takes_value(option) {
                    words.next();
                }
            }
            "help" => return command.has_subcommands().then_some(place),
            name => command = command.find_subcommand(name)?,
        }
    }
    None
}

/// Complaints are to come in JSON as well, before the arguments are understood.
fn asks_for_json(given: &[OsString]) -> bool {
    given.iter().take_while(|word| *word != "--").any(|word| word == "--json")
}

/// The language has to be known before the arguments are understood: help and complaints
/// about them are to be in it.
fn asked_language(given: &[OsString]) -> Option<Spoken> {
    let words: Vec<&str> = given.iter().filter_map(|word| word.to_str()).collect();
    let after = words.iter().position(|word| *word == "--language").and_then(|at| words.get(at + 1)).copied();
    let asked = after.or_else(|| words.iter().find_map(|word| word.strip_prefix("--language=")));
    match asked {
        Some("ja") => Some(Spoken::Ja),
        Some("en") => Some(Spoken::En),
        _ => None,
    }
}

/// The grammar with its explanations.
fn grammar(catalogue: &Catalogue) -> Command {
    explained(Arguments::command(), "help", catalogue)
        .arg(general(Arg::new("help").short('h').long("help").action(ArgAction::Help), catalogue))
        .arg(general(Arg::new("version").short('V').long("version").action(ArgAction::Version), catalogue))
}

fn general(argument: Arg, catalogue: &Catalogue) -> Arg {
    let id = format!("help-{}", argument.get_id());
    let global = argument.get_id() == "help";
    argument
        .global(global)
        .help(catalogue.text(&id, &[]))
        .help_heading(catalogue.text("help-heading-options", &[]))
}

fn explained(command: Command, id: &str, catalogue: &Catalogue) -> Command {
    let text = |id: &str| catalogue.text(id, &[]);
    let usage = text("help-heading-usage");
    let subcommands: Vec<String> =
        command.get_subcommands().map(|subcommand| subcommand.get_name().to_owned()).collect();
    let mut order = 0;
    let mut command = command
        .about(wrapped(&text(id), ABOUT_COLUMNS, catalogue.language()))
        .help_template(format!("{{about}}\n\n{usage}\n  {{usage}}\n\n{{all-args}}"))
        .subcommand_help_heading(text("help-heading-commands"))
        .subcommand_value_name(text("help-value-command"))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .mut_args(|argument| {
            order += 1;
            let positional = argument.is_positional();
            let heading = if positional { "help-heading-arguments" } else { "help-heading-options" };
            let id = format!("{id}-{}", argument.get_id().as_str().replace('_', "-"));
            let takes_value = argument.get_action().takes_values();
            let help = wrapped(&text(&id), COLUMNS, catalogue.language());
            let argument = argument.help(help).help_heading(text(heading)).display_order(order);
            let names: Vec<String> = argument
                .get_value_names()
                .into_iter()
                .flatten()
                .map(|name| value_name(name, catalogue))
                .collect();
            let argument = if takes_value { argument.value_names(names) } else { argument };
            // What is possible and what stands for nothing is told by the help text itself.
            argument.hide_possible_values(takes_value).hide_default_value(takes_value)
        });
    for name in subcommands {
        command = command.mut_subcommand(&name, |inner| explained(inner, &format!("{id}-{name}"), catalogue));
    }
    command
}

/// `FILE|FOLDER|-` in the person's language. What is typed as it stands (`spam|ham`) stays.
fn value_name(name: &str, catalogue: &Catalogue) -> String {
    let word = |word: &str| {
        let id = format!("help-value-{}", word.to_lowercase());
        let is_typed = word.chars().any(|letter| !letter.is_ascii_uppercase());
        if is_typed || word.is_empty() { word.to_owned() } else { catalogue.text(&id, &[]) }
    };
    name.split('|').map(word).collect::<Vec<_>>().join("|")
}

/// Columns of a line of Japanese help for an argument; about as many stand before it.
const COLUMNS: usize = 40;
/// The same for a command, of which only the name may stand before it.
const ABOUT_COLUMNS: usize = 64;

/// Lines end at spaces by themselves, and Japanese has none.
fn wrapped(text: &str, most: usize, language: Language) -> String {
    if language != Language::Japanese {
        return text.to_owned();
    }
    let (mut lines, mut columns, mut before) = (String::new(), 0, ' ');
    for letter in text.chars() {
        // Latin words stay whole, and no line begins with what closes or with a particle.
        let in_a_word = before.is_ascii() && letter.is_ascii();
        let particle = ('ぁ'..='ん').contains(&letter) && columns < most + 8;
        let belongs_here = "、。，．）」』・：ー".contains(letter) || "（「『".contains(before) || particle;
        if columns >= most && !in_a_word && !belongs_here {
            lines.truncate(lines.trim_end_matches(' ').len());
            lines.push('\n');
            columns = 0;
        }
        lines.push(letter);
        columns += if letter.is_ascii() { 1 } else { 2 };
        before = letter;
    }
    lines
}

/// Prints help or a complaint; returns the exit code.
fn explain(error: &clap::Error, grammar: &Command, given: &[OsString], output: &mut Output) -> u8 {
    let catalogue = output.catalogue();
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = write!(std::io::stdout(), "{}", in_our_words(&error.render().to_string(), catalogue));
        return WELL;
    }
    let asked = Asked::of(grammar, given);
    if asked.lacks_a_command(error) {
        if output.is_json() {
            output.failure(&bad_usage(&asked.complaint(error, catalogue)));
        } else {
            let _ = write!(std::io::stderr(), "{}", asked.commands(catalogue));
        }
        return NO_COMMAND;
    }
    output.failure(&bad_usage(&asked.complaint(error, catalogue)));
    WRONG
}

/// The parts of a usage line that are written by the library that reads the arguments.
fn in_our_words(help: &str, catalogue: &Catalogue) -> String {
    help.replace("[OPTIONS]", &format!("[{}]", catalogue.text("help-value-options", &[])))
}

/// The command that was meant, as far as it was understood.
struct Asked<'a> {
    command: &'a Command,
    /// With the program's name: `mekiki account add`.
    name: String,
}

impl<'a> Asked<'a> {
    fn of(grammar: &'a Command, given: &[OsString]) -> Self {
        let mut asked = Self { command: grammar, name: grammar.get_name().to_owned() };
        let mut words = given.iter().skip(1).filter_map(|word| word.to_str());
        while let Some(word) = words.next() {
            if word == "--" {
                break;
            }
            if let Some(option) = word.strip_prefix("--") {
                let takes_value = |argument: &&Arg| {
                    argument.get_long() == Some(option) && argument.get_action().takes_values()
                };
                let arguments = grammar.get_arguments().chain(asked.command.get_arguments());
                if arguments.into_iter().any(|argument| takes_value(&argument)) {
                    words.next();
                }
            } else if let Some(command) = asked.command.find_subcommand(word) {
                asked = Self { command, name: format!("{} {word}", asked.name) };
            } else if !word.starts_with('-') {
                break;
            }
        }
        asked
    }

    /// Whether nothing is wrong but that no command was named.
    fn lacks_a_command(&self, error: &clap::Error) -> bool {
        let nothing = matches!(
            error.kind(),
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        );
        nothing && self.command.has_subcommands()
    }

    /// What it can do, in short.
    fn commands(&self, catalogue: &Catalogue) -> String {
        let text = |id: &str| catalogue.text(id, &[]);
        let see = catalogue.text("usage-more", &[("help", self.help().into())]);
        let (usage, heading) = (text("help-heading-usage"), text("help-heading-commands"));
        let about = self.command.get_about().cloned().unwrap_or_default();
        let template = format!("{usage}\n  {{usage}}\n\n{heading}:\n{{subcommands}}\n\n{see}\n");
        let mut command = self.command.clone().bin_name(&self.name).help_template(template);
        format!("{about}\n\n{}", in_our_words(&command.render_help().to_string(), catalogue))
    }

    fn help(&self) -> String {
        format!("{} --help", self.name)
    }

    fn complaint(&self, error: &clap::Error, catalogue: &Catalogue) -> String {
        let word = context(error, &[ContextKind::InvalidArg, ContextKind::InvalidSubcommand], catalogue);
        let id = match error.kind() {
            ErrorKind::UnknownArgument if !word.starts_with('-') => "usage-too-many",
            ErrorKind::UnknownArgument => "usage-unknown",
            ErrorKind::InvalidSubcommand => "usage-unknown-command",
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                "usage-no-command"
            }
            ErrorKind::MissingRequiredArgument => "usage-missing",
            ErrorKind::InvalidValue if error.get(ContextKind::InvalidValue).is_none_or(is_empty) => {
                "usage-no-value"
            }
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-value",
            ErrorKind::ArgumentConflict if is_given_twice(error, catalogue) => "usage-twice",
            ErrorKind::ArgumentConflict => "usage-conflict",
            _ => "usage-wrong",
        };
        // Of an argument that may be repeated: dots before the full stop would be a fourth.
        let word = word.trim_end_matches("...").to_owned();
        let value = context(error, &[ContextKind::InvalidValue], catalogue);
        let other = context(error, &[ContextKind::PriorArg, ContextKind::ValidValue], catalogue);
        let other = if other.is_empty() { possible(error, catalogue) } else { other };
        let help = self.help();
        let values = [("word", word), ("value", value), ("other", other), ("help", help)];
        catalogue.text(id, &values.map(|(name, value)| (name, value.into())))
    }
}

/// Whether an option stands in its own way: it may be given once.
fn is_given_twice(error: &clap::Error, catalogue: &Catalogue) -> bool {
    let [one, other] =
        [ContextKind::InvalidArg, ContextKind::PriorArg].map(|kind| context(error, &[kind], catalogue));
    one == other
}

/// What can be given where the possible values are too many to name.
fn possible(error: &clap::Error, catalogue: &Catalogue) -> String {
    let argument = error.get(ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
    let id = match argument {
        _ if error.kind() != ErrorKind::ValueValidation => return "blank".to_owned(),
        argument if argument.starts_with("--port") => "usage-possible-port",
        argument if argument.starts_with("--noticed") => "usage-possible-percent",
        argument if argument.starts_with("--delay") => "usage-possible-count",
        argument if argument.starts_with("--number-above") => "usage-possible-any-number",
        _ => "usage-possible-number",
    };
    catalogue.text(id, &[])
}

fn is_empty(value: &ContextValue) -> bool {
    value.to_string().is_empty()
}

/// What is wrong with the command line is told like any other problem.
fn bad_usage(sentence: &str) -> Failure {
    Failure::Usage(sentence.to_owned())
}

/// What clap knows about an error, joined to one text.
fn context(error: &clap::Error, kinds: &[ContextKind], catalogue: &Catalogue) -> String {
    kinds
        .iter()
        .filter_map(|kind| error.get(*kind))
        .map(|value| match value {
            ContextValue::Strings(several) => {
                several.iter().map(|one| either(one, catalogue)).collect::<Vec<_>>().join(", ")
            }
            other => other.to_string(),
        })
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// `<--imap <HOST>|--pop3 <HOST>|--maildir <FOLDER>>`, of which one is needed, in words.
fn either(argument: &str, catalogue: &Catalogue) -> String {
    let argument = argument.trim_end_matches("...");
    let group = argument.strip_prefix("<--").and_then(|rest| rest.strip_suffix('>'));
    let mut several = group.into_iter().flat_map(|group| group.split("|--")).map(|one| format!("--{one}"));
    let Some(first) = several.next() else { return argument.to_owned() };
    several.fold(first, |one, other| {
        catalogue.text("usage-either", &[("one", one.into()), ("other", other.into())])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(command: &Command, id: &str, found: &mut Vec<String>) {
        found.push(id.to_owned());
        for argument in command.get_arguments() {
            found.push(format!("{id}-{}", argument.get_id().as_str().replace('_', "-")));
        }
        for subcommand in command.get_subcommands() {
            ids(subcommand, &format!("{id}-{}", subcommand.get_name()), found);
        }
    }

    #[test]
    fn every_command_and_argument_is_explained_in_both_languages() {
        let mut wanted = vec!["help-help".to_owned(), "help-version".to_owned()];
        ids(&Arguments::command(), "help", &mut wanted);
        for language in Language::ALL {
            let catalogue = Catalogue::for_language(language);
            let missing: Vec<&String> = wanted.iter().filter(|id| !catalogue.has(id)).collect();
            assert!(missing.is_empty(), "{language:?} does not explain {missing:?}");
        }
    }

    #[test]
    fn the_name_of_every_value_is_there_in_both_languages() {
        fn names(command: &Command, found: &mut Vec<String>) {
            let arguments = command.get_arguments().filter(|argument| argument.get_action().takes_values());
            found.extend(
                arguments
                    .flat_map(|argument| argument.get_value_names().into_iter().flatten())
                    .map(ToString::to_string),
            );
            command.get_subcommands().for_each(|subcommand| names(subcommand, found));
        }
        for language in Language::ALL {
            let mut found = Vec::new();
            names(&grammar(Catalogue::for_language(language)), &mut found);
            assert!(found.len() > 30, "{found:?}");
            assert!(!found.iter().any(|name| name.contains("help-value")), "{language:?}: {found:?}");
            let latin = found.iter().filter(|name| name.chars().any(|letter| letter.is_ascii_uppercase()));
            assert_eq!(latin.count() == 0, language == Language::Japanese, "{found:?}");
        }
    }

    #[test]
    fn no_line_of_japanese_help_is_longer_than_a_terminal_is_wide() {
        let wrapped = wrapped(&"パスワードの保管先。".repeat(20), COLUMNS, Language::Japanese);
        assert!(wrapped.lines().count() > 5, "{wrapped}");
        for line in wrapped.lines() {
            assert!(line.chars().count() * 2 <= COLUMNS + 4, "{line}");
            assert!(!line.starts_with('。'), "{line}");
        }
    }

    #[test]
    fn the_grammar_is_sound() {
        for language in Language::ALL {
            grammar(Catalogue::for_language(language)).debug_assert();
        }
    }
}
