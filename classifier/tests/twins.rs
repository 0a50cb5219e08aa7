//! One click has an effect at once: on the next copy, and on nothing else.
#![allow(clippy::unwrap_used, missing_docs)]

use classifier::judgement::{Label, Verdict};
use classifier::{Cutoffs, Facts, Message, Model, Sample, classify};

const CHAT: &str = "Good evening, my name is Maki and I moved to your town last month for work. I do not know \
    anyone here yet, so I would be glad of a letter. I like cooking, long walks by the river and old films. \
    Do you have time at the weekend? Please write to my own address.";

fn mail(from: &str, text: &str) -> Message {
    let date = "Date: Mon, 2 Nov 2026 10:00:00 +0900\r\nMessage-ID: <1@a.example>\r\n";
    let raw = format!("From: {from}\r\nTo: me@example.net\r\nSubject: evening\r\n{date}\r\n{text}\r\n");
    Message::parse(raw.as_bytes())
}

fn verdict(model: &Model, message: &Message) -> Verdict {
    classify(message, &Facts::default(), model, Cutoffs::default()).verdict
}

fn taught(label: Label, message: &Message) -> Model {
    let mut model = Model::starter();
    model.learn(&Sample::of(message, &Facts::default()), label);
    model
}

#[test]
fn one_spam_marked_and_the_next_copy_is_spam() {
    let next = mail("yuko@two.example", &CHAT.replace("Maki", "Yuko"));
    assert_ne!(verdict(&Model::starter(), &next), Verdict::Spam);
    let model = taught(Label::Spam, &mail("maki@one.example", CHAT));
    assert_eq!(verdict(&model, &next), Verdict::Spam);
    let other =
        mail("maki@one.example", "The minutes of the meeting are in the usual folder. See you on Monday.");
    assert_ne!(verdict(&model, &other), Verdict::Spam);
}

#[test]
fn one_ham_marked_and_the_next_copy_passes() {
    let club = "Our shop has a winter sale: CLICK HERE to buy now and save 40 %! Free delivery for members of the \
        club until Sunday. Free offer, act now, limited time, money back. Show this letter at the counter.";
    let model = taught(Label::Ham, &mail("news@shop.example", club));
    let next = mail("news@shop.example", &club.replace("40", "30").replace("winter", "spring"));
    assert_eq!(verdict(&model, &next), Verdict::Ham);
}

/// Mail with its first letters cut off.
fn without_its_beginning(text: &str, share: usize) -> String {
    text.chars().skip(text.chars().count() * share / 100).collect()
}

#[test]
fn on_the_first_day_a_word_never_speaks_against_itself_in_a_copy_that_was_cut() {
    const TEXTS: [&str; 3] = [
        "Dear customer, your account has been suspended because of unusual activity. Verify your account \
         within 24 hours by the link below, or it will be closed for good. Click here to confirm your identity: \
         http://secure-check.example.top/login and enter your card number and your password. We thank you for \
         your patience and are sorry for any trouble. The security team of your bank writes to you only once.",
        "Buy cheap pills without prescription, viagra and cialis at the lowest price, free shipping to your door \
         tonight. Click here to order now: http://pills.example.biz/buy and pay nothing until you have them. Limited \
         offer, act now, satisfaction guaranteed or your money back, no questions asked, one hundred percent free.",
        "おめでとうございます。あなたは特別に当選されました。賞金１億円を無料でお受け取りいただけます。今すぐ下記のURLより受取手続きを\
         お願いいたします。http://tousen.example.xyz/ 本日中に手続きがない場合は無効となりますので、至急ご確認ください。登録は無料、\
         簡単にお金を稼げる副業もご紹介しております。誰でも簡単に月収１００万円、今だけの限定です。",
    ];
    let raw = |from: &str, text: &str| {
        format!(
            "Received: from a.example (a.example [203.0.113.7]) by mx.home.example; Mon, 2 Nov 2026 10:00:00 +0900\n\
             From: {from}\nTo: me@home.example\nSubject: Important notice\nDate: Mon, 2 Nov 2026 10:00:00 +0900\n\
             Message-ID: <1@a.example>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
        )
    };
    let judged = |model: &Model, raw: &str| {
        let message = Message::parse(raw.as_bytes());
        classify(&message, &Facts::default(), model, Cutoffs::default()).log_odds
    };
    for text in TEXTS {
        let model = taught(Label::Spam, &Message::parse(raw("one@a.example", text).as_bytes()));
        for share in [0, 10, 25, 40] {
            let copy = raw("two@b.example", &without_its_beginning(text, share));
            let (before, after) = (judged(&Model::starter(), &copy), judged(&model, &copy));
            assert!(before > 0.0 && after >= before - 0.3, "{share} % cut: {before} became {after}");
        }
    }
}
