//! Looking for new messages.

use super::Imap;
use super::cursor::Mark;
use super::failure::Failure;
use super::opening::Access;
use super::rows::{Row, Rows};
use crate::mailbox::{Cursor, Headers, Look, Seen};
use crate::problem::{Problem, ProblemKind};

impl Imap {
    /// New messages since the cursor; all of them when there is none or the folder was rebuilt.
    pub(super) async fn look_for_new(
        &mut self,
        folder: &str,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Look, Problem> {
        let validity = self.reopen(folder, Access::Read).await?;
        let next = self.opened.as_ref().and_then(|opened| opened.next);
        self.looked.insert(folder.to_owned(), (self.layer.exists, next));
        let old = cursor.and_then(Mark::of_cursor);
        let rebuilt = cursor.is_some() && old.is_none_or(|mark| mark.validity != validity);
        let last = old.filter(|mark| mark.validity == validity).map_or(0, |mark| mark.uid);
        let (seen, last, more) =
            self.beyond(last, next, limit).await.map_err(|failure| self.problem(&failure))?;
        let place = |uid| Mark { validity, uid }.place(folder);
        let new = seen.into_iter().map(|(uid, row)| {
            // A size that was not told must not pass for a small one.
            let size = row.size.unwrap_or(u64::from(u32::MAX));
            Seen { place: place(uid), envelope: row.envelope(), size }
        });
        Ok(Look { new: new.collect(), cursor: Mark { validity, uid: last }.cursor(), more, rebuilt })
    }

    /// Messages with a UID beyond `last`, the lowest first; the last UID looked at; whether more wait.
    async fn beyond(
        &mut self,
        last: u32,
        next: Option<u32>,
        limit: usize,
    ) -> Result<(Vec<(u32, Row)>, u32, bool), Failure> {
        let nothing_new = next.is_some_and(|next| next <= last.saturating_add(1));
        if self.layer.exists == 0 || nothing_new || last == u32::MAX {
            return Ok((Vec::new(), last, false));
        }
        let mut uids = self.search(&format!("UID {}:*", last + 1)).await?;
        // `n:*` with n beyond the last message means the last message (RFC 3501, 6.4.8).
        uids.retain(|uid| *uid > last);
        let more = uids.len() > limit;
        uids.truncate(limit);
        let rows = self.rows_of_all(&uids).await?;
        let seen = uids.iter().filter_map(|uid| Some((*uid, rows.0.get(uid)?.clone())));
        let seen = seen.filter(|(_, row)| !row.is_deleted()).collect();
        Ok((seen, uids.last().copied().unwrap_or(last), more))
    }

    /// Header lines of messages since the cursor, or of the newest where none holds.
    pub(super) async fn headers_beyond(
        &mut self,
        folder: &str,
        cursor: Option<&Cursor>,
        newest: usize,
        limit: usize,
    ) -> Result<Headers, Problem> {
        let validity = self.reopen(folder, Access::Read).await?;
        let next = self.opened.as_ref().and_then(|opened| opened.next);
        let old = cursor.and_then(Mark::of_cursor);
        let last = old.filter(|mark| mark.validity == validity).map_or(0, |mark| mark.uid);
        let read = async {
            let mut uids = self.uids_beyond(last, next, newest).await?;
            let more = uids.len() > limit;
            uids.truncate(limit);
            let headers = self.header_lines(&uids).await?;
            Ok::<_, Failure>((headers, uids.last().copied().unwrap_or(last), more))
        };
        let (headers, last, more) = read.await.map_err(|failure| self.problem(&failure))?;
        Ok(Headers { headers, cursor: Mark { validity, uid: last }.cursor(), more })
    }

    /// UIDs beyond `last`, or of the newest messages where none was looked at yet.
    async fn uids_beyond(
        &mut self,
        last: u32,
        next: Option<u32>,
        newest: usize,
    ) -> Result<Vec<u32>, Failure> {
        let exists = self.layer.exists;
        let nothing_new = next.is_some_and(|next| next <= last.saturating_add(1));
        if exists == 0 || nothing_new || last == u32::MAX {
            return Ok(Vec::new());
        }
        if last == 0 {
            // Asked for by place in the folder: an answer over half a million is never needed.
            let before = exists.saturating_sub(u32::try_from(newest).unwrap_or(u32::MAX));
            return self.search(&format!("{}:*", before + 1)).await;
        }
        let mut uids = self.search(&format!("UID {}:*", last + 1)).await?;
        uids.retain(|uid| *uid > last);
        Ok(uids)
    }

    /// Rows of all these messages.
    ///
    /// A message that SEARCH found and FETCH left out was either expunged in between, or the
    /// server stumbled over it. Only a second search can tell, and only the first kind may be
    /// left out; the second is reported without flags and date rather than never.
    async fn rows_of_all(&mut self, uids: &[u32]) -> Result<Rows, Failure> {
        let mut rows = self.rows(uids).await?;
        let missing = |rows: &Rows| -> Vec<u32> {
            uids.iter().copied().filter(|uid| !rows.0.get(uid).is_some_and(Row::is_whole)).collect()
        };
        let left_out = missing(&rows);
        if left_out.is_empty() {
            return Ok(rows);
        }
        rows.0.extend(self.rows(&left_out).await?.0);
        let left_out = missing(&rows);
        if left_out.is_empty() {
            return Ok(rows);
        }
        let still_there = self.search(&format!("UID {}", super::rows::set(&left_out))).await?;
        for uid in left_out {
            if still_there.contains(&uid) {
                rows.0.entry(uid).or_default();
            } else {
                rows.0.remove(&uid);
            }
        }
        Ok(rows)
    }

    /// The problem of a message that is not there.
    pub(super) fn gone() -> Problem {
        Problem::new(ProblemKind::MessageGone)
    }
}
