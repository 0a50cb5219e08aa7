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
