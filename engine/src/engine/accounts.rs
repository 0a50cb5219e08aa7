//! Accounts: added, tested, changed, forgotten.

use std::net::Ipv6Addr;
use std::path::PathBuf;

use zeroize::Zeroizing;

use super::{Engine, passwords};
use crate::account::{Account, AccountId, Mode, Source};
use crate::mailbox::{maildir, pop3};
use crate::problem::{Problem, ProblemKind};
use crate::quarantine;
use crate::store::journal::Kind;
use crate::store::messages::Wanted;
use crate::store::{Step, accounts, journal, messages};
use crate::view::{AccountTest, Stopped, Which};

impl Engine {
    /// The accounts, by name.
    pub fn accounts(&self) -> Result<Vec<Account>, Problem> {
        self.store().read(accounts::all)
    }

    /// Adds an account and keeps its password as a secret. Does not connect. Under the name of one
    /// that was removed only the same mailbox is added while mail of it is held.
    ///
    /// Fails with `BadInput` (a name, host, port, user, password, file of authorities or
    /// Maildir that cannot be), `NoSuchFolder`, `AccountExists`, or what the disk or the place
    /// of secrets says; nothing is added then. A Maildir has no password; one given for it is
    /// not looked at.
    // The secret is taken, not lent: the caller's copy ends here, wiped.
    #[allow(clippy::needless_pass_by_value)]
    pub fn add_account(&self, account: Account, password: Option<Zeroizing<String>>) -> Result<(), Problem> {
        let account = self.check_new_account(account)?;
        check_password(password.as_ref())?;
        let password = password.filter(|_| has_password(&account));
        let before = password.as_ref().map(|password| self.keep_password(&account.id, password));
        let before = before.transpose()?;
        if let Err(problem) = self.store().write(|tx| accounts::add(tx, &account)) {
            if let Some(before) = &before {
                self.put_back(&account.id, before);
            }
            return Err(problem);
        }
        if has_password(&account) && self.keeps_no_password(&account.id) {
            self.keep_nowhere(&account.id)?;
        }
        self.accounts_changed().notify_one();
        Ok(())
    }

    /// What is wrong with an account that is to be added, before anybody is asked for its password; else the
    /// account as it would be kept. Fails like [`Engine::add_account`].
    pub fn check_new_account(&self, account: Account) -> Result<Account, Problem> {
        let account = checked(account)?;
        // Under the name of one that was removed, what is still held finds its way back.
        if self.held_of(&account.id)? == 0 {
            check_name(&account.id.0)?;
        }
        if !self.junk().of_another_mailbox(&account.id.0, &account.source.mailbox())?.is_empty() {
            return Err(bad("mailbox", &account.id.0, "held-from-another"));
        }
        self.connector().look_over(&account).map_err(|problem| match problem.kind {
            // There is no account yet that could be changed.
            ProblemKind::NoSuchFolder => problem.with("detail", "adding"),
            _ => problem,
        })?;
        if self.accounts()?.iter().any(|known| known.id == account.id) {
            return Err(Problem::new(ProblemKind::AccountExists).with("account", &account.id.0));
        }
        self.refuse_a_second(&account)?;
        Ok(account)
    }

    /// Changes an account that exists, and its password where one is given. Does not connect.
    ///
    /// Where its mail is found somewhere else now, everything is looked at again; what is known
    /// is recognised there and not judged twice. That is refused while anything of it is held, on
    /// its way, or still to be deleted on the server; but for a Maildir that is not where it was. A change of mode is that of
    /// [`Engine::set_mode`]. A new password is kept where the account has its own, or at the
    /// place that the engine was opened with; what lies elsewhere is forgotten, and where that
    /// cannot be done [`Engine::passwords_left`] tells it. Fails like [`Engine::add_account`], with `NoSuchAccount`, or with
    /// `BadInput` for another protocol; the account is as it was then.
    #[allow(clippy::needless_pass_by_value)]
    pub fn change_account(
        &self,
        account: Account,
        password: Option<Zeroizing<String>>,
    ) -> Result<(), Problem> {
        let account = checked(account)?;
        check_password(password.as_ref())?;
        let before = self.account(&account.id)?;
        let same_protocol = matches!(
            (&before.source, &account.source),
            (Source::Imap { .. }, Source::Imap { .. })
                | (Source::Pop3 { .. }, Source::Pop3 { .. })
                | (Source::Maildir { .. }, Source::Maildir { .. })
        );
        if !same_protocol {
            return Err(bad("protocol", &account.id.0, "other"));
        }
        if (&before.source, &before.folders) != (&account.source, &account.folders) {
            self.connector().look_over(&account)?;
        }
        if !before.source.leads_where(&account.source) {
            self.refuse_a_second(&account)?;
        }
        let password = password.filter(|_| has_password(&account));
        let kept = password.as_ref().map(|password| self.keep_password(&account.id, password)).transpose()?;
        if let Err(problem) = self.store().write(|tx| put(tx, &before, &account)) {
            if let Some(kept) = &kept {
                self.put_back(&account.id, kept);
            }
            return Err(problem);
        }
        if !same_mailbox(&before.source, &account.source) {
            // While mail is held that was let through for the same Maildir only, in another place.
            let mailbox = account.source.mailbox();
            for name in self.junk().of_another_mailbox(&account.id.0, &mailbox)? {
                self.junk().follow(&name, &mailbox)?;
            }
        }
        if kept.is_some() {
            self.forget_elsewhere(&account.id)?;
        }
        self.accounts_changed().notify_one();
        self.seat(&account.id).poke.notify_one();
        self.changed(&account.id);
        Ok(())
    }

