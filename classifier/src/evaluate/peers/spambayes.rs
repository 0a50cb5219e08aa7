//! What `SpamBayes` 1.1 counts, with its default options.

use std::collections::{BTreeMap, BTreeSet};

use super::mail::{self, Mail};
use crate::message::address;
use crate::message::encoded_word;
use crate::message::header::{Block, RawLine};

/// Words up to this length are counted as they are, longer ones by their length.
const LONGEST_WORD: usize = 12;
const ADDRESS_HEADERS: [&str; 5] = ["from", "to", "cc", "sender", "reply-to"];
/// Headers whose presence says something wherever the mail was collected.
const SAFE_HEADERS: [&str; 18] = [
    "abuse-reports-to",
    "date",
    "errors-to",
    "from",
    "importance",
    "in-reply-to",
    "message-id",
    "mime-version",
    "organization",
    "received",
    "reply-to",
    "return-path",
    "subject",
    "to",
    "user-agent",
    "x-abuse-info",
    "x-complaints-to",
    "x-face",
];

pub(super) fn tokens(raw: &[u8]) -> BTreeSet<String> {
    let mail = mail::read(raw);
    let mut tokens = BTreeSet::new();
    parts(&mail, &mut tokens);
    subject(&mail.header, &mut tokens);
    for name in ADDRESS_HEADERS {
        addresses(name, &mail.header, &mut tokens);
    }
    other_headers(&mail.header, &mut tokens);
    for text in mail.parts.iter().filter_map(|part| part.text.as_deref()) {
        body(&text.to_lowercase(), &mut tokens);
    }
    tokens
}

fn parts(mail: &Mail<'_>, tokens: &mut BTreeSet<String>) {
    let whole = mail.header.first("Content-Type").map(RawLine::decoded).unwrap_or_default();
    let whole = whole.split(';').next().unwrap_or_default().trim().to_lowercase();
    tokens.insert(format!("content-type:{}", if whole.is_empty() { "text/plain" } else { &whole }));
    for part in &mail.parts {
        tokens.insert(format!("content-type:{}", part.kind));
        if !part.charset.is_empty() {
            tokens.insert(format!("charset:{}", part.charset.to_lowercase()));
        }
        if !part.file_name.is_empty() {
            file_name(&part.file_name, tokens);
        }
        if part.attachment {
            tokens.insert("content-disposition:attachment".to_owned());
        }
    }
}

fn file_name(name: &str, tokens: &mut BTreeSet<String>) {
    tokens.insert(format!("filename:fname:{name}"));
    let components: Vec<&str> = name.split(['/', '\\', ':']).collect();
    for component in &components {
        if components.len() > 1 {
            tokens.insert(format!("filename:fname comp:{component}"));
        }
        let pieces: Vec<&str> = component.split(is_url_separator).collect();
        if pieces.len() > 1 {
            tokens.extend(pieces.iter().map(|piece| format!("filename:fname piece:{piece}")));
        }
    }
}

/// Case is kept, words part at what is no letter, and runs of punctuation count, too.
fn subject(header: &Block<'_>, tokens: &mut BTreeSet<String>) {
    let Some(line) = header.first("Subject") else { return };
    let raw = String::from_utf8_lossy(&line.unfolded()).into_owned();
    for word in raw.split("=?").skip(1).filter_map(|word| word.split_once('?')) {
        tokens.insert(format!("subjectcharset:{}", word.0.to_lowercase()));
    }
    let text = line.decoded();
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$' | '.' | '%');
    for word in text.split(|letter| !is_word(letter)) {
        long_or_short(word, |token| {
            tokens.insert(format!("subject:{token}"));
        });
    }
    let is_punctuation = |letter: char| !(letter.is_alphanumeric() || letter == '_');
    for run in text.split(|letter| !is_punctuation(letter)).filter(|run| !run.is_empty()) {
        tokens.insert(format!("subject:{run}"));
    }
}

fn addresses(name: &str, header: &Block<'_>, tokens: &mut BTreeSet<String>) {
    let lines: Vec<&RawLine<'_>> = header.lines.iter().filter(|line| line.is(name)).collect();
    if lines.is_empty() {
        tokens.insert(format!("{name}:none"));
        return;
    }
    let (mut nameless, mut all) = (0_u32, 0_usize);
    for address in lines.iter().flat_map(|line| address::list(line)) {
        if address.name.is_empty() {
            nameless += 1;
        } else {
            tokens.insert(format!("{name}:name:{}", address.name.to_lowercase()));
        }
        if address.spec.is_empty() {
            tokens.insert(format!("{name}:addr:none"));
        }
        tokens.extend(
            address
                .spec
                .split('@')
                .filter(|half| !half.is_empty())
                .map(|half| format!("{name}:addr:{}", half.to_lowercase())),
        );
        all += 1;
    }
    if nameless > 0 {
        tokens.insert(format!("{name}:no real name:2**{}", power_of_two(nameless)));
    }
    if matches!(name, "to" | "cc") && all > 0 {
        tokens.insert(format!("{name}:2**{}", power_of_two(all as u32)));
    }
}

