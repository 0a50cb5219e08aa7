//! # Names that are thrown away after use
//!
//! ## What it looks for
//! A sender or a link under a top-level domain where names cost next to nothing.
//!
//! ## Why it matters
//! Mass mailings change their names daily; they buy where that is cheapest.
//!
//! ## When it is wrong
//! Honest small sites are there too. It is a hint and no more.
//!
//! ## Example
//! `https://card-update.example.top/`

use crate::checks::Check;
use crate::checks::reading::{Reading, sender, web_links};
use crate::checks::tables::top_level_domains::is_cheap;

pub(crate) const CHECK: Check = Check { id: "cheap-domain", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    if facts.sender.written_to > 0 {
        return None;
    }
    let from = sender(message).and_then(|from| from.spec.rsplit_once('@')).map(|(_, host)| host);
    from.into_iter()
        .chain(web_links(message).map(|link| link.host.as_str()))
        .find(|host| is_cheap(host))
        .map(str::to_owned)
}
