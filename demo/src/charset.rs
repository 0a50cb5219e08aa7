//! Text into bytes: charset first, then transfer encoding.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::Encoding;
use quoted_printable::{InputMode, Options};

const TO_ASCII: &[u8] = b"\x1b(B";

/// Encodes text in a charset. A character that the charset lacks becomes `&#…;`, which the tests find.
pub(crate) fn bytes(text: &str, charset: &str) -> Vec<u8> {
    if charset.eq_ignore_ascii_case("iso-2022-jp") {
        return iso_2022_jp(text);
    }
    let encoding = Encoding::for_label(charset.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.encode(text).0.into_owned()
}

/// ISO-2022-JP with half-width katakana left as they are.
///
/// The standard has no half-width katakana and `encoding_rs` widens them; the mail programs
/// of Japanese offices send them all the same, after `ESC ( I` as JIS X 0201 has it.
fn iso_2022_jp(text: &str) -> Vec<u8> {
    let mut encoded = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let narrow = is_half_width(first);
        let end = rest.find(|c| is_half_width(c) != narrow).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let run = if narrow { half_width(run) } else { encoding_rs::ISO_2022_JP.encode(run).0.into_owned() };
        // A shift that nothing follows is an error to strict decoders.
        if run.starts_with(b"\x1b") && encoded.ends_with(TO_ASCII) {
            encoded.truncate(encoded.len() - TO_ASCII.len());
        }
        encoded.extend(run);
        rest = after;
    }
    encoded
}

fn half_width(run: &str) -> Vec<u8> {
    let letters = run.chars().map(|c| (u32::from(c) - 0xFF61 + 0x21) as u8);
    b"\x1b(I".iter().copied().chain(letters).chain(TO_ASCII.iter().copied()).collect()
}

fn is_half_width(character: char) -> bool {
    ('\u{FF61}'..='\u{FF9F}').contains(&character)
}

/// Applies a transfer encoding to text that already has CRLF line ends.
pub(crate) fn transfer(bytes: Vec<u8>, encoding: &str) -> Vec<u8> {
    match encoding {
        "base64" => base64_lines(&bytes),
        "quoted-printable" => {
            let options = Options::default().input_mode(InputMode::Text);
            quoted_printable::encode_with_options(&bytes, options).into_bytes()
        }
        _ => bytes,
    }
}

fn base64_lines(bytes: &[u8]) -> Vec<u8> {
    let mut lines = Vec::new();
    for line in bytes.chunks(57) {
        lines.extend(STANDARD.encode(line).bytes());
        lines.extend(b"\r\n");
    }
    lines
}
