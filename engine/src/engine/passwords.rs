//! Where an account's password lies, and that it lies nowhere else.
//!
//! The store remembers the places (never the password): first the one that is used, then those
//! where an earlier password lies that could not be forgotten yet. A place is noted before
//! anything is put there and struck off after it was forgotten there, so that no crash and no
//! unreachable keyring leaves an entry that nobody knows of.

use zeroize::Zeroizing;

use super::Engine;
use crate::account::{Account, AccountId, SecretPlace};
use crate::problem::{Problem, ProblemKind};
use crate::store::{Step, Store, accounts, settings};

const NAMES: [(SecretPlace, &str); 3] =
    [(SecretPlace::Keyring, "keyring"), (SecretPlace::File, "file"), (SecretPlace::MemoryOnly, "memory")];

/// What has to be put back when nothing comes of a change.
pub(super) struct Before {
    places: Option<Vec<SecretPlace>>,
    password: Option<Zeroizing<String>>,
}

impl Engine {
    /// Whether the password of an account is kept nowhere, as the person chose, and has not been
    /// given to this engine yet.
    pub fn asks_for_password(&self, account: &Account) -> bool {
        account.source.login().is_some() && self.secrets().must_be_given(&account.id)
    }

    /// Whether the password of an account is kept nowhere, as the person chose.
    pub fn keeps_no_password(&self, id: &AccountId) -> bool {
        self.secrets().place_of(id) == SecretPlace::MemoryOnly
    }

    /// Takes the password of such an account, for as long as this engine lives.
    ///
    /// Fails with `BadInput` for an empty one.
    #[allow(clippy::needless_pass_by_value)]
    pub fn give_password(&self, id: &AccountId, password: Zeroizing<String>) -> Result<(), Problem> {
        super::accounts::check_password(Some(&password))?;
        self.secrets().store(id, &password)
    }

    /// Keeps the password of an account nowhere from now on, and forgets the one that is kept. What cannot
    /// be reached now stays noted, as one of [`Engine::passwords_left`].
    pub fn keep_password_nowhere(&self, id: &AccountId) -> Result<(), Problem> {
        self.account(id)?;
        // Where nothing is noted it may be in either place.
        let kept = self.places(id)?.unwrap_or_else(|| vec![SecretPlace::Keyring, SecretPlace::File]);
        let kept = kept.into_iter().filter(|place| *place != SecretPlace::MemoryOnly);
        let places: Vec<SecretPlace> = [SecretPlace::MemoryOnly].into_iter().chain(kept).collect();
        self.note(id, &places)?;
        self.forget_elsewhere(id)
    }

    /// What the entries are called that still hold an earlier password of an account, because
    /// the place where they are could not be reached.
    pub fn passwords_left(&self, id: &AccountId) -> Result<Vec<String>, Problem> {
        let places = self.places(id)?.unwrap_or_default();
        Ok(places.iter().skip(1).map(|place| self.secrets().entry_at(*place, id)).collect())
    }

    /// Forgets earlier passwords at places that could not be reached before. What cannot be
    /// reached now either stays noted.
    pub fn forget_passwords_left(&self) -> Result<(), Problem> {
        self.accounts()?.iter().try_for_each(|account| self.forget_elsewhere(&account.id))
    }

    /// Keeps a password where the account has it, or at the place that was asked for.
    pub(super) fn keep_password(
        &self,
        id: &AccountId,
        password: &Zeroizing<String>,
    ) -> Result<Before, Problem> {
        let here = self.secrets().place_of(id);
        let before = Before { places: self.places(id)?, password: self.secrets().fetch(id).ok() };
        let others = before.places.iter().flatten().filter(|place| **place != here).copied();
        let others: Vec<SecretPlace> = others.collect();
        // Last at first: it becomes the place that is used when the password is there.
        let kept = self
            .note(id, &[&others[..], &[here]].concat())
            .and_then(|()| self.secrets().store(id, password))
            .and_then(|()| self.note(id, &[&[here], &others[..]].concat()));
        if let Err(problem) = kept {
            self.put_back(id, &before);
            return Err(problem);
        }
        Ok(before)
    }

    /// Notes that the password of a new account is kept nowhere.
    pub(super) fn keep_nowhere(&self, id: &AccountId) -> Result<(), Problem> {
        self.note(id, &[SecretPlace::MemoryOnly])
    }

