//! `mekiki account`: which mail is watched.

use std::path::Path;

use engine::account::{Security, Source};
use engine::{Account, AccountId, Engine, Mode};
use zeroize::Zeroizing;

use super::WELL;
use crate::arguments::{Account as Command, AddAccount, Common};
use crate::failure::{Done, of_file};
use crate::output::Output;
use crate::{opening, secret, shown};

const IMAP_WITH_TLS: u16 = 993;
const IMAP_WITH_STARTTLS: u16 = 143;

pub(super) fn run(command: Command, common: &Common, output: &mut Output) -> Done<u8> {
    let engine = opening::engine(common, output)?;
    match command {
        Command::Add(asked) => add(&engine, &asked, output)?,
        Command::List => list(&engine, output)?,
        Command::Test { name } => test(&engine, &AccountId(name), output)?,
        Command::Remove { name } => {
            engine.remove_account(&AccountId(name.clone()))?;
            tell("terminal-account-removed", name, output)?;
        }
        Command::Mode { name, mode } => {
            engine.set_mode(&AccountId(name.clone()), mode.into())?;
            tell(mode_set(mode.into()), name, output)?;
        }
        Command::GoOn { name } => {
            engine.go_on(&AccountId(name.clone()))?;
            tell("terminal-account-goes-on", name, output)?;
        }
    }
    Ok(WELL)
}

fn add(engine: &Engine, asked: &AddAccount, output: &mut Output) -> Done {
    let account = Account {
        id: AccountId(asked.name.clone()),
        source: source(asked)?,
        mode: asked.mode.into(),
        addresses: asked.address.iter().map(|address| address.to_lowercase()).collect(),
        folders: asked.folder.clone(),
        provider_hosts: asked.provider_host.iter().map(|host| host.to_lowercase()).collect(),
    };
    let password = password(asked, output)?;
    engine.add_account(account.clone(), password)?;
    if output.is_json() {
        return output.json(&account);
    }
    let name = asked.name.as_str();
    output.say("terminal-account-added", &[("account", name.into())])?;
    output.say(mode_set(account.mode), &[("account", name.into())])
}

fn source(asked: &AddAccount) -> Done<Source> {
    if let Some(path) = &asked.maildir {
        return Ok(Source::Maildir { path: absolute(path)? });
    }
    let (security, usual) = if asked.starttls {
        (Security::StartTls, IMAP_WITH_STARTTLS)
    } else {
        (Security::Tls, IMAP_WITH_TLS)
    };
    Ok(Source::Imap {
        host: asked.imap.clone().unwrap_or_default(),
        port: asked.port.unwrap_or(usual),
        security,
        user: asked.user.clone().unwrap_or_default(),
        ca_file: asked.ca_file.as_deref().map(absolute).transpose()?,
    })
}

/// The engine is started from other folders later: what it keeps must not depend on this one.
fn absolute(path: &Path) -> Done<std::path::PathBuf> {
    std::path::absolute(path).map_err(|error| of_file(path, &error))
}

fn password(asked: &AddAccount, output: &Output) -> Done<Option<Zeroizing<String>>> {
    let Some(host) = &asked.imap else { return Ok(None) };
    if asked.password_stdin {
        return secret::from_stdin().map(Some);
    }
    secret::from_terminal(asked.user.as_deref().unwrap_or_default(), host, output).map(Some)
}

fn list(engine: &Engine, output: &mut Output) -> Done {
    let accounts = engine.accounts()?;
    if output.is_json() {
        return output.json(&accounts);
    }
    if accounts.is_empty() {
        return output.say("terminal-no-accounts", &[]);
    }
    for account in accounts {
        let place = match &account.source {
            Source::Imap { host, port, user, .. } => format!("imap  {user}@{host}:{port}"),
            Source::Maildir { path } => format!("maildir  {}", path.display()),
        };
        let mode = output.text(mode_name(account.mode), &[]);
        output.line(&format!("{}  {}  {mode}", shown::line(&account.id.0), shown::line(&place)))?;
    }
    Ok(())
}

fn test(engine: &Engine, id: &AccountId, output: &mut Output) -> Done {
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

fn tell(id: &str, name: String, output: &mut Output) -> Done {
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
