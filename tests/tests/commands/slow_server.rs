//! A server that talks and never answers keeps neither the other accounts waiting nor a person
//! who wants to stop.

use std::io::Read;
use std::io::{BufRead, BufReader};
use std::process::Child;
use std::process::Stdio;

use engine::account::{Security, Source};
use mekiki_tests::program::{Home, mekiki};
use mekiki_tests::scripted::transcript::Step;
use mekiki_tests::scripted::{Badge, Scripted};
use rustix::process::{Pid, Signal, kill_process};

use super::{held, mails_in, watched};

/// A home with an account at a server that says “still here” for ever, which comes first, and
/// the Maildir account `local`.
fn with_a_talker() -> (Home, Scripted) {
    let home = watched();
    let talk = vec![
        Step::Server(b"* OK ready\r\n".to_vec()),
        Step::Client("%T CAPABILITY".to_owned()),
        Step::Again(b"* OK still here\r\n".to_vec()),
    ];
    let server = Scripted::play(&Badge::make(), Security::Tls, talk);
    let Source::Imap { host, port, user, ca_file, .. } = server.source(Security::Tls) else { unreachable!() };
    let (port, ca_file) = (port.to_string(), ca_file.unwrap());
    let words = ["account", "add", "a-talker", "--imap", &host, "--port", &port, "--user", &user];
    let more = ["--ca-file", ca_file.to_str().unwrap(), "--password-stdin", "--secrets", "file"];
    home.run_with_input([&words[..], &more].concat(), b"open sesame\n").ended_with(0);
    (home, server)
}

fn started(home: &Home, arguments: &[&str]) -> Child {
    let mut command = home.command(mekiki());
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().unwrap()
}

#[test]
fn a_single_look_does_the_other_accounts_while_one_server_only_talks() {
    let (home, _talker) = with_a_talker();
    let mut program = started(&home, &["watch", "--once"]);
    let mut first = String::new();
    BufReader::new(program.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("local"), "{first}");
    assert!(program.try_wait().unwrap().is_none(), "the talker was not waited for");
    program.kill().unwrap();
    program.wait().unwrap();
    assert_eq!(held(&home).len(), 2);
}

#[test]
fn watching_ends_on_a_signal_while_a_server_only_talks() {
    for signal in [Signal::TERM, Signal::INT] {
        let (home, talker) = with_a_talker();
        let mut program = started(&home, &["watch", "--json"]);
        let mut output = BufReader::new(program.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains("choir102") {
            line.clear();
            assert_ne!(output.read_line(&mut line).unwrap(), 0, "it ended by itself");
        }
        kill_process(Pid::from_child(&program), signal).unwrap();
        // The server talks until the program hangs up.
        talker.finish().unwrap();
        assert_eq!(program.wait().unwrap().code(), Some(0));
        output.read_to_string(&mut line).unwrap();
        // Whatever it was at is completed by the next one.
        home.run(["watch", "--once"]).ended_with(3);
        assert_eq!([mails_in(&home.path("Mail")).len(), mails_in(&home.path("Mail/.Mekiki")).len()], [1, 2]);
    }
}
