//! A mailbox in memory that can be made to break at any call, and an engine on it: for tests.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use tempfile::TempDir;
use tokio::sync::watch;

use crate::account::{Account, AccountId, Mode, SecretPlace, Source};
use crate::connect::Connect;
use crate::engine::{Engine, Options};
use crate::judge::digest;
use crate::mailbox::{Cursor, Envelope, Headers, Look, Mailbox, Place, Seen, Sought, Woken};
use crate::problem::{Problem, ProblemKind};
use crate::secret::Secrets;

pub(crate) const INBOX: &str = "INBOX";
pub(crate) const OWN: &str = "Mekiki";
/// Where what is given back goes, where the server takes nothing back.
pub(crate) const RELEASED: &str = "Released";

/// The moment at which all tests take place.
pub(crate) const NOW: i64 = 1_795_000_000;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stored {
    pub(crate) raw: Vec<u8>,
    pub(crate) envelope: Envelope,
}

const DELETED: &str = "\\Deleted";

impl Stored {
    fn is_deleted(&self) -> bool {
        self.envelope.flags.iter().any(|flag| flag == DELETED)
    }
}

/// Where in a call the connection breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    /// Before it had any effect.
    Before,
    /// In the middle: a move has copied and not yet marked what it removes.
    Middle,
    /// Further on: what a move or a deletion removes is marked as deleted and not yet removed.
    Marked,
    /// After it had its whole effect, before the answer came.
    After,
}

/// The server: outlives connections and engines.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) folders: BTreeMap<String, BTreeMap<u32, Stored>>,
    next: u32,
    validity: u32,
    /// Points passed so far: calls of the mailbox and steps of the journal.
    pub(crate) points: u32,
    /// At which point everything stops, and where in it.
    pub(crate) stop_at: Option<(u32, Break)>,
    /// Whether it stopped. Nothing works any more then, until it is revived.
    pub(crate) stopped: bool,
    /// Problem that every new connection meets.
    pub(crate) refuses: Option<ProblemKind>,
    /// How many connections were tried.
    pub(crate) knocks: u32,
    /// Messages whose bytes cannot be read, and what is said instead.
    pub(crate) unreadable: BTreeMap<u32, ProblemKind>,
    /// No look is ever answered; how many are waited for.
    pub(crate) silent: Option<u32>,
    /// It is a maildrop: it has no folder for what is held, removes it when told to at last, and takes
    /// nothing back.
    pub(crate) is_maildrop: bool,
    /// It keeps no keywords.
    pub(crate) has_no_marks: bool,
    /// A folder out of which nothing may be moved.
    pub(crate) fixed: Option<&'static str>,
}

/// A handle on the server; also the way to it.
#[derive(Clone, Default)]
pub(crate) struct Server(Arc<Mutex<World>>);

