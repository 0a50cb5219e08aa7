use super::message;
use crate::message::{Address, Defect, Message};
use std::net::IpAddr;

fn address(name: &str, spec: &str) -> Address {
    Address { name: name.to_owned(), spec: spec.to_owned() }
}

#[test]
fn addresses_are_read_with_their_names() {
    let cases = [
        ("a@example.com", address("", "a@example.com")),
        ("Ann Example <Ann@Example.COM>", address("Ann Example", "ann@example.com")),
        ("\"Example, Ann\" <ann@example.com>", address("Example, Ann", "ann@example.com")),
        ("\"pay@bank.example\" <x@example.net>", address("pay@bank.example", "x@example.net")),
        ("pay@bank.example <x@example.net>", address("pay@bank.example", "x@example.net")),
        ("=?utf-8?B?5bGx55Sw?= <yamada@example.jp>", address("山田", "yamada@example.jp")),
        ("\"=?utf-8?B?5bGx55Sw?=\" <yamada@example.jp>", address("山田", "yamada@example.jp")),
        ("=?cp932?B?+/yTYw==?= <yamada@example.jp>", address("髙田", "yamada@example.jp")),
        (
            "=?utf-8?q?a=2C_b=40evil=2Eexample=3E?= <c@example.com>",
            address("a, b@evil.example>", "c@example.com"),
        ),
        ("ann@example.com (Ann)", address("Ann", "ann@example.com")),
        ("Bank, Inc. <a@b.example>", address("Bank, Inc.", "a@b.example")),
        ("Account team ,_<a@b.example>", address("Account team, _", "a@b.example")),
        ("山田 <yamada@example.jp>", address("山田", "yamada@example.jp")),
    ];
    for (written, expected) in cases {
        assert_eq!(message(&format!("From: {written}"), b"").from, [expected], "{written}");
    }
}

#[test]
fn the_first_of_repeated_headers_counts_as_mail_programs_show_it() {
    let read = message("From: a@example.com\nSubject: one\nFrom: b@example.com\nSubject: two", b"");
    assert_eq!(read.from, [address("", "a@example.com")]);
    assert_eq!(read.subject, "one");
    assert_eq!(read.defects, [Defect::RepeatedHeader]);
}

#[test]
fn headers_keep_their_order_and_are_unfolded() {
    let read = message("X-One: a\n b\r\n\tc\nX-Two:\n  d", b"body");
    let seen: Vec<_> =
        read.headers.iter().map(|header| (header.name.as_str(), header.value.as_str())).collect();
    assert_eq!(seen, [("X-One", "a b\tc"), ("X-Two", "d")]);
    assert_eq!(read.header("x-two").collect::<Vec<_>>(), ["d"]);
    assert_eq!(read.text, "body");
}

#[test]
fn a_message_without_header_is_all_body() {
    let read = Message::parse(b"\nhello\n");
    assert_eq!(read.text, "hello\n");
    assert_eq!(read.defects, [Defect::NoHeader]);
    assert_eq!(Message::parse(b"").defects, [Defect::NoHeader]);
}

#[test]
fn ids_and_dates_and_paths_are_read() {
    let read = message(
        "Return-Path: <Bounce@Example.com>\nMessage-ID: <1.a@example.com>\nDate: Sun, 1 Nov 2026 09:00:00 +0900\n\
         Sender: list <list@example.com>\nReply-To: <r@example.net>\nTo: a@example.jp, B <b@example.jp>\nCc: c@example.jp",
        b"",
    );
    assert_eq!(read.return_path, Some(address("", "bounce@example.com")));
    assert_eq!(read.message_id.as_deref(), Some("1.a@example.com"));
    assert_eq!(read.date, Some(1_793_491_200));
    assert_eq!(read.sender, Some(address("list", "list@example.com")));
    assert_eq!(read.reply_to, [address("", "r@example.net")]);
    assert_eq!(read.to, [address("", "a@example.jp"), address("B", "b@example.jp")]);
    assert_eq!(read.cc, [address("", "c@example.jp")]);
    assert_eq!(message("Return-Path: <>", b"").return_path, Some(address("", "")));
    assert_eq!(message("Date: yesterday", b"").date, None);
    assert_eq!(message("Date: 99 Foo 2026", b"").date, None);
}

#[test]
fn received_lines_of_common_servers_become_hops() {
    let cases = [
        (
            "from helo.example.net (mail.example.net [192.0.2.7])\n by mx.example.jp (Postfix) with ESMTPS id 4F2\n for <me@example.jp>; Sun, 1 Nov 2026 09:00:00 +0900 (JST)",
            ("helo.example.net", "mail.example.net", Some("192.0.2.7"), "mx.example.jp", true),
        ),
        (
            "from helo.example.net (unknown [192.0.2.7]) by mx.example.jp (Postfix) with SMTP id 1; Sun, 1 Nov 2026 09:00:00 +0900",
            ("helo.example.net", "", Some("192.0.2.7"), "mx.example.jp", true),
        ),
        (
            "from mail.example.net ([192.0.2.7] helo=helo.example.net) by mx.example.jp with esmtp (Exim 4.96) id 1 for me@example.jp; Sun, 01 Nov 2026 00:00:00 +0000",
            ("helo.example.net", "mail.example.net", Some("192.0.2.7"), "mx.example.jp", true),
        ),
        (
            "from unknown (HELO helo.example.net) (192.0.2.7)\n  by mx.example.jp with SMTP; 1 Nov 2026 00:00:00 -0000",
            ("helo.example.net", "", Some("192.0.2.7"), "mx.example.jp", true),
        ),
        (
            "from mail-sor-f41.example.com (mail-sor-f41.example.com. [2001:db8::5])\n by mx.example.com with SMTPS id x; Sat, 31 Oct 2026 17:00:00 -0700 (PDT)",
            (
                "mail-sor-f41.example.com",
                "mail-sor-f41.example.com",
                Some("2001:db8::5"),
                "mx.example.com",
                true,
            ),
        ),
        (
            "by 2002:a05:6300:210b:b0:1e6:cf13:7e14 with SMTP id q1; Sun, 1 Nov 2026 00:00:00 -0000",
            ("", "", None, "2002:a05:6300:210b:b0:1e6:cf13:7e14", true),
        ),
        ("from localhost by mx.example.jp", ("localhost", "", None, "mx.example.jp", false)),
        ("nonsense", ("", "", None, "", false)),
    ];
    for (written, (helo, from_host, ip, by, dated)) in cases {
        let read = message(&format!("X-First: 1\nReceived: {written}"), b"");
        let hop = &read.hops[0];
        assert_eq!(hop.header, 1);
        assert_eq!(
            (hop.helo.as_str(), hop.from_host.as_str(), hop.by.as_str()),
            (helo, from_host, by),
            "{written}"
        );
        assert_eq!(hop.from_ip, ip.map(|ip| ip.parse::<IpAddr>().unwrap()), "{written}");
        assert_eq!(hop.date.is_some(), dated, "{written}");
    }
}
