//! Moving, putting back, marking and deleting: everything that changes the server.
//!
//! How a message is moved depends on what the server offers:
//!
//! | offered | what is done | the move is proven by |
//! |---|---|---|
//! | MOVE, UIDPLUS | `UID MOVE` | COPYUID |
//! | MOVE | `UID MOVE` | finding the same bytes in the target |
//! | UIDPLUS | `UID COPY`, `\Deleted`, `UID EXPUNGE` of this UID | COPYUID |
//! | neither | `UID COPY`, `\Deleted` | finding the same bytes in the target |
//!
//! From a folder that only shows what others hold (`\\All`) nothing is removed: a copy is made.
//!
//! In the last case the original stays where it was, marked `\Deleted`: a plain EXPUNGE would
//! also remove what other programs have marked. In the third a line that is cut between marking
//! and expunging leaves it so too; there the journal finds it again ([`Mailbox::leftovers`]) and
//! has it expunged.
//!
//! [`Mailbox::leftovers`]: crate::mailbox::Mailbox::leftovers

use super::Imap;
use super::cursor::Mark;
use super::date;
use super::failure::Failure;
use super::layer::Done;
use super::names::quoted;
use super::opening::Access;
use super::searching::digest;
use crate::mailbox::{Envelope, Place, Sought};
use crate::problem::{Problem, ProblemKind};

impl Imap {
    /// Moves a message into the folder of our own, which is made when it is missing.
    pub(super) async fn move_to_own(&mut self, place: &Place) -> Result<Place, Problem> {
        if !self.folders.has_own() {
            self.make_own().await?;
        }
        let own = self.folders.own().to_owned();
        match self.transfer(place, &own).await {
            // The person deleted the folder meanwhile: nothing was moved yet.
            Err(problem) if problem.kind == ProblemKind::NoSuchFolder => {
                self.make_own().await?;
                self.transfer(place, &own).await
            }
            other => other,
        }
    }

    /// Makes and subscribes the folder of our own.
    async fn make_own(&mut self) -> Result<(), Problem> {
        let mut made = self.create_own().await;
        let refused = matches!(&made, Err(failure) if failure.is_answer());
        if refused && self.folders.move_own_below_inbox() {
            made = self.create_own().await;
        }
        match made {
            Ok(()) => {}
            Err(failure) if failure.has_code("ALREADYEXISTS") => {}
            Err(failure) => return Err(self.problem(&failure)),
        }
        self.folders.add_own();
        // Some programs show subscribed folders only. One that cannot be subscribed still works.
        let wire = quoted(&self.folders.wire(self.folders.own()));
        match self.layer.order(&format!("SUBSCRIBE {wire}")).await {
            Err(failure) if !failure.is_answer() => Err(self.problem(&failure)),
            _ => Ok(()),
        }
    }

    async fn create_own(&mut self) -> Result<(), Failure> {
        let wire = quoted(&self.folders.wire(self.folders.own()));
        match self.layer.order(&format!("CREATE {wire}")).await {
            Err(Failure::No { code, text })
                if code.is_empty() && text.to_ascii_lowercase().contains("exists") =>
            {
                Ok(())
            }
            other => other.map(|_| ()),
        }
    }

    /// Moves a message to another folder by the best way the server offers.
    pub(super) async fn transfer(&mut self, place: &Place, target: &str) -> Result<Place, Problem> {
        let uid = self.at(place, Access::Write).await?;
        if self.offers("UIDPLUS") {
            self.transfer_named(place, uid, target).await
        } else {
            self.transfer_searched(place, uid, target).await
        }
    }

    /// The server tells the new UID.
    async fn transfer_named(&mut self, place: &Place, uid: u32, target: &str) -> Result<Place, Problem> {
        let view = self.folders.is_view(&place.folder);
        let moves = self.offers("MOVE") && !view;
        let done = self.carry(uid, (&place.folder, target), moves).await?;
        let Some((validity, new)) = proven(&done, uid) else {
            // OK without COPYUID: the message was not there any more, or nobody knows.
            return Err(Self::gone());
        };
        if !moves && !view {
            self.remove(place).await?;
        }
        Ok(Mark { validity, uid: new }.place(target))
    }

