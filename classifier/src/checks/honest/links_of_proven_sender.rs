//! # All links lead to the proven sender
//!
//! ## What it looks for
//! A proven sender all of whose links lead to its own domain.
//!
//! ## Why it matters
//! Who writes from a name and leads to the same name pretends nothing.
//!
//! ## When it is wrong
//! A thief can prove a name of his own, too; then the name itself tells. It is a hint and no
//! more.
//!
//! ## Example
//! `shop@shop.example`, proven, with links to `www.shop.example` only

use crate::checks::Check;
use crate::checks::reading::{Reading, sender_domain};
use crate::checks::sender::brand_in_name;
use crate::checks::tables::free_mail::is_free_mail;
use crate::checks::tables::top_level_domains::is_cheap;

pub(crate) const CHECK: Check = Check { id: "links-of-proven-sender", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    // Who writes under another's name has no credit for a site of their own.
    if reading.links.is_empty() || !reading.is_proven() || (brand_in_name::CHECK.look)(reading).is_some() {
        return None;
    }
    let own = sender_domain(reading.message)?;
    let home = reading.links.iter().all(|web| web.domain.as_ref() == Some(&own));
    (home && !is_free_mail(own.as_str()) && !is_cheap(own.as_str())).then(|| own.as_str().to_owned())
}
