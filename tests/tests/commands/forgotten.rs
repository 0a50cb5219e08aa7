//! What the database lost or forgot, and what a person is told of it.

use std::fs;

use mekiki_tests::program::{Home, files};

use super::{held, mails_in, watched};

/// Puts the database back to an earlier copy of it.
fn put_back(home: &Home, earlier: &[u8]) {
    for rest in ["-wal", "-shm"] {
        let _ = fs::remove_file(home.data().join(format!("mekiki.db{rest}")));
    }
    fs::write(home.data().join("mekiki.db"), earlier).unwrap();
}

#[test]
fn held_mail_that_an_older_database_does_not_know_is_listed_again_told_and_kept() {
    let home = watched();
    let earlier = fs::read(home.data().join("mekiki.db")).unwrap();
    home.run(["watch", "--once"]).ended_with(0);
    let copies = mails_in(&home.data().join("junk"));
    assert_eq!(copies.len(), 2);
    put_back(&home, &earlier);
    // Also where the person emptied our folder in their mailbox.
    fs::remove_dir_all(home.path("Mail/.Mekiki")).unwrap();
    let told = home.run(["junk", "list"]).ended_with(0);
    assert_eq!(told.text().lines().count(), 2, "{}", told.text());
    assert!(told.errors.contains("2 messages lay in the junk folder"), "{}", told.errors);
    for _ in 0..2 {
        assert_eq!(home.run(["watch", "--once"]).ended_with(0).errors, "", "it is said once");
        assert_eq!(mails_in(&home.data().join("junk")), copies);
        assert_eq!(held(&home).len(), 2);
    }
    for id in held(&home) {
        home.run(["junk", "release", &id.to_string()]).ended_with(0);
    }
    let back = mails_in(&home.path("Mail"));
    assert!(copies.iter().all(|copy| back.contains(copy)), "a mail is lost");
}

#[test]
fn a_mail_that_cannot_be_listed_is_told_of_wherever_the_list_is_shown() {
    let home = watched();
    let earlier = fs::read(home.data().join("mekiki.db")).unwrap();
    home.run(["watch", "--once"]).ended_with(0);
    put_back(&home, &earlier);
    fs::write(&files(&home.data().join("junk/cur"))[0], "altered").unwrap();
    for _ in 0..2 {
        let told = home.run(["junk", "list"]).ended_with(0);
        assert_eq!(told.text().lines().count(), 1, "{}", told.text());
        assert!(told.errors.contains("One more mail lies in"), "{}", told.errors);
    }
}
