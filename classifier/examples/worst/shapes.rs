//! Mails made to cost as much as a mail can: each by its name, as large as is asked for.
//!
//! Most repeat one piece that is dear for its length. A shape stays one at any size, so that
//! small ones can be tested and large ones measured.

/// A kind of mail, and how to make one of about so many bytes.
pub(crate) struct Shape {
    /// Its name, as the table prints it.
    pub(crate) name: &'static str,
    make: Make,
}

/// How a shape is made.
enum Make {
    /// What comes first, and the piece that fills the rest.
    Flood(&'static str, &'static [u8]),
    /// Header lines of 60,000 bytes: each its name, then pieces.
    Lines(&'static str, &'static str),
    /// Parts of a multipart, all alike: header, and the piece that fills the body up to so many bytes.
    Parts(&'static str, &'static [u8], usize),
    /// Anything else.
    By(fn(usize) -> Vec<u8>),
}

use Make::{By, Flood, Lines, Parts};

impl Shape {
    /// The mail, about `bytes` long.
    pub(crate) fn mail(&self, bytes: usize) -> Vec<u8> {
        match self.make {
            Flood(head, piece) => {
                let mut mail = room(bytes);
                mail.extend_from_slice(head.as_bytes());
                fill(&mut mail, piece, bytes);
                mail
            }
            Lines(name, piece) => lines(name, piece, bytes),
            Parts(header, piece, size) => parts(header, piece, size, bytes),
            By(make) => make(bytes),
        }
    }
}

const fn shape(name: &'static str, make: Make) -> Shape {
    Shape { name, make }
}

const PLAIN: &str = "From: a@b.example\nSubject: s\nContent-Type: text/plain; charset=utf-8\n\n";
const WEB: &str = "From: a@b.example\nSubject: s\nContent-Type: text/html; charset=utf-8\n\n";
const JIS: &str = "From: a@b.example\nSubject: s\nContent-Type: text/plain; charset=iso-2022-jp\n\n";
const MIXED: &str = "From: a@b.example\nSubject: s\nContent-Type: multipart/mixed; boundary=b\n\n";

