//! How the message is built.

pub(super) mod broken_parts;
pub(super) mod date_far_off;
pub(super) mod forged_mailer;
pub(super) mod malformed_message_id;
pub(super) mod marked_urgent;
pub(super) mod missing_date;
pub(super) mod missing_message_id;
pub(super) mod needless_coding;
pub(super) mod received_out_of_order;
pub(super) mod repeated_header;
pub(super) mod too_many_parts;
pub(super) mod undisclosed_recipients;
pub(super) mod wrong_charset;
