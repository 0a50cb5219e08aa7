//! The set phrases of all checks, found in one pass over the folded text.
//!
//! Each check keeps its own list; here they are put together into one automaton. A phrase
//! counts once however often it stands there, so that the memory is bounded by the lists.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::tables::brands::{BRANDS, Brand};
use super::{attachments::password_beside_archive, links::scan_instead_of_click};
use super::{honest, japanese, language, links, payment, sender};

/// Bytes of the folded text that are searched. The checks leave longer messages alone: what
/// is said there proves little, and the lists of developers carry whole programs.
const SEARCHED: usize = 32 * 1024;

/// A phrase of so few bytes stands within other words too (`vat` in "reservation"): it must be a
/// word of its own, where it is written in Latin letters.
const SHORT: usize = 4;

/// What a list of phrases is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Warning,
    Hurry,
    Coin,
    Claim,
    Fortune,
    Money,
    Chat,
    Key,
    Separately,
    NewAccount,
    GiftCard,
    CardCode,
    Bill,
    Call,
    Errand,
    Parcel,
    ParcelFee,
    Demand,
    Income,
    Dating,
    Prize,
    QrCode,
    Scan,
    ScanReason,
    Receipt,
    LoginCode,
}

/// The lists, in the order of [`Topic`].
const LISTS: &[&[&str]] = &[
    language::account_warning::WARNINGS,
    language::account_warning::HURRY,
    language::extortion::COINS,
    language::extortion::CLAIMS,
    language::advance_fee::PHRASES,
    language::advance_fee::MONEY,
    sender::chatty_first_contact::PHRASES,
    password_beside_archive::KEYS,
    password_beside_archive::SEPARATELY,
    payment::changed_bank_details::PHRASES,
    payment::gift_card_errand::CARDS,
    payment::gift_card_errand::CODES,
    payment::call_back_number::BILLS,
    payment::call_back_number::CALLS,
    payment::urgent_errand::PHRASES,
    payment::parcel_fee::PARCELS,
    payment::parcel_fee::FEES,
    japanese::unpaid_demand::PHRASES,
    japanese::easy_income::PHRASES,
    japanese::meeting_offer::PHRASES,
    japanese::prize_won::PHRASES,
    scan_instead_of_click::CODES,
    scan_instead_of_click::SCANS,
    links::scan_instead_of_click::REASONS,
    honest::receipt_of_proven_sender::PHRASES,
    honest::code_of_proven_sender::PHRASES,
];

/// All phrases in the order of their lists, then the names of the brands.
struct Index {
    phrases: Vec<&'static str>,
    lists: Vec<Range<usize>>,
    brands: Vec<&'static Brand>,
    automaton: Option<AhoCorasick>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let (mut phrases, mut lists, mut brands) = (Vec::new(), Vec::new(), Vec::new());
    for list in LISTS {
        let start = phrases.len();
        phrases.extend_from_slice(list);
        lists.push(start..phrases.len());
    }
    for brand in BRANDS {
        for name in brand.names {
            phrases.push(*name);
            brands.push(brand);
        }
    }
    let automaton = AhoCorasick::new(&phrases).ok();
    Index { phrases, lists, brands, automaton }
});

/// The phrases that stand in a text.
pub(super) struct Phrases {
    /// Where each phrase ends for the first time; 0: nowhere.
    first: Vec<u32>,
}

impl Phrases {
    /// Searches a folded text.
    pub(super) fn in_text(text: &str) -> Self {
        let index = &*INDEX;
        let mut first = vec![0_u32; index.phrases.len()];
        let names = index.phrases.len() - index.brands.len();
        let text = text.get(..text.floor_char_boundary(SEARCHED)).unwrap_or_default();
        let Some(automaton) = &index.automaton else { return Self { first } };
        for found in automaton.find_overlapping_iter(text) {
            let phrase = found.pattern().as_usize();
            let Some(seen) = first.get_mut(phrase).filter(|seen| **seen == 0) else { continue };
            let is_part = phrase < names && found.len() > SHORT;
            if is_part || stands_free(text, found.start(), found.end()) {
                *seen = found.end() as u32;
            }
        }
        Self { first }
    }

    /// The phrases of a topic that stand there, in the order of its list.
    pub(super) fn of(&self, topic: Topic) -> Vec<&'static str> {
        let range = INDEX.lists.get(topic as usize).cloned().unwrap_or_default();
        let seen = |place: &usize| self.first.get(*place).is_some_and(|end| *end > 0);
        range.filter(seen).filter_map(|place| INDEX.phrases.get(place).copied()).collect()
    }

    /// Whether any phrase of a topic stands there.
    pub(super) fn any(&self, topic: Topic) -> bool {
        let range = INDEX.lists.get(topic as usize).cloned().unwrap_or_default();
        self.first.get(range).is_some_and(|ends| ends.iter().any(|end| *end > 0))
    }

    /// The brands that are named within the first so many bytes, with the name found.
    pub(super) fn brands_within(&self, bytes: u32) -> impl Iterator<Item = (&'static Brand, &'static str)> {
        let names = INDEX.phrases.len() - INDEX.brands.len();
        let found =
            self.first.iter().enumerate().skip(names).filter(move |(_, end)| (1..=bytes).contains(*end));
        found.filter_map(move |(place, _)| {
            Some((*INDEX.brands.get(place - names)?, *INDEX.phrases.get(place)?))
        })
    }
}

/// Whether a name stands as a word of its own, where it is written in Latin letters.
fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let name = text.get(start..end).unwrap_or_default();
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    let free =
        |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '@' | '.' | '-'));
    !name.is_ascii() || (free(before) && free(after.filter(|c| *c != '.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_has_its_list_and_phrases_are_folded() {
        assert_eq!(LISTS.len(), Topic::LoginCode as usize + 1);
        for phrase in LISTS.iter().copied().flatten() {
            assert_eq!(crate::message::fold::folded(phrase), *phrase, "would never be found");
        }
    }

    #[test]
    fn phrases_that_overlap_are_all_found() {
        let found = Phrases::in_text("urgent: your account has been suspended within 24 hours");
        assert_eq!(found.of(Topic::Warning), ["account has been suspended"]);
        assert_eq!(found.of(Topic::Hurry), ["24 hours", "within 24", "urgent"]);
        assert!(!found.any(Topic::Coin));
    }

    #[test]
    fn a_short_phrase_is_a_word_of_its_own() {
        let receipt = |text: &str| Phrases::in_text(text).any(Topic::Receipt);
        assert!(receipt("total: 12.00, vat: 2.00") && receipt("送料:500円"));
        assert!(!receipt("my reservation"));
    }

    #[test]
    fn a_brand_is_a_word_of_its_own_and_stands_near_the_beginning() {
        let named = |text: &str| Phrases::in_text(text).brands_within(60).count();
        assert_eq!(named("your paypal account"), 1);
        assert_eq!(named("【三井住友カード】重要なお知らせ"), 1);
        assert_eq!(named("service@paypal.com"), 0);
        assert_eq!(named("groups of people"), 0);
        assert_eq!(named(&format!("{} paypal", "word ".repeat(20))), 0);
    }
}