    /// Nothing came of a change: its problem is what is told, so one here is not.
    pub(super) fn put_back(&self, id: &AccountId, before: &Before) {
        let _ = match &before.password {
            Some(password) => self.secrets().store(id, password),
            None => self.secrets().remove(id),
        };
        let _ = match &before.places {
            Some(places) => self.note(id, places),
            None => self.store().write(|tx| forget_note(tx, id)),
        };
    }

    /// Forgets earlier passwords of an account at other places than the one that is used.
    pub(super) fn forget_elsewhere(&self, id: &AccountId) -> Result<(), Problem> {
        let Some(places) = self.places(id)?.filter(|places| places.len() > 1) else { return Ok(()) };
        let stay = |(number, place): &(usize, SecretPlace)| {
            *number == 0 || self.secrets().remove_from(*place, id).is_err()
        };
        let left: Vec<SecretPlace> =
            places.iter().copied().enumerate().filter(stay).map(|(_, place)| place).collect();
        if left == places { Ok(()) } else { self.note(id, &left) }
    }

    /// Forgets the password of an account everywhere; the one that is used last, so that where
    /// an earlier one cannot be forgotten the account still has its own.
    pub(super) fn forget_password(&self, id: &AccountId) -> Result<(), Problem> {
        for place in self.places_or_here(id)?.into_iter().rev() {
            self.secrets()
                .remove_from(place, id)
                .map_err(|problem| self.not_forgotten(place, id, problem))?;
        }
        Ok(())
    }

    /// The same wherever it can be done. Says what the entries are called that stay.
    pub(super) fn forget_what_can_be(&self, id: &AccountId) -> Result<Vec<String>, Problem> {
        let mut places = self.places_or_here(id)?;
        places.retain(|place| self.secrets().remove_from(*place, id).is_err());
        Ok(places.iter().map(|place| self.secrets().entry_at(*place, id)).collect())
    }

    fn not_forgotten(&self, place: SecretPlace, id: &AccountId, problem: Problem) -> Problem {
        if !matches!(problem.kind, ProblemKind::NoKeyring | ProblemKind::KeyringLocked) {
            return problem;
        }
        problem
            .with("detail", "forget")
            .with("account", &id.0)
            .with("entry", self.secrets().entry_at(place, id))
    }

    fn places_or_here(&self, id: &AccountId) -> Result<Vec<SecretPlace>, Problem> {
        Ok(self.places(id)?.unwrap_or_else(|| vec![self.secrets().place_of(id)]))
    }

    fn places(&self, id: &AccountId) -> Result<Option<Vec<SecretPlace>>, Problem> {
        noted(self.store(), id)
    }

    fn note(&self, id: &AccountId, places: &[SecretPlace]) -> Result<(), Problem> {
        if self.places(id)?.as_deref() == Some(places) {
            return Ok(());
        }
        let name =
            |place: &SecretPlace| NAMES.iter().find(|(known, _)| known == place).map(|(_, name)| *name);
        let names: Vec<&str> = places.iter().filter_map(name).collect();
        self.store().write(|tx| settings::set(tx, &setting(id), &names.join(" ")))
    }
}

/// Where the passwords of all accounts are, as far as it is noted.
pub(super) fn homes(store: &Store) -> Vec<(AccountId, SecretPlace)> {
    // Accounts that cannot be read are told of when something is done with them.
    let accounts = store.read(accounts::all).unwrap_or_default();
    let home = |account: Account| {
        let places = noted(store, &account.id).ok().flatten()?;
        Some((account.id, *places.first()?))
    };
    accounts.into_iter().filter_map(home).collect()
}

/// Forgets what is noted, not the passwords.
pub(super) fn forget_note(tx: &rusqlite::Transaction<'_>, id: &AccountId) -> Step<()> {
    settings::remove(tx, &setting(id))
}

fn noted(store: &Store, id: &AccountId) -> Result<Option<Vec<SecretPlace>>, Problem> {
    let text = store.read(|connection| settings::value(connection, &setting(id)))?;
    let place = |name: &str| NAMES.iter().find(|(_, known)| *known == name).map(|(place, _)| *place);
    Ok(text.map(|text| text.split(' ').filter_map(place).collect()))
}

fn setting(id: &AccountId) -> String {
    format!("password-of/{}", id.0)
}
