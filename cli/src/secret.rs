//! Asks for a password: on the terminal without showing it, or on standard input. Never as
//! an argument, where every user of the machine could read it.

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use engine::{Account, Engine};
use zeroize::Zeroizing;

use crate::failure::{Done, bad_input, of_file};
use crate::output::Output;

/// The next line of standard input.
pub(crate) fn from_stdin() -> Done<Zeroizing<String>> {
    let mut line = Zeroizing::new(Vec::new());
    io::stdin().lock().read_until(b'\n', &mut line).map_err(|error| of_file(Path::new("-"), &error))?;
    let text = std::str::from_utf8(&line).map_err(|_| bad_input("password", "", "not-utf8"))?;
    Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

/// Gives the engine the password of an account that the person wants kept nowhere: the next line
/// of standard input, or what they type now. Others have theirs.
pub(crate) fn for_now(engine: &Engine, account: &Account, stdin: bool, output: &Output) -> Done {
    let Some((host, user)) = account.source.login() else { return Ok(()) };
    if !engine.asks_for_password(account) {
        return Ok(());
    }
    let password = if stdin { from_stdin()? } else { from_terminal(user, host, output)? };
    Ok(engine.give_password(&account.id, password)?)
}

/// Asks on the terminal.
pub(crate) fn from_terminal(user: &str, host: &str, output: &Output) -> Done<Zeroizing<String>> {
    let question = output.text("terminal-password", &[("user", user.into()), ("host", host.into())]);
    if !io::stdin().is_terminal() {
        return Err(bad_input("password", "", "no-terminal"));
    }
    let answer = rpassword::prompt_password(question);
    answer.map(Zeroizing::new).map_err(|error| of_file(Path::new("/dev/tty"), &error))
}
