//! How the message is built.

pub(super) mod date_far_off;
pub(super) mod malformed_message_id;
pub(super) mod missing_message_id;
pub(super) mod repeated_header;
pub(super) mod undisclosed_recipients;
