//! Mail in a Maildir on this machine, watched as it is: `INBOX` is the folder itself.
//!
//! Other programs deliver, read and rename in it at the same time. A message is known by its
//! base name; it is moved by renaming within the file system, which keeps its flags and
//! times, never replaces another file, and is on disk before it is reported.
//! Files that are no messages (links, pipes, directories, names with a leading dot) are not
//! looked at.

mod entry;
mod files;
mod folders;
mod store;
mod writing;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use self::store::Store;
use super::{Cursor, Envelope, Headers, Look, Mailbox, Place, Sought, Woken};
use crate::problem::{Problem, ProblemKind};

/// How often a waiting account looks at the times of two directories. Notification by the
/// kernel would need a library of a dozen crates and does not reach network file systems.
const POLL: Duration = Duration::from_secs(1);

/// A Maildir account.
#[derive(Debug, Clone)]
pub struct Maildir {
    store: Arc<Mutex<Store>>,
}

impl Maildir {
    /// Opens the Maildir at a path. `NoSuchFolder` when there is none.
    pub async fn open(path: &Path) -> Result<Self, Problem> {
        let path = path.to_owned();
        let opened = tokio::task::spawn_blocking(move || Store::open(&path)).await;
        let store = opened.map_err(|error| internal(&error))?.map_err(of_mail)?;
        Ok(Self { store: Arc::new(Mutex::new(store)) })
    }

    /// Where these bytes stand in `INBOX`, whatever size was noted of them: servers count line ends
    /// in one way or the other.
    pub(super) async fn locate_bytes(&self, sought: &Sought) -> Result<Vec<Place>, Problem> {
        let sought = sought.clone();
        self.on_disk(move |store| {
            let about = sought.size / 2..=sought.size.saturating_mul(2).saturating_add(1024);
            store.locate("INBOX", &sought, |size| about.contains(&size))
        })
        .await
    }

    /// Works with the disk on a thread where waiting for it stops nobody else.
    async fn on_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let store = Arc::clone(&self.store);
        // What is remembered in the store is only a hint, so it is usable after any panic.
        let task = move || work(&mut store.lock().unwrap_or_else(PoisonError::into_inner));
        tokio::task::spawn_blocking(task).await.map_err(|error| internal(&error))?.map_err(of_mail)
    }
}

/// Whether there is a Maildir at a path, or Maildirs below it, with these folders.
pub(super) fn look_over(root: &Path, watched: &[String]) -> Result<(), Problem> {
    let no_maildir = |detail: &str| {
        Problem::new(ProblemKind::BadInput)
            .with("what", "maildir")
            .with("value", root.display())
            .with("detail", detail)
    };
    match std::fs::metadata(root) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(no_maildir("missing")),
        Err(error) => return Err(Problem::from_io(&error, root)),
        Ok(facts) if !facts.is_dir() => return Err(no_maildir("file")),
        Ok(_) => {}
    }
    if folders::all(root)?.is_empty() {
        return Err(no_maildir("none"));
    }
    for folder in watched {
        if folders::path(root, folder)?.is_none() {
            if folder == "INBOX" {
                // Folders below it may be there all the same.
                return Err(no_maildir("none"));
            }
            return Err(Problem::new(ProblemKind::NoSuchFolder).with("folder", folder));
        }
    }
    Ok(())
}