    /// Two accounts on one mailbox would both judge its mail, and move it from under each other.
    fn refuse_a_second(&self, account: &Account) -> Result<(), Problem> {
        let accounts = self.accounts()?;
        let others = accounts.iter().filter(|other| other.id != account.id);
        match others.into_iter().find(|other| other.source.leads_where(&account.source)) {
            Some(other) => Err(bad("mailbox", &other.id.0, "of-another-account")),
            None => Ok(()),
        }
    }

    /// Forgets an account, its password first. Never touches mail: what is held stays in the
    /// local junk folder.
    ///
    /// Fails with `NoSuchAccount`, or with what keeps the password from being forgotten
    /// (`NoKeyring` or `KeyringLocked`, with detail `forget` and the `entry`'s name); nothing is
    /// removed then.
    pub fn remove_account(&self, id: &AccountId) -> Result<(), Problem> {
        // In a transaction, so that nothing is forgotten where the store cannot be changed.
        let account = self.store().write(|tx| accounts::one(tx, id))?;
        if !has_password(&account) {
            return self.forget_account(id);
        }
        let password = self.secrets().fetch(id).ok();
        self.forget_password(id)?;
        let forgotten = self.forget_account(id);
        if let (Err(_), Some(password)) = (&forgotten, &password) {
            let _ = self.keep_password(id, password);
        }
        forgotten
    }

    /// Forgets an account even where its password cannot be forgotten. Says what the entries
    /// are called that stay behind, for the person to delete.
    pub fn remove_account_leaving_password(&self, id: &AccountId) -> Result<Vec<String>, Problem> {
        let account = self.store().write(|tx| accounts::one(tx, id))?;
        let left = if has_password(&account) { self.forget_what_can_be(id)? } else { Vec::new() };
        self.forget_account(id)?;
        Ok(left)
    }

    fn forget_account(&self, id: &AccountId) -> Result<(), Problem> {
        let now = self.now();
        self.store().write(|tx| {
            accounts::remove(tx, id, now)?;
            passwords::forget_note(tx, id)
        })?;
        self.inner.seats.forget(id);
        self.accounts_changed().notify_one();
        self.changed(id);
        Ok(())
    }

    /// Counts the messages of an account that the person deleted and that still lie on the server:
    /// they are removed at the next run, and nobody removes them once the account is forgotten.
    pub fn deletions_left(&self, id: &AccountId) -> Result<u32, Problem> {
        let open = self.store().read(|connection| journal::open_of(connection, id))?;
        Ok(open.iter().filter(|entry| entry.kind == Kind::Delete).count() as u32)
    }

    /// Counts the messages of an account that are held, also one that was removed.
    pub fn held_of(&self, id: &AccountId) -> Result<u32, Problem> {
        let held = self.list(Which::Junk)?;
        Ok(held.iter().filter(|row| row.account == *id).count() as u32)
    }

    /// Sets what is done with a judgement from now on. Mail that was judged before stays
    /// where it is; [`Engine::earlier_spam`] counts it and [`Engine::hold_earlier`] holds it.
    pub fn set_mode(&self, id: &AccountId, mode: Mode) -> Result<(), Problem> {
        self.store().write(|tx| {
            let before = accounts::one(tx, id)?;
            if mode == Mode::Mark && matches!(before.source, Source::Pop3 { .. }) {
                return Err(bad("mode", &id.0, "no-marks").into());
            }
            put(tx, &before, &Account { mode, ..before.clone() })
        })?;
        self.seat(id).poke.notify_one();
        Ok(())
    }

