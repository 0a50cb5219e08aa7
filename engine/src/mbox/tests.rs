#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::io::Cursor;

use proptest::prelude::*;

use super::*;

const LIMIT: usize = 1 << 20;

fn messages(mbox: &[u8]) -> Vec<String> {
    let read = Messages::new(Cursor::new(mbox), LIMIT);
    read.map(|message| String::from_utf8_lossy(&message.unwrap()).into_owned()).collect()
}

const FROM: &str = "From a@b.example Sun Nov 22 10:00:00 2026\n";

#[test]
fn messages_are_told_apart_by_the_lines_between_them() {
    let (one, two) = ("Subject: 1\n\nfirst\n\nparagraphs\n", "Subject: 2\n\nsecond\n");
    let mbox = format!("{FROM}{one}\n{FROM}{two}\n");
    assert_eq!(messages(mbox.as_bytes()), [one, two]);
    let crlf = mbox.replace('\n', "\r\n");
    assert_eq!(messages(crlf.as_bytes()), [one, two].map(|text| text.replace('\n', "\r\n")));
    assert_eq!(messages(mbox.trim_end().as_bytes()), [one, two.trim_end()]);
}

#[test]
fn a_sentence_that_begins_with_from_ends_no_message() {
    let one = "Subject: 1\n\nfirst\n\nFrom here on it rains.\nSee you.\n\nFrom the sea\n";
    let two = "Subject: 2\n\nsecond\n";
    assert_eq!(messages(format!("{FROM}{one}\n{FROM}{two}").as_bytes()), [one, two]);
}

#[test]
fn one_mark_goes_from_quoted_lines() {
    let mbox =
        format!("{FROM}Subject: 1\n\n>From me\n>>From you\n> From all\n>Fromage\n\n{FROM}Subject: 2\n\nx\n");
    let expected = ["Subject: 1\n\nFrom me\n>From you\n> From all\n>Fromage\n", "Subject: 2\n\nx\n"];
    assert_eq!(messages(mbox.as_bytes()), expected);
}

#[test]
fn a_length_is_believed_where_it_is_true_and_the_body_taken_as_it_stands() {
    let body = format!("text\n\n{FROM}Subject: forwarded\n\n>From me\n");
    let one = format!("Subject: 1\nContent-Length: {}\n\n{body}", body.len());
    let two = "Subject: 2\n\nsecond\n";
    assert_eq!(messages(format!("{FROM}{one}\n{FROM}{two}").as_bytes()), [one.as_str(), two]);
    assert_eq!(messages(format!("{FROM}{one}").as_bytes()), [one.as_str()], "at the end of the file");
    for lie in ["3", "4000", "99999999999999999999", "18446744073709551615", "-1", "many"] {
        let one = format!("Subject: 1\nContent-Length: {lie}\n\nsome text\n");
        assert_eq!(messages(format!("{FROM}{one}\n{FROM}{two}").as_bytes()), [one.as_str(), two], "{lie}");
    }
}

#[test]
fn of_a_message_that_is_too_large_the_beginning_is_given_and_the_next_is_whole() {
    let large = format!("Subject: 1\n\n{}\n", "x".repeat(300_000));
    let two = "Subject: 2\n\nsecond\n";
    let mbox = format!("{FROM}{large}\n{FROM}{two}");
    let read: Vec<Vec<u8>> = Messages::new(Cursor::new(mbox.as_bytes()), 1000).map(Result::unwrap).collect();
    assert_eq!((read[0].len(), read[1].as_slice()), (1001, two.as_bytes()));
}

#[test]
fn what_is_empty_or_no_mbox_has_no_messages_in_it() {
    for none in ["", "\n\n", "Subject: x\n\ntext\n"] {
        assert!(messages(none.as_bytes()).is_empty(), "{none:?}");
    }
    assert_eq!(messages(b"From "), [""]);
    assert_eq!(messages(format!("{FROM}{FROM}").as_bytes()).len(), 1);
}

/// Writes an mbox as mboxrd has it.
fn written(bodies: &[String]) -> String {
    let quoted = |line: &str| {
        let is_quoted = line.trim_start_matches('>').starts_with("From ");
        if is_quoted { format!(">{line}\n") } else { format!("{line}\n") }
    };
    let one = |body: &String| {
        [&*format!("{FROM}Subject: x\n\n"), &*body.lines().map(quoted).collect::<String>(), "\n"].concat()
    };
    bodies.iter().map(one).collect()
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(
        prop_oneof![Just(b"From ".to_vec()), Just(b"\n".to_vec()), Just(b">".to_vec()), Just(b"Content-Length: 7\n".to_vec()),
            Just(b"A: b\n".to_vec()), proptest::collection::vec(any::<u8>(), 0..9)], 0..60)) {
        let bytes = bytes.concat();
        let kept: usize = Messages::new(Cursor::new(&bytes), LIMIT).map(|message| message.unwrap().len()).sum();
        prop_assert!(kept <= bytes.len());
    }

    #[test]
    fn what_is_written_as_mboxrd_comes_back_the_same(bodies in proptest::collection::vec(
        "((>{0,2}From [a-z]{0,5}|[a-z]{0,4}|Name: x)\n){0,6}[a-z]\n", 0..6)) {
        let expected: Vec<String> = bodies.iter().map(|body| format!("Subject: x\n\n{body}")).collect();
        prop_assert_eq!(messages(written(&bodies).as_bytes()), expected);
    }
}
