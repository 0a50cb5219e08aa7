//! The folders below a Maildir: `.Name.Sub` (Maildir++) and plain nested Maildirs.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use rustix::io::Errno;

use crate::mailbox::imap::names;
use crate::problem::{Problem, ProblemKind};

/// The folder of our own, a Maildir++ folder that every program can show.
pub(super) const OWN: &str = "Mekiki";
const OWN_DIRECTORY: &str = ".Mekiki";

/// Whoever names a home folder as their mail gets an answer in bounded time.
const MOST_DIRECTORIES: usize = 10_000;
const DEEPEST: usize = 8;

/// Folders by the name a person reads.
pub(super) fn all(root: &Path) -> Result<BTreeMap<String, PathBuf>, Problem> {
    let mut found = BTreeMap::new();
    if is_maildir(root) {
        found.insert("INBOX".to_owned(), root.to_owned());
    }
    let mut nested = Vec::new();
    for name in directories(root).map_err(|error| root_problem(&error, root))? {
        match name.strip_prefix('.') {
            Some(dotted) if is_maildir(&root.join(&name)) => {
                let levels: Vec<String> = dotted.split('.').map(names::decode).collect();
                found.insert(levels.join("/"), root.join(&name));
            }
            Some(_) => {}
            None => nested.push((root.join(&name), names::decode(&name))),
        }
    }
    descend(nested, &mut found);
    Ok(found)
}

/// Takes in plain nested Maildirs. Symbolic links are not followed: they may lead in circles.
fn descend(mut waiting: Vec<(PathBuf, String)>, found: &mut BTreeMap<String, PathBuf>) {
    let mut visited = 0;
    while let Some((path, shown)) = waiting.pop() {
        visited += 1;
        if visited > MOST_DIRECTORIES {
            return;
        }
        if is_maildir(&path) {
            // A Maildir++ folder of the same name goes first; the other stays reachable.
            let shown = if found.contains_key(&shown) { format!("./{shown}") } else { shown.clone() };
            found.insert(shown, path.clone());
        }
        if shown.split('/').count() < DEEPEST {
            // What cannot be read below is not offered.
            for name in directories(&path).unwrap_or_default() {
                if !name.starts_with('.') {
                    waiting.push((path.join(&name), format!("{shown}/{}", names::decode(&name))));
                }
            }
        }
    }
}

/// The path of a folder; `None` when there is no such folder.
pub(super) fn path(root: &Path, folder: &str) -> Result<Option<PathBuf>, Problem> {
    if folder == "INBOX" && is_maildir(root) {
        return Ok(Some(root.to_owned()));
    }
    if folder == OWN {
        let own = root.join(OWN_DIRECTORY);
        return Ok(is_maildir(&own).then_some(own));
    }
    Ok(all(root)?.remove(folder))
}

/// Makes the folder of our own, readable by its owner alone, and returns its path.
pub(super) fn make_own(root: &Path) -> Result<PathBuf, Problem> {
    use std::os::unix::fs::DirBuilderExt as _;
    let own = root.join(OWN_DIRECTORY);
    for name in ["", "tmp", "new", "cur"] {
        let path = own.join(name);
        match fs::DirBuilder::new().mode(0o700).create(&path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                let above = if name.is_empty() { root } else { &own };
                return Err(Problem::from_io(&error, if refuses(above) { above } else { &path }));
            }
            _ => {}
        }
    }
    // Maildir++ marks its folders so; some delivery programs look for it.
    let mark = own.join("maildirfolder");
    fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(&mark)
        .map_err(|error| Problem::from_io(&error, &mark))?;
    Ok(own)
}

/// Whether nothing can be put into a directory or taken out of it.
pub(super) fn refuses(directory: &Path) -> bool {
    access(directory, Access::WRITE_OK | Access::EXEC_OK).is_err_and(|error| error != Errno::NOENT)
}

/// Whether a directory is a Maildir. One of the two is enough: some programs make `new` late.
///
/// One that may not be entered counts: whoever looks into it then learns why it cannot be read,
/// and not that it does not exist.
pub(super) fn is_maildir(path: &Path) -> bool {
    let is_there = |part: &str| match fs::metadata(path.join(part)) {
        Ok(facts) => facts.is_dir(),
        Err(error) => error.kind() == io::ErrorKind::PermissionDenied,
    };
    is_there("cur") || is_there("new")
}