    /// Counts the messages that would be held (or marked, where that is the mode) had they come
    /// now, but stay as they are because they were judged before.
    pub fn earlier_spam(&self, id: &AccountId) -> Result<u32, Problem> {
        let earlier = self.store().read(|connection| {
            let mode = match accounts::one(connection, id)?.mode {
                Mode::Mark => Mode::Mark,
                Mode::Observe | Mode::Hold => Mode::Hold,
            };
            quarantine::earlier(connection, id, mode)
        })?;
        Ok(u32::try_from(earlier.len()).unwrap_or(u32::MAX))
    }

    /// Counts the messages judged spam that stay where they came whatever the mode is: they are
    /// larger than what is ever moved.
    pub fn too_large_spam(&self, id: &AccountId) -> Result<u32, Problem> {
        self.store().read(|connection| messages::too_large_left(connection, id))
    }

    /// Answers a stopped run: what it wanted to hold is held at the next run, and the
    /// account is not asked about again.
    pub fn go_on(&self, id: &AccountId) -> Result<(), Problem> {
        self.store().write(|tx| accounts::go_on(tx, id))?;
        self.seat(id).poke.notify_one();
        Ok(())
    }

    /// Whether a run was stopped and the person has not yet answered with `go_on`.
    pub fn is_stopped(&self, id: &AccountId) -> Result<bool, Problem> {
        Ok(self.why_stopped(id)?.is_some())
    }

    /// Why nothing of an account is moved until the person answers with `go_on`.
    pub fn why_stopped(&self, id: &AccountId) -> Result<Option<Stopped>, Problem> {
        Ok(self.store().read(|connection| accounts::runs(connection, id))?.stopped)
    }

    /// How many messages of a stopped account wait to be held, and of how many that stand there.
    pub fn held_back(&self, id: &AccountId) -> Result<(u32, u32), Problem> {
        self.store().read(|connection| {
            let wanted = messages::wanted(connection, id)?.into_iter();
            let to_hold = wanted.filter(|(_, wanted, _)| *wanted == Wanted::Hold).count() as u32;
            Ok((to_hold, messages::standing(connection, id)?))
        })
    }

    /// The folder on this machine for what is given back to an account whose server takes nothing back.
    /// A Maildir, made when it is first needed.
    pub fn released_folder(&self, id: &AccountId) -> PathBuf {
        let path = pop3::released_path(self.data_dir(), &id.0);
        std::path::absolute(&path).unwrap_or(path)
    }

    /// Connects, signs in and lists folders; changes nothing.
    pub async fn test_account(&self, id: &AccountId) -> Result<AccountTest, Problem> {
        let account = self.account(id)?;
        // What is to be done about a problem is done by the account's name.
        self.tested(&account).await.map_err(|problem| problem.with("account", &id.0))
    }

    async fn tested(&self, account: &Account) -> Result<AccountTest, Problem> {
        let mut mailbox = self.connector().connect(account, self.secrets()).await?;
        let mut test = AccountTest { folders: mailbox.folders().await?, ..AccountTest::default() };
        for folder in account.watched() {
            test.messages = test.messages.saturating_add(mailbox.count(&folder).await?);
        }
        test.capabilities = mailbox.capabilities();
        mailbox.commit().await?;
        Ok(test)
    }
}

/// Puts an account in the place of what it was.
fn put(tx: &rusqlite::Transaction<'_>, before: &Account, account: &Account) -> Step<()> {
    if before.mode != account.mode {
        messages::want_nothing(tx, &account.id)?;
    }
    if !same_mailbox(&before.source, &account.source) {
        // What is held came from there: it would be put into somebody else's mailbox. Only where
        // there is nothing any more, the person says where it has gone.
        let open = messages::is_held(tx, &account.id)? || !journal::open_of(tx, &account.id)?.is_empty();
        if open && !(has_gone(&before.source) && is_known(tx, account)?) {
            return Err(bad("mailbox", &account.id.0, "held").into());
        }
        accounts::look_again(tx, &account.id)?;
    }
    accounts::change(tx, account)
}

/// Whether what is known of places in one is true of the other.
fn same_mailbox(one: &Source, other: &Source) -> bool {
    one.mailbox() == other.mailbox()
}

