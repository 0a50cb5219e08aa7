//! Folder names on the wire: modified UTF-7 (RFC 3501, 5.1.3) and quoting.
//!
//! Decoding cannot fail. A name that is not well-formed is shown as the server wrote it, and
//! the server's own spelling is what is sent back, so that no encoder has to reproduce it.

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Base64 with `,` for `/` and without padding. Bits beyond the last character are
/// tolerated: some old servers leave rubbish there.
const MODIFIED: GeneralPurpose = GeneralPurpose::new(
    &IMAP_MUTF7,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// A name as a person reads it.
pub(in crate::mailbox) fn decode(name: &str) -> String {
    try_decode(name).unwrap_or_else(|| name.to_owned())
}

fn try_decode(name: &str) -> Option<String> {
    let mut pieces = name.split('&');
    let mut decoded = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (shifted, plain) = piece.split_once('-')?;
        if shifted.is_empty() {
            decoded.push('&');
        } else {
            decoded.push_str(&decode_shifted(shifted)?);
        }
        decoded.push_str(plain);
    }
    Some(decoded)
}

fn decode_shifted(shifted: &str) -> Option<String> {
    let bytes = MODIFIED.decode(shifted).ok()?;
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    let text = String::from_utf16(&units).ok()?;
    // A control character in a name could only mislead whoever reads it.
    (rest.is_empty() && !text.chars().any(char::is_control)).then_some(text)
}

/// A name as servers without UTF-8 want it.
pub(in crate::mailbox) fn encode(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    let mut shifted: Vec<u8> = Vec::new();
    for c in name.chars() {
        if (' '..='~').contains(&c) {
            end_shift(&mut encoded, &mut shifted);
            encoded.push(c);
            if c == '&' {
                encoded.push('-');
            }
        } else {
            let mut units = [0; 2];
            shifted.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    end_shift(&mut encoded, &mut shifted);
    encoded
}

fn end_shift(encoded: &mut String, shifted: &mut Vec<u8>) {
    if !shifted.is_empty() {
        encoded.push('&');
        MODIFIED.encode_string(&shifted, encoded);
        encoded.push('-');
        shifted.clear();
    }
}

/// A string as it stands in a command. Line breaks and NUL are refused where it is sent.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The parser hands quoted strings over with their escapes; this takes them out.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        if c == '\\' && !escaped {
            escaped = true;
        } else {
            plain.push(c);
            escaped = false;
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_names_are_read_and_written() {
        for (wire, name) in [
            ("INBOX", "INBOX"),
            ("~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/台北/日本語"),
            ("&j,dg0TDhMPww6w-", "迷惑メール"),
            ("Entw&APw-rfe", "Entwürfe"),
            ("Tom &- Jerry", "Tom & Jerry"),
            ("&2D3eAA-", "😀"),
        ] {
            assert_eq!(decode(wire), name);
            assert_eq!(encode(name), wire);
        }
    }

    #[test]
    fn malformed_names_are_shown_as_they_are() {
        for wire in ["foo&bar", "&", "&AGE", "&2D0-", "&A-", "&AAo-", "日本&語"] {
            assert_eq!(decode(wire), wire);
        }
    }

    #[test]
    fn quoting_and_reading_back_is_the_identity() {
        for name in ["plain", "a\\b\"c", "\\\\", "\"", ""] {
            let quoted = quoted(name);
            let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap();
            assert_eq!(unescaped(inner), name);
        }
    }

    proptest! {
        #[test]
        fn every_name_survives_the_wire(name in "\\PC*") {
            let wire = encode(&name);
            prop_assert!(wire.chars().all(|c| (' '..='~').contains(&c)));
            prop_assert_eq!(decode(&wire), name);
        }

        #[test]
        fn no_wire_name_makes_decoding_panic(wire in any::<String>(), tail in "[&A-Za-z0-9+,-]{0,40}") {
            let _ = decode(&wire);
            let _ = decode(&tail);
            let _ = unescaped(&wire);
        }
    }
}
