//! # A failure report for a mail never sent
//!
//! ## What it looks for
//! A delivery report that returns a message the person did not send: the record of sent mail
//! says so, or the returned message carries another sender's address.
//!
//! ## Why it matters
//! Spam was sent in the person's name; its echo fills the mailbox, and some is written to
//! look like an echo and to be opened.
//!
//! ## When it is wrong
//! Mail sent from another program whose record is not known. Where nothing is known, nothing
//! is said.
//!
//! ## Example
//! `Undelivered Mail Returned to Sender`, with a message inside that one has never seen

use crate::checks::Check;
use crate::checks::reading::{Reading, sender};
use crate::message::fold::folded;
use crate::{Facts, Message};

pub(crate) const CHECK: Check = Check { id: "unsent-mail-returned", look };

/// Beginnings of the names that deliver reports.
const REPORTERS: &[&str] =
    &["mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "mdaemon", "maildelivery"];
/// What their subjects say, folded.
const SUBJECTS: &[&str] = &[
    "undeliver",
    "returned mail",
    "delivery failure",
    "delivery status notification",
    "failure notice",
    "mail delivery failed",
    "delivery has failed",
    "could not be delivered",
    "message not delivered",
    "non remis",
    "unzustellbar",
    "配信不能",
    "配信できません",
    "配送できません",
    "送信できません",
    "不達",
    "届けられません",
    "mail delivery system",
    "returned to sender",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    if !is_report(message) {
        return None;
    }
    let foreign = facts.returned_is_ours == Some(false)
        || (facts.returned_is_ours.is_none() && is_of_another(message, facts));
    foreign.then(|| {
        message.returned.first().map_or_else(|| message.subject.clone(), |returned| returned.subject.clone())
    })
}

/// Whether the message is a delivery report.
pub(crate) fn is_report(message: &Message) -> bool {
    let report = message.parts.iter().any(|part| part.content_type == "message/delivery-status");
    let from = sender(message).map(|from| from.spec.split('@').next().unwrap_or_default());
    let reporter = from.is_some_and(|local| REPORTERS.iter().any(|known| local.starts_with(known)));
    let no_path = message.return_path.as_ref().is_some_and(|path| path.spec.is_empty());
    let subject = folded(&message.subject);
    let told = SUBJECTS.iter().any(|known| subject.contains(known));
    report || ((reporter || no_path) && told)
}

fn is_of_another(message: &Message, facts: &Facts) -> bool {
    let returned =
        message.returned.iter().map(|returned| returned.from.spec.as_str()).find(|spec| spec.contains('@'));
    !facts.own_addresses.is_empty()
        && returned.is_some_and(|spec| !facts.own_addresses.iter().any(|own| own == spec))
}
