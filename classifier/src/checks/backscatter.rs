//! Reports about mail that was never sent.

pub(super) mod unsent_mail_returned;
