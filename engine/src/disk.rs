//! Files that must be whole or absent: written beside, flushed, renamed, flushed again.
//!
//! Knows nothing of mail.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::problem::{Problem, ProblemKind};

/// Adds the path to an input or output error.
pub(crate) trait AtPath<T> {
    /// The same result, its error in a person's terms.
    fn at(self, path: &Path) -> Result<T, Problem>;
}

impl<T> AtPath<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, Problem> {
        self.map_err(|error| Problem::from_io(&error, path))
    }
}

/// What it means that a file cannot be made or opened: where there is none yet, or nothing on the
/// disk can be written, it is the folder that a person can do something about.
pub(crate) fn not_made(error: &io::Error, path: &Path) -> Problem {
    use io::ErrorKind as Kind;
    if error.kind() == Kind::NotFound
        && let Some(folder) = path.parent().filter(|folder| !folder.exists())
    {
        let problem = Problem::new(ProblemKind::NoSuchFile).with("path", folder.display());
        return problem.with("detail", "own-folder");
    }
    let of_folder = match error.kind() {
        Kind::PermissionDenied => matches!(path.try_exists(), Ok(false) | Err(_)),
        Kind::ReadOnlyFilesystem => true,
        _ => false,
    };
    let folder = path.parent().filter(|folder| of_folder && !folder.as_os_str().is_empty());
    Problem::from_io(error, folder.unwrap_or(path))
}

/// Makes a folder and its parents, readable by this user alone.
pub(crate) fn make_private_folder(path: &Path) -> Result<(), Problem> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    match builder.create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Problem::new(ProblemKind::NotAFolder).with("path", path.display()))
        }
        // Its parents are made with it: this is a place that takes no folders, such as `/proc`.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Problem::new(ProblemKind::BadInput)
            .with("what", "folder")
            .with("value", path.display())
            .with("detail", "not-made")),
        other => other.at(path),
    }
}

/// Makes the names in a folder durable: a rename is only safe once its folder is flushed.
pub(crate) fn sync_folder(path: &Path) -> Result<(), Problem> {
    // Windows has no handle to flush for a folder; NTFS journals its renames itself.
    if cfg!(windows) {
        return Ok(());
    }
    File::open(path).and_then(|folder| folder.sync_all()).at(path)
}

/// Writes a new file for this user alone and flushes it. An existing one is replaced.
pub(crate) fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path).map_err(|error| not_made(&error, path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).at(path)
}

/// Opens a file for writing, or makes it, for this user alone: an open one of ours is closed to
/// the others.
pub(crate) fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let file = options.open(path)?;
    close_to_others(path);
    Ok(file)
}

/// Makes a file that is not there yet, for this user alone.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// Takes from everybody else what rights they have to a file of ours. One of another user is
/// theirs to open and close, and where the file system knows no rights there are none to take.
pub(crate) fn close_to_others(path: &Path) {
    set_rights_of_ours(path, |rights| rights & 0o700);
}

/// Makes a file of ours one that we alone may read and write, whatever it was.
pub(crate) fn make_writable_for_us_alone(path: &Path) {
    set_rights_of_ours(path, |_| 0o600);
}

#[cfg(unix)]
fn set_rights_of_ours(path: &Path, rights: impl FnOnce(u32) -> u32) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let Ok(facts) = fs::symlink_metadata(path) else { return };
    let (before, ours) = (facts.mode() & 0o777, facts.uid() == rustix::process::geteuid().as_raw());
    let after = rights(before);
    if facts.is_file() && ours && after != before {
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(after));
    }
}

#[cfg(not(unix))]
fn set_rights_of_ours(_path: &Path, _rights: impl FnOnce(u32) -> u32) {}

/// Puts a file in its place so that a reader sees the old one or the new one, never a part.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let beside = path.with_extension("part");
    write_synced(&beside, bytes)?;
    fs::rename(&beside, path).map_err(|error| not_made(&error, path))?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Removes a file; one that is already gone is fine.
pub(crate) fn remove(path: &Path) -> Result<(), Problem> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Problem::from_io(&error, path)),
        _ => path.parent().map_or(Ok(()), sync_folder),
    }
}

/// Less room than this is none: `SQLite` asks for so much at once for what it shares between
/// processes, and says only "input or output error" where it gets none.
const NO_ROOM: u64 = 64 << 10;

/// Whether the disk below a path has no room for a file, or no name for one.
pub(crate) fn is_full_at(path: &Path) -> bool {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(path);
        rustix::fs::statvfs(folder).is_ok_and(|disk| {
            let room = disk.f_bavail.saturating_mul(disk.f_frsize);
            // A read-only disk may be full to the brim; that is not what is in the way there.
            let writable = !disk.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY);
            // Some file systems have no fixed number of names, and say 0 of 0.
            writable && (room < NO_ROOM || (disk.f_files > 0 && disk.f_favail == 0))
        })
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn where_no_file_can_be_made_the_folder_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let (there, missing) = (dir.path().join("there"), dir.path().join("missing"));
        fs::write(&there, b"").unwrap();
        let named = |kind: io::ErrorKind, path: &Path| {
            std::path::PathBuf::from(&not_made(&kind.into(), path).facts["path"])
        };
        for (kind, path, expected) in [
            (io::ErrorKind::PermissionDenied, &missing, dir.path()),
            (io::ErrorKind::PermissionDenied, &there, &there),
            (io::ErrorKind::ReadOnlyFilesystem, &there, dir.path()),
            (io::ErrorKind::StorageFull, &missing, &missing),
            (io::ErrorKind::NotFound, &dir.path().join("gone/file.part"), &dir.path().join("gone")),
        ] {
            assert_eq!(named(kind, path), expected, "{kind}");
        }
    }

    #[test]
    fn replacing_a_file_leaves_no_part_behind() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("snapshot");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        remove(&path).unwrap();
        remove(&path).unwrap();
    }
}