impl Server {
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }

    pub(crate) fn deliver(&self, raw: &[u8]) -> u32 {
        self.deliver_at(NOW - 60, raw)
    }

    /// Delivers at a moment: Unix seconds.
    pub(crate) fn deliver_at(&self, when: i64, raw: &[u8]) -> u32 {
        let envelope = Envelope { flags: vec!["\\Flagged".to_owned()], received: Some((when, 540)) };
        self.put(INBOX, raw.to_vec(), envelope)
    }

    pub(crate) fn deliver_to(&self, folder: &str, raw: &[u8]) {
        self.put(folder, raw.to_vec(), Envelope::default());
    }

    fn put(&self, folder: &str, raw: Vec<u8>, envelope: Envelope) -> u32 {
        let mut world = self.world();
        world.next += 1;
        let uid = world.next;
        world.folders.entry(folder.to_owned()).or_default().insert(uid, Stored { raw, envelope });
        uid
    }

    /// All messages in a folder, by their bytes.
    pub(crate) fn raws(&self, folder: &str) -> Vec<Vec<u8>> {
        let world = self.world();
        let mut raws: Vec<_> =
            world.folders.get(folder).into_iter().flatten().map(|(_, stored)| stored.raw.clone()).collect();
        raws.sort();
        raws
    }

    pub(crate) fn stored(&self, folder: &str, raw: &[u8]) -> Stored {
        let world = self.world();
        world.folders[folder].values().find(|stored| stored.raw == raw).unwrap().clone()
    }

    /// Another program moves a message.
    pub(crate) fn move_by_hand(&self, raw: &[u8], from: &str, to: &str) {
        let taken = {
            let mut world = self.world();
            let folder = world.folders.get_mut(from).unwrap();
            let uid = folder.iter().find(|(_, stored)| stored.raw == raw).map(|(uid, _)| *uid).unwrap();
            folder.remove(&uid).unwrap()
        };
        self.put(to, taken.raw, taken.envelope);
    }

    /// Another program copies a message, as it does first where it moves by copying.
    pub(crate) fn copy_by_hand(&self, raw: &[u8], from: &str, to: &str) {
        let copied = self.stored(from, raw);
        self.put(to, copied.raw, copied.envelope);
    }

    /// The person takes back that they marked a message as deleted.
    pub(crate) fn undelete_by_hand(&self, folder: &str, uid: u32) {
        let mut world = self.world();
        let stored = world.folders.get_mut(folder).unwrap().get_mut(&uid).unwrap();
        stored.envelope.flags.retain(|flag| flag != DELETED);
    }

    /// Whether a folder holds a message that is marked as deleted.
    pub(crate) fn has_marked(&self, folder: &str) -> bool {
        self.world().folders.get(folder).into_iter().flatten().any(|(_, stored)| stored.is_deleted())
    }

    /// Another program marks a message as deleted and does not expunge it.
    pub(crate) fn mark_deleted_by_hand(&self, folder: &str, uid: u32) {
        let mut world = self.world();
        let stored = world.folders.get_mut(folder).unwrap().get_mut(&uid).unwrap();
        stored.envelope.flags.push(DELETED.to_owned());
    }

    /// The server is set up anew: all places mean nothing any more.
    pub(crate) fn rebuild(&self) {
        let mut world = self.world();
        world.validity += 1;
        let mut next = world.next;
        for folder in world.folders.values_mut() {
            let old = std::mem::take(folder);
            for (_, stored) in old {
                next += 1;
                folder.insert(next, stored);
            }
        }
        world.next = next;
    }

    pub(crate) fn stop_at(&self, point: u32, place: Break) {
        let mut world = self.world();
        world.points = 0;
        world.stop_at = Some((point, place));
    }

    /// Whether the stop came; everything works again.
    pub(crate) fn revive(&self) -> bool {
        let mut world = self.world();
        world.stop_at = None;
        std::mem::take(&mut world.stopped)
    }

    /// The gate for an engine's steps: they are points like the server's calls.
    pub(crate) fn gate(&self) -> crate::engine::Gate {
        let server = self.clone();
        Arc::new(move |_step| server.pass(Break::After).map(drop))
    }

    /// Passes one point; `here` is where in it the caller is.
    fn pass(&self, here: Break) -> Result<Option<Break>, Problem> {
        let mut world = self.world();
        if world.stopped {
            return Err(stopped());
        }
        world.points += 1;
        let hit = world.stop_at.filter(|(point, _)| *point == world.points).map(|(_, place)| place);
        match hit {
            Some(place) if place == here || here == Break::After => {
                world.stopped = true;
                Err(stopped())
            }
            other => Ok(other),
        }
    }

    /// One call: breaks before, or lets `effect` happen (wholly or in part) and breaks after.
    fn call<T>(
        &self,
        effect: impl FnOnce(&mut World, Option<Break>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let broken = self.pass(Break::Before)?;
        let mut world = self.world();
        let value = effect(&mut world, broken);
        if broken.is_some() {
            world.stopped = true;
            return Err(stopped());
        }
        value
    }
}

fn stopped() -> Problem {
    Problem::new(ProblemKind::HungUp).with("host", "test")
}

fn gone() -> Problem {
    Problem::new(ProblemKind::MessageGone)
}

