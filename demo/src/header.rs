//! Header lines as they travel: encoded words (RFC 2047) and encoded parameters (RFC 2231).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::charset;

/// Headers whose value is a list of addresses: only the display names are encoded.
const OF_ADDRESSES: [&str; 6] = ["from", "to", "cc", "reply-to", "sender", "list-id"];
/// Headers with parameters: the parameter's value is encoded.
const OF_PARAMETERS: [&str; 2] = ["content-type", "content-disposition"];

/// Encodes one header line (folds in it stand as LF and white space), without its final line end.
pub(crate) fn encode(line: &str, charset: &str) -> Vec<u8> {
    let encoded = if line.is_ascii() { line.to_owned() } else { encode_value(line, charset) };
    encoded.replace('\n', "\r\n").into_bytes()
}

fn encode_value(line: &str, charset: &str) -> String {
    let (name, value) = line.split_once(':').unwrap_or(("", line));
    let value = value.trim();
    let kind = name.to_ascii_lowercase();
    let encoded = if OF_ADDRESSES.contains(&kind.as_str()) {
        let mailboxes: Vec<_> =
            value.split(',').map(|mailbox| encode_mailbox(mailbox.trim(), charset)).collect();
        mailboxes.join(", ")
    } else if OF_PARAMETERS.contains(&kind.as_str()) {
        let parameters: Vec<_> =
            value.split(';').map(|parameter| encode_parameter(parameter.trim())).collect();
        parameters.join(";\n ")
    } else {
        encode_text(value, charset)
    };
    format!("{name}: {encoded}")
}

fn encode_mailbox(mailbox: &str, charset: &str) -> String {
    match mailbox.rsplit_once('<') {
        Some((name, address)) if !name.is_ascii() => {
            format!("{} <{address}", words(name.trim().trim_matches('"'), charset))
        }
        _ => mailbox.to_owned(),
    }
}

fn encode_parameter(parameter: &str) -> String {
    match parameter.split_once('=') {
        Some((name, value)) if !value.is_ascii() => {
            let escaped: String = value.trim_matches('"').bytes().map(escape).collect();
            format!("{name}*=utf-8''{escaped}")
        }
        _ => parameter.to_owned(),
    }
}

fn escape(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-' {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

/// Leaves leading ASCII words (`Re:`, `[SPAM]`) readable, as mail programs do.
fn encode_text(value: &str, charset: &str) -> String {
    let foreign = value.find(|c: char| !c.is_ascii()).unwrap_or(value.len());
    let start = value.get(..foreign).and_then(|plain| plain.rfind(' ')).map_or(0, |space| space + 1);
    let (plain, foreign) = value.split_at_checked(start).unwrap_or(("", value));
    format!("{plain}{}", words(foreign, charset))
}

/// A run of encoded words, none over 75 characters and each complete in itself.
fn words(text: &str, charset: &str) -> String {
    let room = (75 - "=??B??=".len() - charset.len()) / 4 * 3;
    let mut words = Vec::new();
    let mut chunk = String::new();
    for character in text.chars() {
        chunk.push(character);
        if charset::bytes(&chunk, charset).len() > room {
            chunk.pop();
            words.push(word(&chunk, charset));
            chunk = character.to_string();
        }
    }
    words.push(word(&chunk, charset));
    words.join("\n ")
}

fn word(chunk: &str, charset: &str) -> String {
    format!("=?{charset}?B?{}?=", STANDARD.encode(charset::bytes(chunk, charset)))
}
