//! An account on an IMAP server (RFC 3501, with MOVE, UIDPLUS, IDLE, SPECIAL-USE where offered).
//!
//! Architecture invariants:
//! - Looking never changes anything: folders are opened with EXAMINE and bodies read with
//!   `BODY.PEEK`; only moving, marking and deleting use SELECT.
//! - An answer that does not prove a change is an error, never a success: a move without
//!   COPYUID has not happened as far as anyone knows.
//! - Nothing is ever expunged but the one message that was asked for. A server without
//!   UIDPLUS can only expunge everything that any program has marked `\Deleted`; there, ours
//!   stays marked and is left to the person's own mail program.
//! - The server's junk folder is written to by `confirm_spam` alone.

mod connect;
mod cursor;
mod date;
mod failure;
mod folders;
pub(in crate::mailbox) mod frame;
mod greeting;
mod layer;
mod looking;
mod moving;
pub(in crate::mailbox) mod names;
mod namespace;
mod opening;
mod rows;
mod searching;
mod waiting;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::watch;
use zeroize::Zeroizing;

use self::connect::{Line, offers};
use self::cursor::Mark;
use self::failure::Failure;
use self::folders::Folders;
use self::layer::Layer;
use self::namespace::Namespace;
use self::opening::Opened;
use self::searching::Standing;
use super::server::words::Withheld;
pub use super::server::{Patience, Server};
use super::{Cursor, Envelope, Headers, Look, Mailbox, Place, Sought, Woken};
use crate::problem::{Problem, ProblemKind};

/// A signed-in connection to an IMAP account.
pub struct Imap {
    layer: Layer<Line>,
    server: Server,
    patience: Patience,
    capabilities: Vec<String>,
    /// Where the person's folders hang, as far as the server says it.
    personal: Option<Namespace>,
    folders: Folders,
    opened: Option<Opened>,
    /// Where each folder stood when it was last looked at, for noticing what came since.
    looked: BTreeMap<String, (u32, Option<u32>)>,
    /// IDLE is offered and works.
    can_idle: bool,
    withheld: Withheld,
}

impl fmt::Debug for Imap {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Imap")
            .field("server", &self.server)
            .field("opened", &self.opened)
            .finish_non_exhaustive()
    }
}

impl Imap {
    /// Connects, signs in and lists the folders.
    pub async fn connect(
        server: &Server,
        user: &str,
        password: &Zeroizing<String>,
        patience: Patience,
    ) -> Result<Self, Problem> {
        let (mut layer, capabilities) = connect::sign_in(server, user, password, &patience).await?;
        let withheld = Withheld::of(user, password);
        let failed =
            |failure: Failure| withheld.from(failure.problem(&server.host, patience.answer.as_secs()));
        let personal = if offers(&capabilities, "NAMESPACE") {
            layer.lines("NAMESPACE").await.map_err(failed)?.iter().find_map(|line| Namespace::read(line))
        } else {
            None
        };
        let folders = Folders::ask(&mut layer, &capabilities, personal.as_ref()).await.map_err(failed)?;
        let can_idle = offers(&capabilities, "IDLE");
        let (server, looked) = (server.clone(), BTreeMap::new());
        Ok(Self {
            layer,
            server,
            patience,
            capabilities,
            personal,
            folders,
            opened: None,
            looked,
            can_idle,
            withheld,
        })
    }

    /// Sets how long the server may take from now on.
    pub fn set_patience(&mut self, patience: Patience) {
        self.patience = patience;
        self.layer.set_patience(&patience);
    }

    fn offers(&self, capability: &str) -> bool {
        offers(&self.capabilities, capability)
    }

    fn problem(&self, failure: &Failure) -> Problem {
        self.withheld.from(failure.problem(&self.server.host, self.patience.answer.as_secs()))
    }

    /// The problem of a command that was about one folder.
    fn folder_problem(&self, failure: &Failure, folder: &str) -> Problem {
        let missing = ["NONEXISTENT", "TRYCREATE"];
        let missing_text = |text: &str| {
            let text = text.to_ascii_lowercase();
            ["doesn't exist", "does not exist", "nonexistent", "no such", "not found", "unknown mailbox"]
                .iter()
                .any(|phrase| text.contains(phrase))
        };
        match failure {
            Failure::No { code, text } if missing.contains(&code.as_str()) || missing_text(text) => {
                Problem::new(ProblemKind::NoSuchFolder).with("folder", folder)
            }
            Failure::No { code, .. } if code == "NOPERM" => {
                self.server.about(ProblemKind::PermissionDenied).with("path", folder).with("detail", "server")
            }
            other => self.problem(other),
        }
    }

