//! Stamps: what was last built from what, so that an unchanged thing is not built again.
//!
//! A stamp is a hash over names and contents, not times: a fresh checkout or a branch
//! switched there and back leaves it valid.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::place;

/// A hash over files and all files in folders, names and contents.
/// What stands in a folder called `node_modules` or `dist` is made, not written, and left out.
pub(crate) fn of(paths: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        add(path, &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        entries.sort();
        for entry in entries {
            let made = entry.file_name().is_some_and(|name| name == "node_modules" || name == "dist");
            if !made {
                add(&entry, hasher)?;
            }
        }
    } else {
        path.hash(hasher);
        fs::read(path).with_context(|| format!("cannot read {}", path.display()))?.hash(hasher);
    }
    Ok(())
}

/// Whether the stamp of that name holds that value.
pub(crate) fn is(name: &str, value: &str) -> bool {
    fs::read_to_string(file(name)).is_ok_and(|found| found == value)
}

/// Sets the stamp of that name. Set it only after the work it stands for is done.
pub(crate) fn set(name: &str, value: &str) -> Result<()> {
    let file = file(name);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&file, value).with_context(|| format!("cannot write {}", file.display()))
}

fn file(name: &str) -> PathBuf {
    place::target().join("xtask").join(name)
}
