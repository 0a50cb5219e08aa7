//! What the program was started with.

use std::path::PathBuf;

use engine::{Engine, Problem, ProblemKind};
use tempfile::TempDir;

/// Mekiki's window: judges mail, says why, learns from you.
#[derive(Debug, clap::Parser)]
#[command(name = "mekiki-desktop", version)]
pub(crate) struct Arguments {
    /// The folder where Mekiki keeps its data
    #[arg(long, value_name = "DIR", env = "MEKIKI_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// Opens the demonstration mailbox, in DIR or in a folder that is removed at the end
    #[arg(long, value_name = "DIR", num_args = 0..=1)]
    #[allow(clippy::option_option)]
    demo: Option<Option<PathBuf>>,
}

/// Where the engine is opened.
#[derive(Debug)]
pub(crate) enum Place {
    /// On the person's own data.
    Data(PathBuf),
    /// On a fresh demonstration in a folder that was named.
    Demonstration(PathBuf),
    /// On a fresh demonstration in a folder that lives as long as the program.
    PassingDemonstration(TempDir),
}

impl Arguments {
    /// Decides where the engine is opened; the demonstration comes before any data folder.
    pub(crate) fn place(self) -> Result<Place, Problem> {
        match (self.demo, self.data_dir.or_else(Engine::default_data_dir)) {
            (Some(Some(dir)), _) => Ok(Place::Demonstration(dir)),
            (Some(None), _) => passing_folder().map(Place::PassingDemonstration),
            (None, Some(dir)) => Ok(Place::Data(dir)),
            (None, None) => Err(Problem::new(ProblemKind::NoSuchFile).with("path", "$HOME")),
        }
    }
}

fn passing_folder() -> Result<TempDir, Problem> {
    tempfile::Builder::new().prefix("mekiki-demo-").tempdir().map_err(|error| {
        Problem::new(ProblemKind::InputOutput)
            .with("path", std::env::temp_dir().display())
            .with("detail", error)
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    fn place(arguments: &[&str]) -> Place {
        Arguments::parse_from([&["mekiki-desktop"], arguments].concat()).place().unwrap()
    }

    #[test]
    fn the_data_folder_can_be_named() {
        assert!(matches!(place(&["--data-dir", "/a"]), Place::Data(dir) if dir.to_str() == Some("/a")));
    }

    #[test]
    fn the_demonstration_needs_no_folder_but_takes_one() {
        assert!(matches!(place(&["--demo"]), Place::PassingDemonstration(_)));
        assert!(matches!(place(&["--demo", "/b"]), Place::Demonstration(dir) if dir.to_str() == Some("/b")));
    }
}
