//! Opens the engine on the data folder that the person means.

use std::path::{Path, PathBuf};

use engine::{Engine, Options, SecretPlace};
use tokio::runtime::{Builder, Runtime};

use crate::arguments::{Common, Secrets};
use crate::failure::{Done, bad_input, of_file};
use crate::output::Output;

/// The setting that says where the passwords of this data folder are, once somebody chose
/// another place than the keyring. The window reads it too.
const SECRETS: &str = "secrets";
const IN_FILE: &str = "file";
const IN_KEYRING: &str = "keyring";

/// Opens the engine: on `--data-dir`, else `MEKIKI_DATA_DIR`, else the system's own place.
pub(crate) fn engine(common: &Common, output: &Output) -> Done<Engine> {
    let named = common
        .data_dir
        .clone()
        .or_else(|| std::env::var_os("MEKIKI_DATA_DIR").filter(|value| !value.is_empty()).map(PathBuf::from));
    let Some(folder) = named.or_else(Engine::default_data_dir) else {
        let detail = output.text("terminal-no-home", &[]);
        return Err(bad_input("--data-dir", "", &detail));
    };
    let engine = open(&folder, common.secrets.map_or_else(SecretPlace::default, SecretPlace::from))?;
    if common.secrets.is_none() && engine.setting(SECRETS)?.as_deref() == Some(IN_FILE) {
        drop(engine);
        return open(&folder, SecretPlace::File);
    }
    Ok(engine)
}

fn open(folder: &Path, secrets: SecretPlace) -> Done<Engine> {
    Ok(Engine::open(folder, Options { secrets, ..Options::default() })?)
}

/// Keeps the place that was asked for, so that later commands look there without being told.
pub(crate) fn remember_secrets(engine: &Engine, asked: Option<Secrets>) -> Done {
    match asked {
        Some(Secrets::File) => engine.set_setting(SECRETS, IN_FILE)?,
        Some(Secrets::Keyring) => engine.set_setting(SECRETS, IN_KEYRING)?,
        Some(Secrets::Memory) | None => {}
    }
    Ok(())
}

/// What the engine's conversations with servers run on.
pub(crate) fn runtime() -> Done<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| of_file("threads".as_ref(), &error))
}
