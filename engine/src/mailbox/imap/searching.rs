//! Finding messages: by UID, by what they say, and finally by their bytes.

use std::collections::BTreeMap;

use async_imap::imap_proto::{AttributeValue, MailboxDatum, Response};
use classifier::Digest;
use sha2::{Digest as _, Sha256};

use super::Imap;
use super::cursor::Mark;
use super::failure::Failure;
use super::names::quoted;
use super::opening::Access;
use super::rows::{not_for_the_gone, set};
use crate::mailbox::{Place, Sought};
use crate::problem::{Problem, ProblemKind};

/// The most messages that are compared byte for byte when only their name is alike.
const MOST_COMPARED: usize = 64;

/// Which messages are sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Those that stand there.
    Alive,
    /// Those that are marked `\Deleted` and not yet removed.
    MarkedDeleted,
}

/// The header lines that tell of sent mail whom it went to and how answers name it.
const WHO_TO_WHOM: &str = "From To Cc Bcc Date Message-ID Auto-Submitted";

/// Bytes of these lines that are taken of one message.
const MOST_LINES: usize = 16 * 1024;

/// What a message body fetch brought.
enum Body {
    Bytes(Vec<u8>),
    /// The server has the message but no bytes for it (`NIL`).
    Nothing,
}

impl Imap {
    /// The UIDs in the open folder that match, ascending.
    pub(super) async fn search(&mut self, criteria: &str) -> Result<Vec<u32>, Failure> {
        let mut found = Vec::new();
        let command = format!("UID SEARCH {criteria}");
        let search = self.layer.run(&command, |response| {
            if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
                found.extend_from_slice(uids);
            }
        });
        search.await?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The bytes of a message, or its first ones.
    pub(super) async fn body(&mut self, place: &Place, first: Option<usize>) -> Result<Vec<u8>, Problem> {
        let uid = self.at(place, Access::Read).await?;
        let bytes = self.body_of(uid, first).await.map_err(|failure| self.problem(&failure))?;
        bytes.ok_or_else(|| Problem::new(ProblemKind::MessageGone))
    }

    /// The bytes of a message in the open folder; `None` when it is not there any more.
    ///
    /// What a server knows of a folder that has been open for a while is of that time: it may not
    /// know yet of a message that has come since, and of one that another program expunged still
    /// everything but the bytes. Then the folder is opened afresh, and the message asked for again.
    async fn body_of(&mut self, uid: u32, first: Option<usize>) -> Result<Option<Vec<u8>>, Failure> {
        match self.bytes_of(uid, first).await {
            Ok(None) => {}
            Err(failure) if matches!(failure, Failure::NoBytes) || failure.has_code("EXPUNGEISSUED") => {}
            other => return other,
        }
        // In a folder that was rebuilt the number is another message's.
        if !self.look_afresh().await? || !self.search(&format!("UID {uid}")).await?.contains(&uid) {
            return Ok(None);
        }
        self.bytes_of(uid, first).await
    }

    async fn bytes_of(&mut self, uid: u32, first: Option<usize>) -> Result<Option<Vec<u8>>, Failure> {
        let part = first.map(|bytes| format!("<0.{}>", bytes.max(1))).unwrap_or_default();
        let command = format!("UID FETCH {uid} (UID BODY.PEEK[]{part})");
        let mut body = None;
        self.layer.run(&command, |response| body = taken_body(response, uid).or(body.take())).await?;
        match body {
            Some(Body::Bytes(mut bytes)) => {
                bytes.truncate(first.unwrap_or(usize::MAX));
                Ok(Some(bytes))
            }
            // An empty local copy must never stand for a message that has bytes on the server.
            Some(Body::Nothing) => Err(Failure::NoBytes),
            None => Ok(None),
        }
    }

    /// The lines of these messages that say who wrote to whom, in order of UID; without those
    /// that are gone meanwhile.
    pub(super) async fn header_lines(&mut self, uids: &[u32]) -> Result<Vec<Vec<u8>>, Failure> {
        let mut lines: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
        for some in uids.chunks(200) {
            let command = format!(
                "UID FETCH {} (UID BODY.PEEK[HEADER.FIELDS ({WHO_TO_WHOM})]<0.{MOST_LINES}>)",
                set(some)
            );
            let asked = self.layer.run(&command, |response| lines.extend(taken_header(response))).await;
            not_for_the_gone(asked)?;
        }
        lines.retain(|uid, _| uids.contains(uid));
        Ok(lines.into_values().collect())
    }

    /// Every place in a folder where a message stands.
    pub(super) async fn all_here(&mut self, folder: &str) -> Result<Vec<Place>, Problem> {
        let validity = self.reopen(folder, Access::Read).await?;
        if self.layer.exists == 0 {
            return Ok(Vec::new());
        }
        let found = self.search("UNDELETED").await.map_err(|failure| self.problem(&failure))?;
        Ok(found.into_iter().map(|uid| Mark { validity, uid }.place(folder)).collect())
    }

