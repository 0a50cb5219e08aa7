//! A Maildir account on disk; everything here blocks and is called on a thread for that.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use classifier::Digest;
use sha2::{Digest as _, Sha256};

use super::entry::{self, Keywords};
use super::files::{self, Spot};
use super::folders::{self, no_such_folder};
use super::writing;
use crate::mailbox::prints::{self, Print};
use crate::mailbox::{Cursor, Envelope, Headers, Look, Place, Seen, Sought};
use crate::problem::{Problem, ProblemKind};

/// Times of file systems are as coarse as two seconds (FAT); a change within that of another
/// may not show in the directory's time.
const COARSEST_CLOCK: Duration = Duration::from_secs(3);

/// What the cursors of a Maildir begin with.
const FORM: &str = "maildir-1:";

/// Bytes of a message in which its header must end to be read whole.
const LONGEST_HEADER: usize = 64 * 1024;

/// A Maildir and what was last seen in it.
#[derive(Debug)]
pub(super) struct Store {
    root: PathBuf,
    /// Where the files were at the last listing; only a hint.
    spots: BTreeMap<String, BTreeMap<String, Spot>>,
    stamps: BTreeMap<String, Stamp>,
}

/// The times of a folder's directories just before it was last listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    new: Option<SystemTime>,
    cur: Option<SystemTime>,
    /// Whether a change right after may have gone by unnoticed.
    unsure_until: Option<SystemTime>,
}

impl Store {
    pub(super) fn open(root: &Path) -> Result<Self, Problem> {
        if folders::all(root)?.is_empty() {
            return Err(no_such_folder(root));
        }
        Ok(Self { root: root.to_owned(), spots: BTreeMap::new(), stamps: BTreeMap::new() })
    }

    pub(super) fn folders(&self) -> Result<Vec<String>, Problem> {
        Ok(folders::all(&self.root)?.into_keys().collect())
    }

    fn path(&self, folder: &str) -> Result<PathBuf, Problem> {
        let path = folders::path(&self.root, folder)?;
        path.ok_or_else(|| Problem::new(ProblemKind::NoSuchFolder).with("folder", folder))
    }

    pub(super) fn count(&self, folder: &str) -> Result<u32, Problem> {
        Ok(u32::try_from(files::list(&self.path(folder)?)?.len()).unwrap_or(u32::MAX))
    }

