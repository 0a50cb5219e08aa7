use super::message;
use crate::message::{Defect, Message};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8};

const TEXT: &str =
    "ご注文ありがとうございます。商品は明日の午前中にお届けします。\nお問い合わせはこちらまで。\n";
const SUBJECT: &str = "ご注文の確認とお届け予定日のお知らせ";

fn bytes(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, failed) = encoding.encode(text);
    assert!(!failed);
    bytes.into_owned()
}

fn body(label: &str, bytes: &[u8]) -> Message {
    message(&format!("From: a@example.jp\nContent-Type: text/plain{label}"), bytes)
}

#[test]
fn japanese_text_is_read_in_every_charset_however_it_is_labelled() {
    let labels: [(&str, &'static Encoding); 22] = [
        ("iso-2022-jp", ISO_2022_JP),
        ("ISO-2022-JP-MS", ISO_2022_JP),
        ("cp50221", ISO_2022_JP),
        ("us-ascii", ISO_2022_JP),
        ("utf-8", ISO_2022_JP),
        ("iso-8859-1", ISO_2022_JP),
        ("", ISO_2022_JP),
        ("Shift_JIS", SHIFT_JIS),
        ("cp932", SHIFT_JIS),
        ("windows-31j", SHIFT_JIS),
        ("x-sjis", SHIFT_JIS),
        ("utf-8", SHIFT_JIS),
        ("iso-2022-jp", SHIFT_JIS),
        ("iso-8859-1", SHIFT_JIS),
        ("", SHIFT_JIS),
        ("EUC-JP", EUC_JP),
        ("cp51932", EUC_JP),
        ("us-ascii", EUC_JP),
        ("", EUC_JP),
        ("utf-8", UTF_8),
        ("iso-8859-1", UTF_8),
        ("_autodetect", UTF_8),
    ];
    for (label, encoding) in labels {
        let parameter = if label.is_empty() { String::new() } else { format!("; charset=\"{label}\"") };
        let read = body(&parameter, &bytes(TEXT, encoding));
        assert_eq!(read.text, TEXT, "{label} over {}", encoding.name());
        assert_eq!(read.plain, TEXT, "{label} over {}", encoding.name());
    }
}

#[test]
fn a_wrong_or_missing_label_is_a_defect_and_a_right_one_is_none() {
    assert_eq!(body("; charset=shift_jis", &bytes(TEXT, SHIFT_JIS)).defects, []);
    assert_eq!(body("; charset=cp932", &bytes(TEXT, SHIFT_JIS)).defects, []);
    assert_eq!(body("; charset=iso-2022-jp", &bytes(TEXT, ISO_2022_JP)).defects, []);
    assert_eq!(body("", b"plain words\n").defects, []);
    assert_eq!(body("", &bytes(TEXT, SHIFT_JIS)).defects, [Defect::WrongCharset]);
    assert_eq!(body("; charset=utf-8", &bytes(TEXT, EUC_JP)).defects, [Defect::WrongCharset]);
    assert_eq!(body("; charset=martian", b"plain words\n").defects, [Defect::WrongCharset]);
}

#[test]
fn text_that_was_cut_or_damaged_on_its_way_keeps_its_label() {
    let text = "運動会のお知らせです。十時に校庭へお集まりください。".as_bytes();
    let mut damaged = text.to_vec();
    damaged[10] = 0xff;
    for bytes in [&text[..text.len() - 1], &damaged] {
        let message = body("; charset=utf-8", bytes);
        assert!(message.text.contains("お集まり"), "{}", message.text);
        assert!(!message.defects.contains(&Defect::WrongCharset));
    }
}

#[test]
fn colours_for_a_terminal_are_no_other_charset() {
    for label in ["", "us-ascii", "utf-8", "iso-8859-1"] {
        let message = body(label, b"\x1b[32mok\x1b[0m 12 tests passed\n");
        assert!(!message.defects.contains(&Defect::WrongCharset), "{label}");
        assert!(message.text.contains("12 tests passed"));
    }
}

#[test]
fn raw_japanese_in_a_subject_is_read_in_every_charset() {
    for encoding in [ISO_2022_JP, SHIFT_JIS, EUC_JP, UTF_8] {
        let mut raw = b"From: a@example.jp\nSubject: ".to_vec();
        raw.extend_from_slice(&bytes(SUBJECT, encoding));
        raw.extend_from_slice(b"\n\nx\n");
        let read = Message::parse(&raw);
        assert_eq!(read.subject, SUBJECT, "{}", encoding.name());
        assert_eq!(read.defects, [Defect::RawHeader], "{}", encoding.name());
    }
}

#[test]
fn encoded_words_are_joined_before_they_are_decoded() {
    let cases = [
        // A character of three bytes, cut in the middle.
        ("=?UTF-8?B?5pyI?= =?UTF-8?B?5b4=?=\n =?utf-8?B?hQ==?=", "月待"),
        // Two words that each shift in and out.
        ("=?ISO-2022-JP?B?GyRCOiMkORsoQg==?=\n =?ISO-2022-JP?B?GyRCJTkbKEI=?=", "今すス"),
        ("=?cp932?Q?=93=FA=96{?=", "日本"),
        ("=?Shift_JIS?B?k/qWew==?= and more", "日本 and more"),
        ("Re: =?utf-8?q?caf=C3=A9_au_lait?=", "Re: café au lait"),
        ("=?utf-8*ja?q?=E6=97=A5?=", "日"),
        ("=?utf-8?x?no?=", "=?utf-8?x?no?="),
        ("=?broken", "=?broken"),
    ];
    for (written, expected) in cases {
        assert_eq!(message(&format!("Subject: {written}"), b"").subject, expected, "{written}");
    }
}

#[test]
fn html_names_its_charset_itself_where_the_header_does_not() {
    let page = format!("<html><head><meta charset=\"Shift_JIS\"></head><body><p>{SUBJECT}</p></body></html>");
    let read = message("Content-Type: text/html", &bytes(&page, SHIFT_JIS));
    assert_eq!(read.text.trim_end(), SUBJECT);
    assert_eq!(read.defects, []);
}

#[test]
fn utf_seven_is_read() {
    assert_eq!(body("; charset=utf-7", b"Hi +ZeVnLIqe-!").text, "Hi 日本語!");
}

#[test]
fn a_word_is_judged_alike_in_every_charset_and_width() {
    let written = "ﾊﾟｽﾜｰﾄﾞの有効期限は１０～２０日です。當選の御案内（ＡＢＣ）";
    let folded = "パスワードの有効期限は10~20日です。当選の御案内(abc)";
    for (label, encoding) in [("Shift_JIS", SHIFT_JIS), ("EUC-JP", EUC_JP), ("utf-8", UTF_8), ("", EUC_JP)] {
        let read = body(&format!("; charset={label}"), &bytes(written, encoding));
        assert_eq!(read.folded.trim(), folded, "{label}");
    }
    // ISO-2022-JP has no half-width kana of its own; mail writes it after ESC ( I.
    let narrow = [b"\x1b(IJ_=\x1b(B".as_slice(), &bytes("の有効期限", ISO_2022_JP)].concat();
    assert_eq!(
        body("; charset=iso-2022-jp", &narrow).folded.trim(),
        "ハ゜スの有効期限".replace("ハ゜", "パ")
    );
    // The wave that a Macintosh writes is the one that Windows writes.
    assert_eq!(body("; charset=utf-8", "１０〜２０日".as_bytes()).folded.trim(), "10~20日");
}
