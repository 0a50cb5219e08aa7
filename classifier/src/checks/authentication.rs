//! What the provider found out about the sender, and what a sender says in its name.

pub(super) mod authentication_failed;
pub(super) mod forged_tag;
pub(super) mod free_mail_unproven;
pub(super) mod harmless_mark;
