//! Links that lead elsewhere than they seem to.

pub(super) mod cheap_domain;
pub(super) mod form_in_mail;
pub(super) mod image_only;
pub(super) mod link_text_mismatch;
pub(super) mod link_with_user_name;
pub(super) mod lookalike_host;
pub(super) mod raw_ip_link;
pub(super) mod script_in_mail;
pub(super) mod shortened_link;
