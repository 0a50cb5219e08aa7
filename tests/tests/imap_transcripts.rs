//! Odd conversations, each written down in `transcripts/`: answers that real servers give
//! once a year, refusals, hang-ups and silences in the middle of everything.
//!
//! After each of them our side must have said exactly what is written, come to exactly the
//! answer that is written, and neither panicked nor hung.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    // A conversation is told line by line; the lines are few.
    clippy::format_collect,
    clippy::format_push_string
)]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use engine::account::{Security, Source};
use engine::mailbox::imap::{Imap, Patience, Server};
use engine::mailbox::{Cursor, Envelope, Mailbox, Place, Sought};
use engine::problem::Problem;
use mekiki_tests::sample;
use mekiki_tests::scripted::playing::play_all;
use mekiki_tests::scripted::transcript::{Step, Transcript};
use mekiki_tests::scripted::{Badge, Scripted};
use zeroize::Zeroizing;

const PASSWORD: &str = "open sesame";

/// Time for a machine that does much else.
const PATIENT: Duration = Duration::from_mins(1);
/// How long a silence is waited for that must end in a problem.
const IMPATIENT: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread")]
async fn every_odd_conversation_comes_to_the_answer_written_down() {
    play_all("transcripts", 57 + 20, 2 * PATIENT, play).await;
}

async fn play(badge: Arc<Badge>, file: PathBuf) -> Result<(), String> {
    let transcript = Transcript::read(&file);
    let security = if transcript.starts_plain { Security::StartTls } else { Security::Tls };
    // What is waited for in vain is either the connection or something after it.
    let connects = transcript.doings.first().is_some_and(|(doing, expectation)| {
        doing == "connect" && ["problem stalled", "problem wrong-port"].contains(&expectation.as_str())
    });
    let talks = transcript.steps.iter().any(|step| matches!(step, Step::Again(_)));
    let silent = transcript.steps.contains(&Step::Stall) || (talks && connects);
    let greeting = if connects { IMPATIENT } else { PATIENT };
    let answer = if connects && silent { 2 * IMPATIENT } else { PATIENT };
    let whole = if talks { IMPATIENT } else { PATIENT };
    let mut patience =
        Patience { greeting, answer, whole, poll: Duration::from_millis(10), ..Patience::default() };
    let server = Scripted::play(&badge, security, transcript.steps);
    let Source::Imap { host, port, security, user, ca_file } = server.source(security) else {
        unreachable!()
    };
    let at = Server { host, port, security, ca_file };
    let mut answers = String::new();
    let mut expected = String::new();
    let password = Zeroizing::new(PASSWORD.to_owned());
    let connected = Imap::connect(&at, &user, &password, patience).await;
    let mut doings = transcript.doings.iter();
    let mut imap = match connected {
        Ok(mut imap) => {
            patience.answer = if silent { IMPATIENT } else { PATIENT };
            imap.set_patience(patience);
            Some(imap)
        }
        Err(problem) => {
            let (_, expectation) = doings.next().ok_or("does not connect")?;
            expected += &format!("connect: {expectation}\n");
            answers += &format!("connect: {}\n", told(&problem));
            None
        }
    };
    for (doing, expectation) in doings {
        let Some(imap) = &mut imap else { break };
        let answer = if doing == "connect" { Ok("ok".to_owned()) } else { carry_out(imap, doing).await };
        let answer = answer.unwrap_or_else(|problem| told(&problem));
        expected += &format!("{doing}: {expectation}\n");
        answers += &format!("{doing}: {answer}\n");
    }
    drop(imap);
    let played = tokio::task::spawn_blocking(|| server.finish()).await.map_err(|error| error.to_string())?;
    if answers != expected {
        return Err(format!("expected\n{expected}came\n{answers}server: {played:?}"));
    }
    played
}

/// The problem's kind and its facts, but for those that name the server of the test.
fn told(problem: &Problem) -> String {
    let text = format!("{problem} {:?}", problem.facts);
    assert!(!text.contains(PASSWORD), "the password is in a problem: {text}");
    let kind = serde_json::to_value(problem.kind).unwrap();
    let facts = problem
        .facts
        .iter()
        .filter(|(name, _)| !["host", "port", "seconds", "user"].contains(&name.as_str()));
    let facts: String = facts.map(|(name, value)| format!(" {name}={value:?}")).collect();
    format!("problem {}{facts}", kind.as_str().unwrap())
}

async fn carry_out(imap: &mut Imap, doing: &str) -> Result<String, Problem> {
    let words: Vec<&str> = doing.split(' ').collect();
    let place = || Place { folder: words[1].to_owned(), key: words[2].to_owned() };
    let shown = |place: &Place| format!("ok {} {}", place.folder, place.key);
    Ok(match words[0] {
        "folders" => format!("ok {}", imap.folders().await?.join(", ")),
        "count" => format!("ok {}", imap.count(words[1]).await?),
        "look" => look(imap, &words).await?,
        "fetch" => format!("ok {}", imap.fetch(&place()).await?.escape_ascii()),
        "start" => {
            format!("ok {}", imap.fetch_start(&place(), words[3].parse().unwrap()).await?.escape_ascii())
        }
        "hold" => shown(&imap.hold(&place()).await?.unwrap()),
        "release" => shown(&imap.release(&place(), words[3]).await?),
        "delete" => imap.delete(&place()).await.map(|()| "ok".to_owned())?,
        "confirm" => {
            imap.confirm_spam(&place()).await?.map_or("ok nowhere".to_owned(), |place| shown(&place))
        }
        "mark" => format!("ok {}", imap.mark(&place(), &words[3..4], &words[4..]).await?),
        "restore" => {
            let flags = words[2].split(',').map(str::to_owned).collect();
            let envelope = Envelope { flags, received: Some((1_795_305_600, 540)) };
            shown(&imap.restore(words[1], words[3].as_bytes(), &envelope).await?)
        }
        "locate" => {
            let raw = words[3].as_bytes();
            let sought = Sought {
                message_id: words[2].to_owned(),
                digest: sample::digest(raw),
                size: raw.len() as u64,
                place: None,
            };
            let found = imap.locate(words[1], &sought).await?;
            format!("ok {}", found.iter().map(|place| place.key.as_str()).collect::<Vec<_>>().join(","))
        }
        "wait" => {
            let (_keep, stop) = tokio::sync::watch::channel(false);
            format!("ok {:?}", imap.wait(words[1], words[2].parse().unwrap(), stop).await?)
        }
        other => panic!("nobody knows how to {other}"),
    })
}

async fn look(imap: &mut Imap, words: &[&str]) -> Result<String, Problem> {
    let cursor = words.get(2).map(|text| Cursor((*text).to_owned()));
    let limit = words.get(3).map_or(100, |limit| limit.parse().unwrap());
    let look = imap.look(words[1], cursor.as_ref(), limit).await?;
    let mut answer = format!("ok to {}", look.cursor.0);
    for seen in &look.new {
        let date = seen
            .envelope
            .received
            .map_or("undated".to_owned(), |(seconds, zone)| format!("{seconds}{zone:+}"));
        answer += &format!(" [{} {} {date} {}]", seen.place.key, seen.size, seen.envelope.flags.join(" "));
    }
    answer += if look.more { " more" } else { "" };
    answer += if look.rebuilt { " rebuilt" } else { "" };
    Ok(answer)
}
