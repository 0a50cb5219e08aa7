use super::message;
use crate::message::{Hiding, Message};

fn html(body: &str) -> Message {
    message("Content-Type: text/html; charset=utf-8", body.as_bytes())
}

#[test]
fn blocks_and_cells_keep_words_apart_and_inline_elements_do_not() {
    let cases = [
        ("<div>a</div><div>b</div>", "a\nb\n"),
        ("<p>a<p>b", "a\nb"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "a b\nc\nd"),
        ("<ul><li>a<li>b</ul>", "a\nb\n"),
        ("a<br>b<br><br><br>c", "a\nb\n\nc"),
        ("<b>V</b>ia<i>gra</i>", "Viagra"),
        ("a &amp; b&nbsp;&lt;c&gt; &#26085;&#x672c;", "a & b <c> 日本"),
        ("  a \n\t b  ", "a b"),
        ("<title>t</title><style>p{}</style><script>x()</script>a", "a"),
        ("<noscript>shown <b>too</b></noscript>", "shown too"),
        ("a<!-- no -->b", "ab"),
    ];
    for (source, expected) in cases {
        assert_eq!(html(source).text, expected, "{source}");
    }
}

#[test]
fn text_that_a_reader_does_not_see_is_kept_apart_with_the_way_it_was_hidden() {
    let cases = [
        ("<div style=\"display:none\">x</div>", Hiding::NotDisplayed),
        ("<div style=\"Display : None !important\"><p>x</p></div>", Hiding::NotDisplayed),
        ("<p hidden>x</p>", Hiding::NotDisplayed),
        ("<span style='visibility:hidden'>x</span>", Hiding::NotDisplayed),
        ("<div style='max-height:0;overflow:hidden'>x</div>", Hiding::NotDisplayed),
        ("<style>.p{display:none}</style><p class='q p'>x</p>", Hiding::NotDisplayed),
        ("<style>/* c */ #i, .z {display:none}</style><p id=i>x</p>", Hiding::NotDisplayed),
        ("<span style='font-size:1px'>x</span>", Hiding::TinyFont),
        ("<span style='font-size:0'>x</span>", Hiding::TinyFont),
        ("<span style='font: 1pt Arial'>x</span>", Hiding::TinyFont),
        ("<font color=white>x</font>", Hiding::SameColour),
        ("<font color='#FFFFFE'>x</font>", Hiding::SameColour),
        ("<body bgcolor=#000000><p style='color:rgb(3,3,3)'>x</p></body>", Hiding::SameColour),
        ("<table bgcolor=red><tr><td><font color=#ff0000>x</font></td></tr></table>", Hiding::SameColour),
        ("<p style='color:transparent'>x</p>", Hiding::SameColour),
        ("<div style='opacity:0'>x</div>", Hiding::OutOfSight),
        ("<div style='text-indent:-9999px'>x</div>", Hiding::OutOfSight),
        ("<div style='position:absolute; left:-2000px'>x</div>", Hiding::OutOfSight),
    ];
    for (source, hiding) in cases {
        let read = html(&format!("seen {source} seen"));
        let hidden: Vec<_> = read.hidden.iter().map(|hidden| (hidden.text.as_str(), hidden.hiding)).collect();
        assert_eq!(hidden, [("x", hiding)], "{source}");
        assert_eq!(read.text.split_whitespace().collect::<Vec<_>>(), ["seen", "seen"], "{source}");
    }
}

#[test]
fn what_newsletters_do_hides_nothing() {
    let cases = [
        "<td style='font-size:0'><div style='font-size:13px'>x</div></td>",
        "<td bgcolor='#cc0000'><a href='http://example.com' style='color:#ffffff'>x</a></td>",
        "<td style='background:#0a0 url(a.png)'><font color=white>x</font></td>",
        "<td background='a.gif'><font color=white>x</font></td>",
        "<style>.b{background:#333}</style><p class=b style='color:#fff'>x</p>",
        "<style>table.x td .b{background-color:#333}</style><p class=b style='color:#fff'>x</p>",
        "<style>@media (max-width:600px){.m{display:none}}</style><p class=m>x</p>",
        "<div style='width:0'>x</div>",
        "<p style='font-size:10px;color:#999'>x</p>",
        "<p style='display:none'><p>x</p>",
    ];
    for source in cases {
        let read = html(source);
        assert_eq!(read.hidden, [], "{source}");
        assert_eq!(read.text.trim(), "x", "{source}");
    }
}

