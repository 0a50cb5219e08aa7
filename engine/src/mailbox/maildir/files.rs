//! The files of one folder: listing, opening and renaming them so that nothing odd that lies
//! about in there (pipes, links, directories) can hang or mislead.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, OFlags, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::entry;
use crate::problem::Problem;

/// Where in its folder a message's file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// `new` or `cur`.
    pub(super) part: &'static str,
    pub(super) name: OsString,
}

impl Spot {
    pub(super) fn path(&self, folder: &Path) -> PathBuf {
        folder.join(self.part).join(&self.name)
    }
}

/// All messages of a folder by key.
///
/// `new` is read before `cur`, as programs move messages from the first to the second: one that
/// is moved meanwhile is seen twice rather than never. `cur` counts, as it is read last.
pub(super) fn list(folder: &Path) -> Result<BTreeMap<String, Spot>, Problem> {
    let mut found = BTreeMap::new();
    for part in PARTS {
        let directory = folder.join(part);
        list_part(&directory, part, &mut found).map_err(|error| Problem::from_io(&error, &directory))?;
    }
    Ok(found)
}

const PARTS: [&str; 2] = ["new", "cur"];

fn list_part(directory: &Path, part: &'static str, found: &mut BTreeMap<String, Spot>) -> io::Result<()> {
    let entries = match fs::read_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other?,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && !name.as_encoded_bytes().starts_with(b".") {
            found.insert(entry::key(&name), Spot { part, name });
        }
    }
    Ok(())
}

/// Moves a file into a part of a folder under its own name, or one beside it should that be
/// taken: by a file of the same name, or by one of the same base name anywhere in the folder,
/// since two messages of one key could not be told apart.
pub(super) fn move_into(from: &Path, folder: &Path, part: &str, name: &OsStr) -> io::Result<OsString> {
    let mut taken = BTreeMap::new();
    for part in PARTS {
        list_part(&folder.join(part), part, &mut taken)?;
    }
    for number in 0..1_000 {
        let name = if number == 0 { name.to_owned() } else { numbered(name, number) };
        if taken.contains_key(&entry::key(&name)) {
            continue;
        }
        match rename(from, &folder.join(part).join(&name)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => return other.map(|()| name),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The same name with a number put before its flags.
fn numbered(name: &OsStr, number: u32) -> OsString {
    let bytes = name.as_bytes();
    let mark = bytes.windows(3).rposition(|three| three == b":2,").unwrap_or(bytes.len());
    let (base, info) = bytes.split_at(mark);
    OsString::from_vec([base, format!("_{number}").as_bytes(), info].concat())
}

/// Reads a message, at most `first` bytes of it.
///
/// A link or a pipe in the place of the file is "not found": it is no message.
pub(super) fn read(path: &Path, first: Option<usize>) -> io::Result<Vec<u8>> {
    // Without NONBLOCK, opening a pipe waits until someone writes into it.
    let odd = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let flags = i32::try_from(odd.bits()).map_err(io::Error::other)?;
    let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
        Err(error) if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => {
            return Err(io::ErrorKind::NotFound.into());
        }
        other => other?,
    };
    if !file.metadata()?.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let mut bytes = Vec::new();
    file.take(first.map_or(u64::MAX, |bytes| bytes as u64)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Renames a file without ever replacing another.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            // A file system without that kind of rename (NFS): base names are unique, so that
            // the moment between looking and renaming does no harm.
            if fs::symlink_metadata(to).is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(from, to)
        }
        other => Ok(other?),
    }
}

/// Makes the names in a directory survive a power failure.
pub(super) fn sync(directory: &Path) -> io::Result<()> {
    match File::open(directory)?.sync_all() {
        // Some network file systems know no such thing.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}
