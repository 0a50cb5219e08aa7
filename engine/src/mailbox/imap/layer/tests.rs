//! Answers of servers, cut and mixed, slow and endless.

use proptest::prelude::*;
use tokio::io::duplex;

use super::*;

const MINUTE: Duration = Duration::from_mins(1);

/// What a command comes to when the server says these bytes and hangs up.
async fn said(bytes: Vec<u8>) -> Result<Done, Failure> {
    let (mut server, stream) = duplex(4096);
    let saying = tokio::spawn(async move {
        let _ = server.write_all(&bytes).await;
    });
    let outcome = Layer::new(stream, &Patience::default()).order("UID FETCH 7 (UID FLAGS)").await;
    saying.abort();
    outcome
}

#[tokio::test(start_paused = true)]
async fn a_server_that_gives_one_byte_at_a_time_for_ever_is_given_up() {
    let (mut server, stream) = duplex(4096);
    tokio::spawn(async move {
        while server.write_all(b"x").await.is_ok() {
            tokio::time::sleep(MINUTE / 2).await;
        }
    });
    let failure = Layer::new(stream, &Patience::default()).order("NOOP").await.unwrap_err();
    assert!(matches!(failure, Failure::Io(error) if error.kind() == io::ErrorKind::TimedOut));
}

#[tokio::test]
async fn a_command_cannot_carry_another() {
    let (_server, stream) = duplex(4096);
    let mut layer = Layer::new(stream, &Patience::default());
    for command in ["NOOP\r\nm2 LOGOUT", "NOOP\n", "NOOP\0"] {
        assert!(matches!(layer.order(command).await, Err(Failure::Unspeakable)));
    }
}

/// Lines of real conversations, for being cut and mixed.
const LINES: [&str; 14] = [
    "* 1 FETCH (UID 7 FLAGS (\\Seen $Junk) INTERNALDATE \"22-Nov-2026 09:00:00 +0900\" RFC822.SIZE 123)\r\n",
    "* 1 FETCH (UID 7 BODY[] {7}\r\na\r\n.\r\n\u{ff})\r\n",
    "* 1 FETCH (ENVELOPE (NIL \"s\" ((NIL NIL \"a\" \"b\")) NIL NIL NIL NIL NIL NIL NIL))\r\n",
    "* 1 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1) \"mixed\"))\r\n",
    "* 1 FETCH (X-GM-LABELS (\\Inbox \"a b\") MODSEQ (5) EMAILID (M1) SAVEDATE NIL)\r\n",
    "* SEARCH 1 2 3\r\n",
    "* LIST (\\HasNoChildren \\Junk) \"/\" \"a\\\\b\\\"c\"\r\n",
    "* STATUS INBOX (MESSAGES 1 UIDNEXT 2)\r\n",
    "* OK [UIDVALIDITY 1] text\r\n",
    "* OK [COPYUID 5 7:9,12 1:3,4] text\r\n",
    "* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN\r\n",
    "* VANISHED (EARLIER) 41,43:116\r\n",
    "* METADATA \"\" (/shared/comment \"x\")\r\n",
    "* QUOTA \"\" (STORAGE 10 512)\r\n",
];

fn conversation() -> impl Strategy<Value = Vec<u8>> {
    let line = prop::sample::select(&LINES[..]).prop_map(|line| line.as_bytes().to_vec());
    let change =
        (any::<prop::sample::Index>(), 0_usize..4, "[ ()\\[\\]{}\"\\\\0-9A-Z\u{0}\u{80}\u{ff}\r\n]{0,4}");
    (prop::collection::vec(line, 1..4), prop::collection::vec(change, 0..4)).prop_map(|(lines, changes)| {
        let mut bytes = lines.concat();
        for (place, removed, put) in changes {
            let start = place.index(bytes.len() + 1);
            let end = (start + removed).min(bytes.len());
            bytes.splice(start..end, put.bytes());
        }
        bytes.extend(b"m1 OK done\r\n");
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Any answer comes to an end, and the guard lets none through that the parser panics on.
    #[test]
    fn no_answer_makes_us_panic_or_hang(bytes in prop_oneof![conversation(), prop::collection::vec(any::<u8>(), 0..200)]) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let outcome = runtime.block_on(said(bytes));
        let panicked = matches!(&outcome, Err(Failure::Unexpected(what)) if what == "a malformed response");
        prop_assert!(!panicked, "the parser panicked");
    }
}
