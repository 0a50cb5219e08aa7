//! Who it says it is from, and how it came.

pub(super) mod address_in_name;
pub(super) mod brand_in_name;
pub(super) mod chatty_first_contact;
pub(super) mod dynamic_line_host;
pub(super) mod false_host_name;
pub(super) mod lookalike_of_own_domain;
pub(super) mod no_sender;
pub(super) mod own_domain_in_name;
pub(super) mod random_sender_name;
pub(super) mod recipient_as_sender;
pub(super) mod reply_to_elsewhere;
pub(super) mod reply_to_nothing;
pub(super) mod return_path_elsewhere;
