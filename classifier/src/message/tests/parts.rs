use super::message;
use crate::message::Defect;

const MIXED: &str = "From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b1\"";

#[test]
fn parts_are_listed_in_order_with_their_true_beginnings() {
    let read = message(
        MIXED,
        b"preamble\n--b1\nContent-Type: text/plain\n\nhello\n--b1\nContent-Type: application/pdf; name=\"a.pdf\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"invoice.pdf\"\n\nJVBERi0xLjQK\nJVBERg==\n--b1--\nepilogue\n",
    );
    assert_eq!(read.text, "hello");
    assert_eq!(read.parts.len(), 2);
    let attached = &read.parts[1];
    assert_eq!(attached.content_type, "application/pdf");
    assert_eq!(attached.file_name, "invoice.pdf");
    assert!(attached.attachment && !read.parts[0].attachment);
    assert_eq!(attached.size, 13);
    assert_eq!(attached.head, b"%PDF-1.4\n%PDF");
    assert_eq!(read.defects, []);
}

#[test]
fn every_text_of_an_unterminated_multipart_is_read() {
    let read = message(
        MIXED,
        b"--b1\nContent-Type: text/plain\n\none\n--b1\nContent-Type: text/html\n\n<p>two</p>\n",
    );
    assert_eq!(read.text, "one\ntwo\n");
    assert_eq!(read.defects, [Defect::OpenMultipart]);
}

#[test]
fn a_multipart_whose_boundary_is_nowhere_is_read_as_text() {
    assert_eq!(message(MIXED, b"just words\n").text, "just words\n");
}

#[test]
fn boundaries_that_begin_alike_are_told_apart() {
    let read = message(
        MIXED,
        b"--b1\nContent-Type: multipart/alternative; boundary=b12\n\n--b12\n\ninner\n--b12--\n--b1\n\nouter\n--b1--\n",
    );
    assert_eq!(read.text, "inner\nouter");
    assert_eq!(read.defects, []);
}

#[test]
fn names_are_read_however_they_are_folded_and_encoded() {
    let cases = [
        ("Content-Disposition: attachment; filename=\n \"a b.exe\"", "a b.exe"),
        ("Content-Type: application/octet-stream; name=\n\t\"a.exe\"", "a.exe"),
        ("Content-Type: application/zip; name=\"=?ISO-2022-JP?B?GyRCQEE1YT1xGyhCLnppcA==?=\"", "請求書.zip"),
        ("Content-Disposition: attachment; filename*=utf-8''%E8%AB%8B%E6%B1%82.zip", "請求.zip"),
        ("Content-Disposition: attachment; filename*0=\"in\"; filename*1=\"voice.pdf\"", "invoice.pdf"),
    ];
    for (written, expected) in cases {
        let body = format!("--b1\n{written}\n\nx\n--b1--\n");
        assert_eq!(message(MIXED, body.as_bytes()).parts[0].file_name, expected, "{written}");
    }
}

#[test]
fn of_an_alternative_the_html_counts_and_what_only_the_plain_text_has() {
    let read = message(
        "Content-Type: multipart/alternative; boundary=b",
        b"--b\n\nHello Ann, your parcel is\non its way.\nwinner casino jackpot roulette\nhttp://example.com/x\n--b\nContent-Type: text/html\n\n<p>Hello Ann, your parcel is on its way.</p><a href='http://example.com/x'>Follow it</a>\n--b--\n",
    );
    assert_eq!(read.text, "Hello Ann, your parcel is on its way.\nFollow it\nwinner casino jackpot roulette");
    assert!(read.plain.starts_with("Hello Ann, your parcel is\non its way."));
    assert_eq!(read.links.len(), 1);
    assert_eq!((read.links[0].text.as_str(), read.links[0].host.as_str()), ("Follow it", "example.com"));
}

#[test]
fn broken_transfer_encodings_are_read_as_far_as_possible() {
    let base64 = message("Content-Transfer-Encoding: base64", b"aGVs!!bG8g\nd29y*bGQ=");
    assert_eq!(base64.text, "hello world");
    let printable = message("Content-Transfer-Encoding: quoted-printable", b"100% =XY sure=\n=3D yes=20\n");
    assert_eq!(printable.text, "100% =XY sure= yes \n");
}

#[test]
fn a_delivery_report_tells_what_it_returns() {
    let read = message(
        "From: MAILER-DAEMON@mx.example.net\nContent-Type: multipart/report; report-type=delivery-status; boundary=r",
        b"--r\n\nCould not be delivered.\n--r\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--r\nContent-Type: message/rfc822\n\nFrom: Me <me@example.jp>\nMessage-ID: <7@example.jp>\nSubject: =?utf-8?q?caf=C3=A9?=\n\nreturned body\n--r--\n",
    );
    assert_eq!(read.text, "Could not be delivered.");
    assert_eq!(read.returned.len(), 1);
    let returned = &read.returned[0];
    assert_eq!(
        (returned.message_id.as_str(), returned.from.spec.as_str()),
        ("7@example.jp", "me@example.jp")
    );
    assert_eq!(returned.subject, "café");
    assert_eq!(read.parts.len(), 3);
}

#[test]
fn headers_alone_and_copies_in_the_text_are_returned_messages_too() {
    let headers = message(
        "Content-Type: multipart/report; boundary=r",
        b"--r\nContent-Type: text/rfc822-headers\n\nMessage-ID: <8@example.jp>\nSubject: s\n--r--\n",
    );
    assert_eq!(headers.returned[0].message_id, "8@example.jp");
    let copy = message(
        "From: MAILER-DAEMON@example.net",
        b"Hi. This is the qmail-send program.\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <9@example.jp>\nFrom: me@example.jp\n\ntext\n",
    );
    assert_eq!(copy.returned[0].message_id, "9@example.jp");
}

#[test]
fn a_forwarded_message_is_read_with_the_one_that_carries_it() {
    let read = message(
        MIXED,
        b"--b1\n\nsee below\n--b1\nContent-Type: message/rfc822\n\nFrom: x@example.net\nSubject: inner\n\ninner text\n--b1--\n",
    );
    assert_eq!(read.text, "see below\ninner text");
    assert_eq!(read.returned[0].subject, "inner");
}
