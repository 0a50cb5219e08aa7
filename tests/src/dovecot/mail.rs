//! Delivering into the server's Maildirs and reading them back.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{Dovecot, USER};

/// A message as it lies on the server's disk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stored {
    /// Its bytes.
    pub raw: Vec<u8>,
    /// Its flag letters, sorted, such as `FS`; lower-case letters are keywords.
    pub flags: String,
    /// Its date (INTERNALDATE), seconds since 1970.
    pub received: u64,
}

impl Dovecot {
    /// Delivers a new message to a folder, now.
    ///
    /// # Panics
    /// When the disk says no.
    pub fn deliver(&self, folder: &str, raw: &[u8]) {
        self.put(folder, raw, None, SystemTime::now());
    }

    /// Puts a message into a folder with flag letters (`S`, `FS`) and a date.
    ///
    /// # Panics
    /// When the disk says no.
    pub fn put_seen(&self, folder: &str, raw: &[u8], flags: &str, received: u64) {
        self.put(folder, raw, Some(flags), UNIX_EPOCH + Duration::from_secs(received));
    }

    fn put(&self, folder: &str, raw: &[u8], flags: Option<&str>, received: SystemTime) {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let path = self.make(folder);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let since = received.duration_since(UNIX_EPOCH).expect("a date after 1970").as_secs();
        let name = format!("{since}.M{number:06}P{}.test", std::process::id());
        let temporary = path.join("tmp").join(&name);
        let mut file = fs::File::create(&temporary).expect("make a message");
        file.write_all(raw).expect("write a message");
        file.set_modified(received).expect("date a message");
        self.owner.take_over(&temporary);
        let target = match flags {
            None => path.join("new").join(&name),
            Some(flags) => path.join("cur").join(format!("{name}:2,{flags}")),
        };
        fs::rename(&temporary, target).expect("deliver a message");
    }

    /// All messages of a folder, in order of their bytes.
    ///
    /// # Panics
    /// When the disk says no.
    pub fn stored(&self, folder: &str) -> Vec<Stored> {
        let path = self.path(folder);
        let mut stored: Vec<Stored> =
            ["new", "cur"].iter().flat_map(|part| read_all(&path.join(part))).collect();
        stored.sort();
        stored
    }

    /// Makes the server forget all it knows about a folder, so that UIDVALIDITY changes.
    ///
    /// # Panics
    /// When the disk says no.
    pub fn rebuild(&self, folder: &str) {
        let path = self.path(folder);
        for entry in fs::read_dir(&path).expect("list a Maildir") {
            let file = entry.expect("list a Maildir").path();
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with("dovecot-uidlist") || name.starts_with("dovecot.index") {
                fs::remove_file(&file).expect("remove an index");
            }
        }
    }

    /// Removes all mail and all folders, as for a new user.
    ///
    /// # Panics
    /// When the disk says no.
    pub fn clear(&self) {
        let home = self.folder.path().join("mail").join(USER);
        if home.exists() {
            fs::remove_dir_all(&home).expect("remove a mailbox");
        }
    }

    /// Where a folder's Maildir is.
    pub fn path(&self, folder: &str) -> PathBuf {
        let root = self.folder.path().join("mail").join(USER).join("Maildir");
        let bare = if self.below_inbox { folder.strip_prefix("INBOX/").unwrap_or(folder) } else { folder };
        if folder == "INBOX" { root } else { root.join(format!(".{}", bare.replace('/', "."))) }
    }

    fn make(&self, folder: &str) -> PathBuf {
        let path = self.path(folder);
        if !path.join("tmp").exists() {
            for name in ["tmp", "new", "cur"] {
                fs::create_dir_all(path.join(name)).expect("make a Maildir");
            }
            self.owner.take_over(&self.folder.path().join("mail"));
        }
        path
    }
}

fn read_all(directory: &Path) -> Vec<Stored> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    entries
        .map(|entry| {
            let path = entry.expect("list a Maildir").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let mut flags: Vec<char> =
                name.split_once(":2,").map(|(_, flags)| flags.chars().collect()).unwrap_or_default();
            flags.sort_unstable();
            let modified = fs::metadata(&path).and_then(|facts| facts.modified()).expect("read a date");
            let received = modified.duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
            Stored {
                raw: fs::read(&path).expect("read a message"),
                flags: flags.into_iter().collect(),
                received,
            }
        })
        .collect()
}