/// All shapes, by subject.
pub(crate) const SHAPES: &[Shape] = &[
    // Lines and headers.
    shape("one line", Flood(PLAIN, b"x")),
    shape("one word after another", Flood(PLAIN, b"word ")),
    shape("nothing but line breaks", Flood("", b"\n")),
    shape("nothing but carriage returns", Flood(PLAIN, b"\r")),
    shape("nothing but NUL", Flood("", b"\0")),
    shape("one header line", Flood("Subject: ", b"x")),
    shape("one header line of words", Flood("Subject: ", b"word ")),
    shape("one header line folded everywhere", Flood("Subject: ", b"\n x")),
    shape("a million headers", Flood("", b"X-Header-Of-Some-Length: a value of some length too\n")),
    shape("short headers", Flood("", b"a:\n")),
    shape("lines that are no headers", Flood("", b"a\n")),
    shape(
        "a million Received",
        Flood("", b"Received: from a.example ([192.0.2.1]) by b.example; 1 Jan 26 00:00 +0000\n"),
    ),
    shape("Received of 60 kB", Lines("Received", "from a (b [192.0.2.1]) by c; ")),
    shape("Received of brackets", Lines("Received", "(")),
    shape(
        "Authentication-Results of 60 kB",
        Lines("Authentication-Results", "b.example; dkim=pass header.d=a.example; "),
    ),
    shape(
        "a million Authentication-Results",
        Flood(
            "Received: from a.example ([192.0.2.1]) by b.example; 1 Jan 26 00:00 +0000\n",
            b"Authentication-Results: b.example; dkim=pass header.d=a; dmarc=fail\n",
        ),
    ),
    shape("Authentication-Results of brackets", Lines("Authentication-Results", "b.example (((((")),
    shape("a million filter headers", By(filter_headers)),
    shape("a million subjects", Flood("", b"Subject: hello again, you have won\n")),
    shape("a million From", Flood("", b"From: \"A name\" <a@b.example>\n")),
    shape("addresses in To", By(|bytes| after("To: ", "\"A, b\" <a@b.example>, ", bytes))),
    shape("addresses in From of 60 kB", Lines("From", "a@b.example, ")),
    shape("addresses without a comma", Lines("To", "<a@b>")),
    shape("groups of addresses", Lines("To", "a:b@c;")),
    shape("brackets nested in addresses", Lines("From", "(")),
    shape("brackets nested and closed", By(nested_comments)),
    shape("quotes in addresses", Lines("From", "\"\\\"")),
    shape("angles in addresses", Lines("From", "<")),
    // Encoded words.
    shape("encoded words", By(|bytes| after("Subject: ", "=?utf-8?b?5pyI?= ", bytes))),
    shape("encoded words of 60 kB", Lines("Subject", "=?utf-8?q?caf=C3=A9?= ")),
    shape("encoded words without an end", Lines("X-A", "=?a?q?")),
    shape("encoded words cut in the middle", Lines("X-A", "=?utf-8?b?")),
    shape("encoded words of other charsets by turns", Lines("X-A", "=?utf-8?q?=80?= =?koi8-r?q?=80?= ")),
    shape("encoded words of unknown charsets", Lines("X-A", "=?x?q?=80?= =?y?q?=93=FA?= ")),
    shape("encoded words of empty data", Lines("From", "=?x?q??=")),
    shape("raw eight-bit headers", Flood("", b"X-A: \x93\xfa\x96\x7b\n")),
    shape("raw JIS in headers", Lines("X-A", "\u{1b}$B\"\"\u{1b}(B")),
    // Parts.
    shape("nested multiparts", By(nested_multiparts)),
    shape("nested messages", Flood("", b"Content-Type: message/rfc822\n\n")),
    shape(
        "nested messages with headers",
        Flood("", b"Content-Type: message/rfc822\nFrom: a@b.example\nSubject: s\n\n"),
    ),
    shape("nested messages and multiparts by turns", By(nested_by_turns)),
    shape("a million parts", Flood(MIXED, b"--b\n\nx\n")),
    shape("a million attachments", Flood(MIXED, b"--b\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n")),
    shape(
        "a million messages in parts",
        Flood(MIXED, b"--b\nContent-Type: message/rfc822\n\nSubject: a\n\nx\n"),
    ),
    shape(
        "a million empty multiparts",
        Flood(MIXED, b"--b\nContent-Type: multipart/mixed; boundary=c\n\n--c--\n"),
    ),
    shape("multiparts that begin far away", By(far_boundaries)),
    shape(
        "multiparts that never begin",
        Flood(MIXED, b"--b\nContent-Type: multipart/mixed; boundary=missing\n\nx\n"),
    ),
    shape("lines of hyphens in nested multiparts", By(|bytes| hyphens(b"--\n", bytes))),
    shape("lines like boundaries in nested multiparts", By(|bytes| hyphens(b"--b1x\n", bytes))),
    shape("a boundary and a long line", By(long_boundary_line)),
    shape("many files in a Content-Type", Lines("Content-Type", "name*0*=utf-8''%E3; name*1=a; x=y; ")),
    shape("parts with long file names", Parts("Content-Type: a/b; name=", b"=?utf-8?b?5pyI?= ", 60_000)),
    shape("parts of mail reports", By(reports)),
    // Transfer encodings.
    shape(
        "an attachment in base64",
        Flood(
            "From: a@b.example\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n",
            b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5\n",
        ),
    ),
    shape(
        "a text in base64",
        Flood(
            "From: a@b.example\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n",
            b"PGI+aGVsbG8gdGhlcmUsIDxpPmhvdyBhcmUgeW91PC9pPjwvYj4gYW5kIGdvb2QgYnll\n",
        ),
    ),
    shape(
        "base64 that is none",
        Flood(
            "From: a@b.example\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n",
            b"QU=\x80-",
        ),
    ),
    shape(
        "quoted-printable",
        Flood(
            "From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n",
            b"=E6=97=A5",
        ),
    ),
    shape(
        "quoted-printable broken everywhere",
        Flood(
            "From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n",
            b"=\n",
        ),
    ),
    shape(
        "quoted-printable that is none",
        Flood(
            "From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n",
            b"=",
        ),
    ),
    shape("parts of text without a charset", Parts("Content-Type: text/plain", b"\x93\xfa\x96\x7b ", 16_000)),
    shape("parts of web pages", Parts("Content-Type: text/html", b"<p>www.a.example a", 10_000)),
    // Charsets and letters.
    shape("kana switching the charset each letter", Flood(JIS, b"\x1b$B$\"\x1b(B")),
    shape("nothing but charset switches", Flood(JIS, b"\x1b$B\x1b(B")),
    shape("escapes", Flood(JIS, b"\x1b")),
    shape("UTF-7", Flood("Content-Type: text/plain; charset=utf-7\n\n", b"+AGE-")),
    shape("UTF-16", Flood("Content-Type: text/plain; charset=utf-16\n\n", b"\xe5\x65")),
    shape("HZ", Flood("Content-Type: text/plain; charset=hz-gb-2312\n\n", b"~{<:~}")),
    shape("GB18030", Flood("Content-Type: text/plain; charset=gb18030\n\n", b"\x84\x31\xa4\x37")),
    shape("half-width kana", Flood("Content-Type: text/plain; charset=shift_jis\n\n", b"\xca\xdf")),
    shape("bytes of no charset", Flood("Content-Type: text/plain; charset=utf-8\n\n", b"\xff ")),
    shape("letters that unfold to eighteen", Flood(PLAIN, "\u{fdfa}".as_bytes())),
    shape("combining marks", Flood(PLAIN, "\u{301}\u{323}".as_bytes())),
    shape("letters to be put together", Flood(PLAIN, "\u{1100}\u{1161}\u{11a8}".as_bytes())),
    shape("nothing but zero-width letters", Flood(PLAIN, "\u{200b}".as_bytes())),
    shape("zero-width letters in words", Flood(PLAIN, "v\u{200b}i\u{ad}".as_bytes())),
    shape("directions by turns", Flood(PLAIN, "\u{202e}a\u{202c}".as_bytes())),
    shape("scripts mixed in words", Flood(PLAIN, "pаypаl ".as_bytes())),
    shape("full-width letters", Flood(PLAIN, "ＶＩ".as_bytes())),
    shape("kanji", Flood(PLAIN, "當選".as_bytes())),
    shape("emoji", Flood(PLAIN, "\u{1f468}\u{200d}\u{1f469}".as_bytes())),
    shape("very long words", By(long_words)),
    shape("different words", By(different_words)),
    shape("letters with spaces between", Flood(PLAIN, b"v i a g r a ")),
    shape("brand names", Flood(PLAIN, b"paypal amazon ")),
    shape(
        "threats and demands",
        Flood(PLAIN, b"your account has been suspended within 24 hours gift card bitcoin invoice "),
    ),
    shape("telephone numbers", Flood(PLAIN, b"call +1 (800) 555-0100 ")),
    shape("wallets", Flood(PLAIN, b"1BoatSLRHtKNngkdXEeobR76b53LETtpyT ")),
    shape("one long wallet", Flood(PLAIN, b"1BoatSLRHtKNngkd")),
    shape("wrapped lines", Flood(PLAIN, "当\n選\n".as_bytes())),
    // HTML.
    shape("ten million tags", Flood(WEB, b"<b>x")),
    shape("elements that never close", Flood(WEB, b"<div>")),
    shape("elements that were never open", Flood(WEB, b"</b>")),
    shape("elements of unknown names", Flood(WEB, b"a<qz>")),
    shape("comments within words", Flood(WEB, b"v<!-- -->i")),
    shape("comments", Flood(WEB, b"<!---->")),
    shape("a comment that never ends", Flood(WEB, b"<!--")),
    shape("attributes in one tag", By(attributes)),
    shape("one attribute again and again", By(|bytes| after_body(WEB, "<p ", b"style=a ", bytes))),
    shape("classes of one element", By(classes)),
    shape("a long style", By(|bytes| after_body(WEB, "<p style=\"", b"color:#fff;left:-9999px;", bytes))),
    shape("styles on every element", Flood(WEB, b"<p style=\"color:#fff;background:rgba(0,0,0,0)\">x")),
    shape("one style sheet", By(|bytes| after_body(WEB, "<style>", b".a,b,#c{color:#fff}", bytes))),
    shape("a style sheet of different rules", By(sheet)),
    shape("a style sheet of nested blocks", By(|bytes| after_body(WEB, "<style>", b"@media{", bytes))),
    shape("a style sheet of comments", By(|bytes| after_body(WEB, "<style>", b"/**/", bytes))),
    shape("a style sheet of selectors", By(|bytes| after_body(WEB, "<style>", b".a,", bytes))),
    shape("style sheets", Flood(WEB, b"<style>.a{color:red}</style>")),
    shape("hidden pieces", Flood(WEB, b"<p style=display:none>ab<p style=font-size:0>cd")),
    shape("entities", Flood(WEB, b"&amp;&#x65e5;")),
    shape("ampersands", Flood(WEB, b"&")),
    shape("noscript", Flood(WEB, b"<noscript>")),
    shape("noscript closed", Flood(WEB, b"<noscript><p>a</noscript>")),
    shape("scripts", Flood(WEB, b"<script>a</script>")),
    shape("tables", Flood(WEB, b"<table><tr><td>")),
    shape("cells", Flood(WEB, b"<td>a")),
    shape("images", Flood(WEB, b"<img src=http://a.example/ alt=picture>")),
    shape("forms", Flood(WEB, b"<form action=http://a.example/>")),
    shape("a million links", Flood(WEB, b"<a href=http://a.example/>www.b.example</a> ")),
    shape("different links", By(different_links)),
    shape("links within links", Flood(WEB, b"<a href=x>a")),
    shape("a document base", Flood(WEB, b"<base href=http://a.example/><a href=b>c</a>")),
    shape(
        "a link of ten megabytes",
        By(|bytes| after_body(WEB, "<a href=\"http://a.example/", b"%41%e6", bytes)),
    ),
    shape(
        "an image of data",
        By(|bytes| after_body(WEB, "<img src=\"data:image/png;base64,", b"QUJD", bytes)),
    ),
    // Links in text.
    shape("bare links", Flood(PLAIN, b"http://a.example/b ")),
    shape("one bare link", By(|bytes| after_body(PLAIN, "http://a.example/", b"%41", bytes))),
    shape("dots", Flood(PLAIN, b"a.")),
    shape("schemes", Flood(PLAIN, b"http://")),
    shape("colons", Flood(PLAIN, b"a:")),
    shape("slashes", Flood(PLAIN, b"://")),
    shape("brackets around links", Flood(PLAIN, b"http://a(")),
    shape("hosts", Flood(PLAIN, b"www.a-")),
    shape("at signs", Flood(PLAIN, b"a@")),
    shape("mail addresses", Flood(PLAIN, b"a@b.example ")),
    shape("hosts of other scripts", By(other_hosts)),
    // What is attached.
    shape("a zip of many files", By(|bytes| zip(bytes, Zip::Honest))),
    shape("a zip that lies about sizes", By(|bytes| zip(bytes, Zip::Lying))),
    shape("a zip written as a stream", By(|bytes| zip(bytes, Zip::Stream))),
    shape(
        "zips in many parts",
        Parts("Content-Type: application/zip; name=a.zip", b"PK\x03\x04\0\0\x08\0\0\0", 200_000),
    ),
    shape(
        "gzip in many parts",
        Parts("Content-Type: application/gzip; name=a.gz", b"\x1f\x8b\x08\x08\0\0\0\0\0\0a", 200_000),
    ),
    shape("drawings", Parts("Content-Type: image/svg+xml; name=a.svg", b"<svg><script>", 200_000)),
    shape(
        "calendars",
        Parts("Content-Type: text/calendar; name=a.ics", b"BEGIN:VEVENT\nURL:http://a.example\n", 200_000),
    ),
    shape(
        "PDF",
        Parts(
            "Content-Type: application/pdf; name=a.pdf",
            b"%PDF-1.4 /URI (http://a.example) /JavaScript ",
            200_000,
        ),
    ),
    shape("two texts that differ in every line", By(two_texts)),
    shape("all that is dearest in one", By(dearest)),
];

