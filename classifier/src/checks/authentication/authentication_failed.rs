//! # The provider doubts the sender
//!
//! ## What it looks for
//! The provider's own `Authentication-Results` say that DMARC failed, or that SPF refuses
//! the sender's domain while nothing else speaks for it.
//!
//! ## Why it matters
//! The owner of the domain has said how real mail from it is known; this one is not.
//!
//! ## When it is wrong
//! Mailing lists and forwarding break these signs; mail over a list does not count.
//!
//! ## Example
//! `Authentication-Results: mx.provider.example; dmarc=fail header.from=bank.example`

use crate::checks::Check;
use crate::checks::reading::{Reading, is_list_mail, sender};
use crate::message::authentication::{Standing, standing};

pub(crate) const CHECK: Check = Check { id: "authentication-failed", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    let posted = is_list_mail(message) && message.header("List-Post").next().is_some();
    if posted || standing(message, facts) != Standing::Failed {
        return None;
    }
    sender(message).map(|from| from.spec.clone())
}
