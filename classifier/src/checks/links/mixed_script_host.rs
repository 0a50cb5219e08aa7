//! # A host of two alphabets
//!
//! ## What it looks for
//! Hosts of links or senders whose name mixes Latin letters with Cyrillic or Greek ones in one
//! part, or is made of such letters that all look Latin.
//!
//! ## Why it matters
//! `аррӏе` reads like a word one knows and is another name.
//!
//! ## When it is wrong
//! Names in one alphabet, with digits, are not meant.
//!
//! ## Example
//! `xn--80ak6aa92e.com`

use unicode_script::{Script, UnicodeScript};
use unicode_security::skeleton;

use crate::checks::Check;
use crate::checks::reading::{Reading, sender};

pub(crate) const CHECK: Check = Check { id: "mixed-script-host", look };

fn look(reading: &Reading<'_>) -> Option<String> {
    let from = sender(reading.message).and_then(|from| from.spec.rsplit_once('@')).map(|(_, host)| host);
    from.into_iter()
        .chain(reading.links.iter().map(|web| web.link.host.as_str()))
        .filter(|host| host.contains("xn--") || !host.is_ascii())
        .map(|host| idna::domain_to_unicode(host).0)
        .find(|shown| shown.split('.').any(is_masked))
}

fn is_masked(label: &str) -> bool {
    if label.is_ascii() {
        return false;
    }
    let has = |script: Script| label.chars().any(|c| c.script() == script);
    let foreign =
        has(Script::Cyrillic) || has(Script::Greek) || has(Script::Armenian) || has(Script::Cherokee);
    let latin = has(Script::Latin);
    let looks_latin = || skeleton(label).all(|c| c.is_ascii_alphanumeric() || c == '-');
    foreign && (latin || looks_latin())
}
