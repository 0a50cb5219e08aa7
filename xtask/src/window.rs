//! The front end: checks Node, fetches its packages, builds it into `ui/dist`.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{place, stamp, step};

/// The oldest Node that the front end's tools run on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Makes sure that Node is there and new enough.
pub(crate) fn ensure_node() -> Result<()> {
    let (major, minor) = OLDEST_NODE;
    let wanted = format!("Node {major}.{minor} or newer with npm is needed (https://nodejs.org)");
    let version = step::read(Command::new("node").arg("--version")).with_context(|| wanted.clone())?;
    if !is_new_enough(&version) {
        bail!("{wanted}; this one is {version}");
    }
    step::read(Command::new("npm").arg("--version")).with_context(|| wanted)?;
    Ok(())
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|part| part.parse::<u32>().ok());
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= OLDEST_NODE
}

/// Fetches the front end's packages, exactly those of `package-lock.json`, when that has changed.
pub(crate) fn ensure_packages() -> Result<()> {
    let wanted = stamp::of(&[place::ui().join("package-lock.json"), place::ui().join("package.json")])?;
    if place::ui().join("node_modules").is_dir() && stamp::is("ui-packages", &wanted) {
        step::already("packages of the front end");
        return Ok(());
    }
    step::step("packages of the front end: npm ci", || {
        step::run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
        stamp::set("ui-packages", &wanted)
    })
}

/// Builds the front end when its sources have changed. The desktop program embeds the outcome.
pub(crate) fn ensure_built() -> Result<()> {
    let wanted = stamp::of(&[place::ui(), place::root().join("catalogue")])?;
    if place::ui().join("dist").join("index.html").is_file() && stamp::is("ui-built", &wanted) {
        step::already("the front end");
        return Ok(());
    }
    step::step("the front end: npm run build", || {
        step::run(npm().args(["run", "build"]))?;
        stamp::set("ui-built", &wanted)
    })
}

/// `npm` in the front end's folder.
pub(crate) fn npm() -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(place::ui());
    npm
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn an_old_node_is_told_from_a_new_one() {
        assert!(is_new_enough("v20.19.0"));
        assert!(is_new_enough("v22.1.0"));
        assert!(!is_new_enough("v20.9.0"));
        assert!(!is_new_enough("v18.20.4"));
        assert!(!is_new_enough("nonsense"));
    }
}