    /// The problem of a command that takes a message out of one folder and may put it into another.
    /// A server that says "no permission" does not say which of the two it means.
    fn moving_problem(&self, failure: &Failure, from: &str, target: &str) -> Problem {
        let problem = self.folder_problem(failure, target);
        let refused = problem.kind == ProblemKind::PermissionDenied;
        if refused { problem.with("from", from).with("detail", "server-move") } else { problem }
    }

    /// The UID of a place, with its folder open. `MessageGone` when the folder was rebuilt.
    async fn at(&mut self, place: &Place, access: opening::Access) -> Result<u32, Problem> {
        let gone = || Problem::new(ProblemKind::MessageGone);
        let mark = Mark::of_place(place).ok_or_else(gone)?;
        let validity = self.open(&place.folder, access).await?;
        if validity == mark.validity { Ok(mark.uid) } else { Err(gone()) }
    }
}

#[async_trait]
impl Mailbox for Imap {
    fn own_folder(&self) -> Option<&str> {
        Some(self.folders.own())
    }

    fn capabilities(&self) -> Vec<String> {
        self.capabilities.clone()
    }

    async fn count(&mut self, folder: &str) -> Result<u32, Problem> {
        self.reopen(folder, opening::Access::Read).await?;
        Ok(self.layer.exists)
    }

    async fn folders(&mut self) -> Result<Vec<String>, Problem> {
        self.folders = Folders::ask(&mut self.layer, &self.capabilities, self.personal.as_ref())
            .await
            .map_err(|failure| self.problem(&failure))?;
        Ok(self.folders.names())
    }

    async fn look(&mut self, folder: &str, cursor: Option<&Cursor>, limit: usize) -> Result<Look, Problem> {
        self.look_for_new(folder, cursor, limit).await
    }

    async fn sent_folders(&mut self) -> Result<Vec<String>, Problem> {
        Ok(self.folders.sent().to_vec())
    }

    async fn look_at_headers(
        &mut self,
        folder: &str,
        cursor: Option<&Cursor>,
        newest: usize,
        limit: usize,
    ) -> Result<Headers, Problem> {
        self.headers_beyond(folder, cursor, newest, limit).await
    }

    async fn present(&mut self, folder: &str) -> Result<Vec<Place>, Problem> {
        self.all_here(folder).await
    }

    async fn fetch(&mut self, place: &Place) -> Result<Vec<u8>, Problem> {
        self.body(place, None).await
    }

    async fn fetch_start(&mut self, place: &Place, bytes: usize) -> Result<Vec<u8>, Problem> {
        self.body(place, Some(bytes)).await
    }

    async fn hold(&mut self, place: &Place) -> Result<Option<Place>, Problem> {
        self.move_to_own(place).await.map(Some)
    }

    async fn release(&mut self, held: &Place, folder: &str) -> Result<Place, Problem> {
        self.transfer(held, folder).await
    }

    async fn restore(&mut self, folder: &str, raw: &[u8], envelope: &Envelope) -> Result<Place, Problem> {
        self.append(folder, raw, envelope).await
    }

    async fn delete(&mut self, place: &Place) -> Result<(), Problem> {
        self.remove(place).await
    }

    async fn confirm_spam(&mut self, place: &Place) -> Result<Option<Place>, Problem> {
        let Some(junk) = self.folders.junk().map(str::to_owned) else { return Ok(None) };
        if junk == place.folder {
            return Ok(Some(place.clone()));
        }
        self.transfer(place, &junk).await.map(Some)
    }

    async fn mark(&mut self, place: &Place, add: &[&str], remove: &[&str]) -> Result<bool, Problem> {
        self.set_keywords(place, add, remove).await
    }

    async fn locate(&mut self, folder: &str, sought: &Sought) -> Result<Vec<Place>, Problem> {
        self.find(folder, sought, Standing::Alive).await
    }

    async fn leftovers(&mut self, folder: &str, sought: &Sought) -> Result<Vec<Place>, Problem> {
        if !self.offers("UIDPLUS") {
            return Ok(Vec::new());
        }
        self.find(folder, sought, Standing::MarkedDeleted).await
    }

    async fn wait(
        &mut self,
        folder: &str,
        seconds: u64,
        stop: watch::Receiver<bool>,
    ) -> Result<Woken, Problem> {
        self.wait_for_change(folder, Duration::from_secs(seconds), stop).await
    }
}
