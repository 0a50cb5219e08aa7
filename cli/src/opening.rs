//! Opens the engine on the data folder that the person means.

use std::path::{Path, PathBuf};

use engine::{Engine, Options, Problem, SecretPlace};
use tokio::runtime::{Builder, Runtime};

use crate::arguments::Common;
use crate::failure::{Done, bad_input, of_file};
use crate::output::Output;

/// Opens the engine: on `--data-dir`, else `MEKIKI_DATA_DIR`, else the system's own place.
pub(crate) fn engine(common: &Common, output: &mut Output) -> Done<Engine> {
    opened(Engine::open, common, output)
}

/// Opens the engine for a command that changes nothing, also while `watch` or the window runs.
pub(crate) fn reader(common: &Common, output: &mut Output) -> Done<Engine> {
    opened(Engine::open_for_reading, common, output)
}

fn opened(
    open: impl FnOnce(&Path, Options) -> Result<Engine, Problem>,
    common: &Common,
    output: &mut Output,
) -> Done<Engine> {
    let named = common
        .data_dir
        .clone()
        .or_else(|| std::env::var_os("MEKIKI_DATA_DIR").filter(|value| !value.is_empty()).map(PathBuf::from));
    let Some(folder) = named.or_else(Engine::default_data_dir) else {
        let detail = output.text("terminal-no-home", &[]);
        return Err(bad_input("--data-dir", "", &detail));
    };
    let secrets = common.secrets.map_or_else(SecretPlace::default, SecretPlace::from);
    let engine = open(&folder, Options { secrets, ..Options::default() })?;
    if let Some(salvaged) = engine.take_notice() {
        output.notice(&salvaged);
    }
    let again = engine.take_listed_again();
    if again > 0 {
        output.aside("notice-listed-again", &[("count", again.into())]);
    }
    Ok(engine)
}

/// What the engine's conversations with servers run on.
pub(crate) fn runtime() -> Done<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| of_file("threads".as_ref(), &error))
}
