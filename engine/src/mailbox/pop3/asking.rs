//! Beginning a session, asking in it, and letting it go.

use std::collections::BTreeSet;

use super::failure::Failure;
use super::listing::Listing;
use super::session::Session;
use super::{FORM, INBOX, LONGEST_DELAY, Pop3, connect};
use crate::mailbox::{Cursor, Envelope, Look, Place, Seen, prints};
use crate::problem::Problem;

impl Pop3 {
    /// The session, begun where there is none. It is out of its place while it is used, so that nobody
    /// goes on with one that was left in the middle of an answer.
    pub(super) async fn session(&mut self) -> Result<Session, Problem> {
        if let Some(session) = self.session.take() {
            return Ok(session);
        }
        self.left = None;
        let signed_in = connect::sign_in(&self.server, &self.user, &self.password, &self.patience).await;
        // What is to be done about some has to do with ports.
        let (wire, offered) = signed_in.map_err(|problem| problem.with("protocol", "pop3"))?;
        self.capabilities.clone_from(&offered.all);
        self.delay = offered.delay().min(LONGEST_DELAY);
        Session::begin(wire, offered).await.map_err(|failure| self.problem(&failure))
    }

    /// Puts a session back after use, unless it is broken. What was marked in a broken one is not removed,
    /// as far as is known.
    pub(super) fn used<T>(&mut self, session: Session, outcome: Result<T, Failure>) -> Result<T, Problem> {
        if outcome.as_ref().err().is_none_or(Failure::is_answer) {
            self.session = Some(session);
        }
        outcome.map_err(|failure| self.problem(&failure))
    }

    pub(super) fn problem(&self, failure: &Failure) -> Problem {
        self.withheld.from(failure.problem(&self.server.host, self.patience.answer.as_secs()))
    }

    /// What stands there: as the open session has it, or as the last one of this run left it.
    pub(super) async fn listing(&mut self) -> Result<Listing, Problem> {
        if let Some(left) = self.left.as_ref().filter(|_| self.session.is_none()) {
            return Ok(left.clone());
        }
        let session = self.session().await?;
        let listing = session.listing.clone();
        self.session = Some(session);
        Ok(listing)
    }

    pub(super) async fn look_at(&mut self, cursor: Option<&Cursor>, limit: usize) -> Result<Look, Problem> {
        let mut session = self.session().await?;
        let read = cursor.map(|cursor| prints::read(FORM, cursor));
        let rebuilt = matches!(read, Some(None));
        let known = read.flatten().unwrap_or_default();
        let (mut new, mut here) = (Vec::new(), BTreeSet::new());
        for entry in &session.listing.entries {
            let print = prints::print(&entry.key);
            if known.contains(&print) {
                here.insert(print);
            } else {
                let place = Place { folder: INBOX.to_owned(), key: entry.key.clone() };
                new.push((print, Seen { place, envelope: Envelope::default(), size: entry.size }));
            }
        }
        let more = new.len() > limit;
        new.truncate(limit);
        here.extend(new.iter().map(|(print, _)| *print));
        let new: Vec<Seen> = new.into_iter().map(|(_, seen)| seen).collect();
        let places: Vec<Place> = new.iter().map(|seen| seen.place.clone()).collect();
        session.expect(&places);
        self.session = Some(session);
        Ok(Look { new, cursor: prints::write(FORM, &here), more, rebuilt })
    }

    /// Ends a session in which nothing may be removed.
    pub(super) async fn let_go(&mut self) {
        self.left = None;
        let Some(mut session) = self.session.take() else { return };
        if session.has_marked() && session.reset().await.is_err() {
            return;
        }
        let _ = session.quit().await;
    }
}
