//! An account on a POP3 server (RFC 1939, with CAPA, STLS, response codes, pipelining where offered).
//!
//! The maildrop has one folder, no flags, and takes nothing back. What is held is removed from it once
//! the copy here is proven; what a person gives back goes into the folder *Released* on this machine.
//!
//! Architecture invariants:
//! - Sessions are short: many servers let nobody else into a maildrop meanwhile. None is open while
//!   nothing is asked; each call that needs one begins it, `commit` and `wait` end it.
//! - A message is known by its unique id, never by its number, which is the session's own.
//! - A removal counts only when the server said `+OK` to QUIT. Else the next session is asked.

mod asking;
mod body;
mod connect;
mod failure;
mod framing;
mod listing;
mod released;
mod session;
mod wire;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::watch;
use tokio::time::sleep;
use zeroize::Zeroizing;

use self::listing::Listing;
use self::released::Released;
use self::session::Session;
use super::server::words::Withheld;
pub use super::server::{Patience, Server};
use super::{Cursor, Envelope, Headers, Look, Mailbox, Place, Sought, Woken};
use crate::problem::{Problem, ProblemKind};
pub(crate) use released::{holds as lies_here, path as released_path};

/// The one folder of a maildrop.
const INBOX: &str = "INBOX";

/// What the cursors of a maildrop begin with.
const FORM: &str = "pop3-1:";

/// Between two looks: the person's own mail program is not to find the maildrop taken too often.
const POLL: Duration = Duration::from_mins(3);

/// A server that wants longer pauses between two sign-ins than this is asked all the same.
const LONGEST_DELAY: u64 = 60 * 60;

/// The way to a POP3 account, and the session where one is open.
pub struct Pop3 {
    server: Server,
    user: String,
    password: Zeroizing<String>,
    patience: Patience,
    poll: Duration,
    withheld: Withheld,
    released: Released,
    session: Option<Session>,
    /// What stood there when the last session of this run was ended.
    left: Option<Listing>,
    /// What the server said that it can do, and how long it wants to be left alone.
    capabilities: Vec<String>,
    delay: u64,
    /// What is to be taken out of *Released*.
    taken_out: Vec<Place>,
}

impl fmt::Debug for Pop3 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pop3").field("server", &self.server).finish_non_exhaustive()
    }
}

impl Pop3 {
    /// The way to an account. Connects to nobody yet. `released`: the folder for what is given back.
    pub fn new(
        server: Server,
        user: &str,
        password: &Zeroizing<String>,
        patience: Patience,
        released: PathBuf,
    ) -> Self {
        Self {
            withheld: Withheld::of(user, password),
            server,
            user: user.to_owned(),
            password: password.clone(),
            patience,
            poll: POLL,
            released: Released::new(released),
            session: None,
            left: None,
            capabilities: Vec::new(),
            delay: 0,
            taken_out: Vec::new(),
        }
    }

    /// Sets how long is waited between two looks.
    pub fn set_poll(&mut self, poll: Duration) {
        self.poll = poll;
    }
}

fn at_inbox(folder: &str) -> Result<(), Problem> {
    if folder == INBOX { Ok(()) } else { Err(Problem::new(ProblemKind::NoSuchFolder).with("folder", folder)) }
}

#[async_trait]
impl Mailbox for Pop3 {
    fn own_folder(&self) -> Option<&str> {
        None
    }

    fn gives_back_to(&self) -> Option<&str> {
        Some(released::NAME)
    }

    async fn begin(&mut self) -> Result<(), Problem> {
        self.listing().await.map(drop)
    }

    async fn folders(&mut self) -> Result<Vec<String>, Problem> {
        let mut folders = vec![INBOX.to_owned()];
        if self.released.exists() {
            folders.push(released::NAME.to_owned());
        }
        Ok(folders)
    }

    fn capabilities(&self) -> Vec<String> {
        self.capabilities.clone()
    }

    async fn look(&mut self, folder: &str, cursor: Option<&Cursor>, limit: usize) -> Result<Look, Problem> {
        at_inbox(folder)?;
        self.look_at(cursor, limit).await
    }

    async fn sent_folders(&mut self) -> Result<Vec<String>, Problem> {
        Ok(Vec::new())
    }

    async fn look_at_headers(
        &mut self,
        folder: &str,
        _cursor: Option<&Cursor>,
        _newest: usize,
        _limit: usize,
    ) -> Result<Headers, Problem> {
        // It has no folder of sent mail.
        Err(Problem::new(ProblemKind::NoSuchFolder).with("folder", folder))
    }

