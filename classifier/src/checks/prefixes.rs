//! Finds many short phrases in a text: at each byte the next few tell which could begin there.
//!
//! An automaton takes one step a byte, each waiting for the one before; here all places are
//! looked at alike, and a phrase is compared only where its beginning stands. On mail in
//! ASCII that takes a quarter of the time (`docs/experiments/speed.md`).

/// Bytes of a phrase's beginning that are looked at.
const LOOKED_AT: usize = 4;
/// Phrases are told apart by so many groups, one a bit.
const GROUPS: usize = 64;

/// Phrases, by their beginnings.
pub(super) struct Prefixes {
    /// For each place of a beginning and each byte: the groups that have it there.
    groups: [[u64; 256]; LOOKED_AT],
    /// The phrases of each group, with their numbers.
    phrases: Vec<Vec<(usize, &'static str)>>,
}

impl Prefixes {
    /// Takes numbered phrases, of which none is empty.
    pub(super) fn of(mut phrases: Vec<(usize, &'static str)>) -> Self {
        // Like beginnings go together, so that few groups are asked about at one place.
        phrases.sort_unstable_by_key(|(_, phrase)| *phrase);
        let size = phrases.len().div_ceil(GROUPS).max(1);
        let phrases: Vec<Vec<_>> = phrases.chunks(size).map(<[_]>::to_vec).collect();
        let mut groups = [[0; 256]; LOOKED_AT];
        for (number, phrase) in
            (0..).zip(&phrases).flat_map(|(group, of)| of.iter().map(move |one| (group, one.1)))
        {
            let bit = 1_u64 << number;
            for (place, known) in groups.iter_mut().enumerate() {
                match phrase.as_bytes().get(place) {
                    Some(byte) => known.iter_mut().skip(usize::from(*byte)).take(1).for_each(|at| *at |= bit),
                    None => known.iter_mut().for_each(|at| *at |= bit),
                }
            }
        }
        Self { groups, phrases }
    }

    /// Tells of each phrase in a text: its number and where it starts and ends.
    pub(super) fn find(&self, text: &str, mut found: impl FnMut(usize, usize, usize)) {
        let bytes = text.as_bytes();
        let [first, second, third, fourth] = &self.groups;
        let at = |table: &[u64; 256], byte: u8| table.get(usize::from(byte)).copied().unwrap_or(0);
        let mut look = |start: usize, [a, b, c, d]: [u8; LOOKED_AT]| {
            let mut groups = at(first, a) & at(second, b) & at(third, c) & at(fourth, d);
            while groups != 0 {
                let group = self.phrases.get(groups.trailing_zeros() as usize);
                for (number, phrase) in group.into_iter().flatten() {
                    if bytes.get(start..).is_some_and(|rest| rest.starts_with(phrase.as_bytes())) {
                        found(*number, start, start + phrase.len());
                    }
                }
                groups &= groups - 1;
            }
        };
        bytes.array_windows().enumerate().for_each(|(start, window)| look(start, *window));
        // Behind the end stands what belongs to no phrase.
        let whole = bytes.len().saturating_sub(LOOKED_AT - 1);
        let ending = [bytes.get(whole..).unwrap_or_default(), &[0; LOOKED_AT]].concat();
        let ending = ending.array_windows().zip(whole..bytes.len());
        ending.for_each(|(window, start)| look(start, *window));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_found_wherever_it_stands() {
        let phrases = ["usd", "us$", "urgent", "gent", "click here", "here", "x"];
        let prefixes = Prefixes::of(phrases.into_iter().enumerate().collect());
        for text in ["usd", "us$ urgent, click here", "her", "xusdusd", "click her", "日本usd語here", ""] {
            let mut found = Vec::new();
            prefixes.find(text, |number, start, end| found.push((start, end, number)));
            found.sort_unstable();
            let mut expected = Vec::new();
            for (number, phrase) in phrases.iter().enumerate() {
                expected.extend((0..text.len()).filter_map(|start| {
                    let stands = text.get(start..).is_some_and(|rest| rest.starts_with(phrase));
                    stands.then_some((start, start + phrase.len(), number))
                }));
            }
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }
}
