//! Opening a folder, and what the server says about it then.

use async_imap::imap_proto::{MailboxDatum, Response, ResponseCode};

use super::Imap;
use super::failure::Failure;
use super::names::quoted;
use crate::problem::{Problem, ProblemKind};

/// What a folder is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Access {
    /// EXAMINE: nothing can change, not even which messages count as recent.
    Read,
    /// SELECT.
    Write,
}

/// The folder that is open.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) folder: String,
    pub(super) access: Access,
    pub(super) validity: u32,
    /// The UID that the next message will have, where the server says it.
    pub(super) next: Option<u32>,
    /// The flags that can be set for good; `None` where the server does not say.
    pub(super) permanent: Option<Vec<String>>,
}

impl Imap {
    /// Opens a folder unless it is open. Returns its UIDVALIDITY.
    pub(super) async fn open(&mut self, folder: &str, access: Access) -> Result<u32, Problem> {
        match &self.opened {
            Some(opened) if opened.folder == folder && opened.access >= access => Ok(opened.validity),
            _ => self.reopen(folder, access).await,
        }
    }

    /// Opens a folder afresh, so that what the server says about it is of now.
    pub(super) async fn reopen(&mut self, folder: &str, access: Access) -> Result<u32, Problem> {
        self.opened = None;
        let opened =
            self.try_open(folder, access).await.map_err(|failure| self.folder_problem(&failure, folder))?;
        if access == Access::Write && opened.access == Access::Read {
            return Err(self
                .server
                .about(ProblemKind::PermissionDenied)
                .with("path", folder)
                .with("detail", "server"));
        }
        let validity = opened.validity;
        self.opened = Some(opened);
        Ok(validity)
    }

    /// Opens the folder that is open once more, so that what others did since is known. Says
    /// whether it is still the same one.
    pub(super) async fn look_afresh(&mut self) -> Result<bool, Failure> {
        let Some(before) = self.opened.take() else { return Ok(false) };
        let opened = self.try_open(&before.folder, before.access).await?;
        let same = opened.validity == before.validity;
        self.opened = Some(opened);
        Ok(same)
    }

    async fn try_open(&mut self, folder: &str, access: Access) -> Result<Opened, Failure> {
        let verb = if access == Access::Read { "EXAMINE" } else { "SELECT" };
        let command = format!("{verb} {}", quoted(&self.folders.wire(folder)));
        let (mut validity, mut next, mut permanent, mut exists) = (None, None, None, 0);
        let done = self.layer.run(&command, |response| match response {
            Response::MailboxData(MailboxDatum::Exists(count)) => exists = *count,
            Response::Data { outcome, .. } => match &outcome.code {
                Some(ResponseCode::UidValidity(value)) => validity = Some(*value),
                Some(ResponseCode::UidNext(uid)) => next = Some(*uid),
                Some(ResponseCode::PermanentFlags(flags)) => {
                    permanent = Some(flags.iter().map(ToString::to_string).collect());
                }
                _ => {}
            },
            _ => {}
        });
        let done = done.await?;
        self.layer.exists = exists;
        self.layer.changed = false;
        // Without UIDVALIDITY a server has no lasting UIDs (RFC 3501, 7.1), and nothing can be kept.
        let validity =
            validity.ok_or_else(|| Failure::Unexpected("no UIDVALIDITY for the folder".to_owned()))?;
        let access = if done.read_only { Access::Read } else { access };
        Ok(Opened { folder: folder.to_owned(), access, validity, next, permanent })
    }
}