#[test]
fn words_cut_by_what_nobody_sees_are_noted_whole() {
    let cases = [
        ("buy V<!--x-->iagra now", &["Viagra"][..]),
        ("c<!-- -->i<!-- -->al<qzx>is", &["cialis"]),
        ("me<b></b>ds", &["meds"]),
        ("ro<span style='display:none'>zz1</span>lex", &["rolex"]),
        ("<b>B</b>old and <i>it</i>alic", &[]),
        ("one <!-- c --> two<!-- c --> three", &[]),
        ("<p>one<!-- c --></p><p>two</p>", &[]),
        ("合計<!-- -->3<!-- -->件です", &[]),
    ];
    for (source, expected) in cases {
        assert_eq!(html(source).html.split_words, expected, "{source}");
    }
}

#[test]
fn links_pair_what_is_shown_with_where_it_leads() {
    let read = html(
        "<a href=' https://Evil.example/login '><b>www.bank.example</b></a> <a href='mailto:a@example.com'>mail</a>\
         <map><area href='http://area.example/' alt='here'></map><form action='http://form.example/take'></form>\
         <a href='//cdn.example/x'>cdn</a> <a href='/relative'>rel</a> <a>none</a> http://bare.example/y",
    );
    let seen: Vec<_> = read
        .links
        .iter()
        .map(|link| (link.text.as_str(), link.scheme.as_str(), link.host.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("www.bank.example", "https", "evil.example"),
            ("mail", "mailto", ""),
            ("here", "http", "area.example"),
            ("", "http", "form.example"),
            ("cdn", "http", "cdn.example"),
            ("rel", "", ""),
            ("http://bare.example/y", "http", "bare.example"),
        ]
    );
    assert_eq!(read.html.forms, 1);
}

#[test]
fn hosts_are_read_as_a_browser_reads_them() {
    let cases = [
        ("http://user@evil.example:8080/bank.example", "evil.example"),
        ("http://3232235777/", "192.168.1.1"),
        ("http://0x7f.1/", "127.0.0.1"),
        ("http:\\\\evil.example\\x", "evil.example"),
        ("ht\ntp://evil.example", "evil.example"),
        ("http://日本.example/", "xn--wgv71a.example"),
        ("http://[2001:db8::1]/", "[2001:db8::1]"),
        ("http://ex%61mple.com./", "example.com"),
    ];
    for (target, host) in cases {
        assert_eq!(html(&format!("<a href=\"{target}\">x</a>")).links[0].host, host, "{target}");
    }
}

#[test]
fn a_base_address_completes_relative_links() {
    let read = html("<base href='http://evil.example/a/'><a href='b.html'>x</a>");
    assert_eq!(read.links[0].host, "evil.example");
    assert_eq!(read.links[0].target, "b.html");
}

#[test]
fn images_forms_and_scripts_are_counted() {
    let read = html(
        "<img src='cid:1' alt='logo'><img src='https://example.com/p.gif' alt='Buy now'><form></form>\
         <script>alert(1)</script><body onload='x()'>",
    );
    assert_eq!((read.html.images, read.html.remote_images), (2, 1));
    assert_eq!((read.html.forms, read.html.scripts), (1, 2));
    assert_eq!(read.html.alt_text, "logo\nBuy now");
}

#[test]
fn addresses_in_plain_text_are_links() {
    let read = message(
        "From: a@example.com",
        b"See http://example.com/a, www.example.org/b and not.a.link e.g.this.\n",
    );
    let seen: Vec<_> = read.links.iter().map(|link| (link.target.as_str(), link.host.as_str())).collect();
    assert_eq!(seen, [("http://example.com/a", "example.com"), ("www.example.org/b", "www.example.org")]);
}
