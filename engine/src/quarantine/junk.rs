//! The local junk folder: a Maildir that any program can read, with a note beside each mail
//! that says where it came from, so that the index can be made anew from the disk alone.
//!
//! Architecture invariant: a name appears in `cur` only when its bytes are complete, flushed
//! and were read back equal. A copy goes only by the person's word, or when these very bytes
//! were just read from their mailbox. Nothing in here decides what is held.

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
    /// The mailbox from which it came, as [`crate::account::Source::mailbox`] names it; empty where
    /// that is not known any more.
    #[serde(default)]
    pub(crate) mailbox: String,
    pub(crate) digest: Digest,
    /// The folder where it came.
    pub(crate) folder: String,
    pub(crate) flags: Vec<String>,
    pub(crate) received: Option<(i64, i16)>,
    pub(crate) score: f64,
    pub(crate) judgement: Vec<u8>,
}

/// Why a local copy may go. There is no third reason: what a database says of the past may have
/// been lost, or be of another day.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MayGo {
    /// It stands in the person's mailbox.
    Stands(Standing),
    /// The person deleted it.
    Deleted,
}

/// Bytes that were just read from the person's mailbox.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing(Digest);

impl Standing {
    /// What was read there this moment.
    pub(crate) fn just_read(raw: &[u8]) -> Self {
        Self(digest(raw))
    }
}

