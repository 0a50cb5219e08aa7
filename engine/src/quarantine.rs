//! Spam out of the way, and back: what is done with a judgement, and how without loss.
//!
//! The policy is a pure function. Its outcome is carried out by `hold` and `release`, each
//! step of which is in the journal, and completed after a crash by [`crate::journal`].

pub(crate) mod hold;
pub(crate) mod junk;
mod listing;
#[cfg(test)]
mod lost;
mod release;
#[cfg(test)]
mod rolled_back;
#[cfg(test)]
mod sequences;
#[cfg(test)]
mod tests;

use classifier::{Decision, Judgement, Label, Verdict};

use crate::account::{AccountId, Mode};
use crate::journal;
use crate::mailbox::Envelope;
use crate::store::messages::Kept;
use crate::store::words::Word;
use crate::store::{Step, messages, words};
use crate::view::MessageId;

/// What is done with a judged message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Nothing.
    Leave,
    /// A keyword is set on the server.
    Mark,
    /// It goes to the junk folder.
    Hold,
}

/// The keyword that marks spam. It is our own: `$Junk` would teach the provider's filter on
/// some servers, and only the person may do that.
pub(crate) const MARK: &str = "$MekikiSpam";

/// Takes our own keyword out of a message's flags, and says whether it was there: what is put back
/// is the message as it came.
pub(crate) fn without_mark(mut envelope: Envelope) -> (Envelope, bool) {
    let before = envelope.flags.len();
    envelope.flags.retain(|flag| !flag.eq_ignore_ascii_case(MARK));
    let had_mark = envelope.flags.len() < before;
    (envelope, had_mark)
}

/// Decides what is done. The person's word comes first, then a list entry, then the
/// committee; a message of which no complete copy can be kept is never moved.
pub(crate) fn policy(judgement: &Judgement, mode: Mode, word: Option<Word>, whole: bool) -> Action {
    let allowed = matches!(judgement.decision, Decision::Allowed { .. });
    let spam = match word {
        Some(Word::Is(label)) => label == Label::Spam,
        Some(Word::Released) => false,
        None => judgement.verdict == Verdict::Spam && !allowed,
    };
    match mode {
        Mode::Mark if spam => Action::Mark,
        Mode::Hold if spam && whole => Action::Hold,
        Mode::Observe | Mode::Mark | Mode::Hold => Action::Leave,
    }
}

/// The messages of an account with which something would be done had they come in this mode, but
/// which were judged before and stand where they came.
pub(crate) fn earlier(
    connection: &rusqlite::Connection,
    account: &AccountId,
    mode: Mode,
) -> Step<Vec<MessageId>> {
    to_be_moved(connection, messages::spam_left(connection, account)?, mode)
}

/// Those of them that would be held, and of which the person has not said that they may stay.
pub(crate) fn earlier_unanswered(
    connection: &rusqlite::Connection,
    account: &AccountId,
) -> Step<Vec<MessageId>> {
    to_be_moved(connection, messages::spam_unanswered(connection, account)?, Mode::Hold)
}

fn to_be_moved(connection: &rusqlite::Connection, left: Vec<Kept>, mode: Mode) -> Step<Vec<MessageId>> {
    let mut earlier = Vec::new();
    for kept in left {
        let word = words::on(connection, journal::spoken(&kept))?;
        let judgement = hold::judgement_of(&kept);
        if judgement.is_some_and(|judgement| policy(&judgement, mode, word, kept.whole) != Action::Leave) {
            earlier.push(kept.id);
        }
    }
    Ok(earlier)
}

/// Below so many judged messages a share says nothing.
const ENOUGH_FOR_A_SHARE: u32 = 20;

/// Whether a run must stop and ask: more than half of a run of some size would be moved out
/// of a mailbox that neither the person nor earlier runs have vouched for.
pub(crate) fn must_ask(judged: u32, to_hold: u32, vouched: bool) -> bool {
    !vouched && judged >= ENOUGH_FOR_A_SHARE && to_hold * 2 > judged
}

#[cfg(test)]
mod policy_tests {
    use classifier::{Cutoffs, Evidence, Score};

    use super::*;

    fn judged(verdict: Verdict, decision: Decision) -> Judgement {
        Judgement {
            score: Score::new(0.99),
            log_odds: 4.6,
            verdict,
            cutoffs: Cutoffs::default(),
            decision,
            evidence: Evidence::default(),
            votes: Vec::new(),
            findings: Vec::new(),
            unproven_allow: None,
            judged_at: 0,
        }
    }

    #[test]
    fn only_spam_in_mode_hold_with_a_whole_copy_is_held() {
        for verdict in [Verdict::Ham, Verdict::Unsure, Verdict::Spam] {
            for mode in [Mode::Observe, Mode::Mark, Mode::Hold] {
                for whole in [false, true] {
                    let action = policy(&judged(verdict, Decision::Committee), mode, None, whole);
                    let hold = verdict == Verdict::Spam && mode == Mode::Hold && whole;
                    assert_eq!(action == Action::Hold, hold, "{verdict:?} {mode:?} {whole}");
                    assert_eq!(action == Action::Mark, verdict == Verdict::Spam && mode == Mode::Mark);
                }
            }
        }
    }

    #[test]
    fn the_persons_word_stands_above_verdict_and_lists() {
        let spam = judged(Verdict::Spam, Decision::Blocked { entry: "example.jp".to_owned() });
        assert_eq!(policy(&spam, Mode::Hold, Some(Word::Is(Label::Ham)), true), Action::Leave);
        assert_eq!(policy(&spam, Mode::Hold, Some(Word::Released), true), Action::Leave);
        let ham = judged(Verdict::Ham, Decision::Allowed { entry: "example.jp".to_owned() });
        assert_eq!(policy(&ham, Mode::Hold, Some(Word::Is(Label::Spam)), true), Action::Hold);
    }

    #[test]
    fn a_run_asks_only_when_more_than_half_of_twenty_or_more_would_go() {
        assert!(!must_ask(19, 19, false));
        assert!(!must_ask(20, 10, false));
        assert!(must_ask(20, 11, false));
        assert!(!must_ask(200, 200, true));
    }
}
