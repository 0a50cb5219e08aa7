//! Merges the votes into one probability, and keeps the books so that the evidence adds up.
//!
//! Each vote is put on one scale, bounded, and weighed; the log-odds of the score is their
//! sum. Every clue is scaled with its vote by the same factor, so the clues shown add up to
//! the score shown.

use crate::facts::{ListEntry, ListKind, ListScope};
use crate::features::Features;
use crate::judgement::{Clue, Cutoffs, Decision, Evidence, Judgement, Score, Verdict, Vote, Voter};
use crate::message::authentication::sending_ip;
use crate::voters::counting::confidence;
use crate::voters::fields::Basis;
use crate::voters::{Opinion, bayes, corrections, ngram, sender, server};
use crate::{Facts, Message, Model, Sample};

/// How a voter's log-odds enters the sum: multiplied, then bounded to ±`bound`.
struct Seat {
    voter: Voter,
    weight: f64,
    bound: f64,
}

/// How the votes enter the sum once `bayes` has learned (`docs/experiments/chairman.md`).
const SEATS: [Seat; 7] = [
    Seat { voter: Voter::Bayes, weight: 1.0, bound: 8.0 },
    Seat { voter: Voter::Ngram, weight: 1.0, bound: 8.0 },
    Seat { voter: Voter::Checks, weight: CHECKS_BESIDE_WORDS, bound: 5.0 },
    Seat { voter: Voter::Server, weight: 1.0, bound: 3.0 },
    Seat { voter: Voter::Sender, weight: 1.0, bound: 4.0 },
    Seat { voter: Voter::Twin, weight: 1.0, bound: 5.0 },
    Seat { voter: Voter::Corrections, weight: 1.0, bound: corrections::LARGEST },
];

/// The weight of `checks` while nothing was taught: it then speaks for `bayes` too.
const CHECKS_ALONE: f64 = 1.0;

/// Their weight once that is believed.
const CHECKS_BESIDE_WORDS: f64 = 0.4;

/// The weight of `checks`. `learned`: how far what was taught is believed, 0..=1.
fn checks_weight(learned: f64) -> f64 {
    CHECKS_ALONE + (CHECKS_BESIDE_WORDS - CHECKS_ALONE) * learned
}

/// Judges a message. Cannot fail: what cannot be read counts as evidence or not at all.
pub fn classify(message: &Message, facts: &Facts, model: &Model, cutoffs: Cutoffs) -> Judgement {
    judge(message, facts, &Features::of(message, facts), model, cutoffs)
}

/// As [`classify`], with what is kept of the message for learning: both from features that are
/// taken once.
pub fn classify_with_sample(
    message: &Message,
    facts: &Facts,
    model: &Model,
    cutoffs: Cutoffs,
) -> (Judgement, Sample) {
    let features = Features::of(message, facts);
    (judge(message, facts, &features, model, cutoffs), features.sample())
}

/// As [`classify`], with the message's features taken before.
pub fn judge(
    message: &Message,
    facts: &Facts,
    features: &Features,
    model: &Model,
    cutoffs: Cutoffs,
) -> Judgement {
    let learned = model.learned();
    let twin = model.twins.opinion(&features.print);
    // Where the person judged nearly the same text, nothing that was known before them speaks against it.
    let is_copy = twin.vote.confidence > 0.0;
    let words = |starter| {
        let basis = Basis { starter, learned, is_copy };
        [
            bayes::opinion(&model.tables, &features.tokens, basis),
            ngram::opinion(&model.tables, &features.grams, basis),
        ]
    };
    let mut heard = words(model.starter_features());
    if is_copy {
        let taught = words(None);
        if (said(&heard) - said(&taught)) * twin.vote.log_odds < 0.0 {
            heard = taught;
        }
    }
    let [bayes, ngram] = heard;
    let mut opinions = [
        bayes,
        ngram,
        model.checks.opinion(&features.findings, checks_weight(confidence(learned))),
        server::opinion(message, facts),
        sender::opinion(message, facts),
        twin,
        model.corrections.opinion(),
    ];
    // Of a mail of which nobody has anything to say, that no check found anything says nothing.
    if opinions.iter().all(Opinion::says_nothing) {
        opinions.iter_mut().for_each(Opinion::abstain);
    }
    let (votes, evidence) = merge(opinions, confidence(learned));
    let log_odds = evidence.total();
    let score = Score::from_log_odds(log_odds);
    let proven = sender::proven(message, facts);
    let (decision, unproven_allow) = consult_lists(message, facts, proven);
    let verdict = match decision {
        Decision::Committee => cutoffs.verdict(score),
        Decision::Allowed { .. } => Verdict::Ham,
        Decision::Blocked { .. } => Verdict::Spam,
    };
    Judgement {
        score,
        log_odds,
        verdict,
        cutoffs,
        decision,
        evidence,
        votes,
        findings: features.findings.clone(),
        unproven_allow,
        judged_at: facts.now,
    }
}

