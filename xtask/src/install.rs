//! `cargo xtask install`: both programs, for a person's own mail, where they are called by name.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::run::{cargo, has_display};
use crate::{packages, place, run, step, window};

/// A program and the package that makes it.
type Program = (&'static str, &'static str);

const TERMINAL: Program = ("mekiki", "cli");
const WINDOW: Program = ("mekiki-desktop", "mekiki-desktop");

/// Builds the programs as they are shipped and puts them into a folder: the one that is named,
/// else `~/.local/bin`.
///
/// Without a display there is nothing to open a window on: only `mekiki` is built there.
pub(crate) fn install(folder: Option<&str>) -> Result<()> {
    let folder = match folder {
        Some(named) => std::path::absolute(named).with_context(|| format!("{named} is no folder"))?,
        None => usual_folder()?,
    };
    let wanted: &[Program] = if has_display() {
        run::setup()?;
        window::ensure_built()?;
        &[TERMINAL, WINDOW]
    } else {
        eprintln!("▸ there is no display (DISPLAY and WAYLAND_DISPLAY are empty): only `mekiki` is built");
        packages::ensure(&[packages::TERMINAL])?;
        &[TERMINAL]
    };
    step::step("the programs: cargo build --release", || {
        let mut build = cargo();
        build.args(["build", "--release"]);
        for (_, package) in wanted {
            build.args(["-p", package]);
        }
        step::run(&mut build)
    })?;
    let names: Vec<&str> = wanted.iter().map(|(name, _)| *name).collect();
    let programs: Vec<PathBuf> = names.iter().map(|name| place::release_program(name)).collect();
    put(&programs, &folder)?;
    eprintln!("▸ installed in {}: {}", folder.display(), names.join(", "));
    if !is_looked_into(&folder, env::var_os("PATH").unwrap_or_default().as_os_str()) {
        eprintln!(
            "  that folder is not in your PATH; for this terminal: export PATH=\"{}:$PATH\"",
            folder.display()
        );
    }
    Ok(())
}

fn usual_folder() -> Result<PathBuf> {
    let home = env::var_os("HOME").filter(|home| !home.is_empty()).context("there is no home folder")?;
    Ok(PathBuf::from(home).join(".local").join("bin"))
}

/// Puts programs into a folder, each in one step: one that is running goes on as it was.
fn put(programs: &[PathBuf], folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for program in programs {
        let name = program.file_name().context("a program has a name")?;
        let (beside, there) = (folder.join(format!(".{}.new", name.display())), folder.join(name));
        fs::copy(program, &beside)
            .and_then(|_| fs::rename(&beside, &there))
            .with_context(|| format!("cannot write {}", there.display()))?;
    }
    Ok(())
}

/// Whether programs in a folder are found by their name.
fn is_looked_into(folder: &Path, path: &std::ffi::OsStr) -> bool {
    env::split_paths(path).any(|one| one == folder)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn programs_are_put_in_place_of_older_ones_and_can_be_run() {
        let from = env::temp_dir().join(format!("xtask-install-{}", std::process::id()));
        let to = from.join("new").join("bin");
        fs::create_dir_all(&to).unwrap();
        fs::write(to.join("mekiki"), "old").unwrap();
        let program = from.join("mekiki");
        fs::write(&program, "new").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        put(std::slice::from_ref(&program), &to).unwrap();
        assert_eq!(fs::read(to.join("mekiki")).unwrap(), b"new");
        assert_eq!(fs::metadata(to.join("mekiki")).unwrap().permissions().mode() & 0o111, 0o111);
        assert_eq!(fs::read_dir(&to).unwrap().count(), 1, "nothing else is left there");
        fs::remove_dir_all(&from).unwrap();
    }

    #[test]
    fn each_program_is_made_by_its_package() {
        let mut metadata = cargo();
        metadata.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]);
        let read = step::read(metadata.stderr(std::process::Stdio::null())).unwrap();
        let read: serde_json::Value = serde_json::from_str(&read).unwrap();
        for (name, package) in [TERMINAL, WINDOW] {
            let packages = read["packages"].as_array().unwrap();
            let package = packages.iter().find(|one| one["name"] == package).unwrap();
            let targets = package["targets"].as_array().unwrap();
            assert!(targets.iter().any(|target| target["kind"][0] == "bin" && target["name"] == name));
        }
    }

    #[test]
    fn a_folder_that_is_not_in_the_path_is_known() {
        let path = env::join_paths(["/usr/bin", "/home/me/.local/bin"]).unwrap();
        assert!(is_looked_into(Path::new("/home/me/.local/bin"), &path));
        assert!(!is_looked_into(Path::new("/home/me/bin"), &path));
    }
}
