//! The exported file: a line that names it and its version, records with their lengths, a length of
//! nothing, and the SHA-256 of all before.
//!
//! Not compressed: nearly all of it are samples, which are packed already. So a small file can never
//! grow into a large one in memory, and each record is read by itself.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::bad;
use super::record::Record;
use crate::disk::{self, AtPath};
use crate::problem::{Problem, ProblemKind};

const NAME: &[u8] = b"mekiki-export ";
const VERSION: u32 = 1;
/// No line that names a version is longer.
const LONGEST_LINE: usize = 40;
/// No file of ours is larger: a million lessons come to two gigabytes.
const LARGEST: u64 = 8 << 30;
/// No record is larger.
const LARGEST_RECORD: u32 = 64 << 20;

/// A file that is being written beside its place; dropped unfinished, it is gone.
pub(crate) struct Writer {
    path: PathBuf,
    beside: PathBuf,
    file: BufWriter<File>,
    sum: Sha256,
    finished: bool,
}

impl Writer {
    /// Begins a file. Fails with `BadInput` where something else than an earlier export has that name.
    pub(crate) fn create(path: &Path) -> Result<Self, Problem> {
        if fs::symlink_metadata(path).is_ok() {
            if path.is_dir() {
                return Err(Problem::new(ProblemKind::IsFolder).with("path", path.display()));
            }
            if !is_export(path) {
                return Err(bad(path, "exists"));
            }
        }
        let Some(name) = path.file_name() else {
            return Err(Problem::new(ProblemKind::IsFolder).with("path", path.display()));
        };
        let mut beside = name.to_os_string();
        beside.push(format!(".{}.part", std::process::id()));
        let beside = path.with_file_name(beside);
        // Ours alone could be there: of a program with this number that was killed.
        let _ = fs::remove_file(&beside);
        let file = disk::create_private(&beside).map_err(|error| not_made(&error, path))?;
        let mut writer = Self {
            path: path.to_owned(),
            beside,
            file: BufWriter::new(file),
            sum: Sha256::new(),
            finished: false,
        };
        writer.put(NAME)?;
        writer.put(format!("{VERSION}\n").as_bytes())?;
        Ok(writer)
    }

    /// Writes a record.
    pub(crate) fn write(&mut self, record: &Record) -> Result<(), Problem> {
        let mut bytes = Vec::new();
        rmp_serde::encode::write_named(&mut bytes, record)
            .map_err(|error| Problem::new(ProblemKind::Internal).with("detail", error))?;
        let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= LARGEST_RECORD);
        let length = length
            .ok_or_else(|| Problem::new(ProblemKind::Internal).with("detail", "a record is too large"))?;
        self.put(&length.to_le_bytes())?;
        self.put(&bytes)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.sum.update(bytes);
        self.file.write_all(bytes).at(&self.path)
    }

    /// Ends the file and puts it in its place.
    pub(crate) fn finish(mut self) -> Result<(), Problem> {
        self.put(&0_u32.to_le_bytes())?;
        let sum = self.sum.clone().finalize();
        self.file.write_all(&sum).and_then(|()| self.file.flush()).at(&self.path)?;
        self.file.get_ref().sync_all().at(&self.path)?;
        fs::rename(&self.beside, &self.path).at(&self.path)?;
        self.finished = true;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        disk::sync_folder(folder.unwrap_or(Path::new(".")))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// What it means that no file can be made at that place.
fn not_made(error: &io::Error, path: &Path) -> Problem {
    if error.kind() == io::ErrorKind::NotFound {
        return bad(path, "no-folder");
    }
    Problem::from_io(error, path)
}

/// Whether a file is one of ours, of any version.
fn is_export(path: &Path) -> bool {
    let mut start = Vec::new();
    let is_file = fs::metadata(path).is_ok_and(|facts| facts.is_file());
    let mut read = || File::open(path)?.take(NAME.len() as u64).read_to_end(&mut start);
    is_file && read().is_ok() && start == NAME
}

/// A file that is being read.
pub(crate) struct Reader {
    path: PathBuf,
    file: BufReader<File>,
    sum: Sha256,
}

impl Reader {
    /// Opens a file. Fails with `BadInput` for one of a newer version, a foreign or a huge one.
    pub(crate) fn open(path: &Path) -> Result<Self, Problem> {
        // Before it is opened: a pipe would be waited for.
        let facts = fs::metadata(path).at(path)?;
        if facts.is_dir() {
            return Err(Problem::new(ProblemKind::IsFolder).with("path", path.display()));
        }
        if !facts.is_file() {
            return Err(bad(path, "foreign"));
        }
        let file = File::open(path).at(path)?;
        let mut reader = Self { path: path.to_owned(), file: BufReader::new(file), sum: Sha256::new() };
        reader.check_version()?;
        if facts.len() > LARGEST {
            return Err(bad(path, "huge"));
        }
        Ok(reader)
    }

    fn check_version(&mut self) -> Result<(), Problem> {
        let mut name = [0; NAME.len()];
        match self.fill(&mut name) {
            Err(problem) if !is_damage(&problem) => return Err(problem),
            Ok(()) if name == NAME => {}
            _ => return Err(bad(&self.path, "foreign")),
        }
        let mut line = Vec::new();
        loop {
            let mut byte = [0];
            self.fill(&mut byte)?;
            match byte {
                [b'\n'] => break,
                [byte] if line.len() < LONGEST_LINE => line.push(byte),
                _ => return Err(self.damaged()),
            }
        }
        match std::str::from_utf8(&line).ok().and_then(|line| line.parse::<u32>().ok()) {
            Some(VERSION) => Ok(()),
            Some(version) if version > VERSION => Err(bad(&self.path, "newer")),
            _ => Err(self.damaged()),
        }
    }

    /// The next record; `None` at the end, when the sum was found right. What was read before is to be
    /// believed only then.
    pub(crate) fn next(&mut self) -> Result<Option<Record>, Problem> {
        let mut length = [0; 4];
        self.fill(&mut length)?;
        let length = u32::from_le_bytes(length);
        if length == 0 {
            return self.end().map(|()| None);
        }
        if length > LARGEST_RECORD {
            return Err(self.damaged());
        }
        let mut bytes = Vec::new();
        // Not all at once: a length that is a lie costs no more memory than there are bytes.
        let read = self.file.by_ref().take(u64::from(length)).read_to_end(&mut bytes).at(&self.path)?;
        if read as u64 != u64::from(length) {
            return Err(self.damaged());
        }
        self.sum.update(&bytes);
        rmp_serde::from_slice(&bytes).map(Some).map_err(|_| self.damaged())
    }

    fn end(&mut self) -> Result<(), Problem> {
        let expected: [u8; 32] = self.sum.clone().finalize().into();
        let mut rest = Vec::new();
        self.file.by_ref().take(33).read_to_end(&mut rest).at(&self.path)?;
        if rest == expected { Ok(()) } else { Err(self.damaged()) }
    }

    /// The sum over all that was read so far: tells whether the same file is read twice.
    pub(crate) fn sum(&self) -> [u8; 32] {
        self.sum.clone().finalize().into()
    }

    fn fill(&mut self, place: &mut [u8]) -> Result<(), Problem> {
        match self.file.read_exact(place) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(self.damaged()),
            other => other.at(&self.path),
        }?;
        self.sum.update(place);
        Ok(())
    }

    /// What it means that the file is not as it was written.
    pub(crate) fn damaged(&self) -> Problem {
        bad(&self.path, "damaged")
    }
}

fn is_damage(problem: &Problem) -> bool {
    problem.facts.get("detail").is_some_and(|detail| detail == "damaged")
}
