//! The mails as they travel, read by a parser that is not ours.

use mail_parser::{Message, MessageParser, MimeHeaders};

use super::{NOW, all};
use crate::moment::Moment;
use crate::preface::Preface;
use crate::table;

pub(super) fn parse(raw: &[u8]) -> Message<'_> {
    MessageParser::default().parse(raw).expect("a mail")
}

/// The source as readable text with its dates filled in: what must come out in the end.
pub(super) fn readable(name: &str) -> String {
    let source = table::SOURCES.iter().find(|(found, _)| *found == name).unwrap().1;
    let (preface, mail) = Preface::read(source);
    Moment::new(NOW - preface.age, preface.language).fill(mail)
}

fn texts(message: &Message) -> Vec<String> {
    message
        .parts
        .iter()
        .filter_map(|part| part.text_contents())
        .map(|text| text.replace("\r\n", "\n").trim_end().to_owned())
        .collect()
}

fn names(message: &Message) -> Vec<Option<String>> {
    message.attachments().map(|part| part.attachment_name().map(str::to_owned)).collect()
}

#[test]
fn no_placeholder_is_left() {
    for message in all() {
        let text = readable(message.name);
        for placeholder in ["{date", "{day", "{ics"] {
            assert!(!text.contains(placeholder), "{}: {placeholder}", message.name);
        }
    }
}

#[test]
fn lines_end_with_crlf_and_are_short_enough_for_smtp() {
    for message in all() {
        assert!(message.raw.ends_with(b"\r\n"), "{}", message.name);
        let lines: Vec<_> = message.raw.split(|byte| *byte == b'\n').collect();
        for line in &lines[..lines.len() - 1] {
            let line = line.strip_suffix(b"\r").unwrap_or_else(|| panic!("{}: a bare LF", message.name));
            assert!(!line.contains(&b'\r'), "{}: a bare CR", message.name);
            assert!(line.len() <= 998, "{}: {} bytes", message.name, line.len());
        }
    }
}

#[test]
fn headers_are_ascii() {
    for message in all() {
        let end = message.raw.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
        assert!(message.raw[..end].is_ascii(), "{}", message.name);
    }
}

#[test]
fn a_parser_reads_back_what_the_source_says() {
    for message in all() {
        let source = readable(message.name);
        let expected = parse(source.as_bytes());
        let read = parse(&message.raw);
        assert_eq!(read.subject(), expected.subject(), "{}", message.name);
        assert_eq!(read.from(), expected.from(), "{}", message.name);
        assert_eq!(read.to(), expected.to(), "{}", message.name);
        assert_eq!(read.reply_to(), expected.reply_to(), "{}", message.name);
        assert_eq!(read.message_id(), expected.message_id(), "{}", message.name);
        assert_eq!(read.date(), expected.date(), "{}", message.name);
        assert_eq!(names(&read), names(&expected), "{}", message.name);
        assert_eq!(texts(&read), texts(&expected), "{}", message.name);
    }
}

#[test]
fn every_charset_and_transfer_encoding_of_the_prefaces_is_really_used() {
    for (charset, transfer) in [
        ("iso-2022-jp", "7bit"),
        ("shift_jis", "base64"),
        ("euc-jp", "8bit"),
        ("utf-8", "base64"),
        ("utf-8", "quoted-printable"),
        ("utf-8", "8bit"),
        ("us-ascii", "7bit"),
    ] {
        let used = table::SOURCES.iter().any(|(_, source)| {
            let preface = Preface::read(source).0;
            preface.charset == charset && preface.transfer == transfer
        });
        assert!(used, "{charset} {transfer}");
    }
}

#[test]
fn half_width_katakana_travel_as_japanese_offices_send_them() {
    let message = all().into_iter().find(|m| m.name == "ham-ja-partner-half-width-kana").unwrap();
    assert!(message.raw.windows(3).any(|bytes| bytes == b"\x1b(I"));
    assert!(parse(&message.raw).subject().unwrap().contains("ﾎﾟｽﾄｶｰﾄﾞ"));
}

#[test]
fn the_provider_wrote_the_topmost_lines() {
    for message in all() {
        let text = String::from_utf8_lossy(&message.raw).into_owned();
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[0].starts_with("Return-Path: <"), "{}", message.name);
        assert_eq!(lines[1], "Delivered-To: hanako@mail.example", "{}", message.name);
        assert!(lines[2].starts_with("Received: from mx1.mail.example"), "{}", message.name);
        assert!(text.contains("\r\nAuthentication-Results: mail.example;"), "{}", message.name);
    }
}
