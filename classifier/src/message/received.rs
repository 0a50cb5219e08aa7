//! `Received` lines: which host handed the message to which, and when.

use mail_parser::parsers::MessageStream;
use mail_parser::{DateTime, HeaderValue, Host, Received};
use std::net::IpAddr;

use super::Hop;
use super::header::RawLine;

/// Reads one `Received` line, the `header`th of its message.
pub(crate) fn hop(line: &RawLine<'_>, header: usize) -> Hop {
    let text = String::from_utf8_lossy(&line.unfolded()).into_owned();
    let terminated = format!("{text}\n");
    let mut hop = match MessageStream::new(terminated.as_bytes()).parse_received() {
        HeaderValue::Received(parsed) => from_parsed(&parsed, header),
        _ => Hop { header, ..Hop::default() },
    };
    fill_gaps(&mut hop, &text);
    hop
}

fn from_parsed(parsed: &Received<'_>, header: usize) -> Hop {
    let from = parsed.from.as_ref().map(host).unwrap_or_default();
    let looked_up = parsed.from_iprev.as_deref().map(clean).unwrap_or_default();
    let (helo, from_host) = match &parsed.helo {
        Some(helo) => (host(helo), if looked_up.is_empty() { from } else { looked_up }),
        None => (from, looked_up),
    };
    Hop {
        header,
        helo,
        from_host: known(from_host),
        from_ip: parsed.from_ip,
        by: parsed.by.as_ref().map(host).unwrap_or_default(),
        date: parsed.date.as_ref().filter(|date| date.is_valid()).map(DateTime::to_timestamp),
    }
}

/// Reads what mail-parser could not: the words after `from` and `by`, an address in
/// brackets, the date after the last semicolon.
fn fill_gaps(hop: &mut Hop, text: &str) {
    let before_date = text.rsplit_once(';').map_or(text, |(before, _)| before);
    if hop.by.is_empty() {
        hop.by = word_after(before_date, "by").unwrap_or_default();
    }
    if hop.helo.is_empty() && hop.from_host.is_empty() {
        hop.helo = word_after(before_date, "from").unwrap_or_default();
    }
    if hop.from_ip.is_none() {
        hop.from_ip = before_receiver(before_date).split(['[', ']', '(', ')', ' ']).find_map(ip);
    }
    if hop.date.is_none() {
        hop.date = text.rsplit_once(';').and_then(|(_, date)| super::date::timestamp(date));
    }
}

/// What is said of the sending host: a line that begins with `by` says nothing of it, and the
/// address behind `by` is the receiver's own.
fn before_receiver(text: &str) -> &str {
    let is_by = |word: &str| word.eq_ignore_ascii_case("by");
    let mut end = 0;
    for word in text.split_inclusive(|letter: char| letter.is_ascii_whitespace()) {
        if is_by(word.trim()) {
            break;
        }
        end += word.len();
    }
    text.get(..end).unwrap_or_default()
}

fn word_after(text: &str, keyword: &str) -> Option<String> {
    let mut words = text.split_ascii_whitespace();
    words.by_ref().find(|word| word.eq_ignore_ascii_case(keyword))?;
    let word = clean(words.next()?);
    (!word.is_empty()).then_some(word)
}

fn ip(text: &str) -> Option<IpAddr> {
    let text = text.strip_prefix("IPv6:").unwrap_or(text);
    if text.contains('.') || text.matches(':').count() > 1 { text.parse().ok() } else { None }
}

fn host(host: &Host<'_>) -> String {
    match host {
        Host::Name(name) => clean(name),
        Host::IpAddr(ip) => ip.to_string(),
    }
}

fn clean(name: &str) -> String {
    name.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase()
}

fn known(name: String) -> String {
    if name == "unknown" { String::new() } else { name }
}
