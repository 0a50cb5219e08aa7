//! What is said, where it is a known pattern and not merely a topic.

pub(super) mod account_warning;
pub(super) mod advance_fee;
pub(super) mod extortion;
pub(super) mod greeting_by_address;
pub(super) mod shouting_subject;
pub(super) mod unsolicited_advert_mark;
