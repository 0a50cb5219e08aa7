//! Links that lead elsewhere than they seem to.

pub(super) mod address_in_link;
pub(super) mod cheap_domain;
pub(super) mod form_in_mail;
pub(super) mod free_hosting_link;
pub(super) mod image_only;
pub(super) mod link_text_mismatch;
pub(super) mod link_with_port;
pub(super) mod link_with_user_name;
pub(super) mod lookalike_host;
pub(super) mod mixed_script_host;
pub(super) mod obscured_link;
pub(super) mod open_redirector;
pub(super) mod picture_instead_of_text;
pub(super) mod random_host;
pub(super) mod raw_ip_link;
pub(super) mod scan_instead_of_click;
pub(super) mod script_in_mail;
pub(super) mod shortened_link;
