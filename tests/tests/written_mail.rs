//! The mails written for this project, wanted and not, through the committee: wanted mail of
//! every kind a Japanese or English household gets is never judged spam.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[allow(dead_code)]
#[path = "../../demo/examples/starter/making.rs"]
mod making;

use classifier::evaluate::{Evaluation, Feedback, shuffle};
use classifier::{Cutoffs, Label, Model, Score, Verdict};
use making::{Written, halves, make, written};
use mekiki_tests::corpus;

/// Judges mails in an order that is the same on each run. Gives the wanted ones that were
/// judged spam, by name, and how much of the spam was caught.
fn judged(model: Model, feedback: Feedback, mails: &[Written]) -> (Vec<String>, usize) {
    let mut order: Vec<&Written> = mails.iter().collect();
    shuffle(&mut order, 42);
    let mut run = Evaluation::new(model, Cutoffs::default()).with_feedback(feedback);
    for written in &order {
        run.step(&written.mail.1, written.mail.0);
    }
    let is_spam = |log_odds: f64| Cutoffs::default().verdict(Score::from_log_odds(log_odds)) == Verdict::Spam;
    let spam: Vec<(&&Written, Label)> = order
        .iter()
        .zip(&run.outcomes)
        .filter(|(_, outcome)| is_spam(outcome.log_odds))
        .map(|(written, outcome)| (written, outcome.label))
        .collect();
    let lost = spam.iter().filter(|(_, label)| *label == Label::Ham);
    let lost: Vec<String> = lost.map(|(written, _)| written.name.clone()).collect();
    let caught = spam.len() - lost.len();
    (lost, caught)
}

fn mails(label: Label) -> usize {
    written().unwrap().iter().filter(|written| written.mail.0 == label).count()
}

#[test]
fn there_is_wanted_mail_enough_to_be_wrong_about() {
    assert!(mails(Label::Ham) >= 250, "{}", mails(Label::Ham));
    assert!(mails(Label::Spam) >= 80, "{}", mails(Label::Spam));
}

#[test]
fn no_wanted_mail_is_judged_spam_on_day_one() {
    let (lost, caught) = judged(Model::starter(), Feedback::Never, &written().unwrap());
    assert_eq!(lost, [""; 0]);
    assert!(caught * 4 >= mails(Label::Spam), "only {caught} caught");
}

#[test]
fn no_wanted_mail_is_judged_spam_while_all_of_it_is_learned() {
    let (lost, caught) = judged(Model::starter(), Feedback::Immediate, &written().unwrap());
    assert_eq!(lost, [""; 0]);
    assert!(caught * 2 >= mails(Label::Spam), "only {caught} caught");
}

/// Wanted mails whose names begin so were written to look guilty on purpose: with the words, the
/// senders and the hosts of fraud.
fn looks_guilty(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    file.starts_with("c-") || file.starts_with("d-")
}

/// The shipped starter model knows these mails. One that was made without a half of them shows
/// what a person's own mail would meet: not none yet (`docs/experiments/starter.md`), never more
/// than one in a hundred, and of those made to look guilty never more than one in ten.
#[test]
fn a_starter_model_that_never_saw_them_loses_at_most_one_wanted_mail_in_a_hundred() {
    let corpus = making::corpus(&corpus::spamassassin().join("index")).unwrap();
    let [even, odd] = halves(written().unwrap());
    let taught: Vec<_> = even.iter().map(|written| written.mail.clone()).collect();
    let made = make(&corpus, &taught).unwrap();
    let model = Model::starter_from(&made.rows, &made.features).unwrap();
    let wanted = odd.iter().filter(|written| written.mail.0 == Label::Ham);
    let (guilty, plain): (Vec<_>, Vec<_>) = wanted.partition(|written| looks_guilty(&written.name));
    let spam = odd.len() - guilty.len() - plain.len();
    for feedback in [Feedback::Never, Feedback::Immediate] {
        let (lost, caught) = judged(model.clone(), feedback, &odd);
        let (lost_guilty, lost_plain): (Vec<_>, Vec<_>) = lost.iter().partition(|name| looks_guilty(name));
        assert!(lost_plain.len() * 100 <= plain.len(), "{feedback:?}: {lost_plain:?} of {}", plain.len());
        assert!(lost_guilty.len() * 10 <= guilty.len(), "{feedback:?}: {lost_guilty:?} of {}", guilty.len());
        assert!(caught * 4 >= spam, "{feedback:?}: {caught} of {spam} spams caught");
    }
}