fn room(bytes: usize) -> Vec<u8> {
    Vec::with_capacity(bytes + 4_096)
}

fn fill(mail: &mut Vec<u8>, piece: &[u8], bytes: usize) {
    while mail.len() < bytes {
        mail.extend_from_slice(piece);
    }
}

fn number(mail: &mut Vec<u8>, number: usize) {
    mail.extend_from_slice(number.to_string().as_bytes());
}

/// One header line that fills the mail, then a short body.
fn after(start: &str, piece: &str, bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(start.as_bytes());
    fill(&mut mail, piece.as_bytes(), bytes);
    mail.extend_from_slice(b"\n\nbody\n");
    mail
}

/// A header, the beginning of a body, and the piece that fills it.
fn after_body(head: &str, start: &str, piece: &[u8], bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(head.as_bytes());
    mail.extend_from_slice(start.as_bytes());
    fill(&mut mail, piece, bytes);
    mail
}

fn lines(name: &str, piece: &str, bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    while mail.len() < bytes {
        mail.extend_from_slice(name.as_bytes());
        mail.extend_from_slice(b": ");
        let end = bytes.min(mail.len() + 60_000);
        fill(&mut mail, piece.as_bytes(), end);
        mail.push(b'\n');
    }
    mail.extend_from_slice(b"\nbody\n");
    mail
}

