//! An account's whole mail, behind one trait: IMAP, POP3, Maildir.
//!
//! Architecture invariant: nothing in here knows the store. Places and cursors are
//! opaque strings to everyone else; only the protocol that made one reads it.

pub mod imap;
mod junk;
pub mod maildir;
pub mod pop3;
mod prints;
mod sent;
mod server;

use std::path::PathBuf;

use async_trait::async_trait;
use tokio::sync::watch;

use zeroize::Zeroizing;

use crate::account::{Security, Source};
use crate::problem::Problem;

/// Where a message stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The folder, as a person would name it (decoded, `/` between levels).
    pub folder: String,
    /// The protocol's own key: `uidvalidity:uid`, a Maildir base name, …
    pub key: String,
}

/// How far a folder has been looked at; opaque outside the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(pub String);

/// A message's flags and date, kept so that a release restores them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Envelope {
    /// IMAP flags and keywords as the server writes them (`\Seen`, `$Junk`), sorted; `\Recent` left out.
    pub flags: Vec<String>,
    /// When the server received it, seconds since 1970, with its zone offset in minutes.
    pub received: Option<(i64, i16)>,
}

/// A message as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Where it stands.
    pub place: Place,
    /// Flags and date.
    pub envelope: Envelope,
    /// Size in bytes, as the mailbox reports it.
    pub size: u64,
}

/// One look at a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// New messages, oldest first, at most as many as were asked for.
    pub new: Vec<Seen>,
    /// Where the next look starts.
    pub cursor: Cursor,
    /// Whether more is waiting beyond the limit.
    pub more: bool,
    /// The folder was rebuilt (UIDVALIDITY changed): earlier places in it mean nothing now.
    pub rebuilt: bool,
}

/// One look at the headers of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers {
    /// The lines that were asked for of each new message, as they stand there; the oldest first.
    pub headers: Vec<Vec<u8>>,
    /// Where the next look starts.
    pub cursor: Cursor,
    /// Whether more is waiting beyond the limit.
    pub more: bool,
}

/// Why a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// Something changed; look again.
    Changed,
    /// The time is over; look again.
    TimedOut,
    /// The stop signal was given.
    Stopped,
}

/// What identifies a message when its place is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// Its `Message-ID` without angle brackets; empty when it has none.
    pub message_id: String,
    /// SHA-256 of its bytes.
    pub digest: classifier::Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Where it was last known to stand: where mail can be told apart only by reading it, it is looked
    /// for there first.
    pub place: Option<Place>,
}

/// One account's mail. A value is one connection; after an error it is dropped and made anew,
/// except after `MessageGone`, which is an answer and leaves it usable.
#[async_trait]
pub trait Mailbox: Send {
    /// The folder of our own where held messages go; made when missing by `hold`. `None` where there
    /// is nothing to hold into: what is held then is here alone.
    fn own_folder(&self) -> Option<&str>;

    /// The folder on this machine that a message is given back to where its mailbox takes nothing
    /// back; made when missing by `restore`. `None` where it goes back to where it came.
    fn gives_back_to(&self) -> Option<&str> {
        None
    }

    /// Makes sure that the mail can be reached, where that is only tried when something is asked.
    async fn begin(&mut self) -> Result<(), Problem> {
        Ok(())
    }

    /// Whether a message that is moved to another folder keeps its key there: then a look can not tell one that came
    /// back from one that never went.
    fn keys_stay(&self) -> bool {
        false
    }

    /// All folders a person could choose, decoded.
    async fn folders(&mut self) -> Result<Vec<String>, Problem>;

    /// What the server says it can do, as it names it; empty where there is no server.
    fn capabilities(&self) -> Vec<String> {
        Vec::new()
    }

    /// How many messages stand in `folder`.
    async fn count(&mut self, folder: &str) -> Result<u32, Problem> {
        let look = self.look(folder, None, usize::MAX).await?;
        Ok(u32::try_from(look.new.len()).unwrap_or(u32::MAX))
    }

    /// New messages in `folder` since `cursor` (from the beginning when `None`).
    ///
    /// A message never stays unreported, but one may be reported again (after a release, or
    /// when another program renamed it in the middle of a look): the caller knows its own.
    /// Messages that another program has marked `\Deleted` are left out.
    async fn look(&mut self, folder: &str, cursor: Option<&Cursor>, limit: usize) -> Result<Look, Problem>;

    /// The folders of sent mail, as the server marks them or as they are usually called.
    async fn sent_folders(&mut self) -> Result<Vec<String>, Problem>;

    /// The lines of new messages in `folder` that say who wrote to whom, when, and under which
    /// number: since `cursor`, or of the `newest` ones alone where there is none that holds. At
    /// most `limit` at a time; messages marked `\\Deleted` are among them. Changes nothing.
    async fn look_at_headers(
        &mut self,
        folder: &str,
        cursor: Option<&Cursor>,
        newest: usize,
        limit: usize,
    ) -> Result<Headers, Problem>;

    /// Every place in `folder` where a message stands now.
    async fn present(&mut self, folder: &str) -> Result<Vec<Place>, Problem> {
        let look = self.look(folder, None, usize::MAX).await?;
        Ok(look.new.into_iter().map(|seen| seen.place).collect())
    }

    /// The raw bytes of a message, without changing anything (no `\Seen`).
    async fn fetch(&mut self, place: &Place) -> Result<Vec<u8>, Problem>;

