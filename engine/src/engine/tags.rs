//! Headers that the person taught, and whether signatures are looked at.

use classifier::server::TaughtTag;

use super::Engine;
use crate::problem::Problem;
use crate::signatures::{self, DnsSetting};
use crate::store::taught;
use crate::tags;

impl Engine {
    /// Teaches what a filter's header says; what was taught of that header before is replaced.
    /// Mail that was judged already keeps its judgement.
    ///
    /// Fails with `BadInput` for what could never be right.
    pub fn teach_tag(&self, tag: &TaughtTag) -> Result<TaughtTag, Problem> {
        let tag = tags::parse(tag)?;
        self.store().write(|tx| {
            if taught::count(tx)? >= tags::MOST {
                return Err(tags::bad(tags::MOST, "many").into());
            }
            taught::keep(tx, &tag)
        })?;
        Ok(tag)
    }

    /// The headers that were taught, by name.
    pub fn taught_tags(&self) -> Result<Vec<TaughtTag>, Problem> {
        self.store().read(taught::all)
    }

    /// Forgets what was taught of these headers, of all or of none. Fails with `BadInput` where
    /// nothing was taught of one.
    pub fn forget_tags(&self, headers: &[String]) -> Result<(), Problem> {
        self.store().write(|tx| {
            for header in headers {
                if !taught::forget(tx, &tags::name(header)?)? {
                    return Err(tags::bad(header, "unknown").into());
                }
            }
            Ok(())
        })
    }

    /// Whether DNS may be asked, and whom.
    pub fn dns(&self) -> Result<DnsSetting, Problem> {
        self.store().read(signatures::setting)
    }

    /// Lets DNS be asked, or not. `server` is an IP address with or without a port; the system's
    /// own servers are asked where none is given. Fails with `BadInput`.
    pub fn set_dns(&self, on: bool, server: Option<&str>) -> Result<DnsSetting, Problem> {
        let setting = DnsSetting { on, server: server.map(signatures::server).transpose()? };
        self.store().write(|tx| signatures::set(tx, &setting))?;
        Ok(setting)
    }
}
