//! Accounts changed, and what becomes of mail that was judged before.

use super::*;
use crate::account::Security;
use crate::store::messages;

#[tokio::test]
async fn a_changed_account_is_looked_at_where_it_is_now_and_judges_nothing_twice() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    server.deliver(&ham(2));
    engine.run_once(&id()).await.unwrap();
    engine.release(row(&engine, "letter 1").id).await.unwrap();
    engine.run_once(&id()).await.unwrap();
    let before = rows(&engine);
    let moved = Account {
        source: Source::Maildir { path: "/elsewhere".into() },
        addresses: vec!["Taro@Home.Example".to_owned()],
        ..account(Mode::Hold)
    };
    engine.change_account(moved, None).unwrap();
    assert_eq!(engine.accounts().unwrap()[0].addresses, ["taro@home.example"]);
    // The server is another one, with the same mail at other places.
    server.rebuild();
    assert_eq!(engine.run_once(&id()).await.unwrap().judged, 0);
    assert_eq!(rows(&engine), before);
    assert_eq!(server.raws(INBOX).len(), 2);
    assert!(server.raws(OWN).is_empty());
}

#[tokio::test]
async fn an_account_of_which_mail_is_held_is_not_pointed_at_another_mailbox() {
    let (dir, server, engine) = ready(Mode::Hold);
    let at = |name: &str| {
        let source = Source::Maildir { path: dir.path().join(name) };
        Account { source, ..account(Mode::Hold) }
    };
    fs::create_dir(dir.path().join("here")).unwrap();
    engine.change_account(at("here"), None).unwrap();
    let other = || at("somebody-elses");
    let refused = || {
        let problem = engine.change_account(other(), None).unwrap_err();
        assert_eq!((problem.kind, &*problem.facts["what"]), (ProblemKind::BadInput, "mailbox"));
        assert_eq!(engine.accounts().unwrap(), [at("here")]);
    };
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    refused();
    // Deleted here, and still to be deleted there.
    engine.delete(row(&engine, "letter 1").id).unwrap();
    refused();
    engine.run_once(&id()).await.unwrap();
    engine.change_account(other(), None).unwrap();
    assert_eq!(engine.accounts().unwrap(), [other()]);
}

#[tokio::test]
async fn a_maildir_that_was_renamed_is_followed_with_what_is_held_of_it() {
    let (dir, server, engine) = ready(Mode::Hold);
    let [here, there] = ["here", "there"].map(|name| dir.path().join(name));
    fs::create_dir(&here).unwrap();
    let at = |path: &Path| Account { source: Source::Maildir { path: path.into() }, ..account(Mode::Hold) };
    engine.change_account(at(&here), None).unwrap();
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    engine.change_account(at(&there), None).unwrap_err();
    fs::rename(&here, &there).unwrap();
    engine.change_account(at(&there), None).unwrap();
    // It is the same mail, at the same places or others.
    server.rebuild();
    engine.run_once(&id()).await.unwrap();
    engine.release(row(&engine, "letter 1").id).await.unwrap();
    assert_eq!((server.raws(INBOX), server.raws(OWN)), (vec![spam(1)], Vec::new()));
}

#[tokio::test]
async fn another_maildir_is_not_taken_for_the_one_that_was_renamed() {
    let (dir, server, engine) = ready(Mode::Hold);
    let [here, other] = ["here", "other"].map(|name| dir.path().join(name));
    fs::create_dir(&here).unwrap();
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(other.join(part)).unwrap();
    }
    fs::write(other.join("cur/1.someone-elses:2,S"), ham(9)).unwrap();
    let at = |path: &Path| Account { source: Source::Maildir { path: path.into() }, ..account(Mode::Hold) };
    engine.change_account(at(&here), None).unwrap();
    server.deliver(&spam(1));
    server.deliver(&ham(2));
    engine.run_once(&id()).await.unwrap();
    // As after a disk that is not plugged in.
    fs::remove_dir(&here).unwrap();
    let refused = engine.change_account(at(&other), None).unwrap_err();
    assert_eq!(&*refused.facts["what"], "mailbox");
    let place = row(&engine, "letter 2").id;
    let key = engine.store().read(|connection| messages::one(connection, place)).unwrap().place.unwrap().key;
    fs::write(other.join(format!("cur/{key}")), ham(2)).unwrap();
    engine.change_account(at(&other), None).unwrap();
}

