//! Answers of servers, cut and odd, slow and endless.

use proptest::prelude::*;
use tokio::io::{DuplexStream, duplex};

use super::*;
use crate::mailbox::pop3::failure::Code;

/// A conversation with a server that says these bytes and hangs up.
fn said(bytes: &[u8]) -> Wire<DuplexStream> {
    let (mut server, stream) = duplex(1 << 20);
    let bytes = bytes.to_vec();
    tokio::spawn(async move {
        let _ = server.write_all(&bytes).await;
        // What the client says is taken, or it could not be written.
        let _ = tokio::io::copy(&mut server, &mut tokio::io::sink()).await;
    });
    Wire::new(stream, &Patience::default())
}

#[tokio::test]
async fn only_plus_ok_is_success() {
    for (answer, ok) in [("+OK\r\n", true), ("+ok done\r\n", true), ("+OK\n", true), ("+OKAY\r\n", false)] {
        assert_eq!(said(answer.as_bytes()).order("NOOP").await.is_ok(), ok, "{answer}");
    }
    let refused = said(b"-ERR [SYS/TEMP] later\r\n").order("NOOP").await.unwrap_err();
    assert!(matches!(refused, Failure::Refused { code: Code::Temporary, text } if text == "later"));
    for odd in ["* OK\r\n", "HTTP/1.1 400 Bad Request\r\n", "\r\n", "+ \r\n"] {
        assert!(matches!(said(odd.as_bytes()).order("NOOP").await, Err(Failure::Unexpected(..))), "{odd}");
    }
}

#[tokio::test]
async fn a_list_ends_at_its_dot_and_its_dots_are_unstuffed() {
    let mut wire = said(b"+OK\r\n1 a\r\n..b\r\n2 c\n.\r\n+OK next\r\n");
    assert_eq!(wire.list("UIDL").await.unwrap(), [&b"1 a"[..], b".b", b"2 c"]);
    assert_eq!(wire.order("NOOP").await.unwrap().text, "next");
}

#[tokio::test]
async fn a_command_cannot_carry_another() {
    for command in ["NOOP\r\nDELE 1", "NOOP\n", "NOOP\0"] {
        assert!(matches!(said(b"").order(command).await, Err(Failure::Unspeakable)));
    }
}

#[tokio::test]
async fn an_endless_line_is_given_up() {
    let endless = [b"+OK ".to_vec(), vec![b'x'; 1 << 19]].concat();
    let Err(Failure::Io(error)) = said(&endless).order("NOOP").await else { panic!("not given up") };
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
}

#[tokio::test]
async fn a_message_in_the_clear_of_its_line_ends_comes_with_what_follows_it_left_over() {
    let mut wire = said(b"+OK 120 octets\r\na\r\n..b\n.\r\nc\r\n.\r\n+OK 2\r\n.\r\n-ERR gone\r\n");
    wire.send_all(&["RETR 1".to_owned(), "RETR 2".to_owned(), "RETR 3".to_owned()]).await.unwrap();
    assert_eq!(wire.message(120).await.unwrap(), b"a\r\n.b\n.\r\nc\r\n");
    assert_eq!(wire.message(0).await.unwrap(), b"");
    assert!(matches!(wire.message(0).await, Err(Failure::Refused { .. })));
}

#[tokio::test]
async fn of_a_huge_message_only_the_beginning_is_waited_for() {
    let huge = [&b"+OK\r\n"[..], &vec![b'x'; 300_000], b"\r\n.\r\n"].concat();
    let (beginning, ended) = said(&huge).beginning(10).await.unwrap();
    assert_eq!((beginning, ended), (b"xxxxxxxxxx".to_vec(), false));
    let (beginning, ended) = said(b"+OK\r\nabc\r\n.\r\n").beginning(10).await.unwrap();
    assert_eq!((beginning, ended), (b"abc\r\n".to_vec(), true));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_gives_one_line_at_a_time_for_ever_is_given_up() {
    let (mut server, stream) = duplex(4096);
    tokio::spawn(async move {
        let _ = server.write_all(b"+OK\r\n").await;
        while server.write_all(b"1 x\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_secs(30)).await;
        }
    });
    let failure = Wire::new(stream, &Patience::default()).list("UIDL").await.unwrap_err();
    assert!(matches!(failure, Failure::Io(error) if error.kind() == io::ErrorKind::TimedOut));
}

#[tokio::test]
async fn a_line_that_is_cut_is_no_answer() {
    for cut in ["", "+O", "+OK", "+OK 2 messages"] {
        let (mut server, stream) = duplex(4096);
        server.write_all(cut.as_bytes()).await.unwrap();
        server.shutdown().await.unwrap();
        let failure = Wire::new(stream, &Patience::default()).order("STAT").await.unwrap_err();
        assert!(matches!(failure, Failure::Closed), "{cut}: {failure:?}");
        drop(server);
    }
}

proptest! {
    #[test]
    fn no_answer_makes_reading_panic(bytes in "(\\+OK|-ERR|\\.|[a-z.\r\n]){0,40}", raw: Vec<u8>) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for bytes in [bytes.as_bytes(), &raw] {
            runtime.block_on(async {
                let (mut server, stream) = duplex(1 << 16);
                server.write_all(bytes).await.unwrap();
                server.shutdown().await.unwrap();
                let mut wire = Wire::new(stream, &Patience::default());
                let _ = wire.list("UIDL").await;
                let _ = wire.message(7).await;
                drop(server);
            });
        }
    }
}