    pub(super) fn look(
        &mut self,
        folder: &str,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Look, Problem> {
        let path = self.path(folder)?;
        let read = cursor.map(|cursor| prints::read(FORM, cursor));
        let rebuilt = matches!(read, Some(None));
        let known = read.flatten().unwrap_or_default();
        self.stamps.insert(folder.to_owned(), Stamp::of(&path));
        let listed = list_surely(&path, &known)?;
        let (mut new, mut here) = unknown(&path, &listed, &known);
        let more = new.len() > limit;
        new.truncate(limit);
        here.extend(new.iter().map(|(_, _, print)| *print));
        let alive = new.into_iter().filter(|(found, ..)| !found.is_deleted());
        let seen = alive.map(|(found, key, _)| Seen {
            place: Place { folder: folder.to_owned(), key: key.clone() },
            envelope: found.envelope,
            size: found.size,
        });
        let look = Look { new: seen.collect(), cursor: prints::write(FORM, &here), more, rebuilt };
        self.spots.insert(folder.to_owned(), listed);
        Ok(look)
    }

    /// The beginnings of new messages; of the newest alone, where none was looked at yet.
    pub(super) fn look_at_headers(
        &mut self,
        folder: &str,
        cursor: Option<&Cursor>,
        newest: usize,
        limit: usize,
    ) -> Result<Headers, Problem> {
        let path = self.path(folder)?;
        let read = cursor.and_then(|cursor| prints::read(FORM, cursor));
        let known = read.clone().unwrap_or_default();
        let listed = list_surely(&path, &known)?;
        let (mut new, mut here) = unknown(&path, &listed, &known);
        if read.is_none() {
            let older = new.len().saturating_sub(newest);
            here.extend(new.drain(..older).map(|(_, _, print)| print));
        }
        let more = new.len() > limit;
        new.truncate(limit);
        let mut headers = Vec::new();
        for (_, key, print) in new {
            let Some(file) = listed.get(key).map(|spot| spot.path(&path)) else { continue };
            match files::read(&file, Some(LONGEST_HEADER)) {
                Ok(start) => headers.push(header_of(start)),
                // Renamed or deleted just now: the next look settles it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(Problem::from_io(&error, &file)),
            }
            here.insert(print);
        }
        Ok(Headers { headers, cursor: prints::write(FORM, &here), more })
    }

    pub(super) fn fetch(&mut self, place: &Place, first: Option<usize>) -> Result<Vec<u8>, Problem> {
        let folder = self.path(&place.folder)?;
        self.with_spot(&folder, place, |spot| files::read(&spot.path(&folder), first))
    }

    pub(super) fn hold(&mut self, place: &Place) -> Result<Place, Problem> {
        folders::make_own(&self.root)?;
        self.transfer(place, folders::OWN)
    }

    /// Moves a message's file to another folder, with its flags and times.
    pub(super) fn transfer(&mut self, place: &Place, target: &str) -> Result<Place, Problem> {
        let folder = self.path(&place.folder)?;
        let into = self.path(target)?;
        let from = place.clone();
        let name = self.with_spot(&folder, &from, |spot| {
            // Without its directory the target would read as "not found", like the message.
            fs::create_dir_all(into.join(spot.part))?;
            let name = files::move_into(&spot.path(&folder), &into, spot.part, &spot.name)?;
            files::sync(&into.join(spot.part))?;
            files::sync(&folder.join(spot.part))?;
            Ok(name)
        });
        let spot = self.spots.get(&place.folder).and_then(|spots| spots.get(&place.key));
        let part = spot.map_or("cur", |spot| spot.part);
        // The message itself was found, so what fails concerns one of the folders.
        let at_fault = |mut problem: Problem| {
            if problem.facts.contains_key("path") {
                let written = [folder.join(part), into.join(part)];
                let refusing = written.iter().find(|folder| folders::refuses(folder));
                let path = refusing.unwrap_or(&into).display().to_string();
                problem.facts.insert("path".to_owned(), path);
            }
            problem
        };
        Ok(Place { folder: target.to_owned(), key: entry::key(&name.map_err(at_fault)?) })
    }

    pub(super) fn junk(&self) -> Result<Option<String>, Problem> {
        let names = self.folders()?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Ok(crate::mailbox::junk::among(&names).map(str::to_owned))
    }

    pub(super) fn delete(&mut self, place: &Place) -> Result<(), Problem> {
        let folder = self.path(&place.folder)?;
        self.with_spot(&folder, place, |spot| {
            fs::remove_file(spot.path(&folder))?;
            files::sync(&folder.join(spot.part))
        })
    }

    /// Writes a message anew: complete and on disk in `tmp` before it appears in the folder.
    pub(super) fn restore(
        &mut self,
        folder: &str,
        raw: &[u8],
        envelope: &Envelope,
    ) -> Result<Place, Problem> {
        let path = self.path(folder)?;
        let written = || -> io::Result<OsString> {
            let (temporary, base) = writing::write_temporary(&path, raw, envelope)?;
            let letters = entry::letters(&envelope.flags, &keywords(&path));
            let (part, name) = if envelope.flags.is_empty() {
                ("new", base)
            } else {
                ("cur", format!("{base}:2,{letters}"))
            };
            fs::create_dir_all(path.join(part))?;
            let name = files::move_into(&temporary, &path, part, OsStr::new(&name))?;
            files::sync(&path.join(part))?;
            Ok(name)
        };
        let name = written().map_err(|error| Problem::from_io(&error, &path))?;
        Ok(Place { folder: folder.to_owned(), key: entry::key(&name) })
    }

    /// Where these bytes stand in a folder, among the files of a size that `may_be` theirs.
    pub(super) fn locate(
        &mut self,
        folder: &str,
        sought: &Sought,
        may_be: impl Fn(u64) -> bool,
    ) -> Result<Vec<Place>, Problem> {
        let Some(path) = folders::path(&self.root, folder)? else { return Ok(Vec::new()) };
        let mut places = Vec::new();
        for (key, spot) in files::list(&path)? {
            let file = spot.path(&path);
            let fits = fs::symlink_metadata(&file).is_ok_and(|facts| may_be(facts.len()));
            let deleted =
                entry::flags(&spot.name, &Keywords::default()).iter().any(|flag| flag == "\\Deleted");
            if !fits || deleted {
                continue;
            }
            match files::read(&file, None) {
                Ok(raw) if digest(&raw) == sought.digest => {
                    places.push(Place { folder: folder.to_owned(), key });
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Problem::from_io(&error, &file)),
            }
        }
        Ok(places)
    }

    /// Whether a folder changed since it was last looked at, or may have.
    pub(super) fn changed(&mut self, folder: &str) -> Result<bool, Problem> {
        let now = Stamp::of(&self.path(folder)?);
        let Some(then) = self.stamps.get_mut(folder) else {
            self.stamps.insert(folder.to_owned(), now);
            return Ok(false);
        };
        let unsure = then.unsure_until.is_some_and(|until| SystemTime::now() > until);
        Ok(unsure || (then.new, then.cur) != (now.new, now.cur))
    }

    /// Does something with a message's file, wherever another program has renamed it to.
    fn with_spot<T>(
        &mut self,
        folder: &Path,
        place: &Place,
        mut work: impl FnMut(&Spot) -> io::Result<T>,
    ) -> Result<T, Problem> {
        let spots = self.spots.entry(place.folder.clone()).or_default();
        if let Some(spot) = spots.get(&place.key) {
            match work(spot) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                other => return other.map_err(|error| Problem::from_io(&error, &spot.path(folder))),
            }
        }
        // Between listing and opening it may be renamed once more; three times in a row it is not.
        for _ in 0..3 {
            *spots = files::list(folder)?;
            let Some(spot) = spots.get(&place.key) else { break };
            match work(spot) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                other => return other.map_err(|error| Problem::from_io(&error, &spot.path(folder))),
            }
        }
        Err(Problem::new(ProblemKind::MessageGone))
    }
}

