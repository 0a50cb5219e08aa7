//! Answers of odd POP3 servers, played line by line: none makes us believe what is not so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
// A handful of lines is written out.
#![allow(clippy::format_collect, clippy::format_push_string)]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use engine::account::{Security, Source};
use engine::mailbox::pop3::{Patience, Pop3, Server};
use engine::mailbox::{Mailbox as _, Place, Sought};
use engine::problem::Problem;
use mekiki_tests::sample;
use mekiki_tests::scripted::playing::play_all;
use mekiki_tests::scripted::transcript::{Step, Transcript};
use mekiki_tests::scripted::{Badge, Scripted};
use tempfile::TempDir;
use zeroize::Zeroizing;

/// For what must come.
const PATIENT: Duration = Duration::from_secs(30);
/// For what is waited for in vain.
const IMPATIENT: Duration = Duration::from_millis(300);

const PASSWORD: &str = "secret-Pass wörd";

#[tokio::test(flavor = "multi_thread")]
async fn odd_servers_are_understood_or_refused() {
    play_all("transcripts-pop3", 41, 2 * PATIENT, play).await;
}

async fn play(badge: Arc<Badge>, file: PathBuf) -> Result<(), String> {
    let transcript = Transcript::read(&file);
    let security = if transcript.starts_plain { Security::StartTls } else { Security::Tls };
    let talks = transcript.steps.iter().any(|step| matches!(step, Step::Again(_)));
    let waits = matches!(transcript.steps.first(), Some(Step::Client(_)));
    let greeting = if waits { IMPATIENT } else { PATIENT };
    let whole = if talks { 4 * IMPATIENT } else { PATIENT };
    let patience = Patience { greeting, answer: PATIENT, whole, ..Patience::default() };
    let server = Scripted::play(&badge, security, transcript.steps);
    let Source::Pop3 { host, port, security, user, ca_file } = server.pop3_source(security) else {
        unreachable!()
    };
    let home = TempDir::new().map_err(|error| error.to_string())?;
    let at = Server { host, port, security, ca_file };
    let password = Zeroizing::new(PASSWORD.to_owned());
    let mut pop3 = Pop3::new(at, &user, &password, patience, home.path().join("Released"));
    pop3.set_poll(Duration::from_millis(1));
    let (mut answers, mut expected) = (String::new(), String::new());
    for (doing, expectation) in &transcript.doings {
        let answer = carry_out(&mut pop3, doing).await.unwrap_or_else(|problem| told(&problem));
        expected += &format!("{doing}: {expectation}\n");
        answers += &format!("{doing}: {}\n", answer.trim_end());
    }
    drop(pop3);
    let played = tokio::task::spawn_blocking(|| server.finish()).await.map_err(|error| error.to_string())?;
    if answers != expected {
        return Err(format!("expected\n{expected}came\n{answers}server: {played:?}"));
    }
    played
}

/// The problem's kind and its facts, but for those that name the server of the test.
fn told(problem: &Problem) -> String {
    let text = format!("{problem} {:?}", problem.facts);
    assert!(!text.contains("secret-Pass"), "the password is in a problem: {text}");
    let kind = problem.kind.name();
    // Which protocol it is matters to what is said of ports alone.
    let shown = |name: &str| match name {
        "protocol" => ["wrong-port", "no-start-tls"].contains(&kind.as_str()),
        other => !["host", "port", "seconds", "user"].contains(&other),
    };
    let facts = problem.facts.iter().filter(|(name, _)| shown(name));
    let facts: String = facts.map(|(name, value)| format!(" {name}={value:?}")).collect();
    format!("problem {kind}{facts}")
}

async fn carry_out(pop3: &mut Pop3, doing: &str) -> Result<String, Problem> {
    let words: Vec<&str> = doing.split(' ').collect();
    let place = || Place { folder: "INBOX".to_owned(), key: words[1].to_owned() };
    let keys = |places: Vec<Place>| {
        let keys: Vec<_> = places.into_iter().map(|place| place.key).collect();
        format!("ok {}", keys.join(" "))
    };
    Ok(match words[0] {
        "connect" => pop3.begin().await.map(|()| "ok".to_owned())?,
        "look" => {
            let look = pop3.look("INBOX", None, 100).await?;
            let new = look.new.iter().map(|seen| format!(" {}={}", seen.place.key, seen.size));
            format!("ok{}", new.collect::<String>())
        }
        "present" => keys(pop3.present("INBOX").await?),
        "fetch" => format!("ok {}", pop3.fetch(&place()).await?.escape_ascii()),
        "start" => {
            format!("ok {}", pop3.fetch_start(&place(), words[2].parse().unwrap()).await?.escape_ascii())
        }
        "hold" => {
            assert_eq!(pop3.hold(&place()).await?, None);
            assert!(pop3.has_promised());
            "ok promised".to_owned()
        }
        "commit" => keys(pop3.commit().await?),
        "locate" => {
            let raw = format!("{}\r\n", words[2]).into_bytes();
            let sought = Sought {
                message_id: String::new(),
                digest: sample::digest(&raw),
                size: raw.len() as u64,
                place: Some(place()).filter(|place| place.key != "-"),
            };
            keys(pop3.locate("INBOX", &sought).await?)
        }
        "wait" => {
            let (_keep, stop) = tokio::sync::watch::channel(false);
            format!("ok {:?}", pop3.wait("INBOX", 60, stop).await?)
        }
        other => panic!("nobody knows how to {other}"),
    })
}
