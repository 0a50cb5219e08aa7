//! The named checks: each looks for one thing that a person could be shown.
//!
//! One check, one file, under one of the headings below; each with a guilty and an
//! innocent mail in `classifier/cases/<id>/`. A check says *that* something is there,
//! never how much it weighs: the weights come from data ([`crate::voters::checks`]).

mod attachments;
mod authentication;
mod backscatter;
pub mod case;
mod disguise;
mod honest;
mod japanese;
mod language;
mod links;
mod payment;
mod phrases;
mod reading;
mod sender;
mod shapes;
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
    pub(crate) look: fn(&reading::Reading<'_>) -> Option<String>,
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
    attachments::program_in_archive::CHECK,
    attachments::password_beside_archive::CHECK,
    attachments::macro_document::CHECK,
    attachments::disk_image::CHECK,
    attachments::shortcut_attached::CHECK,
    attachments::notebook_attached::CHECK,
    attachments::script_in_drawing::CHECK,
    attachments::page_that_leads_on::CHECK,
    attachments::invitation_elsewhere::CHECK,
    attachments::type_mismatch::CHECK,
    attachments::document_that_acts::CHECK,
    payment::changed_bank_details::CHECK,
    payment::gift_card_errand::CHECK,
    payment::invoice_from_stranger::CHECK,
    payment::wallet_address::CHECK,
    payment::call_back_number::CHECK,
    payment::urgent_errand::CHECK,
    payment::parcel_fee::CHECK,
    japanese::unpaid_demand::CHECK,
    japanese::easy_income::CHECK,
    japanese::meeting_offer::CHECK,
    japanese::prize_won::CHECK,
    japanese::brand_with_foreign_links::CHECK,
    japanese::mixed_widths::CHECK,
    japanese::borrowed_kanji::CHECK,
    sender::own_domain_in_name::CHECK,
    sender::lookalike_of_own_domain::CHECK,
    sender::return_path_elsewhere::CHECK,
    sender::no_sender::CHECK,
    links::open_redirector::CHECK,
    links::mixed_script_host::CHECK,
    links::address_in_link::CHECK,
    links::link_with_port::CHECK,
    links::free_hosting_link::CHECK,
    links::random_host::CHECK,
    links::obscured_link::CHECK,
    links::scan_instead_of_click::CHECK,
    links::picture_instead_of_text::CHECK,
    structure::missing_date::CHECK,
    structure::broken_parts::CHECK,
    structure::wrong_charset::CHECK,
    structure::needless_coding::CHECK,
    structure::marked_urgent::CHECK,
    structure::forged_mailer::CHECK,
    structure::received_out_of_order::CHECK,
    honest::proper_newsletter::CHECK,
    honest::links_of_proven_sender::CHECK,
    honest::answer_to_own_mail::CHECK,
    honest::proven_list::CHECK,
    honest::receipt_of_proven_sender::CHECK,
    honest::code_of_proven_sender::CHECK,
    authentication::harmless_mark::CHECK,
    structure::too_many_parts::CHECK,
];

/// Checks of form alone. Honest machines and hurried people have such flaws too, so none of
/// them may make a message spam by itself, whatever the data say.
pub(crate) const FORMAL: &[&str] = &[
    "broken-parts",
    "cheap-domain",
    "date-far-off",
    "dynamic-line-host",
    "false-host-name",
    "greeting-by-address",
    "harmless-mark",
    "invoice-from-stranger",
    "link-with-port",
    "malformed-message-id",
    "marked-urgent",
    "missing-date",
    "missing-message-id",
    "needless-coding",
    "no-sender",
    "password-beside-archive",
    "picture-instead-of-text",
    "random-host",
    "random-sender-name",
    "received-out-of-order",
    "repeated-header",
    "reply-to-nothing",
    "return-path-elsewhere",
    "shortened-link",
    "shouting-subject",
    "undisclosed-recipients",
    "wallet-address",
    "wrong-charset",
];

/// Checks of what costs money or the machine, and is worded like any business letter: the more the
/// words of wanted mail are known, the better a fraud in those words would do. What these find is
/// not outweighed by having learned much.
pub(crate) const GRAVE: &[&str] = &[
    "changed-bank-details",
    "disguised-attachment",
    "double-extension",
    "executable-attachment",
    "gift-card-errand",
    "program-in-archive",
    "shortcut-attached",
    "urgent-errand",
];

/// Checks that speak for a message. They say who sent it, never that it is wanted: a thief can
/// prove a name of his own, so none of them may make a message ham by itself. The answer to a
/// message that the person sent is not among them.
pub(crate) const HONEST: &[&str] = &[
    "code-of-proven-sender",
    "links-of-proven-sender",
    "proper-newsletter",
    "proven-list",
    "receipt-of-proven-sender",
];

/// Whether a check speaks for a message: what it finds only a proven sender can have done.
pub fn speaks_for(check: &str) -> bool {
    HONEST.contains(&check) || check == "answer-to-own-mail"
}

/// The longest detail of a finding, in characters.
const DETAIL: usize = 120;

/// Runs every check over a message.
pub fn findings(message: &Message, facts: &Facts) -> Vec<Finding> {
    let reading = reading::Reading::of(message, facts);
    ALL.iter()
        .filter_map(|check| {
            (check.look)(&reading)
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
