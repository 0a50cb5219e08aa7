//! `mekiki account`: which mail is watched.

mod source;

use engine::account::Source;
use engine::view::Stopped;
use engine::{Account, AccountId, Engine, Mode, Problem, ProblemKind};
use serde::Serialize;
use zeroize::Zeroizing;

use super::{WELL, watch};
use crate::arguments::{Account as Command, AddAccount, ChangeAccount, Common, Secrets};
use crate::failure::{Done, bad_input};
use crate::output::Output;
use crate::{opening, secret, shown};

pub(super) fn run(command: Command, common: &Common, output: &mut Output) -> Done<u8> {
    match command {
        Command::List => list(&opening::reader(common, output)?, output)?,
        Command::Test { name, password_stdin } => {
            test(&opening::reader(common, output)?, &AccountId(name), password_stdin, output)?;
        }
        command => {
            let engine = opening::engine(common, output)?;
            engine.forget_passwords_left()?;
            return write(command, &engine, common.secrets, output);
        }
    }
    Ok(WELL)
}

fn write(command: Command, engine: &Engine, secrets: Option<Secrets>, output: &mut Output) -> Done<u8> {
    match command {
        Command::Add(asked) => add(engine, &asked, output)?,
        Command::Change(asked) => return change(engine, &asked, secrets, output),
        Command::Remove { name, leave_password } => {
            remove(engine, &AccountId(name), leave_password, output)?;
        }
        Command::Mode { name, mode, move_earlier } => {
            let id = AccountId(name);
            only_with_hold(&id, mode.into(), move_earlier)?;
            let before = engine.accounts()?.into_iter().find(|account| account.id == id);
            if let Some(before) = &before {
                marks_only_on_a_server(&id, &before.source, mode.into())?;
            }
            engine.set_mode(&id, mode.into())?;
            let before = before.map(|account| account.mode);
            return mode_is_set(engine, &id, (before, mode.into()), move_earlier, output);
        }
        Command::GoOn { name } => {
            let id = AccountId(name);
            let waiting = engine.is_stopped(&id)?;
            engine.go_on(&id)?;
            let told = if waiting { "terminal-account-goes-on" } else { "terminal-account-nothing-waits" };
            tell(told, &id.0, output)?;
        }
        // They change nothing and are done beside whoever has the data folder.
        Command::List | Command::Test { .. } => {}
    }
    Ok(WELL)
}

fn remove(engine: &Engine, id: &AccountId, leave_password: bool, output: &mut Output) -> Done {
    let to_delete = engine.deletions_left(id)?;
    let left = if leave_password {
        engine.remove_account_leaving_password(id)?
    } else {
        engine.remove_account(id)?;
        Vec::new()
    };
    let held = engine.held_of(id)?;
    if output.is_json() {
        let removed = serde_json::json!({
            "account": id,
            "done": true,
            "passwords_left": left,
            "still_held": held,
            "still_to_delete": to_delete,
        });
        return output.json(&removed);
    }
    output.say("terminal-account-removed", &[("account", id.0.as_str().into())])?;
    for entry in left {
        output.say("terminal-password-left", &[("entry", entry.into())])?;
    }
    if to_delete > 0 {
        output.say("terminal-account-still-to-delete", &[("count", to_delete.into())])?;
    }
    if held > 0 {
        let values = [("account", id.0.as_str().into()), ("count", held.into())];
        output.say("terminal-account-still-held", &values)?;
    }
    Ok(())
}

/// Changes what was asked to be changed and leaves the rest as it is.
fn change(engine: &Engine, asked: &ChangeAccount, secrets: Option<Secrets>, output: &mut Output) -> Done<u8> {
    if asked.names_nothing() && secrets.is_none() {
        return Err(bad_input("change", &asked.name, "nothing"));
    }
    let id = AccountId(asked.name.clone());
    let known = engine.accounts()?.into_iter().find(|account| account.id == id);
    let before = known.ok_or_else(|| Problem::new(ProblemKind::NoSuchAccount).with("account", &id.0))?;
    let mode_before = before.mode;
    let forgets = keeps_nowhere(&before, asked, secrets)?;
    let lower = |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect();
    if let Some(mode) = asked.mode {
        only_with_hold(&id, mode.into(), asked.move_earlier)?;
        marks_only_on_a_server(&id, &before.source, mode.into())?;
    }
    let account = Account {
        id: id.clone(),
        source: source::changed(before.source.clone(), asked)?,
        mode: asked.mode.map_or(before.mode, Mode::from),
        addresses: if asked.address.is_empty() { before.addresses } else { lower(&asked.address) },
        folders: if asked.folder.is_empty() { before.folders } else { asked.folder.clone() },
        provider_hosts: if asked.provider_host.is_empty() {
            before.provider_hosts
        } else {
            lower(&asked.provider_host)
        },
    };
    let password = match account.source.login() {
        Some(_) if asked.password_stdin => Some(secret::from_stdin()?),
        Some((host, user)) if asked.ask_password => Some(secret::from_terminal(user, host, output)?),
        _ => None,
    };
    let given = password.is_some();
    engine.change_account(account.clone(), password)?;
    if forgets {
        engine.keep_password_nowhere(&id)?;
    }
    if !output.is_json() {
        output.say("terminal-account-changed", &[("account", id.0.as_str().into())])?;
    }
    if given || forgets {
        where_the_password_is(engine, &account, output)?;
    }
    match asked.mode {
        Some(mode) => mode_is_set(engine, &id, (Some(mode_before), mode.into()), asked.move_earlier, output),
        None if output.is_json() => output.json(&account).map(|()| WELL),
        None => Ok(WELL),
    }
}

