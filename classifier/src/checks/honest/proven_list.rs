//! # A list that is what it says
//!
//! ## What it looks for
//! Mail of a discussion list of which all headers name one domain, and the provider has proven
//! that it came from there.
//!
//! ## Why it matters
//! The way to write to it, to leave it and to read it belong together.
//!
//! ## When it is wrong
//! Members of a list can send spam to it.
//!
//! ## Example
//! `List-Id: <garden.lists.example>`, and `spf=pass smtp.mailfrom=lists.example`

use crate::checks::Check;
use crate::checks::reading::Reading;
use crate::domain::RegistrableDomain;
use crate::message::authentication::believed;

pub(crate) const CHECK: Check = Check { id: "proven-list", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let message = reading.message;
    let id = message.header("List-Id").next()?;
    let name = id.rsplit('<').next().unwrap_or(id).trim_end_matches('>').trim();
    let domain = RegistrableDomain::of(name)?;
    let post = message.header("List-Post").next()?;
    let posted =
        post.rsplit('@').next().and_then(|host| RegistrableDomain::of(host.split(['>', '?']).next()?))?;
    let of = |address: &str| RegistrableDomain::of(address.rsplit('@').next().unwrap_or(address));
    let proven = posted == domain
        && believed(message, reading.facts).iter().flat_map(|results| &results.methods).any(|method| {
            method.result == "pass"
                && ["smtp.mailfrom", "header.d", "header.i"]
                    .iter()
                    .any(|name| of(method.property(name)).as_ref() == Some(&domain))
        });
    proven.then(|| name.to_owned())
}
