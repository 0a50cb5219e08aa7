//! Header text: encoded words (RFC 2047) and raw 8-bit or JIS text.
//!
//! Own code where mail-parser has a gap: characters split over two words, the labels of
//! [`super::charset`], raw Japanese. Field structure is still left to mail-parser, which
//! is given what [`settled`] returns: every word in UTF-8.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::charset;

/// Decodes the unfolded value of a header line.
pub(crate) fn decode(value: &[u8]) -> String {
    let text = readable(value);
    rewrite(&text, str::to_owned).into_owned()
}

/// The value with all encoded words in UTF-8 and all raw text in UTF-8.
pub(crate) fn settled(value: &[u8]) -> String {
    let text = readable(value);
    rewrite(&text, encode).into_owned()
}

fn readable(value: &[u8]) -> Cow<'_, str> {
    if charset::is_plain_ascii(value) {
        charset::utf8(value)
    } else {
        Cow::Owned(charset::decode_unlabelled(value))
    }
}

/// One `=?charset?encoding?data?=`.
struct Word<'a> {
    charset: &'a str,
    bytes: Vec<u8>,
    rest: &'a str,
}

/// Replaces each run of encoded words by what `put` makes of its text.
fn rewrite(text: &str, put: fn(&str) -> String) -> Cow<'_, str> {
    if memchr::memmem::find(text.as_bytes(), b"=?").is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(word) = word(from) {
            let (run, after) = run_of(word);
            out.push_str(&put(&run));
            rest = after;
        } else {
            out.push_str("=?");
            rest = from.get(2..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Decodes a word and those that follow it with nothing but white space between. Bytes of
/// the same charset are joined first: programs cut them in the middle of a character.
fn run_of(first: Word<'_>) -> (String, &str) {
    let mut text = String::new();
    let Word { mut charset, mut bytes, mut rest } = first;
    while let Some(next) = word(rest.trim_start_matches([' ', '\t', '\r', '\n'])) {
        if next.charset.eq_ignore_ascii_case(charset) {
            bytes.extend_from_slice(&next.bytes);
        } else {
            text.push_str(&charset::decode(&bytes, charset).text);
            charset = next.charset;
            bytes = next.bytes;
        }
        rest = next.rest;
    }
    text.push_str(&charset::decode(&bytes, charset).text);
    text.retain(|c| c != '\0' && c != '\r' && c != '\n');
    (text, rest)
}

fn word(text: &str) -> Option<Word<'_>> {
    let inner = text.strip_prefix("=?")?;
    let (charset, after) = inner.split_once('?')?;
    if charset.len() > 40 || charset.contains([' ', '\n', '=']) {
        return None;
    }
    let (encoding, after) = after.split_once('?')?;
    let (data, rest) = after.split_once("?=")?;
    // RFC 2231 allows a language after an asterisk.
    let charset = charset.split('*').next().unwrap_or(charset);
    let bytes = match encoding {
        "b" | "B" => super::transfer::base64(data.as_bytes()),
        "q" | "Q" => q_decoded(data),
        _ => return None,
    };
    Some(Word { charset, bytes, rest })
}

fn q_decoded(data: &str) -> Vec<u8> {
    let spaced: Vec<u8> = data.bytes().map(|byte| if byte == b'_' { b' ' } else { byte }).collect();
    super::transfer::quoted_printable_word(&spaced)
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3 + 12);
    out.push_str("=?utf-8?q?");
    for byte in text.bytes() {
        let _ = write!(out, "={byte:02X}");
    }
    out.push_str("?=");
    out
}
