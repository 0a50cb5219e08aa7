use super::*;
use crate::Message;

const OFFER: &str = "Good evening, I saw your profile and I think that we could be friends. My name is Maki and \
    I moved to your town last month for work. I do not know anyone here yet, so I would be glad of a letter. \
    I like cooking, long walks by the river and old films. Do you have time at the weekend? Please write to \
    my own address, since I seldom look at this one.";

fn print(from: &str, text: &str) -> Print {
    let raw = format!(
        "From: {from}\r\nSubject: hello\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    );
    Print::of(&Message::parse(raw.as_bytes()))
}

fn vote(twins: &Twins, print: &Print) -> f64 {
    twins.opinion(print).vote.log_odds
}

#[test]
fn the_next_copy_from_another_address_is_known_after_one_click() {
    let mut twins = Twins::default();
    twins.learn(1, Label::Spam, &print("maki@one.example", OFFER));
    let next = OFFER.replace("Maki", "Yuko").replace("last month", "in May");
    assert!(vote(&twins, &print("yuko77@two.example", &next)) > 2.5);
}

#[test]
fn another_text_is_no_twin() {
    let mut twins = Twins::default();
    twins.learn(1, Label::Spam, &print("maki@one.example", OFFER));
    let other = "The minutes of Monday's meeting are in the usual folder. Please read the part on the budget before \
        Thursday, and tell me whether the figures of your group are right. We meet at ten in room four.";
    assert!(vote(&twins, &print("maki@one.example", other)).abs() < 1e-9);
}

#[test]
fn japanese_texts_are_compared_too() {
    let text = "突然のメールで失礼いたします。先日お会いした者です。お話ししたいことがありますので、下記のアドレスまでご返信いただけないでしょうか。お待ちしております。";
    let mut twins = Twins::default();
    twins.learn(1, Label::Spam, &print("a@one.example", text));
    assert!(vote(&twins, &print("b@two.example", &text.replace("先日", "昨日"))) > 2.5);
    let other =
        "本日の会議の資料をお送りします。ご確認のうえ、修正点がありましたら木曜日までにご連絡ください。";
    assert!(vote(&twins, &print("b@two.example", other)).abs() < 1e-9);
}

#[test]
fn a_wanted_text_from_elsewhere_earns_little() {
    let mut twins = Twins::default();
    twins.learn(1, Label::Ham, &print("news@shop.example", OFFER));
    let (same, elsewhere) = (print("news@shop.example", OFFER), print("news@evil.example", OFFER));
    assert!(vote(&twins, &same) < -4.5);
    assert!(vote(&twins, &elsewhere) > -2.0);
}

#[test]
fn numbers_make_no_difference() {
    let mut twins = Twins::default();
    let text = |number: &str| format!("{OFFER} Your code is {number} and it is good until {number} today.");
    twins.learn(1, Label::Spam, &print("a@one.example", &text("482911")));
    assert!(vote(&twins, &print("a@one.example", &text("17"))) > 4.9);
}

#[test]
fn where_both_kinds_are_as_near_it_does_not_decide() {
    let mut twins = Twins::default();
    let print = print("a@one.example", OFFER);
    twins.learn(1, Label::Spam, &print);
    twins.learn(2, Label::Ham, &print);
    assert!(vote(&twins, &print).abs() < 1e-9);
}

#[test]
fn a_few_words_weigh_little() {
    let mut twins = Twins::default();
    let print = print("a@one.example", "see you then");
    twins.learn(1, Label::Spam, &print);
    assert!(vote(&twins, &print) < 2.0);
}
