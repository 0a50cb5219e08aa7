//! The local junk folder: a Maildir that any program can read, with a note beside each mail
//! that says where it came from, so that the index can be made anew from the disk alone.
//!
//! Architecture invariant: a name appears in `cur` only when its bytes are complete, flushed
//! and were read back equal. Nothing in here decides what is held.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use classifier::Digest;
use serde::{Deserialize, Serialize};

use crate::disk::{self, AtPath};
use crate::judge::digest;
use crate::problem::{Problem, ProblemKind};
use crate::store::messages::Kept;

/// What is kept beside a held mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(crate) account: String,
    pub(crate) digest: Digest,
    /// The folder where it came.
    pub(crate) folder: String,
    pub(crate) flags: Vec<String>,
    pub(crate) received: Option<(i64, i16)>,
    pub(crate) score: f64,
    pub(crate) judgement: Vec<u8>,
}

/// The junk folder of one data folder.
#[derive(Debug, Clone)]
pub(crate) struct Junk {
    maildir: PathBuf,
    notes: PathBuf,
}

impl Junk {
    /// Opens the folder, or makes it.
    pub(crate) fn open(data_dir: &Path) -> Result<Self, Problem> {
        let junk = Self::beside(data_dir);
        for folder in ["tmp", "new", "cur"] {
            disk::make_private_folder(&junk.maildir.join(folder))?;
        }
        disk::make_private_folder(&junk.notes)?;
        Ok(junk)
    }

    /// The folder as another program has it; nothing is made.
    pub(crate) fn beside(data_dir: &Path) -> Self {
        Self { maildir: data_dir.join("junk"), notes: data_dir.join("junk-notes") }
    }

    /// The name under which a message is held: the same each time it is tried.
    pub(crate) fn name_for(kept: &Kept) -> String {
        let digest = kept.digest.0.first_chunk().map_or(0, |first| u64::from_be_bytes(*first));
        format!("{}.{digest:016x}-{}.mekiki", kept.received.max(0), kept.id.0)
    }

    /// Puts a complete copy into the folder and proves it: flushed, renamed, flushed again,
    /// read back and compared. Doing it again is harmless.
    pub(crate) fn keep(&self, name: &str, raw: &[u8], note: &Note) -> Result<(), Problem> {
        if digest(raw) != note.digest {
            return Err(Problem::new(ProblemKind::CopyDiffers));
        }
        disk::replace(&self.note_path(name), &crate::codec::encode(note)?)?;
        if self.find(name)?.is_none() {
            let tmp = self.maildir.join("tmp").join(name);
            disk::write_synced(&tmp, raw)?;
            let cur = self.maildir.join("cur");
            let seen = note.flags.iter().any(|flag| flag.eq_ignore_ascii_case("\\Seen"));
            let path = cur.join(format!("{name}:2,{}", if seen { "S" } else { "" }));
            fs::rename(&tmp, &path).map_err(|error| disk::not_made(&error, &path))?;
            disk::sync_folder(&cur)?;
        }
        let copy = self.read(name)?;
        if copy != raw {
            return Err(Problem::new(ProblemKind::CopyDiffers));
        }
        Ok(())
    }

    /// The bytes of a held mail; `MessageGone` when another program removed the file.
    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>, Problem> {
        let path = self.find(name)?.ok_or_else(|| Problem::new(ProblemKind::MessageGone))?;
        fs::read(&path).at(&path)
    }

    /// Removes a mail and its note; one that is already gone is fine.
    pub(crate) fn remove(&self, name: &str) -> Result<(), Problem> {
        if let Some(path) = self.find(name)? {
            disk::remove(&path)?;
        }
        disk::remove(&self.note_path(name))
    }

    /// The note beside a mail; `None` when there is none that can be read.
    pub(crate) fn note(&self, name: &str) -> Option<Note> {
        fs::read(self.note_path(name)).ok().and_then(|bytes| crate::codec::decode(&bytes))
    }

    /// The names of all mails that are here with a note, in order.
    pub(crate) fn names(&self) -> Result<Vec<String>, Problem> {
        let mut names = Vec::new();
        for folder in ["new", "cur"] {
            for file in file_names(&self.maildir.join(folder))? {
                let name = base(&file).to_owned();
                if self.note_path(&name).exists() {
                    names.push(name);
                }
            }
        }
        names.sort();
        Ok(names)
    }

