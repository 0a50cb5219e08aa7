//! Rows of FETCH: flags, date and size of messages.

use std::collections::BTreeMap;

use async_imap::imap_proto::{AttributeValue, Response};

use super::Imap;
use super::date;
use super::failure::Failure;
use super::layer::Done;
use crate::mailbox::Envelope;

/// What was asked about a message, as far as the server told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) flags: Option<Vec<String>>,
    pub(super) received: Option<(i64, i16)>,
    pub(super) size: Option<u64>,
}

impl Row {
    pub(super) fn envelope(&self) -> Envelope {
        Envelope { flags: self.flags.clone().unwrap_or_default(), received: self.received }
    }

    pub(super) fn is_deleted(&self) -> bool {
        self.flags.iter().flatten().any(|flag| flag.eq_ignore_ascii_case("\\Deleted"))
    }

    /// Whether the row answers the question. A server may also send flags alone, unasked.
    pub(super) fn is_whole(&self) -> bool {
        self.flags.is_some() && self.size.is_some()
    }
}

/// Rows by UID, put together from however many responses the server made of them.
#[derive(Debug, Default)]
pub(super) struct Rows(pub(super) BTreeMap<u32, Row>);

impl Rows {
    pub(super) fn take_in(&mut self, response: &Response<'_>) {
        let Response::Fetch(_, attributes) = response else { return };
        let uid = attributes
            .iter()
            .find_map(|one| if let AttributeValue::Uid(uid) = one { Some(*uid) } else { None });
        let Some(uid) = uid else { return };
        let row = self.0.entry(uid).or_default();
        for attribute in attributes {
            match attribute {
                AttributeValue::Flags(flags) => row.flags = Some(kept_flags(flags)),
                AttributeValue::InternalDate(text) => row.received = date::read(text),
                AttributeValue::Rfc822Size(size) => row.size = Some(u64::from(*size)),
                // The parser takes a size beyond 32 bits for something unknown.
                AttributeValue::Unknown if row.size.is_none() => row.size = Some(u64::from(u32::MAX)),
                _ => {}
            }
        }
    }
}

/// Flags in order. `\Recent` belongs to the session, not to the message.
fn kept_flags<T: AsRef<str>>(flags: &[T]) -> Vec<String> {
    let mut kept: Vec<String> = flags
        .iter()
        .map(|flag| flag.as_ref().to_owned())
        .filter(|flag| !flag.eq_ignore_ascii_case("\\Recent"))
        .collect();
    kept.sort_unstable();
    kept.dedup();
    kept
}

impl Imap {
    /// Flags, dates and sizes of messages in the open folder.
    pub(super) async fn rows(&mut self, uids: &[u32]) -> Result<Rows, Failure> {
        let mut rows = Rows::default();
        // A command line has no limit in the protocol, but servers have: 8,000 bytes are safe (RFC 7162, 4).
        for some in uids.chunks(500) {
            let command = format!("UID FETCH {} (UID FLAGS INTERNALDATE RFC822.SIZE)", set(some));
            let asked = self.layer.run(&command, |response| rows.take_in(response)).await;
            not_for_the_gone(asked)?;
        }
        Ok(rows)
    }
}

/// Lets an answer about many messages count where it was refused for those alone that another
/// program expunged meanwhile (RFC 5530, 3): the rows of the others have come.
pub(super) fn not_for_the_gone(asked: Result<Done, Failure>) -> Result<(), Failure> {
    match asked {
        Err(failure) if failure.has_code("EXPUNGEISSUED") => Ok(()),
        other => other.map(drop),
    }
}

/// UIDs in ascending order as a set: `1:3,7`.
pub(super) fn set(uids: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for uid in uids {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*uid) => *last = *uid,
            _ => ranges.push((*uid, *uid)),
        }
    }
    let written = ranges
        .iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}:{last}") });
    written.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_uids_is_written_in_ranges() {
        assert_eq!(set(&[1, 2, 3, 7, 9, 10]), "1:3,7,9:10");
        assert_eq!(set(&[u32::MAX]), "4294967295");
        assert_eq!(set(&[]), "");
    }

    #[test]
    fn the_longest_command_stays_below_what_servers_take() {
        let scattered: Vec<u32> = (0..500).map(|number| u32::MAX - 1_001 + 2 * number).collect();
        assert!(set(&scattered).len() < 8_000 - 100);
    }

    #[test]
    fn flags_are_sorted_and_recent_is_left_out() {
        assert_eq!(kept_flags(&["\\Seen", "\\Recent", "$Junk", "\\Seen"]), ["$Junk", "\\Seen"]);
    }
}