/// Whether a change is to keep the password nowhere from now on. Into the keyring or a file it can only go
/// when it is given: that is said before anything is changed.
fn keeps_nowhere(before: &Account, asked: &ChangeAccount, secrets: Option<Secrets>) -> Done<bool> {
    let Some(place) = secrets.filter(|_| !asked.password_stdin && !asked.ask_password) else {
        return Ok(false);
    };
    match (before.source.login(), place) {
        (None, _) => Err(bad_input("protocol", &asked.name, "only-of-a-server")),
        (Some(_), Secrets::Memory) => Ok(true),
        (Some(_), Secrets::Keyring) => Err(bad_input("secrets", &asked.name, "keyring")),
        (Some(_), Secrets::File) => Err(bad_input("secrets", &asked.name, "file")),
    }
}

/// Says what a person would not expect of a password: that it is kept nowhere, or that an earlier
/// one is still where it was.
fn where_the_password_is(engine: &Engine, account: &Account, output: &mut Output) -> Done {
    if account.source.login().is_some() && engine.keeps_no_password(&account.id) {
        output.aside("terminal-password-not-kept", &[("account", account.id.0.as_str().into())]);
    }
    for entry in engine.passwords_left(&account.id)? {
        output.aside("terminal-earlier-password-left", &[("entry", entry.into())]);
    }
    Ok(())
}

/// Neither a Maildir nor a POP3 server has keywords that other programs show: nothing could be marked
/// there.
fn marks_only_on_a_server(id: &AccountId, source: &Source, mode: Mode) -> Done {
    match (source, mode) {
        (Source::Maildir { .. } | Source::Pop3 { .. }, Mode::Mark) => {
            Err(bad_input("mode", &id.0, "no-marks"))
        }
        _ => Ok(()),
    }
}

/// Says of an account whose server takes nothing back what that means, before anything is held.
fn tell_of_holding(engine: &Engine, account: &Account, output: &mut Output) -> Done {
    if !matches!(account.source, Source::Pop3 { .. }) {
        return Ok(());
    }
    let folder = engine.released_folder(&account.id).display().to_string();
    let told = if account.mode == Mode::Hold { "terminal-pop3-holds" } else { "terminal-pop3-would-hold" };
    output.say(told, &[("folder", folder.into())])
}

/// Earlier mail is only held where spam is held at all; said before anything is changed.
fn only_with_hold(id: &AccountId, mode: Mode, move_earlier: bool) -> Done {
    if move_earlier && mode != Mode::Hold {
        return Err(bad_input("mode", &id.0, "not-hold"));
    }
    Ok(())
}

/// Says what is done from now on, and what with the mail that was judged before: it stays, or
/// goes the way of the new, as was asked.
fn mode_is_set(
    engine: &Engine,
    id: &AccountId,
    (before, mode): (Option<Mode>, Mode),
    move_earlier: bool,
    output: &mut Output,
) -> Done<u8> {
    let account = || ("account", id.0.as_str().into());
    let large = if mode == Mode::Hold { engine.too_large_spam(id)? } else { 0 };
    if move_earlier {
        let earlier = engine.hold_earlier(id)?;
        if !output.is_json() {
            output.say(mode_set(mode), &[account()])?;
            for account in engine.accounts()?.iter().filter(|account| account.id == *id) {
                tell_of_holding(engine, account, output)?;
            }
            if earlier > 0 || large == 0 {
                output.say("terminal-earlier-held", &[("count", earlier.into())])?;
            }
            watch::too_large(id, large, output)?;
        }
        for account in engine.accounts()?.iter().filter(|account| account.id == *id) {
            secret::for_now(engine, account, false, output)?;
        }
        return watch::look(engine, &opening::runtime()?, id, output);
    }
    let stays = mode == Mode::Hold || (mode == Mode::Mark && before != Some(Mode::Mark));
    let earlier = if stays { engine.earlier_spam(id)? } else { 0 };
    if output.is_json() {
        let told = serde_json::json!({ "account": id, "done": true, "earlier": earlier, "too_large": large });
        output.json(&told)?;
        return Ok(WELL);
    }
    output.say(mode_set(mode), &[account()])?;
    if mode == Mode::Hold && before != Some(Mode::Hold) {
        for account in engine.accounts()?.iter().filter(|account| account.id == *id) {
            tell_of_holding(engine, account, output)?;
        }
    }
    if earlier > 0 && mode == Mode::Mark {
        output.say("terminal-earlier-unmarked", &[("count", earlier.into())])?;
    } else if earlier > 0 {
        output.say("mode-earlier-stays", &[("count", earlier.into())])?;
        output.say("terminal-earlier-how", &[account()])?;
    }
    watch::too_large(id, large, output)?;
    Ok(WELL)
}