#[tokio::test]
async fn held_mail_of_a_removed_account_goes_to_no_other_mailbox_of_that_name() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let imap = |host: &str, port, user: &str| Account {
        source: Source::Imap {
            host: host.to_owned(),
            port,
            security: Security::Tls,
            user: user.to_owned(),
            ca_file: None,
        },
        ..account(Mode::Hold)
    };
    engine.change_account(account(Mode::Hold), None).unwrap();
    engine.remove_account(&id()).unwrap();
    let password = || Some(Zeroizing::new("secret".to_owned()));
    engine.add_account(imap("mail.home.example", 993, "alice"), password()).unwrap();
    server.deliver(&spam(1));
    engine.run_once(&id()).await.unwrap();
    // Behind another port there may be another server; the usual two are of one.
    engine.change_account(imap("mail.home.example", 10_993, "alice"), None).unwrap_err();
    engine.change_account(imap("Mail.Home.Example", 143, "alice"), None).unwrap();
    engine.remove_account(&id()).unwrap();
    for other in
        [imap("mail.home.example", 993, "bob"), imap("other.example", 993, "alice"), account(Mode::Hold)]
    {
        let refused = engine.add_account(other, password()).unwrap_err();
        let told = (&*refused.facts["what"], &*refused.facts["detail"]);
        assert_eq!(told, ("mailbox", "held-from-another"));
    }
    engine.add_account(imap("mail.home.example", 993, "alice"), password()).unwrap();
    engine.release(row(&engine, "letter 1").id).await.unwrap();
    assert_eq!(server.raws(INBOX), [spam(1)]);
}

#[tokio::test]
async fn what_cannot_be_is_refused_when_an_account_is_changed_too() {
    let (_dir, _server, engine) = ready(Mode::Hold);
    let before = engine.accounts().unwrap();
    let nobody = Account { id: AccountId("b".to_owned()), ..account(Mode::Hold) };
    assert_eq!(engine.change_account(nobody, None).unwrap_err().kind, ProblemKind::NoSuchAccount);
    let imap = Source::Imap {
        host: "mail.example".to_owned(),
        port: 993,
        security: crate::account::Security::Tls,
        user: "me".to_owned(),
        ca_file: None,
    };
    for (source, password, what) in [
        (imap, None, "protocol"),
        (Source::Maildir { path: "".into() }, None, "path"),
        (account(Mode::Hold).source, Some(Zeroizing::new(String::new())), "password"),
    ] {
        let problem = engine.change_account(Account { source, ..account(Mode::Hold) }, password).unwrap_err();
        assert_eq!((problem.kind, problem.facts["what"].as_str()), (ProblemKind::BadInput, what));
    }
    assert_eq!(engine.accounts().unwrap(), before);
}

#[tokio::test]
async fn earlier_spam_is_held_when_that_is_asked_for_but_not_what_the_person_wants() {
    let (_dir, server, engine) = ready(Mode::Observe);
    for number in 0..3 {
        server.deliver(&spam(number));
        server.deliver(&ham(number));
    }
    engine.run_once(&id()).await.unwrap();
    assert_eq!(engine.hold_earlier(&id()).unwrap_err().kind, ProblemKind::BadInput);
    let wanted = rows(&engine).into_iter().find(|row| row.from_address == "someone@spam.example").unwrap();
    engine.correct(wanted.id, Label::Ham).await.unwrap();
    engine.set_mode(&id(), Mode::Hold).unwrap();
    assert_eq!(engine.earlier_spam(&id()).unwrap(), 2);
    assert_eq!(engine.hold_earlier(&id()).unwrap(), 2);
    assert_eq!(engine.earlier_spam(&id()).unwrap(), 0);
    // Asked once more, because something kept it from being done: they are still there.
    assert_eq!(engine.hold_earlier(&id()).unwrap(), 2);
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.held, report.stopped), (0, 2, false));
    assert_eq!((server.raws(OWN).len(), server.raws(INBOX).len()), (2, 4));
}

