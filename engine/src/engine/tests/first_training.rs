//! A training from a folder of an account, and taken back where it had consequences.

use super::*;
use crate::view::Trained;

#[tokio::test]
async fn a_folder_of_an_account_is_read_mail_by_mail_and_stays_as_it_is() {
    let (_dir, server, engine) = ready(Mode::Hold);
    let mails: Vec<Vec<u8>> = (0..5).map(ham).collect();
    for mail in &mails {
        server.deliver(mail);
    }
    let mut folder = engine.open_folder(&id(), INBOX).await.unwrap();
    assert_eq!(folder.size(), mails.iter().map(|mail| mail.len() as u64).sum::<u64>());
    for mail in &mails {
        assert_eq!(&folder.next().await.unwrap().unwrap(), mail);
    }
    assert!(folder.next().await.is_none());
    assert_eq!(server.raws(INBOX), mails);
    assert!(rows(&engine).is_empty(), "nothing was judged");
}

#[tokio::test]
async fn what_a_training_says_of_listed_mail_holds_and_is_taken_back_with_it() {
    let (_dir, server, engine) = ready(Mode::Observe);
    server.deliver(&ham(1));
    server.deliver(&ham(2));
    engine.run_once(&id()).await.unwrap();
    let before = (row(&engine, "letter 1"), row(&engine, "letter 2"));
    let number = engine.begin_training().unwrap();
    for mail in [ham(1), ham(2)] {
        assert_eq!(engine.train(number, &mail, Label::Spam).unwrap(), Trained::Taught);
    }
    assert_eq!(engine.train(number, &ham(1), Label::Ham).unwrap(), Trained::Otherwise);
    assert_eq!(row(&engine, "letter 1").corrected, Some(Label::Spam));
    engine.correct(before.1.id, Label::Ham).await.unwrap();
    let undone = engine.undo_training().await.unwrap().unwrap();
    assert_eq!((undone.taken_back, undone.kept), (1, 1));
    assert_eq!(row(&engine, "letter 1").corrected, None);
    assert_eq!(row(&engine, "letter 2").corrected, Some(Label::Ham));
    assert_eq!(engine.learned(), (1, 0));
    assert_eq!(engine.undo_training().await.unwrap(), None);
}