fn parts(header: &str, piece: &[u8], size: usize, bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes + size);
    mail.extend_from_slice(MIXED.as_bytes());
    // A header that ends open is filled itself.
    let within_header = header.ends_with('=');
    while mail.len() < bytes {
        mail.extend_from_slice(b"--b\n");
        mail.extend_from_slice(header.as_bytes());
        if !within_header {
            mail.extend_from_slice(b"\n\n");
        }
        let end = mail.len() + size;
        fill(&mut mail, piece, end);
        mail.extend_from_slice(b"\n\n");
    }
    mail
}

fn filter_headers(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(b"Received: from a.example ([192.0.2.1]) by b.example; 1 Jan 26 00:00 +0000\n");
    let names =
        ["X-Spam-Status: Yes, score=9.1 required=5 tests=A,B", "X-Spam-Flag: YES", "X-Spam-Level: ****"];
    while mail.len() < bytes {
        for line in names
            .into_iter()
            .chain(["X-Bogosity: Spam, tests=bogofilter, spamicity=1", "X-Barracuda-Spam-Score: 9"])
        {
            mail.extend_from_slice(line.as_bytes());
            mail.push(b'\n');
        }
    }
    mail
}

fn nested_comments(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    while mail.len() < bytes {
        mail.extend_from_slice(b"From: ");
        mail.extend_from_slice("(a".repeat(20_000).as_bytes());
        mail.extend_from_slice(")".repeat(20_000).as_bytes());
        mail.extend_from_slice(b" a@b.example\n");
    }
    mail
}

