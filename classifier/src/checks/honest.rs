//! What speaks for a message: proven by the provider or by what the person sent, never by
//! what a sender can write.

pub(super) mod answer_to_own_mail;
pub(super) mod code_of_proven_sender;
pub(super) mod links_of_proven_sender;
pub(super) mod proper_newsletter;
pub(super) mod proven_list;
pub(super) mod receipt_of_proven_sender;
