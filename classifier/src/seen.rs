//! Which hashes of a message were met before.

/// Marks a free place; the hash that is 0 itself is noted apart.
const FREE: u32 = 0;

/// Hashes, each kept once: an open table, for hashes whose bits are evenly spread.
pub(crate) struct Seen {
    /// A power of two of places, at most half of them taken.
    places: Vec<u32>,
    taken: usize,
    zero: bool,
}

impl Seen {
    /// An empty one, that need not grow for so many hashes.
    pub(crate) fn with_room_for(hashes: usize) -> Self {
        Self { places: vec![FREE; (hashes * 2).next_power_of_two().max(2)], taken: 0, zero: false }
    }

    /// Notes a hash; whether it is new.
    #[inline]
    pub(crate) fn is_new(&mut self, hash: u32) -> bool {
        if hash == FREE {
            return !std::mem::replace(&mut self.zero, true);
        }
        if self.taken * 2 >= self.places.len() {
            self.grow();
        }
        let is_new = put(&mut self.places, hash);
        self.taken += usize::from(is_new);
        is_new
    }

    #[cold]
    fn grow(&mut self) {
        let mut larger = vec![FREE; self.places.len() * 2];
        for hash in self.places.iter().filter(|hash| **hash != FREE) {
            put(&mut larger, *hash);
        }
        self.places = larger;
    }
}

/// Puts a hash into the first place that is free or has it; whether it was free.
#[inline]
fn put(places: &mut [u32], hash: u32) -> bool {
    let last = places.len() - 1;
    let mut place = hash as usize & last;
    while let Some(slot) = places.get_mut(place) {
        if *slot == FREE {
            *slot = hash;
            return true;
        }
        if *slot == hash {
            return false;
        }
        place = (place + 1) & last;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_hash_is_new_once_however_many_there_are() {
        for room in [0, 1, 100, 5_000] {
            let (mut seen, mut known) = (Seen::with_room_for(room), HashSet::new());
            for number in 0..4_000_u32 {
                let hash = (number % 1_000).wrapping_mul(2_654_435_761) >> (number % 3 * 4);
                assert_eq!(seen.is_new(hash), known.insert(hash), "{hash}");
            }
        }
    }
}
