//! `sender`: who it is, by earlier mail both ways.
//!
//! Nothing that a sender can write earns credit: what speaks for a sender counts only
//! when the sender is proven, by the provider's own aligned authentication result or by
//! the sending network that ham came from before. What speaks against counts always, but for a
//! proven sender of whom the person rather wants mail: others wrote in that name.
//!
//! Mekiki's own verdicts, of which the person said nothing, are weak witnesses for a sender and
//! none against.

use crate::judgement::{Clue, Token, Vote, Voter};
use crate::message::authentication::is_proven;
use crate::message::sending::network;
use crate::voters::Opinion;
use crate::{Facts, Message};

/// Whether this message really comes from where it says: aligned authentication read from
/// the provider's own header, or the same sending network as earlier ham of this address.
pub(crate) fn proven(message: &Message, facts: &Facts) -> bool {
    is_proven(message, facts)
        || network(message, facts).is_some_and(|network| facts.sender.ham_networks.contains(&network))
}

pub(crate) fn opinion(message: &Message, facts: &Facts) -> Opinion {
    let clues = clues(message, facts);
    let log_odds = clues.iter().map(|clue| clue.contribution).sum();
    let confidence = if clues.is_empty() { 0.0 } else { 1.0 };
    Opinion { vote: Vote { voter: Voter::Sender, log_odds, confidence, share: 0.0 }, clues }
}

fn clues(message: &Message, facts: &Facts) -> Vec<Clue> {
    let Some(from) = message.from.first().filter(|from| !from.spec.is_empty()) else { return Vec::new() };
    let known = &facts.sender;
    let mut clues = Vec::new();
    let mut say = |what: &str, count: u32, contribution: f64| {
        clues.push(Clue {
            voter: Voter::Sender,
            token: Token::Sender { what: what.to_owned(), who: from.spec.clone(), count },
            contribution,
            spam_seen: known.spam,
            ham_seen: known.ham,
        });
    };
    if proven(message, facts) {
        if known.written_to > 0 {
            say("written-to", known.written_to, -grown(known.written_to, 2.0));
        }
        if known.ham > 0 {
            say("known-ham", known.ham, -grown(known.ham, 1.2));
        } else if known.domain_ham > 2 {
            say("domain-ham", known.domain_ham, -grown(known.domain_ham, 0.4));
        } else if known.passed > 0 {
            say("passed", known.passed, -grown(known.passed, 0.3));
        }
        if known.ham > known.spam || known.written_to > 0 {
            return clues;
        }
    }
    if known.spam > 0 {
        say("known-spam", known.spam, grown(known.spam, 1.6));
    } else if known.domain_spam > 2 && known.domain_ham == 0 {
        say("domain-spam", known.domain_spam, grown(known.domain_spam, 0.5));
    }
    clues
}

/// Grows with the logarithm of a count, up to three times the first step.
fn grown(count: u32, step: f64) -> f64 {
    (step * (1.0 + f64::from(count).ln() / 2.0)).min(3.0 * step)
}