impl Stamp {
    fn of(folder: &Path) -> Self {
        let time = |part: &str| fs::metadata(folder.join(part)).and_then(|facts| facts.modified()).ok();
        let (new, cur) = (time("new"), time("cur"));
        let young = |time: &SystemTime| time.elapsed().map_or(true, |age| age < COARSEST_CLOCK);
        let unsure = new.iter().chain(cur.iter()).any(young);
        Self { new, cur, unsure_until: unsure.then(|| SystemTime::now() + COARSEST_CLOCK) }
    }
}

/// What a message's file says without being read.
struct Found {
    delivered: i64,
    size: u64,
    envelope: Envelope,
}

impl Found {
    /// `None` when the file has gone meanwhile; the next look settles it.
    fn at(folder: &Path, spot: &Spot, keywords: &Keywords) -> Option<Self> {
        let facts = fs::symlink_metadata(spot.path(folder)).ok().filter(fs::Metadata::is_file)?;
        let modified = facts.modified().ok().map(writing::seconds);
        let delivered = entry::delivered(&spot.name).or(modified).unwrap_or_default();
        // A copy of a Maildir dates its files anew, and a program that takes over older mail names
        // them anew: the earlier of the two is when the message came. What the sender wrote does
        // not count.
        let came = entry::delivered(&spot.name).into_iter().chain(modified).min();
        let envelope = Envelope {
            flags: entry::flags(&spot.name, keywords),
            received: came.map(|seconds| (seconds, 0)),
        };
        Some(Self { delivered, size: facts.len(), envelope })
    }

    fn is_deleted(&self) -> bool {
        self.envelope.flags.iter().any(|flag| flag == "\\Deleted")
    }
}

/// What is not known of a listing, oldest first, and the prints of what is.
fn unknown<'a>(
    folder: &Path,
    listed: &'a BTreeMap<String, Spot>,
    known: &BTreeSet<Print>,
) -> (Vec<(Found, &'a String, Print)>, BTreeSet<Print>) {
    let keywords = keywords(folder);
    let mut here: BTreeSet<Print> = BTreeSet::new();
    let mut new = Vec::new();
    for (key, spot) in listed {
        let print = prints::print(key);
        if known.contains(&print) {
            here.insert(print);
        } else if let Some(found) = Found::at(folder, spot, &keywords) {
            new.push((found, key, print));
        }
    }
    new.sort_by(|(one, key, _), (two, other, _)| (one.delivered, key).cmp(&(two.delivered, other)));
    (new, here)
}

/// A message's beginning up to its first empty line.
fn header_of(mut start: Vec<u8>) -> Vec<u8> {
    let ends = start.windows(2).position(|two| two == b"\n\n");
    let ends_with_returns = start.windows(4).position(|four| four == b"\r\n\r\n");
    let end = match (ends, ends_with_returns) {
        (Some(one), Some(two)) => (one + 2).min(two + 4),
        (one, two) => one.map(|end| end + 2).or(two.map(|end| end + 4)).unwrap_or(start.len()),
    };
    start.truncate(end);
    start
}

/// Lists a folder, once more when a known message is missing: a file that is renamed while
/// its directory is read can be passed over, and would come up as new the next time.
fn list_surely(folder: &Path, known: &BTreeSet<Print>) -> Result<BTreeMap<String, Spot>, Problem> {
    let mut listed = files::list(folder)?;
    let here: BTreeSet<Print> = listed.keys().map(|key| prints::print(key)).collect();
    if !known.is_subset(&here) {
        listed.extend(files::list(folder)?);
    }
    Ok(listed)
}

fn keywords(folder: &Path) -> Keywords {
    let text = files::read(&folder.join("dovecot-keywords"), Some(64 * 1024)).unwrap_or_default();
    Keywords::read(&String::from_utf8_lossy(&text))
}

fn digest(raw: &[u8]) -> Digest {
    Digest(Sha256::digest(raw).into())
}
