use super::message;
use crate::message::{Defect, Message};
use proptest::prelude::*;

const REAL: &str = "Received: from a.example (a.example [192.0.2.1]) by mx.example.jp; Sun, 1 Nov 2026 09:00:00 +0900\n\
    Return-Path: <x@a.example>\nFrom: =?ISO-2022-JP?B?GyRCOiMkORsoQg==?= <x@a.example>\nTo: \"me, myself\" <me@example.jp>\n\
    Subject: =?utf-8?q?caf=C3=A9?=\n =?utf-8?b?5pyI?=\nDate: Sun, 1 Nov 2026 09:00:00 +0900\nMessage-ID: <1@a.example>\n\
    Authentication-Results: mx.example.jp; dkim=pass (2048-bit) header.d=a.example; spf=pass smtp.mailfrom=x@a.example\n\
    Content-Type: multipart/mixed; boundary=\"=_b\"\n\n--=_b\nContent-Type: multipart/alternative; boundary=c\n\n\
    --c\nContent-Type: text/plain; charset=cp932\nContent-Transfer-Encoding: quoted-printable\n\n=93=FA=96{ hello=\n world http://a.example/x?y=3D1\n\
    --c\nContent-Type: text/html; charset=utf-8\n\n<style>.h{display:none}</style><div style='font-size:0'>x<p style=\"color:#fff\">V<!--x-->iagra &eacute; <a href='//b.example'>www.bank.example</a><img src=http://c.example/i.gif alt=i></div>\n\
    --c--\n--=_b\nContent-Type: application/zip; name*=utf-8''%E8%AB%8B.zip\nContent-Transfer-Encoding: base64\n\nUEsDBAo=\n\
    --=_b\nContent-Type: message/rfc822\n\nFrom: y@b.example\nSubject: s\n\nbody\n--=_b--\n";

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_message(raw in proptest::collection::vec(any::<u8>(), 0..4000)) {
        let read = Message::parse(&raw);
        prop_assert_eq!(read.size, raw.len());
    }

    #[test]
    fn a_real_message_may_be_damaged_anywhere(
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        end in any::<prop::sample::Index>(),
    ) {
        let mut raw = REAL.as_bytes().to_vec();
        for (place, byte) in damage {
            let at = place.index(raw.len());
            raw[at] = byte;
        }
        raw.truncate(end.index(raw.len()) + 1);
        let read = Message::parse(&raw);
        prop_assert!(!read.text.contains('\0'));
    }

    #[test]
    fn pieces_of_messages_in_any_order_give_a_message(
        pieces in proptest::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60),
    ) {
        let raw = pieces.concat();
        let read = Message::parse(raw.as_bytes());
        prop_assert!(read.parts.len() <= 200);
    }

    #[test]
    fn any_html_is_read_in_one_pass(
        pieces in proptest::collection::vec(prop::sample::select(TAGS.to_vec()), 0..80),
    ) {
        let read = message("Content-Type: text/html", pieces.concat().as_bytes());
        prop_assert!(read.html.present);
    }
}

const PIECES: &[&str] = &[
    "Content-Type: multipart/mixed; boundary=b\n",
    "Content-Type: multipart/alternative; boundary=\"b\"\n\n",
    "--b\n",
    "--b--\n",
    "\n",
    "\r\n",
    "Content-Type: message/rfc822\n\n",
    "Content-Type: text/html\n",
    "<a href=x>",
    "Content-Transfer-Encoding: base64\n",
    "From: a <b@c>, (d) e@f\n",
    "Subject: =?utf-8?b?5pyI?=",
    "=?x?q?=",
    "Received: by (",
    "Received: from [1.2.3.4] (a [5.6.7.8]) by c;",
    " folded\n",
    "Content-Disposition: attachment; filename*0*=x''%",
    "\u{1b}$B",
    "\u{1b}(B",
    "日本",
    "Date: 1 Jan 99999\n",
    "To: undisclosed-recipients:;\n",
    "Content-Type: multipart/report; boundary=--\n\n",
];

const TAGS: &[&str] = &[
    "<div>",
    "</div>",
    "<p style='display:none",
    "'>",
    "<",
    ">",
    "&",
    "&#x110000;",
    "<!--",
    "-->",
    "<style>",
    "</style>",
    ".a{color:",
    "@media{",
    "}",
    "<a href='http://",
    "</a>",
    "<td bgcolor=",
    "<noscript>",
    "</noscript>",
    "<title>",
    "x",
    " ",
    "日",
    "\u{200b}",
    "<font size=0 color=#fff>",
    "<script",
    "<base href=//a>",
    "<svg/>",
    "<qq>",
    "<img src=",
    "\0",
];

/// What must stay quick: every one of these is refused or read in linear time, so the test
/// run itself would not end otherwise.
#[test]
fn floods_of_one_thing_are_read() {
    let flood = |piece: &str| piece.repeat(10_000_000 / piece.len());
    for piece in [
        "<",
        "<div>",
        "&",
        "</p>",
        "<!--",
        "<a href=x>",
        "<b></b>",
        "<noscript>",
        "<p style=\"",
        "x<qz>",
        "&#",
        "<td><p>",
    ] {
        let read = message("Content-Type: text/html", flood(piece).as_bytes());
        assert!(read.defects.contains(&Defect::Truncated), "{piece}");
    }
    for piece in ["http://", "www.a.b/", "a@b.", "\u{1b}$B", "=?utf-8?q?", "\r", "日", "--"] {
        let read = message("From: a@example.com", flood(piece).as_bytes());
        assert!(read.defects.contains(&Defect::Truncated), "{piece}");
        let header = Message::parse(
            format!("Subject: {}\nFrom: {}\nReceived: {}\n\n", flood(piece), flood(piece), flood(piece))
                .as_bytes(),
        );
        assert!(header.defects.contains(&Defect::Truncated), "{piece}");
    }
}

#[test]
fn a_million_header_lines_are_cut_off() {
    let read = Message::parse("X-A: b\n".repeat(1_000_000).as_bytes());
    assert_eq!(read.headers.len(), 2_000);
    assert!(read.defects.contains(&Defect::Truncated));
}

#[test]
fn deep_nesting_ends_and_is_noted() {
    let mut multiparts = String::new();
    for level in 0..3_000 {
        let boundary = format!("b{level}");
        multiparts.push_str(
            &["Content-Type: multipart/mixed; boundary=", &boundary, "\n\n--", &boundary, "\n"].concat(),
        );
    }
    for nested in [multiparts, "Content-Type: message/rfc822\n\n".repeat(200_000)] {
        assert!(Message::parse(nested.as_bytes()).defects.contains(&Defect::TooDeep));
    }
}

#[test]
fn too_many_parts_are_noted() {
    let mut raw = "Content-Type: multipart/mixed; boundary=b\n\n".to_owned();
    raw.push_str(&"--b\n\nx\n".repeat(100_000));
    let read = Message::parse(raw.as_bytes());
    assert_eq!(read.parts.len(), 2_000);
    assert!(read.defects.contains(&Defect::TooDeep));
}

#[test]
fn a_message_of_fifty_megabytes_is_read_at_its_beginning() {
    let mut raw = b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n".to_vec();
    raw.extend(b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5\n".repeat(700_000));
    raw.extend_from_slice(b"\n--b\n\nthe end\n--b--\n");
    let read = Message::parse(&raw);
    assert_eq!(read.text, "the end");
    assert_eq!(read.parts[0].size, 700_000 * 51);
    assert_eq!(read.defects, []);
}