#[tokio::test]
async fn holding_what_came_earlier_stops_and_asks_where_it_would_be_most_of_the_mail() {
    let (_dir, server, engine) = ready(Mode::Observe);
    for number in 0..30 {
        server.deliver(&spam(number));
    }
    engine.run_once(&id()).await.unwrap();
    engine.set_mode(&id(), Mode::Hold).unwrap();
    assert_eq!(engine.hold_earlier(&id()).unwrap(), 30);
    let report = engine.run_once(&id()).await.unwrap();
    assert!(report.stopped);
    assert_eq!(engine.why_stopped(&id()).unwrap(), Some(crate::view::Stopped::UnusuallyMuch));
    assert!(server.raws(OWN).is_empty());
    engine.go_on(&id()).unwrap();
    assert_eq!(engine.run_once(&id()).await.unwrap().held, 30);
    assert_eq!(server.raws(OWN).len(), 30);
}

#[test]
fn a_mailbox_has_one_account() {
    let (dir, _server, engine) = ready(Mode::Hold);
    let [here, there] = ["here", "there"].map(|name| dir.path().join(name));
    fs::create_dir(&here).unwrap();
    fs::create_dir(&there).unwrap();
    std::os::unix::fs::symlink(&here, dir.path().join("also-here")).unwrap();
    let named = |name: &str, source: Source| Account {
        id: AccountId(name.to_owned()),
        source,
        ..account(Mode::Hold)
    };
    let folder = |path: &Path| Source::Maildir { path: path.to_owned() };
    let server = |host: &str, port, user: &str| Source::Imap {
        host: host.to_owned(),
        port,
        security: Security::Tls,
        user: user.to_owned(),
        ca_file: None,
    };
    let refused = |outcome: Result<(), Problem>, by: &str| {
        let problem = outcome.unwrap_err();
        let told = ["what", "value", "detail"].map(|fact| problem.facts[fact].as_str());
        assert_eq!(told, ["mailbox", by, "of-another-account"]);
    };
    engine.add_account(named("first", folder(&here)), None).unwrap();
    engine.add_account(named("mail", server("mail.example", 993, "me")), None).unwrap();
    for path in [here.clone(), dir.path().join("also-here"), dir.path().join("there/../here")] {
        refused(engine.add_account(named("second", folder(&path)), None), "first");
    }
    refused(engine.add_account(named("second", server("Mail.Example.", 143, "me")), None), "mail");
    refused(engine.add_account(named("second", server("mail.example", 993, "ME")), None), "mail");
    engine.add_account(named("second", server("mail.example", 993, "you")), None).unwrap();
    engine.add_account(named("third", folder(&there)), None).unwrap();
    refused(engine.change_account(named("third", folder(&here)), None), "first");
    refused(engine.change_account(named("second", server("mail.example", 993, "me")), None), "mail");
    // What is its own it may keep, whatever else is changed.
    let folders = vec!["Work".to_owned()];
    engine.change_account(Account { folders, ..named("first", folder(&here)) }, None).unwrap();
}

#[tokio::test]
async fn a_resting_connection_is_not_used_where_the_account_leads_elsewhere_now() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    server.deliver(&ham(2));
    engine.run_once(&id()).await.unwrap();
    engine.release(row(&engine, "letter 1").id).await.unwrap();
    server.world().refuses = Some(ProblemKind::WrongPassword);
    // The connection that answered the click rests and still serves.
    engine.open_message(row(&engine, "letter 1").id).await.unwrap();
    let source = Source::Maildir { path: "/elsewhere".into() };
    engine.change_account(Account { source, ..account(Mode::Hold) }, None).unwrap();
    server.world().refuses = None;
    engine.run_once(&id()).await.unwrap();
    server.world().refuses = Some(ProblemKind::WrongPassword);
    let problem = engine.open_message(row(&engine, "letter 2").id).await.unwrap_err();
    assert_eq!(problem.kind, ProblemKind::WrongPassword);
}

#[tokio::test]
async fn what_the_person_gave_back_is_not_counted_as_spam_when_the_account_is_added_again() {
    let (_dir, server, engine) = ready(Mode::Hold);
    server.deliver(&spam(1));
    assert_eq!(engine.run_once(&id()).await.unwrap().spam, 1);
    engine.release(row(&engine, "letter 1").id).await.unwrap();
    engine.remove_account(&id()).unwrap();
    engine.add_account(account(Mode::Hold), None).unwrap();
    let report = engine.run_once(&id()).await.unwrap();
    assert_eq!((report.judged, report.ham, report.spam, report.held), (1, 1, 0, 0));
}