/// The names of the directories in one, in order, without those of the Maildir itself. Names
/// that are no UTF-8 cannot be chosen and are left out.
fn directories(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let is_directory = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_directory && !["cur", "new", "tmp"].contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn root_problem(error: &io::Error, root: &Path) -> Problem {
    if error.kind() == io::ErrorKind::NotFound { no_such_folder(root) } else { Problem::from_io(error, root) }
}

/// There is no Maildir at this path.
pub(super) fn no_such_folder(path: &Path) -> Problem {
    Problem::new(ProblemKind::NoSuchFolder).with("folder", path.display()).with("detail", "maildir")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(root: &Path, folder: &str) {
        for name in ["cur", "new", "tmp"] {
            fs::create_dir_all(root.join(folder).join(name)).unwrap();
        }
    }

    #[test]
    fn both_ways_of_nesting_are_found_and_their_names_decoded() {
        let root = tempfile::tempdir().unwrap();
        for folder in ["", ".Sent", ".Work.&U,BTFw-", "Lists/rust", "迷惑メール", "Sent", ".nomail"] {
            make(root.path(), folder);
        }
        fs::remove_dir_all(root.path().join(".nomail/cur")).unwrap();
        fs::remove_dir_all(root.path().join(".nomail/new")).unwrap();
        let found: Vec<String> = all(root.path()).unwrap().into_keys().collect();
        assert_eq!(found, ["./Sent", "INBOX", "Lists/rust", "Sent", "Work/台北", "迷惑メール"]);
        assert_eq!(path(root.path(), "Sent").unwrap(), Some(root.path().join(".Sent")));
        assert_eq!(path(root.path(), "../etc").unwrap(), None);
    }

    #[test]
    fn what_is_no_maildir_is_said_before_an_account_is_made_of_it() {
        use crate::mailbox::maildir::look_over;
        let root = tempfile::tempdir().unwrap();
        let inbox = ["INBOX".to_owned()];
        let told = |path: &Path| look_over(path, &inbox).unwrap_err().facts["detail"].clone();
        assert_eq!(told(root.path()), "none");
        assert_eq!(told(&root.path().join("nowhere")), "missing");
        fs::write(root.path().join("file"), "").unwrap();
        assert_eq!(told(&root.path().join("file")), "file");
        make(root.path(), "Lists/rust");
        // Another Maildir lies below it; it is none itself.
        assert_eq!(told(root.path()), "none");
        let problem = look_over(root.path(), &["Lists/other".to_owned()]).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::NoSuchFolder);
        look_over(root.path(), &["Lists/rust".to_owned()]).unwrap();
        make(root.path(), "");
        look_over(root.path(), &inbox).unwrap();
    }

    #[test]
    fn a_maildir_that_is_gone_is_told_as_one() {
        let root = tempfile::tempdir().unwrap();
        let problem = all(&root.path().join("gone")).unwrap_err();
        assert_eq!((problem.kind, problem.facts["detail"].as_str()), (ProblemKind::NoSuchFolder, "maildir"));
    }

    #[test]
    fn a_circle_of_links_ends() {
        let root = tempfile::tempdir().unwrap();
        make(root.path(), "INBOX");
        std::os::unix::fs::symlink(root.path(), root.path().join("INBOX/again")).unwrap();
        assert_eq!(all(root.path()).unwrap().into_keys().collect::<Vec<_>>(), ["INBOX"]);
    }

    #[test]
    fn our_folder_is_made_once_and_closed_to_others() {
        use std::os::unix::fs::PermissionsExt as _;
        let root = tempfile::tempdir().unwrap();
        make(root.path(), "");
        assert_eq!(path(root.path(), OWN).unwrap(), None);
        let own = make_own(root.path()).unwrap();
        assert_eq!(make_own(root.path()).unwrap(), own);
        assert_eq!(fs::metadata(&own).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(path(root.path(), OWN).unwrap(), Some(own));
    }
}
