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

use crate::WRONG;
use crate::arguments::{Arguments, Spoken};

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
    // `mekiki help junk` is what many type first.
    if given.get(1).is_some_and(|word| word == "help") {
        given.remove(1);
        given.push("--help".into());
    }
    let catalogue = Catalogue::for_language(language(asked_language(&given)));
    grammar(catalogue)
        .try_get_matches_from(given)
        .and_then(|matches| Arguments::from_arg_matches(&matches))
        .map_err(|error| explain(&error, catalogue))
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
        .about(text(id))
        .help_template(format!("{{about}}\n\n{usage}\n  {{usage}}\n\n{{all-args}}"))
        .subcommand_help_heading(text("help-heading-commands"))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .mut_args(|argument| {
            order += 1;
            let positional = argument.is_positional();
            let heading = if positional { "help-heading-arguments" } else { "help-heading-options" };
            let id = format!("{id}-{}", argument.get_id().as_str().replace('_', "-"));
            let takes_value = argument.get_action().takes_values();
            let argument = argument.help(text(&id)).help_heading(text(heading)).display_order(order);
            // What is possible and what stands for nothing is told by the help text itself.
            argument.hide_possible_values(takes_value).hide_default_value(takes_value)
        });
    for name in subcommands {
        command = command.mut_subcommand(&name, |inner| explained(inner, &format!("{id}-{name}"), catalogue));
    }
    command
}

/// Prints help or a complaint; returns the exit code.
fn explain(error: &clap::Error, catalogue: &Catalogue) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = write!(std::io::stdout(), "{}", error.render());
            return 0;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(std::io::stderr(), "{}", error.render());
        }
        _ => {
            let _ = writeln!(std::io::stderr(), "{}", complaint(error, catalogue));
        }
    }
    WRONG
}

fn complaint(error: &clap::Error, catalogue: &Catalogue) -> String {
    let id = match error.kind() {
        ErrorKind::UnknownArgument => "usage-unknown",
        ErrorKind::InvalidSubcommand => "usage-unknown-command",
        ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand => "usage-missing",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-value",
        ErrorKind::ArgumentConflict => "usage-conflict",
        _ => "usage-wrong",
    };
    let word = context(error, &[ContextKind::InvalidArg, ContextKind::InvalidSubcommand]);
    let value = context(error, &[ContextKind::InvalidValue]);
    let other = context(error, &[ContextKind::PriorArg, ContextKind::ValidValue]);
    let other = if other.is_empty() { "blank".to_owned() } else { other };
    catalogue.text(id, &[("word", word.into()), ("value", value.into()), ("other", other.into())])
}

/// What clap knows about an error, joined to one text.
fn context(error: &clap::Error, kinds: &[ContextKind]) -> String {
    kinds
        .iter()
        .filter_map(|kind| error.get(*kind))
        .map(|value| match value {
            ContextValue::Strings(several) => several.join(", "),
            other => other.to_string(),
        })
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
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
    fn the_grammar_is_sound() {
        for language in Language::ALL {
            grammar(Catalogue::for_language(language)).debug_assert();
        }
    }
}