impl World {
    fn place(&self, folder: &str, uid: u32) -> Place {
        Place { folder: folder.to_owned(), key: format!("{}:{uid}", self.validity) }
    }

    fn uid(&self, place: &Place) -> Result<u32, Problem> {
        let (validity, uid) = place.key.split_once(':').unwrap();
        let uid = uid.parse().unwrap();
        let stands = self.folders.get(&place.folder).is_some_and(|folder| folder.contains_key(&uid));
        if validity == self.validity.to_string() && stands { Ok(uid) } else { Err(gone()) }
    }

    fn find(&self, place: &Place) -> Result<&Stored, Problem> {
        let uid = self.uid(place)?;
        self.folders.get(&place.folder).and_then(|folder| folder.get(&uid)).ok_or_else(gone)
    }

    fn transfer(&mut self, place: &Place, to: &str, broken: Option<Break>) -> Result<Place, Problem> {
        let uid = self.uid(place)?;
        if self.fixed == Some(place.folder.as_str()) {
            return Err(Problem::new(ProblemKind::PermissionDenied)
                .with("path", &place.folder)
                .with("detail", "server-move"));
        }
        let stored = self.find(place)?.clone();
        self.next += 1;
        let new = self.next;
        self.folders.entry(to.to_owned()).or_default().insert(new, stored);
        self.remove(&place.folder, uid, broken);
        Ok(self.place(to, new))
    }

    /// Marks a message as deleted and removes it, or comes only so far.
    fn remove(&mut self, folder: &str, uid: u32, broken: Option<Break>) {
        let folder = self.folders.get_mut(folder).unwrap();
        match broken {
            Some(Break::Middle) => {}
            Some(Break::Marked) => folder.get_mut(&uid).unwrap().envelope.flags.push(DELETED.to_owned()),
            _ => drop(folder.remove(&uid)),
        }
    }

    /// Where these bytes are in a folder, marked as deleted or not.
    fn located(&self, folder: &str, sought: &Sought, deleted: bool) -> Vec<Place> {
        let stored = self.folders.get(folder).into_iter().flatten();
        let same = stored.filter(|(_, one)| one.is_deleted() == deleted && digest(&one.raw) == sought.digest);
        same.map(|(uid, _)| self.place(folder, *uid)).collect()
    }
}

struct Connection {
    server: Server,
    promised: Vec<Place>,
}

#[async_trait]
impl Mailbox for Connection {
    fn own_folder(&self) -> Option<&str> {
        (!self.server.world().is_maildrop).then_some(OWN)
    }

    fn gives_back_to(&self) -> Option<&str> {
        self.server.world().is_maildrop.then_some(RELEASED)
    }

    fn has_promised(&self) -> bool {
        !self.promised.is_empty()
    }

    async fn commit(&mut self) -> Result<Vec<Place>, Problem> {
        let promised = std::mem::take(&mut self.promised);
        if promised.is_empty() {
            return Ok(promised);
        }
        self.server.call(|world, broken| {
            // Cut in the middle, a server may have removed some and not the others.
            let half = matches!(broken, Some(Break::Middle | Break::Marked));
            let done = if half { promised.len() / 2 } else { promised.len() };
            for place in promised.iter().take(done) {
                let uid = world.uid(place)?;
                world.remove(&place.folder, uid, None);
            }
            Ok(promised)
        })
    }

    async fn folders(&mut self) -> Result<Vec<String>, Problem> {
        self.server.call(|world, _| Ok(world.folders.keys().cloned().collect()))
    }