    async fn count(&mut self, folder: &str) -> Result<u32, Problem> {
        Ok(u32::try_from(self.present(folder).await?.len()).unwrap_or(u32::MAX))
    }

    async fn present(&mut self, folder: &str) -> Result<Vec<Place>, Problem> {
        if folder == released::NAME {
            return self.released.all().await;
        }
        at_inbox(folder)?;
        let here = self.listing().await?.entries.into_iter();
        Ok(here.map(|entry| Place { folder: INBOX.to_owned(), key: entry.key }).collect())
    }

    async fn fetch(&mut self, place: &Place) -> Result<Vec<u8>, Problem> {
        if lies_here(place) {
            return self.released.fetch(place).await;
        }
        let mut session = self.session().await?;
        let fetched = session.fetch(&place.key).await;
        self.used(session, fetched)
    }

    async fn fetch_start(&mut self, place: &Place, bytes: usize) -> Result<Vec<u8>, Problem> {
        if lies_here(place) {
            let mut raw = self.released.fetch(place).await?;
            raw.truncate(bytes);
            return Ok(raw);
        }
        let mut session = self.session().await?;
        match session.fetch_start(&place.key, bytes).await {
            // All of a huge message would have to come over the line before anything else.
            Ok((raw, false)) => Ok(raw),
            other => self.used(session, other.map(|(raw, _)| raw)),
        }
    }

    async fn hold(&mut self, place: &Place) -> Result<Option<Place>, Problem> {
        self.delete(place).await.map(|()| None)
    }

    fn has_promised(&self) -> bool {
        !self.taken_out.is_empty() || self.session.as_ref().is_some_and(Session::has_marked)
    }

    async fn commit(&mut self) -> Result<Vec<Place>, Problem> {
        let mut empty = std::mem::take(&mut self.taken_out);
        for place in &empty {
            match self.released.remove(place).await {
                Err(problem) if problem.kind != ProblemKind::MessageGone => return Err(problem),
                _ => {}
            }
        }
        let Some(session) = self.session.take() else { return Ok(empty) };
        let (removed, left) = session.quit().await.map_err(|failure| self.problem(&failure))?;
        self.left = Some(left);
        empty.extend(removed);
        Ok(empty)
    }

    async fn release(&mut self, held: &Place, folder: &str) -> Result<Place, Problem> {
        if held.folder == folder { Ok(held.clone()) } else { Err(no_such_folder(folder)) }
    }

    async fn restore(&mut self, folder: &str, raw: &[u8], envelope: &Envelope) -> Result<Place, Problem> {
        if folder != released::NAME {
            return Err(no_such_folder(folder));
        }
        self.released.put(raw, envelope).await
    }

    async fn delete(&mut self, place: &Place) -> Result<(), Problem> {
        if lies_here(place) {
            self.released.fetch(place).await?;
            if !self.taken_out.contains(place) {
                self.taken_out.push(place.clone());
            }
            return Ok(());
        }
        let mut session = self.session().await?;
        let marked = session.mark(place).await;
        self.used(session, marked)
    }

    async fn confirm_spam(&mut self, _place: &Place) -> Result<Option<Place>, Problem> {
        Ok(None)
    }

    /// A maildrop has no marks.
    async fn mark(&mut self, _place: &Place, _add: &[&str], _remove: &[&str]) -> Result<bool, Problem> {
        Ok(false)
    }

    async fn locate(&mut self, folder: &str, sought: &Sought) -> Result<Vec<Place>, Problem> {
        if folder == released::NAME {
            return self.released.locate(sought).await;
        }
        at_inbox(folder)?;
        let mut session = self.session().await?;
        let found = session.locate(sought).await;
        let keys = self.used(session, found)?;
        Ok(keys.into_iter().map(|key| Place { folder: INBOX.to_owned(), key }).collect())
    }

    /// Nothing is open meanwhile, and the server tells nothing: the wait is over when it is time to look.
    /// Longer than `seconds` is waited where the server wants longer pauses between two sign-ins.
    async fn wait(
        &mut self,
        folder: &str,
        seconds: u64,
        mut stop: watch::Receiver<bool>,
    ) -> Result<Woken, Problem> {
        at_inbox(folder)?;
        self.let_go().await;
        let pause = Duration::from_secs(seconds).min(self.poll).max(Duration::from_secs(self.delay));
        tokio::select! {
            () = super::stopped(&mut stop) => Ok(Woken::Stopped),
            () = sleep(pause) => Ok(Woken::TimedOut),
        }
    }
}

fn no_such_folder(folder: &str) -> Problem {
    Problem::new(ProblemKind::NoSuchFolder).with("folder", folder)
}