/// What opinions come to, by how far they are believed.
fn said(opinions: &[Opinion]) -> f64 {
    opinions.iter().map(|opinion| opinion.vote.log_odds * opinion.vote.confidence).sum()
}

/// Scales every opinion onto the common sum. Clues come out largest first. `learned`: how far
/// what was taught is believed, 0..=1.
fn merge(opinions: [Opinion; 7], learned: f64) -> (Vec<Vote>, Evidence) {
    let mut votes = Vec::with_capacity(opinions.len());
    let mut clues: Vec<Clue> = Vec::new();
    for opinion in opinions {
        let mut vote = opinion.vote;
        let factor = factor(&vote, learned);
        vote.share = vote.log_odds * factor;
        clues.extend(
            opinion.clues.into_iter().map(|clue| Clue { contribution: clue.contribution * factor, ..clue }),
        );
        votes.push(vote);
    }
    clues.sort_by(|a, b| {
        b.contribution.abs().total_cmp(&a.contribution.abs()).then_with(|| a.token.cmp(&b.token))
    });
    (votes, Evidence(clues))
}

/// By how much a vote and its clues are multiplied. `learned`: how far what was
/// taught is believed, 0..=1.
fn factor(vote: &Vote, learned: f64) -> f64 {
    let Some(seat) = SEATS.iter().find(|seat| seat.voter == vote.voter) else { return 0.0 };
    let weight = match seat.voter {
        Voter::Checks => checks_weight(learned),
        _ => seat.weight,
    };
    let weighed = vote.log_odds * weight * vote.confidence;
    if weighed == 0.0 { 0.0 } else { weighed.clamp(-seat.bound, seat.bound) / vote.log_odds }
}

/// What the lists say. Of the entries that apply the narrowest decides, so that a person can
/// except one address from a blocked domain; of two as narrow, the block. An allow entry
/// applies only to a proven sender; one that could not be proven is the second value.
fn consult_lists(message: &Message, facts: &Facts, proven: bool) -> (Decision, Option<String>) {
    let naming: Vec<&ListEntry> = facts.lists.iter().filter(|entry| applies(entry, message, facts)).collect();
    // A network is the provider's own observation: it proves itself.
    let counts = |entry: &&ListEntry| {
        proven || entry.kind == ListKind::Block || matches!(entry.scope, ListScope::Network(_))
    };
    let unproven = naming.iter().copied().find(|entry| !counts(entry)).map(written);
    let deciding = naming.into_iter().filter(counts).max_by_key(|entry| (width(&entry.scope), entry.kind));
    match deciding {
        Some(entry) if entry.kind == ListKind::Block => {
            (Decision::Blocked { entry: written(entry) }, unproven)
        }
        Some(entry) => (Decision::Allowed { entry: written(entry) }, None),
        None => (Decision::Committee, unproven),
    }
}

fn written(entry: &ListEntry) -> String {
    entry.scope.written().into_owned()
}

/// How narrow an entry is: the larger, the narrower. An address is narrower than any domain;
/// domains and networks go by their length.
fn width(scope: &ListScope) -> (u8, u32) {
    match scope {
        ListScope::Address(_) => (2, 0),
        ListScope::Domain(domain) => (1, domain.split('.').count() as u32),
        ListScope::Network(network) => {
            (1, network.split_once('/').map_or(128, |(_, length)| length.parse().unwrap_or(0)))
        }
    }
}

fn applies(entry: &ListEntry, message: &Message, facts: &Facts) -> bool {
    let senders = || message.from.iter().map(|from| from.spec.as_str());
    match &entry.scope {
        ListScope::Address(address) => senders().any(|spec| spec == address),
        ListScope::Domain(domain) => senders().filter_map(|spec| spec.rsplit_once('@')).any(|(_, host)| {
            host == domain || host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.'))
        }),
        ListScope::Network(network) => sending_ip(message, facts).is_some_and(|ip| within(ip, network)),
    }
}

fn within(address: std::net::IpAddr, network: &str) -> bool {
    let (base, length) = network.split_once('/').unwrap_or((network, ""));
    let Ok(base) = base.parse::<std::net::IpAddr>() else { return false };
    let (address, base, bits) = match (address, base) {
        (std::net::IpAddr::V4(a), std::net::IpAddr::V4(b)) => {
            (u128::from(u32::from(a)) << 96, u128::from(u32::from(b)) << 96, 32)
        }
        (std::net::IpAddr::V6(a), std::net::IpAddr::V6(b)) => (u128::from(a), u128::from(b), 128),
        _ => return false,
    };
    let length = if length.is_empty() { bits } else { length.parse().unwrap_or(u32::MAX) };
    length <= bits && (length == 0 || (address ^ base) >> (128 - length) == 0)
}
