//! Transfer encodings, read as mail programs read them: what is broken is skipped.

use mail_parser::decoders::base64::base64_decode;

/// Decodes base64; characters outside its alphabet are skipped.
pub(crate) fn base64(data: &[u8]) -> Vec<u8> {
    if let Some(bytes) = base64_decode(data) {
        return bytes;
    }
    let clean: Vec<u8> = data
        .iter()
        .copied()
        .filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        .collect();
    base64_decode(&clean).unwrap_or_default()
}

/// How many bytes base64 data stands for.
pub(crate) fn base64_size(data: &[u8]) -> usize {
    let digits =
        data.iter().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')).count();
    digits / 4 * 3 + (digits % 4).saturating_sub(1)
}

/// Decodes quoted-printable. Own code: mail-parser gives up at the first `=` that no two
/// digits follow, where mail programs show it and go on.
pub(crate) fn quoted_printable(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    for line in data.split_inclusive(|&byte| byte == b'\n') {
        let text = line.trim_ascii_end();
        if let Some(soft) = text.strip_suffix(b"=") {
            push_decoded(soft, &mut out);
        } else {
            push_decoded(text, &mut out);
            if line.last() == Some(&b'\n') {
                out.push(b'\n');
            }
        }
    }
    out
}

/// Decodes the data of a Q-encoded word, in which white space counts.
pub(crate) fn quoted_printable_word(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    push_decoded(data, &mut out);
    out
}

fn push_decoded(mut text: &[u8], out: &mut Vec<u8>) {
    while let Some(at) = memchr::memchr(b'=', text) {
        let (before, from) = text.split_at(at);
        out.extend_from_slice(before);
        if let [_, high, low, rest @ ..] = from
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            out.push(high << 4 | low);
            text = rest;
        } else {
            out.push(b'=');
            text = from.get(1..).unwrap_or_default();
        }
    }
    out.extend_from_slice(text);
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