fn add(engine: &Engine, asked: &AddAccount, output: &mut Output) -> Done {
    let account = Account {
        id: AccountId(asked.name.clone()),
        source: source::asked_for(asked)?,
        mode: asked.mode.into(),
        addresses: asked.address.iter().map(|address| address.to_lowercase()).collect(),
        folders: asked.folder.clone(),
        provider_hosts: asked.provider_host.iter().map(|host| host.to_lowercase()).collect(),
    };
    marks_only_on_a_server(&account.id, &account.source, account.mode)?;
    let account = engine.check_new_account(account)?;
    let password = password(engine, &account.id, asked, output)?;
    engine.add_account(account.clone(), password)?;
    where_the_password_is(engine, &account, output)?;
    if output.is_json() {
        return output.json(&account);
    }
    let name = asked.name.as_str();
    output.say("terminal-account-added", &[("account", name.into())])?;
    output.say(mode_set(account.mode), &[("account", name.into())])?;
    tell_of_holding(engine, &account, output)
}

fn password(
    engine: &Engine,
    id: &AccountId,
    asked: &AddAccount,
    output: &Output,
) -> Done<Option<Zeroizing<String>>> {
    let Some(host) = asked.imap.as_ref().or(asked.pop3.as_ref()) else { return Ok(None) };
    if asked.password_stdin {
        return secret::from_stdin().map(Some);
    }
    if engine.keeps_no_password(id) {
        // It would be gone when this command ends.
        return Ok(None);
    }
    secret::from_terminal(asked.user.as_deref().unwrap_or_default(), host, output).map(Some)
}

fn list(engine: &Engine, output: &mut Output) -> Done {
    let accounts = engine.accounts()?;
    if output.is_json() {
        let listed =
            accounts.iter().map(|account| Ok(Listed { account, stopped: engine.why_stopped(&account.id)? }));
        return output.json(&listed.collect::<Result<Vec<_>, Problem>>()?);
    }
    if accounts.is_empty() {
        return output.say("terminal-no-accounts", &[]);
    }
    for account in accounts {
        let place = match &account.source {
            Source::Imap { host, port, user, .. } => format!("imap  {user}@{host}:{port}"),
            Source::Pop3 { host, port, user, .. } => format!("pop3  {user}@{host}:{port}"),
            Source::Maildir { path } => format!("maildir  {}", path.display()),
        };
        let mode = output.text(mode_name(account.mode), &[]);
        output.line(&format!("{}  {}  {mode}", shown::line(&account.id.0), shown::line(&place)))?;
        if engine.is_stopped(&account.id)? {
            output.say("terminal-account-waits", &[("account", account.id.0.as_str().into())])?;
        }
    }
    Ok(())
}

/// An account as it is listed.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    account: &'a Account,
    /// Why it holds nothing until the person has looked.
    stopped: Option<Stopped>,
}

fn test(engine: &Engine, id: &AccountId, password_stdin: bool, output: &mut Output) -> Done {
    for account in engine.accounts()?.iter().filter(|account| account.id == *id) {
        secret::for_now(engine, account, password_stdin, output)?;
    }
    let found = opening::runtime()?.block_on(engine.test_account(id))?;
    if output.is_json() {
        return output.json(&found);
    }
    let values = [("account", id.0.as_str().into()), ("messages", found.messages.into())];
    output.say("terminal-account-works", &values)?;
    output.say("terminal-folders", &[("folders", found.folders.join(", ").into())])?;
    if !found.capabilities.is_empty() {
        output.say("terminal-capabilities", &[("capabilities", found.capabilities.join(" ").into())])?;
    }
    Ok(())
}

fn tell(id: &str, name: &str, output: &mut Output) -> Done {
    if output.is_json() {
        return output.json(&serde_json::json!({ "account": name, "done": true }));
    }
    output.say(id, &[("account", name.into())])
}

fn mode_set(mode: Mode) -> &'static str {
    match mode {
        Mode::Observe => "terminal-mode-observe-set",
        Mode::Mark => "terminal-mode-mark-set",
        Mode::Hold => "terminal-mode-hold-set",
    }
}

fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Observe => "terminal-mode-observe",
        Mode::Mark => "terminal-mode-mark",
        Mode::Hold => "terminal-mode-hold",
    }
}