    /// The first `bytes` of a message (all of it when it is shorter), without changing
    /// anything: how a message too large for memory is judged.
    async fn fetch_start(&mut self, place: &Place, bytes: usize) -> Result<Vec<u8>, Problem> {
        let mut raw = self.fetch(place).await?;
        raw.truncate(bytes);
        Ok(raw)
    }

    /// Moves a message into our own folder. Returns its new place.
    ///
    /// An unclear outcome is an error; the caller then asks `locate` in both folders. A server
    /// without MOVE copies first and removes second, so both may hold it then: the message in
    /// our own folder is the surplus one, and `delete` on it is safe.
    ///
    /// `None` where there is no folder of our own: `commit` is to remove the message.
    async fn hold(&mut self, place: &Place) -> Result<Option<Place>, Problem>;

    /// Whether something was noted that only `commit` carries out. Nobody may take the messages for
    /// standing where they stood, nor for gone, until that has answered.
    fn has_promised(&self) -> bool {
        false
    }

    /// Carries out what was noted, and lets a mailbox go that others cannot use meanwhile; the next
    /// call begins anew by itself. Gives the places from which messages were removed so. After an
    /// error nobody knows: they are asked for with `locate`.
    async fn commit(&mut self) -> Result<Vec<Place>, Problem> {
        Ok(Vec::new())
    }

    /// Moves a message, wherever it stands, back to `folder`, flags and date untouched. Returns its
    /// new place. From a folder that only shows what other folders hold, it is copied.
    async fn release(&mut self, held: &Place, folder: &str) -> Result<Place, Problem>;

    /// Puts a message (back) where the server has no copy any more. Returns its place.
    async fn restore(&mut self, folder: &str, raw: &[u8], envelope: &Envelope) -> Result<Place, Problem>;

    /// Removes one message for good. Only ever called on the person's own word, or for the second
    /// of two identical copies that an interrupted move of ours left behind.
    async fn delete(&mut self, place: &Place) -> Result<(), Problem>;

    /// Moves a message that the person confirmed as spam to the server's junk folder, where there is one.
    async fn confirm_spam(&mut self, place: &Place) -> Result<Option<Place>, Problem>;

    /// Adds and removes keywords where the server allows it; says whether it did.
    async fn mark(&mut self, place: &Place, add: &[&str], remove: &[&str]) -> Result<bool, Problem>;

    /// Every place in `folder` where a message with these bytes stands now. Used after an accident.
    ///
    /// A folder that does not exist holds none; a message marked `\Deleted` does not count.
    async fn locate(&mut self, folder: &str, sought: &Sought) -> Result<Vec<Place>, Problem>;

    /// Every place in `folder` where a message with these bytes is marked `\Deleted` and could be
    /// removed alone: what a move leaves that was cut between marking and removing. Nothing where
    /// a move has no such middle, or where the server removes whole folders only.
    async fn leftovers(&mut self, _folder: &str, _sought: &Sought) -> Result<Vec<Place>, Problem> {
        Ok(Vec::new())
    }

    /// Waits until `folder` changes, at most `seconds`, or until `stop` turns true.
    async fn wait(
        &mut self,
        folder: &str,
        seconds: u64,
        stop: watch::Receiver<bool>,
    ) -> Result<Woken, Problem>;
}

/// Connects to where the mail is: signs in, or finds the folder.
///
/// `password` is not used for mail on this machine. `released`: the folder for what is given back by
/// an account whose server takes nothing back. With POP3 nobody is connected to yet; see
/// [`Mailbox::begin`].
pub async fn connect(
    source: &Source,
    password: Option<&Zeroizing<String>>,
    released: PathBuf,
) -> Result<Box<dyn Mailbox>, Problem> {
    let nothing = Zeroizing::new(String::new());
    let password = password.unwrap_or(&nothing);
    let server = |host: &String, port: &u16, security: &Security, ca_file: &Option<PathBuf>| imap::Server {
        host: host.clone(),
        port: *port,
        security: *security,
        ca_file: ca_file.clone(),
    };
    let patience = imap::Patience::default();
    match source {
        Source::Imap { host, port, security, user, ca_file } => {
            let server = server(host, port, security, ca_file);
            Ok(Box::new(imap::Imap::connect(&server, user, password, patience).await?))
        }
        Source::Pop3 { host, port, security, user, ca_file } => {
            let server = server(host, port, security, ca_file);
            Ok(Box::new(pop3::Pop3::new(server, user, password, patience, released)))
        }
        Source::Maildir { path } => Ok(Box::new(maildir::Maildir::open(path).await?)),
    }
}

/// Looks for what an account needs on this machine: a file of authorities that holds some, or a
/// Maildir with the folders that are to be watched. Talks to no server.
///
/// Fails with `BadInput` (`ca-file`, `maildir`), `NoSuchFolder`, or what the disk says.
pub(crate) fn look_over(source: &Source, watched: &[String]) -> Result<(), Problem> {
    match source {
        Source::Imap { ca_file: Some(path), .. } | Source::Pop3 { ca_file: Some(path), .. } => {
            server::look_over_authorities(path)
        }
        Source::Imap { ca_file: None, .. } | Source::Pop3 { ca_file: None, .. } => Ok(()),
        Source::Maildir { path } => maildir::look_over(path, watched),
    }
}

/// Ends when the stop signal turns true. When nobody is left to give it, never.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
