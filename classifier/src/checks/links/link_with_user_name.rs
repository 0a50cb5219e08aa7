//! # Link with a user name in front
//!
//! ## What it looks for
//! A web link with something before an `@` in its host part that looks like a host itself.
//!
//! ## Why it matters
//! `http://bank.example@evil.example/` leads to `evil.example`.
//!
//! ## When it is wrong
//! Hardly ever; programs that put a password into a link use plain user names.
//!
//! ## Example
//! `http://www.bank.example@192.0.2.9/`

use crate::checks::Check;
use crate::checks::reading::{Reading, web_links};

pub(crate) const CHECK: Check = Check { id: "link-with-user-name", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    web_links(message).find(|link| has_host_like_user(&link.target)).map(|link| link.target.clone())
}

fn has_host_like_user(target: &str) -> bool {
    let rest = target.split_once("//").map_or(target, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    authority.rsplit_once('@').is_some_and(|(user, _)| user.contains('.') || user.contains("%2e"))
}
