//! The lessons that `twin` keeps: found by a shingle, in the order in which they were given.
//!
//! Each takes the same room, in one piece of memory, and the place of one that is forgotten is
//! used again. The lessons that share a shingle are chained through their own places, newest
//! first; a shingle's chain begins in a table of a fixed size.

use std::collections::VecDeque;

use super::print::{INDEXED, KEPT, Print};
use crate::judgement::Label;

/// Beginnings of chains: a power of two.
const CHAINS: usize = 1 << 16;
/// The end of a chain.
const END: u32 = u32::MAX;

/// A judged message.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judged {
    pub(crate) key: u64,
    pub(crate) label: Label,
    pub(crate) author: u32,
    shingles: [u32; KEPT],
    length: u8,
}

impl Judged {
    pub(crate) fn new(key: u64, label: Label, print: &Print) -> Self {
        let mut shingles = [0; KEPT];
        let length = print.shingles.len().min(KEPT);
        for (slot, shingle) in shingles.iter_mut().zip(&print.shingles) {
            *slot = *shingle;
        }
        Self { key, label, author: print.author, shingles, length: length as u8 }
    }

    pub(crate) fn shingles(&self) -> &[u32] {
        self.shingles.get(..usize::from(self.length)).unwrap_or_default()
    }

    fn indexed(&self) -> &[u32] {
        self.shingles.get(..INDEXED.min(usize::from(self.length))).unwrap_or_default()
    }
}

/// A lesson's place, and where the chain of each of its shingles goes on.
#[derive(Debug, Clone)]
struct Place {
    judged: Judged,
    next: [u32; INDEXED],
}

/// The lessons.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    places: Vec<Place>,
    free: Vec<u32>,
    /// Places, oldest first.
    order: VecDeque<u32>,
    /// By the upper bits of a shingle's hash: a place, and which of its shingles; empty while
    /// there is no lesson.
    chains: Vec<u32>,
}

/// Where a chain leads: a place times [`INDEXED`], and which of its shingles.
fn link(place: u32, which: usize) -> u32 {
    place * INDEXED as u32 + which as u32
}

