//! # Greeted by one's address
//!
//! ## What it looks for
//! A greeting that uses the mail address, or the part before its `@`, where a name would stand.
//!
//! ## Why it matters
//! Those who have a contract with somebody know the name.
//!
//! ## When it is wrong
//! Services where the address is the only name; they greet so too.
//!
//! ## Example
//! `Dear taro.yamada@example.jp,` `taro.yamada@example.jp 様`

use crate::checks::Check;
use crate::checks::reading::{Reading, beginning, is_list_mail};

pub(crate) const CHECK: Check = Check { id: "greeting-by-address", look };

/// Characters within which a greeting stands.
const HEAD: usize = 400;
const GREETINGS: &[&str] = &[
    "dear ",
    "hello ",
    "hi ",
    "attn: ",
    "attention ",
    "dear user ",
    "dear customer ",
    "hello, ",
    "hi, ",
    "dear: ",
];

fn look(reading: &Reading<'_>) -> Option<String> {
    let Reading { message, facts, .. } = *reading;
    if is_list_mail(message) || facts.sender.ham > 0 {
        return None;
    }
    let head = beginning(&message.folded, HEAD);
    let to = message.to.iter().map(|to| &to.spec);
    let mut greeted =
        facts.own_addresses.iter().chain(to).filter(|spec| spec.contains('@')).flat_map(|spec| {
            let local = spec.split('@').next().unwrap_or_default();
            // A plain first name before the `@` is a proper greeting.
            let local = if local.chars().all(char::is_alphabetic) { spec } else { local };
            [spec.as_str(), local]
        });
    greeted.find(|name| is_greeted(head, name)).map(str::to_owned)
}

fn is_greeted(head: &str, name: &str) -> bool {
    if !head.contains(name) {
        return false;
    }
    let english = GREETINGS.iter().any(|greeting| head.contains(&format!("{greeting}{name}")));
    let japanese =
        ["様", " 様", "さま", " さま"].iter().any(|honorific| head.contains(&format!("{name}{honorific}")));
    english || japanese
}