fn nested_multiparts(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    let mut level = 0;
    while mail.len() < bytes {
        mail.extend_from_slice(b"Content-Type: multipart/mixed; boundary=b");
        number(&mut mail, level);
        mail.extend_from_slice(b"\n\n--b");
        number(&mut mail, level);
        mail.push(b'\n');
        level += 1;
    }
    mail
}

fn nested_by_turns(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    let mut level = 0;
    while mail.len() < bytes {
        mail.extend_from_slice(b"Content-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=b");
        number(&mut mail, level);
        mail.extend_from_slice(b"\n\n--b");
        number(&mut mail, level);
        mail.push(b'\n');
        level += 1;
    }
    mail
}

/// Multiparts in one another's way: each has its boundary at the end of the next four
/// megabytes, and before that comes the next part of the outer one.
fn far_boundaries(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(MIXED.as_bytes());
    while mail.len() < bytes {
        let end = bytes.min(mail.len() + 4_000_000);
        fill(&mut mail, b"--b\nContent-Type: multipart/mixed; boundary=c\n\n", end);
        mail.extend_from_slice(b"--c\n");
    }
    mail
}

fn open_multiparts(mail: &mut Vec<u8>) {
    for level in 0..31 {
        mail.extend_from_slice(b"Content-Type: multipart/mixed; boundary=b1");
        number(mail, level);
        mail.extend_from_slice(b"\n\n--b1");
        number(mail, level);
        mail.push(b'\n');
    }
    mail.push(b'\n');
}