fn chain_of(shingle: u32) -> usize {
    // The smallest shingles are kept: their upper bits are all alike.
    (shingle.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

impl Kept {
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    pub(super) fn oldest_first(&self) -> impl DoubleEndedIterator<Item = &Judged> {
        self.order.iter().filter_map(|place| self.places.get(*place as usize)).map(|place| &place.judged)
    }

    /// The lessons whose print has this among its smallest shingles, newest first.
    pub(super) fn with(&self, shingle: u32) -> impl Iterator<Item = &Judged> {
        let mut at = self.chains.get(chain_of(shingle)).copied().unwrap_or(END);
        std::iter::from_fn(move || {
            loop {
                let (place, which) = self.at(at)?;
                at = *place.next.get(which)?;
                if place.judged.shingles.get(which) == Some(&shingle) {
                    return Some(&place.judged);
                }
            }
        })
    }

    pub(super) fn has(&self, key: u64, label: Label) -> bool {
        self.oldest_first().any(|judged| judged.key == key && judged.label == label)
    }

    pub(super) fn add_newest(&mut self, judged: Judged) {
        let place = self.put(judged);
        self.order.push_back(place);
        for (which, shingle) in self.shingles_of(place) {
            let first = self.chains.get(chain_of(shingle)).copied().unwrap_or(END);
            self.set_next(link(place, which), first);
            self.set_first(shingle, link(place, which));
        }
    }

    pub(super) fn add_oldest(&mut self, judged: Judged) {
        let place = self.put(judged);
        self.order.push_front(place);
        for (which, shingle) in self.shingles_of(place) {
            self.set_next(link(place, which), END);
            match self.before(shingle, END) {
                Some(last) => self.set_next(last, link(place, which)),
                None => self.set_first(shingle, link(place, which)),
            }
        }
    }

    pub(super) fn forget_oldest(&mut self) {
        if let Some(place) = self.order.pop_front() {
            self.let_go(place);
        }
    }

    /// Removes the newest lesson of that message and label.
    pub(super) fn remove(&mut self, key: u64, label: Label) {
        let is_it = |judged: &Judged| judged.key == key && judged.label == label;
        let places = self
            .order
            .iter()
            .rposition(|place| self.places.get(*place as usize).is_some_and(|place| is_it(&place.judged)));
        if let Some(place) = places.and_then(|at| self.order.remove(at)) {
            self.let_go(place);
        }
    }

    fn at(&self, link: u32) -> Option<(&Place, usize)> {
        let place = self.places.get(link as usize / INDEXED)?;
        Some((place, link as usize % INDEXED))
    }

    fn shingles_of(&self, place: u32) -> Vec<(usize, u32)> {
        let judged = self.places.get(place as usize).map(|place| &place.judged);
        judged.map(|judged| judged.indexed().iter().copied().enumerate().collect()).unwrap_or_default()
    }

    fn put(&mut self, judged: Judged) -> u32 {
        if self.chains.is_empty() {
            self.chains = vec![END; CHAINS];
        }
        let new = Place { judged, next: [END; INDEXED] };
        let free = self.free.pop();
        if let Some((place, slot)) =
            free.and_then(|place| Some((place, self.places.get_mut(place as usize)?)))
        {
            *slot = new;
            return place;
        }
        self.places.push(new);
        self.places.len() as u32 - 1
    }

    /// Takes a place out of its chains, so that it can be used again.
    fn let_go(&mut self, place: u32) {
        for (which, shingle) in self.shingles_of(place) {
            let own = link(place, which);
            let after = self.at(own).and_then(|(place, which)| place.next.get(which).copied());
            match self.before(shingle, own) {
                Some(before) => self.set_next(before, after.unwrap_or(END)),
                None => self.set_first(shingle, after.unwrap_or(END)),
            }
        }
        self.free.push(place);
        if self.order.is_empty() {
            *self = Self::default();
        }
    }

    /// What comes before a link in a shingle's chain; `None` where it is the first.
    fn before(&self, shingle: u32, link: u32) -> Option<u32> {
        let mut at = self.chains.get(chain_of(shingle)).copied().filter(|first| *first != link)?;
        loop {
            let (place, which) = self.at(at)?;
            let next = *place.next.get(which)?;
            if next == link {
                return Some(at);
            }
            at = next;
        }
    }

    fn set_first(&mut self, shingle: u32, link: u32) {
        if let Some(first) = self.chains.get_mut(chain_of(shingle)) {
            *first = link;
        }
    }

    fn set_next(&mut self, of: u32, link: u32) {
        let place = self.places.get_mut(of as usize / INDEXED);
        if let Some(next) = place.and_then(|place| place.next.get_mut(of as usize % INDEXED)) {
            *next = link;
        }
    }
}

/// The same lessons in the same order; which places they take makes no difference.
impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.order.len() == other.order.len() && self.oldest_first().eq(other.oldest_first())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn judged(key: u64) -> Judged {
        // Few different shingles, so that chains are shared.
        let shingles = (0..6).map(|one| (key as u32 * 7 + one) % 11 + one * 11).collect();
        Judged::new(key, Label::Spam, &Print { shingles, author: 0 })
    }

    fn keys(kept: &Kept, shingle: u32) -> Vec<u64> {
        kept.with(shingle).map(|judged| judged.key).collect()
    }

    proptest! {
        #[test]
        fn every_lesson_is_found_by_its_shingles_newest_first(
            events in proptest::collection::vec((0_u8..4, 0_u64..40), 0..120)
        ) {
            let mut kept = Kept::default();
            let mut plain: VecDeque<Judged> = VecDeque::new();
            for (event, key) in events {
                match event {
                    0 => { kept.forget_oldest(); plain.pop_front(); }
                    1 => { kept.add_oldest(judged(key)); plain.push_front(judged(key)); }
                    2 => {
                        kept.remove(key, Label::Spam);
                        if let Some(at) = plain.iter().rposition(|one| one.key == key) { plain.remove(at); }
                    }
                    _ => { kept.add_newest(judged(key)); plain.push_back(judged(key)); }
                }
            }
            prop_assert!(kept.oldest_first().eq(plain.iter()));
            for shingle in 0..66 {
                let expected: Vec<u64> = plain.iter().rev()
                    .filter(|one| one.shingles().contains(&shingle)).map(|one| one.key).collect();
                prop_assert_eq!(keys(&kept, shingle), expected);
            }
            let mut again = Kept::default();
            for one in &plain {
                again.add_newest(one.clone());
            }
            prop_assert!(again == kept);
        }
    }
}