    /// The server does not tell the new UID: it is found by the message's bytes.
    async fn transfer_searched(&mut self, place: &Place, uid: u32, target: &str) -> Result<Place, Problem> {
        let raw = self.body(place, None).await?;
        let sought = Sought {
            message_id: message_id(&raw),
            digest: digest(&raw),
            size: raw.len() as u64,
            place: None,
        };
        self.reopen(target, Access::Read).await?;
        let first = self.opened.as_ref().and_then(|opened| opened.next).unwrap_or(0);
        self.at(place, Access::Write).await?;
        let view = self.folders.is_view(&place.folder);
        let moves = self.offers("MOVE") && !view;
        self.carry(uid, (&place.folder, target), moves).await?;
        let validity = self.reopen(target, Access::Read).await?;
        let found = self.find_here(&sought, first).await.map_err(|failure| self.problem(&failure))?;
        let Some(new) = found.last().copied() else { return Err(Self::gone()) };
        if !moves && !view {
            self.remove(place).await?;
        }
        Ok(Mark { validity, uid: new }.place(target))
    }

    /// Of what is to go `from` one folder to another, the second alone can refuse a copy.
    async fn carry(&mut self, uid: u32, (from, target): (&str, &str), moves: bool) -> Result<Done, Problem> {
        let verb = if moves { "MOVE" } else { "COPY" };
        let command = format!("UID {verb} {uid} {}", quoted(&self.folders.wire(target)));
        self.layer.order(&command).await.map_err(|failure| {
            if moves {
                self.moving_problem(&failure, from, target)
            } else {
                self.folder_problem(&failure, target)
            }
        })
    }

    /// Removes one message: marks it `\Deleted` and expunges it alone, where that can be done.
    pub(super) async fn remove(&mut self, place: &Place) -> Result<(), Problem> {
        let uid = self.at(place, Access::Write).await?;
        let store = format!("UID STORE {uid} +FLAGS.SILENT (\\Deleted)");
        self.layer.order(&store).await.map_err(|failure| self.removing_problem(&failure, place))?;
        if self.offers("UIDPLUS") {
            let expunge = format!("UID EXPUNGE {uid}");
            self.layer.order(&expunge).await.map_err(|failure| self.removing_problem(&failure, place))?;
        }
        Ok(())
    }

    fn removing_problem(&self, failure: &Failure, place: &Place) -> Problem {
        if failure.has_code("NOPERM") {
            self.folder_problem(failure, &place.folder)
        } else {
            self.problem(failure)
        }
    }

    /// Appends a message with its flags and date.
    pub(super) async fn append(
        &mut self,
        folder: &str,
        raw: &[u8],
        envelope: &Envelope,
    ) -> Result<Place, Problem> {
        let validity = self.reopen(folder, Access::Read).await?;
        let first = self.opened.as_ref().and_then(|opened| opened.next).unwrap_or(0);
        let flags: Vec<&str> =
            envelope.flags.iter().map(String::as_str).filter(|flag| is_flag(flag)).collect();
        let done = match self.append_with(folder, raw, &flags, envelope).await {
            // A server that allows no keywords refuses the whole message over one.
            Err(Failure::No { code, .. }) if code.is_empty() || code == "CANNOT" => {
                let system: Vec<&str> = flags.into_iter().filter(|flag| flag.starts_with('\\')).collect();
                self.append_with(folder, raw, &system, envelope).await
            }
            other => other,
        };
        let done = done.map_err(|failure| self.folder_problem(&failure, folder))?;
        if let Some((validity, uids)) = done.appended
            && let [uid] = uids.as_slice()
        {
            return Ok(Mark { validity, uid: *uid }.place(folder));
        }
        let sought =
            Sought { message_id: message_id(raw), digest: digest(raw), size: raw.len() as u64, place: None };
        self.reopen(folder, Access::Read).await?;
        let found = self.find_here(&sought, first).await.map_err(|failure| self.problem(&failure))?;
        found.last().map(|uid| Mark { validity, uid: *uid }.place(folder)).ok_or_else(Self::gone)
    }

    async fn append_with(
        &mut self,
        folder: &str,
        raw: &[u8],
        flags: &[&str],
        envelope: &Envelope,
    ) -> Result<Done, Failure> {
        let at_once = self.offers("LITERAL+") || (self.offers("LITERAL-") && raw.len() <= 4096);
        let plus = if at_once { "+" } else { "" };
        let date =
            envelope.received.and_then(date::written).map(|date| format!("\"{date}\" ")).unwrap_or_default();
        let wire = quoted(&self.folders.wire(folder));
        let command = format!("APPEND {wire} ({}) {date}{{{}{plus}}}", flags.join(" "), raw.len());
        self.layer.run_with_literals(&command, &[(raw, "")], at_once).await
    }

