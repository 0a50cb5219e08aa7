//! A mail with what is known of it, as the cases of the checks are written.

use crate::{Facts, Message};

/// Reads a preface of facts (`#own: …`, one a line), an empty line, and the mail; the preface may
/// be empty. `None` where there is no empty line, or a fact is none.
pub fn read(bytes: &[u8]) -> Option<(Facts, Message)> {
    let (preface, mail) = if let Some(mail) = bytes.strip_prefix(b"\n") {
        ("", mail)
    } else {
        let end = bytes.windows(2).position(|pair| pair == b"\n\n")?;
        (std::str::from_utf8(bytes.get(..end)?).ok()?, bytes.get(end + 2..)?)
    };
    let mut facts = Facts::default();
    for line in preface.lines() {
        note(&mut facts, line)?;
    }
    Some((facts, Message::parse(mail)))
}

fn note(facts: &mut Facts, line: &str) -> Option<()> {
    let (key, value) = line.strip_prefix('#')?.split_once(": ")?;
    match key {
        "own" => facts.own_addresses.push(value.to_owned()),
        "now" => facts.now = mail_parser::DateTime::parse_rfc3339(value)?.to_timestamp(),
        "written-to" => facts.sender.written_to = value.parse().ok()?,
        "ham" => facts.sender.ham = value.parse().ok()?,
        "receiving-host" => facts.provider.receiving_hosts.push(value.to_owned()),
        "authserv-id" => facts.provider.authserv_ids.push(value.to_owned()),
        "returned-is-ours" => facts.returned_is_ours = Some(value.parse().ok()?),
        "answers-ours" => facts.answers_ours = Some(value.parse().ok()?),
        _ => return None,
    }
    Some(())
}
