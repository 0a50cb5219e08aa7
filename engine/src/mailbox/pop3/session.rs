//! One session with the maildrop: from signing in to QUIT. While it lasts, many servers let nobody else in.
//!
//! Architecture invariants:
//! - A message is marked for removal only in the session in which all its bytes were read. Under an id
//!   that a server gave twice, or to another message, nothing is removed unseen.
//! - What is marked is removed by QUIT alone. A session that ends otherwise removes nothing.

use std::collections::BTreeMap;

use classifier::Digest;
use sha2::{Digest as _, Sha256};

use super::connect::{Line, Offered};
use super::failure::Failure;
use super::listing::{Entry, Listing};
use super::wire::Wire;
use crate::mailbox::{Place, Sought};

/// A message larger than this is not read for the sake of others.
const SMALL: u64 = 64 * 1024;
/// So many are asked for at once, where the server takes that.
const AT_ONCE: usize = 16;
/// Lines of text asked for with the header of a message of which only the beginning is read.
const LINES_OF_BEGINNING: u32 = 20_000;

/// A session.
#[derive(Debug)]
pub(super) struct Session {
    wire: Wire<Line>,
    pub(super) offered: Offered,
    pub(super) listing: Listing,
    /// The messages that were read whole in this session.
    read: BTreeMap<u32, Digest>,
    /// Messages that were read before they were asked for.
    ahead: BTreeMap<u32, Vec<u8>>,
    /// What will be asked for next, the first last.
    awaited: Vec<Entry>,
    /// What is marked for removal.
    marked: Vec<Place>,
}

