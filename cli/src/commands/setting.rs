//! `mekiki setting`: the few things that are not about one account.

use engine::DnsSetting;

use super::WELL;
use crate::arguments::{Common, Setting, Switched};
use crate::failure::Done;
use crate::opening;
use crate::output::Output;

pub(super) fn run(command: Setting, common: &Common, output: &mut Output) -> Done<u8> {
    let Setting::Dns { state, server } = command;
    let setting = match state {
        Some(state) => opening::engine(common, output)?.set_dns(state == Switched::On, server.as_deref())?,
        None => opening::reader(common, output)?.dns()?,
    };
    told(setting, output)?;
    Ok(WELL)
}

fn told(setting: DnsSetting, output: &mut Output) -> Done {
    if output.is_json() {
        return output.json(&setting);
    }
    let server = setting.server.map_or_else(|| "blank".to_owned(), |server| server.to_string());
    let id = if setting.on { "terminal-dns-on" } else { "terminal-dns-off" };
    output.say(id, &[("server", server.into())])
}
