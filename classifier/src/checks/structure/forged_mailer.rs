//! # A mail program that it is not
//!
//! ## What it looks for
//! A message that says it was written with Outlook or Outlook Express and lacks what those
//! programs always write.
//!
//! ## Why it matters
//! Mass mailing programs borrow the name of one that people use.
//!
//! ## When it is wrong
//! Gateways that take headers away; lists and proven senders do not count.
//!
//! ## Example
//! `X-Mailer: Microsoft Outlook Express 6.00` without `X-MimeOLE`

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "forged-mailer", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    if reading.is_list || reading.is_proven() {
        return None;
    }
    let mailer = message.header("X-Mailer").next()?;
    let express = mailer.starts_with("Microsoft Outlook Express");
    let outlook = mailer.starts_with("Microsoft Outlook") && !express && !mailer.contains("Mac");
    let has = |name: &'static str| message.header(name).next().is_some();
    let id = message.message_id.as_deref().unwrap_or_default();
    // Both build the number of hexadecimal groups between dollar signs, Outlook also of one run.
    let own_id = id.matches('$').count() == 2
        || (outlook && id.split('@').next().is_some_and(|left| left.len() >= 20));
    let forged = (express && !(has("X-MimeOLE") && own_id))
        || (outlook && !own_id && !has("X-MimeOLE") && !has("Thread-Index"));
    forged.then(|| mailer.to_owned())
}