impl Session {
    /// Begins a session with a conversation that is signed in: lists what there is.
    pub(super) async fn begin(mut wire: Wire<Line>, offered: Offered) -> Result<Self, Failure> {
        if offered.removes_what_is_read() {
            // Before anything is read, as what is read is removed even without a word of ours.
            return Err(Failure::RemovesWhatIsRead);
        }
        let uidl = match wire.list("UIDL").await {
            Ok(lines) => lines,
            Err(failure @ Failure::Refused { .. }) => {
                // Some servers refuse to list an empty maildrop.
                let is_empty = wire.order("STAT").await?.text.split(' ').next() == Some("0");
                if is_empty { Vec::new() } else { return Err(without_ids(failure)) }
            }
            Err(failure) => return Err(failure),
        };
        let list = if uidl.is_empty() { Vec::new() } else { wire.list("LIST").await? };
        let listing = Listing::read(&uidl, &list)?;
        let (read, ahead) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { wire, offered, listing, read, ahead, awaited: Vec::new(), marked: Vec::new() })
    }

    /// Says which messages will be fetched one after the other.
    pub(super) fn expect(&mut self, places: &[Place]) {
        let small = |place: &&Place| self.listing.find(&place.key).filter(|entry| entry.size <= SMALL);
        self.awaited = places.iter().rev().filter_map(|place| small(&place)).cloned().collect();
        self.ahead.clear();
    }

    /// The bytes of a message.
    pub(super) async fn fetch(&mut self, key: &str) -> Result<Vec<u8>, Failure> {
        let entry = self.entry(key)?;
        let raw = match self.ahead.remove(&entry.number) {
            Some(raw) => raw,
            None => self.retrieve(&entry).await?,
        };
        self.read.insert(entry.number, digest(&raw));
        Ok(raw)
    }

    /// The first bytes of a message, and whether the session goes on: a large one is left off.
    pub(super) async fn fetch_start(&mut self, key: &str, bytes: usize) -> Result<(Vec<u8>, bool), Failure> {
        let entry = self.entry(key)?;
        self.wire.send_all(&[format!("TOP {} {LINES_OF_BEGINNING}", entry.number)]).await?;
        match self.wire.beginning(bytes).await {
            Err(Failure::Refused { .. }) => {}
            other => return other,
        }
        // A server without TOP.
        self.wire.send_all(&[retr(entry.number)]).await?;
        match self.wire.beginning(bytes).await {
            Err(failure @ Failure::Refused { .. }) => Err(self.gone_or(&entry, failure).await?),
            other => other,
        }
    }

    /// Marks a message for removal. One that was not read in this session is `Gone` as far as that goes.
    pub(super) async fn mark(&mut self, place: &Place) -> Result<(), Failure> {
        let entry = self.entry(&place.key)?;
        if self.marked.contains(place) {
            return Ok(());
        }
        if !self.read.contains_key(&entry.number) {
            return Err(Failure::Gone);
        }
        match self.wire.order(&format!("DELE {}", entry.number)).await {
            Err(failure @ Failure::Refused { .. }) => Err(self.gone_or(&entry, failure).await?),
            Err(failure) => Err(failure),
            Ok(_) => {
                self.marked.push(place.clone());
                Ok(())
            }
        }
    }

    pub(super) fn has_marked(&self) -> bool {
        !self.marked.is_empty()
    }

    /// Ends the session: what is marked is removed when the server says so. Gives what that was, and what
    /// stands there still.
    pub(super) async fn quit(mut self) -> Result<(Vec<Place>, Listing), Failure> {
        match self.wire.order("QUIT").await {
            Err(failure) if !self.marked.is_empty() => return Err(failure),
            // Nothing was to be done: that the server is impolite changes nothing.
            _ => {}
        }
        let marked = self.marked;
        let left = self.listing.without(&marked.iter().map(|place| place.key.as_str()).collect());
        Ok((marked, left))
    }

    /// Takes back what was marked.
    pub(super) async fn reset(&mut self) -> Result<(), Failure> {
        self.wire.order("RSET").await?;
        self.marked.clear();
        Ok(())
    }

    /// The keys of messages of exactly these bytes. Where the one stands that is known by its id, others
    /// are not looked for.
    pub(super) async fn locate(&mut self, sought: &Sought) -> Result<Vec<String>, Failure> {
        let known = sought.place.as_ref().and_then(|place| self.listing.find(&place.key)).cloned();
        if let Some(known) = known
            && self.digest_of(&known).await? == Some(sought.digest)
        {
            return Ok(vec![known.key]);
        }
        let mut found = Vec::new();
        // A server adds the end of a last line that has none, and may not count it.
        let fits = |entry: &&Entry| entry.size.abs_diff(sought.size) <= 2;
        for entry in self.listing.entries.iter().filter(fits).cloned().collect::<Vec<_>>() {
            if self.digest_of(&entry).await? == Some(sought.digest) {
                found.push(entry.key);
            }
        }
        Ok(found)
    }

    /// The digest of a message; `None` where it is gone.
    async fn digest_of(&mut self, entry: &Entry) -> Result<Option<Digest>, Failure> {
        if let Some(digest) = self.read.get(&entry.number) {
            return Ok(Some(*digest));
        }
        match self.fetch(&entry.key).await {
            Err(Failure::Gone) => Ok(None),
            other => other.map(|raw| Some(digest(&raw))),
        }
    }

    fn entry(&self, key: &str) -> Result<Entry, Failure> {
        self.listing.find(key).cloned().ok_or(Failure::Gone)
    }

    /// Fetches a message, and with it those that will be asked for next.
    async fn retrieve(&mut self, entry: &Entry) -> Result<Vec<u8>, Failure> {
        let mut together = vec![entry.clone()];
        let turn = self.awaited.iter().position(|awaited| awaited.number == entry.number);
        if let Some(turn) = turn.filter(|_| self.offered.pipelines()) {
            // Those before it were not asked for after all.
            self.awaited.truncate(turn);
            let next = self.awaited.len().saturating_sub(AT_ONCE - 1);
            together.extend(self.awaited.drain(next..).rev());
        }
        let commands: Vec<String> = together.iter().map(|entry| retr(entry.number)).collect();
        self.wire.send_all(&commands).await?;
        let raw = self.wire.message(entry.size).await;
        if raw.as_ref().is_err_and(|failure| !failure.is_answer()) {
            return raw;
        }
        let (mut room, mut refused) = (SMALL * AT_ONCE as u64 * 2, raw.is_err());
        for Entry { number, size, .. } in together.into_iter().skip(1) {
            match self.wire.message(size).await {
                // One that is larger than it was said to be is fetched again when its turn comes.
                Ok(raw) if raw.len() as u64 <= room => {
                    room -= raw.len() as u64;
                    self.ahead.insert(number, raw);
                }
                Ok(_) => {}
                Err(Failure::Refused { .. }) => refused = true,
                Err(failure) => return Err(failure),
            }
        }
        if refused {
            self.awaited.clear();
        }
        match raw {
            Err(failure @ Failure::Refused { .. }) => Err(self.gone_or(entry, failure).await?),
            other => other,
        }
    }

    /// Why a message was refused: because it does not stand there any more, or for what the server said.
    async fn gone_or(&mut self, entry: &Entry, failure: Failure) -> Result<Failure, Failure> {
        match self.wire.order(&format!("UIDL {}", entry.number)).await {
            Ok(_) => Ok(failure),
            Err(Failure::Refused { .. }) => Ok(Failure::Gone),
            Err(broken) => Err(broken),
        }
    }
}

fn retr(number: u32) -> String {
    format!("RETR {number}")
}

fn digest(raw: &[u8]) -> Digest {
    Digest(Sha256::digest(raw).into())
}

/// A server that refuses UIDL for no reason of the moment has none.
fn without_ids(failure: Failure) -> Failure {
    match failure {
        Failure::Refused { code: super::failure::Code::Other, .. } => Failure::NoUniqueIds,
        other => other,
    }
}