    async fn look(&mut self, folder: &str, cursor: Option<&Cursor>, limit: usize) -> Result<Look, Problem> {
        let silent = self.server.world().silent.as_mut().map(|waiting| *waiting += 1).is_some();
        if silent {
            std::future::pending::<()>().await;
        }
        self.server.call(|world, _| {
            let earlier = cursor.and_then(|cursor| cursor.0.split_once(':'));
            let rebuilt = earlier.is_some_and(|(validity, _)| validity != world.validity.to_string());
            let from = earlier.filter(|_| !rebuilt).map_or(0, |(_, uid)| uid.parse::<u32>().unwrap());
            let mut new: Vec<Seen> = world
                .folders
                .get(folder)
                .into_iter()
                .flatten()
                .filter(|(uid, stored)| **uid > from && !stored.is_deleted())
                .map(|(uid, stored)| Seen {
                    place: world.place(folder, *uid),
                    envelope: stored.envelope.clone(),
                    size: stored.raw.len() as u64,
                })
                .collect();
            let more = new.len() > limit;
            new.truncate(limit);
            let last = new.last().map_or(from, |seen| world.uid(&seen.place).unwrap());
            Ok(Look { new, cursor: Cursor(format!("{}:{last}", world.validity)), more, rebuilt })
        })
    }

    async fn sent_folders(&mut self) -> Result<Vec<String>, Problem> {
        // No point of its own: nothing is asked of the server for it.
        let world = self.server.world();
        Ok(world.folders.keys().filter(|folder| *folder == "Sent").cloned().collect())
    }

    async fn look_at_headers(
        &mut self,
        folder: &str,
        cursor: Option<&Cursor>,
        newest: usize,
        limit: usize,
    ) -> Result<Headers, Problem> {
        let known = cursor.is_some_and(|cursor| {
            cursor
                .0
                .split_once(':')
                .is_some_and(|(validity, _)| validity == self.server.world().validity.to_string())
        });
        let look = self.look(folder, cursor, usize::MAX).await?;
        let skipped = if known { 0 } else { look.new.len().saturating_sub(newest) };
        let mut new: Vec<Place> = look.new.into_iter().skip(skipped).map(|seen| seen.place).collect();
        let more = new.len() > limit;
        new.truncate(limit);
        let world = self.server.world();
        let last = new.last().map_or(Ok(look.cursor), |place| Ok(Cursor(place.key.clone())));
        let headers = new.iter().map(|place| world.find(place).map(|stored| stored.raw.clone()));
        Ok(Headers { headers: headers.collect::<Result<_, Problem>>()?, cursor: last?, more })
    }

    async fn fetch(&mut self, place: &Place) -> Result<Vec<u8>, Problem> {
        self.server.call(|world, _| {
            if let Some(kind) = world.unreadable.get(&world.uid(place)?) {
                return Err(Problem::new(*kind).with("path", &place.key));
            }
            world.find(place).map(|stored| stored.raw.clone())
        })
    }

    async fn hold(&mut self, place: &Place) -> Result<Option<Place>, Problem> {
        if self.server.world().is_maildrop {
            self.server.call(|world, _| world.uid(place).map(drop))?;
            self.promised.push(place.clone());
            return Ok(None);
        }
        self.server.call(|world, broken| world.transfer(place, OWN, broken)).map(Some)
    }

    async fn release(&mut self, held: &Place, folder: &str) -> Result<Place, Problem> {
        self.server.call(|world, broken| world.transfer(held, folder, broken))
    }

    async fn restore(&mut self, folder: &str, raw: &[u8], envelope: &Envelope) -> Result<Place, Problem> {
        self.server.call(|world, _| {
            world.next += 1;
            let uid = world.next;
            let stored = Stored { raw: raw.to_vec(), envelope: envelope.clone() };
            world.folders.entry(folder.to_owned()).or_default().insert(uid, stored);
            Ok(world.place(folder, uid))
        })
    }

    async fn delete(&mut self, place: &Place) -> Result<(), Problem> {
        self.server.call(|world, broken| {
            let uid = world.uid(place)?;
            world.remove(&place.folder, uid, broken);
            Ok(())
        })
    }

    async fn confirm_spam(&mut self, _place: &Place) -> Result<Option<Place>, Problem> {
        Ok(None)
    }

