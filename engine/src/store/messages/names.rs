//! How classes, labels and places are named in the store. A name that was released never changes.

use classifier::{Label, Verdict};

use super::{Along, Wanted};
use crate::store::senders::Count;
use crate::view::Whereabouts;

/// The words of a text that was joined with spaces.
pub(in crate::store) fn words(text: &str) -> Vec<String> {
    text.split_ascii_whitespace().map(str::to_owned).collect()
}

/// The class that the person's word gives.
pub(crate) fn verdict_by(label: Label) -> Verdict {
    match label {
        Label::Ham => Verdict::Ham,
        Label::Spam => Verdict::Spam,
    }
}

/// `ham`, `spam`, or empty.
pub(in crate::store) fn label_name(label: Option<Label>) -> &'static str {
    match label {
        None => "",
        Some(Label::Ham) => "ham",
        Some(Label::Spam) => "spam",
    }
}

/// Reads what [`label_name`] gives.
pub(in crate::store) fn label_of(name: &str) -> Option<Label> {
    match name {
        "ham" => Some(Label::Ham),
        "spam" => Some(Label::Spam),
        _ => None,
    }
}

/// `ham`, `spam`, `passed`, or empty.
pub(in crate::store) fn count_name(count: Option<Count>) -> &'static str {
    match count {
        Some(Count::Passed) => "passed",
        Some(Count::Said(label)) => label_name(Some(label)),
        None => "",
    }
}

/// Reads what [`count_name`] gives.
pub(in crate::store) fn count_of(name: &str) -> Option<Count> {
    if name == "passed" { Some(Count::Passed) } else { label_of(name).map(Count::Said) }
}

pub(in crate::store) fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ham => "ham",
        Verdict::Unsure => "unsure",
        Verdict::Spam => "spam",
    }
}

pub(in crate::store) fn verdict_of(name: &str) -> Option<Verdict> {
    [Verdict::Ham, Verdict::Unsure, Verdict::Spam].into_iter().find(|verdict| verdict_name(*verdict) == name)
}

pub(in crate::store) fn wanted_name(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Nothing => "",
        Wanted::Hold => "hold",
        Wanted::Mark => "mark",
        Wanted::Unmark => "unmark",
    }
}

pub(in crate::store) fn wanted_of(name: &str) -> Option<Wanted> {
    [Wanted::Nothing, Wanted::Hold, Wanted::Mark, Wanted::Unmark]
        .into_iter()
        .find(|wanted| wanted_name(*wanted) == name)
}

pub(in crate::store) fn along_name(along: Option<Along>) -> &'static str {
    match along {
        None => "",
        Some(Along::Held) => "held",
        Some(Along::Back) => "back",
    }
}

pub(in crate::store) fn along_of(name: &str) -> Option<Along> {
    [Along::Held, Along::Back].into_iter().find(|along| along_name(Some(*along)) == name)
}

pub(in crate::store) fn whereabouts_name(whereabouts: Whereabouts) -> &'static str {
    match whereabouts {
        Whereabouts::Inbox => "inbox",
        Whereabouts::Held => "held",
        Whereabouts::Released => "released",
        Whereabouts::Deleted => "deleted",
        Whereabouts::Gone => "gone",
    }
}

pub(in crate::store) fn whereabouts_of(name: &str) -> Option<Whereabouts> {
    use Whereabouts::{Deleted, Gone, Held, Inbox, Released};
    [Inbox, Held, Released, Deleted, Gone].into_iter().find(|known| whereabouts_name(*known) == name)
}
