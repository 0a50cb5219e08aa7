//! Accounts: added, tested, changed, forgotten.

use zeroize::Zeroizing;

use super::Engine;
use crate::account::{Account, AccountId, Mode, Source};
use crate::problem::{Problem, ProblemKind};
use crate::store::{accounts, messages};
use crate::view::AccountTest;

impl Engine {
    /// The accounts, by name.
    pub fn accounts(&self) -> Result<Vec<Account>, Problem> {
        self.store().read(accounts::all)
    }

    /// Adds an account and keeps its password as a secret. Does not connect.
    ///
    /// Fails with `BadInput`, `AccountExists`, or what the place of secrets says; nothing is
    /// added then.
    // The secret is taken, not lent: the caller's copy ends here, wiped.
    #[allow(clippy::needless_pass_by_value)]
    pub fn add_account(&self, account: Account, password: Option<Zeroizing<String>>) -> Result<(), Problem> {
        let account = checked(account)?;
        if self.accounts()?.iter().any(|known| known.id == account.id) {
            return Err(Problem::new(ProblemKind::AccountExists).with("account", &account.id.0));
        }
        if let Some(password) = &password {
            self.secrets().store(&account.id, password)?;
        }
        if let Err(problem) = self.store().write(|tx| accounts::add(tx, &account)) {
            self.secrets().remove(&account.id)?;
            return Err(problem);
        }
        self.accounts_changed().notify_one();
        Ok(())
    }

    /// Forgets an account and its password. Never touches mail: what is held stays in the
    /// local junk folder.
    pub fn remove_account(&self, id: &AccountId) -> Result<(), Problem> {
        let now = self.now();
        let account = self.store().write(|tx| {
            let account = accounts::one(tx, id)?;
            accounts::remove(tx, id, now)?;
            Ok(account)
        })?;
        self.inner.seats.forget(id);
        self.accounts_changed().notify_one();
        self.changed(id);
        match account.source {
            Source::Imap { .. } => self.secrets().remove(id),
            // There never was a password, so a missing keyring is nothing to complain of.
            Source::Maildir { .. } => Ok(()),
        }
    }

    /// Sets what is done with a judgement from now on. Mail that was judged before stays
    /// where it is.
    pub fn set_mode(&self, id: &AccountId, mode: Mode) -> Result<(), Problem> {
        self.store().write(|tx| {
            let mut account = accounts::one(tx, id)?;
            if account.mode != mode {
                account.mode = mode;
                messages::want_nothing(tx, id)?;
            }
            accounts::change(tx, &account)
        })?;
        self.seat(id).poke.notify_one();
        Ok(())
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
        Ok(self.store().read(|connection| accounts::runs(connection, id))?.stopped)
    }

    /// Connects, signs in and lists folders; changes nothing.
    pub async fn test_account(&self, id: &AccountId) -> Result<AccountTest, Problem> {
        let account = self.account(id)?;
        let mut mailbox = self.connector().connect(&account, self.secrets()).await?;
        let mut test = AccountTest { folders: mailbox.folders().await?, ..AccountTest::default() };
        for folder in account.watched() {
            test.messages = test.messages.saturating_add(mailbox.count(&folder).await?);
        }
        test.capabilities = mailbox.capabilities();
        Ok(test)
    }
}

fn checked(mut account: Account) -> Result<Account, Problem> {
    let id = &account.id.0;
    if id.trim() != id || !(1..=64).contains(&id.chars().count()) || id.contains(char::is_control) {
        return Err(bad("account-name", id, "1-64"));
    }
    match &account.source {
        Source::Imap { host, .. } if host.trim().is_empty() || host.contains(char::is_whitespace) => {
            return Err(bad("host", host, "host"));
        }
        Source::Imap { port: 0, .. } => return Err(bad("port", "0", "1-65535")),
        Source::Imap { user, .. } if user.is_empty() => return Err(bad("user", "", "user")),
        Source::Maildir { path } if path.as_os_str().is_empty() => return Err(bad("path", "", "path")),
        Source::Imap { .. } | Source::Maildir { .. } => {}
    }
    for address in &mut account.addresses {
        *address = address.trim().to_lowercase();
    }
    for host in &mut account.provider_hosts {
        *host = host.trim().trim_end_matches('.').to_lowercase();
    }
    Ok(account)
}

fn bad(what: &str, value: &str, expected: &str) -> Problem {
    Problem::new(ProblemKind::BadInput)
        .with("what", what)
        .with("value", value.chars().take(200).collect::<String>())
        .with("detail", expected)
}
