//! Writing a message anew: complete and on disk under a name of its own before it appears.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::mailbox::Envelope;

/// Writes the bytes to a file of its own in `tmp`, dated as the message was. Returns its path
/// and the base name it is to have.
pub(super) fn write_temporary(
    folder: &Path,
    raw: &[u8],
    envelope: &Envelope,
) -> io::Result<(PathBuf, String)> {
    let tmp = folder.join("tmp");
    fs::create_dir_all(&tmp)?;
    let received = envelope.received.map_or_else(|| seconds(SystemTime::now()), |(received, _)| received);
    for _ in 0..100 {
        let base = unique_name(received);
        let path = tmp.join(&base);
        let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            other => other?,
        };
        let written = finish(&mut file, raw, received);
        if written.is_err() {
            let _ = fs::remove_file(&path);
        }
        return written.map(|()| (path, base));
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// A base name that no other delivery makes: from the date, the clock, the process, a count.
fn unique_name(received: i64) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let nanoseconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    format!("{received}.M{nanoseconds}P{}Q{count}.mekiki", std::process::id())
}

fn finish(file: &mut File, raw: &[u8], received: i64) -> io::Result<()> {
    file.write_all(raw)?;
    // A date before 1970 cannot be set everywhere and would be no date of a mail.
    if let Ok(received) = u64::try_from(received)
        && let Some(time) = UNIX_EPOCH.checked_add(Duration::from_secs(received))
    {
        file.set_modified(time)?;
    }
    file.sync_all()
}

/// Seconds since 1970.
pub(super) fn seconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |seconds| -seconds),
    }
}