    /// Every place in a folder where a message with these bytes is.
    pub(super) async fn find(
        &mut self,
        folder: &str,
        sought: &Sought,
        standing: Standing,
    ) -> Result<Vec<Place>, Problem> {
        let validity = match self.reopen(folder, Access::Read).await {
            Err(problem) if problem.kind == ProblemKind::NoSuchFolder => return Ok(Vec::new()),
            other => other?,
        };
        let found = self.matching(sought, 0, standing).await.map_err(|failure| self.problem(&failure))?;
        Ok(found.into_iter().map(|uid| Mark { validity, uid }.place(folder)).collect())
    }

    /// The UIDs from `first` on in the open folder of messages with these bytes.
    pub(super) async fn find_here(&mut self, sought: &Sought, first: u32) -> Result<Vec<u32>, Failure> {
        self.matching(sought, first, Standing::Alive).await
    }

    async fn matching(
        &mut self,
        sought: &Sought,
        first: u32,
        standing: Standing,
    ) -> Result<Vec<u32>, Failure> {
        let mut tried = Vec::new();
        for mut criteria in questions(sought) {
            if standing == Standing::MarkedDeleted {
                criteria.insert_str(0, "DELETED ");
            }
            let mut candidates = self.search(&criteria).await?;
            candidates.retain(|uid| *uid >= first && !tried.contains(uid));
            let found = self.with_these_bytes(&candidates, sought, standing).await?;
            if !found.is_empty() {
                return Ok(found);
            }
            tried.extend(candidates);
        }
        Ok(Vec::new())
    }

    async fn with_these_bytes(
        &mut self,
        candidates: &[u32],
        sought: &Sought,
        standing: Standing,
    ) -> Result<Vec<u32>, Failure> {
        let rows = self.rows(candidates).await?;
        let deleted = standing == Standing::MarkedDeleted;
        let mut likely: Vec<_> = rows
            .0
            .iter()
            .filter(|(uid, row)| candidates.contains(uid) && row.is_deleted() == deleted)
            .collect();
        // Sizes that servers report are not always exact: an equal one goes first, another is not ruled out.
        likely.sort_by_key(|(uid, row)| (row.size != Some(sought.size), **uid));
        let mut found = Vec::new();
        for (uid, row) in likely.into_iter().take(MOST_COMPARED) {
            if row.size != Some(sought.size) && !found.is_empty() {
                break;
            }
            let bytes = self.body_of(*uid, None).await?;
            if bytes.is_some_and(|bytes| digest(&bytes) == sought.digest) {
                found.push(*uid);
            }
        }
        Ok(found)
    }
}

/// The questions that find a message, the sharpest first. Servers with a stale search index
/// miss a Message-ID now and then; a size they know without an index.
fn questions(sought: &Sought) -> Vec<String> {
    let mut questions = Vec::new();
    let id = &sought.message_id;
    if !id.is_empty() && id.len() < 1_000 && id.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        questions.push(format!("HEADER Message-ID {}", quoted(id)));
    }
    let size = u32::try_from(sought.size).unwrap_or(u32::MAX);
    let mut by_size = format!("SMALLER {}", size.saturating_add(1));
    if size > 0 {
        by_size = format!("LARGER {} {by_size}", size - 1);
    }
    questions.push(by_size);
    questions
}

/// The body in a row, when it is the message's own row.
fn taken_body(response: &Response<'_>, wanted: u32) -> Option<Body> {
    let Response::Fetch(_, attributes) = response else { return None };
    if !attributes.iter().any(|one| matches!(one, AttributeValue::Uid(uid) if *uid == wanted)) {
        return None;
    }
    attributes.iter().find_map(|one| match one {
        AttributeValue::BodySection { section: None, data, .. } => {
            Some(data.as_ref().map_or(Body::Nothing, |bytes| Body::Bytes(bytes.to_vec())))
        }
        _ => None,
    })
}

/// UID and header lines in a row that has both.
fn taken_header(response: &Response<'_>) -> Option<(u32, Vec<u8>)> {
    let Response::Fetch(_, attributes) = response else { return None };
    let uid = attributes.iter().find_map(|one| match one {
        AttributeValue::Uid(uid) => Some(*uid),
        _ => None,
    })?;
    let lines = attributes.iter().find_map(|one| match one {
        AttributeValue::BodySection { section: Some(_), data, .. } => data.as_ref(),
        _ => None,
    })?;
    Some((uid, lines.get(..lines.len().min(MOST_LINES)).unwrap_or_default().to_vec()))
}

/// SHA-256 of a message.
pub(super) fn digest(raw: &[u8]) -> Digest {
    Digest(Sha256::digest(raw).into())
}