    /// Adds and removes keywords, where the server keeps them.
    pub(super) async fn set_keywords(
        &mut self,
        place: &Place,
        add: &[&str],
        remove: &[&str],
    ) -> Result<bool, Problem> {
        let uid = self.at(place, Access::Write).await?;
        let allowed: Vec<&str> = add.iter().copied().filter(|keyword| self.allows(keyword)).collect();
        let mut all = allowed.len() == add.len();
        for (sign, keywords) in [("-", remove), ("+", allowed.as_slice())] {
            let keywords: Vec<&str> = keywords.iter().copied().filter(|keyword| is_flag(keyword)).collect();
            if keywords.is_empty() {
                continue;
            }
            let command = format!("UID STORE {uid} {sign}FLAGS.SILENT ({})", keywords.join(" "));
            match self.layer.order(&command).await {
                Ok(_) => {}
                Err(failure) if failure.is_answer() => all = false,
                Err(failure) => return Err(self.problem(&failure)),
            }
        }
        // STORE of a message that is gone is OK too.
        let rows = self.rows(&[uid]).await.map_err(|failure| self.problem(&failure))?;
        let row = rows.0.get(&uid).ok_or_else(Self::gone)?;
        let has = |keyword: &&str| row.flags.iter().flatten().any(|flag| flag.eq_ignore_ascii_case(keyword));
        Ok(all && add.iter().all(has))
    }

    fn allows(&self, keyword: &str) -> bool {
        let permanent = self.opened.as_ref().and_then(|opened| opened.permanent.as_ref());
        // A server that does not say allows all (RFC 3501, 7.1).
        permanent
            .is_none_or(|flags| flags.iter().any(|flag| flag == "\\*" || flag.eq_ignore_ascii_case(keyword)))
    }
}

/// The new place of a message, as COPYUID tells it.
fn proven(done: &Done, uid: u32) -> Option<(u32, u32)> {
    match &done.copied {
        Some((validity, from, to)) => match (from.as_slice(), to.as_slice()) {
            ([one], [new]) if *one == uid => Some((*validity, *new)),
            _ => None,
        },
        None => None,
    }
}

/// Whether a flag can be sent: a system flag or a keyword, without anything that ends a command.
fn is_flag(flag: &str) -> bool {
    let name = flag.strip_prefix('\\').unwrap_or(flag);
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"(){%*\"\\]".contains(&byte);
    !name.is_empty() && name.bytes().all(plain) && !flag.eq_ignore_ascii_case("\\Recent")
}

/// The Message-ID in a message's header, without angle brackets; empty when there is none.
///
/// Only a hint for searching: what is found is compared byte for byte.
fn message_id(raw: &[u8]) -> String {
    let header = raw.get(..raw.len().min(64 * 1024)).unwrap_or_default();
    let text = String::from_utf8_lossy(header);
    let mut lines = text.lines().take_while(|line| !line.is_empty());
    let value = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim_end().eq_ignore_ascii_case("message-id").then(|| value.trim().to_owned())
    });
    let value = value.unwrap_or_default();
    let inner = value.strip_prefix('<').and_then(|rest| rest.split_once('>')).map(|(id, _)| id.to_owned());
    inner.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_message_moved_proves_the_move_of_one() {
        let done = |copied| Done { copied, ..Done::default() };
        assert_eq!(proven(&done(Some((5, vec![7], vec![1]))), 7), Some((5, 1)));
        for unproven in
            [None, Some((5, vec![8], vec![1])), Some((5, vec![7, 8], vec![1, 2])), Some((5, vec![7], vec![]))]
        {
            assert_eq!(proven(&done(unproven), 7), None);
        }
    }

    #[test]
    fn a_flag_cannot_carry_a_command() {
        for flag in ["\\Seen", "$Junk", "NonJunk", "foo/bar"] {
            assert!(is_flag(flag), "{flag}");
        }
        for flag in ["", "\\", "\\*", "\\Recent", "a b", "a)", "x\r\nm9 LOGOUT", "日本", "a]"] {
            assert!(!is_flag(flag), "{flag}");
        }
    }

    #[test]
    fn the_message_id_is_read_from_the_header_alone() {
        assert_eq!(message_id(b"From: a\r\nMESSAGE-ID: <a@b>\r\n\r\n"), "a@b");
        assert_eq!(message_id(b"From: a\r\n\r\nMessage-ID: <a@b>\r\n"), "");
        assert_eq!(message_id(b"Message-ID: none\r\n\r\n"), "");
        assert_eq!(message_id(b"\xff\xfe"), "");
    }
}
