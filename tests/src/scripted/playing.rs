//! Plays every conversation of a folder, several at a time, and tells which went otherwise than is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::Badge;

/// Plays all conversations of `folder`, which are at least `least`.
///
/// # Panics
/// Names those that end in `Err`, panic, or take longer than `longest`.
pub async fn play_all<Playing>(
    folder: &str,
    least: usize,
    longest: Duration,
    play: impl Fn(Arc<Badge>, PathBuf) -> Playing,
) where
    Playing: Future<Output = Result<(), String>> + Send + 'static,
{
    let files = conversations(folder);
    assert!(files.len() >= least, "only {} conversations", files.len());
    let (badge, mut wrong) = (Badge::make(), BTreeMap::new());
    for some in files.chunks(8) {
        let started = some.iter().map(|file| (file, tokio::spawn(play(Arc::clone(&badge), file.clone()))));
        for (file, playing) in started.collect::<Vec<_>>() {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            match tokio::time::timeout(longest, playing).await {
                Ok(Ok(Ok(()))) => {}
                Ok(Ok(Err(what))) => drop(wrong.insert(name, what)),
                Ok(Err(panic)) => drop(wrong.insert(name, format!("panicked: {panic}"))),
                Err(_) => drop(wrong.insert(name, "hangs".to_owned())),
            }
        }
    }
    let told: String = wrong.iter().map(|(name, what)| format!("\n{name}:\n{what}")).collect();
    assert!(wrong.is_empty(), "{} of {} conversations went otherwise:{told}", wrong.len(), files.len());
}

fn conversations(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    // Those with an underscore are parts of others.
    files.retain(|file| !file.file_name().unwrap().to_string_lossy().starts_with('_'));
    files.sort();
    files
}