    /// The file of a mail. Its flags, and with them its name's end, belong to whatever mail
    /// program reads the folder.
    fn find(&self, name: &str) -> Result<Option<PathBuf>, Problem> {
        for folder in ["cur", "new"] {
            let folder = self.maildir.join(folder);
            for usual in [format!("{name}:2,"), format!("{name}:2,S"), name.to_owned()] {
                let path = folder.join(usual);
                if path.exists() {
                    return Ok(Some(path));
                }
            }
            if let Some(file) = file_names(&folder)?.into_iter().find(|file| base(file) == name) {
                return Ok(Some(folder.join(file)));
            }
        }
        Ok(None)
    }

    fn note_path(&self, name: &str) -> PathBuf {
        self.notes.join(format!("{name}.note"))
    }
}

fn base(file: &str) -> &str {
    file.split_once(':').map_or(file, |(base, _)| base)
}

fn file_names(folder: &Path) -> Result<Vec<String>, Problem> {
    let entries = fs::read_dir(folder).at(folder)?;
    let names = entries.map(|entry| Ok(entry?.file_name().into_string().unwrap_or_default()));
    names.collect::<io::Result<_>>().at(folder)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn note(raw: &[u8]) -> Note {
        Note {
            account: "a".to_owned(),
            digest: digest(raw),
            folder: "INBOX".to_owned(),
            flags: vec!["\\Seen".to_owned()],
            received: Some((1, 540)),
            score: 0.97,
            judgement: Vec::new(),
        }
    }

    #[test]
    fn a_kept_mail_is_read_back_with_its_note_and_can_be_removed_twice() {
        let dir = tempfile::tempdir().unwrap();
        let junk = Junk::open(dir.path()).unwrap();
        let raw = b"Subject: x\r\n\r\n\x00\xff";
        junk.keep("1.aa-1.mekiki", raw, &note(raw)).unwrap();
        junk.keep("1.aa-1.mekiki", raw, &note(raw)).unwrap();
        assert_eq!(junk.read("1.aa-1.mekiki").unwrap(), raw);
        assert_eq!(junk.note("1.aa-1.mekiki"), Some(note(raw)));
        assert_eq!(junk.names().unwrap(), ["1.aa-1.mekiki"]);
        junk.remove("1.aa-1.mekiki").unwrap();
        junk.remove("1.aa-1.mekiki").unwrap();
        assert_eq!(junk.read("1.aa-1.mekiki").unwrap_err().kind, ProblemKind::MessageGone);
        assert!(junk.names().unwrap().is_empty());
    }

    #[test]
    fn another_programs_flags_and_folders_do_not_hide_a_mail() {
        let dir = tempfile::tempdir().unwrap();
        let junk = Junk::open(dir.path()).unwrap();
        junk.keep("1.aa-1.mekiki", b"x", &note(b"x")).unwrap();
        let cur = dir.path().join("junk/cur");
        fs::rename(cur.join("1.aa-1.mekiki:2,S"), cur.join("1.aa-1.mekiki:2,FRS")).unwrap();
        assert_eq!(junk.read("1.aa-1.mekiki").unwrap(), b"x");
        fs::rename(cur.join("1.aa-1.mekiki:2,FRS"), dir.path().join("junk/new/1.aa-1.mekiki")).unwrap();
        assert_eq!(junk.read("1.aa-1.mekiki").unwrap(), b"x");
    }

    #[test]
    fn bytes_that_are_not_the_messages_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let junk = Junk::open(dir.path()).unwrap();
        assert_eq!(junk.keep("n", b"other", &note(b"x")).unwrap_err().kind, ProblemKind::CopyDiffers);
        assert!(junk.names().unwrap().is_empty());
    }

    #[test]
    fn a_copy_that_was_changed_on_disk_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let junk = Junk::open(dir.path()).unwrap();
        junk.keep("n", b"x", &note(b"x")).unwrap();
        fs::write(dir.path().join("junk/cur/n:2,S"), b"y").unwrap();
        assert_eq!(junk.keep("n", b"x", &note(b"x")).unwrap_err().kind, ProblemKind::CopyDiffers);
    }
}