/// How the files that are ours end.
const OURS: &str = ".mekiki";

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
        format!("{}.{digest:016x}-{}{OURS}", kept.received.max(0), kept.id.0)
    }

    /// The number of the message for which a copy was made; it may have got another one since.
    pub(crate) fn number_in(name: &str) -> Option<u32> {
        name.strip_suffix(OURS)?.rsplit_once('-')?.1.parse().ok()
    }

    /// Removes what a program that was stopped left half written. Nobody else may be writing.
    pub(crate) fn sweep(&self) -> Result<(), Problem> {
        let (tmp, notes) = (self.maildir.join("tmp"), &self.notes);
        let ours = |folder: &Path, end: &str| -> Result<(), Problem> {
            let names = file_names(folder)?;
            names
                .iter()
                .filter(|name| name.ends_with(end))
                .try_for_each(|name| disk::remove(&folder.join(name)))
        };
        ours(&tmp, OURS)?;
        ours(notes, ".part")
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

    /// Removes a mail and its note; one that is already gone is fine. A whole copy of other bytes
    /// than those that stand in the mailbox stays: its name was put down to the wrong message.
    pub(crate) fn remove(&self, name: &str, why: MayGo) -> Result<(), Problem> {
        if let Some(path) = self.find(name)? {
            if let MayGo::Stands(Standing(there)) = why {
                let here = digest(&fs::read(&path).at(&path)?);
                if here != there && self.note(name).is_some_and(|note| note.digest == here) {
                    tracing::warn!(name, "a copy of another message is kept");
                    return Ok(());
                }
            }
            disk::remove(&path)?;
        }
        disk::remove(&self.note_path(name))
    }

    /// Whether there is a copy of exactly these bytes.
    pub(crate) fn holds(&self, name: &str, bytes: Digest) -> Result<bool, Problem> {
        match self.read(name) {
            Ok(raw) => Ok(digest(&raw) == bytes),
            Err(problem) if problem.kind == ProblemKind::MessageGone => Ok(false),
            Err(problem) => Err(problem),
        }
    }

    /// The note beside a mail; `None` when there is none that can be read.
    pub(crate) fn note(&self, name: &str) -> Option<Note> {
        fs::read(self.note_path(name)).ok().and_then(|bytes| crate::codec::decode(&bytes))
    }

    /// The names of all mails of ours that are here, with a note or without, in order. What
    /// another program put into the folder is not ours.
    pub(crate) fn names(&self) -> Result<Vec<String>, Problem> {
        let mut names = Vec::new();
        for folder in ["new", "cur"] {
            let files = file_names(&self.maildir.join(folder))?;
            names.extend(
                files.iter().map(|file| base(file)).filter(|name| name.ends_with(OURS)).map(str::to_owned),
            );
        }
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// The names of the mails of an account that came from another mailbox than this one.
    pub(crate) fn of_another_mailbox(&self, account: &str, mailbox: &str) -> Result<Vec<String>, Problem> {
        let is_of_another_mailbox = |name: &String| {
            self.note(name).is_some_and(|note| {
                note.account == account && !note.mailbox.is_empty() && note.mailbox != mailbox
            })
        };
        Ok(self.names()?.into_iter().filter(is_of_another_mailbox).collect())
    }

    /// Notes that the mailbox from which a mail came is called otherwise now.
    pub(crate) fn follow(&self, name: &str, mailbox: &str) -> Result<(), Problem> {
        let Some(note) = self.note(name) else { return Ok(()) };
        let note = Note { mailbox: mailbox.to_owned(), ..note };
        disk::replace(&self.note_path(name), &crate::codec::encode(&note)?)
    }

    /// Writes the note of a whole mail anew that has lost it. What only the note knew is lost.
    /// `None` where the bytes are not those that the name was made for.
    pub(crate) fn write_note(&self, name: &str, account: &str) -> Result<Option<Note>, Problem> {
        let bytes = digest(&self.read(name)?);
        let start = bytes.0.first_chunk().map_or(0, |first| u64::from_be_bytes(*first));
        if !name.contains(&format!(".{start:016x}-")) {
            return Ok(None);
        }
        let note = Note {
            account: account.to_owned(),
            mailbox: String::new(),
            digest: bytes,
            folder: "INBOX".to_owned(),
            flags: Vec::new(),
            received: None,
            score: 0.0,
            judgement: Vec::new(),
        };
        disk::replace(&self.note_path(name), &crate::codec::encode(&note)?)?;
        Ok(Some(note))
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
            mailbox: String::new(),
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
        junk.remove("1.aa-1.mekiki", MayGo::Deleted).unwrap();
        junk.remove("1.aa-1.mekiki", MayGo::Deleted).unwrap();
        assert_eq!(junk.read("1.aa-1.mekiki").unwrap_err().kind, ProblemKind::MessageGone);
        assert!(junk.names().unwrap().is_empty());
    }

    #[test]
    fn a_copy_goes_when_its_bytes_stand_in_the_mailbox_and_stays_when_others_do() {
        let dir = tempfile::tempdir().unwrap();
        let junk = Junk::open(dir.path()).unwrap();
        let stands = |raw: &[u8]| MayGo::Stands(Standing::just_read(raw));
        junk.keep("1.aa-1.mekiki", b"x", &note(b"x")).unwrap();
        junk.remove("1.aa-1.mekiki", stands(b"y")).unwrap();
        assert!(junk.holds("1.aa-1.mekiki", digest(b"x")).unwrap());
        // What another program altered is no copy of anything; the mailbox has the mail.
        fs::write(dir.path().join("junk/cur/1.aa-1.mekiki:2,S"), b"altered").unwrap();
        junk.remove("1.aa-1.mekiki", stands(b"x")).unwrap();
        assert!(junk.names().unwrap().is_empty());
    }

    #[test]
    fn what_a_stopped_program_left_half_written_is_swept() {
        let dir = tempfile::tempdir().unwrap();
        let junk = Junk::open(dir.path()).unwrap();
        junk.keep("1.aa-1.mekiki", b"x", &note(b"x")).unwrap();
        let (tmp, part) =
            (dir.path().join("junk/tmp/2.bb-2.mekiki"), dir.path().join("junk-notes/2.bb-2.part"));
        let theirs = dir.path().join("junk/tmp/another-program");
        for path in [&tmp, &part, &theirs] {
            fs::write(path, b"half").unwrap();
        }
        junk.sweep().unwrap();
        assert!(!tmp.exists() && !part.exists() && theirs.exists());
        assert!(junk.holds("1.aa-1.mekiki", digest(b"x")).unwrap());
        assert_eq!(junk.note("1.aa-1.mekiki"), Some(note(b"x")));
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
