//! Passwords in files that only this user may read: the fallback for machines without a
//! keyring, used only when the person asked for it.
//!
//! One file per account, mode 0600, in the folder `secrets` (0700) of the data folder. The
//! password stands in it as it is: encryption with a key beside it would only look safer.
//! A file or folder that others could read is refused rather than silently repaired,
//! because the password in it must then be taken as known.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::no_password;
use crate::account::AccountId;
use crate::problem::{Problem, ProblemKind};

/// Longer than any password; keeps a wrong file from being read into memory whole.
const LONGEST: u64 = 64 * 1024;

pub(super) struct SecretFiles {
    folder: PathBuf,
}

impl SecretFiles {
    pub(super) fn new(data_dir: &Path) -> Self {
        Self { folder: data_dir.join("secrets") }
    }

    pub(super) fn store(&self, account: &AccountId, password: &Zeroizing<String>) -> Result<(), Problem> {
        self.make_folder()?;
        let path = self.path(account);
        let fresh = path.with_extension("new");
        match fs::remove_file(&fresh) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(Problem::from_io(&error, &fresh));
            }
            _ => {}
        }
        let written = || {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
            file.write_all(password.as_bytes())?;
            file.sync_all()?;
            fs::rename(&fresh, &path)?;
            fs::File::open(&self.folder)?.sync_all()
        };
        written().map_err(|error| Problem::from_io(&error, &path))
    }

    pub(super) fn fetch(&self, account: &AccountId) -> Result<Zeroizing<String>, Problem> {
        let path = self.path(account);
        match self.check(&self.folder).and_then(|()| self.check(&path)) {
            Err(problem) if problem.kind == ProblemKind::NoSuchFile => return Err(no_password(account)),
            other => other?,
        }
        let mut password = Zeroizing::new(String::with_capacity(256));
        let read = fs::File::open(&path).and_then(|file| file.take(LONGEST).read_to_string(&mut password));
        read.map_err(|error| Problem::from_io(&error, &path))?;
        Ok(password)
    }

    /// Whether there is a file of the account, readable or not.
    pub(super) fn has(&self, account: &AccountId) -> bool {
        fs::symlink_metadata(self.path(account)).is_ok()
    }

    pub(super) fn remove(&self, account: &AccountId) -> Result<(), Problem> {
        let path = self.path(account);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Problem::from_io(&error, &path)),
            _ => Ok(()),
        }
    }

    fn make_folder(&self) -> Result<(), Problem> {
        let made = DirBuilder::new().mode(0o700).recursive(true).create(&self.folder);
        made.map_err(|error| Problem::from_io(&error, &self.folder))?;
        self.check(&self.folder)
    }

    /// Refuses what anyone but the owner may open.
    fn check(&self, path: &Path) -> Result<(), Problem> {
        let facts = fs::symlink_metadata(path).map_err(|error| Problem::from_io(&error, path))?;
        let mode = facts.permissions().mode() & 0o777;
        let expected = if path == self.folder { facts.is_dir() } else { facts.is_file() };
        if !expected || mode & 0o077 != 0 {
            tracing::debug!(path = %path.display(), mode = format!("{mode:03o}"), "others may read it");
            return Err(Problem::new(ProblemKind::PermissionDenied)
                .with("path", path.display())
                .with("detail", "readable-by-others"));
        }
        Ok(())
    }

    /// Account names may hold anything; in hexadecimal they are always one plain file name.
    pub(super) fn path(&self, account: &AccountId) -> PathBuf {
        use sha2::Digest as _;
        let name = account.0.as_bytes();
        // A file name ends at 255 bytes, which a long Japanese account name would pass.
        let file =
            if name.len() <= 120 { hexadecimal(name) } else { hexadecimal(&sha2::Sha256::digest(name)) };
        self.folder.join(file)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |text, byte| text + &format!("{byte:02x}"))
}