/// Whether any of these mails, by their keys, lies in some folder of a Maildir.
pub(crate) fn holds_any(root: &Path, keys: &BTreeSet<String>) -> Result<bool, Problem> {
    for folder in folders::all(root)?.values() {
        if files::list(folder)?.keys().any(|key| keys.contains(key)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// It is the mail that cannot be written, not our own data: another data folder is no way out.
fn of_mail(problem: Problem) -> Problem {
    if problem.kind == ProblemKind::ReadOnly { problem.with("detail", "mail") } else { problem }
}

fn internal(error: &tokio::task::JoinError) -> Problem {
    Problem::new(ProblemKind::Internal).with("detail", error)
}

#[async_trait]
impl Mailbox for Maildir {
    fn own_folder(&self) -> Option<&str> {
        Some(folders::OWN)
    }

    async fn count(&mut self, folder: &str) -> Result<u32, Problem> {
        let folder = folder.to_owned();
        self.on_disk(move |store| store.count(&folder)).await
    }

    fn keys_stay(&self) -> bool {
        true
    }

    async fn folders(&mut self) -> Result<Vec<String>, Problem> {
        self.on_disk(|store| store.folders()).await
    }

    async fn look(&mut self, folder: &str, cursor: Option<&Cursor>, limit: usize) -> Result<Look, Problem> {
        let (folder, cursor) = (folder.to_owned(), cursor.cloned());
        self.on_disk(move |store| store.look(&folder, cursor.as_ref(), limit)).await
    }

    async fn sent_folders(&mut self) -> Result<Vec<String>, Problem> {
        let mut folders = self.folders().await?;
        folders.retain(|folder| super::sent::is_named_so(folder));
        Ok(folders)
    }

    async fn look_at_headers(
        &mut self,
        folder: &str,
        cursor: Option<&Cursor>,
        newest: usize,
        limit: usize,
    ) -> Result<Headers, Problem> {
        let (folder, cursor) = (folder.to_owned(), cursor.cloned());
        self.on_disk(move |store| store.look_at_headers(&folder, cursor.as_ref(), newest, limit)).await
    }

    async fn fetch(&mut self, place: &Place) -> Result<Vec<u8>, Problem> {
        let place = place.clone();
        self.on_disk(move |store| store.fetch(&place, None)).await
    }

    async fn fetch_start(&mut self, place: &Place, bytes: usize) -> Result<Vec<u8>, Problem> {
        let place = place.clone();
        self.on_disk(move |store| store.fetch(&place, Some(bytes))).await
    }

    async fn hold(&mut self, place: &Place) -> Result<Option<Place>, Problem> {
        let place = place.clone();
        self.on_disk(move |store| store.hold(&place)).await.map(Some)
    }

    async fn release(&mut self, held: &Place, folder: &str) -> Result<Place, Problem> {
        let (held, folder) = (held.clone(), folder.to_owned());
        self.on_disk(move |store| store.transfer(&held, &folder)).await
    }

    async fn restore(&mut self, folder: &str, raw: &[u8], envelope: &Envelope) -> Result<Place, Problem> {
        let (folder, raw, envelope) = (folder.to_owned(), raw.to_vec(), envelope.clone());
        self.on_disk(move |store| store.restore(&folder, &raw, &envelope)).await
    }

    async fn delete(&mut self, place: &Place) -> Result<(), Problem> {
        let place = place.clone();
        self.on_disk(move |store| store.delete(&place)).await
    }

    async fn confirm_spam(&mut self, place: &Place) -> Result<Option<Place>, Problem> {
        let place = place.clone();
        self.on_disk(move |store| match store.junk()? {
            Some(junk) if junk == place.folder => Ok(Some(place)),
            Some(junk) => store.transfer(&place, &junk).map(Some),
            None => Ok(None),
        })
        .await
    }

    /// A Maildir has no keywords of its own, and Dovecot's list of them is not ours to write.
    async fn mark(&mut self, _place: &Place, _add: &[&str], _remove: &[&str]) -> Result<bool, Problem> {
        Ok(false)
    }

    async fn locate(&mut self, folder: &str, sought: &Sought) -> Result<Vec<Place>, Problem> {
        let (folder, sought) = (folder.to_owned(), sought.clone());
        self.on_disk(move |store| store.locate(&folder, &sought, |size| size == sought.size)).await
    }

    async fn wait(
        &mut self,
        folder: &str,
        seconds: u64,
        mut stop: watch::Receiver<bool>,
    ) -> Result<Woken, Problem> {
        let deadline = Instant::now() + Duration::from_secs(seconds);
        loop {
            if *stop.borrow() {
                return Ok(Woken::Stopped);
            }
            let folder = folder.to_owned();
            if self.on_disk(move |store| store.changed(&folder)).await? {
                return Ok(Woken::Changed);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(Woken::TimedOut);
            }
            tokio::select! {
                () = super::stopped(&mut stop) => return Ok(Woken::Stopped),
                () = sleep(left.min(POLL)) => {}
            }
        }
    }
}
