//! Bytes to text, whatever the label says.
//!
//! A label is believed where the bytes agree with it. Missing, unknown and wrong labels
//! are common in honest mail and more so in Japanese mail: then the bytes decide.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;
use std::borrow::Cow;

/// Of so many bytes outside ASCII one may be broken in what is still UTF-8.
const SOUND: usize = 12;

/// How much of a text the detector is shown; its guess is settled long before.
const DETECTION_WINDOW: usize = 16 * 1024;

/// Text, and whether its label was of use.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The label was unknown, missing where needed, or wrong.
    pub(crate) mislabelled: bool,
}

/// Decodes `bytes` that carry the charset label `label` (empty: none).
pub(crate) fn decode(bytes: &[u8], label: &str) -> Decoded {
    let label = label.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    let labelled = if says_nothing(&label) { None } else { Some(label.as_str()) };
    if is_plain_ascii(bytes) && !labelled.is_some_and(is_seven_bit_code) {
        let unknown = labelled.is_some_and(|label| encoding(label).is_none());
        return Decoded { text: utf8(bytes).into_owned(), mislabelled: unknown };
    }
    let Some(label) = labelled else { return guessed(bytes) };
    if matches!(label, "utf-7" | "utf7" | "unicode-1-1-utf-7") {
        let text = charset_decoder(b"utf-7").map_or_else(|| lossy(bytes), |decode| decode(bytes));
        return Decoded { text, mislabelled: false };
    }
    let Some(encoding) = encoding(label) else { return guessed(bytes) };
    as_labelled(bytes, encoding)
}

/// Decodes bytes that come without any label, such as a raw header line.
pub(crate) fn decode_unlabelled(bytes: &[u8]) -> String {
    guessed(bytes).text
}

/// Whether the bytes are ASCII text without shift sequences, the same in every charset here.
pub(crate) fn is_plain_ascii(bytes: &[u8]) -> bool {
    bytes.is_ascii() && !shifts(bytes)
}

/// Whether bytes shift between sets of characters, as Japanese in seven bits does. Colours for a terminal
/// begin with the same byte.
fn shifts(bytes: &[u8]) -> bool {
    memchr::memchr_iter(0x1b, bytes).any(|at| matches!(bytes.get(at + 1), Some(b'$' | b'(')))
}

/// UTF-8 as text, mended where it is broken. What checks for whole UTF-8 is faster than what mends it.
pub(crate) fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// The charset that an HTML document names in its first 1,024 bytes.
pub(crate) fn html_label(html: &[u8]) -> Option<String> {
    let head = html.get(..html.len().min(1024))?.to_ascii_lowercase();
    let start = find(&head, b"charset=")? + b"charset=".len();
    let label: String = head
        .get(start..)?
        .iter()
        .map(|&byte| char::from(byte))
        .skip_while(|c| matches!(c, '"' | '\'' | ' '))
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
        .collect();
    (!label.is_empty()).then_some(label)
}

fn as_labelled(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    if encoding == ISO_2022_JP || !shifts(bytes) {
        let (text, failed) = run(bytes, encoding);
        if failed
            && encoding == UTF_8
            && damage(&text) * SOUND <= bytes.iter().filter(|byte| !byte.is_ascii()).count()
        {
            // Cut or damaged on its way; no other code looks so much like it.
            return Decoded { text, mislabelled: false };
        }
        if failed {
            let guess = guessed(bytes);
            // A guess that reads no better is no reason to distrust the label.
            if damage(&guess.text) < damage(&text) {
                return guess;
            }
            return Decoded { text, mislabelled: true };
        }
        if !contradicted(bytes, encoding) {
            return Decoded { text, mislabelled: false };
        }
    }
    guessed(bytes)
}

/// Single-byte encodings accept any bytes: whether these look like another one.
fn contradicted(bytes: &[u8], encoding: &'static Encoding) -> bool {
    if !encoding.is_single_byte() || bytes.is_ascii() {
        return false;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    // Western text has far fewer letters outside ASCII than Japanese has.
    let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    encoding == WINDOWS_1252
        && foreign * 4 > bytes.len()
        && matches!(detect(bytes), guess if guess == SHIFT_JIS || guess == EUC_JP)
}

fn guessed(bytes: &[u8]) -> Decoded {
    if !shifts(bytes)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Decoded { text: text.to_owned(), mislabelled: true };
    }
    Decoded { text: run(bytes, detect(bytes)).0, mislabelled: true }
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let window = bytes.get(..bytes.len().min(DETECTION_WINDOW)).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(window, true);
    detector.guess(Some(b"jp"), Utf8Detection::Allow)
}

fn run(bytes: &[u8], encoding: &'static Encoding) -> (String, bool) {
    let bytes = if encoding == ISO_2022_JP { without_idle_shifts(bytes) } else { Cow::Borrowed(bytes) };
    let (text, _, failed) = encoding.decode(&bytes);
    (text.into_owned(), failed)
}

/// Removes `ESC ( B` right before the next shift: joined encoded words contain it, and the
/// decoder takes it for an attack and writes a replacement character.
fn without_idle_shifts(bytes: &[u8]) -> Cow<'_, [u8]> {
    if find(bytes, b"\x1b(B\x1b").is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = find(rest, b"\x1b(B\x1b") {
        out.extend_from_slice(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 3..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    Cow::Owned(out)
}

fn says_nothing(label: &str) -> bool {
    matches!(
        label,
        "" | "us-ascii"
            | "ascii"
            | "ansi_x3.4-1968"
            | "iso646-us"
            | "646"
            | "unknown-8bit"
            | "unknown"
            | "x-unknown"
            | "_autodetect"
            | "_autodetect_all"
            | "default"
            | "none"
            | "8bit"
            | "x-user-defined"
            | "binary"
    )
}

fn is_seven_bit_code(label: &str) -> bool {
    label.starts_with("utf-16") || matches!(label, "utf-7" | "utf7" | "unicode-1-1-utf-7")
}

/// The labels of the standard table, and those that Japanese programs write besides.
fn encoding(label: &str) -> Option<&'static Encoding> {
    Some(match label {
        "cp932" | "ms932" | "cp943" | "cp943c" | "x-ms-cp932" | "sjis-win" | "sjis-open" | "mskanji"
        | "shift-jis-2004" | "shift_jis-2004" | "shift_jisx0213" | "windows-932" => SHIFT_JIS,
        "iso-2022-jp-ms" | "iso-2022-jp-1" | "iso-2022-jp-2" | "iso-2022-jp-3" | "iso-2022-jp-2004"
        | "cp50220" | "cp50221" | "cp50222" | "x-windows-50221" | "jis" | "iso2022jp" | "iso-2022jp"
        | "iso2022-jp" => ISO_2022_JP,
        "cp51932" | "eucjp" | "euc_jp" | "eucjp-win" | "eucjp-ms" | "eucjp-open" | "euc-jp-ms"
        | "euc-jis-2004" | "ujis" => EUC_JP,
        "utf_8" | "utf8mb4" | "utf-8n" | "cp65001" => UTF_8,
        "cp936" | "ms936" => GBK,
        "cp949" | "ms949" | "uhc" => EUC_KR,
        "cp950" | "ms950" => BIG5,
        "latin-1" | "iso8859" | "iso-8859" | "8859-1" | "ansi" => WINDOWS_1252,
        _ => return Encoding::for_label(label.as_bytes()),
    })
}

fn damage(text: &str) -> usize {
    text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER || c == '\u{1b}').count()
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}
