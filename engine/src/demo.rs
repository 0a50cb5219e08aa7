//! The demonstration mailbox: a Maildir account in a folder of its own.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use classifier::Message;

use crate::account::{Account, AccountId, Mode, SecretPlace, Source};
use crate::disk::{self, AtPath};
use crate::engine::{Engine, Options};
use crate::facts;
use crate::problem::{Problem, ProblemKind};
use crate::store::senders;

/// A file that says: this folder is a demonstration and may be made anew.
const MARK: &str = "mekiki-demonstration";

/// Whose mailbox the demonstration is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Person<'a> {
    /// Their address; taken from the mails when empty.
    pub address: &'a str,
    /// Addresses they wrote to before.
    pub correspondents: &'a [&'a str],
    /// `Message-ID`s, without angle brackets, of mails they sent.
    pub sent_message_ids: &'a [&'a str],
}

/// Makes a fresh demonstration in `dir` from mails and their ages in minutes, and opens an
/// engine on it with the account `demo` in mode hold. Nothing is judged yet.
///
/// Fails with `BadInput` for a folder that holds something else, with `AlreadyRunning` while
/// the demonstration in it is open.
pub fn prepare(dir: &Path, mails: impl IntoIterator<Item = (Vec<u8>, i64)>) -> Result<Engine, Problem> {
    prepare_for(dir, Person::default(), mails)
}

/// The same for a person of whom more is known than their mails.
pub fn prepare_for(
    dir: &Path,
    person: Person<'_>,
    mails: impl IntoIterator<Item = (Vec<u8>, i64)>,
) -> Result<Engine, Problem> {
    let (mail, data) = (dir.join("mail"), dir.join("data"));
    clear(dir, &mail, &data)?;
    let options = Options { secrets: SecretPlace::MemoryOnly, ..Options::default() };
    let engine = Engine::open(&data, options)?;
    let mails: Vec<(Vec<u8>, i64)> = mails.into_iter().collect();
    deliver(&mail, &mails, engine.now())?;
    let address =
        if person.address.is_empty() { commonest_recipient(&mails) } else { person.address.to_owned() };
    engine.store().write(|tx| {
        for correspondent in person.correspondents {
            senders::written_to(tx, correspondent, &facts::domain_of(correspondent))?;
        }
        person.sent_message_ids.iter().try_for_each(|sent| senders::sent(tx, sent).map(drop))
    })?;
    let id = AccountId("demo".to_owned());
    engine.add_account(
        Account {
            id: id.clone(),
            source: Source::Maildir { path: mail },
            mode: Mode::Hold,
            provider_hosts: Vec::from_iter(
                Some(facts::domain_of(&address)).filter(|domain| !domain.is_empty()),
            ),
            addresses: Vec::from_iter(Some(address).filter(|address| !address.is_empty())),
            folders: Vec::new(),
        },
        None,
    )?;
    // Half of it is spam, by design: the question that a real mailbox would ask is answered.
    engine.go_on(&id)?;
    Ok(engine)
}

fn clear(dir: &Path, mail: &Path, data: &Path) -> Result<(), Problem> {
    disk::make_private_folder(dir)?;
    let mark = dir.join(MARK);
    let empty = fs::read_dir(dir).at(dir)?.next().is_none();
    if !empty && !mark.exists() {
        return Err(Problem::new(ProblemKind::BadInput)
            .with("what", "folder")
            .with("value", dir.display())
            .with("detail", "not-empty"));
    }
    fs::write(&mark, b"").at(&mark)?;
    if data.exists() {
        // Opening takes the lock: a demonstration that is open is not pulled from under its feet.
        let closed = Engine::open(data, Options { secrets: SecretPlace::MemoryOnly, ..Options::default() });
        if let Err(problem) = closed
            && problem.kind == ProblemKind::AlreadyRunning
        {
            return Err(problem);
        }
        fs::remove_dir_all(data).at(data)?;
    }
    if mail.exists() {
        fs::remove_dir_all(mail).at(mail)?;
    }
    Ok(())
}

fn deliver(maildir: &Path, mails: &[(Vec<u8>, i64)], now: i64) -> Result<(), Problem> {
    for folder in ["tmp", "new", "cur"] {
        disk::make_private_folder(&maildir.join(folder))?;
    }
    for (number, (raw, age_minutes)) in mails.iter().enumerate() {
        let received = now - age_minutes * 60;
        let path = maildir.join("new").join(format!("{received}.M{number}.demonstration"));
        fs::write(&path, raw).at(&path)?;
        // The file's time is when a Maildir's message was received.
        let time = UNIX_EPOCH + Duration::from_secs(u64::try_from(received).unwrap_or_default());
        File::options().write(true).open(&path).and_then(|file| file.set_modified(time)).at(&path)?;
    }
    Ok(())
}

fn commonest_recipient(mails: &[(Vec<u8>, i64)]) -> String {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for (raw, _) in mails {
        for recipient in Message::parse(raw).to {
            *counts.entry(recipient.spec).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(address, _)| address).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::{ham, spam};
    use crate::view::{Whereabouts, Which};

    #[tokio::test]
    async fn a_demonstration_is_judged_with_its_ages_and_can_be_made_anew() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("demonstration");
        for _ in 0..2 {
            let engine = prepare(&dir, [(ham(1), 90), (spam(2), 30)]).unwrap();
            let account = engine.accounts().unwrap().remove(0);
            assert_eq!(account.addresses, ["hanako@home.example"]);
            let report = engine.run_once(&account.id).await.unwrap();
            assert_eq!(report.judged, 2);
            let rows = [Which::Inbox, Which::Junk].map(|which| engine.list(which).unwrap()).concat();
            let age = |subject: &str| {
                let row = rows.iter().find(|row| row.subject == subject).unwrap();
                assert_ne!(row.whereabouts, Whereabouts::Gone);
                engine.now() - row.received
            };
            assert!(age("letter 1") - age("letter 2") >= 59 * 60);
        }
    }

    #[test]
    fn a_folder_that_holds_something_else_is_not_touched() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("thesis.txt"), b"years of work").unwrap();
        assert_eq!(prepare(dir.path(), []).unwrap_err().kind, ProblemKind::BadInput);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_open_demonstration_is_not_cleared() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("demonstration");
        let _open = prepare(&dir, [(ham(1), 1)]).unwrap();
        assert_eq!(prepare(&dir, [(ham(2), 1)]).unwrap_err().kind, ProblemKind::AlreadyRunning);
        assert_eq!(fs::read_dir(dir.join("mail/new")).unwrap().count(), 1);
    }
}
