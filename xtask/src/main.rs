//! The project's own commands: `cargo xtask run`, `install` and `test`, set-up included.
//!
//! Each works on a fresh Debian or Ubuntu that has Rust, Node and nothing else, says step by
//! step what it does, asks nothing, and does only what is not done yet. Everything it
//! makes lies in `target/`, `ui/` or `products/`, but for what `install` and `screenshot` are
//! there for; what it installs are packages of the distribution.

mod bench;
mod corpora;
mod install;
mod packages;
mod place;
mod run;
mod screenshot;
mod speed;
mod stamp;
mod starter;
mod step;
mod test;
mod window;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask run [ARGUMENT…]    sets up, builds, and opens the window on the demonstration mailbox
                               (without a display: the same on the terminal)
cargo xtask install [FOLDER]   builds both programs for your own mail and puts them into FOLDER, else ~/.local/bin
                               (without a display: only `mekiki`)
cargo xtask test               sets up, builds, and runs every test
cargo xtask bench              prints the figures: accuracy, speed, start-up time, memory
cargo xtask bench --worst      what the worst mails of 50 MB cost: seconds and memory, by kind
cargo xtask bench --lessons    what the program holds and keeps when it has learned 50,000 messages
cargo xtask starter            makes the shipped model for a person's first day anew
cargo xtask starter --measure  how such a model judges the project's own mails that it was not made from
cargo xtask screenshot         makes docs/screenshot.png anew
cargo xtask setup run|test     only installs what the command of that name needs";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run", rest @ ..] => run::run(rest),
        ["install"] => install::install(None),
        ["install", folder] if !folder.starts_with('-') => install::install(Some(folder)),
        ["test"] => test::test(),
        ["bench"] => bench::bench(),
        ["bench", "--worst"] => bench::bounds::worst(),
        ["bench", "--lessons"] => bench::bounds::lessons(),
        ["starter"] => starter::starter(),
        ["starter", "--measure"] => starter::measure(),
        ["screenshot"] => screenshot::screenshot(),
        ["setup", "run"] => run::setup(),
        ["setup", "test"] => test::setup(),
        ["help" | "--help" | "-h"] => {
            eprintln!("{USAGE}");
            Ok(())
        }
        _ => bail!("what to do?\n\n{USAGE}"),
    }
}
