//! # A newsletter that can be left with one click
//!
//! ## What it looks for
//! A proven sender that offers to be left with one click (RFC 8058), and names its list.
//!
//! ## Why it matters
//! Who makes leaving easy wants readers and not victims; and the provider vouches for the name.
//!
//! ## When it is wrong
//! Mass mailers learn the same manners, with names of their own. It is a hint and no more.
//!
//! ## Example
//! `List-Unsubscribe-Post: List-Unsubscribe=One-Click` from a proven sender

use crate::checks::Check;
use crate::checks::reading::Reading;

pub(crate) const CHECK: Check = Check { id: "proper-newsletter", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let one_click =
        message.header("List-Unsubscribe-Post").any(|value| value.to_ascii_lowercase().contains("one-click"));
    let address = message.header("List-Unsubscribe").next().filter(|value| value.contains("https://"))?;
    (one_click && reading.is_proven()).then(|| address.to_owned())
}
