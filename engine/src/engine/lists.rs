//! Allow and block lists, and the shells' settings.

use classifier::facts::{ListEntry, ListKind};

use super::Engine;
use crate::problem::{Problem, ProblemKind};
use crate::store::{lists, settings};
use crate::view::ListRow;

impl Engine {
    /// The allow and block lists, in the order the entries were added.
    pub fn lists(&self) -> Result<Vec<ListRow>, Problem> {
        self.store().read(lists::all)
    }

    /// Adds an address, a domain, an IP address or a network in CIDR form; gives the entry
    /// that is there already, if there is one. Fails with `BadInput`.
    pub fn add_to_list(&self, kind: ListKind, value: &str) -> Result<ListRow, Problem> {
        let entry = ListEntry { kind, scope: crate::lists::parse(kind, value)? };
        let now = self.now();
        self.store().write(|tx| lists::add(tx, &entry, now))
    }

    /// Adds several entries, all of them or none. Gives them in the same order.
    pub fn add_all_to_list(&self, kind: ListKind, values: &[String]) -> Result<Vec<ListRow>, Problem> {
        let entry = |value: &String| Ok(ListEntry { kind, scope: crate::lists::parse(kind, value)? });
        let entries: Result<Vec<ListEntry>, Problem> = values.iter().map(entry).collect();
        let several = if values.len() > 1 { "yes" } else { "no" };
        let entries = entries.map_err(|problem| problem.with("several", several))?;
        let now = self.now();
        self.store().write(|tx| entries.iter().map(|entry| lists::add(tx, entry, now)).collect())
    }

    /// The entry of a list that a person means by a number, by what they added, or by what the
    /// list shows.
    pub fn in_list(&self, kind: ListKind, value: &str) -> Result<Option<ListRow>, Problem> {
        let mut rows = self.lists()?.into_iter().filter(|row| row.entry.kind == kind);
        Ok(rows.find(|row| row.id.to_string() == value || crate::lists::means(&row.entry, value)))
    }

    /// Takes an entry off its list. Fails with `BadInput` when there is none of that number.
    pub fn remove_from_list(&self, id: u32) -> Result<(), Problem> {
        if self.store().write(|tx| lists::remove(tx, id))? {
            return Ok(());
        }
        Err(Problem::new(ProblemKind::BadInput)
            .with("what", "list-entry")
            .with("value", id)
            .with("detail", "unknown"))
    }

    /// A setting of the shells, such as `language`.
    pub fn setting(&self, name: &str) -> Result<Option<String>, Problem> {
        self.store().read(|connection| settings::value(connection, name))
    }

    /// Keeps a setting.
    pub fn set_setting(&self, name: &str, value: &str) -> Result<(), Problem> {
        self.store().write(|tx| settings::set(tx, name, value))
    }
}
