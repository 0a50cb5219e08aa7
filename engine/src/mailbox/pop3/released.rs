//! *Released*: the folder on this machine for what a person gave back, as the server takes nothing back.
//!
//! A Maildir that any program can read, made when it is first needed. Nobody deletes what is in it but
//! the person; what they call spam again goes from there into the junk folder.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::disk::{make_private_folder, sync_folder};
use crate::mailbox::maildir::Maildir;
use crate::mailbox::{Envelope, Mailbox as _, Place, Sought};
use crate::problem::{Problem, ProblemKind};

/// What the folder is called.
pub(super) const NAME: &str = "Released";

/// Keys of messages in it begin so, so that they are taken for nobody else's.
const MARK: &str = "released:";

/// The folder of one account.
#[derive(Debug, Clone)]
pub(super) struct Released {
    path: PathBuf,
}

/// Where an account's folder is, below the data folder.
pub(crate) fn path(data_dir: &Path, account: &str) -> PathBuf {
    let plain = |letter: char| letter.is_alphanumeric() || "-_.@".contains(letter);
    let usable = account.chars().all(plain) && !account.starts_with('.') && (1..200).contains(&account.len());
    // Names were not always asked to be plain.
    let name = if usable {
        account.to_owned()
    } else {
        let digest: [u8; 32] = Sha256::digest(account.as_bytes()).into();
        digest.iter().take(16).fold("account=".to_owned(), |name, byte| format!("{name}{byte:02x}"))
    };
    data_dir.join("accounts").join(name).join(NAME)
}

/// Whether a place is in such a folder.
pub(crate) fn holds(place: &Place) -> bool {
    place.folder == NAME && place.key.starts_with(MARK)
}

impl Released {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn exists(&self) -> bool {
        self.path.join("cur").is_dir()
    }

    async fn open(&self) -> Result<Maildir, Problem> {
        Maildir::open(&self.path).await
    }

    /// All messages that lie there.
    pub(super) async fn all(&self) -> Result<Vec<Place>, Problem> {
        if !self.exists() {
            return Ok(Vec::new());
        }
        Ok(self.open().await?.present("INBOX").await?.iter().map(ours).collect())
    }

    pub(super) async fn fetch(&self, place: &Place) -> Result<Vec<u8>, Problem> {
        self.open_for(place).await?.fetch(&theirs(place)).await
    }

    /// Puts a message there: complete and on disk when this returns.
    pub(super) async fn put(&self, raw: &[u8], envelope: &Envelope) -> Result<Place, Problem> {
        let path = self.path.clone();
        let made = tokio::task::spawn_blocking(move || make(&path)).await;
        made.map_err(|error| Problem::new(ProblemKind::Internal).with("detail", error))??;
        Ok(ours(&self.open().await?.restore("INBOX", raw, envelope).await?))
    }

    pub(super) async fn remove(&self, place: &Place) -> Result<(), Problem> {
        self.open_for(place).await?.delete(&theirs(place)).await
    }

    /// Where these bytes lie there.
    pub(super) async fn locate(&self, sought: &Sought) -> Result<Vec<Place>, Problem> {
        if !self.exists() {
            return Ok(Vec::new());
        }
        Ok(self.open().await?.locate_bytes(sought).await?.iter().map(ours).collect())
    }

    async fn open_for(&self, place: &Place) -> Result<Maildir, Problem> {
        if holds(place) && self.exists() {
            self.open().await
        } else {
            Err(Problem::new(ProblemKind::MessageGone))
        }
    }
}

fn make(path: &Path) -> Result<(), Problem> {
    for folder in ["tmp", "new", "cur"] {
        make_private_folder(&path.join(folder))?;
    }
    // The names of new folders are on disk only when those above them are.
    path.ancestors().take(4).try_for_each(sync_folder)
}

fn ours(place: &Place) -> Place {
    Place { folder: NAME.to_owned(), key: format!("{MARK}{}", place.key) }
}

fn theirs(place: &Place) -> Place {
    let key = place.key.strip_prefix(MARK).unwrap_or_default();
    Place { folder: "INBOX".to_owned(), key: key.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_an_account_leads_out_of_the_data_folder() {
        let data = Path::new("/data");
        assert_eq!(path(data, "家@example"), Path::new("/data/accounts/家@example/Released"));
        for odd in ["..", "../elsewhere", "/etc", "", ".hidden", &"長".repeat(80)] {
            let path = path(data, odd);
            let name = path.strip_prefix("/data/accounts").unwrap().to_str().unwrap().to_owned();
            assert!(name.starts_with("account="), "{odd}: {name}");
            assert!(name.len() < 255 && name.ends_with("/Released"), "{odd}: {name}");
        }
    }

    #[tokio::test]
    async fn what_is_put_there_lies_there_whole_until_it_is_taken_out() {
        let dir = tempfile::tempdir().unwrap();
        let released = Released::new(path(dir.path(), "home"));
        let raw = b"Subject: a\r\n\r\nno end of line".to_vec();
        let digest = classifier::Digest(Sha256::digest(&raw).into());
        // A server may have counted each line end twice.
        let sought = Sought { message_id: String::new(), digest, size: 20, place: None };
        assert_eq!(released.locate(&sought).await.unwrap(), []);
        let place = released.put(&raw, &Envelope::default()).await.unwrap();
        assert!(holds(&place));
        assert_eq!(released.fetch(&place).await.unwrap(), raw);
        assert_eq!(released.locate(&sought).await.unwrap(), std::slice::from_ref(&place));
        assert_eq!(released.all().await.unwrap(), std::slice::from_ref(&place));
        released.remove(&place).await.unwrap();
        assert_eq!(released.fetch(&place).await.unwrap_err().kind, ProblemKind::MessageGone);
    }
}
