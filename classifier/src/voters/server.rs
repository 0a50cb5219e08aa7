//! `server`: the provider's own opinion, as far as it is to be believed.
//!
//! Believed by position (see [`crate::server`]) and by what this account has seen of the
//! dialect: a "spam" that the person contradicted counts less, a "ham" in a line that this
//! account's mail does not usually carry counts nothing.

use crate::facts::TagRecord;
use crate::judgement::{Clue, Token, Vote, Voter};
use crate::server::{self, Opinion as Says, Tag};
use crate::voters::Opinion;
use crate::{Facts, Message};

/// A provider's own "spam", before its record with this account is known.
const TRUSTED_SPAM: f64 = 3.0;
/// A provider's own "ham": it lets much through, so this says little.
const TRUSTED_HAM: f64 = -0.5;
/// A provider's own "cannot tell".
const TRUSTED_UNSURE: f64 = 0.8;
/// "Spam" in a line that anybody could have written: a small hint, never a credit.
const FOREIGN_SPAM: f64 = 0.4;
/// How far a dialect counts whose meaning is only recalled.
const RECALLED: f64 = 0.5;

/// So many messages of an account show which tags its provider writes.
const PROFILE: u32 = 20;

/// Reads the provider's tags of a message; one clue a dialect.
pub(crate) fn opinion(message: &Message, facts: &Facts) -> Opinion {
    let clues: Vec<Clue> =
        server::read(message, facts).into_iter().filter_map(|tag| clue(tag, facts)).collect();
    let log_odds = clues.iter().map(|clue| clue.contribution).sum();
    let confidence = if clues.is_empty() { 0.0 } else { 1.0 };
    Opinion { vote: Vote { voter: Voter::Server, log_odds, confidence, share: 0.0 }, clues }
}

fn clue(tag: Tag, facts: &Facts) -> Option<Clue> {
    let record = facts.tags.get(&*tag.dialect).copied().unwrap_or_default();
    let contribution = match (tag.trusted, tag.opinion) {
        (true, Says::Spam) => TRUSTED_SPAM * belief(record.spam_confirmed, record.spam_contradicted),
        (true, Says::Unsure) => TRUSTED_UNSURE,
        (true, Says::Ham) if is_strange(record) && server::taught_header(&tag.dialect).is_none() => {
            return None;
        }
        (true, Says::Ham) => TRUSTED_HAM,
        (false, Says::Spam) => FOREIGN_SPAM,
        (false, Says::Ham | Says::Unsure) => return None,
    };
    let weight = if tag.known || tag.is_in_subject() { 1.0 } else { RECALLED };
    Some(Clue {
        voter: Voter::Server,
        token: Token::Server {
            dialect: tag.dialect.into_owned(),
            header: tag.header,
            value: tag.value,
            says: Some(tag.opinion),
            trusted: tag.trusted,
        },
        contribution: contribution * weight,
        spam_seen: record.spam_confirmed,
        ham_seen: record.spam_contradicted,
    })
}

/// How far a provider's "spam" is believed, in 0..=1: one until it has been contradicted.
fn belief(confirmed: u32, contradicted: u32) -> f64 {
    let (confirmed, contradicted) = (f64::from(confirmed), f64::from(contradicted));
    ((confirmed + 4.0 - 3.0 * contradicted) / (confirmed + 4.0 + contradicted)).max(0.0)
}

/// Whether this account's mail is known well enough to say that its provider hardly ever
/// writes this tag. A filter that says "ham" says it on most mail.
fn is_strange(record: TagRecord) -> bool {
    record.of >= PROFILE && u64::from(record.carried) * 4 < u64::from(record.of)
}
