//! The named checks: each looks for one thing that a person could be shown.
//!
//! One check, one file, under one of the headings below; each with a guilty and an
//! innocent mail in `classifier/cases/<id>/`. A check says *that* something is there,
//! never how much it weighs: the weights come from data ([`crate::voters::checks`]).

mod attachments;
mod authentication;
mod backscatter;
mod disguise;
mod language;
mod links;
mod reading;
mod sender;
mod structure;
mod tables;

use serde::{Deserialize, Serialize};

use crate::message::fold::is_zero_width;
use crate::{Facts, Message};

/// The name of a check, in kebab case: `link-text-mismatch`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(transparent)]
pub struct CheckId(pub String);

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Finding {
    /// Which check.
    pub check: CheckId,
    /// The passage that gave it away, at most 120 characters, control characters removed.
    pub detail: String,
}

/// A named test of a message.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Its id, unique and never reused: training logs refer to it.
    pub id: &'static str,
    /// Returns the passage that gave it away, or `None`. Never panics, linear time.
    pub look: fn(&Message, &Facts) -> Option<String>,
}

/// All checks, in the order that rows of findings use. New ones are appended.
pub const ALL: &[Check] = &[
    disguise::woven_letters::CHECK,
    disguise::split_words::CHECK,
    disguise::hidden_text::CHECK,
    disguise::word_salad::CHECK,
    disguise::zero_width_characters::CHECK,
    disguise::lookalike_letters::CHECK,
    disguise::styled_letters::CHECK,
    disguise::spaced_letters::CHECK,
    disguise::digits_for_letters::CHECK,
    disguise::reversed_text::CHECK,
    disguise::gap_in_subject::CHECK,
    disguise::two_different_texts::CHECK,
    links::link_text_mismatch::CHECK,
    links::raw_ip_link::CHECK,
    links::lookalike_host::CHECK,
    links::shortened_link::CHECK,
    links::link_with_user_name::CHECK,
    links::cheap_domain::CHECK,
    links::form_in_mail::CHECK,
    links::script_in_mail::CHECK,
    links::image_only::CHECK,
    sender::address_in_name::CHECK,
    sender::brand_in_name::CHECK,
    sender::reply_to_elsewhere::CHECK,
    sender::recipient_as_sender::CHECK,
    sender::random_sender_name::CHECK,
    sender::dynamic_line_host::CHECK,
    sender::false_host_name::CHECK,
    sender::reply_to_nothing::CHECK,
    sender::chatty_first_contact::CHECK,
    authentication::authentication_failed::CHECK,
    authentication::free_mail_unproven::CHECK,
    authentication::forged_tag::CHECK,
    attachments::executable_attachment::CHECK,
    attachments::double_extension::CHECK,
    attachments::disguised_attachment::CHECK,
    attachments::web_page_attached::CHECK,
    structure::date_far_off::CHECK,
    structure::missing_message_id::CHECK,
    structure::malformed_message_id::CHECK,
    structure::repeated_header::CHECK,
    structure::undisclosed_recipients::CHECK,
    backscatter::unsent_mail_returned::CHECK,
    language::unsolicited_advert_mark::CHECK,
    language::shouting_subject::CHECK,
    language::extortion::CHECK,
    language::account_warning::CHECK,
    language::advance_fee::CHECK,
    language::greeting_by_address::CHECK,
];

/// Checks of form alone. Honest machines and hurried people have such flaws too, so none of
/// them may make a message spam by itself, whatever the data say.
pub(crate) const FORMAL: &[&str] = &[
    "cheap-domain",
    "date-far-off",
    "dynamic-line-host",
    "false-host-name",
    "greeting-by-address",
    "malformed-message-id",
    "missing-message-id",
    "random-sender-name",
    "repeated-header",
    "shortened-link",
    "shouting-subject",
    "undisclosed-recipients",
];

/// The longest detail of a finding, in characters.
const DETAIL: usize = 120;

/// Runs every check over a message.
pub fn findings(message: &Message, facts: &Facts) -> Vec<Finding> {
    ALL.iter()
        .filter_map(|check| {
            (check.look)(message, facts)
                .map(|detail| Finding { check: CheckId(check.id.to_owned()), detail: showable(&detail) })
        })
        .collect()
}

/// A passage made safe for showing: short, on one line, without characters that act.
fn showable(detail: &str) -> String {
    let calm = detail.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    calm.filter(|&c| !c.is_control() && !is_zero_width(c)).take(DETAIL).collect()
}

#[cfg(test)]
mod tests;
