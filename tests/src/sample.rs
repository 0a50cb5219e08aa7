//! Sample messages: numbered, each different, some of them odd.

/// A message with CRLF line ends. Every fifth is in Japanese (ISO-2022-JP), every seventh has
/// bytes that are no text, every eleventh is long, every thirteenth has no Message-ID.
pub fn message(number: usize) -> Vec<u8> {
    let mut raw = format!(
        "From: Sender {number} <sender{number}@example.org>\r\nTo: alice@example.net\r\nSubject: Message {number}\r\n\
         Date: Sun, 22 Nov 2026 09:{:02}:00 +0900\r\n",
        number % 60
    )
    .into_bytes();
    if !number.is_multiple_of(13) {
        raw.extend(format!("Message-ID: <{number}.sample@example.org>\r\n").bytes());
    }
    if number.is_multiple_of(5) {
        raw.extend(b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B$3$s$K$A$O\x1b(B\r\n");
    } else {
        raw.extend(b"\r\n");
    }
    raw.extend(format!("This is message number {number}.\r\n.\r\n..dots\r\n").bytes());
    if number.is_multiple_of(7) {
        raw.extend(b"\xff\xfe\x80 bytes that are no text\r\n");
    }
    if number.is_multiple_of(11) {
        raw.extend("a long line that goes on and on; ".repeat(3_000).bytes());
        raw.extend(b"\r\n");
    }
    raw
}

/// The same sample from a sender at `bulk.example`, whom a test blocks: its verdict does not
/// depend on the committee.
///
/// # Panics
/// Never: every sample has a sender.
pub fn from_bulk(number: usize) -> Vec<u8> {
    let raw = message(number);
    let from = b"@example.org>";
    let at = raw.windows(from.len()).position(|window| window == from).expect("a sender");
    [&raw[..at], b"@bulk.example>", &raw[at + from.len()..]].concat()
}

/// The Message-ID of a sample, without angle brackets; empty for those without.
pub fn message_id(number: usize) -> String {
    if number.is_multiple_of(13) { String::new() } else { format!("{number}.sample@example.org") }
}

/// SHA-256 of a message.
pub fn digest(raw: &[u8]) -> classifier::Digest {
    use sha2::Digest as _;
    classifier::Digest(sha2::Sha256::digest(raw).into())
}