    async fn mark(&mut self, place: &Place, add: &[&str], remove: &[&str]) -> Result<bool, Problem> {
        self.server.call(|world, _| {
            let uid = world.uid(place)?;
            let stored = world.folders.get_mut(&place.folder).unwrap().get_mut(&uid).unwrap();
            stored.envelope.flags.retain(|flag| !remove.contains(&flag.as_str()));
            if world.has_no_marks {
                return Ok(add.is_empty());
            }
            stored.envelope.flags.extend(add.iter().map(|flag| (*flag).to_owned()));
            Ok(true)
        })
    }

    async fn locate(&mut self, folder: &str, sought: &Sought) -> Result<Vec<Place>, Problem> {
        self.server.call(|world, _| Ok(world.located(folder, sought, false)))
    }

    async fn leftovers(&mut self, folder: &str, sought: &Sought) -> Result<Vec<Place>, Problem> {
        self.server.call(|world, _| Ok(world.located(folder, sought, true)))
    }

    async fn wait(
        &mut self,
        folder: &str,
        _seconds: u64,
        mut stop: watch::Receiver<bool>,
    ) -> Result<Woken, Problem> {
        let before = self.server.raws(folder);
        loop {
            if *stop.borrow_and_update() {
                return Ok(Woken::Stopped);
            }
            if self.server.raws(folder) != before {
                return Ok(Woken::Changed);
            }
            tokio::task::yield_now().await;
        }
    }
}

#[async_trait]
impl Connect for Server {
    async fn connect(
        &self,
        _account: &Account,
        _secrets: &Arc<Secrets>,
    ) -> Result<Box<dyn Mailbox>, Problem> {
        self.world().knocks += 1;
        if let Some(kind) = self.world().refuses {
            return Err(Problem::new(kind));
        }
        Ok(Box::new(Connection { server: self.clone(), promised: Vec::new() }))
    }
}

pub(crate) fn id() -> AccountId {
    AccountId("work".to_owned())
}

pub(crate) fn account(mode: Mode) -> Account {
    Account {
        id: id(),
        source: Source::Maildir { path: "/nowhere".into() },
        mode,
        addresses: vec!["hanako@home.example".to_owned()],
        folders: Vec::new(),
        provider_hosts: Vec::new(),
    }
}

/// Another account, at a mailbox of its own.
pub(crate) fn another_account(name: &str, mode: Mode) -> Account {
    let source = Source::Maildir { path: format!("/nowhere/{name}").into() };
    Account { id: AccountId(name.to_owned()), source, ..account(mode) }
}

/// Opens an engine on the server; its steps are points at which the test may stop it.
pub(crate) fn open(dir: &Path, server: &Server) -> Engine {
    let options = Options { secrets: SecretPlace::MemoryOnly, clock: || NOW, starter: false };
    Engine::open_with(dir, &options, Arc::new(server.clone())).unwrap().with_gate(server.gate())
}

/// A data folder, a server, and an engine with one account in `mode` that blocks
/// `spam.example`, so that verdicts do not depend on what the committee thinks.
pub(crate) fn ready(mode: Mode) -> (TempDir, Server, Engine) {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::default();
    let engine = open(dir.path(), &server);
    engine.add_account(account(mode), None).unwrap();
    engine.add_to_list(classifier::facts::ListKind::Block, "spam.example").unwrap();
    (dir, server, engine)
}

pub(crate) fn mail(number: u32, from: &str) -> Vec<u8> {
    format!(
        "Received: from out.{from} (out.{from} [192.0.2.7]) by mx.home.example; Sun, 22 Nov 2026 01:02:03 +0900\r\n\
         From: Someone <someone@{from}>\r\nTo: hanako@home.example\r\nSubject: letter {number}\r\n\
         Message-ID: <{number}@{from}>\r\nDate: Sun, 22 Nov 2026 01:02:00 +0900\r\n\r\n\
         This is letter number {number}.\r\n"
    )
    .into_bytes()
}

pub(crate) fn spam(number: u32) -> Vec<u8> {
    mail(number, "spam.example")
}

pub(crate) fn ham(number: u32) -> Vec<u8> {
    mail(number, "friend.example")
}