fn hyphens(piece: &[u8], bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    open_multiparts(&mut mail);
    fill(&mut mail, piece, bytes);
    mail
}

fn long_boundary_line(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    for _ in 0..31 {
        mail.extend_from_slice(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n");
    }
    mail.extend_from_slice(b"\n--b");
    fill(&mut mail, b" ", bytes);
    mail.extend_from_slice(b"x\n");
    mail
}

fn reports(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(b"Content-Type: multipart/report; boundary=b\n\n");
    while mail.len() < bytes {
        let end = mail.len() + 60_000;
        mail.extend_from_slice(b"--b\nContent-Type: text/rfc822-headers\n\nFrom: a@b.example\nSubject: ");
        fill(&mut mail, b"=?utf-8?b?5pyI?= ", end);
        mail.extend_from_slice(b"\n\n");
    }
    mail
}

fn long_words(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(PLAIN.as_bytes());
    while mail.len() < bytes {
        let end = mail.len() + 100_000;
        fill(&mut mail, b"abcdefgh1", end);
        mail.push(b' ');
    }
    mail
}

fn different_words(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(PLAIN.as_bytes());
    let mut word = 1_usize;
    while mail.len() < bytes {
        let mut rest = word.wrapping_mul(2_654_435_761) % 1_000_000_007;
        while rest > 0 {
            mail.push(b'a' + (rest % 26) as u8);
            rest /= 26;
        }
        mail.push(b' ');
        word += 1;
    }
    mail
}

fn attributes(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(WEB.as_bytes());
    mail.extend_from_slice(b"<p ");
    let mut attribute = 0;
    while mail.len() < bytes {
        mail.push(b'a');
        number(&mut mail, attribute);
        mail.extend_from_slice(b"=b onclick=c ");
        attribute += 1;
    }
    mail
}

fn classes(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(WEB.as_bytes());
    mail.extend_from_slice(b"<style>.a{color:#fff}</style>");
    while mail.len() < bytes {
        mail.extend_from_slice(b"<p class=\"a b c d e f g h i j k l m n o p q r s t u v w x y z\">");
    }
    mail
}

fn sheet(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(WEB.as_bytes());
    mail.extend_from_slice(b"<style>");
    let mut rule = 0;
    while mail.len() < bytes {
        mail.extend_from_slice(b".a");
        number(&mut mail, rule);
        mail.extend_from_slice(b"{color:#fff;background:#fff}");
        rule += 1;
        if rule == 20_000 {
            mail.extend_from_slice(b"</style>");
        }
        if rule > 20_000 {
            mail.extend_from_slice(b"<p class=a1>x");
        }
    }
    mail
}

fn different_links(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(WEB.as_bytes());
    let mut host = 0;
    while mail.len() < bytes {
        mail.extend_from_slice(b"<a href=\"http://h");
        number(&mut mail, host);
        mail.extend_from_slice(b".a.b.c.d.example/%41?u=http://other.example/\">https://www.bank");
        number(&mut mail, host);
        mail.extend_from_slice(b".example</a> ");
        host += 1;
    }
    mail
}

fn other_hosts(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(WEB.as_bytes());
    while mail.len() < bytes {
        mail.extend_from_slice(b"<a href=\"http://");
        let end = mail.len() + 1_900;
        fill(&mut mail, "pаyраl日.".as_bytes(), end);
        mail.extend_from_slice(b"example/\">a</a> ");
    }
    mail
}

/// What a zip says of itself.
#[derive(Clone, Copy, PartialEq)]
enum Zip {
    Honest,
    Lying,
    Stream,
}

fn zip(bytes: usize, kind: Zip) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(b"From: a@b.example\nContent-Type: application/zip; name=a.zip\n\n");
    let (flags, size): (u8, u32) = match kind {
        Zip::Honest => (0, 0),
        Zip::Lying => (0, u32::MAX),
        Zip::Stream => (8, 0),
    };
    let mut local = b"PK\x03\x04\x14\0".to_vec();
    local.extend_from_slice(&[flags, 0]);
    local.resize(18, 0);
    local.extend_from_slice(&size.to_le_bytes());
    local.extend_from_slice(&size.to_le_bytes());
    local.extend_from_slice(&[5, 0, 0, 0]);
    local.extend_from_slice(b"a.exe");
    let mut central = b"PK\x01\x02".to_vec();
    central.resize(20, 0);
    central.extend_from_slice(&size.to_le_bytes());
    central.extend_from_slice(&size.to_le_bytes());
    central.extend_from_slice(&[5, 0]);
    central.resize(46, 0);
    central.extend_from_slice(b"b.exe");
    fill(&mut mail, &local, bytes / 2);
    if kind != Zip::Stream {
        fill(&mut mail, &central, bytes);
        let end = if kind == Zip::Lying { u32::MAX } else { (bytes / 2) as u32 };
        mail.extend_from_slice(b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff");
        mail.extend_from_slice(&end.to_le_bytes());
        mail.extend_from_slice(&[0; 6]);
    }
    fill(&mut mail, &local, bytes);
    mail
}

/// The dearest of each: headers to guess at, levels to compare with, parts to guess at, and a
/// text as long as is looked at.
fn dearest(bytes: usize) -> Vec<u8> {
    let mut mail = lines("X-A", "=?x?q?=80?= =?y?q?=93=FA?= ", (bytes / 50).min(1_000_000));
    mail.truncate(mail.len() - "\nbody\n".len());
    open_multiparts(&mut mail);
    let end = mail.len() + bytes / 20;
    for _ in 0..150 {
        mail.extend_from_slice(b"--b130\n\n");
        let part = end.min(mail.len() + 16_000);
        fill(&mut mail, b"\x93\xfa\x96\x7b ", part);
        mail.push(b'\n');
    }
    mail.extend_from_slice(b"--b130\nContent-Type: text/plain; charset=utf-8\n\n");
    fill(&mut mail, "\u{301}\u{323}".as_bytes(), end);
    mail.push(b'\n');
    fill(&mut mail, b"--b1x\n", bytes);
    mail
}

fn two_texts(bytes: usize) -> Vec<u8> {
    let mut mail = room(bytes);
    mail.extend_from_slice(b"From: a@b.example\nContent-Type: multipart/alternative; boundary=b\n\n");
    let half = (bytes / 2).min(900_000);
    for (kind, word) in [("plain", "one"), ("html", "two")] {
        mail.extend_from_slice(b"--b\nContent-Type: text/");
        mail.extend_from_slice(kind.as_bytes());
        mail.extend_from_slice(b"\n\n");
        let (end, mut line) = (mail.len() + half, 0);
        while mail.len() < end {
            mail.extend_from_slice(word.as_bytes());
            number(&mut mail, line);
            mail.extend_from_slice(b" a\n");
            line += 1;
        }
    }
    mail.extend_from_slice(b"--b--\n");
    mail
}