/// Whether mail that stands in an account's Maildir, as far as any is known, is found where that is
/// said to be now.
fn is_known(tx: &rusqlite::Transaction<'_>, account: &Account) -> Step<bool> {
    let Source::Maildir { path } = &account.source else { return Ok(false) };
    let standing = messages::standing_keys(tx, &account.id)?;
    Ok(standing.is_empty() || maildir::holds_any(path, &standing)?)
}

/// Whether there is no such folder any more: the Maildir was moved or renamed.
fn has_gone(source: &Source) -> bool {
    matches!(source, Source::Maildir { path } if matches!(path.try_exists(), Ok(false)))
}

/// Whether there is a password to the account's mail.
fn has_password(account: &Account) -> bool {
    account.source.login().is_some()
}

pub(super) fn check_password(password: Option<&Zeroizing<String>>) -> Result<(), Problem> {
    match password {
        Some(password) if password.is_empty() => Err(bad("password", "", "empty")),
        _ => Ok(()),
    }
}

/// A name stands in commands that are told, so it is one word that no shell takes apart and
/// that is no option. Accounts that were named before this was asked keep their names.
fn check_name(name: &str) -> Result<(), Problem> {
    // Beyond ASCII no character means anything to a shell; marks belong to many scripts' letters.
    let fits = |letter: char| match letter {
        '-' | '_' | '.' | '@' => true,
        '\u{2000}'..='\u{206f}' => false,
        letter if letter.is_ascii() => letter.is_ascii_alphanumeric(),
        letter => !letter.is_whitespace() && !letter.is_control(),
    };
    let begins = name.starts_with(|first: char| fits(first) && !"-_.@".contains(first));
    if begins && name.chars().count() <= 64 && name.chars().all(fits) {
        return Ok(());
    }
    Err(bad("account-name", name, "1-64"))
}

fn checked(mut account: Account) -> Result<Account, Problem> {
    match &account.source {
        Source::Imap { host, port, user, .. } | Source::Pop3 { host, port, user, .. } => {
            let is_pop3 = matches!(account.source, Source::Pop3 { .. });
            let told = |problem: Problem| if is_pop3 { problem.with("protocol", "pop3") } else { problem };
            check_server(host, *port, user).map_err(told)?;
        }
        Source::Maildir { path } if path.as_os_str().is_empty() => return Err(bad("path", "", "path")),
        Source::Maildir { .. } => {}
    }
    let is_pop3 = matches!(account.source, Source::Pop3 { .. });
    if let Some(other) = account.folders.iter().find(|folder| is_pop3 && *folder != "INBOX") {
        return Err(bad("folder", other, "only-inbox"));
    }
    if is_pop3 && account.mode == Mode::Mark {
        return Err(bad("mode", &account.id.0, "no-marks"));
    }
    for address in &mut account.addresses {
        *address = address.trim().to_lowercase();
        let parts = address.rsplit_once('@');
        let whole = parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
        if !whole || address.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
            return Err(bad("address", address, "address"));
        }
    }
    for host in &mut account.provider_hosts {
        *host = host.trim().trim_end_matches('.').to_lowercase();
    }
    Ok(account)
}

fn check_server(host: &str, port: u16, user: &str) -> Result<(), Problem> {
    if host.trim().is_empty() || host.contains(char::is_whitespace) {
        return Err(bad("host", host, "host"));
    }
    if host.contains("://") || host.contains(['/', '@']) {
        return Err(bad("host", host, "address"));
    }
    if host.contains(':') && host.parse::<Ipv6Addr>().is_err() {
        return Err(not_a_host(host));
    }
    if port == 0 {
        return Err(bad("port", "0", "1-65535"));
    }
    if user.is_empty() { Err(bad("user", "", "user")) } else { Ok(()) }
}

/// A colon belongs to an IPv6 address, or to a port that has an option of its own.
fn not_a_host(host: &str) -> Problem {
    match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() && is_host(name) => {
            bad("host", host, "with-port").with("host", name.trim_matches(['[', ']'])).with("port", port)
        }
        _ => bad("host", host, "host"),
    }
}

fn is_host(name: &str) -> bool {
    let inside = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    inside.map_or(!name.is_empty() && !name.contains(':'), |inside| inside.parse::<Ipv6Addr>().is_ok())
}

pub(super) fn bad(what: &str, value: &str, expected: &str) -> Problem {
    Problem::new(ProblemKind::BadInput)
        .with("what", what)
        .with("value", value.chars().take(200).collect::<String>())
        .with("detail", expected)
}
