//! # Nearly your own domain
//!
//! ## What it looks for
//! A sender whose domain differs from the recipient's own by one letter, or by letters that
//! look alike.
//!
//! ## Why it matters
//! It passes for a colleague.
//!
//! ## When it is wrong
//! Two organisations may have names one letter apart.
//!
//! ## Example
//! `chief@exarnple.jp` writes to `me@example.jp`

use unicode_security::skeleton;

use crate::checks::Check;
use crate::checks::reading::{Reading, sender, sender_domain};

pub(crate) const CHECK: Check = Check { id: "lookalike-of-own-domain", look };

/// Letters below which a difference of one is chance.
const LEAST: usize = 6;

fn look(reading: &Reading<'_>) -> Option<String> {
    if reading.facts.sender.written_to > 0 {
        return None;
    }
    let domain = sender_domain(reading.message)?;
    let own = reading.recipient_domains().find(|own| is_near(own.as_str(), domain.as_str()))?;
    sender(reading.message).map(|from| format!("{} ≠ {}", from.spec, own.as_str()))
}

fn is_near(own: &str, other: &str) -> bool {
    if own == other || !own.is_ascii() {
        return false;
    }
    let (Some((own, end)), Some((other, other_end))) = (own.split_once('.'), other.split_once('.')) else {
        return false;
    };
    if own.len() < LEAST || end != other_end || own == other {
        return false;
    }
    let (shown, _) = idna::domain_to_unicode(other);
    let seen = |label: &str| {
        skeleton(label)
            .collect::<String>()
            .replace("rn", "m")
            .replace("vv", "w")
            .replace('0', "o")
            .replace('1', "l")
    };
    seen(own) == seen(&shown) || differs_by_one(own.as_bytes(), other.as_bytes())
}

/// Whether one letter is changed, added, left out, or swapped with its neighbour.
fn differs_by_one(left: &[u8], right: &[u8]) -> bool {
    if left.len().abs_diff(right.len()) > 1 {
        return false;
    }
    let same = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let from = |bytes: &[u8], place: usize| bytes.get(place..).unwrap_or_default().to_vec();
    let (left, right) = (from(left, same), from(right, same));
    let swapped = match left.as_slice() {
        [first, second, rest @ ..] => right == [&[*second, *first], rest].concat(),
        _ => false,
    };
    from(&left, 1) == from(&right, 1) || from(&left, 1) == right || left == from(&right, 1) || swapped
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn one_letter_apart_is_near_and_two_are_not() {
        for near in ["exarnple.jp", "exampel.jp", "examplee.jp", "exmple.jp", "examp1e.jp", "exbmple.jp"] {
            assert!(is_near("example.jp", near), "{near}");
        }
        for other in ["example.jp", "example.com", "samples.jp", "exam.jp", "jp"] {
            assert!(!is_near("example.jp", other), "{other}");
        }
        assert!(!is_near("abc.jp", "abd.jp"));
    }
}