fn power_of_two(count: u32) -> u32 {
    f64::from(count).log2().round() as u32
}

fn other_headers(header: &Block<'_>, tokens: &mut BTreeSet<String>) {
    let value = |name: &str| header.first(name).map(|line| encoded_word::decode(&line.unfolded()));
    let mailer = value("X-Mailer").unwrap_or_else(|| "none".to_owned()).to_lowercase();
    tokens.insert(format!("x-mailer:{}", mailer.split_whitespace().collect::<Vec<_>>().join(" ")));
    let id = value("Message-ID").unwrap_or_default();
    let host = id.trim().strip_prefix('<').and_then(|id| id.split_once('@'));
    let host = host.and_then(|(_, rest)| rest.split_once('>')).map(|(host, _)| host);
    tokens.insert(
        host.filter(|host| !host.is_empty())
            .map_or_else(|| "message-id:invalid".to_owned(), |host| format!("message-id:@{host}")),
    );
    let mut counted: BTreeMap<String, u32> = BTreeMap::new();
    for line in &header.lines {
        if SAFE_HEADERS.iter().any(|name| line.is(name)) {
            *counted.entry(String::from_utf8_lossy(line.name).into_owned()).or_default() += 1;
        }
    }
    tokens.extend(counted.into_iter().map(|(name, count)| format!("header:{name}:{count}")));
}

/// `text` is in lower case.
fn body(text: &str, tokens: &mut BTreeSet<String>) {
    let text = without_links(text, tokens);
    let text = without(&text, "<style", "</style>");
    let text = without(&text, "<!--", "-->");
    let text = without(&text, "<noframes", "</noframes>");
    for found in ["<script", "</script", "<iframe", "</iframe", "src=cid:", "src=\"cid:", "src='cid:"] {
        if text.contains(found) {
            tokens.insert(found.to_owned());
        }
    }
    let text = text.replace("&nbsp;", " ").replace("<p>", " ").replace("<br>", " ");
    for word in without_tags(&text).split_whitespace() {
        long_or_short(word, |token| {
            tokens.insert(token);
        });
    }
}

fn is_url_separator(letter: char) -> bool {
    matches!(letter, ';' | '?' | ':' | '@' | '&' | '=' | '+' | ',' | '$' | '.')
}

/// Takes links out and counts their pieces.
fn without_links(text: &str, tokens: &mut BTreeSet<String>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        let scheme = ["https", "http", "ftp"].into_iter().find(|scheme| before.ends_with(scheme));
        let ends = |letter: char| {
            letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '\'') || !letter.is_ascii()
        };
        let (inside, further) = after.split_at(after.find(ends).unwrap_or(after.len()));
        let Some(scheme) = scheme.filter(|_| !inside.is_empty()) else {
            kept.push_str(before);
            kept.push_str("://");
            rest = after;
            continue;
        };
        kept.push_str(before.strip_suffix(scheme).unwrap_or(before));
        tokens.insert(format!("proto:{scheme}"));
        for piece in inside.trim_end_matches(['.', ':', '?', '!', '/']).split('/') {
            tokens.extend(piece.split(is_url_separator).map(|chunk| format!("url:{chunk}")));
        }
        rest = further;
    }
    kept.push_str(rest);
    kept
}

/// Takes out what stands from `start` to `end`; an open one stays.
fn without(text: &str, start: &str, end: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(start) {
        let Some((_, after)) = inside.split_once(end) else { break };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Takes out what looks like a tag of at most 256 characters.
fn without_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('<') {
        kept.push_str(before);
        let opens = !inside.starts_with(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>'));
        let end = inside.char_indices().take(257).find(|(_, letter)| *letter == '>').map(|(at, _)| at);
        let after = end.filter(|_| opens).and_then(|at| inside.get(at + 1..));
        if after.is_none() {
            kept.push('<');
        }
        rest = after.unwrap_or(inside);
    }
    kept.push_str(rest);
    kept
}

/// Words of 3 to 12 characters as they are; of longer ones the halves of an address, or about
/// how long they are.
fn long_or_short(word: &str, mut put: impl FnMut(String)) {
    let length = word.chars().count();
    if length < 3 {
        return;
    }
    if length <= LONGEST_WORD {
        return put(word.to_owned());
    }
    if length < 40
        && word.contains('.')
        && let Some((name, host)) = word.split_once('@').filter(|(_, host)| !host.contains('@'))
    {
        put(format!("email name:{name}"));
        return put(format!("email addr:{host}"));
    }
    put(format!("skip:{} {}", word.chars().next().unwrap_or_default(), length / 10 * 10));
    let high = word.chars().filter(|letter| !letter.is_ascii()).count();
    if high > 0 {
        put(format!("8bit%:{}", (high as f64 * 100.0 / length as f64).round()));
    }
}
