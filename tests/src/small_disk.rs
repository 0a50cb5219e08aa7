//! A disk of its own for one test: small, so that it is soon full, and made read-only at will.
//!
//! To mount one takes rights that a test has not; so the test starts itself once more in a
//! name space where it has them, as root or as an ordinary user, and what it mounts there is
//! seen by nobody else and gone with it.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::tool;

const INSIDE: &str = "MEKIKI_TEST_SMALL_DISK";
const PAGE: usize = 4096;

/// A small disk, mounted.
#[derive(Debug)]
pub struct SmallDisk {
    root: PathBuf,
}

/// Runs `work` on a disk of 12 MB and at most 400 files. `test` is the calling test's own name.
///
/// # Panics
/// When `work` does, and where the machine lets nobody mount anything: the test must not pass
/// without its disk.
pub fn on_a_small_disk(test: &str, work: impl AsyncFnOnce(&SmallDisk)) {
    if let Some(root) = std::env::var_os(INSIDE) {
        let disk = SmallDisk { root: PathBuf::from(root) };
        disk.mount("size=12m,nr_inodes=400");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(work(&disk));
        return;
    }
    let root = tempfile::tempdir().expect("a temporary folder");
    let mut again = Command::new(tool::find("unshare", "util-linux"));
    again.args(rights(&root)).arg(std::env::current_exe().expect("a running test has a file"));
    again.args(["--exact", test, "--nocapture"]).env(INSIDE, root.path());
    let output = again.output().expect("the test starts once more");
    let said =
        [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 passed"), "no test is called {test}: {said}");
}

/// How `unshare` is asked for a name space in which a disk can be mounted.
fn rights(root: &TempDir) -> &'static [&'static str] {
    let ways: [&[&str]; 2] = [&["--mount"], &["--mount", "--map-root-user"]];
    let mut said = String::new();
    for way in ways {
        let mut attempt = Command::new(tool::find("unshare", "util-linux"));
        attempt.args(way).args(["mount", "-t", "tmpfs", "mekiki-test"]).arg(root.path());
        let output = attempt.output().expect("unshare starts");
        if output.status.success() {
            return way;
        }
        said += &String::from_utf8_lossy(&output.stderr);
    }
    panic!(
        "this machine lets the test mount no disk; run it as root, or allow user name spaces \
         (sysctl kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu): {said}"
    )
}

impl SmallDisk {
    /// A path on it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Fills it until so many pages of 4 KiB are left, whatever else is written meanwhile.
    ///
    /// # Panics
    /// When it cannot be filled.
    pub fn fill(&self, pages_left: usize) {
        let mut ballast = File::create(self.ballast()).expect("make the ballast");
        let mut written = 0;
        while ballast.write_all(&[0x55; PAGE]).is_ok() {
            written += PAGE;
        }
        let kept = written.checked_sub(pages_left * PAGE).expect("a disk of that size");
        ballast.set_len(kept as u64).expect("leave some room");
    }

    /// Uses up the names of files that it has room for.
    ///
    /// # Panics
    /// When there are far more than expected.
    pub fn fill_names(&self) {
        fs::create_dir_all(self.names()).expect("make a folder");
        let full = (0..1_000).any(|number| File::create(self.names().join(number.to_string())).is_err());
        assert!(full, "there is no end to the names");
    }

    /// Makes room again.
    ///
    /// # Panics
    /// When that fails.
    pub fn make_room(&self) {
        let _ = fs::remove_file(self.ballast());
        if self.names().exists() {
            fs::remove_dir_all(self.names()).expect("remove what fills the disk");
        }
    }

    /// Nothing can be written any more. No file may be open for writing.
    pub fn make_read_only(&self) {
        self.mount("remount,ro");
    }

    /// It can be written again.
    pub fn make_writable(&self) {
        self.mount("remount,rw");
    }

    fn mount(&self, options: &str) {
        let mut mount = Command::new(tool::find("mount", "mount"));
        tool::run(mount.args(["-t", "tmpfs", "-o", options, "mekiki-test"]).arg(Path::new(&self.root)));
    }

    fn ballast(&self) -> PathBuf {
        self.path("ballast")
    }

    fn names(&self) -> PathBuf {
        self.path("names")
    }
}
